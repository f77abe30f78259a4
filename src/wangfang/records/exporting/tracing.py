"""From which export is this file: by the number printed in it, else by the order of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wangfang.records.exporting.models import ExportRequest
from wangfang.records.vault.keys import Purpose, keeper
from wangfang.rules.row_order import LEAST_ROWS, words_in

NUMBER = re.compile(r"\bDC-[0-9]{4}-[0-9]{5,}\b")
CASE = re.compile(r"[0-9]{8}-[0-9]{6,}")
_CODE, _CHECK = 8, 4
"""Bytes of a word: the code of the export, and what only the key of the trace could have put behind it."""


def word_of(request: ExportRequest) -> bytes:
    """Return what the order of the rows of an export tells: its code, and a keyed checksum."""
    code = request.code.to_bytes(_CODE, "big")
    return code + _check(code, keeper().current(Purpose.TRACE))


def by_number(text: str) -> ExportRequest | None:
    """Return the export whose number is printed in a text."""
    found = NUMBER.search(text)
    return ExportRequest.objects.filter(number=found[0]).first() if found else None


def by_order(numbers: Sequence[str]) -> ExportRequest | None:
    """Return the export that the order of case numbers tells; nothing below 192 rows or where rows were sorted anew."""
    if len(numbers) < LEAST_ROWS:
        return None
    kids = [name for name in keeper().names() if name.startswith(f"{Purpose.TRACE}-")]
    for word in words_in(numbers):
        code, check = word[:_CODE], word[_CODE:]
        if any(_check(code, kid) == check for kid in kids):
            return ExportRequest.objects.filter(code=int.from_bytes(code, "big")).first()
    return None


def _check(code: bytes, kid: str) -> bytes:
    return keeper().mac(kid, b"export|" + code)[:_CHECK]
