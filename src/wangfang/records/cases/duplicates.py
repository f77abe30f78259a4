"""How copies of one matter are put together, and taken apart again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import steps
from wangfang.records.cases.facts import life_of
from wangfang.records.cases.missing import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.cases.urging import urge
from wangfang.records.people import finding
from wangfang.rules.duties import Law
from wangfang.rules.facts import Act, Life, Role, Step
from wangfang.rules.guards import lapses_on
from wangfang.rules.journey import hands_of, hops_of
from wangfang.rules.labels import Secrecy
from wangfang.rules.matters import SOURCE, Standing, is_rechecked, require_first
from wangfang.rules.refusal import Refused
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED


@transaction.atomic
def merge(case: Case, into: Case, why: str, act: Act, repeat: str = "") -> Case:
    """Attach a copy to the case that it repeats (并案); the copy keeps its number, text and history.

    `repeat` is the class of the repetition (`rules.matters.Repeat`). The day that an assignment has set for the copy
    goes over to the first case, as an urging with that day.

    Raises:
        Refused: it is the same case; the other has been merged itself, is an accusation or secret, ended without an
            answer, is the later of the two, or is of somebody with another identity number. What is replayed from the
            past is asked the first three only.
    """
    copy, first = _locked(case, into)
    is_new = copy.state != State.MERGED  # a repeated request is for the writer to recognise
    if first.state == State.MERGED and is_new:
        raise Refused(f"{first.number} 已经并入别的件，请并入它的初件", SOURCE)
    if first.secrecy >= Secrecy.S2:
        raise Refused("检举控告和保密的件不并案", "《信访工作条例》第三十条")
    if act.actor.role is not Role.SYSTEM and is_new and copy.pk != first.pk:
        require_first(standing_of(first), standing_of(copy))
        _require_one_person(copy, first)
    said = {"into": first.number, "why": why, **({"repeat": repeat} if repeat else {})}
    after = steps.take(copy, Step.MERGE, act, said)
    if after.steps_taken != copy.steps_taken and act.actor.role is not Role.SYSTEM:
        _carry_limit(after, first, act)
    return after


def unmerge(case: Case, why: str, act: Act) -> Case:
    """Take a copy out again (拆分); state, holder and clocks are again as before the merge."""
    return steps.take(case, Step.UNMERGE, act, {"why": why})


def standing_of(case: Case) -> Standing:
    """Return how a case stands when it is compared with another."""
    found = tree()
    return standing_in(case, life_of(case, found), found.law)


def standing_in(case: Case, life: Life, law: Law) -> Standing:
    """Return how a case stands when it is compared with another, its life being at hand."""
    return Standing(case.number, State(case.state), case.received_at, lapses_on(life, law), is_rechecked(life))


def _locked(case: Case, into: Case) -> tuple[Case, Case]:
    """Lock both rows in the order of their keys, so that two merges cannot wait for each other, nor go round in a ring."""
    rows = {row.pk: row for row in steps.locked_many(sorted({case.pk, into.pk}))}
    if len(rows) < len({case.pk, into.pk}):  # since it was opened somebody has taken one out of sight
        raise NotFound
    return rows[case.pk], rows[into.pk]


def _require_one_person(copy: Case, first: Case) -> None:
    """Let no petition go into that of somebody else: it would lose its answer, and its petitioner the right to ask on.

    A joint petition may come again with another representative, and is not asked.
    """
    if copy.people == first.people == 1 and finding.are_others(copy.petitioner, first.petitioner):
        raise Refused("两件的信访人证件号不同，不是同一个人；不同的人反映同一件事的请关联，分别答复", SOURCE)


def _carry_limit(copy: Case, first: Case, act: Act) -> None:
    """Urge the first case to the day that the assignment of its copy has set, when it is open and the bureau may."""
    day = hops_of(life_of(copy, tree()))[-1].due_on
    if not day or first.state in ENDED or not _may_urge(life_of(first, tree()), act):
        return
    why = f"并入的 {copy.number} 是交办件，{day} 前要报结果"
    urge(first, why, Act(act.actor, act.occurred_at, act.recorded_at), date.fromisoformat(day))


def _may_urge(life: Life, act: Act) -> bool:
    hands, agency = hands_of(life), act.actor.agency
    if agency is None or hands.holder is None:
        return False
    return hands.holder.stands_under(agency.code) or agency.code in {one.code for one in hands.had_it}
