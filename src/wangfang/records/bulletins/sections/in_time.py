"""Sections two and three: who takes up and answers in time, by county, by department, and where it is overdue."""

from __future__ import annotations

from collections.abc import Sequence

from wangfang.records.bulletins.figures import Snapshot
from wangfang.records.bulletins.sections.pen import (
    MOST_NAMED,
    NAMES,
    Pen,
    against,
    heads,
    moved,
    names,
    rate,
)
from wangfang.rules.facts import Agency
from wangfang.rules.indicators import Indicator
from wangfang.rules.rankings import Entrant, at_hundred, below_mean, league, points

_DUE = {Indicator.BUREAU_TIMELY: "应受理", Indicator.UNIT_TIMELY: "应受理", Indicator.ONTIME_CLOSURE: "应办结"}
_MET = {Indicator.BUREAU_TIMELY: "及时受理", Indicator.UNIT_TIMELY: "及时受理", Indicator.ONTIME_CLOSURE: "按期办结"}
OF_UNITS = (Indicator.UNIT_TIMELY, Indicator.ONTIME_CLOSURE)


def bureaus(of: Snapshot) -> Pen:
    """二、信访部门受理情况."""
    pen = Pen("二、信访部门受理情况")
    _compared(pen, of, Indicator.BUREAU_TIMELY)
    return pen


def units(of: Snapshot) -> Pen:
    """三、责任单位受理、办结情况."""
    pen = Pen("三、责任单位受理、办结情况")
    for indicator in OF_UNITS:
        _compared(pen, of, indicator)
    _departments(pen, of)
    _overdue(pen, of)
    return pen


def late_of(of: Snapshot) -> list[tuple[Agency, int, int]]:
    """Return the units with something overdue, most first: how many not taken up in time, how many not answered in time."""
    found = {
        indicator: {code: one.due - one.met for code, one in of.agencies[indicator].items()} for indicator in OF_UNITS
    }
    taken, closed = (found[indicator] for indicator in OF_UNITS)
    told = [(unit, taken.get(unit.code, 0), closed.get(unit.code, 0)) for unit in of.units()]
    late = [row for row in told if row[1] + row[2]]
    return sorted(late, key=lambda row: (-row[1] - row[2], row[0].code))


def cells_of(of: Snapshot, unit: Agency) -> list[str]:
    """Return what a table says of one unit: taken up, its rate, answered, its rate, and how many are overdue."""
    taken, closed = (_entrant(of, indicator, unit) for indicator in OF_UNITS)
    late = taken.due - taken.met + closed.due - closed.met
    said = (f"{taken.met}/{taken.due}", rate(taken), f"{closed.met}/{closed.due}", rate(closed), str(late))
    return [unit.name_on(of.period.last_day), *said]


UNIT_HEADS = heads(
    "单位", "受理（及时/应）", "及时受理率", "办结（按期/应）", "按期办结率", "超期", wide=("及时受理率", "按期办结率")
)


def _compared(pen: Pen, of: Snapshot, indicator: Indicator) -> None:
    entrants, name = of.counties[indicator], NAMES[indicator]
    if not any(one.due for one in entrants):
        pen.say(f"各县（市、区）本期没有计入{name}的应办件。")
        return
    _standing(pen, entrants, name)
    _movement(pen, of, indicator)
    before = {one.code: one for one in of.before[indicator]}
    ranked = league(entrants)
    rows = [
        [one.name, str(one.due), str(one.met), str(one.due - one.met), rate(one) + ("*" if place.few else ""),
         str(place.rank), against(one, before.get(one.code))]
        for place in ranked.places
        for one in (place.entrant,)
    ]  # fmt: skip
    rows += [[one.name, "0", "0", "0", "—", "—", "—"] for one in ranked.idle]
    columns = heads("县（市、区）", _DUE[indicator], _MET[indicator], "超期", "率", "名次", "环比", wide=("率", "环比"))
    note = "环比以百分点计。带*的应办件不足5件；“—”表示没有应办件，不排名、不作比较。"
    pen.draw(f"{of.period.in_words()}各县（市、区）{name}", columns, rows, note)


