"""What `wangfang history load` does: acts of the past, line by line, through the rules of the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from wangfang.interfaces.console.history_line import Line, line_of
from wangfang.interfaces.console.history_names import Names
from wangfang.interfaces.console.history_replay import Numbered, Refusal, Replay
from wangfang.interfaces.console.progress import with_bar
from wangfang.interfaces.console.spool import Spool
from wangfang.interfaces.frame import acts
from wangfang.rules.refusal import Refused

LONGEST = 1 << 20
"""Bytes of a line; the longest texts the rules allow take a tenth of it."""

CHUNK_LINES, CHUNK_BYTES = 500, 4 << 20
"""What is read before it is lived through; keeps the memory level whatever the length of the file."""

TOLD = 20
LONGEST_SOURCE = 100  # width of the column


@click.group()
def history() -> None:
    """历史办理过程。"""


@history.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--stop-on-error", is_flag=True, help="遇到第一条被拒绝的就停下。")
@click.option(
    "--source", default="", metavar="NAME", help="来源名称；默认每件按它的第一步认，改名、续写、另存后重新导入都认得。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def load(file: Path, source: str, *, stop_on_error: bool, as_json: bool) -> None:
    """按 history-format 逐行导入办理过程（JSON Lines），每一步都按当时的日期走同样的规则。"""
    if len(source) > LONGEST_SOURCE:
        raise Refused(f"来源名称最多 {LONGEST_SOURCE} 个字")
    with file.open("rb") as stream, Spool() as refused, Names(source) as names:
        replay = Replay(names, acts.now())
        chunks = _singly(stream) if stop_on_error else _chunks(stream)
        for chunk in with_bar(chunks, file.stat().st_size, stream.tell, "导入"):
            for number, why in _live(replay, chunk):
                refused.add({"line": number, "why": why})
            if stop_on_error and refused.count:
                break
        _tell(replay, refused, as_json=as_json)
        if refused.count:
            raise click.exceptions.Exit(1)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its number; of one that is too long only so much that it is seen to be."""
    number = 0
    while raw := stream.readline(LONGEST + 1):
        number += 1
        rest = raw
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST)
        if raw.strip():
            yield number, raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw


Chunk = list[tuple[int, bytes]]


def _singly(stream: BinaryIO) -> Iterator[Chunk]:
    for numbered in _lines(stream):
        yield [numbered]


def _chunks(stream: BinaryIO) -> Iterator[Chunk]:
    chunk: Chunk = []
    size = 0
    for number, raw in _lines(stream):
        chunk.append((number, raw))
        size += len(raw)
        if len(chunk) >= CHUNK_LINES or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    yield chunk


def _live(replay: Replay, chunk: Chunk) -> list[Refusal]:
    lines: list[Numbered] = []
    refused: list[Refusal] = []
    for number, raw in chunk:
        try:
            lines.append((number, _read(raw)))
        except Refused as why:
            refused.append((number, why.sentence()))
    late = replay.together(lines) if len(lines) > 1 else list(replay.one_by_one(lines))
    return sorted([*refused, *late])


def _read(raw: bytes) -> Line:
    if len(raw) > LONGEST:
        raise Refused("这一行超过 1 MB")
    return line_of(raw)


def _tell(replay: Replay, refused: Spool, *, as_json: bool) -> None:
    if as_json:
        refused.print_json({"acts": replay.acts, "cases": replay.cases, "skipped": replay.skipped}, "refused")
        return
    click.echo(f"新建 {replay.cases} 件，写入 {replay.acts} 步，跳过 {replay.skipped} 步，拒绝 {refused.count} 行。")
    for place, line in enumerate(refused.lines()):
        if place == TOLD:
            click.echo(f"……其余 {refused.count - TOLD} 行见 --json。")
            break
        said = json.loads(line)
        click.echo(f"第 {said['line']} 行：{said['why']}")
