"""How does a text get into a cell of a table without becoming a formula, whichever program opens it?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import xlsxwriter

AS_TEXT = "'"
"""What a spreadsheet takes for “the rest is text”."""

_BEGINNINGS = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_TYPED_AS_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""In a workbook a cell has a type: what is text there stays what it is, and can be mended and read in again."""


def in_csv(text: str) -> str:
    """Return a text as a cell of a CSV file, which knows no types: marked as text where it might be taken for more."""
    return f"{AS_TEXT}{text}" if text.lstrip(" \u3000\ufeff").startswith(_BEGINNINGS) else text


def workbook(path: Path) -> xlsxwriter.Workbook:
    """Return an empty XLSX file in which every text is written as text, never as a formula or a link."""
    return xlsxwriter.Workbook(str(path), _TYPED_AS_TEXT)


def workbook_in_memory(target: BytesIO) -> xlsxwriter.Workbook:
    """Return an empty XLSX file, as above, of which nothing touches the disk in clear."""
    return xlsxwriter.Workbook(target, {**_TYPED_AS_TEXT, "constant_memory": False, "in_memory": True})
