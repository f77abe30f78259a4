"""The command that drafts a quarterly bulletin."""

from __future__ import annotations

from pathlib import Path

import click

from wangfang.interfaces.frame.acts import system_act
from wangfang.records.bulletins import drafting, publishing
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period


@click.group()
def bulletin() -> None:
    """通报：按统计期起草季度通报。"""


@bulletin.command()
@click.option("--period", required=True, help="统计期，如 2017Q4。")
@click.option("--definition", type=click.Choice([str(d) for d in Definition]), default="LEGAL", show_default=True)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="输出目录。")
def draft(period: str, definition: str, out: Path) -> None:
    """起草一期通报，写成 HTML、DOCX 和 PDF。"""
    made = drafting.draft(Period.parse(period), Definition(definition), system_act())
    for path in publishing.write(made, out):
        click.echo(str(path))
