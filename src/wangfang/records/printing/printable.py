"""Which characters of a text can be printed at all?"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# Controls but tab and line feed, what turns the direction of reading (a paper could be made to show something
# else than it says), and the two code points that XML forbids.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text without what no printer shows; half of a character becomes U+FFFD, line ends become LF."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _HALF.sub("\ufffd", _UNPRINTABLE.sub("", lines))


def clean(value: object) -> object:
    """Return data for print, every text in it printable.

    Raises:
        TypeError: there is something in it that is not plain data.
    """
    if isinstance(value, str):
        return printable(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean(inner) for inner in value]
    msg = f"only texts, numbers, lists and mappings can be printed, not {type(value).__name__}"
    raise TypeError(msg)


def needs_more_fonts(text: str) -> bool:
    """Tell whether a text holds characters that the bundled body face lacks."""
    return not covered().issuperset(map(ord, set(text) - {"\n", "\t"}))


@cache
def covered() -> frozenset[int]:
    """Return the code points of the bundled body face."""
    lines = files("wangfang.records.printing").joinpath("fonts/coverage.txt").read_text().split()
    spans = (tuple(int(end, 16) for end in line.split("-")) for line in lines)
    return frozenset(point for first, last in spans for point in range(first, last + 1))
