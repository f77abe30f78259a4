"""The nouns that every rule speaks: agencies, actors, acts, events, lives, periods, the day in China."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from wangfang.rules.refusal import Refused

CHINA = ZoneInfo("Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """Return the calendar day in China of an aware moment; the only conversion there is.

    Raises:
        ValueError: the moment carries no time zone.
    """
    if moment.tzinfo is None:
        msg = "a moment needs a time zone"
        raise ValueError(msg)
    return moment.astimezone(CHINA).date()


def start_of(day: date) -> datetime:
    """Return the first moment of a day in China (00:00 in Asia/Shanghai)."""
    return datetime.combine(day, time(), CHINA)


class Kind(StrEnum):
    """What an agency is."""

    BUREAU = "bureau"  # 信访部门
    UNIT = "unit"  # 责任单位
    JOINT_OFFICE = "joint_office"  # 联席会议办公室
    REVIEW_BODY = "review_body"  # 复查复核机构
    DISCIPLINE = "discipline"  # 纪检监察机关


class Role(StrEnum):
    """What a person may be at a post; the petitioner and the system act without one."""

    PETITIONER = "petitioner"
    SYSTEM = "system"
    CLERK = "clerk"  # 信访部门经办
    BUREAU_LEADER = "bureau_leader"
    OFFICER = "officer"  # 责任单位经办
    UNIT_LEADER = "unit_leader"
    SUPERVISOR = "supervisor"  # 督查
    LEADER = "leader"  # 党政领导
    ADMIN = "admin"
    REVIEWER = "reviewer"  # 复查复核
    SECURITY = "security"  # 安全保密管理员
    AUDITOR = "auditor"  # 安全审计员
    ANALYST = "analyst"  # 统计员


class Form(StrEnum):
    """信访形式."""

    ONLINE = "online"
    LETTER = "letter"
    VISIT = "visit"
    CALL = "call"


class Purpose(StrEnum):
    """信访目的."""

    SUGGESTION = "suggestion"
    ACCUSATION = "accusation"
    REQUEST = "request"
    APPEAL = "appeal"
    OTHER = "other"


class Step(StrEnum):
    """One act on a case; the words are those of the history format."""

    SUBMIT = "submit"
    REGISTER = "register"
    SCREEN = "screen"
    FORWARD = "forward"
    ASSIGN = "assign"
    SIGN_IN = "sign_in"
    ACCEPT = "accept"
    DECLINE = "decline"
    LOG_WORK = "log_work"
    RESOLVE = "resolve"
    ISSUE_OPINION = "issue_opinion"
    SERVE = "serve"
    CLOSE = "close"
    EVALUATE = "evaluate"
    REQUEST_RETURN = "request_return"
    DECIDE_RETURN = "decide_return"
    NO_LONGER_ACCEPT = "no_longer_accept"
    FILE = "file"
    DIVERT = "divert"
    MERGE = "merge"
    UNMERGE = "unmerge"
    LINK = "link"
    UNLINK = "unlink"
    DISMISS = "dismiss"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    SETTLE = "settle"
    REOPEN = "reopen"
    REQUEST_REVIEW = "request_review"
    DECIDE_REVIEW = "decide_review"
    REQUEST_RECHECK = "request_recheck"
    DECIDE_RECHECK = "decide_recheck"
    SUPPLEMENT = "supplement"
    WITHDRAW = "withdraw"
    URGE = "urge"
    SUPERVISE = "supervise"
    LIST = "list"
    LIFT = "lift"
    FAIL_SCREENING = "fail_screening"
    DRAFT_OPINION = "draft_opinion"
    PASS_DRAFT = "pass_draft"  # noqa: S105 - a word of the history format
    RETURN_DRAFT = "return_draft"
    SIGN_DRAFT = "sign_draft"
    ASSIST = "assist"
    ARBITRATE = "arbitrate"
    HAND_OVER = "hand_over"
    RECOMPUTE = "recompute"
    PROPOSE = "propose"
    ANSWER_PROPOSAL = "answer_proposal"
    REPORT_URGENT = "report_urgent"
    ACCEPT_REVIEW = "accept_review"
    FINALIZE = "finalize"
    LABEL = "label"
    RECUSE = "recuse"
    NAME_ACCUSED = "name_accused"
    ASK_GRANT = "ask_grant"
    APPROVE_GRANT = "approve_grant"
    END_GRANT = "end_grant"


@dataclass(frozen=True, slots=True)
class Former:
    """What an agency was called, and where it stood in the tree, up to and including a day."""

    until: date
    name: str
    line: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """An organ: `line` holds the codes from the top of the tree down to its own.

    `valid_from` and `valid_to` are its first and last day, None where none is known; `earlier` is what
    reorganisations have changed of it, oldest first.
    """

    code: str
    name: str
    kind: Kind
    region: str
    line: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    earlier: tuple[Former, ...] = ()

    def stands_under(self, code: str) -> bool:
        """Tell whether the agency is `code` itself or anywhere below it."""
        return code == self.code or code in self.line

    def exists_on(self, day: date) -> bool:
        """Tell whether the agency is there on a day; its first and its last day count."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def name_on(self, day: date) -> str:
        """Return what the agency was called on a day."""
        return next((former.name for former in self.earlier if day <= former.until), self.name)

    def line_on(self, day: date) -> tuple[str, ...]:
        """Return where the agency stood on a day, from the top of the tree down to itself."""
        return next((former.line for former in self.earlier if day <= former.until), self.line) or (self.code,)


