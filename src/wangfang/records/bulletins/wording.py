"""What a bulletin says: its sections as text and tables, written from the figures alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wangfang.records.bulletins.figures import Snapshot
from wangfang.records.indicators.volume import Volume
from wangfang.records.printing.shapes import Block, column, heading, para, table
from wangfang.rules.indicators import VERSIONS, Definition, Indicator
from wangfang.rules.rankings import NOTHING_DUE, Entrant, at_hundred, below_mean, growth, league, percent_text, points

NAMES = {
    Indicator.BUREAU_TIMELY: "信访部门及时受理率",
    Indicator.UNIT_TIMELY: "责任单位及时受理率",
    Indicator.ONTIME_CLOSURE: "责任单位按期办结率",
}
_DUE = {
    Indicator.BUREAU_TIMELY: "应受理",
    Indicator.UNIT_TIMELY: "应受理",
    Indicator.ONTIME_CLOSURE: "应办结",
}
_IN_TIME = {
    Indicator.BUREAU_TIMELY: "及时受理",
    Indicator.UNIT_TIMELY: "及时受理",
    Indicator.ONTIME_CLOSURE: "按期办结",
}
BASES = {
    Definition.LEGAL: "按法定期限：每个环节按当日有效的期限规定计算，届满日遇节假日顺延，以届满日落在统计期内为准。",
    Definition.HRB_315: "按“三一五”：收到之日起3个工作日内转到责任单位，责任单位15日内受理、15个工作日内出具处理意见。",
    Definition.GD2020: "按登记时间加15日、30日，受理时间加60日计算，不顺延，未到期的在办件计入分母。",
}


_ADVICE = {
    Indicator.BUREAU_TIMELY: "{names}信访部门要逐日清理待转送件，收到即转，不在本级停留。",
    Indicator.UNIT_TIMELY: "{names}要督促责任单位收到后及时签收、按期出具受理告知书。",
    Indicator.ONTIME_CLOSURE: "{names}要对超期未办结事项逐件列出原因和时限，办结后报市信访局。",
}


def blocks(snapshot: Snapshot) -> list[Block]:
    """Return the body of a quarterly bulletin (季度通报), section by section."""
    return [
        *_overall(snapshot),
        heading("二、信访部门受理情况"),
        *_compared(snapshot, Indicator.BUREAU_TIMELY),
        heading("三、责任单位受理、办结情况"),
        *_compared(snapshot, Indicator.UNIT_TIMELY),
        *_compared(snapshot, Indicator.ONTIME_CLOSURE),
        *_departments(snapshot),
        heading("四、存在问题"),
        *_problems(snapshot),
        heading("五、下步建议"),
        *_advice(snapshot),
    ]


def basis(snapshot: Snapshot, as_of: str) -> str:
    """Return the small print: the definition, its version, and up to when data were taken."""
    version = VERSIONS[snapshot.definition]
    said = BASES[snapshot.definition]
    return f"统计口径：{snapshot.definition}（第{version}版）。{said}数据截止时间：{as_of}。"


def _overall(snapshot: Snapshot) -> Iterator[Block]:
    now, before = _sum(snapshot.forms), _sum(snapshot.forms_before)
    words = snapshot.period.in_words()
    yield heading("一、总体情况")
    yield para(
        f"{words}，共收到信访事项{now.cases}件次、{now.people}人次，{_change(now.cases, before.cases)}。"
        f"其中{'，'.join(_share(form, now.cases) for form in snapshot.forms)}。"
    )
    if snapshot.categories:
        most = "、".join(f"{c.name}{c.cases}件次" for c in snapshot.categories[:5])
        yield para(f"反映较多的内容依次为：{most}。")
    yield para("，".join(_total(snapshot, indicator) for indicator in Indicator) + "。")


def _total(snapshot: Snapshot, indicator: Indicator) -> str:
    one = snapshot.total.get(indicator)
    if one is None or not one.due:
        return f"{NAMES[indicator]}本期无应办件"
    return f"{NAMES[indicator]}{percent_text(one.met, one.due)}（{one.met}/{one.due}）"


def _compared(snapshot: Snapshot, indicator: Indicator) -> Iterator[Block]:
    entrants = snapshot.counties[indicator]
    before = {one.code: one for one in snapshot.counties_before[indicator]}
    ranked = league(entrants)
    rows = [
        [one.name, str(one.due), str(one.met), str(one.due - one.met), percent_text(one.met, one.due)
         + ("*" if place.few else ""), str(place.rank), _against(one, before.get(one.code))]
        for place in ranked.places
        for one in (place.entrant,)
    ]  # fmt: skip
    rows += [[one.name, "0", "0", "0", "—", "—", "—"] for one in ranked.idle]
    yield para(_at_hundred(indicator, entrants))
    yield table(
        f"{snapshot.period.in_words()}各县（市、区）{NAMES[indicator]}",
        [
            column("县（市、区）", "left", 2), column(_DUE[indicator]), column(_IN_TIME[indicator]),
            column("超期"), column("率", "right", 1.3), column("名次"), column("环比", "right", 1.3),
        ],
        rows,
        note="带*的应办件不足5件；“—”表示本期无应办件，不排名。",
    )  # fmt: skip


def _departments(snapshot: Snapshot) -> Iterator[Block]:
    units = {one.code: one.name for rows in snapshot.departments.values() for one in rows}
    if not units:
        return
    found = {
        indicator: {one.code: one for one in snapshot.departments[indicator]}
        for indicator in (Indicator.UNIT_TIMELY, Indicator.ONTIME_CLOSURE)
    }
    rows = [
        [name, *(_cell(found[Indicator.UNIT_TIMELY].get(code))), *(_cell(found[Indicator.ONTIME_CLOSURE].get(code)))]
        for code, name in sorted(units.items())
    ]
    yield table(
        f"{snapshot.period.in_words()}市直部门受理、办结情况",
        [column("部门", "left", 3), column("受理（及时/应）"), column("及时受理率", "right"),
         column("办结（按期/应）"), column("按期办结率", "right")],
        rows,
    )  # fmt: skip


def _problems(snapshot: Snapshot) -> Iterator[Block]:
    said = False
    for indicator in Indicator:
        low = below_mean(snapshot.counties[indicator])
        if low:
            said = True
            names = "、".join(f"{one.name}（{percent_text(one.met, one.due)}）" for one in low)
            yield para(f"{NAMES[indicator]}低于全市平均的有：{names}。")
    if not said and any(one.due for rows in snapshot.counties.values() for one in rows):
        yield para("各县（市、区）三项指标均不低于全市平均。")
    elif not said:
        yield para("本期没有应办件。")


def _advice(snapshot: Snapshot) -> Iterator[Block]:
    advice = [
        words.format(names=_names(late))
        for indicator, words in _ADVICE.items()
        if (late := [one for one in snapshot.counties[indicator] if one.met < one.due])
    ]
    for number, words in zip("一二三", advice, strict=False):
        yield para(f"（{number}）{words}")
    if not advice:
        yield para("继续保持，突出事要解决，巩固工作成效。")


def _names(entrants: Sequence[Entrant]) -> str:
    return "、".join(one.name for one in entrants)


def _at_hundred(indicator: Indicator, entrants: Sequence[Entrant]) -> str:
    full = at_hundred(entrants)
    if not full:
        return f"没有县（市、区）的{NAMES[indicator]}达到100%。"
    return f"{len(full)}个县（市、区）的{NAMES[indicator]}为100%：{_names(full)}。"


def _against(one: Entrant, before: Entrant | None) -> str:
    """Return the change against the period before, in percentage points."""
    change = points(one, before) if before else None
    if change is None:
        return NOTHING_DUE
    return f"{change:+}" if change else f"{change}"


def _cell(one: Entrant | None) -> tuple[str, str]:
    return (f"{one.met}/{one.due}", percent_text(one.met, one.due)) if one else ("0/0", "—")


def _share(form: Volume, whole: int) -> str:
    return f"{form.name}{form.cases}件次（{percent_text(form.cases, whole)}）"


def _sum(rows: Sequence[Volume]) -> Volume:
    return Volume("合计", sum(row.cases for row in rows), sum(row.people for row in rows))


def _change(now: int, before: int) -> str:
    if not before:
        return "上期无可比数据"
    if now == before:
        return "与上期持平"
    word = "增加" if now > before else "减少"
    return f"比上期{word}{abs(growth(now, before) or 0)}%"
