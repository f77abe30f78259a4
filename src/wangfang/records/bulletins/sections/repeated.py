"""Sections six and seven: what came again and was put together, and what was urged and supervised."""

from __future__ import annotations

from wangfang.records.bulletins.figures import Snapshot
from wangfang.records.bulletins.sections.pen import Pen, heads, moved, rate
from wangfang.rules.measures import Measure
from wangfang.rules.rankings import Entrant, mean_text, percent_text

SHOWN = (Measure.REPEAT_SHARE, Measure.RESOLVED_ONCE, Measure.RECURRENCE_90)


def repeats(of: Snapshot) -> Pen:
    """六、重复信访和并案情况."""
    pen = Pen("六、重复信访和并案情况")
    figure = of.shares[Measure.REPEAT_SHARE]
    if not figure.due:
        pen.say("本期没有收到信访事项。")
    elif not figure.met:
        pen.say(f"本期收到的{pen.put('计入重复率的件', figure.due)}件次中，没有并入原件的重复信访。")
    else:
        share = percent_text(figure.met, figure.due)
        pen.say(
            f"本期收到的{pen.put('计入重复率的件', figure.due)}件次中，并入原件的重复信访{pen.put('重复信访件次', figure.met)}件次"
            f"、{pen.put('重复信访人次', figure.people_met)}人次，占{pen.put('重复信访率', share)}{_then(pen, of, Measure.REPEAT_SHARE)}。"
        )
    _ended(pen, of)
    _by_county(pen, of)
    return pen


def watching(of: Snapshot) -> Pen:
    """七、督查督办情况."""
    pen = Pen("七、督查督办情况")
    if not of.watched:
        pen.say("本期没有催办、督办和提出建议。")
        return pen
    told = []
    for one in of.watched:
        said = f"{one.word}{pen.put(f'{one.word}次数', one.times)}次，涉及{pen.put(f'{one.word}件数', one.cases)}件"
        left = one.cases - one.closed
        done = f"，其中已办结{pen.put(f'{one.word}已办结', one.closed)}件" if one.closed else "，都还没有办结"
        told.append(said + (done if left else "，已全部办结"))
    pen.say("；".join(told) + "。")
    rows = [[one.word, *map(str, (one.times, one.cases, one.closed, one.cases - one.closed))] for one in of.watched]
    columns = heads("方式", "次数", "涉及件数", "已办结", "未办结")
    pen.draw(f"{of.period.in_words()}督查督办情况", columns, rows)
    return pen


def _ended(pen: Pen, of: Snapshot) -> None:
    once, again, days = (of.shares[one] for one in (Measure.RESOLVED_ONCE, Measure.RECURRENCE_90, Measure.AVERAGE_DAYS))
    told = []
    if once.due:
        share = pen.put("一次性化解率", f"{percent_text(once.met, once.due)}（{once.met}/{once.due}）")
        told.append(f"初次信访一次性化解率{share}{_then(pen, of, Measure.RESOLVED_ONCE)}")
    if again.due:
        share = pen.put("九十天重访率", f"{percent_text(again.met, again.due)}（{again.met}/{again.due}）")
        told.append(f"办结后90天内又来信访的{share}")
    if days.due:
        told.append(f"办结件平均用时{pen.put('平均天数', mean_text(days.met, days.due))}天")
    if told:
        pen.say("，".join(told) + "。")


def _then(pen: Pen, of: Snapshot, one: Measure) -> str:
    now, before = of.shares[one], of.shares_before[one]
    change = moved(Entrant("", "", now.due, now.met), Entrant("", "", before.due, before.met))
    return f"，{pen.put(f'{one.card.name}环比', change)}" if change else ""


def _by_county(pen: Pen, of: Snapshot) -> None:
    rows = [
        [of.rated[SHOWN[0]][nth].name, *(rate(of.rated[one][nth]) for one in SHOWN)]
        for nth in range(len(of.rated[SHOWN[0]]))
        if any(of.rated[one][nth].due for one in SHOWN)
    ]
    titles = ("重复信访率", "一次性化解率", "90天重访率")
    pen.draw(
        f"{of.period.in_words()}各县（市、区）重复信访和化解情况", heads("县（市、区）", *titles, wide=titles), rows
    )
