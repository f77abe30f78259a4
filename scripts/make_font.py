"""Makes the typefaces of the printing room: which glyphs they hold, what they are called, where they come from.

Run it when the character set changes, with fontTools 4.60 or later installed beside Python (it is not needed
to run or test wangfang, the results are kept in the tree). It reads two Debian packages: fonts-noto-cjk, the
source of the outlines under the SIL Open Font License 1.1, and unicode-data, whose Unihan tables mark the
8,105 characters of 通用规范汉字表 with kTGH.

    python scripts/make_font.py

Besides the faces it writes coverage.txt, the ranges of code points of the body face: a text that goes beyond
them is set with the fonts of the machine as a further resort.
"""

from __future__ import annotations

import argparse
import bz2
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import TTCollection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "src/wangfang/records/printing/fonts"
NOTO = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
MOST_BYTES = 14 * 1024 * 1024

# Letters, punctuation, brackets, numbers in circles: what a heading may hold besides Chinese characters.
LETTERS = (
    (0x0020, 0x007E), (0x00A0, 0x00FF), (0x2010, 0x203F), (0x2160, 0x216B), (0x2460, 0x249B), (0x3000, 0x301F),
    (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),
)  # fmt: skip
# And units, arrows, boxes to tick, brackets of every kind: what a body text may hold.
SIGNS = (
    (0x20AC, 0x20AC), (0x2100, 0x2122), (0x2150, 0x217F), (0x2190, 0x2199), (0x2200, 0x22FF), (0x249C, 0x24FF),
    (0x2500, 0x257F), (0x25A0, 0x25CF), (0x2605, 0x2612), (0x2713, 0x2717), (0x3020, 0x303F), (0x3105, 0x312F),
    (0x3200, 0x33FF), (0xFE30, 0xFE6B),
)  # fmt: skip
# And characters in living names that stand in neither table.
IN_NAMES = "龑鱻羴猋麤龘靐禟禩粦蟜頔馡囍嬅朤槑嚞囧圀埜奤姸寘峯嶶巘惢昍昜暐暠杍檉欎淍澔瀅瀞煐熀瓅瓛畇眘禕穈竝綝諠贇逌鈊鈺錞鍇鏸霂靑靘頠駃鹓麐齮㼆㵘㸚㴋"


class Extent(StrEnum):
    """How far a face reaches; what it lacks is set in the body face."""

    PLAIN = "plain"  # GB 2312: headings
    STANDARD = "standard"  # and 通用规范汉字表: titles with names of places
    NAMES = "names"  # and the common traditional characters: body text with names of people


@dataclass(frozen=True)
class Face:
    """One file to make: the collection it is cut from, the face in it, its own name, the extent of its set."""

    collection: str
    source: str
    family: str
    style: str
    weight: int
    extent: Extent

    @property
    def file_name(self) -> str:
        """Return the name of the file to write."""
        return f"{self.family.replace(' ', '')}-{self.style}.otf"


FACES = (
    Face("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", "Wangfang Song", "Regular", 400, Extent.NAMES),
    Face("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "Wangfang Song", "Bold", 700, Extent.STANDARD),
    Face("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "Wangfang Hei", "Regular", 400, Extent.PLAIN),
)


def standard_table(unihan: Path) -> set[int]:
    """Return the code points of 通用规范汉字表 (2013)."""
    lines = bz2.decompress(unihan.read_bytes()).decode().splitlines()
    return {int(line.split("\t")[0].removeprefix("U+"), base=16) for line in lines if "\tkTGH\t" in line}


def codec_table(codec: str, first_lead: int, last_lead: int) -> set[int]:
    """Return every code point that a double-byte codec writes with one of the lead bytes, both included."""

    def characters() -> Iterator[str]:
        for lead in range(first_lead, last_lead + 1):
            for trail in range(0x40, 0xFF):
                yield bytes((lead, trail)).decode(codec, "ignore")

    return {ord(character) for character in characters() if len(character) == 1}


def wanted(unihan: Path, extent: Extent) -> set[int]:
    """Return the code points a face must hold, as far as its source has them."""
    points = spread(LETTERS) | codec_table("gb2312", 0xB0, 0xF7)
    if extent is not Extent.PLAIN:
        points |= standard_table(unihan)
    if extent is Extent.NAMES:
        points |= spread(SIGNS) | codec_table("gb2312", 0xA1, 0xA9) | codec_table("big5", 0xA4, 0xC6)
        points |= {ord(character) for character in IN_NAMES}
    return points


def spread(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Return every code point of ranges whose ends are included."""
    return {point for first, last in ranges for point in range(first, last + 1)}


def gathered(points: Iterable[int]) -> list[tuple[int, int]]:
    """Return the ranges, ends included, that hold exactly the code points."""
    ranges: list[tuple[int, int]] = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


def opened(face: Face, noto: Path) -> TTFont:
    """Return the named face of a collection."""
    for font in TTCollection(noto / face.collection, lazy=True).fonts:
        if font["name"].getDebugName(4) in {face.source, f"{face.source} {face.style}"}:
            return font
    sys.exit(f"{face.collection} holds no {face.source}")


def cut(font: TTFont, points: set[int]) -> None:
    """Keep only the glyphs of the code points, without hints and without features that print has no use for."""
    options = subset.Options(
        layout_features=["ccmp", "kern", "mark", "locl"],
        hinting=False,
        desubroutinize=False,
        notdef_outline=True,
        name_IDs=[0, 13, 14],
        name_languages=[0x409],
        drop_tables=["DSIG", "VORG", "vhea", "vmtx", "BASE"],
    )
    work = subset.Subsetter(options)
    work.populate(unicodes=points)
    work.subset(font)


def rename(font: TTFont, face: Face) -> None:
    """Give the face its own name: the licence reserves that of the original."""
    postscript = face.file_name.removesuffix(".otf")
    names = {
        1: face.family,
        2: face.style,
        3: f"{postscript};1.0",
        4: f"{face.family} {face.style}",
        5: "Version 1.0",
        6: postscript,
        10: "A subset of the outlines of an OFL typeface under a name of its own; see OFL.txt.",
    }
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    table = font["CFF "].cff
    table.fontNames = [postscript]
    top = table.topDictIndex[0]
    top.FullName, top.FamilyName = names[4], face.family
    for inner in top.FDArray:
        inner.FontName = postscript


def main() -> None:
    """Make every face and refuse a set that has grown too large to ship."""
    asked = argparse.ArgumentParser(description="Make the typefaces of the printing room.")
    asked.add_argument("--noto", type=Path, default=NOTO, help="folder of the Noto CJK collections")
    asked.add_argument("--unihan", type=Path, default=UNIHAN, help="Unihan_OtherMappings.txt.bz2")
    asked.add_argument("--into", type=Path, default=FONTS, help="folder to write")
    chosen = asked.parse_args()
    total = 0
    for face in FACES:
        font = opened(face, chosen.noto)
        cut(font, wanted(chosen.unihan, face.extent))
        rename(font, face)
        target = chosen.into / face.file_name
        font.save(target)
        total += target.stat().st_size
        if face.extent is Extent.NAMES:
            lines = (f"{first:04X}-{last:04X}\n" for first, last in gathered(font.getBestCmap()))
            (chosen.into / "coverage.txt").write_text("".join(lines))
        sys.stdout.write(f"{face.file_name}: {len(font.getBestCmap())} characters, {target.stat().st_size} bytes\n")
    if total > MOST_BYTES:
        sys.exit(f"{total} bytes are too many to ship; at most {MOST_BYTES}")


if __name__ == "__main__":
    main()
