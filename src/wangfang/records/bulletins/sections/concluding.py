"""Sections eight and nine: what is amiss and with whom, by rule, and what is asked for until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wangfang.records.bulletins.figures import Snapshot
from wangfang.records.bulletins.sections.in_time import late_of
from wangfang.records.bulletins.sections.pen import MOST_NAMED, NAMES, Pen, moved, names, rate
from wangfang.records.bulletins.sections.rated import RATINGS
from wangfang.rules.bulletins import put_right_by
from wangfang.rules.indicators import Indicator
from wangfang.rules.rankings import Entrant, below_mean, points

FELL = 5
"""A rate that fell by so many percentage points or more is named (house choice)."""
LATE = 3
"""So many overdue at one unit are named (house choice)."""
_NUMBERS = "一二三四五六七八九十"
_ASKED = {
    Indicator.BUREAU_TIMELY: "信访部门要逐日清理待转送件，收到即转，不在本级停留",
    Indicator.UNIT_TIMELY: "要督促责任单位收到后及时签收、按期出具受理告知书",
    Indicator.ONTIME_CLOSURE: "要对超期未办结事项逐件列出原因和时限，逐件办结",
}


def problems(of: Snapshot) -> Pen:
    """八、存在问题."""
    pen = Pen("八、存在问题")
    found = [*_below(pen, of), *_fallen(pen, of), *_overdue(pen, of), *_discontent(pen, of), *_left(pen, of)]
    if found:
        _numbered(pen, found)
    elif any(one.due for rows in of.counties.values() for one in rows):
        pen.say("各县（市、区）三项指标均不低于全市平均，没有超期较多的单位。")
    else:
        pen.say("本期没有应办件。")
    return pen


def demands(of: Snapshot) -> Pen:
    """九、下步要求."""
    pen = Pen("九、下步要求")
    day = put_right_by(of.day)
    until = f"{day.year}年{day.month}月{day.day}日"
    asked = []
    for indicator, words in _ASKED.items():
        late = [one for one in of.counties[indicator] if one.met < one.due]
        if late:
            asked.append(f"{pen.put(f'{NAMES[indicator]}有超期的县', names(late))}{words}。")
    behind = [one for one in of.cleaning if one.open]
    if behind:
        asked.append(
            f"有关单位要补齐专项整改名单上剩余的{pen.put('整改剩余项目', sum(one.open for one in behind))}项。"
        )
    if asked:
        asked.append(f"以上问题请于{until}前整改到位，整改情况书面报{of.issuer.name}。")
        _numbered(pen, asked)
    else:
        pen.say("继续保持，突出事要解决，巩固工作成效。")
    return pen


def _below(pen: Pen, of: Snapshot) -> Iterator[str]:
    for indicator in Indicator:
        low = below_mean(of.counties[indicator])
        if low:
            said = "、".join(f"{one.name}（{rate(one)}）" for one in low)
            yield f"{NAMES[indicator]}低于{of.whole_place}平均的有：{pen.put(f'{NAMES[indicator]}偏低的县', said)}。"


def _fallen(pen: Pen, of: Snapshot) -> Iterator[str]:
    for indicator in Indicator:
        before = {one.code: one for one in of.before[indicator]}
        fallen = [
            f"{one.name}（{moved(one, before[one.code])}）"
            for one in of.counties[indicator]
            if one.code in before and (points(one, before[one.code]) or 0) <= -FELL
        ]
        if fallen:
            name = f"{NAMES[indicator]}下降较多的县"
            yield f"{NAMES[indicator]}下降{FELL}个百分点以上的有：{pen.put(name, '、'.join(fallen))}。"


def _overdue(pen: Pen, of: Snapshot) -> Iterator[str]:
    last = of.period.last_day
    late = [(unit.name_on(last), one + other) for unit, one, other in late_of(of) if one + other >= LATE]
    if late:
        more = f"等{len(late)}个单位" if len(late) > MOST_NAMED else ""
        said = "、".join(f"{name}（{count}件）" for name, count in late[:MOST_NAMED]) + more
        yield f"超期{LATE}件以上的单位有：{pen.put('超期较多的单位', said)}。"


def _discontent(pen: Pen, of: Snapshot) -> Iterator[str]:
    for who, measures in RATINGS.items():
        unheard = [one for one in of.rated[measures[0]] if one.due and not one.met]
        if unheard:
            yield f"对{who}没有一件参评的有：{pen.put(f'{who}无人参评的县', _all(unheard))}。"


def _left(pen: Pen, of: Snapshot) -> Iterator[str]:
    left = sum(one.cases - one.closed for one in of.watched if one.word == "督办")
    if left:
        yield f"督办后仍未办结的有{pen.put('督办未办结', left)}件。"


def _numbered(pen: Pen, sentences: Sequence[str]) -> None:
    for nth, sentence in enumerate(sentences):
        number = _NUMBERS[nth] if nth < len(_NUMBERS) else str(nth + 1)
        pen.say(f"（{number}）{sentence}")


def _all(entrants: Sequence[Entrant]) -> str:
    return "、".join(one.name for one in entrants)
