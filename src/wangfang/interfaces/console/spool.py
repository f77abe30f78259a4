"""Where a long run keeps what it must tell at its end, so that memory does not grow with it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Self

import click


class Spool:
    """Takes findings one by one, on disk, and gives them back in order."""

    def __init__(self) -> None:
        self.count = 0
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed at the end of the run

    def add(self, finding: Mapping[str, object]) -> None:
        """Keep one finding."""
        self.count += 1
        self._file.write(json.dumps(finding, ensure_ascii=False) + "\n")

    def lines(self) -> Iterator[str]:
        """Return the findings as JSON texts, in the order in which they came."""
        self._file.seek(0)
        for line in self._file:
            yield line.rstrip("\n")

    def print_json(self, head: Mapping[str, int], name: str) -> None:
        """Print one JSON document: the numbers of `head`, and all findings as the list `name`."""
        click.echo(json.dumps(head)[:-1] + f', "{name}": [', nl=False)
        for place, line in enumerate(self.lines()):
            click.echo((", " if place else "") + line, nl=False)
        click.echo("]}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
