"""How an opinion answers: each gap with an answer that has it and one that has not, and the real replies as a check."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from wangfang.rules.answering import Gap, demands_of, measure, thresholds

TITLE = "辽河小区顶楼漏雨"
TEXT = "我家住辽河小区5栋顶楼，每次下雨屋顶都漏。希望尽快修好屋顶防水层。维修资金什么时候能批下来？谢谢领导。"
GOOD = (
    "您好！您反映的辽河小区5栋顶楼漏雨问题收悉。经查，屋顶防水层老化属实。根据《住宅专项维修资金管理办法》第二十二条，"
    "维修资金已于8月20日批准，物业公司将于9月1日进场更换屋顶防水层，预计9月10日完工。感谢您的监督！2017年8月22日"
)
REPLIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "replies.csv"


def test_a_good_answer_lacks_nothing() -> None:
    found = measure(TITLE, TEXT, GOOD)
    assert found.gaps == ()
    assert found.basis == ("《住宅专项维修资金管理办法》", "第二十二条")
    assert [demand.met for demand in found.demands] == [True, True]


@pytest.mark.parametrize(
    ("answer", "gap"),
    [
        ("您好！您的来信收悉。感谢您的支持！", Gap.EMPTY),
        ("", Gap.EMPTY),
        ("您好，您反映的辽河小区漏雨已转住建部门核实处理。", Gap.PASSED_ON),
        ("经查，公交线路已于9月1日调整完成，增加早晚班次，请乘客留意站牌公告，依据《城市公共汽车管理规定》第十条办理。" * 2, Gap.OFF_TOPIC),
        (GOOD.replace("经查，", "").replace("属实", "").replace("根据", "按"), Gap.NO_REASON),
        (GOOD.replace("《住宅专项维修资金管理办法》第二十二条", "有关规定"), Gap.NO_BASIS),
        ("经查，辽河小区5栋顶楼屋顶防水层老化，维修资金需要业主表决，依据《住宅专项维修资金管理办法》办理，请业主耐心等候结果。", Gap.NO_RESULT),
        ("感谢您对我们工作的关心、监督与支持，您的理解是我们前进的动力，我们一定努力。" * 3 + GOOD, Gap.BOILERPLATE),
        (f"经查，{TEXT}根据《办法》第一条已于9月1日办理。", Gap.COPIED),
    ],
)  # fmt: skip
def test_each_gap_is_seen(answer: str, gap: Gap) -> None:
    assert gap in measure(TITLE, TEXT, answer).gaps


def test_a_demand_that_is_left_out_is_named() -> None:
    answer = (
        "经查，屋顶防水层老化，物业将于9月1日修好屋顶防水层，依据《物业管理条例》第五十五条办理，完工后请住户验收签字。"
    )
    found = measure(TITLE, TEXT, answer)
    assert [(demand.text, demand.met) for demand in found.demands] == [
        ("希望尽快修好屋顶防水层", True),
        ("维修资金什么时候能批下来吗", False),
    ]
    assert Gap.UNMET in found.gaps


def test_the_words_of_another_opinion_count_as_copied() -> None:
    assert Gap.COPIED not in measure(TITLE, TEXT, GOOD, ["别的事情，别的答复。"]).gaps
    assert Gap.COPIED in measure(TITLE, TEXT, GOOD, [GOOD]).gaps


def test_who_asks_nothing_asks_what_the_title_says() -> None:
    assert demands_of("路灯不亮", "路灯三天不亮。") == ("路灯不亮",)
    assert demands_of("", "路灯三天不亮。") == ()
    assert demands_of("路灯不亮", "盼复。请领导回复！") == ("路灯不亮",)


def test_a_title_of_empty_words_is_met_by_anything() -> None:
    (demand,) = measure("的", "路灯三天不亮。", GOOD).demands
    assert demand.met


def test_at_most_six_demands_are_looked_at_and_none_twice() -> None:
    many = "".join(f"希望在第{nth}号楼门前安装路灯{nth}盏。" for nth in range(9))
    assert len(demands_of("路灯", many)) == 6
    assert len(demands_of("路灯", "希望安装门前路灯。" * 3)) == 1


@pytest.mark.data
@pytest.mark.skipif(not REPLIES.exists(), reason="the shared real data is not here")
def test_on_real_replies_the_topic_tells_own_from_swapped() -> None:
    with REPLIES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))[:600]
    enough, limit = thresholds()["enough"], thresholds()["off_topic"]
    own = [measure(row["title"], row["body"], row["reply"]) for row in rows]
    swapped = [
        measure(row["title"], row["body"], other["reply"])
        for row, other in zip(rows, rows[300:] + rows[:300], strict=True)
    ]
    shares = [
        sum(one.topic < limit for one in side if one.substance >= enough) / sum(one.substance >= enough for one in side)
        for side in (own, swapped)
    ]
    assert shares[0] <= 0.06
    assert shares[1] >= 0.85
