"""Files of somebody else's messages, made for a test: CSV in any encoding, XLSX with what a spreadsheet can hold."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter

HUGE = 100 << 20


def csv_file(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """Write lines as a CSV file."""
    path.write_bytes("\n".join((*lines, "")).encode(encoding))
    return path


def csv_with_a_huge_cell(path: Path, head: str, before: str, after: str) -> Path:
    """Write a CSV whose third row holds a quoted cell of 100 MB."""
    with path.open("wb") as file:
        file.write(f"{head}\n{before}\n".encode())
        file.write(b'2,"')
        for _ in range(HUGE >> 20):
            file.write(b"a" * (1 << 20))
        file.write(b'",2019-01-01\n')
        file.write(f"{after}\n".encode())
    return path


def xlsx_file(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    """Write rows as the first sheet: text beginning with = becomes a formula, moments become real dates."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    as_date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(number, place, cell, as_date)
            elif cell is not None:
                sheet.write(number, place, cell)
    book.close()
    return path


def rewritten(path: Path, target: Path, part: str, old: bytes, new: bytes) -> Path:
    """Copy an XLSX with something in one part replaced."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.infolist():
            content = source.read(member)
            copy.writestr(member.filename, content.replace(old, new) if member.filename == part else content)
    return target
