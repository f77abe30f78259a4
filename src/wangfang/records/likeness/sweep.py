"""Finds the pairs of a whole store that may be one matter: telling pieces as Parquet, pairs by plain SQL, part by part.

Each finished step is a folder with a name of its own, so a sweep that was broken off goes on where it stood.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
from django.db import connection

from wangfang.records.likeness.engines import Engine
from wangfang.records.likeness.learning import learned

FOLDER = "sweep"
EXPORTED_AT_ONCE = 50_000
"""Keys of cases in one file of pieces."""
PAIRED_AT_ONCE = 10_000
"""Cases whose earlier partners are looked for in one part: this bounds the memory."""

TELLING = """
    select gram, cast(round(1000 * ln(1 + {cases} / count(*))) as bigint) as worth
    from pieces group by gram having count(*) between 2 and {most}
"""
"""Pieces that join cases at all and not too many; worth in whole thousandths, so that every engine adds up the same."""
PROBE = "select pieces.case_key, pieces.gram, telling.worth from pieces join telling on pieces.gram = telling.gram"
WHOLE = "select case_key, sum(worth) as whole from probe group by case_key"
PAIRS = """
    with shared as (
        select one.case_key as earlier, other.case_key as later, sum(one.worth) as worth
        from probe one join probe other on one.gram = other.gram
        where one.case_key < other.case_key and other.case_key % {parts} = {part}
        group by one.case_key, other.case_key having count(*) >= {least}
    ), shares as (
        select shared.earlier, shared.later,
            cast(round(1000 * cast(shared.worth as double) / least(first.whole, second.whole)) as integer) as share
        from shared join whole first on first.case_key = shared.earlier join whole second on second.case_key = shared.later
    ), ranked as (
        select earlier, later, share, row_number() over (partition by later order by share desc, earlier) as place
        from shares where share >= {floor}
    )
    select earlier, later, share from ranked where place <= {best}
"""
"""For each case of a part the earlier ones that share most of what the shorter of the two tells."""

MOST, LEAST, FLOOR, BEST = 128, 3, 100, 10
"""A piece joins at most so many cases; a pair shares at least so many pieces, and thousandths; partners looked at per case."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is swept: an edition of the index up to a key, in how many parts."""

    engine: str
    edition: int
    last: int
    cases: int
    parts: int


def plan_of(engine: str) -> Plan:
    """Return the plan for the index as it stands."""
    edition = learned().edition
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(max(case_key), 0), count(*) from likeness_pieces where edition = %s", [edition])
        last, cases = cursor.fetchone()
    return Plan(engine, edition, last, cases, max(1, -(-cases // PAIRED_AT_ONCE)))


class Sweep:
    """A sweep under way in a folder of the data folder; the folder goes when it is finished."""

    def __init__(self, data: Path, engine: Engine) -> None:
        self.folder, self.engine = data / FOLDER, engine
        wanted = plan_of(engine.name)
        self.plan = self._kept() or wanted
        if self.plan.engine != wanted.engine or self.plan.edition != wanted.edition:
            self.finish()
            self.plan = wanted
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for half in self.folder.glob("*.making"):
            shutil.rmtree(half)
        (self.folder / "plan.json").write_text(json.dumps(asdict(self.plan)), encoding="utf-8")

    def prepare(self) -> None:
        """Write the pieces as Parquet and what tells among them, as far as that is not done."""
        self._step("pieces", self._export)
        numbers = {"cases": self.plan.cases, "most": MOST}
        for name, question, tables in (
            ("telling", TELLING.format(**numbers), ("pieces",)),
            ("probe", PROBE, ("pieces", "telling")),
            ("whole", WHOLE, ("probe",)),
        ):
            self._step(name, lambda to, q=question, t=tables: self._ask(q, t, to))  # type: ignore[misc]  # called at once

    def is_done(self, part: int) -> bool:
        """Tell whether a part was finished before."""
        return self._scored(part).exists()

    def pairs(self, part: int) -> list[tuple[int, int]]:
        """Return the pairs of a part, (earlier, later) by key, in the order of the later and then the earlier."""
        numbers = {"parts": self.plan.parts, "part": part, "least": LEAST, "floor": FLOOR, "best": BEST}
        name = f"pairs-{part}"
        self._step(name, lambda to: self._ask(PAIRS.format(**numbers), ("probe", "whole"), to))
        files = str(self.folder / name / "*.parquet")
        with duckdb.connect() as line:
            rows = line.execute("select earlier, later from read_parquet(?) order by later, earlier", [files])
            return [(int(earlier), int(later)) for earlier, later in rows.fetchall()]

    def keep_scores(self, part: int, scores: dict[tuple[int, int], float]) -> None:
        """Keep what the pairs of a part scored: with that the part is done."""
        making = self._scored(part).with_suffix(".new")
        making.write_text(json.dumps([[*pair, score] for pair, score in scores.items()]), encoding="utf-8")
        making.rename(self._scored(part))
        shutil.rmtree(self.folder / f"pairs-{part}", ignore_errors=True)

    def scores(self) -> dict[tuple[int, int], float]:
        """Return the scores of every part that is done."""
        files = (self._scored(part) for part in range(self.plan.parts) if self.is_done(part))
        rows = (row for file in files for row in json.loads(file.read_text(encoding="utf-8")))
        return {(earlier, later): score for earlier, later, score in rows}

    def finish(self) -> None:
        """Take everything off the disk."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _kept(self) -> Plan | None:
        kept = self.folder / "plan.json"
        return Plan(**json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else None

    def _scored(self, part: int) -> Path:
        return self.folder / f"scores-{part}.json"

    def _step(self, name: str, write: Callable[[Path], None]) -> None:
        if not (self.folder / name).exists():
            write(self.folder / name)

    def _ask(self, question: str, tables: tuple[str, ...], to: Path) -> None:
        self.engine.write(question, {name: self.folder / name for name in tables}, to)

    def _export(self, to: Path) -> None:
        """Write the pieces of every case, in files of so many keys each."""
        making = to.with_name(f"{to.name}.making")
        making.mkdir()
        with duckdb.connect() as line:
            for nth, rows in enumerate(self._copied()):
                target = str(making / f"{nth:05}.parquet").replace("'", "''")
                read = "select case_key, gram from read_csv(?, header=false, auto_detect=false, delim=',', columns={'case_key': 'integer', 'gram': 'integer'})"
                line.execute(f"copy ({read}) to '{target}' (format parquet)", [str(rows)])
        making.rename(to)

    def _copied(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.folder, suffix=".making") as folder:
            rows = Path(folder) / "rows.csv"
            for first in range(0, max(self.plan.last, 1), EXPORTED_AT_ONCE):
                said = [self.plan.edition, first, min(first + EXPORTED_AT_ONCE, self.plan.last)]
                with connection.cursor() as cursor, rows.open("wb") as sink, cursor.copy(_COPY, said) as source:
                    for block in source:
                        sink.write(block)
                yield rows


_COPY = """
    copy (
        select case_key, unnest(grams) from likeness_pieces where edition = %s and case_key > %s and case_key <= %s
    ) to stdout (format csv)
"""
