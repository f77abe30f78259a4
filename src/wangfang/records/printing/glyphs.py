"""Which characters can this machine draw, and what stands in place of those that it cannot?"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING

import typst

from wangfang.records.printing.printable import covered

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_TRIED = 256
"""Rare characters of one sheet that are tried one by one (1 ms each); nobody's name has more."""

_BROKEN = "\N{REPLACEMENT CHARACTER}"  # some faces draw it, others do not; a paper says that something was lost
_ONE = b'#set page(width: 2cm, height: 2cm)\n#text(font: ("Wangfang Song",), sys.inputs.one)'
_lock = Lock()


def undrawable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that neither the bundled faces nor those of the machine have, in code order."""
    rare = sorted(one for one in set(text) - {"\n", "\t"} if ord(one) not in covered())
    return tuple(one for place, one in enumerate(rare) if place >= MOST_TRIED or one == _BROKEN or not _is_drawn(one))


def told(text: str, missing: Iterable[str]) -> str:
    """Return a text in which each character that cannot be drawn is its code: 王𪛟 → 王〔U+2A6DF〕."""
    return text.translate({ord(one): code_of(one) for one in missing})


def code_of(character: str) -> str:
    """Return how a character stands in a paper that cannot draw it."""
    return f"〔U+{ord(character):04X}〕"


def sentence(missing: Iterable[str]) -> str:
    """Return the sentence that a paper ends with when characters were told by their codes; empty when none were."""
    codes = "、".join(code_of(one) for one in missing)
    if not codes:
        return ""
    return f"注：{codes}是本机字库没有的字，以国际编码（ISO/IEC 10646）表示，以档案中保存的原字为准。"


@lru_cache(maxsize=10_000)
def _is_drawn(character: str) -> bool:
    """Tell whether some face has the character: PDF/A refuses what would be an empty box."""
    with _lock:
        try:
            _tester().compile(format="pdf", sys_inputs={"one": character}, pdf_standards="a-2b")
        except typst.TypstError:
            return False
    return True


@cache
def _tester() -> typst.Compiler:
    return typst.Compiler(_ONE, font_paths=faces(wide=True))


@cache
def faces(*, wide: bool) -> typst.Fonts:
    """Return the bundled typefaces, and with `wide` those of the machine after them; all layouts share them."""
    bundled = str(files("wangfang.records.printing").joinpath("fonts"))
    return typst.Fonts(include_system_fonts=wide, include_embedded_fonts=wide, font_paths=[bundled])
