"""The command that measures the proposals for duplicates against messages whose matters are known."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import click

from wangfang.interfaces.console.evaluating_measures import Scores, Truth, measured
from wangfang.interfaces.console.evaluating_pairs import candidates, weighed_all
from wangfang.rules.likeness import score
from wangfang.rules.likeness_signals import Portrait
from wangfang.rules.refusal import Refused

FORM_LETTERS = frozenset({"A00031618"})
"""The writer of form letters in the set of messages that this is measured on: alike in wording, different in matter."""
_COLUMNS = {
    "messages": {"msg_id", "user", "time", "title", "body"},
    "matters": {"matter_id", "msg_id"},
    "pairs": {"msg_a", "msg_b", "judgement"},
}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Row = Mapping[str, str]


@click.command()
@click.option("--messages", required=True, type=_FILE, help="留言表：msg_id,user,time,title,body。")
@click.option("--matters", required=True, type=_FILE, help="人工判定的同一事项：matter_id,msg_id。")
@click.option("--pairs", type=_FILE, help="人工判定的相似件：msg_a,msg_b,judgement（different、lookalike、unsure）。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def evaluate(messages: Path, matters: Path, pairs: Path | None, *, as_json: bool) -> None:
    """用已知答案检验查重：只比对文件里的留言，不读写数据库。"""
    rows, truth = read(messages, matters, pairs)
    found = measured(scored(rows), truth)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        figures = value.items() if isinstance(value, dict) else [("share", value)]
        click.echo("\t".join((name, *(f"{key} {figure:.4f}" for key, figure in figures))))


def read(messages: Path, matters: Path, pairs: Path | None) -> tuple[list[Row], Truth]:
    """Return the messages in order of time, without those of the writer of form letters, and what is known of them.

    Raises:
        Refused: a file has not the columns it should have, or a time cannot be read.
    """
    rows = [row for row in _rows(messages, "messages") if row["user"] not in FORM_LETTERS]
    rows.sort(key=lambda row: (moment(row), row["msg_id"]))
    known = {row["msg_id"] for row in rows}
    matter = {row["msg_id"]: row["matter_id"] for row in _rows(matters, "matters") if row["msg_id"] in known}
    judged = list(_rows(pairs, "pairs")) if pairs else []
    truth = Truth(
        [row["msg_id"] for row in rows], matter, _judged(judged, "unsure", known), _judged(judged, "lookalike", known)
    )
    return rows, truth


def scored(rows: list[Row]) -> Scores:
    """Return how alike the messages are, as (earlier, later); pairs that have hardly a word in common are not in it."""
    ready = weighed_all([portrait_of(row) for row in rows])
    return {
        (rows[earlier]["msg_id"], rows[later]["msg_id"]): score(ready[earlier], ready[later])
        for earlier, later in candidates(ready)
    }


def portrait_of(row: Row) -> Portrait:
    """Return what is known of a message; who wrote it stands for the person."""
    people = frozenset({row["user"]}) if row["user"] else frozenset()
    return Portrait(row["title"], row["body"], moment(row).date(), people)


def moment(row: Row) -> datetime:
    """Return when a message was written.

    Raises:
        Refused: its time cannot be read.
    """
    try:
        return datetime.fromisoformat(row["time"]).replace(tzinfo=None)
    except ValueError as wrong:
        raise Refused(f"留言 {row['msg_id'][:40]} 的时间看不懂，请写成 2019-01-31T08:00:00") from wrong


def _judged(rows: Iterable[Row], judgement: str, known: set[str]) -> frozenset[frozenset[str]]:
    pairs = (frozenset((row["msg_a"], row["msg_b"])) for row in rows if row["judgement"] == judgement)
    return frozenset(pair for pair in pairs if pair <= known)


def _rows(path: Path, kind: str) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, restval="")
            missing = _COLUMNS[kind] - set(table.fieldnames or ())
            if missing:
                raise Refused(f"{path.name} 缺少列：{'、'.join(sorted(missing))}")
            return list(table)
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise Refused(f"{path.name} 不是 UTF-8 编码的 CSV 文件") from wrong