def _standing(pen: Pen, entrants: Sequence[Entrant], name: str) -> None:
    full, low = at_hundred(entrants), below_mean(entrants)
    count = pen.put(f"{name}100%的个数", len(full))
    if not full:
        pen.say(f"没有县（市、区）的{name}达到100%。")
    elif len(full) == sum(1 for one in entrants if one.due):
        pen.say(f"有应办件的{count}个县（市、区）的{name}均为100%：{pen.put(f'{name}100%的县', _all(full))}。")
    else:
        pen.say(f"{count}个县（市、区）的{name}为100%：{pen.put(f'{name}100%的县', _all(full))}。")
    if low:
        said = "、".join(f"{one.name}（{rate(one)}）" for one in low)
        few = pen.put(f"{name}低于平均的个数", len(low))
        pen.say(f"{name}低于平均的有{few}个：{pen.put(f'{name}低于平均的县', said)}。")


def _movement(pen: Pen, of: Snapshot, indicator: Indicator) -> None:
    """Say who rose and who fell most against the period before."""
    before, name = {one.code: one for one in of.before[indicator]}, NAMES[indicator]
    changes = [
        (change, one)
        for one in of.counties[indicator]
        if (earlier := before.get(one.code)) and (change := points(one, earlier))
    ]
    told = []
    for word, pick in (("升幅最大", max), ("降幅最大", min)):
        if not (group := [pair for pair in changes if (pair[0] > 0) == (pick is max)]):
            continue
        most = pick(change for change, _ in group)
        who = [one for change, one in group if change == most]
        said = f"{names(who)}（{moved(who[0], before[who[0].code])}）"
        told.append(f"{word}的是{pen.put(f'{name}{word}的县', said)}")
    if told:
        pen.say(f"与上期相比，{'，'.join(told)}。")


def _departments(pen: Pen, of: Snapshot) -> None:
    """Say how the departments of the issuer's own level stand."""
    own = [unit for unit in of.units() if unit.region == of.issuer.region]
    if not own:
        pen.say("市直部门本期没有应办件。" if of.whole_place == "全市" else "本级部门本期没有应办件。")
        return
    here = "市直部门" if of.whole_place == "全市" else "本级部门"
    spotless = [unit for unit in own if cells_of(of, unit)[-1] == "0"]
    count = pen.put("有应办件的部门", len(own))
    if len(spotless) == len(own):
        pen.say(f"有应办件的{here}{count}个，全部及时受理、按期办结。")
    else:
        said = f"{here}中有应办件的{count}个，没有超期的{pen.put('没有超期的部门', len(spotless))}个。"
        pen.say(said)
    pen.draw(f"{of.period.in_words()}{here}受理、办结情况", UNIT_HEADS, [cells_of(of, unit) for unit in own])


def _overdue(pen: Pen, of: Snapshot) -> None:
    late = late_of(of)
    if not late:
        return
    taken, closed = sum(row[1] for row in late), sum(row[2] for row in late)
    pen.say(
        f"责任单位超期受理和超期未受理的{pen.put('责任单位受理超期', taken)}件，"
        f"超期办结和超期未办结的{pen.put('责任单位办结超期', closed)}件，涉及{pen.put('有超期的单位', len(late))}个单位。"
    )
    rows = [
        [unit.name_on(of.period.last_day), str(one), str(other), str(one + other)]
        for unit, one, other in late[:MOST_NAMED]
    ]
    note = "" if len(late) <= MOST_NAMED else f"列前{MOST_NAMED}个，全部单位见附件1。"
    columns = heads("单位", "受理超期", "办结超期", "合计")
    pen.draw(f"{of.period.in_words()}超期件数较多的单位", columns, rows, note)


def _entrant(of: Snapshot, indicator: Indicator, unit: Agency) -> Entrant:
    return of.agencies[indicator].get(unit.code) or Entrant(unit.code, unit.name, 0, 0)


def _all(entrants: Sequence[Entrant]) -> str:
    return "、".join(one.name for one in entrants)
