"""What do the words of a petition give away: that somebody must read it at once, and what it wants?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wangfang.rules.facts import Purpose

_TABLE = Path(__file__).parent / "tables" / "cues.toml"
_TITLE = 3
"""Times that a word of the title counts, since a title says what somebody wants."""
_CLEAR = 0.6
"""Share of all that was said for a purpose which the leading one needs, below which nothing is suggested."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says why a petition is urgent: which kind, its name for the screen, and where the word stands."""

    kind: str
    name: str
    word: str
    at: int


@dataclass(frozen=True, slots=True)
class Lean:
    """What a petition seems to want: a purpose, its share of all that was said, and the words that said it."""

    purpose: Purpose
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    id: str
    name: str
    words: tuple[str, ...]
    unless: tuple[str, ...]


def urgent(text: str) -> tuple[Cue, ...]:
    """Return the words of a text because of which somebody must read it at once, in their order; one for each kind.

    A word within a turn of speech that means something else (跳楼价) does not count. A flag is a question
    to a person, never an answer: that none is raised does not say that nothing is urgent.

    Source: 《信访工作条例》第二十条、第二十五条（2022年）; 《信访条例》第二十六条（2005年）.
    """
    found = [cue for kind in _kinds() if (cue := _first(kind, text))]
    return tuple(sorted(found, key=lambda cue: cue.at))


def purpose(title: str, text: str) -> Lean | None:
    """Return what a petition seems to want, None when the words do not say or speak for several.

    Source: 《信访工作条例》第二十九条至第三十一条（2022年）.
    """
    said = {aim: dict(_said(title, text, words)) for aim, words in _purposes().items()}
    total = sum(sum(counts.values()) for counts in said.values())
    best = max(said, key=lambda aim: sum(said[aim].values()))
    share = sum(said[best].values()) / total if total else 0.0
    return Lean(best, share, tuple(said[best])) if share >= _CLEAR else None


def _said(title: str, text: str, words: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for word in words:
        if count := text.count(word) + _TITLE * title.count(word):
            yield word, count


def _first(kind: _Kind, text: str) -> Cue | None:
    hushed = text
    for turn in kind.unless:
        hushed = hushed.replace(turn, "　" * len(turn))
    places = sorted((at, word) for word in kind.words if (at := hushed.find(word)) >= 0)
    return Cue(kind.id, kind.name, places[0][1], places[0][0]) if places else None


@cache
def _kinds() -> tuple[_Kind, ...]:
    rows = _written()["urgent"]
    return tuple(_Kind(row["id"], row["name"], tuple(row["words"]), tuple(row["unless"])) for row in rows)


@cache
def _purposes() -> Mapping[Purpose, tuple[str, ...]]:
    return {Purpose(row["word"]): tuple(row["words"]) for row in _written()["purpose"]}


@cache
def _written() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
