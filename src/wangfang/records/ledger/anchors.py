"""The anchor of a day: the signed checkpoint that closes it, to be left with somebody else, and read back from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from wangfang.records.ledger import checkpoints
from wangfang.records.ledger.checkpoints import Signed
from wangfang.records.ledger.seal import seal_whole
from wangfang.records.ledger.verify import anchor
from wangfang.rules.facts import start_of
from wangfang.rules.refusal import Refused

GROUP = 4


@dataclass(frozen=True, slots=True)
class NoAnchor:
    """A file in a folder of anchors that is none, or no longer."""

    name: str


@dataclass(frozen=True, slots=True)
class DayAnchor:
    """What is deposited for a day: how many chains and lines there were, their digest, and the signed checkpoint."""

    on: date
    subjects: int
    lines: int
    root: str
    checkpoint: Signed | None

    def text(self) -> str:
        """Return the file."""
        said = {"on": f"{self.on:%Y-%m-%d}", "subjects": self.subjects, "lines": self.lines, "root": self.root}
        more = {"checkpoint": self.checkpoint.plain()} if self.checkpoint else {}
        return json.dumps({**said, **more}, ensure_ascii=False, indent=2) + "\n"

    def printed(self) -> str:
        """Return the one line that is printed and can be read aloud; empty when nothing is signed yet."""
        one = self.checkpoint
        if one is None:
            return ""
        groups = " ".join(one.root[at : at + GROUP] for at in range(0, len(one.root), GROUP))
        return f"{self.on:%Y-%m-%d} 共 {one.size} 条 {groups} 校验码 {check_code(self.on, one)}"


def check_code(on: date, one: Signed) -> str:
    """Return six digits that show a slip in reading or typing the line."""
    said = hashlib.sha256(f"{on:%Y-%m-%d}\n{one.size}\n{one.root}".encode()).hexdigest()
    return f"{int(said, 16) % 1_000_000:06d}"


def of_day(on: date, now: datetime) -> DayAnchor:
    """Return the anchor of a day: the last checkpoint made on it, always the same once the day is over.

    Of today, and where nothing was ever signed, what waits is sealed first.

    Raises:
        NoKey, Refused: see `seal.seal`.
    """
    end = start_of(on + timedelta(days=1))
    if end > now or checkpoints.last() is None:
        seal_whole(now)
    found = anchor(end)
    return DayAnchor(on, found.subjects, found.entries, found.root, checkpoints.closing(end))


def write(found: DayAnchor, out: Path) -> None:
    """Write the file of an anchor, whole or not at all.

    Raises:
        Refused: the place cannot be written to.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = out.with_name(f".{out.name}")
        beside.write_text(found.text(), encoding="utf-8")
        beside.replace(out)
    except OSError as fault:
        raise Refused(f"不能写到“{out}”：{fault.strerror}") from fault


def read(folder: Path) -> Iterator[Signed | NoAnchor]:
    """Yield the checkpoints of the anchors in a folder, by name."""
    for file in sorted(folder.glob("*.json")):
        try:
            yield Signed(**json.loads(file.read_text(encoding="utf-8"))["checkpoint"])
        except (OSError, ValueError, KeyError, TypeError):
            yield NoAnchor(file.name[:40])
