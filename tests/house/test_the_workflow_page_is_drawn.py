"""The page on the workflow shows the table that the code holds."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "rules" / "workflow.md"


def redrawn(page: str) -> str:
    """Draw the page anew with the script behind `make diagram`."""
    return str(runpy.run_path(str(ROOT / "scripts" / "diagram.py"))["redrawn"](page))


def test_diagram_and_table_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == redrawn(page), "run `make diagram`"


def test_what_is_changed_by_hand_is_drawn_over() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert redrawn(page.replace("| T01 |", "| T99 |")) == page
