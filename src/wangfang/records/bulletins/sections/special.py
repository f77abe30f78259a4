"""The three sections of a special report (情况、分析、建议) on a county, an agency, or a matter of many petitions."""

from __future__ import annotations

from wangfang.records.bulletins.figures import COUNTY_DIGITS, Snapshot
from wangfang.records.bulletins.sections.in_time import UNIT_HEADS, cells_of, late_of
from wangfang.records.bulletins.sections.pen import MOST_NAMED, NAMES, Pen, moved, rate
from wangfang.records.bulletins.sections.rated import RATINGS
from wangfang.records.hot_matters.lookups import Told
from wangfang.rules.bulletins import put_right_by
from wangfang.rules.hot_matters import Trend
from wangfang.rules.indicators import Indicator
from wangfang.rules.rankings import Entrant, league

TITLES = ("一、情况", "二、分析", "三、建议")
_TRENDS = {Trend.RISING: "呈上升趋势", Trend.STEADY: "大体平稳", Trend.QUIET: "趋缓"}
_ASKED = {
    Indicator.BUREAU_TIMELY: "逐日清理待转送件，收到即转",
    Indicator.UNIT_TIMELY: "收到后及时签收，按期出具受理告知书",
    Indicator.ONTIME_CLOSURE: "对超期未办结事项逐件列出原因和时限，逐件办结",
}


def of_entrant(of: Snapshot, code: str, name: str) -> tuple[Pen, Pen, Pen]:
    """Return what is said of a county or of an agency, from its rates."""
    told, why, what = (Pen(title) for title in TITLES)
    mine = {indicator: one for indicator in Indicator if (one := _of(of, indicator, code))}
    said = [_stands(told, of, indicator, one) for indicator, one in mine.items()]
    about = f"{of.period.in_words()}，{told.put('对象', name)}"
    told.say(f"{about}{'；'.join(said)}。" if said else f"{about}没有应办件。")
    _rated(told, of, code)
    rows = [cells_of(of, unit) for unit in of.units() if _is_within(code, unit.code, unit.region)]
    told.draw(f"{of.period.in_words()}{name}责任单位受理、办结情况", UNIT_HEADS, rows)
    compared = [_compared(why, of, indicator, one) for indicator, one in mine.items()]
    why.say(f"与{of.whole_place}平均相比：{'；'.join(compared)}。" if compared else "没有可以分析的数字。")
    _late(why, of, code)
    _asked(what, of, name, mine)
    return told, why, what


def of_matter(of: Snapshot, matter: Told) -> tuple[Pen, Pen, Pen]:
    """Return what is said of a matter of many petitions, from its figures."""
    told, why, what = (Pen(title) for title in TITLES)
    told.say(
        f"反映“{told.put('事项', matter.title)}”的信访事项共{told.put('件次', len(matter.members))}件次、{told.put('人次', matter.people)}人次，"
        f"反映人{told.put('反映人', matter.heat.writers)}位。"
    )
    if matter.places:
        told.say(f"涉及的地方：{told.put('地方', '、'.join(matter.places))}。")
    days = sorted(one.case.received_at for one in matter.members)
    why.say(
        f"前后{why.put('前后天数', (days[-1] - days[0]).days + 1)}天，近期来信来访{why.put('走势', _TRENDS[matter.trend])}。"
    )
    still = sum(one.case.is_open for one in matter.members)
    left = why.put("未办结", still)
    why.say(f"其中还没有办结的{left}件。" if still else f"全部办结，没有办结的{left}件。")
    what.say("（一）由同一个单位牵头，合并办理同一事项，统一答复口径。")
    what.say(f"（二）{_until(of)}前向反映人逐一答复，办理情况书面报{of.issuer.name}。")
    return told, why, what


def _of(of: Snapshot, indicator: Indicator, code: str) -> Entrant | None:
    rows = {one.code: one for one in of.counties[indicator]} | dict(of.agencies[indicator])
    found = rows.get(code)
    return found if found and found.due else None


def _stands(pen: Pen, of: Snapshot, indicator: Indicator, one: Entrant) -> str:
    name = NAMES[indicator]
    said = f"{name}{pen.put(name, f'{rate(one)}（{one.met}/{one.due}）')}"
    place = next((p.rank for p in league(of.counties[indicator]).places if p.entrant == one), 0)
    if place:
        said += f"，在县（市、区）中排第{pen.put(f'{name}名次', place)}位"
    before = next((b for b in of.before[indicator] if b.code == one.code), None)
    change = moved(one, before)
    return said + (f"，{pen.put(f'{name}环比', change)}" if change else "")


def _rated(pen: Pen, of: Snapshot, code: str) -> None:
    for who, measures in RATINGS.items():
        part, content = (next((one for one in of.rated[m] if one.code == code), None) for m in measures[:2])
        if part and content and part.due:
            told = f"群众对{who}的参评率{pen.put(f'{who}参评率', rate(part))}"
            told += f"，满意率{pen.put(f'{who}满意率', rate(content))}" if content.due else ""
            pen.say(told + "。")


def _compared(pen: Pen, of: Snapshot, indicator: Indicator, one: Entrant) -> str:
    whole, name = of.whole[indicator], NAMES[indicator]
    difference = one.met * whole.due - whole.met * one.due
    word = "高于平均" if difference > 0 else "低于平均" if difference else "等于平均"
    return f"{name}{pen.put(f'{name}与平均', word)}（平均{pen.put(f'{name}平均', rate(whole))}）"


def _late(pen: Pen, of: Snapshot, code: str) -> None:
    late = [(unit, one, other) for unit, one, other in late_of(of) if _is_within(code, unit.code, unit.region)]
    if not late:
        pen.say("没有超期的责任单位。")
        return
    taken, closed = sum(row[1] for row in late), sum(row[2] for row in late)
    named = "、".join(f"{unit.name}（{one + other}件）" for unit, one, other in late[:MOST_NAMED])
    more = f"等{len(late)}个单位" if len(late) > MOST_NAMED else ""
    pen.say(
        f"责任单位受理超期{pen.put('受理超期', taken)}件、办结超期{pen.put('办结超期', closed)}件，"
        f"集中在：{pen.put('超期的单位', named + more)}。"
    )


def _asked(pen: Pen, of: Snapshot, name: str, mine: dict[Indicator, Entrant]) -> None:
    asked = [_ASKED[indicator] for indicator, one in mine.items() if one.met < one.due]
    for number, words in zip("一二三", asked, strict=False):
        pen.say(f"（{number}）{pen.put('对象', name)}要{words}。")
    last = f"以上建议请批示。整改情况请于{_until(of)}前书面报{of.issuer.name}。"
    pen.say(last if asked else "三项指标没有超期，建议总结推广做法。")


def _is_within(code: str, unit: str, region: str) -> bool:
    return code in (unit, region[:COUNTY_DIGITS])


def _until(of: Snapshot) -> str:
    day = put_right_by(of.day)
    return f"{day.year}年{day.month}月{day.day}日"
