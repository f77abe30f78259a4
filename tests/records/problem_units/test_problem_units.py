"""Problem units: found once by the figures of a period, reported up, put right, verified, seen by whom they concern."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import load_city, person
from tests.moments import at
from tests.records.problem_units.lives import MEASURES, PROOF, Q3, act, clerk, found, neglected, one, system, watcher
from wangfang.interfaces.frame.waiting import what_waits
from wangfang.records.cases.lookups import NotFound
from wangfang.records.ledger.models import Entry as Line
from wangfang.records.people.asking import sight_of
from wangfang.records.problem_units import finding, lookups, moving
from wangfang.records.problem_units.lookups import Filters
from wangfang.records.problem_units.models import Problem
from wangfang.records.walls.context import transaction_for
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
DUE = date(2017, 10, 31)


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def test_who_let_things_lie_is_found_with_the_figures_as_they_were() -> None:
    neglected()
    problems = found()
    assert [(one.agency.code, one.ground, one.standing) for one in problems] == [
        ("NG", "below_floor", "found"),
        ("NG", "overdue", "found"),
    ]
    assert problems[0].figures == [{"indicator": "bureau_timely", "due": 5, "met": 0, "floor": 90}]
    assert problems[1].figures == [{"indicator": "bureau_timely", "due": 5, "met": 0, "floor": None}]


def test_each_is_found_once_and_stays_as_it_was_found() -> None:
    neglected()
    assert len(found()) == 2
    neglected(2)
    assert found() == []
    assert {one.figures[0]["due"] for one in Problem.objects.all()} == {5}
    told = Line.objects.filter(subject="problem_units:2017Q3").count()
    assert told == 1, "what finds nothing new leaves no line"


def test_two_periods_running_are_told() -> None:
    neglected(month="04")
    neglected(month="07")
    assert [one.ground for one in found() if one.agency.code == "NG"] == ["below_floor", "overdue", "again"]


def test_a_district_looks_below_itself_and_never_at_itself() -> None:
    neglected()
    assert finding.find(Q3, Definition.LEGAL, act(person("NG", Role.BUREAU_LEADER))) == []
    with transaction_for(sight_of(watcher(), at("2017-10-09"))):
        assert len(finding.find(Q3, Definition.LEGAL, act(watcher()))) == 2, (
            "figures count what somebody may not see too"
        )


def test_a_period_that_goes_on_is_refused() -> None:
    with pytest.raises(Refused, match="还没有结束"):
        finding.find(Period.parse("2017Q4"), Definition.LEGAL, system())
    with pytest.raises(NotYours):
        finding.find(Q3, Definition.LEGAL, act(clerk()))


def test_an_entry_is_followed_until_it_is_solved() -> None:
    key = one().pk
    up = moving.report_up(key, DUE, "", act(watcher()))
    assert up.office is not None
    assert (up.office.code, up.principals, up.due_on) == ("HRB-LB", "南岗区区委书记、区长", DUE)
    moving.answer(key, MEASURES, act(clerk(), "2017-10-10 09:00"))
    moving.prove(key, PROOF, act(clerk(), "2017-10-20 09:00"))
    moving.verify(key, "还有两件没有告知信访人，没有解决。", act(watcher(), "2017-10-21 09:00"), solved=False)
    moving.answer(key, MEASURES, act(clerk(), "2017-10-22 09:00"))
    moving.prove(key, PROOF, act(clerk(), "2017-10-23 09:00"))
    done = moving.verify(key, "逐件核对属实，问题已经解决。", act(watcher(), "2017-10-24 09:00"), solved=True)
    assert done.standing == "solved"
    moves = [entry.move for entry in lookups.entries(done)]
    assert moves == ["report_up", "answer", "prove", "refuse", "answer", "prove", "solve"]
    assert lookups.entries(done)[2].text == PROOF
    assert [p.ground for p in lookups.register(watcher(), Filters("solved"))] == ["below_floor"]
    assert [p.ground for p in lookups.register(watcher(), Filters())] == ["overdue"]
    with pytest.raises(Refused, match="已经解决"):
        moving.prove(key, PROOF, act(clerk(), "2017-10-25 09:00"))


def test_whose_move_it_is_not_is_refused_and_nothing_is_written() -> None:
    key = one().pk
    with pytest.raises(NotYours):
        moving.report_up(key, DUE, "", act(person("NG", Role.BUREAU_LEADER)))
    with pytest.raises(Refused, match="还没有上报"):
        moving.answer(key, MEASURES, act(clerk()))
    with pytest.raises(Refused, match="不能早于今天"):
        moving.report_up(key, date(2017, 10, 8), "", act(watcher()))
    left = Problem.objects.get(pk=key)
    assert (left.standing, lookups.entries(left)) == ("found", [])


def test_where_there_is_no_joint_office_those_above_report_up() -> None:
    key = one().pk
    with pytest.raises(Refused, match="没有信访工作联席会议办公室"):
        moving.report_up(key, DUE, "", act(person("HLJ", Role.SUPERVISOR)))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (("HRB", Role.CLERK), True),
        (("HRB-LB", Role.LEADER), True),
        (("NG", Role.CLERK), True),
        (("NG-XF", Role.OFFICER), False),
        (("HL", Role.BUREAU_LEADER), False),
        (("HRB", Role.ADMIN), False),
    ],
)
def test_an_agency_sees_its_own_and_those_above_see_all(who: tuple[str, Role], *, sees: bool) -> None:
    key, actor = one().pk, person(*who)
    assert bool(lookups.register(actor, Filters("all"))) is sees
    if not sees:
        with pytest.raises(NotFound):
            lookups.open_problem(key, actor)


def test_what_waits_is_told_to_who_reports_up_puts_right_and_verifies() -> None:
    key = one().pk
    assert (what_waits(watcher()), what_waits(clerk())) == ({"problem_units": 2}, {})
    moving.report_up(key, DUE, "", act(watcher()))
    assert (what_waits(watcher()), what_waits(clerk())) == ({"problem_units": 1}, {"problem_units": 1})
    assert what_waits(person("NG", Role.BUREAU_LEADER)) == {"problem_units": 1}
    moving.answer(key, MEASURES, act(clerk()))
    moving.prove(key, PROOF, act(clerk()))
    assert (what_waits(watcher()), what_waits(clerk())) == ({"problem_units": 2}, {})


def test_the_trace_tells_of_moves_and_not_of_words() -> None:
    key = one().pk
    moving.report_up(key, DUE, "", act(watcher()))
    moving.answer(key, MEASURES, act(clerk()))
    told = [line.payload for line in Line.objects.filter(subject="problem_units:2017Q3").order_by("number")]
    assert ["problem_units_found" in told[0], "problem_unit_report_up" in told[1]] == [True, True]
    assert not any(MEASURES in line for line in told)


def test_the_database_holds_that_who_was_told_has_a_limit() -> None:
    key = one().pk
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update problem_units_problem set standing = 'answered' where id = %s", [key])
