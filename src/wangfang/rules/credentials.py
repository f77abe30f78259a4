"""Whether a number can be that of an identity document (证件) of its kind: resident's, traveller's or foreigner's."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum

from wangfang.rules.identity import eighteen, require_id_number
from wangfang.rules.refusal import Refused

LONGEST = 40


class IdType(StrEnum):
    """The documents that people show; the words are those of the history format."""

    RESIDENT = "resident"  # 居民身份证
    HK_MACAO_RESIDENCE = "hk_macao_residence"  # 港澳居民居住证
    TAIWAN_RESIDENCE = "taiwan_residence"  # 台湾居民居住证
    HK_MACAO_PERMIT = "hk_macao_permit"  # 港澳居民来往内地通行证
    TAIWAN_PERMIT = "taiwan_permit"  # 台湾居民来往大陆通行证
    PERMANENT_RESIDENCE = "permanent_residence"  # 外国人永久居留身份证
    PASSPORT = "passport"  # 护照
    OTHER = "other"  # 其他证件


NAMES = {
    IdType.RESIDENT: "居民身份证",
    IdType.HK_MACAO_RESIDENCE: "港澳居民居住证",
    IdType.TAIWAN_RESIDENCE: "台湾居民居住证",
    IdType.HK_MACAO_PERMIT: "港澳居民来往内地通行证",
    IdType.TAIWAN_PERMIT: "台湾居民来往大陆通行证",
    IdType.PERMANENT_RESIDENCE: "外国人永久居留身份证",
    IdType.PASSPORT: "护照",
    IdType.OTHER: "其他证件",
}

_SHAPES = {
    IdType.HK_MACAO_PERMIT: (r"[HM][0-9]{8}(?:[0-9]{2})?", "字母 H 或 M 后面跟 8 位或 10 位数字"),
    IdType.TAIWAN_PERMIT: (r"[0-9]{8}|[0-9]{10}[A-Z]?", " 8 位数字，旧证是 10 位数字加一个字母"),
    IdType.PASSPORT: (r"(?=[A-Z]*[0-9])[A-Z0-9]{5,12}", " 5 到 12 位字母和数字"),
}
"""Documents whose number has a shape and no public check digit."""

_BEGINNINGS = {
    IdType.HK_MACAO_RESIDENCE: ("810000", "820000"),
    IdType.TAIWAN_RESIDENCE: ("830000",),
    IdType.PERMANENT_RESIDENCE: ("9",),
}
"""Documents numbered like residents, with a check digit: how their numbers begin."""

_OLD_PERMANENT = r"[A-Z]{3}[0-9]{12}"
_GUESSED = (*_BEGINNINGS, IdType.RESIDENT, IdType.HK_MACAO_PERMIT, IdType.TAIWAN_PERMIT, IdType.PASSPORT)


class NotADocument(Refused):
    """The text cannot be the number of such a document."""


def require_number(kind: IdType, text: str, today: date) -> str:
    """Return the number of a document as it is kept: no blanks, dashes or brackets, letters capital.

    The birth date in it must not lie after `today`. A check digit is reckoned where one is public: in
    the numbers of 18 characters of residents, of residence permits and of foreigners' cards
    since 2023. Permits of travellers, passports and foreigners' cards before 2023 (three letters, twelve digits)
    are held to their shape alone; any other document only has to be readable.

    Raises:
        NotAnIdNumber: of a number like a resident's, the length, birth date or check digit is wrong.
        NotADocument: it has another shape.

    Source: GB 11643-1999; 《港澳台居民居住证申领发放办法》（国办发〔2018〕81号）第七条;
    《新版外国人永久居留身份证机读信息规则（2023版）》; ICAO Doc 9303.
    """
    number = re.sub(r"[\s()\-]", "", unicodedata.normalize("NFKC", text)).upper()
    if kind is IdType.RESIDENT:
        return require_id_number(text, today)
    if kind is IdType.PERMANENT_RESIDENCE and re.fullmatch(_OLD_PERMANENT, number):
        return number
    if kind in _BEGINNINGS:
        return _numbered_like_a_resident(kind, number, today)
    if kind is IdType.OTHER:
        return _readable(text)
    shape, words = _SHAPES[kind]
    if not re.fullmatch(shape, number):
        raise NotADocument(f"{NAMES[kind]}号码是{words}，对照证件看一下")
    return number


def kind_of(text: str, today: date) -> IdType:
    """Return the first kind of document whose number this can be, `OTHER` when it is none of them.

    Eight digits are taken for a Taiwan permit, because a passport has a letter more often than not.
    """
    for kind in _GUESSED:
        try:
            require_number(kind, text, today)
        except Refused:
            continue
        return kind
    return IdType.OTHER


def is_same_holder(one: str, other: str) -> bool:
    """Tell whether two kept numbers belong to one person; empty ones belong to nobody."""
    return bool(one) and lasting(one) == lasting(other)


def lasting(number: str) -> str:
    """Return what stays of a number for life: 15 digits become 18 characters, a traveller's renewals fall away.

    A permit of a Hong Kong or Macao resident keeps its first nine characters; the last two of the older
    cards count the renewals.
    """
    permit = re.fullmatch(r"([HM][0-9]{8})(?:[0-9]{2})?", number)
    return permit[1] if permit else eighteen(number)


def same_spelling(text: str) -> str:
    """Return a number so that two ways of writing it are one text: half-width, capital, 18 characters, no renewals."""
    return lasting(re.sub(r"[\s()\-]", "", unicodedata.normalize("NFKC", text)).upper())


def _numbered_like_a_resident(kind: IdType, number: str, today: date) -> str:
    if len(number) != 18 or not number.startswith(_BEGINNINGS[kind]):  # noqa: PLR2004 - the length of such numbers
        begins = " 或者 ".join(_BEGINNINGS[kind])
        old = "，旧证是 3 个字母加 12 位数字" if kind is IdType.PERMANENT_RESIDENCE else ""
        raise NotADocument(f"{NAMES[kind]}号码是 18 位，以 {begins} 开头{old}，对照证件看一下")
    return require_id_number(number, today)


def _readable(text: str) -> str:
    number = " ".join(text.split())
    if not number or len(number) > LONGEST or not number.isprintable():
        raise NotADocument(f"写一下证件号码，最多 {LONGEST} 个字")
    return number
