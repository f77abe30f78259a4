"""Do the typefaces that come with the installation hold what papers need, under names of their own?"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import typst

from wangfang.records.printing.printable import covered, needs_more_fonts

FONTS = Path(str(files("wangfang.records.printing"))) / "fonts"


def gb2312() -> set[int]:
    pairs = [bytes((lead, trail)) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF)]
    return {ord(pair.decode("gb2312")) for pair in pairs if pair.decode("gb2312", "ignore")}


def test_the_families_have_names_of_their_own() -> None:
    bundled = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    faces = {(font.family, font.weight) for font in bundled.fonts()}
    assert faces == {("Wangfang Song", 400), ("Wangfang Song", 700), ("Wangfang Hei", 400)}


def test_the_licence_lies_beside_them() -> None:
    licence = (FONTS / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence.split("PREAMBLE")[0]


def test_all_of_them_together_stay_small() -> None:
    assert sum(face.stat().st_size for face in FONTS.glob("*.otf")) <= 14 * 1024 * 1024


def test_the_body_face_holds_every_character_of_gb_2312() -> None:
    assert len(gb2312()) == 6763
    assert gb2312() - covered() == set()


@pytest.mark.parametrize("text", ["㛃", "𬭎", "䶮", "龑堃喆", "·—…“”〔〕《》（）％℃㎡", "國華", "Åé Αα Яя ①⑳ Ⅷ"])
def test_the_body_face_holds_what_names_and_papers_need(text: str) -> None:
    assert not needs_more_fonts(text)


def test_what_it_lacks_is_noticed() -> None:
    assert needs_more_fonts("王𰻞")
    assert needs_more_fonts("😀")
    assert not needs_more_fonts("两行\n\t文字")
