"""Does the ink of every paper keep the measures of GB/T 9704 to the millimetre, and is there no empty box in it?"""

from __future__ import annotations

import pytest

from tests.records.printing.bodies import BODIES
from tests.records.printing.ink import Run, runs_on
from tests.records.printing.papers import read, reader
from wangfang.records.printing import glyphs
from wangfang.records.printing.press import SLIP, pdf
from wangfang.rules.papers import PaperKind

MM = 72 / 25.4
TOP, LEFT, WIDE, HIGH = 37, 28, 156, 225  # 天头、订口、版心宽、版心高, GB/T 9704—2012 5.2.1

BLANK_HALF = 8 / MM
"""The empty half of a full stop or comma that ends a line lies outside; its ink does not."""

RARE = {
    "A": "㐀䶵",
    "B": "𠀀𪛖",
    "C": "𪜀𫜴",
    "D": "𫝀𫠝",
    "E": "𫠠𬭎",
    "F": "𬺰𮯠",
    "G": "𰀀𰻞",
    "H": "𱍐𲎯",
    "I": "𮯰𮹝",
}
"""First and a later character of each extension of the unified ideographs."""


def runs(made: bytes) -> list[list[Run]]:
    """Return the runs of each page that stand between head and foot."""
    return [[run for run in runs_on(page) if run.base > 35 * MM] for page in reader(made).pages]


def opinion(**changed: str) -> bytes:
    return pdf(PaperKind.OPINION, {**BODIES[PaperKind.OPINION], **changed})


def test_a_full_page_fills_the_type_area_of_the_standard() -> None:
    page = runs(opinion(facts="访" * 3000))[2]
    left, right = min(run.left for run in page) / MM, max(run.right for run in page) / MM
    top = 297 - max(run.base + 0.88 * run.size for run in page) / MM
    pitch = 28.9 / MM
    assert left == pytest.approx(LEFT, abs=1)
    assert right - left == pytest.approx(WIDE, abs=1)
    assert top == pytest.approx(TOP, abs=1)
    assert len(page) == 22
    bottom = 297 - min(run.base - 0.12 * run.size for run in page) / MM
    assert bottom <= TOP + HIGH < bottom + pitch  # 22 lines fit, a 23rd would not


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_paper_begins_at_the_top_and_stays_between_the_margins(kind: PaperKind) -> None:
    for page in runs(pdf(kind, BODIES[kind])):
        assert min(run.left for run in page) / MM >= LEFT - 1
        assert max(run.right for run in page) / MM <= LEFT + WIDE + 1 + BLANK_HALF
        assert 297 - max(run.base + 0.88 * run.size for run in page) / MM >= TOP - 1
        assert min(run.base for run in page) / MM >= 297 - TOP - HIGH - 1


@pytest.mark.parametrize("text", RARE.values(), ids=RARE)
def test_a_rare_character_is_drawn_or_told_by_its_code_and_never_a_box(text: str) -> None:
    made = opinion(addressee=f"王{text}", facts=text)
    assert 0 not in {glyph for page in reader(made).pages for run in runs_on(page) for glyph in run.glyphs}
    missing = glyphs.undrawable(text)
    said = read(made)
    for one in text:
        assert (glyphs.code_of(one) if one in missing else one) in said
    assert ("是本机字库没有的字" in said) is bool(missing)


def test_the_test_for_boxes_would_find_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangfang.records.printing.press.undrawable", lambda _: ())
    made = opinion(facts="无人有此字\U0003fffd")  # a code point that is no character
    assert 0 in {glyph for page in reader(made).pages for run in runs_on(page) for glyph in run.glyphs}


def test_what_no_typeface_has_is_told_by_its_code_with_a_sentence() -> None:
    said = read(opinion(addressee="王\U0003fffd"))
    assert "王〔U+3FFFD〕：" in said
    assert "注：〔U+3FFFD〕是本机字库没有的字，以国际编码（ISO/IEC10646）表示，以档案中保存的原字为准。" in said


def test_the_slip_tells_it_too() -> None:
    slip = dict.fromkeys(("issuer", "case_number", "query_code", "submitted_on", "where", "phone"), "南岗")
    assert "〔U+3FFFD〕是本机字库没有的字" in read(pdf(SLIP, {**slip, "matter": "\U0003fffd"}))


def test_a_sheet_full_of_rare_characters_costs_no_more_than_it_may() -> None:
    many = "".join(chr(0x3_0000 + nth) for nth in range(glyphs.MOST_TRIED + 5))
    assert set(many[glyphs.MOST_TRIED :]) <= set(glyphs.undrawable(many))
