"""When are two petitions one matter: the verdicts, the classes of a repetition, which case is the first, what was settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from wangfang.rules.facts import Life, Step, day_of
from wangfang.rules.refusal import Refused
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED, HELD

SOURCE = "《信访工作条例》第十九条"


class Verdict(StrEnum):
    """What somebody finds who has compared two petitions."""

    SAME = "same"  # 同人同事
    SAME_MATTER = "same_matter"  # 同事不同人
    SAME_PERSON = "same_person"  # 同人不同事
    UNRELATED = "unrelated"  # 无关


VERDICT_STEPS = {
    Verdict.SAME: Step.MERGE,
    Verdict.SAME_MATTER: Step.LINK,
    Verdict.SAME_PERSON: Step.LINK,
    Verdict.UNRELATED: Step.DISMISS,
}
"""The act with which each verdict is recorded."""


class Repeat(StrEnum):
    """In which of the eight ways a petition repeats an earlier one, (a) to (h)."""

    SAME_DAY = "same_day"
    IN_HAND = "in_hand"
    ANSWERED = "answered"
    RECHECKED = "rechecked"
    ENDED = "ended"
    NEW_FACTS = "new_facts"
    OTHER_MATTER = "other_matter"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the law makes of a repetition: its letter, how it is called, what follows, the act, the source."""

    letter: str
    word: str
    effect: str
    step: Step
    source: str


RULINGS: Mapping[Repeat, Ruling] = {
    Repeat.SAME_DAY: Ruling(
        "a", "同一天重复提交", "还没有登记的，作审核不通过；初件照常办理。", Step.FAIL_SCREENING, SOURCE
    ),
    Repeat.IN_HAND: Ruling("b", "初件正在办理", "并入初件，不另行受理；期限、评价都按初件。", Step.MERGE, SOURCE),
    Repeat.ANSWERED: Ruling(
        "c",
        "已有处理意见，还可以申请复查、复核",
        "不再另行受理，告知信访人在期限内申请复查、复核。",
        Step.DECLINE,
        "《信访工作条例》第三十五条、第三十六条",
    ),
    Repeat.RECHECKED: Ruling(
        "d", "已经复核终结", "仍以同一事实和理由提出的，不再受理。", Step.NO_LONGER_ACCEPT, "《信访工作条例》第三十六条"
    ),
    Repeat.ENDED: Ruling(
        "e",
        "已经办结，申请复查的期限已过",
        "没有新的事实和理由的，并入初件，告知原来的处理意见。",
        Step.MERGE,
        "《信访工作条例》第三十五条",
    ),
    Repeat.NEW_FACTS: Ruling(
        "f", "有新的事实或者新的诉求", "按新的一件办理，和原来的关联起来。", Step.LINK, "《信访工作条例》第二十二条"
    ),
    Repeat.OTHER_MATTER: Ruling(
        "g",
        "同一个人反映另一件事",
        "不是重复件，分别办理，记下是同一个信访人。",
        Step.LINK,
        "《信访工作条例》第二十二条",
    ),
    Repeat.MANY: Ruling(
        "h", "不同的人反映同一件事", "不是重复件，分别受理、一并调查处理。", Step.LINK, "《信访工作条例》第二十二条"
    ),
}
"""Classes (a) to (h) with their legal consequence; how far each is our reading is told in docs/rules/matters.md."""

MERGING = frozenset(kind for kind, ruling in RULINGS.items() if ruling.step is Step.MERGE)
_WITH_ANSWER = frozenset({State.OPINION_ISSUED, State.SERVED, State.CLOSED})
_IN_REMEDY = frozenset({State.UNDER_REVIEW, State.UNDER_RECHECK})
_FOR_GOOD = frozenset({State.FINALIZED, State.NO_LONGER_ACCEPTED})
_UNANSWERED = ENDED - _WITH_ANSWER - _FOR_GOOD
BEFORE_UNIT = frozenset({State.SUBMITTED, *HELD})
"""States of a case that no unit has yet: here it is settled whether it repeats another."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the petitions that are compared: `remedy_until` is the last day to ask for a remedy, none before service.

    `rechecked` says that a recheck has decided it.
    """

    number: str
    state: State
    received_at: datetime
    remedy_until: date | None = None
    rechecked: bool = False


def is_rechecked(life: Life) -> bool:
    """Tell whether a recheck has decided a case and did not order it done again."""
    return any(e.step is Step.DECIDE_RECHECK and e.text("outcome") != "redo" for e in life.events)


def class_of(verdict: Verdict, first: Standing, copy: Standing, day: date, *, new_facts: bool = False) -> Repeat | None:
    """Return in which way a petition repeats the first one, as it stands on a day.

    `new_facts` is for people to find. None when nothing follows: the two are unrelated, or the first ended
    without an answer (declined, filed, diverted, withdrawn), so that the later one is a petition of its own.

    Source: docs/rules/matters.md; 《信访工作条例》第十九条、第三十五条、第三十六条.
    """
    if verdict is not Verdict.SAME:
        return {Verdict.SAME_MATTER: Repeat.MANY, Verdict.SAME_PERSON: Repeat.OTHER_MATTER}.get(verdict)
    if new_facts:
        return Repeat.NEW_FACTS
    if first.state in _UNANSWERED:
        return None
    if first.state in _FOR_GOOD | _WITH_ANSWER | _IN_REMEDY:
        return _after_answer(first, day)
    same_day = day_of(first.received_at) == day_of(copy.received_at)
    return Repeat.SAME_DAY if same_day and copy.state is State.SUBMITTED else Repeat.IN_HAND


