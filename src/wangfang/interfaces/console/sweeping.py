"""The command that looks through the whole store for cases that tell of one matter."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from django.conf import settings

from wangfang.interfaces.frame.acts import now
from wangfang.records.hot_matters import keeping


@click.command("sweep")
@click.option(
    "--engine",
    default="",
    type=click.Choice(["", "duckdb", "spark"]),
    help="默认 duckdb；设了 WANGFANG_SPARK_MASTER 就用 spark。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def sweep(engine: str, *, as_json: bool) -> None:
    """在全库里找出反映同一事项的信访件，一组一行，并更新热点事项；中断以后再运行，从断的地方接着来。涉密件、检举控告件不在其中。"""
    with click.progressbar(length=100, label="查重", file=sys.stderr) as bar:
        groups, kept = keeping.sweep(
            Path(settings.DATA), engine, lambda done, of: bar.update(max(0, 100 * done // of - bar.pos)), now()
        )
    if as_json:
        click.echo(json.dumps({"clusters": groups}, ensure_ascii=False))
        return
    for group in groups:
        click.echo(f"{len(group)}\t{' '.join(group)}")
    click.echo(f"共 {len(groups)} 组，{sum(map(len, groups))} 件；新的 {kept.new} 组。", err=True)
