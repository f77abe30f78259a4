"""Somebody else verifies: the stand-alone script finds every altered byte of a dump and of a receipt, and nothing in a clean one."""

from __future__ import annotations

import csv
import importlib.util
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from tests.moments import at
from tests.sealing import sealed
from tests.stories import story
from wangfang.records.ledger import anchors, export, proofs
from wangfang.records.ledger.access import Looker, What, note

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "verify_trace.py"
MOMENT = at("2026-11-22 10:00")
LATER = at("2026-11-23 10:00")


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_trace", SCRIPT)
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def ran(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the script in a Python that finds nothing of ours."""
    command = [sys.executable, "-I", str(SCRIPT), *map(str, words)]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")


@pytest.fixture
def deposited(tmp_path: Path) -> Path:
    """Write out a small trace with its anchor, its public key and a receipt."""
    case = story("2017-08-22 09:00").submitted().registered().now
    note([(What.VIEW, case.number, 0), (What.FILE, case.number, 7)], Looker("li", "NG/clerk", "0.1"), MOMENT)
    note([(What.REVEAL, case.number, 1)], Looker("li", "NG/clerk", "0.1"), MOMENT, f"phone/contact/{'0' * 64}")
    sealed(MOMENT)
    story("2017-08-22 09:00").submitted()
    sealed(MOMENT + timedelta(minutes=1))
    (tmp_path / "anchors").mkdir()
    anchors.write(anchors.of_day(MOMENT.date(), LATER), tmp_path / "anchors" / "2026-11-22.json")
    export.export(tmp_path / "dump")
    (tmp_path / "keys.json").write_text(export.public_keys())
    receipt = proofs.receipt_of(case.number, LATER)
    assert receipt
    (tmp_path / "receipt.json").write_text(receipt.text())
    return tmp_path


def test_a_clean_dump_and_a_receipt_hold_without_us(deposited: Path) -> None:
    given = ["--key", deposited / "keys.json", "--anchors", deposited / "anchors"]
    whole = ran(*given, deposited / "dump")
    assert (whole.returncode, whole.stdout) == (0, "everything holds\n"), whole.stderr
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    one = ran(*given, "--receipt", deposited / "receipt.json")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (one.returncode, one.stdout) == (0, "everything holds\n"), one.stderr
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent <= 1.0, "seconds of one core, Python's own start included"


def is_rejected(check: Callable[[], Iterator[str]], fault: type[Exception]) -> bool:
    try:
        return bool(list(check()))
    except (fault, ValueError, KeyError, TypeError, AttributeError, csv.Error):
        return True


def written(rows: list[list[bytes]]) -> bytes:
    quoted = [b",".join(b'"' + cell.replace(b'"', b'""') + b'"' for cell in row) for row in rows]
    return b"\r\n".join(quoted) + b"\r\n"


def read(place: Path) -> list[list[bytes]]:
    with place.open(encoding="utf-8", newline="") as file:
        return [[cell.encode() for cell in row] for row in csv.reader(file)]


FLIPS = (0x01, 0x20)
"""A neighbouring digit, and a capital for a small letter: hexadecimal must not be read both ways."""


def test_every_altered_byte_of_a_dump_is_rejected(deposited: Path) -> None:
    tool, folder = script(), deposited / "dump"
    keys = json.loads((deposited / "keys.json").read_text())
    tried, passed = 0, []
    for name in export.TABLES:
        place = folder / f"{name}.csv"
        clean, rows = place.read_bytes(), read(place)
        assert len(rows) > 1, name
        for row in rows[1:]:
            for column, cell in enumerate(row):
                for at_byte in range(len(cell)):
                    flip = FLIPS[(at_byte + column) % 2] if chr(cell[at_byte]).isalpha() else FLIPS[0]
                    row[column] = cell[:at_byte] + bytes([cell[at_byte] ^ flip]) + cell[at_byte + 1 :]
                    place.write_bytes(written(rows))
                    tried += 1
                    if not is_rejected(lambda: tool.dump(folder, keys, []), tool.Fault):
                        passed.append((name, rows[0][column], row[column]))
                row[column] = cell
        place.write_bytes(clean)
    assert passed == []
    assert tried > 3000
    assert list(tool.dump(folder, keys, [])) == []


def test_every_row_that_is_left_out_or_comes_twice_is_noticed(deposited: Path) -> None:
    tool, folder = script(), deposited / "dump"
    keys = json.loads((deposited / "keys.json").read_text())
    given = tool.read_anchors(deposited / "anchors")
    for name in export.TABLES:
        place = folder / f"{name}.csv"
        clean, rows = place.read_bytes(), read(place)
        for nth in range(1, len(rows)):
            for other in (rows[:nth] + rows[nth + 1 :], [*rows[: nth + 1], *rows[nth:]]):
                place.write_bytes(written(other))
                assert is_rejected(lambda: tool.dump(folder, keys, given), tool.Fault), (name, nth)
        place.write_bytes(clean)


def test_every_altered_byte_of_a_receipt_or_an_anchor_is_rejected(deposited: Path) -> None:
    tool = script()
    keys = json.loads((deposited / "keys.json").read_text())
    given = tool.read_anchors(deposited / "anchors")
    place = deposited / "receipt.json"
    clean = place.read_bytes()
    for at_byte, byte in enumerate(clean):
        for flip in FLIPS:
            place.write_bytes(clean[:at_byte] + bytes([byte ^ flip]) + clean[at_byte + 1 :])
            check = partial(tool.receipt, place, keys, given, deposited)
            assert is_rejected(check, tool.Fault), clean[max(0, at_byte - 20) : at_byte + 20]
    place.write_bytes(clean)
    assert list(tool.receipt(place, keys, given, deposited)) == []
    for key, value in given[0].items():
        text = str(value)
        for nth, sign in enumerate(text):
            other = [{**given[0], key: f"{text[:nth]}{chr(ord(sign) ^ 1)}{text[nth + 1 :]}"}]
            check = partial(tool.dump, deposited / "dump", keys, other)
            assert is_rejected(check, tool.Fault), (key, other)


def test_a_trace_that_was_rewritten_whole_fails_against_the_anchor(deposited: Path) -> None:
    tool, folder = script(), deposited / "dump"
    keys = json.loads((deposited / "keys.json").read_text())
    story("2017-08-22 09:00").submitted()
    sealed(LATER)
    export.export(folder)
    given = tool.read_anchors(deposited / "anchors")
    assert list(tool.dump(folder, keys, given)) == []
    stranger = {"sign-1": "00" * 32}
    assert list(tool.dump(folder, stranger, given)), "another key is no key"
    empty = {name: read(folder / f"{name}.csv")[:1] for name in export.TABLES}
    for name, head in empty.items():
        (folder / f"{name}.csv").write_bytes(written(head))
    assert list(tool.dump(folder, keys, [])) == [], "an empty trace is whole by itself"
    assert list(tool.dump(folder, keys, given)), "and the anchor says that it is not"
