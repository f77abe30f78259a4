"""What do a million petitions say when none of them was ever written: invented words, as often as real ones, or spliced sentences."""

from __future__ import annotations

import csv
import re
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

from wangfang.interfaces.console.wide import wide_cells

SEED = 20260101
WORDS, SIGNS = 40_000, 2_600
"""Different words, and characters that they are made of; the nth is used as often as one in n (Zipf)."""
REPEATS = 0.2
"""The share of petitions that say again, in other words, what one of the last said."""
LAST = 400
_FIRST_SIGN = 0x4E00
_LENGTHS = (30, 55, 80, 110, 150, 220, 400)
"""Words of a text; two signs or three each."""
Said = tuple[str, str]
Sentence = Callable[[Random], str]


def petitions(count: int, file: Path | None = None, seed: int = SEED) -> Iterator[Said]:
    """Yield so many petitions, title and text; always the same for one seed."""
    rng, sentence = Random(seed), _spliced(file) if file else _invented()  # noqa: S311 - draws a benchmark, no secret
    last: list[Said] = []
    for _ in range(count):
        said = reworded(rng.choice(last), rng, sentence) if last and rng.random() < REPEATS else _new(rng, sentence)
        last = [*last[1 - LAST :], said]
        yield said


def sentences(file: Path | None = None) -> Sentence:
    """Return what makes one sentence."""
    return _spliced(file) if file else _invented()


def reworded(said: Said, rng: Random, sentence: Sentence) -> Said:
    """Return the same petition as somebody else might write it: half of its sentences in another order, some new ones."""
    title, text = said
    told = [part for part in re.split("(?<=。)", text) if part]
    kept = rng.sample(told, max(1, round(len(told) * 0.6)))
    new = [sentence(rng) for _ in range(max(1, len(told) // 3))]
    return title[: len(title) * 3 // 4] + sentence(rng)[:4], "".join(rng.sample([*kept, *new], len(kept) + len(new)))


def _new(rng: Random, sentence: Sentence) -> Said:
    length, text = rng.choice(_LENGTHS) * 2, sentence(rng)
    while len(text) < length:
        text += sentence(rng)
    return sentence(rng)[:20], text


def _invented() -> Sentence:
    rng = Random(SEED)  # noqa: S311 - as above
    sign_weights = list(accumulate(1 / (n + 20) for n in range(SIGNS)))
    signs = [chr(_FIRST_SIGN + 3 * n) for n in range(SIGNS)]
    words = ["".join(rng.choices(signs, cum_weights=sign_weights, k=rng.choice((2, 2, 2, 3)))) for _ in range(WORDS)]
    weights = list(accumulate(1 / (n + 5) for n in range(WORDS)))

    def sentence(rng: Random) -> str:
        drawn = (words[bisect(weights, rng.random() * weights[-1])] for _ in range(rng.randrange(6, 16)))
        return "".join(drawn) + "。"

    return sentence


def _spliced(file: Path | None) -> Sentence:
    """Return what draws a sentence from the texts of a CSV (column `text`, or `body`)."""
    assert file is not None  # noqa: S101 - the callers ask
    with wide_cells(1 << 24), file.open(encoding="utf-8-sig", newline="") as stream:
        texts = [row.get("text") or row.get("body") or "" for row in csv.DictReader(stream)]
    pool = [part for text in texts for part in re.split(r"(?<=[。！？；\n])", text) if len(part) > 5]  # noqa: PLR2004 - shorter ones are no sentences

    def sentence(rng: Random) -> str:
        return rng.choice(pool).strip().removesuffix("。") + "。"

    return sentence
