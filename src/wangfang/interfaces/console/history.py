"""What `wangfang history load` does: acts of the past, line by line, through the rules of the desk."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from wangfang.interfaces.console.history_line import Line, line_of
from wangfang.interfaces.console.history_names import Names
from wangfang.interfaces.console.history_order import Order, Place
from wangfang.interfaces.console.history_replay import Numbered, Refusal, Replay
from wangfang.interfaces.console.progress import with_bar
from wangfang.interfaces.console.spool import Spool
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import steady
from wangfang.rules.refusal import Refused

LONGEST = 1 << 20
"""Bytes of a line; the longest texts the rules allow take a tenth of it."""

TOLD = 20
LONGEST_SOURCE = 100  # width of the column

Living = Callable[[Sequence[Numbered]], Iterable[Refusal]]
"""A way to live through lines; gives those that are refused, with the reason."""


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
    with file.open("rb") as stream, Names(source) as names, Order() as order, Spool() as refused:
        replay = Replay(names, acts.now())
        if stop_on_error:
            _one_by_one(replay, stream, order)
        else:
            _case_by_case(replay, stream, order)
        for number, why in order.refusals():
            refused.add({"line": number, "why": why})
        _tell(replay, refused, as_json=as_json)
        if refused.count:
            raise click.exceptions.Exit(1)


def _one_by_one(replay: Replay, stream: BinaryIO, order: Order) -> None:
    """Live through the lines as they stand, up to the first that is refused."""
    for place, raw in with_bar(_lines(stream), _size(stream), stream.tell, "导入"):
        try:
            refused = list(replay.one_by_one([(place.number, _read(raw))]))
        except Refused as why:
            refused = [(place.number, why.sentence())]
        for number, sentence in refused:
            order.refuse(number, sentence)
            return


def _case_by_case(replay: Replay, stream: BinaryIO, order: Order) -> None:
    """Read where the cases stand, then live through them; what is no line of a history is refused at once."""
    for place, raw in with_bar(_lines(stream), _size(stream), stream.tell, "读取"):
        try:
            order.put(place, _read(raw))
        except Refused as why:
            order.refuse(place.number, why.sentence())
    for chunk, live in with_bar(_chunks(replay, order), _size(stream), lambda: order.lived, "导入"):
        lines = [(place.number, _read(_at(stream, place))) for place in chunk]
        with steady():  # nobody moves the agencies between the lines of a chunk
            for number, sentence in live(lines):
                order.refuse(number, sentence)


def _chunks(replay: Replay, order: Order) -> Iterator[tuple[list[Place], Living]]:
    yield from ((chunk, replay.together) for chunk in order.cases())
    yield from ((chunk, replay.one_by_one) for chunk in order.merging())


def _lines(stream: BinaryIO) -> Iterator[tuple[Place, bytes]]:
    """Yield each line with its place; of one that is too long only so much that it is seen to be."""
    number = start = 0
    while raw := stream.readline(LONGEST + 1):
        number, place = number + 1, Place(number + 1, start, len(raw))
        rest, start = raw, start + len(raw)
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST)
            start += len(rest)
        if raw.strip():
            yield place, _bare(place, raw)


def _at(stream: BinaryIO, place: Place) -> bytes:
    stream.seek(place.start)
    return _bare(place, stream.read(place.length))


def _bare(place: Place, raw: bytes) -> bytes:
    return raw.removeprefix(b"\xef\xbb\xbf") if place.number == 1 else raw


def _size(stream: BinaryIO) -> int:
    return os.fstat(stream.fileno()).st_size


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
