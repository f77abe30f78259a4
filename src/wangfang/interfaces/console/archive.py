"""The command that puts a whole case into one PDF (一案一档)."""

from __future__ import annotations

from pathlib import Path

import click

from wangfang.interfaces.frame.acts import today
from wangfang.records.cases import archive as archives


@click.command()
@click.argument("number")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件。")
def archive(number: str, out: Path) -> None:
    """把一件信访事项的全部材料写成一个 PDF：目录、文书、办理记录、期限说明、留痕、附件。"""
    made = archives.pdf_by_number(number, today())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(made)
    click.echo(str(out))
