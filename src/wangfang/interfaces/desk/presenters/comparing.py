"""How two versions of a text differ: runs of words that stayed, went out and came in, tidied for the eye."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAME, OUT, IN = "same", "del", "ins"
SHORT_ISLAND = 2
"""Signs; what stays between two changes and is shorter is shown as changed with them, else the eye finds no words."""

COMPARED_CLOSELY = 1_000_000
"""Pairs of words above which two passages are shown as replaced as a whole: looking closer could take seconds."""

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
_WORD = re.compile(r"[0-9A-Za-z.]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text: `kind` is same, del or ins."""

    kind: str
    text: str


def compared(before: str, after: str) -> list[Run]:
    """Return the runs that lead from one text to the other, what went out before what came in.

    All that is same or del, put together, is the text before; all that is same or ins, the text after.
    """
    runs: list[Run] = []
    for changed, group in groupby(_bridged(list(_rough(before, after))), key=lambda run: run.kind != SAME):
        stretch = list(group)
        if not changed:
            runs.append(Run(SAME, "".join(run.text for run in stretch)))
            continue
        for kind in (OUT, IN):
            text = "".join(run.text for run in stretch if run.kind == kind)
            runs += [Run(kind, text)] if text else []
    return runs


def _rough(before: str, after: str) -> Iterator[Run]:
    """Compare sentence by sentence, and word by word where sentences were replaced."""
    for kind, old, new in _steps(_SENTENCE.findall(before), _SENTENCE.findall(after)):
        closer = _steps(_WORD.findall(old), _WORD.findall(new)) if kind == "replace" else [(kind, old, new)]
        for inner, out, into in closer:
            yield from _run(inner, out, into)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    if old != new and len(old) * len(new) > COMPARED_CLOSELY:
        yield "replace", "".join(old), "".join(new)
        return
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, "".join(old[i:j]), "".join(new[k:m])


def _run(kind: str, old: str, new: str) -> Iterator[Run]:
    if kind == "equal":
        yield Run(SAME, old)
        return
    if old:
        yield Run(OUT, old)
    if new:
        yield Run(IN, new)


def _bridged(runs: Sequence[Run]) -> Iterator[Run]:
    """Count a short island between two changes as changed."""
    for place, run in enumerate(runs):
        inside = 0 < place < len(runs) - 1 and runs[place - 1].kind != SAME != runs[place + 1].kind
        if run.kind == SAME and inside and len(run.text) < SHORT_ISLAND:
            yield from (Run(OUT, run.text), Run(IN, run.text))
        else:
            yield run
