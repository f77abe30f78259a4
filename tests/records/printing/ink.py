"""Where does the ink of a PDF lie: every run of glyphs with its place, its width and the glyphs that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

Matrix = tuple[float, float, float, float, float, float]
STILL: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Run:
    """Some glyphs on one line: from where to where, the height of their base line, their size, in points; their numbers."""

    left: float
    right: float
    base: float
    size: float
    glyphs: tuple[int, ...]


def runs_on(page: PageObject) -> Iterator[Run]:
    """Yield every run of a page in the order in which it is drawn, measured from the lower left corner."""
    widths = {name: _widths(font) for name, font in _fonts(page).items()}
    stack: list[Matrix] = []
    now, inner, font, size = STILL, STILL, "", 0.0
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        name = operator.decode()
        if name == "q":
            stack.append(now)
        elif name == "Q":
            now = stack.pop()
        elif name == "cm":
            now = _times(_matrix(operands), now)
        elif name == "Tf":
            font, size = str(operands[0]), float(operands[1])
        elif name == "Tm":
            inner = _matrix(operands)
        elif name == "TJ":
            yield _run(operands[0], _times(inner, now), size, widths[font])


def _run(items: ArrayObject, place: Matrix, size: float, widths: dict[int, float]) -> Run:
    glyphs: list[int] = []
    advance = 0.0
    for item in items:
        if isinstance(item, int | float):
            advance -= float(item)
            continue
        raw = cast("Any", item).original_bytes  # both kinds of PDF strings have it
        here = [int.from_bytes(raw[nth : nth + 2]) for nth in range(0, len(raw), 2)]
        glyphs += here
        advance += sum(widths.get(glyph, 0.0) for glyph in here)
    left, base, scale = place[4], place[5], place[0]
    return Run(left, left + advance / 1000 * size * scale, base, size * scale, tuple(glyphs))


def _fonts(page: PageObject) -> DictionaryObject:
    return cast("DictionaryObject", cast("DictionaryObject", page["/Resources"])["/Font"].get_object())


def _widths(font: Any) -> dict[int, float]:
    """Return the width of each glyph of a font in thousandths of its size."""
    listed = font.get_object()["/DescendantFonts"][0].get_object()["/W"]
    found: dict[int, float] = {}
    items = list(listed)
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, ArrayObject):
            found |= {first + nth: float(width) for nth, width in enumerate(second)}
        else:
            found |= dict.fromkeys(range(first, int(second) + 1), float(items.pop(0)))
    return found


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
