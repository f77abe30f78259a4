"""The sentences of a bulletin are right for none, for one, for many and for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.records.snapshots import blank, counties, forms, same
from wangfang.records.bulletins.drafting import SECTIONS
from wangfang.records.bulletins.figures import Snapshot, Volumes
from wangfang.records.bulletins.further import Cleaning, Watched
from wangfang.records.bulletins.sections.annexes import annexes
from wangfang.records.bulletins.sections.coming_in import overall
from wangfang.records.bulletins.sections.concluding import demands, problems
from wangfang.records.bulletins.sections.in_time import bureaus, units
from wangfang.records.bulletins.sections.pen import Pen, changed, names
from wangfang.records.bulletins.sections.rated import base_work, ratings
from wangfang.records.bulletins.sections.repeated import repeats, watching
from wangfang.records.bulletins.sections.special import of_entrant
from wangfang.records.indicators.volume import Volume
from wangfang.records.printing.shapes import para
from wangfang.rules.indicators import Figure, Indicator
from wangfang.rules.locked_figures import marked, read, rendered
from wangfang.rules.measures import Measure
from wangfang.rules.rankings import Entrant

SPREAD = same(counties((9, 10), (10, 10), (4, 8)))
LATE = {
    indicator: {
        "NG-XF": Entrant("NG-XF", "先锋路街道办事处", 5, 5),
        "HL-ZJ": Entrant("HL-ZJ", "呼兰区住房和城乡建设局", 6, 4),
        "HRB-ZJ": Entrant("HRB-ZJ", "哈尔滨市住房和城乡建设局", 2, 1),
        "NG": Entrant("NG", "南岗区信访局", 3, 0),  # a bureau is no unit
    }
    for indicator in Indicator
}


def said(pen: Pen) -> list[str]:
    """Return what a section says, paragraph by paragraph."""
    return rendered(pen.text, pen.figures).split("\n")


def came(now: list[Volume], before: list[Volume], ago: list[Volume], *classes: tuple[str, int]) -> Snapshot:
    """Return a quarter in which so much came in."""
    return replace(blank(), volumes=Volumes(now, before, ago, [Volume(name, n, n) for name, n in classes]))


@pytest.mark.parametrize("write", SECTIONS)
def test_every_section_can_be_written_of_nothing_and_read_back(write: object) -> None:
    assert callable(write)
    pen = write(blank())
    assert said(pen) != [""]
    assert read(pen.text, pen.figures, marked(pen.text)) == pen.text


@pytest.mark.parametrize(
    ("of", "sentences"),
    [
        (lambda: came(forms(), forms(), forms()), ["2017年第四季度，全市没有收到信访事项，上期也没有。"]),
        (lambda: came(forms(), forms(4), forms()), ["2017年第四季度，全市没有收到信访事项，比上期减少100.00%。"]),
        (
            lambda: came(forms(1), forms(), forms(1), ("城乡建设", 1)),
            [
                "2017年第四季度，全市共收到信访事项1件次、2人次，件次上期没有，不作比较，与上年同期持平。",
                "全部为网上信访1件次，占100.00%。",
                "网信占比100.00%。",
                "反映的内容按多少为：城乡建设1件次。",
            ],
        ),
        (
            lambda: came(forms(6, 2), forms(2, 2), forms(10), ("城乡建设", 5), ("未分类", 3)),
            [
                "2017年第四季度，全市共收到信访事项8件次、16人次，件次比上期增加100.00%，比上年同期减少20.00%。",
                "其中网上信访6件次，占75.00%；来信2件次，占25.00%。",
                "网信占比75.00%，比上期上升25.00个百分点。",
                "反映的内容按多少依次为：城乡建设5件次、未分类3件次。",
            ],
        ),
    ],
)
def test_what_came_in(of: object, sentences: list[str]) -> None:
    assert callable(of)
    assert said(overall(of()))[:-1] == sentences


def test_the_rates_of_the_city_are_told_with_their_change() -> None:
    whole = {indicator: Entrant("", "合计", 20, 19) for indicator in Indicator}
    of = replace(blank(), whole=whole | {Indicator.ONTIME_CLOSURE: Entrant("", "合计", 0, 0)}, whole_before=whole)
    assert said(overall(of))[-1] == (
        "信访部门及时受理率95.00%（19/20），与上期持平；责任单位及时受理率95.00%（19/20），与上期持平；"
        "责任单位按期办结率本期无应办件。"
    )


@pytest.mark.parametrize(
    ("now", "before", "sentences"),
    [
        (counties(), counties(), ["各县（市、区）本期没有计入信访部门及时受理率的应办件。"]),
        (counties((2, 3)), counties(), ["没有县（市、区）的信访部门及时受理率达到100%。"]),
        (
            counties((3, 3), (2, 2)),
            counties(),
            ["有应办件的2个县（市、区）的信访部门及时受理率均为100%：道里区、南岗区。"],
        ),
        (
            counties((9, 10), (10, 10), (4, 8)),
            counties((8, 10), (10, 10), (6, 8)),
            [
                "1个县（市、区）的信访部门及时受理率为100%：南岗区。",
                "信访部门及时受理率低于平均的有1个：呼兰区（50.00%）。",
                "与上期相比，升幅最大的是道里区（比上期上升10.00个百分点），降幅最大的是呼兰区（比上期下降25.00个百分点）。",
            ],
        ),
        (
            counties((10, 10), (10, 10), (8, 8)),
            counties((9, 10), (9, 10), (8, 8)),
            [
                "有应办件的3个县（市、区）的信访部门及时受理率均为100%：道里区、南岗区、呼兰区。",
                "与上期相比，升幅最大的是道里区、南岗区（比上期上升10.00个百分点）。",  # two with the same change
            ],
        ),
    ],
)
def test_how_the_bureaus_stand(now: list[Entrant], before: list[Entrant], sentences: list[str]) -> None:
    assert said(bureaus(replace(blank(), counties=same(now), before=same(before)))) == sentences


def test_a_table_ranks_the_counties_and_sets_apart_who_has_nothing_due() -> None:
    pen = bureaus(replace(blank(), counties=same(counties((4, 8), (3, 3))), before=same(counties((8, 8)))))
    assert pen.tables[0]["rows"] == [
        ["南岗区", "3", "3", "0", "100.00%*", "1", "—"],
        ["道里区", "8", "4", "4", "50.00%", "2", "-50.00"],
        ["呼兰区", "0", "0", "0", "—", "—", "—"],
    ]


def test_overdue_units_are_counted_and_named_without_any_case() -> None:
    pen = units(replace(blank(), counties=SPREAD, agencies=LATE))
    assert said(pen)[-2:] == [
        "市直部门中有应办件的1个，没有超期的0个。",
        "责任单位超期受理和超期未受理的3件，超期办结和超期未办结的3件，涉及2个单位。",
    ]
    assert pen.tables[-1]["rows"] == [
        ["呼兰区住房和城乡建设局", "2", "2", "4"],
        ["哈尔滨市住房和城乡建设局", "1", "1", "2"],
    ]
    full = {indicator: {"HRB-ZJ": Entrant("HRB-ZJ", "住建局", 2, 2)} for indicator in Indicator}
    assert said(units(replace(blank(), agencies=full)))[-1] == "有应办件的市直部门1个，全部及时受理、按期办结。"


def test_ratings_are_told_of_each_of_the_two() -> None:
    shares = dict.fromkeys(Measure, Figure(0, 0)) | {
        Measure.PARTICIPATION_BUREAU: Figure(8, 4),
        Measure.SATISFACTION_BUREAU: Figure(4, 3),
    }
    rated = {one: counties((1, 1), (2, 3)) for one in Measure}
    pen = ratings(replace(blank(), shares=shares, shares_before=shares, rated=rated))
    assert said(pen) == [
        "信访部门：参评率50.00%（4/8），与上期持平；满意率（满意＋基本满意）75.00%（3/4），与上期持平。",
        "责任单位本期没有应评价的件。",
        "对信访部门的满意率低于平均的有：南岗区（66.67%）。",
        "对责任单位的满意率低于平均的有：南岗区（66.67%）。",
    ]
    assert [row[0] for row in pen.tables[0]["rows"]] == ["道里区", "南岗区"]
    assert said(ratings(blank())) == ["本期没有到期应评价的信访事项，也没有收到评价。"]


@pytest.mark.parametrize(
    ("cleaning", "sentences"),
    [
        ([], ["到本期数据截止时，没有开展专项整改。"]),
        ([Cleaning("重复件", 0, 0, 0, 0, 0)], ["“重复件”名单上没有可以公布的件。"]),
        (
            [Cleaning("重复件", 263, 263, 263, 0, 0)],
            ["“重复件”共263件、应补项目263项，已补录263项，已全部补齐，完成率100.00%。"],
        ),
        (
            [Cleaning("重复件", 263, 263, 200, 3, 60)],
            ["“重复件”共263件、应补项目263项，已补录200项，经核定说明3项，尚有60项未补齐，完成率77.19%。"],
        ),
    ],
)
def test_how_far_campaigns_are(cleaning: list[Cleaning], sentences: list[str]) -> None:
    assert said(base_work(replace(blank(), cleaning=cleaning))) == sentences


@pytest.mark.parametrize(
    ("due", "met", "sentence"),
    [
        (0, 0, "本期没有收到信访事项。"),
        (5, 0, "本期收到的5件次中，没有并入原件的重复信访。"),
        (5, 1, "本期收到的5件次中，并入原件的重复信访1件次、3人次，占20.00%。"),
    ],
)
def test_repeats(due: int, met: int, sentence: str) -> None:
    shares = dict.fromkeys(Measure, Figure(0, 0)) | {Measure.REPEAT_SHARE: Figure(due, met, 3 * due, 3 * met)}
    assert said(repeats(replace(blank(), shares=shares)))[0] == sentence


def test_what_was_urged_and_supervised() -> None:
    watched = [Watched("催办", 5, 4, 4), Watched("督办", 3, 3, 1), Watched("提出建议", 1, 1, 0)]
    assert said(watching(replace(blank(), watched=watched))) == [
        "催办5次，涉及4件，已全部办结；督办3次，涉及3件，其中已办结1件；提出建议1次，涉及1件，都还没有办结。"
    ]


def test_problems_are_named_by_rule_and_demands_have_a_day() -> None:
    of = replace(
        blank(), counties=SPREAD, before=same(counties((9, 10), (10, 10), (8, 8))), agencies=LATE,
        watched=[Watched("督办", 3, 3, 1)], rated={one: counties((0, 2)) for one in Measure},
        cleaning=[Cleaning("重复件", 9, 9, 5, 0, 4)],
    )  # fmt: skip
    told = said(problems(of))
    assert told[0] == "（一）信访部门及时受理率低于全市平均的有：呼兰区（50.00%）。"
    assert "（四）信访部门及时受理率下降5个百分点以上的有：呼兰区（比上期下降50.00个百分点）。" in told
    assert "（七）超期3件以上的单位有：呼兰区住房和城乡建设局（4件）。" in told
    assert told[-3:] == [
        "（八）对信访部门没有一件参评的有：道里区。",
        "（九）对责任单位没有一件参评的有：道里区。",
        "（十）督办后仍未办结的有2件。",
    ]
    asked = said(demands(of))
    assert asked[0] == "（一）道里区、呼兰区信访部门要逐日清理待转送件，收到即转，不在本级停留。"
    assert asked[-2:] == [
        "（四）有关单位要补齐专项整改名单上剩余的4项。",
        "（五）以上问题请于2018年2月28日前整改到位，整改情况书面报哈尔滨市信访局。",
    ]


def test_where_all_is_well_nothing_is_asked() -> None:
    of = replace(blank(), counties=same(counties((3, 3), (2, 2), (9, 9))))
    assert said(problems(of)) == ["各县（市、区）三项指标均不低于全市平均，没有超期较多的单位。"]
    assert said(demands(of)) == ["继续保持，突出事要解决，巩固工作成效。"]
    assert said(problems(blank())) == ["本期没有应办件。"]


def test_a_special_report_on_a_county_stands_beside_the_mean() -> None:
    whole = {indicator: Entrant("", "合计", 28, 23) for indicator in Indicator}
    of = replace(
        blank(),
        counties=SPREAD,
        agencies=LATE,
        whole=whole,
        rated={one: counties((1, 2), (1, 2), (1, 2)) for one in Measure},
    )
    told, why, what = map(said, of_entrant(of, "230111", "呼兰区"))
    assert told[0].startswith("2017年第四季度，呼兰区信访部门及时受理率50.00%（4/8），在县（市、区）中排第3位；")
    assert told[1] == "群众对信访部门的参评率50.00%，满意率50.00%。"
    assert why[0].startswith("与全市平均相比：信访部门及时受理率低于平均（平均82.14%）；")
    assert why[1] == "责任单位受理超期2件、办结超期2件，集中在：呼兰区住房和城乡建设局（4件）。"
    assert what[0] == "（一）呼兰区要逐日清理待转送件，收到即转。"
    assert what[-1] == "以上建议请批示。整改情况请于2018年2月28日前书面报哈尔滨市信访局。"


def test_a_special_report_on_who_has_nothing_due_says_so() -> None:
    told, why, what = map(said, of_entrant(blank(), "HRB-ZJ", "市住建局"))
    assert told == ["2017年第四季度，市住建局没有应办件。"]
    assert why == ["没有可以分析的数字。", "没有超期的责任单位。"]
    assert what == ["三项指标没有超期，建议总结推广做法。"]


def test_the_annexes_hold_every_unit_by_county_and_the_definitions() -> None:
    blocks = annexes(replace(blank(), agencies=LATE))
    tables = {block["caption"]: [row[0] for row in block["rows"]] for block in blocks if block["kind"] == "table"}
    assert tables == {
        "哈尔滨市直责任单位": ["哈尔滨市住房和城乡建设局"],
        "南岗区责任单位": ["先锋路街道办事处"],
        "呼兰区责任单位": ["呼兰区住房和城乡建设局"],
    }
    words = [block["text"] for block in blocks if block["kind"] == "para"]
    assert words[0].startswith("信访部门及时受理率（LEGAL第1版）：")
    assert annexes(blank())[1] == para("本期没有责任单位的应办件。")


def test_ten_counties_are_named_and_the_others_counted() -> None:
    many = [Entrant(str(n), f"县{n}", 1, 0) for n in range(11)]
    assert names(many[:2]) == "县0、县1"
    assert names(many).endswith("县9等11个县（市、区）")


@pytest.mark.parametrize(
    ("now", "before", "words"), [(0, 0, "上期也没有"), (1, 0, "上期没有，不作比较"), (3, 2, "比上期增加50.00%")]
)
def test_a_change_against_nothing_is_no_percentage(now: int, before: int, words: str) -> None:
    assert changed(now, before, "上期") == words


def test_what_others_wrote_cannot_break_the_marks() -> None:
    pen = Pen("一、情况")
    matter = pen.put("事项", "屋顶{{漏雨}}\n三年")
    pen.say(f"反映“{matter}”")
    assert said(pen) == ["反映“屋顶｛｛漏雨｝｝ 三年”"]
