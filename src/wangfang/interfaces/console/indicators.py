"""The command that prints the figures of a period, the three rates, then the further ones; below it what else is done with them."""

from __future__ import annotations

import json

import click

from wangfang.interfaces.console.frozen import freeze, frozen_command
from wangfang.interfaces.console.indicator_sets import archive, whole_set
from wangfang.interfaces.frame.acts import now
from wangfang.interfaces.frame.moments import moment_from
from wangfang.records.indicators import measures
from wangfang.records.indicators.lookups import BY, Told, table
from wangfang.rules.indicators import Definition
from wangfang.rules.measures import value_text
from wangfang.rules.periods import Period
from wangfang.rules.rankings import percent_text


@click.group(invoke_without_command=True)
@click.option("--period", help="统计期，如 2017Q4、2017M10、2017W40、2017。")
@click.option("--definition", type=click.Choice([str(d) for d in Definition]), default="LEGAL", show_default=True)
@click.option("--by", type=click.Choice(list(BY)), default="county", show_default=True, help="分列方式。")
@click.option("--as-of", metavar="DATETIME", help="只算到这一时刻已经录入的办理记录。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def indicators(period: str | None, definition: str, by: str, as_of: str | None, *, as_json: bool) -> None:
    """计算一个统计期的三项指标（按所选口径），以及参评、满意、网信、重复、化解、天数等其他指标；freeze 冻结，frozen 列出和核对。"""
    context = click.get_current_context()
    if context.invoked_subcommand:
        return
    if period is None:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    moment, span, seen = moment_from(as_of) if as_of else None, Period.parse(period), now()
    rates = table(span, Definition(definition), by=by, now=seen, as_of=moment)
    further = measures.table(span, by=by, now=seen, as_of=moment)
    if as_json:
        rows = [_plain(r, r.indicator) for r in rates] + [_plain(r, r.measure) for r in further]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for rate in rates:
        _print(rate, rate.indicator, percent_text(rate.met, rate.due))
    for one in further:
        _print(one, one.measure, value_text(one.measure, one.figure))


indicators.add_command(freeze)
indicators.add_command(frozen_command)
indicators.add_command(whole_set)
indicators.add_command(archive)


def _print(row: Told, name: str, value: str) -> None:
    click.echo(f"{row.code}\t{row.name}\t{name}\t{row.met}/{row.due}\t{value}")


def _plain(row: Told, name: str) -> dict[str, object]:
    return {
        "code": row.code,
        "name": row.name,
        "indicator": name,
        "due": row.due,
        "met": row.met,
        "rate": None if row.rate is None else float(row.rate),
        "people_due": row.figure.people_due,
        "people_met": row.figure.people_met,
    }
