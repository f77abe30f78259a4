"""The command that finds the problem units of a period."""

from __future__ import annotations

import json

import click

from wangfang.interfaces.frame.acts import system_act
from wangfang.records.agencies.tree import tree
from wangfang.records.problem_units import finding
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period


@click.group(name="problem-units")
def problem_units() -> None:
    """问题单位：按指标查找，列入台账。"""


@problem_units.command()
@click.option("--period", required=True, help="统计期，如 2017Q4。")
@click.option("--definition", type=click.Choice([str(d) for d in Definition]), default="LEGAL", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def find(period: str, definition: str, *, as_json: bool) -> None:
    """查找一个已经结束的统计期的问题单位，每个单位每项依据只列一次。"""
    known = tree()
    made = [
        (known.by_code[known.code_of[one.agency_id]], one.ground, one.figures)
        for one in finding.find(Period.parse(period), Definition(definition), system_act())
    ]
    if as_json:
        rows = [{"code": unit.code, "name": unit.name, "ground": why, "figures": rates} for unit, why, rates in made]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for unit, why, rates in made:
        told = " ".join(f"{rate['indicator']} {rate['met']}/{rate['due']}" for rate in rates)
        click.echo(f"{unit.code}\t{unit.name}\t{why}\t{told}")
    click.echo(f"新列入 {len(made)} 项")
