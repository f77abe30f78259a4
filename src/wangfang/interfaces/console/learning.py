"""The commands that learn from the past, say what they make of new texts, and count what people made of that."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click

from wangfang.interfaces.console.wide import wide_cells
from wangfang.interfaces.frame import acts
from wangfang.records.suggesting import counting, own, shelf, training
from wangfang.records.suggesting.learned import Card, Model
from wangfang.records.suggesting.shelf import What
from wangfang.records.suggesting.training import Row, TooLittle
from wangfang.rules.refusal import Refused

_NAMES = {What.CATEGORY: "内容分类", What.UNIT: "责任单位"}
_WHAT = click.Choice([str(what) for what in What])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class NoModel(Refused):
    """Nothing was learned yet."""

    def __init__(self, what: What) -> None:
        super().__init__(f"还没有“{_NAMES[what]}”的模型，先运行 wangfang train")


class WrongTable(Refused):
    """A file is no table with the columns that are needed."""

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        super().__init__(f"{name} 应当是 UTF-8 的 CSV，第一行有 {'、'.join(columns)} 这几列")


@click.command()
@click.option("--file", "file", type=_FILE, help="从 CSV 学：列 text,label，可以有 group（近似重复的同组）。")
@click.option("--what", "what", type=_WHAT, help="学什么：category 内容分类，unit 责任单位；不写时两样都学。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def train(file: Path | None, what: str | None, *, as_json: bool) -> None:
    """从本单位办结的信访件（或一个 CSV 文件）学习建议内容分类和责任单位。

    不写 --file 时读本单位已经办结的信访件，检举控告类不读。有一样学不成（件数太少）就说明原因，另一样照学。
    """
    wanted = [What(what)] if what else [What.CATEGORY] if file else list(What)
    cards, refused = [], {}
    for one in wanted:
        rows = list(_labelled(file)) if file else own.rows(one)
        try:
            model = training.train(rows, one, acts.now())
        except TooLittle as little:
            if len(wanted) == 1:
                raise
            refused[one.value] = little.sentence()
            continue
        shelf.put(model)
        cards.append(model.card)
    if not cards:
        raise Refused("；".join(f"{_NAMES[What(name)]}：{why}" for name, why in refused.items()))
    if as_json:
        said = {"models": [asdict(card) for card in cards], "refused": refused}
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for card in cards:
        click.echo(_told(card))
    for name, why in refused.items():
        click.echo(f"{_NAMES[What(name)]}：{why}", err=True)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--what", "what", type=_WHAT, default=What.CATEGORY.value, show_default=True, help="问哪一个模型。")
@click.option("--every", is_flag=True, help="把握不够的也给出最可能的一类。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def classify(file: Path, what: str, *, every: bool, as_json: bool) -> None:
    """给 CSV 文件（列 id,text）的每一行提出建议；把握不够的，label 是空的。"""
    model = shelf.take(What(what))
    if model is None:
        raise NoModel(What(what))
    answers = _answers(model, file, every=every)
    if as_json:
        click.echo(json.dumps(list(answers), ensure_ascii=False))
        return
    for answer in answers:
        click.echo(f"{answer['id']}\t{answer['label'] or '—'}\t{answer['confidence']:.3f}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def suggestions(*, as_json: bool) -> None:
    """统计提出过的建议：采用了多少、改了多少，有哪些模型。"""
    counted, models = counting.counts(), [model.card for what in What if (model := shelf.take(what))]
    if as_json:
        said = {"counts": [asdict(one) for one in counted], "models": [asdict(card) for card in models]}
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for one in counted:
        click.echo(
            f"{one.field}\t提出 {one.offered}\t采用 {one.accepted}\t改用别的 {one.overruled}\t未提出 {one.silent}"
        )
    for card in models:
        click.echo(_told(card))


def _answers(model: Model, file: Path, *, every: bool) -> Iterator[dict[str, object]]:
    for row in _table(file, ("id", "text")):
        said = model.say(row["text"])
        best = said[0]
        label = best.label if every or best.confidence >= model.card.threshold else ""
        yield {
            "id": row["id"],
            "label": label,
            "confidence": round(best.confidence, 4),
            "candidates": [{"label": one.label, "confidence": round(one.confidence, 4)} for one in said],
        }


def _labelled(file: Path) -> Iterator[Row]:
    for row in _table(file, ("text", "label")):
        yield Row(row["text"], row["label"].strip(), row.get("group") or "")


def _table(file: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table.

    Raises:
        WrongTable: it is not UTF-8, is no CSV, or has not the columns.
    """
    with wide_cells(), file.open(encoding="utf-8-sig", newline="") as stream:
        try:
            yield from _rows(stream, file, columns)
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise WrongTable(file.name, columns) from wrong


def _rows(stream: TextIO, file: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    table = csv.DictReader(stream)
    if not set(columns) <= set(table.fieldnames or ()):
        raise WrongTable(file.name, columns)
    for row in table:
        yield {name: value or "" for name, value in row.items() if isinstance(name, str)}


def _told(card: Card) -> str:
    return (
        f"{_NAMES[What(card.what)]}：{card.trained_at} 用 {card.rows} 条训练，{len(card.labels)} 类；交叉检验准确率 "
        f"{card.accuracy:.3f}，宏平均 F1 {card.macro_f1:.3f}，前三含正确 {card.top3:.3f}；把握最大的七成准确率 "
        f"{card.surest:.3f}；低于 {card.threshold:.3f} 不提出，提出的占 {card.covered:.1%}；用时 {card.seconds:.0f} 秒"
    )
