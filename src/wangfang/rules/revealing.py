"""Who may have one hidden field shown in full, for which reason, how often, and when is that remarkable (查看原文)?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt

from wangfang.rules.access import NotYours
from wangfang.rules.facts import CHINA, Actor, Life, Role
from wangfang.rules.labels import Part, marks_of
from wangfang.rules.privacy import is_secret, mask_address, mask_id, mask_name, mask_phone
from wangfang.rules.reach import reach_of
from wangfang.rules.refusal import Refused
from wangfang.rules.seeing import Question, decide

SOURCE = "《个人信息保护法》第六条、第五十一条"

SHOWN_FOR = timedelta(seconds=60)
"""How long a field stands on the screen."""
HOUR = timedelta(hours=1)
MOST_AN_HOUR = 20
"""Fields that one person is shown in an hour; the next one is refused."""
SHORTEST = 6
"""Characters of the sentence that says what for."""
LONGEST = 200

MANY_A_DAY = 30
SPREADS = 3
PEERS_SINCE = timedelta(days=28)
FEWEST_PEER_DAYS = 20
"""Days of peers below which nothing can be said about what is usual."""

SUPERVISING = frozenset({Role.SECURITY, Role.AUDITOR, Role.BUREAU_LEADER})
"""Who reads what was shown to whom; the leader of a bureau for the bureau and what lies below it."""


class Field(StrEnum):
    """What is hidden of a person."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"


_MASKS: dict[Field, Callable[[str], str]] = {
    Field.NAME: mask_name,
    Field.ID_NUMBER: mask_id,
    Field.PHONE: mask_phone,
    Field.ADDRESS: mask_address,
}


class Whose(StrEnum):
    """Whose field it is."""

    PETITIONER = "petitioner"
    SIGNER = "signer"  # 联名人
    AGENT = "agent"  # 代理人


MASKED: dict[Whose, tuple[Field, ...]] = {
    Whose.PETITIONER: tuple(Field),
    Whose.SIGNER: (Field.NAME,),
    Whose.AGENT: (Field.NAME, Field.PHONE),
}
"""What a page shows masked, and so what can be shown in full; nothing else of these people is on any page."""


class Reason(StrEnum):
    """What somebody needs the field for; a closed list, with a sentence beside it."""

    IDENTITY = "identity"  # 核对身份
    CONTACT = "contact"  # 联系信访人
    SERVICE = "service"  # 送达文书
    MERGE = "merge"  # 合并核对
    OTHER = "other"  # 其他


class Alarm(StrEnum):
    """Why the day of a person is remarkable."""

    MANY = "many"  # as many as nobody needs
    ABOVE = "above"  # far more than others at such posts


@dataclass(frozen=True, slots=True)
class Spot:
    """One field of one person behind a petition; signers and agents are counted from 1, the petitioner has no place."""

    field: Field
    whose: Whose = Whose.PETITIONER
    place: int = 0

    def __str__(self) -> str:
        return str(self.field) if self.whose is Whose.PETITIONER else f"{self.whose}-{self.place}-{self.field}"


@dataclass(frozen=True, slots=True)
class Why:
    """What a field is wanted for: a word of the list, and a sentence."""

    reason: Reason
    text: str

    def __post_init__(self) -> None:
        if len(self.text.strip()) < SHORTEST:
            raise Refused(f"查看原文要写明用途，至少 {SHORTEST} 个字", SOURCE)


class TooMany(Refused):
    """A person has been shown as many fields as an hour allows."""

    def __init__(self, again: datetime) -> None:
        at = again.astimezone(CHINA)
        super().__init__(f"一小时最多查看 {MOST_AN_HOUR} 项原文，您已经看满了，{at:%H:%M} 以后再看", SOURCE)


def masked(field: Field, value: str) -> str:
    """Return a field as it stands on the page again, once its time is over."""
    return _MASKS[field](value)


def spots() -> Iterator[tuple[Whose, Field]]:
    """Yield every field that can be asked for, with whose it is."""
    yield from ((whose, field) for whose, fields in MASKED.items() for field in fields)


def spot_of(word: str) -> Spot | None:
    """Return the field that a word of an address names (`phone`, `agent-1-phone`), none when it names no such field."""
    for whose, field in spots():
        if whose is Whose.PETITIONER:
            if word == field:
                return Spot(field)
            continue
        place = word.removeprefix(f"{whose}-").removesuffix(f"-{field}")
        spot = Spot(field, whose, int(place)) if place.isascii() and place.isdigit() and len(place) <= 4 else None  # noqa: PLR2004 - no list is longer
        if spot and spot.place and str(spot) == word:
            return spot
    return None


def may_be_asked_for(life: Life) -> bool:
    """Tell whether anything of a case can be shown in this way at all: of a secret one nothing, to nobody.

    Source: 《信访工作条例》第三十条第三款; 《纪检监察机关处理检举控告工作规则》第四十七条.
    """
    return not is_secret(life.case.purpose, marks_of(life).secrecy)


def may_reveal(person: Actor, life: Life, moment: datetime) -> bool:
    """Tell whether a person may have a field shown: the clerk who registers or accepts, who handles it at the lead unit.

    Source: 《个人信息保护法》第六条（最小范围）.
    """
    asked = Question(person, marks_of(life), reach_of(life), Part.IDENTITY, moment)
    return may_be_asked_for(life) and decide(asked).unmask


def require_may_reveal(person: Actor, life: Life, moment: datetime) -> None:
    """Let a person have a field of a case shown.

    Raises:
        NotYours: the post sees it masked, or not at all.
    """
    if not may_reveal(person, life, moment):
        raise NotYours("原文只给登记、受理这件事的信访部门经办人和主办单位的经办人查看，您的岗位不能查看", SOURCE)


def require_room(shown: Sequence[datetime], moment: datetime) -> None:
    """Let one more field be shown; `shown` are the moments of those before, and of what was written meanwhile.

    Raises:
        TooMany: there were twenty in the hour that ends now.
    """
    last = sorted(at for at in shown if at > moment - HOUR)[-MOST_AN_HOUR:]
    if len(last) == MOST_AN_HOUR:
        raise TooMany(last[0] + HOUR)


def alarms(day: int, peers: Sequence[int]) -> frozenset[Alarm]:
    """Return what is remarkable about a day on which somebody was shown `day` fields.

    `peers` are the days of others at posts of the same kind, those on which they were shown any. The spread is the
    standard deviation, and at least one field: where all days are alike, one more is no news.
    """
    found = {Alarm.MANY} if day >= MANY_A_DAY else set()
    if len(peers) >= FEWEST_PEER_DAYS:
        mean = sum(peers) / len(peers)
        spread = sqrt(sum((one - mean) ** 2 for one in peers) / len(peers))
        if day > mean + SPREADS * max(spread, 1.0):
            found.add(Alarm.ABOVE)
    return frozenset(found)


def require_supervising(actor: Actor) -> None:
    """Let a person read what was shown to whom.

    Raises:
        NotYours: the post does not watch over it.
    """
    if actor.role not in SUPERVISING:
        raise NotYours("查看原文记录由信访部门领导和安全保密、安全审计人员查看，您的岗位不能打开", SOURCE)
