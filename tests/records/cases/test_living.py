"""Lives taken in at once are the same as lives lived step by step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import put_nangang_on_315
from tests.stories import ROOF, Story, story
from wangfang.records.cases.living import PastLife, take_in
from wangfang.records.cases.models import Case, Duty, Paper, StepTaken
from wangfang.records.cases.rebuilding import rebuild
from wangfang.records.cases.verification import verify
from wangfang.rules.facts import Act, Actor, Role, Step
from wangfang.rules.refusal import Refused

_DUTY = ("definition", "indicator", "number", "owner_id", "county", "started_at", "due_at", "met_at", "in_time")
_CASE = ("state", "is_open", "holder_id", "steps_taken", "due_on", "due_from", "due_limit", "seen_by", "received_at")


def lived() -> Story:
    """Live a whole life, step by step."""
    told = story().submitted().registered().forwarded("NG-XF").signed_in().accepted().worked()
    return told.answered().served().closed().rated()


def as_past(case: Case) -> PastLife:
    """Return the same life as plain acts."""
    acts = []
    for row in StepTaken.objects.filter(case=case).order_by("number"):
        agency = story().clerk(row.agency).agency if row.agency else None
        actor = Actor(row.actor, row.actor_name, Role.SYSTEM if agency else Role.PETITIONER, agency)
        acts.append((Step(row.step), Act(actor, row.occurred_at, row.recorded_at, quiet=True), row.detail))
    return PastLife(replace(ROOF, to="NG"), acts)


def test_a_life_taken_in_at_once_is_the_life_lived_step_by_step() -> None:
    slow = lived().now
    assert take_in([as_past(slow)]) == 10

    quick = Case.objects.exclude(pk=slow.pk).get()
    assert [getattr(quick, name) for name in _CASE] == [getattr(Case.objects.get(pk=slow.pk), name) for name in _CASE]
    assert duties_of(quick) == duties_of(slow)
    assert [(p.kind, p.step, p.body.get("matter", "")) for p in papers_of(quick)] == [
        (p.kind, p.step, p.body.get("matter", "")) for p in papers_of(slow)
    ]
    assert list(verify()) == []


def test_papers_taken_in_at_once_go_on_with_the_numbers() -> None:
    slow = lived().now
    take_in([as_past(slow), as_past(slow)])

    numbers = list(Paper.objects.filter(kind="opinion").order_by("pk").values_list("number", flat=True))
    assert numbers == [f"先锋路街道信意字〔2017〕{n}号" for n in (1, 2, 3)]
    receipts = Paper.objects.filter(kind="service_receipt").order_by("pk")
    assert [receipt.body["paper_number"] for receipt in receipts] == numbers


def test_one_refused_act_refuses_the_batch_and_nothing_is_written() -> None:
    slow = lived().now
    past = as_past(slow)
    with pytest.raises(Refused):
        take_in([past, replace(past, acts=[*past.acts, past.acts[4]])])
    assert Case.objects.count() == 1


def test_a_new_pilot_derives_the_clocks_anew_once() -> None:
    case = lived().now
    before = duties_of(case)
    put_nangang_on_315()
    assert rebuild("NG") == 1
    assert rebuild("NG") == 0
    assert duties_of(case) != before
    assert list(verify()) == []


def duties_of(case: Case) -> list[tuple[object, ...]]:
    """Every counted clock of a case, comparable."""
    return sorted(Duty.objects.filter(case=case).values_list(*_DUTY))


def papers_of(case: Case) -> list[Paper]:
    """Every paper of a case."""
    return list(Paper.objects.filter(case=case).order_by("step"))
