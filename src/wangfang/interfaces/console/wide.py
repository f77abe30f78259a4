"""How is a table read whose cells are longer than the CSV reader takes: its limit belongs to the whole process."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def wide_cells(most: int = 1 << 20) -> Iterator[None]:
    """Take cells of up to so many characters for as long as it lasts; whoever reads next has the limit of before."""
    before = csv.field_size_limit(most)
    try:
        yield
    finally:
        csv.field_size_limit(before)
