"""How much of a name, a number or an address may be shown to someone who need not know it all (脱敏)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from wangfang.rules.facts import Purpose
from wangfang.rules.labels import Secrecy

HIDDEN = "**"
PHONE_GAP = "****"

# A name of two characters in all is never split this way: 欧阳 alone is 欧 + 阳.
_COMPOUND = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 "
    "漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 "
    "西门 东门 左丘 第五 贺兰 纳兰 完颜 叶赫 那拉 爱新 耶律 侯莫"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
SHORTEST_COMPOUND_NAME = 3

# How many characters of a document number stay readable at either end, by its length; the rest falls under _OTHER.
_READABLE_ENDS = {18: (3, 4), 15: (3, 3)}
_OTHER = (1, 2)
_MOBILE_DIGITS = 11
_LOCAL_DIGITS = 7

_HAN_DIGIT = "[〇零一二三四五六七八九十百两]"
_ROAD = "大道|大街|道街|街道|街|路|道|国道|省道|县道|乡道|村|屯|社区|小区|公里"
_DOOR = re.compile(
    rf"[甲乙丙丁第]?\d++(?!(?:{_ROAD}))"  # any number in figures that is not part of a road or village name
    rf"|{_HAN_DIGIT}+(?:号|栋|幢|座|单元|室|层|楼)(?![路街线])"
    r"|[A-Za-zＡ-Ｚａ-ｚ](?:区|座|栋|幢|单元|门|室)"
)


class Identified(Protocol):
    """Whoever has a name, numbers and an address, as a petitioner has."""

    @property
    def name(self) -> str:
        """Return the name in full."""

    @property
    def id_number(self) -> str:
        """Return the number of the document in full."""

    @property
    def phone(self) -> str:
        """Return the telephone number in full."""

    @property
    def address(self) -> str:
        """Return the address down to the door."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a person to someone who need not know it all."""

    name: str
    id_number: str
    phone: str
    address: str


def is_secret(purpose: str, secrecy: int = Secrecy.S0) -> bool:
    """Tell whether a case of this purpose and label hides its petitioner altogether (秘密件).

    Source: 《信访工作条例》第三十条第三款（检举控告不得泄露）; 《纪检监察机关处理检举控告工作规则》第四十七条.
    """
    return purpose == Purpose.ACCUSATION or secrecy >= Secrecy.S2


def in_list(masked: str, purpose: str, secrecy: int) -> str:
    """Return the masked name that a list may show: of a case that was labelled secret later, the stars alone."""
    return HIDDEN if masked and is_secret(purpose, secrecy) else masked


def shown(person: Identified, *, secret: bool) -> Shown:
    """Return what may be shown of a person; of a `secret` one that there is a name, and nothing else.

    Source: 《个人信息保护法》第六条、第五十一条; 《信访工作条例》第三十条第三款.
    """
    name = mask_name(person.name, secret=secret)
    if secret:
        return Shown(name, "", "", "")
    return Shown(name, mask_id(person.id_number), mask_phone(person.phone), mask_address(person.address))


def blotted(text: str, words: Iterable[str]) -> str:
    """Return a text in which each of some words (a name, a number, an address) is replaced by two stars.

    The longest goes first, so that no rest of it stays behind; words of one character are left, they are no identity.

    Source: 《个人信息保护法》第六条、第五十一条.
    """
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 1:
            text = text.replace(word, HIDDEN)
    return text


def mask_name(name: str, *, secret: bool = False) -> str:
    """Return the surname and two stars, whatever the length of the rest: 王秀兰 → 王**, 欧阳文 → 欧阳**.

    A `secret` name shows its stars alone.

    A name with the separator U+00B7 keeps its first character and the mark (阿**·**). A name of one
    character is hidden altogether, because its first character would be the whole of it.

    Source: 《个人信息保护法》第六条（最小范围）、第五十一条（去标识化）.
    """
    clean = name.strip()
    if not clean:
        return ""
    if len(clean) == 1 or secret:
        return HIDDEN
    if "·" in clean:
        return f"{clean[0]}{HIDDEN}·{HIDDEN}"
    compound = len(clean) >= SHORTEST_COMPOUND_NAME and clean[:2] in COMPOUND_SURNAMES
    return clean[: 2 if compound else 1] + HIDDEN


def mask_phone(phone: str) -> str:
    """Return the first three and last four digits of a number: 13812342231 → 138****2231.

    The country code 86 is dropped first. A number of 7 to 10 digits keeps its last two, a shorter one nothing.

    Source: 《个人信息保护法》第六条、第五十一条.
    """
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", phone) if sign in "0123456789")
    digits = re.sub(r"^(?:00)?86(?=1[0-9]{10}$)", "", digits)
    if len(digits) >= _MOBILE_DIGITS:
        return digits[:3] + PHONE_GAP + digits[-4:]
    if len(digits) >= _LOCAL_DIGITS:
        return PHONE_GAP + digits[-2:]
    return PHONE_GAP if phone.strip() else ""


def mask_id(number: str) -> str:
    """Return a document number with its middle hidden: 230103198001010026 → 230***********0026.

    Of 18 characters seven stay readable (the first three and the last four), of 15 six. The birth year never shows. Any other document keeps its first and its last two characters.

    Source: 《个人信息保护法》第六条、第五十一条.
    """
    clean = re.sub(r"\s", "", number)
    head, tail = _READABLE_ENDS.get(len(clean), _OTHER)
    if len(clean) <= 2 * (head + tail):
        return "*" * len(clean)
    return clean[:head] + "*" * (len(clean) - head - tail) + clean[-tail:]


def mask_address(address: str) -> str:
    """Return an address down to street or estate, its door number hidden: 中山路181号 → 中山路**.

    Everything from the first house, building, unit or room number on is cut; numbers that belong to
    a road or a village (3道街, 301国道) stay. When in doubt it hides too much rather than too little.

    Source: 《个人信息保护法》第六条、第五十一条.
    """
    clean = address.strip()
    door = _DOOR.search(clean)
    return clean if door is None else clean[: door.start()].rstrip() + HIDDEN
