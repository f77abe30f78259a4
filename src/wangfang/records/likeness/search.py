"""Which cases share the telling pieces of a petition, and how much of them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from wangfang.records.likeness.learning import learned
from wangfang.records.likeness.pieces import Words, asked_of

FLOOR = 0.04
"""The share of what was asked for that a case has to have: below it two texts have no more in common than chance."""
_HEAD, _CELL = 20, 2
"""An array as the database sends it, when it is not empty: 20 bytes that describe it, then each number with its length before it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Cases by what they share with what was asked, most first and then by key; the shares are from 0 to 1."""

    cases: NDArray[np.int64]
    shares: NDArray[np.float64]


def near(words: Words) -> Ranked:
    """Return the cases that share telling pieces with a petition, whether or not anybody may see them.

    The caller takes away what its viewer may not see before it cuts anything off: a case that is not seen
    must not take the place of one that is.
    """
    asked = asked_of(words, learned())
    if not asked:
        return Ranked(np.empty(0, np.int64), np.empty(0))
    with connection.cursor() as cursor:
        cursor.execute("select gram, held from likeness_near(%s::integer[])", [list(asked)])
        rows = cursor.fetchall()
    return _ranked(rows, asked)


def _ranked(rows: list[tuple[int, bytes]], asked: Mapping[int, float]) -> Ranked:
    lists = [np.frombuffer(held, ">i4", offset=_HEAD)[1::_CELL] for _, held in rows]
    worth = np.repeat([asked[gram] for gram, _ in rows], [len(one) for one in lists])
    cases, places = np.unique(np.concatenate(lists) if lists else np.empty(0, np.int64), return_inverse=True)
    shares = np.bincount(places, weights=worth, minlength=len(cases)) / sum(asked.values())
    enough = shares >= FLOOR
    cases, shares = cases[enough].astype(np.int64), shares[enough]
    order = np.lexsort((cases, -shares))
    return Ranked(cases[order], shares[order])
