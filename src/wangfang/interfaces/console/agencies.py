"""The commands that set up agencies and their local rules."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import click

from wangfang.interfaces.console.recompute import reckoned_anew
from wangfang.interfaces.console.reorganise import abolish, merge, rename, split
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.agencies.load import COLUMNS, load, put_on_pilot
from wangfang.rules.refusal import Refused

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def agencies() -> None:
    """机构：导入机构表，设置试点，合并、分立、更名、撤销。"""


@agencies.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load_file(file: Path) -> None:
    """导入机构表（CSV，列 code,name,kind,region,parent,valid_from,valid_to）。"""
    rows = _rows(file)
    lacking = [column for column in COLUMNS[:5] if column not in rows[0]]
    if lacking:
        raise Refused(f"“{file.name}”缺少列：{'、'.join(lacking)}")
    long = next((number for number, row in enumerate(rows, start=1) if len(row) > len(rows[0])), None)
    if long:
        raise Refused(f"第 {long} 行的格数比表头多")
    agencies_said = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    if not any(any(said.values()) for said in agencies_said):
        raise Refused(f"“{file.name}”只有表头，没有机构")
    click.echo(f"已导入 {load(agencies_said, system_act())} 个机构。")


def _rows(file: Path) -> list[list[str]]:
    """Return every row, the header first and blank ones too, so that row numbers are those of a spreadsheet."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return [[cell.strip() for cell in row] for row in csv.reader(lines)] or [[]]
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise Refused(f"“{file.name}”不是 UTF-8 编码的 CSV 文件") from wrong


@agencies.command("pilot")
@click.argument("code")
@click.option("--rules", required=True, metavar="RULESET", help="规则集，如 harbin-315。")
@click.option("--from", "start", required=True, type=DAY, help="开始日期。")
@click.option("--until", type=DAY, help="结束日期（含当日）；不写为长期。")
def pilot(code: str, rules: str, start: datetime, until: datetime | None) -> None:
    """让一个机构和它下面的所有机构从某日起按地方规则办理。"""
    put_on_pilot(code, rules, start.date(), until.date() if until else None, system_act())
    done = reckoned_anew(code, f"自 {start:%Y-%m-%d} 起按规则集 {rules} 办理", whole=True)
    click.echo(f"{code} 自 {start:%Y-%m-%d} 起按 {rules} 办理；重新计算了 {done.changed + done.refreshed} 件的期限。")


for _command in (merge, split, rename, abolish):
    agencies.add_command(_command)
