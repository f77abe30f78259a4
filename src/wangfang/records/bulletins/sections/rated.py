"""Sections four and five: how petitioners rate, and how far the base work is put right."""

from __future__ import annotations

from wangfang.records.bulletins.figures import Snapshot
from wangfang.records.bulletins.further import Cleaning
from wangfang.records.bulletins.sections.pen import Pen, heads, moved, rate
from wangfang.rules.measures import Measure
from wangfang.rules.rankings import Entrant, below_mean, percent_text

RATINGS = {
    "信访部门": (Measure.PARTICIPATION_BUREAU, Measure.SATISFACTION_BUREAU, Measure.SATISFIED_BUREAU),
    "责任单位": (Measure.PARTICIPATION_UNIT, Measure.SATISFACTION_UNIT, Measure.SATISFIED_UNIT),
}
"""Of each of the two: who took part, who was content, and who was more than that."""


def ratings(of: Snapshot) -> Pen:
    """四、群众评价情况."""
    pen = Pen("四、群众评价情况")
    if not any(of.shares[one].due for measures in RATINGS.values() for one in measures):
        pen.say("本期没有到期应评价的信访事项，也没有收到评价。")
        return pen
    for who, measures in RATINGS.items():
        told = [said for one in measures if (said := _told(pen, of, who, one))]
        pen.say(f"{who}：{'；'.join(told)}。" if told else f"{who}本期没有应评价的件。")
    for who, measures in RATINGS.items():
        low = below_mean(of.rated[measures[1]])
        if low:
            said = "、".join(f"{one.name}（{rate(one)}）" for one in low)
            pen.say(f"对{who}的满意率低于平均的有：{pen.put(f'{who}满意率低于平均的县', said)}。")
    _by_county(pen, of)
    return pen


def base_work(of: Snapshot) -> Pen:
    """五、基础业务规范情况."""
    pen = Pen("五、基础业务规范情况")
    if not of.cleaning:
        pen.say("到本期数据截止时，没有开展专项整改。")
        return pen
    for nth, one in enumerate(of.cleaning, start=1):
        _cleaned(pen, one, f"整改{nth}")
    rows = [
        [one.name, *map(str, (one.cases, one.items, one.filled, one.explained, one.open)), _done(one)]
        for one in of.cleaning
    ]
    columns = heads("专项整改", "件数", "应补项目", "已补录", "经核定说明", "未补齐", "完成率", wide=("完成率",))
    pen.draw("专项整改进度", columns, rows)
    return pen


def _told(pen: Pen, of: Snapshot, who: str, one: Measure) -> str:
    figure, before = of.shares[one], of.shares_before[one]
    if not figure.due:
        return ""
    word = one.card.name.removeprefix(who)
    said = pen.put(f"{who}{word}", f"{percent_text(figure.met, figure.due)}（{figure.met}/{figure.due}）")
    change = moved(Entrant("", "", figure.due, figure.met), Entrant("", "", before.due, before.met))
    return f"{word}{said}" + (f"，{pen.put(f'{who}{word}环比', change)}" if change else "")


def _by_county(pen: Pen, of: Snapshot) -> None:
    shown = [(who, one) for who, measures in RATINGS.items() for one in measures[:2]]
    titles = [f"{who}{'参评率' if nth % 2 == 0 else '满意率'}" for nth, (who, _) in enumerate(shown)]
    columns = heads("县（市、区）", *titles, wide=titles)
    counties = range(len(of.rated[shown[0][1]]))
    rows = [
        [of.rated[shown[0][1]][nth].name, *(rate(of.rated[one][nth]) for _, one in shown)]
        for nth in counties
        if any(of.rated[one][nth].due for _, one in shown)
    ]
    note = "满意率为“满意”和“基本满意”占已评价件的比例；“—”表示没有应评价或已评价的件。"
    pen.draw(f"{of.period.in_words()}各县（市、区）群众评价情况", columns, rows, note)


def _cleaned(pen: Pen, one: Cleaning, key: str) -> None:
    name = pen.put(f"{key}名称", one.name)
    if not one.items:
        pen.say(f"“{name}”名单上没有可以公布的件。")
        return
    done = f"已补录{pen.put(f'{key}补录', one.filled)}项"
    done += f"，经核定说明{pen.put(f'{key}说明', one.explained)}项" if one.explained else ""
    left = f"尚有{pen.put(f'{key}未补齐', one.open)}项未补齐" if one.open else "已全部补齐"
    pen.say(
        f"“{name}”共{pen.put(f'{key}件数', one.cases)}件、应补项目{pen.put(f'{key}项目', one.items)}项，"
        f"{done}，{left}，完成率{pen.put(f'{key}完成率', _done(one))}。"
    )


def _done(one: Cleaning) -> str:
    return percent_text(one.items - one.open, one.items)
