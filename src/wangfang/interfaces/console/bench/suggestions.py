"""How long does a model take to learn and to answer, and how large is it, beside words that are only counted?"""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from wangfang.interfaces.console.bench.figure import Figure, Wish, middle
from wangfang.interfaces.console.bench.rounds import Taken, in_turn
from wangfang.interfaces.frame import acts
from wangfang.records.suggesting import learned, training
from wangfang.records.suggesting.training import Row
from wangfang.rules import competence

LABELS, LONG = 7, 350
GOAL_TEXTS, GOAL_SECONDS, GOAL_BYTES = 1000.0, 300.0, 30e6
_HAN, _COMMON = 0x4E00, 3000


def figures(wish: Wish) -> list[Figure]:
    """Return texts a second beside the count of duty words, seconds of training, and bytes of the model."""
    rows = _rows(wish.pick(6000, 140))
    trained: list[learned.Model] = []

    def learn() -> None:
        trained.append(training.train(rows, "category", acts.now()))

    def read() -> None:
        for row in rows:
            row.text.count("的")

    taught, asked = in_turn(read, learn, 1), rows[: wish.pick(1000, 20)]
    model = trained[-1]

    def answer() -> None:
        for row in asked:
            model.label(row.text)

    def count() -> None:
        for row in asked:
            competence.duties_in(row.text)

    said = in_turn(count, answer, wish.pick(5, 1))
    return [_speed(said, len(asked)), _lesson(taught, len(rows)), _size(model)]


def _speed(said: tuple[list[Taken], list[Taken]], texts: int) -> Figure:
    naive, ours = (texts / middle([one.own for one in side]) for side in said)
    return Figure("suggestions_per_second", "texts/s", ours, naive, "≥ 1000 texts/s of one core", ours >= GOAL_TEXTS)


def _lesson(taught: tuple[list[Taken], list[Taken]], rows: int) -> Figure:
    read, ours = (middle([one.wall for one in side]) for side in taught)
    return Figure("training", "s", ours, read, "≤ 300 s", ours <= GOAL_SECONDS, {"rows": float(rows)})


def _size(model: learned.Model) -> Figure:
    with TemporaryDirectory() as place:
        path = Path(place) / "model.npz"
        learned.write(model, path)
        ours = float(path.stat().st_size)
    plain = float(len(model.keys) * len(model.card.labels) * 8)
    return Figure(
        "model_size", "bytes", ours, plain, "≤ 30 MB", ours <= GOAL_BYTES, {"features": float(len(model.keys))}
    )


def _rows(many: int) -> list[Row]:
    """Return invented texts: common characters by lot, a few words of their label among them."""
    draw = Random(1)  # noqa: S311 - invented texts
    words = [[_drawn(draw, 2) for _ in range(40)] for _ in range(LABELS)]
    return [Row(_text(draw, words[nth % LABELS]), f"第{nth % LABELS}类") for nth in range(many)]


def _text(draw: Random, words: list[str]) -> str:
    return "".join(draw.choice(words) if draw.random() < 1 / 10 else _drawn(draw, 1) for _ in range(LONG))


def _drawn(draw: Random, many: int) -> str:
    """Return characters as uneven as in a language: the square of a lot makes the first ones common."""
    return "".join(chr(_HAN + int(_COMMON * draw.random() ** 2)) for _ in range(many))
