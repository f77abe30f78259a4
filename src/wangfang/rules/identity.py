"""Whether a name, an identity number or a mobile number can be what its owner meant to write."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import phonenumbers
from stdnum.cn import ric

from wangfang.rules.refusal import Refused

LONGEST_NAME = 100
EARLIEST_BIRTH = date(1880, 1, 1)

_LENGTH = 18
_OLD_LENGTH = 15
_MOBILE_LENGTH = 11
_SEPARATORS = str.maketrans(dict.fromkeys("・•‧∙⋅．･●᛫⸱⸳ꞏ․﹒˙", "·"))
_VARIANTS = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
"""Selectors of a drawing of the character before them; the name is the same without."""
_HAN = r"[〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003fffd]"
_CENTENARIANS = frozenset({"996", "997", "998", "999"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def require_id_number(text: str, today: date) -> str:
    """Return a resident identity number (居民身份证号码) without blanks and with a capital X.

    18 characters need a birth date that is not after `today` and the right check digit; 15 digits of
    the first generation need a birth date in 19YY. The county code is not looked up: numbers were
    first assigned in 1984, so a person born earlier carries a county that did not exist at birth.

    Raises:
        NotAnIdNumber: length, characters, birth date or check digit are wrong.

    Source: 《居民身份证法》第三条; GB 11643-1999.
    """
    number = _plain(text).upper()
    if len(number) not in {_LENGTH, _OLD_LENGTH}:
        raise NotAnIdNumber(f"身份证号码是 18 位，您填了 {len(number)} 位")
    if not re.fullmatch(r"[0-9]{17}[0-9X]|[0-9]{15}", number):
        raise NotAnIdNumber("身份证号码只有数字，最后一位可以是 X，对照证件看一下")
    if not _may_be_born(number, today):
        raise NotAnIdNumber("身份证号码里的出生日期不对，对照证件看一下")
    if len(number) == _LENGTH and ric.calc_check_digit(number) != number[-1]:
        raise NotAnIdNumber("身份证号码有一位不对，对照证件看一下")
    return number


class NotAnIdNumber(Refused):
    """The text cannot be a resident identity number."""

    def __init__(self, why: str) -> None:
        super().__init__(why, "《居民身份证法》第三条")


def eighteen(number: str) -> str:
    """Return the 18 characters that a number of 15 digits became (15 位转 18 位); any other text as it is.

    The serials 996 to 999 of the first generation were kept for people of a hundred years and more.

    Source: GB 11643-1989 (15 digits), GB 11643-1999 (18 characters).
    """
    if not re.fullmatch(rf"[0-9]{{{_OLD_LENGTH}}}", number):
        return number
    century = "18" if number[-3:] in _CENTENARIANS else "19"
    first = f"{number[:6]}{century}{number[6:]}"
    return f"{first}{ric.calc_check_digit(first + '0')}"


def require_mobile(text: str) -> str:
    """Return a mobile number of mainland China as its 11 digits; +86, blanks and dashes are dropped.

    Raises:
        NotAMobile: it has not 11 digits, or no operator uses such a number.

    Source: 工信部电信网编号计划, as kept in the phonenumbers package.
    """
    written = re.sub(r"[-()]", "", _plain(text))
    digits = re.sub(r"^(?:\+86|0086|86(?=[0-9]{11}$))", "", written)
    if not re.fullmatch(r"[0-9]{11}", digits):
        filled = sum(sign in "0123456789" for sign in digits)
        raise NotAMobile(f"请填写 {_MOBILE_LENGTH} 位手机号码，您填了 {filled} 位")
    number = phonenumbers.PhoneNumber(country_code=86, national_number=int(digits))
    if phonenumbers.number_type(number) is not phonenumbers.PhoneNumberType.MOBILE:
        raise NotAMobile("这个号码不是手机号码，核对一下")
    return digits


def same_line(text: str) -> str:
    """Return a telephone number so that two ways of writing it are one text: digits alone, without +86 or a 0 before it."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(?:(?:00)?86|0)(?=1[0-9]{10}$)", "", digits)


class NotAMobile(Refused):
    """The text cannot be a mobile number of mainland China."""


def require_name(text: str) -> str:
    """Return a person's name as it is kept: trimmed, without blanks between Han characters, separator U+00B7.

    At most 100 characters, so that the longest names in use fit; in UTF-8 that is never more than 400 bytes.
    Letters with marks are composed (NFC). Every ideograph up to Extension I (U+2EBF0 to U+2EE5D) may stand in a
    name; characters that one system made for itself (private use, 造字) may not, because no other can show them.

    Raises:
        NotAName: it is empty, too long, or holds characters nobody can see or nobody else knows.

    Source: GB 18030-2022, where the separator of names on identity cards is U+00B7.
    """
    text = unicodedata.normalize("NFC", text.translate(_VARIANTS))
    if any(unicodedata.category(sign) == "Co" for sign in text):
        raise NotAName("姓名里有别的系统自造的字，换成标准字，或者写拼音")
    if any(unicodedata.category(sign) in _UNSEEN for sign in text.strip()):
        raise NotAName("姓名里有看不见的字符，重新写一遍")
    name = re.sub(rf"(?<={_HAN})\s+(?={_HAN})", "", text.strip().translate(_SEPARATORS))
    name = re.sub(rf"(?<={_HAN})\.(?={_HAN})", "·", name)
    name = re.sub(r"\s*·\s*", "·", name).strip("·")
    if not name:
        raise NotAName("写一下您的姓名")
    if len(name) > LONGEST_NAME:
        raise NotAName(f"姓名最多 {LONGEST_NAME} 个字，您写了 {len(name)} 个字")
    return name


class NotAName(Refused):
    """The text cannot be a person's name."""


def _plain(text: str) -> str:
    """Return the text with full-width signs made half-width and without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _may_be_born(number: str, today: date) -> bool:
    birth = eighteen(number)[6:14]
    try:
        born = date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
    except ValueError:
        return False
    return EARLIEST_BIRTH <= born <= today
