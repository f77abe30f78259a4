"""Does no page read a table of cases by itself: neither by the model nor by its name in plain SQL?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from wangfang.records.walls.building import OF_CASES

ROOT = Path(__file__).resolve().parents[2] / "src" / "wangfang"
NO_PAGES = (
    ROOT / "interfaces" / "console" / "bench",  # works in a database of its own and counts its rows
    ROOT / "interfaces" / "console" / "tampering",  # is the attacker who owns the database, and takes everything back
)
PAGES = sorted(file for file in (ROOT / "interfaces").rglob("*.py") if not set(NO_PAGES) & set(file.parents))
MODELS = {"Case", "StepTaken", "Paper", "Duty", "Draft", "StoredFile", "Notice", "Petitioner"}


def reads(source: str) -> Iterator[str]:
    """Give every read of a table of cases past the lookups."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}:
            name = node.value.id if isinstance(node.value, ast.Name) else ast.unparse(node.value)
            if name.rsplit(".", 1)[-1] in MODELS:
                yield f"{node.lineno}: {name}.{node.attr}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.replace('"', " ").replace("(", " ").lower().split()
            after = {word for lead, word in pairwise(words) if lead in {"from", "join", "into", "update"}}
            yield from (f"{node.lineno}: {word}" for word in sorted(after) if word.startswith(OF_CASES))


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_page_reads_cases_through_lookups(file: Path) -> None:
    assert list(reads(file.read_text(encoding="utf-8"))) == [], (
        "use records/cases/lookups.py: it starts from who may see"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "Case.objects.filter(number=number)",
        "models.Case.objects.all()",
        "Paper._base_manager.get(pk=1)",
        'cursor.execute("select number from cases_case")',
        'cursor.execute("select 1 from x join people_petitioner p on true")',
        "cursor.execute('update notices_notice set text = 1')",
    ],
)
def test_a_read_past_the_lookups_is_found(wrong: str) -> None:
    assert list(reads(wrong)) != []
