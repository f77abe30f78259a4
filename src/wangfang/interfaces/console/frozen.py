"""The commands that freeze the figures of a period, list what is frozen, and check that nobody has altered it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from wangfang.interfaces.frame.acts import system_act
from wangfang.records.frozen import freezing, lookups, verifying
from wangfang.rules.facts import CHINA
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

if TYPE_CHECKING:
    from wangfang.records.frozen.models import FrozenSet


@click.command()
@click.option("--period", required=True, help="统计期，如 2017Q4、2017M10、2017W40、2017。")
@click.option("--definition", type=click.Choice([str(d) for d in Definition]), default="LEGAL", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def freeze(period: str, definition: str, *, as_json: bool) -> None:
    """冻结一个统计期的全部指标和名单；和上一次冻结相比没有变化的，不再冻结。"""
    made = freezing.freeze(Period.parse(period), Definition(definition), system_act())
    click.echo(json.dumps(_plain(made), ensure_ascii=False) if as_json else _line(made))


@click.command("frozen")
@click.argument("number", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def frozen_command(number: str | None, *, as_json: bool) -> None:
    """列出冻结数据；给出编号的，核对这一次冻结有没有被改动，改动过的退出码 1。"""
    if number:
        _check(lookups.by_number(number), as_json=as_json)
        return
    found = lookups.newest()
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(_line(one))


def _check(frozen: FrozenSet, *, as_json: bool) -> None:
    altered = verifying.altered(frozen)
    if as_json:
        click.echo(json.dumps({**_plain(frozen), "altered": altered}, ensure_ascii=False))
    else:
        click.echo(_line(frozen))
        for sentence in altered:
            click.echo(sentence, err=True)
        click.echo(f"发现 {len(altered)} 处改动。" if altered else "数字、名单和留痕都与冻结时一致。")
    raise click.exceptions.Exit(1 if altered else 0)


def _line(frozen: FrozenSet) -> str:
    moment = f"{frozen.as_of.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return f"{frozen.number}\tv{frozen.version}\t{moment}\t{frozen.frozen_by}\t{frozen.digest}"


def _plain(frozen: FrozenSet) -> dict[str, object]:
    return {
        "number": frozen.number,
        "period": frozen.period,
        "definition": frozen.definition,
        "version": frozen.version,
        "as_of": frozen.as_of.astimezone(CHINA).isoformat(),
        "by": frozen.frozen_by,
        "digest": frozen.digest,
    }
