"""How secret is a case, whom does it accuse, who stands aside from it, and who was let in by name?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from wangfang.rules.facts import Agency, Event, Life, Purpose, Step, start_of

VAULT_OPENS_FOR = timedelta(minutes=30)
"""How long the sealed identity of a protected informant stays open to whom two persons have let in."""


class Secrecy(IntEnum):
    """How secret a case is (密级); a post sees cases up to its clearance."""

    S0 = 0  # 普通
    S1 = 1  # 敏感
    S2 = 2  # 检举控告
    S3 = 3  # 保护举报人


class Part(StrEnum):
    """What can be seen of a case, one class of fields at a time."""

    METADATA = "metadata"  # 办理元数据
    CONTENT = "content"  # 内容与附件
    IDENTITY = "identity"  # 信访人身份
    VAULT = "vault"  # 举报人身份保险箱
    INTERNAL = "internal"  # 内部意见、批示
    TRACE = "trace"  # 审计留痕
    FIGURES = "figures"  # 统计


GROWN = 14
"""From this birthday on a petitioner's data are not sensitive by age alone."""

SECRECIES = {
    "ordinary": Secrecy.S0,
    "sensitive": Secrecy.S1,
    "accusation": Secrecy.S2,
    "informant": Secrecy.S3,
}
"""The words in which a step says how secret a case is."""

STANDING_PARTS = frozenset({Part.METADATA, Part.CONTENT, Part.INTERNAL})
"""What those see who handle accusations where one arrives (举报受理岗), as long as nobody ends it."""

MARKING = frozenset({Step.LABEL, Step.RECUSE, Step.NAME_ACCUSED, Step.ASK_GRANT, Step.APPROVE_GRANT, Step.END_GRANT})
"""Steps that change no state and no hands, only what is marked on a case."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One person let in by name to parts of a case, before the moment `until`, for good without one.

    `number` is the event that asked for it, or that brought the case; nobody had to approve the latter.
    """

    login: str
    parts: frozenset[Part]
    until: datetime | None = None
    approved_by: str = ""
    number: int = 0

    def holds(self, moment: datetime) -> bool:
        """Tell whether the grant has not run out at a moment."""
        return self.until is None or moment < self.until


@dataclass(frozen=True, slots=True)
class Marks:
    """What decides on sight beside the way of a case: `accused` holds codes of agencies, the other two logins."""

    secrecy: Secrecy = Secrecy.S0
    accused: frozenset[str] = frozenset()
    accused_people: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    grants: tuple[Grant, ...] = ()


def marks_of(life: Life) -> Marks:
    """Return the marks of a case after the last of its events.

    Source: 《信访工作条例》第二十八条 (回避), 第三十条、第四十六条 (the accused learns nothing).
    """
    reading = _Reading(life)
    for event in life.events:
        if event.step in MARKING or "granted" in event.detail or "secrecy" in event.detail:
            reading.read(event)
    return reading.marks


def first_label(id_number: str, day: date) -> str:
    """Return the word of the label that a petition carries from its first step, empty when it is an ordinary one.

    A petitioner who is not fourteen yet makes it sensitive; the number is a resident's of 18 characters.

    Source: 《个人信息保护法》第二十八条 (不满十四周岁未成年人的个人信息).
    """
    try:
        born = date.fromisoformat(f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}")
        grown = (born.year + GROWN, born.month, born.day)
    except ValueError:
        return ""
    return "sensitive" if (day.year, day.month, day.day) < grown else ""


def stands_accused(agency: Agency, accused: Iterable[str]) -> bool:
    """Tell whether an agency, or one above it, is among the accused."""
    return any(agency.stands_under(code) for code in accused)


def pending_grants(life: Life) -> dict[str, Event]:
    """Return by login what was asked for and is neither approved nor ended."""
    reading = _Reading(life)
    for event in life.events:
        if event.step in MARKING:
            reading.read(event)
    return reading.asked


