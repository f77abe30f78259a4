"""Does every paper say what it said, to the letter: one text for each kind, under the law of 2005 and of 2022?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.records.printing.bodies import BODIES
from wangfang.records.printing.shapes import Block, Letter
from wangfang.records.printing.wording import letter
from wangfang.rules.papers import PaperKind, number

FOLDER = Path(__file__).parent
DAYS = ("2017-09-01", "2022-09-01")
"""A day under each law."""


def sheet_of(kind: PaperKind, day: str) -> str:
    """Return a paper as plain text, the parts of its head and foot by name."""
    made = letter(kind, {**BODIES[kind], "issued_on": day, "number": number(kind, "南岗", int(day[:4]), 23)})
    return "\n".join([*_head(made), *(line for block in made["blocks"] for line in _lines(block)), *_foot(made)])


def _head(made: Letter) -> list[str]:
    red = [f"［红头］{made['issuer']}"] if made["red_head"] else []
    return [*red, f"［文号］{made['number']}", f"［标题］{made['title']}", f"［主送］{made['to']}", ""]


def _foot(made: Letter) -> list[str]:
    signed = f"［署名］{made['signed_by']}　{made['signed_on']}"
    return ["", signed, *made["after"], f"［抄送］{made['copies']}", f"［印发］{made['printed_on']}"]


def _lines(block: Block) -> list[str]:
    if block["kind"] == "form" or block["kind"] == "table":
        return [f"| {' | '.join(row)} |" for row in block["rows"]]
    return [f"{'# ' if block['kind'] != 'para' else ''}{block['text']}"]


def text_of(kind: PaperKind) -> str:
    """Return the golden text of a kind: its sheet under each law."""
    return "\n".join(f"===== {day} =====\n{sheet_of(kind, day)}\n" for day in DAYS)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_paper_says_to_the_letter_what_it_said(kind: PaperKind) -> None:
    golden = FOLDER / f"{kind}.txt"
    if os.environ.get("GOLDEN_UPDATE") == "1":
        golden.write_text(text_of(kind), encoding="utf-8")
    assert golden.read_bytes() == text_of(kind).encode(), "if the new words are meant: make golden, and read the change"


def test_there_is_no_golden_text_without_its_paper() -> None:
    orphans = {path.stem for path in FOLDER.glob("*.txt")} - set(PaperKind)
    assert orphans == set(), "the kind is gone, so its text goes too"