@dataclass(frozen=True, slots=True)
class PostFacts:
    """One post of a person: where, as what, up to which secrecy, and its first and last day where they are known."""

    agency: Agency
    role: Role
    clearance: int = 1
    starts_on: date | None = None
    ends_on: date | None = None

    def is_held_on(self, day: date) -> bool:
        """Tell whether the post is held on a day; its first and its last day count."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person at a post, the petitioner, or the system.

    Role, agency, `clearance` and `ends_on` (the last day) are those of the post that is worn now; `others` are the
    person's other posts, which allow nothing but still deny. An account that is not active sees nothing.
    """

    login: str
    name: str
    role: Role
    agency: Agency | None = None
    clearance: int = 1
    others: tuple[PostFacts, ...] = ()
    ends_on: date | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """Travels with every verb: who, when it happened, when it was typed in.

    `key` makes a repeated request harmless; `seen` is the number of the last event the actor
    had on the screen, so that two officers at once cannot overwrite each other. A `quiet` act
    replays the past and sends no message.

    Raises:
        Refused: it was recorded before it happened.
    """

    actor: Actor
    occurred_at: datetime
    recorded_at: datetime
    key: str = ""
    seen: int | None = None
    quiet: bool = False

    def __post_init__(self) -> None:
        if self.recorded_at < self.occurred_at:
            raise Refused("办理时间不能晚于录入时间，请核对日期", "《信访工作条例》第二十一条")

    @property
    def day(self) -> date:
        """Return the day in China on which the act happened."""
        return day_of(self.occurred_at)


@dataclass(frozen=True, slots=True)
class Event:
    """One act as it was recorded; `number` counts from 1 within the case, `agency` is empty for the petitioner.

    `actor` is the name as it was then, `login` who that is.
    """

    number: int
    step: Step
    occurred_at: datetime
    recorded_at: datetime
    agency: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    actor: str = ""
    login: str = ""

    @property
    def day(self) -> date:
        """Return the day in China on which it happened."""
        return day_of(self.occurred_at)

    def text(self, key: str) -> str:
        """Return a detail as text, empty when absent."""
        value = self.detail.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rules need to know of a case besides its events; `respondent` is an agency code or empty."""

    number: str
    form: Form
    purpose: Purpose
    region: str
    people: int = 1
    respondent: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """A case with its events in the order of their numbers, and every agency that they name."""

    case: CaseFacts
    events: tuple[Event, ...]
    agencies: Mapping[str, Agency]

    def agency(self, code: str) -> Agency:
        """Return the agency of a code that an event names."""
        return self.agencies[code]
