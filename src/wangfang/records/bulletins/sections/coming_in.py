"""Section one (总体情况): what came in, by form and class, and the three rates of the whole territory."""

from __future__ import annotations

from collections.abc import Sequence

from wangfang.records.bulletins.figures import Snapshot
from wangfang.records.bulletins.sections.pen import NAMES, Pen, changed, heads, moved, rate
from wangfang.records.indicators.volume import FORM_WORDS, Volume
from wangfang.rules.facts import Form
from wangfang.rules.indicators import Indicator
from wangfang.rules.rankings import Entrant, percent_text

ONLINE = FORM_WORDS[Form.ONLINE]


def overall(of: Snapshot) -> Pen:
    """一、总体情况."""
    pen = Pen("一、总体情况")
    now, before, ago = (_sum(rows) for rows in (of.volumes.forms, of.volumes.before, of.volumes.year_ago))
    when = of.period.in_words()
    if now.cases:
        pen.say(
            f"{when}，{of.whole_place}共收到信访事项{pen.put('本期件次', now.cases)}件次、{pen.put('本期人次', now.people)}人次，"
            f"件次{pen.put('件次环比', changed(now.cases, before.cases, '上期'))}，"
            f"{pen.put('件次同比', changed(now.cases, ago.cases, '上年同期'))}。"
        )
        _forms(pen, of)
        _classes(pen, of)
    else:
        pen.say(f"{when}，{of.whole_place}没有收到信访事项，{pen.put('件次环比', changed(0, before.cases, '上期'))}。")
    _rates(pen, of)
    return pen


def _forms(pen: Pen, of: Snapshot) -> None:
    now, before = _sum(of.volumes.forms), _sum(of.volumes.before)
    came = [form for form in of.volumes.forms if form.cases]
    parts = (
        f"{one.name}{pen.put(f'{one.name}件次', one.cases)}件次，占{pen.put(f'{one.name}占比', percent_text(one.cases, now.cases))}"
        for one in came
    )
    said = "；".join(parts)
    pen.say(f"其中{said}。" if len(came) > 1 else f"全部为{said}。")
    online = _entrant(of.volumes.forms, now)
    change = moved(online, _entrant(of.volumes.before, before))
    pen.say(f"网信占比{pen.put('网信占比', rate(online))}{_then(pen, '网信占比环比', change)}。")
    rows = [
        _row(*three, now.cases) for three in zip(of.volumes.forms, of.volumes.before, of.volumes.year_ago, strict=True)
    ]
    rows.append(_row(now, before, _sum(of.volumes.year_ago), now.cases))
    columns = heads("信访形式", "件次", "人次", "占比", "上期件次", "上年同期件次", wide=("占比",))
    pen.draw(f"{of.period.in_words()}信访总量", columns, rows)


def _classes(pen: Pen, of: Snapshot) -> None:
    if of.volumes.categories:
        most = "、".join(f"{one.name}{one.cases}件次" for one in of.volumes.categories)
        word = "依次为" if len(of.volumes.categories) > 1 else "为"
        pen.say(f"反映的内容按多少{word}：{pen.put('内容分类', most)}。")


def _rates(pen: Pen, of: Snapshot) -> None:
    told = []
    for indicator in Indicator:
        one, name = of.whole.get(indicator), NAMES[indicator]
        if one is None or not one.due:
            told.append(f"{name}本期无应办件")
            continue
        said = pen.put(name, f"{rate(one)}（{one.met}/{one.due}）")
        told.append(f"{name}{said}{_then(pen, f'{name}环比', moved(one, of.whole_before.get(indicator)))}")
    pen.say("；".join(told) + "。")


def _then(pen: Pen, name: str, said: str) -> str:
    return f"，{pen.put(name, said)}" if said else ""


def _entrant(forms: Sequence[Volume], whole: Volume) -> Entrant:
    online = next((one.cases for one in forms if one.name == ONLINE), 0)
    return Entrant("", ONLINE, whole.cases, online)


def _row(now: Volume, before: Volume, ago: Volume, whole: int) -> list[str]:
    figures = (now.cases, now.people, percent_text(now.cases, whole), before.cases, ago.cases)
    return [now.name, *map(str, figures)]


def _sum(rows: Sequence[Volume]) -> Volume:
    return Volume("合计", sum(row.cases for row in rows), sum(row.people for row in rows))
