"""Which places, houses and bodies does a text name, and do two texts name different ones?"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

TABLE = Path(__file__).parent / "tables" / "likeness.toml"
_LONGEST, _SHORTEST = 6, 2
"""How many characters before its kind belong to a name at most, and how many make one at least."""


_LEVEL = "(?:[区县]|市(?![场民政区里内委长级容面]))"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A thing that a text names: what is its own (丽景) and of which kind it is (小区)."""

    own: str
    kind: str

    def __str__(self) -> str:
        return self.own + self.kind


@dataclass(frozen=True, slots=True)
class _Patterns:
    kind: re.Pattern[str]
    breaks: re.Pattern[str]
    generic: re.Pattern[str]
    district: re.Pattern[str]
    no_district: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = tomllib.loads(TABLE.read_text(encoding="utf-8"))["names"]
    kinds, breaks, generic, no_districts = (
        "|".join(sorted(words[key], key=len, reverse=True)) for key in ("kinds", "breaks", "generic", "no_districts")
    )
    own = rf"(?!{breaks})[\u4e00-\u9fff]"
    lettered, county = r"[a-z]\d*[市区县]", rf"(?:(?<=[市\s])|^){own}县"
    return _Patterns(
        kind=re.compile(kinds),
        breaks=re.compile(rf"[^0-9a-z\u4e00-\u9fff]+|{breaks}"),
        generic=re.compile(generic),
        district=re.compile(rf"{lettered}|{county}|{own}{own}{_LEVEL}"),
        no_district=re.compile(f"(?:{no_districts})$"),
    )


def names(text: str) -> frozenset[Name]:
    """Give the things that a text names: what stands directly before a word like 小区, 路, 学校 or 公司.

    There is no list of names: a new estate is found as well as an old one. What is found may begin a few
    characters too early; it is compared by its longest common piece, so that this does no harm.
    """
    patterns = _patterns()
    found = set()
    for piece in patterns.breaks.split(_without_districts(_plain(text))):
        start = 0
        for kind in patterns.kind.finditer(piece):
            own = patterns.generic.sub("", piece[max(start, kind.start() - _LONGEST) : kind.start()])
            if len(own) >= _SHORTEST and not own.isascii():
                found.add(Name(own, kind[0]))
                start = kind.end()
    return frozenset(found)


def districts(text: str) -> frozenset[str]:
    """Give the districts, counties and cities that a text names (南岗区, 巴彦县, 五常市, A3区), by their last two characters."""
    return frozenset(found[0] for found in _districts(_plain(text)))


def numbers(text: str) -> frozenset[str]:
    """Give the numbers of a text (a line, a year, a building), without those that are part of a district's name."""
    return frozenset(re.findall(r"\d+", re.sub(r"[a-z]\d+[市区县]", "", _plain(text))))


def shared(some: frozenset[Name], others: frozenset[Name]) -> frozenset[str]:
    """Give what names have in common: their common pieces of two characters or more."""
    pieces = (common(one.own, other.own) for one, other in product(some, others))
    return frozenset(piece for piece in pieces if len(piece) >= _SHORTEST)


def is_telling(words: str) -> bool:
    """Tell whether words say more than any petition says (附近, 举报), and reach over no end of a name (的, 在)."""
    patterns = _patterns()
    return bool(patterns.generic.sub("", words)) and not patterns.breaks.search(words)


def common(one: str, other: str) -> str:
    """Give the longest piece that stands in both; of several the first of `one`."""
    for length in range(min(len(one), len(other)), 0, -1):
        for start in range(len(one) - length + 1):
            if one[start : start + length] in other:
                return one[start : start + length]
    return ""


def apart(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Give the districts by which two texts are at different places; none where one names no more than the other.

    Only districts of one level are held against each other: a city and a district of it do not differ.
    """
    left, right = some - others, others - some
    levels = {_level(word) for word in left} & {_level(word) for word in right}
    return frozenset(word for word in left | right if _level(word) in levels)


def _districts(plain: str) -> list[re.Match[str]]:
    patterns = _patterns()
    return [found for found in patterns.district.finditer(plain) if not patterns.no_district.search(found[0])]


def _without_districts(plain: str) -> str:
    """Give a text with a blank for every district: no name reaches over one."""
    for found in reversed(_districts(plain)):
        plain = f"{plain[: found.start()]} {plain[found.end() :]}"
    return plain


def _level(word: str) -> str:
    return "市" if word.endswith("市") else "区"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
