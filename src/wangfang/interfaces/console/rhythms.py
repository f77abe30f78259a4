"""The commands that make the rhythms of the house by hand, and say how they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import click

from wangfang.interfaces.frame.acts import now, system_act
from wangfang.records.rhythms import scheduling
from wangfang.records.rhythms.scheduling import Made, Status
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import Rhythm

_WORDS = {"boards": "日清理板 {} 块", "items": "事项 {} 件", "briefs": "小结 {} 份", "bulletin": "通报第 {} 号"}


@click.group()
def rhythms() -> None:
    """日清理、周小结、月汇总、季通报：到时间自动做，也可以现在就做。"""


@rhythms.command()
@click.option("--rhythm", type=click.Choice([str(one) for one in Rhythm]), help="只做一种；不写就把到期没做的都补上。")
@click.option("--period", default="", help="统计期，如 2017-08-22、2017W34、2017M8、2017Q3；不写就是最近到期的一期。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def run(rhythm: str | None, period: str, *, as_json: bool) -> None:
    """现在就做；每一期只做一次。"""
    if period and not rhythm:
        raise Refused("写了 --period 就要写 --rhythm")
    act = system_act()
    made = [scheduling.run_one(Rhythm(rhythm), period, act)] if rhythm else scheduling.run_due(act)
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in made], ensure_ascii=False))
        return
    for one in made:
        click.echo(f"{one.due.rhythm.word} {one.due.name}：{_in_words(one.outcome)}")
    if not made:
        click.echo("没有到期还没做的。")


@rhythms.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def status(*, as_json: bool) -> None:
    """每一种最近做到哪一期，还有哪些到期没做。"""
    found = scheduling.status(now())
    if as_json:
        click.echo(json.dumps([_status_json(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        last = one.last.period if one.last else "还没有做过"
        waiting = "、".join(due.name for due in one.waiting) or "没有"
        click.echo(f"{one.rhythm.word}：最近 {last}；待补 {waiting}")


def _as_json(made: Made) -> dict[str, object]:
    return {"rhythm": made.due.rhythm, "period": made.due.name, "due": made.due.at.isoformat(), **made.outcome}


def _status_json(one: Status) -> dict[str, object]:
    last = {"period": one.last.period, **one.last.outcome} if one.last else None
    waiting: Sequence[str] = [due.name for due in one.waiting]
    return {"rhythm": one.rhythm, "last": last, "waiting": waiting}


def _in_words(outcome: Mapping[str, object]) -> str:
    if "refused" in outcome:
        return f"没有做成，{outcome['refused']}"
    return "，".join(_WORDS[name].format(found) for name, found in outcome.items())
