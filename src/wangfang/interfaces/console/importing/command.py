"""What `wangfang import` does: read, take in row by row, tell what came of it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wangfang.interfaces.console.importing.findings import Findings
from wangfang.interfaces.console.importing.lives import Accepted, course_of
from wangfang.interfaces.console.importing.mapping import columns_of
from wangfang.interfaces.console.importing.reading import open_table
from wangfang.interfaces.console.importing.taking import Taking
from wangfang.interfaces.console.progress import with_bar
from wangfang.interfaces.frame import acts

TOLD = 20
"""Errors that the plain answer prints; JSON and the workbook have all."""

NOTES = {
    Accepted.RECEIVED: "来源没有受理时间：按收到之时视为受理，责任单位及时受理率不反映实际。",
    Accepted.ANSWERED: "来源没有受理时间：按答复之时视为受理，按期办结率（LEGAL、GD2020）不反映实际。",
}
"""What a figure cannot show when a moment is not known; said after every such import."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", required=True, metavar="CODE", help="接收信访件的信访部门代码。")
@click.option(
    "--map",
    "map_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="对照文件（TOML 或 JSON）：项目 = 列名。",
)
@click.option("--unit", default="", metavar="CODE", help="答复的责任单位；默认是该信访部门直属的第一个责任单位。")
@click.option(
    "--accepted",
    type=click.Choice([str(each) for each in Accepted]),
    default=str(Accepted.RECEIVED),
    show_default=True,
    help="没有受理时间时，从收到（received）还是从答复（answered）起算受理。",
)
@click.option("--source", default="", metavar="NAME", help="来源名称；同一来源同一编号只导入一次。")
@click.option(
    "--errors",
    "workbook",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="把没有导入的行写进这个 XLSX 文件。",
)
@click.option("--dry-run", is_flag=True, help="只检查，不保存。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def import_command(  # noqa: PLR0913 - one parameter for each option of the contract
    *, file: Path, agency: str, map_file: Path | None, unit: str, accepted: str, source: str,
    workbook: Path | None, dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """导入别的系统的信访件（CSV 或 XLSX）；有答复的，一直办到办结。"""
    with open_table(file) as table:
        columns = columns_of(table.headers, map_file, source)
        taking = Taking(course_of(agency, unit, columns, Accepted(accepted), acts.now()), dry_run)
        with Findings(table.headers, workbook) as findings:
            for error in taking.run(with_bar(table.rows, table.size, table.position, "导入")):
                findings.add_row(error)
            _tell(taking, findings, as_json=as_json)
            if findings.count:
                raise click.exceptions.Exit(1)


def _tell(taking: Taking, findings: Findings, *, as_json: bool) -> None:
    if as_json:
        findings.print_json({"read": taking.read, "created": taking.created, "skipped": taking.skipped}, "errors")
        return
    done = "可以新建" if taking.dry else "新建"
    click.echo(
        f"读取 {taking.read} 行，{done} {taking.created} 件，跳过 {taking.skipped} 件，没有导入 {findings.count} 行。"
    )
    for place, line in enumerate(findings.lines()):
        if place == TOLD:
            click.echo(f"……其余 {findings.count - TOLD} 行见 --json 或 --errors。")
            break
        said = json.loads(line)
        where = f"“{said['column']}”列" if said["column"] else ""
        click.echo(f"第 {said['row']} 行{where}：{said['why']}")
    if taking.course.columns.has("reply") and not taking.course.columns.has("accept_time"):
        click.echo(NOTES[taking.course.accepted])
