"""How rows are taken in: many lives in one round, and one by one as soon as one of them is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from wangfang.interfaces.console.importing.lives import Course, past_life
from wangfang.interfaces.console.importing.messages import Unfit, message_of
from wangfang.interfaces.console.importing.rows import Row, RowError, shown
from wangfang.records.cases.living import PastLife, take_in
from wangfang.records.cases.lookups import by_source
from wangfang.rules.refusal import Refused

ROUND = 50
"""Lives in one transaction; at a megabyte a row they still fit into memory."""


@dataclass(slots=True)
class Taking:
    """One import: what was read, came in, or was there already; a dry run takes everything back."""

    course: Course
    dry: bool = False
    read: int = 0
    created: int = 0
    skipped: int = 0
    waiting: list[tuple[Row, PastLife] | RowError] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    rehearsed: set[int] = field(default_factory=set)

    def run(self, rows: Iterable[Row | RowError]) -> Iterator[RowError]:
        """Take the rows in, in their order; yields those that cannot be."""
        for row in rows:
            self.read += 1
            made = row if isinstance(row, RowError) else self._life(row)
            name = "" if isinstance(made, RowError) else made[1].petition.external_id
            if name in self.names or len(self.waiting) >= ROUND:
                yield from self._take()
            if isinstance(made, RowError) or not name or not self._is_here(name):
                self.waiting.append(made)
                self.names |= {name} - {""}
            else:
                yield from self._again(*made)
        yield from self._take()

    def _life(self, row: Row) -> tuple[Row, PastLife] | RowError:
        try:
            return row, past_life(message_of(row, self.course.columns), self.course)
        except Unfit as wrong:
            return _error(row, wrong.column, wrong.why)
        except Refused as refused:
            return _error(row, "", refused.sentence())

    def _again(self, row: Row, life: PastLife) -> Iterator[RowError]:
        """Skip a row that is here already; when its text is another, say so instead of losing it."""
        petition = life.petition
        earlier = by_source(petition.source, petition.external_id)
        said = (petition.title.strip(), petition.text.strip())
        if earlier is None or (earlier.title, earlier.text) == said:
            self.skipped += 1
            return
        why = f"编号 {petition.external_id} 已经导入为 {earlier.number}，但内容不同；另一批数据请用 --source 起名"
        yield _error(row, self.course.columns.named("id"), why)

    def _is_here(self, name: str) -> bool:
        return hash(name) in self.rehearsed or by_source(self.course.columns.source, name) is not None

    def _take(self) -> Iterator[RowError]:
        """Write what waits; the errors that wait among it keep their place."""
        waiting, self.waiting, self.names = self.waiting, [], set()
        try:
            self._write([each[1] for each in waiting if not isinstance(each, RowError)])
        except (Refused, IntegrityError):  # which row is at fault comes out when each goes alone
            for each in waiting:
                yield from [each] if isinstance(each, RowError) else self._alone(*each)
        else:
            yield from (each for each in waiting if isinstance(each, RowError))

    def _alone(self, row: Row, life: PastLife) -> Iterator[RowError]:
        try:
            self._write([life])
        except Refused as refused:
            yield _error(row, "", refused.sentence())
        except IntegrityError:
            if not self._is_here(life.petition.external_id):
                raise
            self.skipped += 1  # the same row came in on another connection meanwhile

    def _write(self, lives: list[PastLife]) -> None:
        with transaction.atomic():
            if lives:
                take_in(lives)
            transaction.set_rollback(self.dry)
        self.created += len(lives)
        if self.dry:
            self.rehearsed.update(hash(life.petition.external_id) for life in lives)


def _error(row: Row, column: str, why: str) -> RowError:
    return RowError(row.number, column, why, tuple(shown(cell) for cell in row.values.values()))
