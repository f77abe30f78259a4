"""The command that says of a file who took it away, when, and on which request."""

from __future__ import annotations

import csv
import io
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile, is_zipfile

import click
import openpyxl

from wangfang.records.exporting import asking, tracing
from wangfang.rules.facts import CHINA
from wangfang.rules.refusal import Refused
from wangfang.rules.row_order import LEAST_ROWS

ENCODINGS = ("utf-8-sig", "gb18030")
Table = list[list[str]]


@click.group()
def exports() -> None:
    """导出的清单：查一个文件是谁导出的。"""


@exports.command("trace")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by-order", is_flag=True, help="不看写着的编号，只看行的次序。")
def trace_command(path: Path, *, by_order: bool) -> None:
    """说出一个 XLSX 或者 CSV 是谁、什么时候、按哪次申请导出的；查不出来，退出码 1。"""
    marks, rows = _read(path)
    numbers = [name for row in rows if (name := next((c for c in row if tracing.CASE.fullmatch(c.strip())), ""))]
    found, how = (None if by_order else tracing.by_number(marks)), "写着的导出编号"
    if found is None:
        found, how = tracing.by_order(numbers), "行的次序"
    if found is None:
        raise Refused(f"查不出来：没有导出编号，次序要有连续 {LEAST_ROWS} 行没有重新排过，这个文件有 {len(numbers)} 行")
    click.echo(f"{found.number}（按{how}）")
    click.echo(f"申请人 {found.asked_by}，{found.asked_at.astimezone(CHINA):%Y-%m-%d %H:%M} 申请，理由：{found.why}")
    made = (
        f"{found.made_at.astimezone(CHINA):%Y-%m-%d %H:%M} 生成 {found.made_rows} 件" if found.made_at else "没有生成"
    )
    click.echo(made)
    click.echo("批准人 " + ("、".join(one.login for one in asking.consents_of(found)) or "不需要"))


def _read(path: Path) -> tuple[str, Table]:
    """Return every text in which a number may stand, and the rows of the first sheet."""
    if not is_zipfile(path):
        rows = list(csv.reader(io.StringIO(_text(path.read_bytes()))))
        return "\n".join(chain.from_iterable(rows[:3])), rows
    try:
        book = openpyxl.load_workbook(path, read_only=True)
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    except (BadZipFile, KeyError, ValueError, IndexError) as broken:
        raise Refused("不是 XLSX 或者 CSV 文件，或者已经损坏") from broken
    kept = book.properties
    said = (kept.title, kept.subject, kept.description, *chain.from_iterable(rows[:3]))
    return "\n".join(one or "" for one in said), rows


def _text(body: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("不是 XLSX 或者 CSV 文件，或者已经损坏")
