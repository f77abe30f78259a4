"""Whether the number of every document that petitioners show passes, and a slip in it is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.credentials import NAMES, IdType, is_same_holder, kind_of, lasting, require_number, same_spelling
from wangfang.rules.identity import eighteen, require_id_number
from wangfang.rules.refusal import Refused

TODAY = date(2025, 8, 22)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@pytest.mark.parametrize(
    ("kind", "written", "kept", "because"),
    [
        (IdType.RESIDENT, "11010519491231002x", "11010519491231002X", "a small x is an X"),
        (IdType.RESIDENT, "230103800101123", "230103800101123", "the first generation"),
        (IdType.HK_MACAO_RESIDENCE, "810000199408230021", "810000199408230021", "a resident of Hong Kong"),
        (IdType.HK_MACAO_RESIDENCE, "820000199408230023", "820000199408230023", "a resident of Macao"),
        (IdType.TAIWAN_RESIDENCE, "830000 19920130 0022", "830000199201300022", "a resident of Taiwan"),
        (IdType.HK_MACAO_PERMIT, "h12345678", "H12345678", "the card, nine characters"),
        (IdType.HK_MACAO_PERMIT, "M12345678 01", "M1234567801", "the older card with its renewals"),
        (IdType.TAIWAN_PERMIT, "12345678", "12345678", "the card since 2015"),
        (IdType.TAIWAN_PERMIT, "0012345678(B)", "0012345678B", "the booklet before it"),
        (IdType.PERMANENT_RESIDENCE, "CAN110078091202", "CAN110078091202", "before December 2023"),
        (IdType.PERMANENT_RESIDENCE, "911124198108030024", "911124198108030024", "since December 2023"),
        (IdType.PASSPORT, "e12345678", "E12345678", "a Chinese passport"),
        (IdType.PASSPORT, "EA1234567", "EA1234567", "a Chinese passport of two letters"),
        (IdType.PASSPORT, "５３１２３４５６７", "531234567", "full-width figures"),
        (IdType.OTHER, " 军字第  0123456 号 ", "军字第 0123456 号", "an officer's card is kept as it reads"),
    ],
)
def test_a_right_number_passes(kind: IdType, written: str, kept: str, because: str) -> None:
    assert require_number(kind, written, TODAY) == kept, because


@pytest.mark.parametrize(
    ("kind", "written", "why"),
    [
        (IdType.RESIDENT, "230103198001011233", "身份证号码有一位不对，对照证件看一下"),
        (IdType.HK_MACAO_RESIDENCE, "810000199408230022", "身份证号码有一位不对，对照证件看一下"),
        (IdType.HK_MACAO_RESIDENCE, "830000199201300022", "号码是 18 位，以 810000 或者 820000 开头"),
        (IdType.TAIWAN_RESIDENCE, "83000019920130002", "台湾居民居住证号码是 18 位，以 830000 开头"),
        (IdType.TAIWAN_RESIDENCE, "830000202609010020", "出生日期不对"),  # born tomorrow and later
        (IdType.PERMANENT_RESIDENCE, "911124198108030025", "身份证号码有一位不对，对照证件看一下"),
        (IdType.PERMANENT_RESIDENCE, "CA1100780912023", "旧证是 3 个字母加 12 位数字"),
        (IdType.HK_MACAO_PERMIT, "K12345678", "字母 H 或 M 后面跟 8 位或 10 位数字"),
        (IdType.HK_MACAO_PERMIT, "H123456789", "字母 H 或 M 后面跟 8 位或 10 位数字"),
        (IdType.TAIWAN_PERMIT, "1234567", "8 位数字，旧证是 10 位数字加一个字母"),
        (IdType.PASSPORT, "ABCDEFGH", "5 到 12 位字母和数字"),
        (IdType.PASSPORT, "E123", "5 到 12 位字母和数字"),
        (IdType.OTHER, "   ", "写一下证件号码，最多 40 个字"),
        (IdType.OTHER, "号" * 41, "写一下证件号码，最多 40 个字"),
        (IdType.OTHER, "军\u202e字", "写一下证件号码，最多 40 个字"),
    ],
)
def test_a_wrong_number_is_told_what_it_should_look_like(kind: IdType, written: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        require_number(kind, written, TODAY)

    assert why in refused.value.why


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("230103195804040025", IdType.RESIDENT),
        ("230103800101123", IdType.RESIDENT),
        ("810000199408230021", IdType.HK_MACAO_RESIDENCE),
        ("830000199201300022", IdType.TAIWAN_RESIDENCE),
        ("911124198108030024", IdType.PERMANENT_RESIDENCE),
        ("CAN110078091202", IdType.PERMANENT_RESIDENCE),
        ("H12345678", IdType.HK_MACAO_PERMIT),
        ("12345678", IdType.TAIWAN_PERMIT),
        ("E12345678", IdType.PASSPORT),
        ("军字第 0123456 号", IdType.OTHER),
        ("230103195804040026", IdType.OTHER),  # a slip in a resident's number is not taken for something else
    ],
)
def test_a_number_says_which_document_it_is_of(written: str, kind: IdType) -> None:
    assert kind_of(written, TODAY) is kind


def test_every_document_has_a_name() -> None:
    assert set(NAMES) == set(IdType)


@pytest.mark.parametrize(
    ("old", "new", "because"),
    [
        ("230103800101123", "230103198001011232", "nineteen goes in, the check digit is reckoned"),
        ("110105491231002", "11010519491231002X", "the check digit may be X"),
        ("110105800101998", "110105188001019986", "the last serials are of people of a hundred years"),
        ("230103198001011232", "230103198001011232", "eighteen stay as they are"),
        ("H12345678", "H12345678", "another document stays as it is"),
        ("", "", "nothing stays nothing"),
    ],
)
def test_fifteen_digits_become_eighteen(old: str, new: str, because: str) -> None:
    assert eighteen(old) == new, because


@given(st.integers(110000, 659999), st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 995))
def test_both_generations_of_a_number_are_one_person(region: int, born: date, serial: int) -> None:
    old, body = f"{region}{born:%y%m%d}{serial:03}", f"{region}{born:%Y%m%d}{serial:03}"
    new = body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]

    assert (eighteen(old), require_id_number(new, TODAY)) == (new, new)
    assert is_same_holder(old, new)


@pytest.mark.parametrize(
    ("one", "other", "same", "because"),
    [
        ("H1234567801", "H1234567802", True, "the same permit renewed"),
        ("H1234567801", "H12345678", True, "the older card and the newer"),
        ("H12345678", "M12345678", False, "Hong Kong and Macao"),
        ("230103198001011232", "230103195804040025", False, "two people"),
        ("", "", False, "nobody is nobody's double"),
    ],
)
def test_who_is_the_same_person(one: str, other: str, same: bool, because: str) -> None:  # noqa: FBT001 - a column
    assert is_same_holder(one, other) is same, because


def test_what_lasts_of_a_permit_is_without_its_renewals() -> None:
    assert lasting("M1234567803") == "M12345678"


@pytest.mark.parametrize(
    ("written", "spelt", "because"),
    [
        ("230103195501010024", "230103195501010024", "as it is"),
        ("２３０１０３１９５５０１０１００２４", "230103195501010024", "full-width digits are digits"),
        (" 23010319550101002x ", "23010319550101002X", "blanks fall away, the check digit is a capital"),
        ("230103550101002", eighteen("230103550101002"), "fifteen digits are the older form of the eighteen"),
        ("H12345678(02)", "H12345678", "a renewal is the same permit"),
        ("e-1234 5678", "E12345678", "dashes and blanks are no part of a passport's number"),
    ],
)
def test_one_number_has_one_spelling(written: str, spelt: str, because: str) -> None:
    assert same_spelling(written) == spelt, because