def _after_answer(first: Standing, day: date) -> Repeat:
    if first.rechecked or first.state is State.NO_LONGER_ACCEPTED:
        return Repeat.RECHECKED
    if first.state in _IN_REMEDY:
        return Repeat.ANSWERED
    lapsed = first.remedy_until is not None and day > first.remedy_until
    return Repeat.ENDED if lapsed or first.state is State.FINALIZED else Repeat.ANSWERED


def first_of(cases: Iterable[Standing]) -> Standing | None:
    """Return the first case (初件) of a matter, none when none of them has or will have an answer.

    It is the earliest that is open and with a competent unit; else the earliest that is open; else the earliest that
    was answered.

    Source: docs/rules/matters.md (§ First case).
    """
    found = [case for case in cases if case.state not in _UNANSWERED]
    is_open = [case for case in found if case.state not in ENDED]
    at_unit = [case for case in is_open if case.state not in BEFORE_UNIT]
    return min(at_unit or is_open or found, key=lambda case: (case.received_at, case.number), default=None)


def require_first(first: Standing, copy: Standing) -> None:
    """Let a copy be merged into the first case of the two, and into no other.

    Else a clock could be escaped: the due day of the first case is that of the matter and is never moved back.

    Raises:
        Refused: the other has ended without an answer, was rechecked, or came later.
    """
    if first.state in _UNANSWERED:
        raise Refused(f"{first.number} 没有实体答复就结束了，不能并入，按新的一件办理", SOURCE)
    if first.rechecked or first.state is State.NO_LONGER_ACCEPTED:
        ruling = RULINGS[Repeat.RECHECKED]
        raise Refused(f"{first.number} {ruling.word}，{ruling.effect}", ruling.source)
    if first.state not in ENDED and first_of((first, copy)) is not first:
        raise Refused(f"{copy.number} 才是初件：把 {first.number} 并入它，期限按初件不变", SOURCE)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled about a case and others, by their numbers: merged into one, linked with, told apart from some."""

    merged_into: str = ""
    linked: Mapping[str, Verdict] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()

    def names(self, number: str) -> bool:
        """Tell whether anything stands settled with a case."""
        return number == self.merged_into or number in self.linked or number in self.apart


ABOUT_TWO = {Step.MERGE: "into", Step.LINK: "other", Step.UNLINK: "other", Step.DISMISS: "other"}
"""The steps that speak of another case, and under which word they name it."""


def settled_in(life: Life) -> Settled:
    """Return what the events of a case have settled, as it stands after the last of them."""
    into, linked, apart = "", dict[str, Verdict](), set[str]()
    for event in life.events:
        other = event.text("other")
        if event.step in (Step.MERGE, Step.UNMERGE):
            into = event.text("into") if event.step is Step.MERGE else ""
        if event.step in (Step.LINK, Step.UNLINK, Step.DISMISS):
            linked.pop(other, None)
            apart.discard(other)
        if event.step is Step.LINK:
            linked[other] = Verdict(event.text("verdict"))
        elif event.step is Step.DISMISS:
            apart.add(other)
    return Settled(into, linked, frozenset(apart))


def named_in(life: Life) -> frozenset[str]:
    """Return the number of every case that the events speak of, also where it does not stand any more."""
    named = (event.text(ABOUT_TWO[event.step]) for event in life.events if event.step in ABOUT_TWO)
    return frozenset(number for number in named if number)


def require_pair(life: Life, detail: Mapping[str, object]) -> None:
    """Let a case be linked with another, or told apart from it, once.

    Raises:
        Refused: it is the same case, or something stands settled between the two.
    """
    other = str(detail.get("other") or "")
    if other == life.case.number:
        raise Refused("要写另一件的编号，不能是这一件自己", SOURCE)
    if other and settled_in(life).names(other):
        raise Refused(f"和 {other} 的关系已经认定过，要改先撤销", SOURCE)


def require_settled(life: Life, detail: Mapping[str, object]) -> None:
    """Let a link, or that two cases were told apart, be taken back when it is there.

    Raises:
        Refused: nothing was settled with the case that is named, or with any when none is named yet.
    """
    settled, other = settled_in(life), str(detail.get("other") or "")
    if other not in {*settled.linked, *settled.apart} if other else not (settled.linked or settled.apart):
        raise Refused(f"没有认定过{f'和 {other} 的' if other else '和别的件的'}关系，不用撤销", SOURCE)


def require_reason(verdict: Verdict, why: str, *, proposed: bool) -> None:
    """Let a proposal to merge be overruled with a reason only.

    Raises:
        Refused: a merge was `proposed`, somebody finds otherwise and does not say why.
    """
    if proposed and verdict is not Verdict.SAME and not why.strip():
        raise Refused("系统建议并案，认定不是同一人同一事的要写明理由", SOURCE)
