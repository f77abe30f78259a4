"""One writer: what it refuses, what it makes harmless, and what it never leaves half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from tests.cast import PETITIONER, at_accusations, clerk, officer
from tests.moments import at
from tests.stories import ROOF, Story, story
from wangfang.records.cases import handling, intake, lookups, passing
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.ledger.models import Entry
from wangfang.rules.access import NotYours
from wangfang.rules.evaluation import CannotEvaluate
from wangfang.rules.living import OutOfOrder, Stale
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import WrongReceiver
from wangfang.rules.workflow import StepNotAllowed


def arrived() -> Story:
    """Return a case that has reached the street."""
    return story().submitted().registered().forwarded("NG-XF")


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda told: told.forwarded("NG-XF"), NotYours),  # the unit cannot pass it on
        (lambda told: told.accepted().accepted(), StepNotAllowed),  # it is accepted already
        (lambda told: told.answered(), StepNotAllowed),  # not accepted yet
        (lambda told: told.closed(), StepNotAllowed),  # no opinion was served
        (lambda told: told.accepted().answered().closed(), StepNotAllowed),  # the opinion is not served yet
        (lambda told: told.on("2017-08-01").accepted(), OutOfOrder),  # before it was submitted
        (lambda told: told.rated(), CannotEvaluate),  # no reply yet, and not ninety days
        (lambda told: handling.accept(told.now, told.act(officer("NG-HX"))), NotYours),  # another street
        (lambda told: handling.accept(told.now, told.act(clerk("NG"))), NotYours),  # the bureau has passed it on
        (lambda told: handling.accept(told.now, told.act(PETITIONER)), NotYours),  # the petitioner is no officer
    ],
)
def test_an_act_out_of_place_is_refused_and_leaves_nothing(
    act: Callable[[Story], object], refusal: type[Refused]
) -> None:
    told = arrived()
    number = told.now.number
    with pytest.raises(refusal), transaction.atomic():
        act(told)

    steps = StepTaken.objects.filter(case__number=number).count()
    assert steps == Entry.objects.filter(subject=number).count() == Case.objects.get(number=number).steps_taken


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("NG", "不能转给本单位自己"),
        ("HL-ZJ", "管辖范围"),  # another county's department
        ("HRB", "管辖范围"),  # upwards
        ("DL", "管辖范围"),  # the neighbouring district
        ("HRB-LB", "既不是信访部门也不是责任单位"),  # the joint office handles no cases
    ],
)
def test_a_bureau_passes_on_only_within_its_territory(to: str, why: str) -> None:
    told = story().submitted().registered()
    with pytest.raises(Refused, match=why):
        told.forwarded(to)


@pytest.mark.parametrize("to", ["NG-ZJ", "NG-XF"])
def test_an_accusation_never_reaches_the_accused(to: str) -> None:
    told = story().accusing(to).submitted().registered()
    with pytest.raises(WrongReceiver, match="被检举控告"):
        told.forwarded(to)


def test_an_accusation_of_a_bureau_reaches_nobody_below_it() -> None:
    told = story().accusing("NG").submitted(to="HRB").registered()
    with pytest.raises(WrongReceiver, match="被检举控告"):
        told.forwarded("NG-XF")


def test_a_complaint_about_a_unit_goes_to_that_unit() -> None:
    told = story().about(respondent="NG-XF").submitted().registered().forwarded("NG-XF")
    assert told.now.state == "awaiting_unit"


def test_the_accused_agency_sees_nothing_of_the_accusation() -> None:
    jubao = at_accusations("NG")
    told = story().accusing("NG-ZJ").submitted().registered()
    with pytest.raises(WrongReceiver, match="纪检监察"):
        told.forwarded("NG-XF")
    with pytest.raises(lookups.NotFound):
        lookups.open_case(told.now.number, officer("NG-ZJ"))
    with pytest.raises(lookups.NotFound):
        lookups.open_case(told.now.number, clerk("NG"))
    assert lookups.open_case(told.now.number, jubao) == told.now


def test_a_neighbour_does_not_find_the_case_and_the_rung_above_does() -> None:
    told = arrived()
    with pytest.raises(lookups.NotFound):
        lookups.open_case(told.now.number, clerk("HL"))
    assert lookups.open_case(told.now.number, clerk("HRB")) == told.now


def test_a_repeated_submission_is_the_same_case_with_the_same_code() -> None:
    moment = at("2017-08-22 09:14")
    act = replace(story().act(PETITIONER), occurred_at=moment, recorded_at=moment, key="once")
    first = intake.submit(replace(ROOF, to="NG"), act)
    again = intake.submit(replace(ROOF, to="NG"), act)

    assert (first.case.pk, first.query_code) == (again.case.pk, again.query_code)
    assert lookups.by_code(first.case.number, first.query_code.lower().replace(" ", "-")) == first.case
    assert Case.objects.count() == 1


def test_a_repeated_act_changes_nothing() -> None:
    told = story().submitted().registered()
    act = replace(told.act(clerk("NG")), key="once")
    passing.forward(told.now, "NG-XF", act)
    again = passing.forward(told.now, "NG-XF", act)

    assert again.steps_taken == 3


def test_who_looked_before_another_acted_is_told_who_and_when() -> None:
    told = story().submitted().registered()
    late = replace(told.act(clerk("NG")), seen=2)
    told.forwarded("NG-XF")
    with pytest.raises(Stale, match="南岗区信访局经办人已在 08月22日 12:14 对这件事做了“转送”"):
        passing.forward(told.now, "NG-HX", late)


def test_a_moment_typed_in_before_it_happened_is_refused() -> None:
    told = story().submitted()
    with pytest.raises(Refused, match="办理时间不能晚于录入时间"):
        replace(told.act(clerk("NG")), recorded_at=told.moment - timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_wins_and_the_other_is_told() -> None:
    case = story().submitted().registered().now
    start, told = Barrier(2), []

    def forward(to: str) -> None:
        act = replace(story("2017-08-22 12:00").act(clerk("NG")), seen=2)
        start.wait()
        try:
            told.append(passing.forward(case, to, act).state)
        except Refused as refusal:
            told.append(refusal.why)
        finally:
            connections.close_all()

    officers = [Thread(target=forward, args=(to,)) for to in ("NG-XF", "NG-HX")]
    for one in officers:
        one.start()
    for one in officers:
        one.join()

    assert sorted(said == "awaiting_unit" for said in told) == [False, True]
    assert Case.objects.get(pk=case.pk).steps_taken == 3


def test_steps_and_lines_are_never_changed_by_the_database_itself() -> None:
    arrived()
    for table in ("cases_steptaken", "ledger_entry"):
        for statement in (f"update {table} set number = 9", f"delete from {table}"):  # noqa: S608 - fixed names
            with pytest.raises(Exception, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
