"""Takes the steps that the lapse of time brings by itself: closed cases become final, unsettled objections are settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import inheriting, steps, unread
from wangfang.records.cases.bulk import Taken
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Act, Kind, Life, Step
from wangfang.rules.journey import holder_of
from wangfang.rules.lapsing import REMEDY_DAYS, final_ground, is_unsettled
from wangfang.rules.returns import arbiter_of, backstop_of
from wangfang.rules.states import State
from wangfang.rules.succession import heir_on

BATCH = 200
Said = tuple[Step, Act, Mapping[str, object]]
UNSETTLED = "退回争议超过 5 个工作日没有裁决，按兜底规则交给问题属地的责任单位办理"


def lapsed(act: Act) -> list[int]:
    """Return the keys of closed cases in which nothing has moved for so long that they may have become final."""
    until = act.occurred_at - timedelta(days=REMEDY_DAYS)
    return list(
        Case.objects.filter(state=State.CLOSED, destroyed="", moved_at__lt=until)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def finalize(keys: Iterable[int], act: Act) -> Iterator[Taken]:
    """End the procedure of closed cases whose remedy has lapsed, or whose settlement was kept (终结), batch by batch."""
    law = tree().law

    def choose(case: Case, life: Life) -> Said | None:
        ground = final_ground(life, act.day, law) if case.state == State.CLOSED else ""
        return (Step.FINALIZE, act, {"ground": ground}) if ground else None

    yield from _in_batches(keys, choose)


def unsettled(act: Act) -> list[int]:  # noqa: ARG001 - every job is asked alike
    """Return the keys of cases in which an objection waits for a decision."""
    waiting = Case.objects.filter(is_open=True, state=State.RETURN_REQUESTED)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def settle(keys: Iterable[int], act: Act) -> Iterator[Taken]:
    """Give cases that nobody decides about to the unit of last resort (兜底), in the name of who should have decided."""
    law = tree().law

    def choose(case: Case, life: Life) -> Said | None:
        return _backstop(case, life, act) if is_unsettled(life, act.day, law) else None

    yield from _in_batches(keys, choose)


def _backstop(case: Case, life: Life, act: Act) -> Said | None:
    found = tree()
    to = heir_on(backstop_of(life), case.region, act.day, found.by_code, found.changes)
    deciding = arbiter_of(life) or _highest_above(life)
    if not to or not deciding:
        return None
    by = replace(act, actor=replace(act.actor, agency=found.agency(deciding)))
    return Step.ARBITRATE, by, {"to": to, "why": UNSETTLED}


def _highest_above(life: Life) -> str:
    """Return the bureau at the top of the holder's line: nearest to a common superior where there is none."""
    line = life.agency(holder_of(life)).line
    return next((code for code in line if code in life.agencies and life.agency(code).kind is Kind.BUREAU), "")


def _in_batches(keys: Iterable[int], choose: Callable[[Case, Life], Said | None]) -> Iterator[Taken]:
    stream = iter(keys)
    while batch := list(islice(stream, BATCH)):
        yield steps.take_many(batch, choose)


def _inherited(act: Act) -> list[int]:
    inheriting.put_into_effect(act)
    return inheriting.left_behind(act.day)


@dataclass(frozen=True, slots=True)
class Job:
    """A job of the night: in which cases it may have something to do, and how it does it."""

    title: str
    keys: Callable[[Act], list[int]]
    take: Callable[[Iterable[int], Act], Iterator[Taken]]


JOBS = {
    "reorganise": Job("机构调整生效、移交案件", _inherited, inheriting.move),
    "backstop": Job("退回争议兜底", unsettled, settle),
    "finalize": Job("终结", lapsed, finalize),
    "let-in": Job("检举控告件由举报受理岗知悉", unread.unread, unread.let_in),
}
"""What is done every night, in this order; each job can be run again without harm."""


def run(name: str, act: Act) -> Taken:
    """Run a job to its end; returns what it did."""
    done = Taken()
    for taken in JOBS[name].take(JOBS[name].keys(act), act):
        done.add(taken)
    return done