def lowering_asked(life: Life) -> Event | None:
    """Return the label below S2 that waits for a second person, none when no label waits."""
    reading = _Reading(life)
    for event in life.events:
        if event.step in MARKING or "secrecy" in event.detail:
            reading.read(event)
    return reading.lowering


@dataclass
class _Reading:
    """The marks as far as the events were read."""

    life: Life
    marks: Marks = field(init=False)
    asked: dict[str, Event] = field(default_factory=dict)
    lowering: Event | None = None

    def __post_init__(self) -> None:
        case = self.life.case
        accusing = case.purpose is Purpose.ACCUSATION
        self.marks = Marks(
            Secrecy.S2 if accusing else Secrecy.S0,
            frozenset({case.respondent}) if accusing and case.respondent else frozenset(),
        )

    def read(self, event: Event) -> None:
        """Go on with one event."""
        if event.step is Step.LABEL or event.number == 1:
            self._label(event)
        elif event.step is Step.RECUSE:
            self.marks = replace(self.marks, recused=self.marks.recused | {event.text("login")})
        elif event.step is Step.NAME_ACCUSED:
            self._accuse(event)
        else:
            self._grant(event)
        granted = event.detail.get("granted")
        if isinstance(granted, list | tuple):
            standing = tuple(Grant(str(login), STANDING_PARTS, number=event.number) for login in granted)
            self.marks = replace(self.marks, grants=(*self.marks.grants, *standing))

    def _label(self, event: Event) -> None:
        said = SECRECIES.get(event.text("secrecy"), Secrecy.S0)
        if event.step is not Step.LABEL:
            self.marks = replace(self.marks, secrecy=max(said, self.marks.secrecy))
        elif self.marks.secrecy >= Secrecy.S2 > said and not self._is_second(event):
            self.lowering = event
        else:
            self.lowering, self.marks = None, replace(self.marks, secrecy=said)

    def _is_second(self, event: Event) -> bool:
        first = self.lowering
        return first is not None and first.login != event.login and first.text("secrecy") == event.text("secrecy")

    def _accuse(self, event: Event) -> None:
        login = event.text("login")
        people = self.marks.accused_people | ({login} if login else frozenset())
        units = accused_units(event.detail)
        self.marks = replace(self.marks, accused_people=people, accused=self.marks.accused | units)

    def _grant(self, event: Event) -> None:
        login = event.text("login")
        if event.step is Step.ASK_GRANT:
            self.asked[login] = event
        elif (
            event.step is Step.APPROVE_GRANT
            and login in self.asked
            and event.login not in (self.asked[login].login, login)
        ):
            grant = _granted(self.asked.pop(login), event)
            self.marks = replace(self.marks, grants=(*self.marks.grants, grant))
        elif event.step is Step.END_GRANT:
            self.asked.pop(login, None)
            if event.detail.get("refused") is True:  # only what was asked for; what was opened before stays open
                return
            left = tuple(grant for grant in self.marks.grants if grant.login != login)
            self.marks = replace(self.marks, grants=left)


def accused_units(detail: Mapping[str, object]) -> frozenset[str]:
    """Return the codes of the agencies that a step names as accused, themselves or in their head (负责人)."""
    led = detail.get("head_of")
    return frozenset({str(detail.get("agency") or ""), *(map(str, led) if isinstance(led, list | tuple) else ())}) - {
        ""
    }


def parts_of(detail: Mapping[str, object]) -> frozenset[Part]:
    """Return the parts that a step names; a word that is none of them names nothing."""
    named = detail.get("parts")
    return (
        frozenset(Part(word) for word in named if word in set(Part)) if isinstance(named, list | tuple) else frozenset()
    )


def _granted(asked: Event, approved: Event) -> Grant:
    parts = parts_of(asked.detail) | {Part.METADATA}
    until = start_of(date.fromisoformat(asked.text("until")) + timedelta(days=1))
    if Part.VAULT in parts:
        until = min(until, approved.occurred_at + VAULT_OPENS_FOR)
    return Grant(asked.text("login"), parts, until, approved.login, asked.number)
