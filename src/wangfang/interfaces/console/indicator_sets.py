"""The commands about whole sets of rates: every agency and county with the period before and the ranks, and the archive."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import click

from wangfang.interfaces.frame.acts import now, system_act
from wangfang.records.indicators import archive as archives
from wangfang.records.indicators import whole
from wangfang.records.indicators.whole import Standing
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period
from wangfang.rules.rankings import NOTHING_DUE, percent_text
from wangfang.rules.refusal import Refused

TABLES = "postgresql"


@click.command("set")
@click.option("--period", required=True, help="统计期，如 2017Q4、2017M10、2017W40、2017。")
@click.option("--definition", type=click.Choice([str(d) for d in Definition]), default="LEGAL", show_default=True)
@click.option(
    "--engine",
    type=click.Choice([TABLES, "duckdb", "spark"]),
    help="由谁来算：默认直接在数据库里算；给了 --archive 就用 duckdb，设了 WANGFANG_SPARK_MASTER 就用 spark。",
)
@click.option("--archive", "kept", type=click.Path(path_type=Path), help="从这个归档目录里算，不查数据库里的期限。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def whole_set(period: str, definition: str, engine: str | None, kept: Path | None, *, as_json: bool) -> None:
    """一次算出全部区县、全部单位的三项指标，连同上一个统计期和名次。"""
    rows = _counted(Period.parse(period), Definition(definition), engine, kept)
    if as_json:
        click.echo(json.dumps([row._asdict() for row in rows], ensure_ascii=False))
        return
    for row in rows:
        rates = f"{row.met}/{row.due}\t{percent_text(row.met, row.due)}\t{row.rank or NOTHING_DUE}"
        earlier = f"{percent_text(row.met_before, row.due_before)}\t{row.rank_before or NOTHING_DUE}"
        click.echo(f"{row.by}\t{row.code}\t{row.name}\t{row.indicator}\t{rates}\t{earlier}")


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="写到哪个目录；目录还不能存在。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def archive(out: Path, *, as_json: bool) -> None:
    """把已经计入指标的期限写成 Parquet 文件，以后不用数据库也能算；不写件号，不写日期，只写月份。"""
    written = archives.write(out, system_act())
    if as_json:
        told = {"folder": str(out), "clocks": written.clocks, "seen_at": written.seen_at.isoformat()}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{out}：{written.clocks} 条。")


def _counted(period: Period, definition: Definition, engine: str | None, kept: Path | None) -> list[Standing]:
    if kept and engine == TABLES:
        raise Refused("--archive 里的归档由 duckdb 或 spark 来算，不能用 --engine postgresql")
    if kept:
        return archives.standings(archives.opened(kept), period, definition, engine or "")
    if engine in (None, TABLES):
        return whole.standings(period, definition, now=now())
    with tempfile.TemporaryDirectory(prefix="wangfang-archive-") as folder:
        fresh = archives.export(Path(folder) / "fresh", now())
        return archives.standings(fresh, period, definition, engine or "")
