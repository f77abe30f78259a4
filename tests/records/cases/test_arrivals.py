"""Which cases that came in are marked as likely here already: what the desk would find itself, and nothing it must not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests import walled
from tests.cast import clerk, person
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases import alike, arrivals, linking, lookups, visible
from wangfang.records.cases.arrivals import Looked, look
from wangfang.records.cases.models import Arrival, Case
from wangfang.records.cases.petitions import Person
from wangfang.rules.facts import Actor, Role, Step
from wangfang.rules.states import State

pytestmark = pytest.mark.django_db
NOW = at("2017-09-20 09:00")


def any_of(numbers: Sequence[str]) -> dict[str, int]:
    """Return the keys of all cases of some numbers, whoever is kept from them."""
    return dict(Case.objects.filter(number__in=numbers).values_list("number", "pk"))


def stands_aside(told: Story) -> Story:
    """Let the leader of the desk that holds a case stand aside from it."""
    agency = told.holder().agency
    assert agency
    leader = person(agency.code, Role.BUREAU_LEADER)
    return told.taken(Step.RECUSE, leader, login=leader.login, why="亲属")


def first_case(to: str = "NG") -> Story:
    return story("2017-08-21 09:00").submitted(to=to).registered()


def a_copy(to: str = "NG") -> Story:
    return story("2017-08-22 09:00").submitted(to=to)


def marked(who: Actor) -> list[str]:
    """Return the numbers on somebody's list, which holds as many as the tab says."""
    listed = [case.number for case in lookups.worklist(who, lookups.Filters("alike"), NOW.date())]
    assert lookups.counts(who, NOW.date()).alike == len(listed)
    return listed


def test_the_later_of_two_is_marked_and_the_earlier_is_not() -> None:
    first, copy = first_case(), a_copy()
    assert marked(clerk("NG")) == [], "nobody has looked yet"
    assert look(NOW) == Looked(cases=2, likely=1)
    assert marked(clerk("NG")) == [copy.now.number]
    row = Arrival.objects.get(case=copy.now)
    assert (row.other_id, row.band) == (first.now.pk, "merge")
    assert look(NOW) == Looked(0, 0), "each is looked at once"


def test_only_who_may_merge_has_the_list() -> None:
    first_case(), a_copy()
    look(NOW)
    for role, count in ((Role.BUREAU_LEADER, 1), (Role.SUPERVISOR, 0), (Role.ANALYST, 0), (Role.ADMIN, 0)):
        assert len(marked(person("NG", role))) == count, role
    assert marked(clerk("DL")) == []


GONE: list[tuple[Callable[[Story, Story], object], str]] = [
    (lambda one, two: linking.dismiss(two.now, one.now, "门牌号不同", two.act(two.holder())), "told apart"),
    (lambda one, two: linking.dismiss(one.now, two.now, "门牌号不同", one.act(one.holder())), "from the other side"),
    (lambda one, two: linking.link(two.now, one.now, "same_matter", "邻居", two.act(two.holder())), "linked"),
    (lambda one, two: two.merged(one.now), "merged"),
    (lambda _, two: two.forwarded("NG-XF"), "a unit has it"),
    (
        lambda _, two: two.taken(Step.LABEL, person("NG", Role.CLERK), secrecy="accusation", why="违纪"),
        "it is secret",
    ),
    (
        lambda one, _: one.taken(Step.LABEL, person("NG", Role.CLERK), secrecy="accusation", why="违纪"),
        "the other is",
    ),
    (lambda one, _: stands_aside(one), "somebody is kept from the other"),
    (lambda _, two: stands_aside(two), "somebody is kept from it"),
]


@pytest.mark.parametrize(("happens", "why"), GONE)
def test_a_mark_goes_with_the_act_that_ends_its_reason_and_does_not_come_back(
    happens: Callable[[Story, Story], object], why: str
) -> None:
    first, copy = first_case(), a_copy().registered()
    look(NOW)
    assert marked(clerk("NG")) == [copy.now.number]
    happens(first, copy)
    assert marked(clerk("NG")) == [], why
    look(NOW)
    assert marked(clerk("NG")) == [], why


def test_without_the_trigger_a_mark_would_stay() -> None:
    first, copy = first_case(), a_copy().registered()
    look(NOW)
    with connection.cursor() as cursor:
        cursor.execute("drop trigger look_again on cases_case")
    linking.dismiss(copy.now, first.now, "门牌号不同", copy.act(copy.holder()))
    assert marked(clerk("NG")) == [copy.now.number], "the broken variant"


def test_what_is_registered_keeps_its_mark_and_what_was_settled_and_taken_back_gets_it_again() -> None:
    first, copy = first_case(), a_copy()
    look(NOW)
    copy.registered()
    assert marked(clerk("NG")) == [copy.now.number]
    linking.dismiss(copy.now, first.now, "门牌号不同", copy.act(copy.holder()))
    linking.unlink(copy.now, first.now, "看错了", copy.act(copy.holder()))
    look(NOW)
    assert marked(clerk("NG")) == [copy.now.number]


def test_another_desk_looks_with_its_own_eyes() -> None:
    first_case(), a_copy(to="HRB").registered()
    copy = Case.objects.get(holder__code="HRB")
    look(NOW)
    assert marked(clerk("HRB")) == [copy.number], "the city sees what its districts have"
    told = story("2017-08-25 09:00").submitted(to="HRB").registered()
    far = first_case(to="DL")
    look(NOW)
    told.forwarded("NG")
    assert told.now.number not in marked(clerk("HRB"))
    look(NOW)
    assert told.now.number in marked(clerk("NG"))
    assert not Arrival.objects.filter(other=far.now, holder=told.now.holder_id).exists()


def test_a_case_out_of_sight_marks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first_case(to="DL"), a_copy()
    look(NOW)
    assert marked(clerk("NG")) == []
    Arrival.objects.all().delete()
    monkeypatch.setattr(visible, "visible_to", lambda _actor: Case.objects.all())
    monkeypatch.setattr(lookups, "visible_to", lambda _actor: Case.objects.all())
    look(NOW)
    assert Arrival.objects.exclude(band="").exists(), "the broken variant: sight is not asked"


def test_a_case_that_somebody_at_the_desk_is_kept_from_marks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stands_aside(first_case())
    copy = a_copy()
    look(NOW)
    assert marked(clerk("NG")) == []
    Arrival.objects.all().delete()
    monkeypatch.setattr(arrivals, "_open_to_all", any_of)
    monkeypatch.setattr(arrivals, "_is_open_to_all", lambda _case: True)
    monkeypatch.setattr(arrivals, "_stands", lambda _best, _case: True)
    look(NOW)
    assert Arrival.objects.get(case=copy.now).band, "the broken variant: who is kept from it is not asked"


def test_a_copy_that_somebody_is_kept_from_does_not_lead_to_its_first_case(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Person("李建国", "", "13800138001")
    first = story("2017-08-20 09:00").about(title="路灯不亮", text="门口路灯坏了两盏。", petitioner=other).submitted()
    stands_aside(first_case()).merged(first.registered().now)
    copy = a_copy()
    look(NOW)
    assert copy.now.number not in marked(clerk("NG"))
    Arrival.objects.all().delete()
    monkeypatch.setattr(arrivals, "_open_to_all", any_of)
    monkeypatch.setattr(arrivals, "_stands", lambda _best, _case: True)
    look(NOW)
    assert Arrival.objects.get(case=copy.now).other_id == first.now.pk, "the broken variant: the way is not asked"


def test_a_mark_goes_when_somebody_is_kept_from_the_copy_that_led_to_it() -> None:
    other = Person("李建国", "", "13800138001")
    first = story("2017-08-20 09:00").about(title="路灯不亮", text="门口路灯坏了两盏。", petitioner=other).submitted()
    between = first_case().merged(first.registered().now)
    copy = a_copy()
    look(NOW)
    assert copy.now.number in marked(clerk("NG"))
    stands_aside(between)
    assert copy.now.number not in marked(clerk("NG"))


def test_the_newest_are_looked_at_first_and_no_more_than_one_run_may() -> None:
    first, copy, third = first_case(), a_copy(), story("2017-08-23 09:00").submitted()
    assert look(NOW, most=1) == Looked(1, 1)
    assert marked(clerk("NG")) == [third.now.number]
    assert look(NOW, most=1) == Looked(1, 1)
    assert set(marked(clerk("NG"))) == {copy.now.number, third.now.number}
    assert look(NOW) == Looked(1, 0)
    assert Arrival.objects.filter(case=first.now, band="").exists()


def test_what_came_in_late_is_found_a_day_later() -> None:
    copy = a_copy()
    look(NOW)
    first = story("2017-08-20 09:00").written()
    look(NOW)
    assert marked(clerk("NG")) == [], "it was looked at already"
    assert look(at("2017-09-21 09:01")).likely == 1
    assert marked(clerk("NG")) == [copy.now.number]
    assert Arrival.objects.get(case=copy.now).other_id == first.now.pk


def test_what_moves_while_it_is_looked_at_is_left_for_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    first, copy = first_case(), a_copy()
    real = alike.of_case

    def meanwhile(case: Case, actor: Actor | None, moment: object, limit: int = 10) -> list[alike.Hint]:
        found = real(case, actor, NOW, limit)
        if case.pk == copy.now.pk and copy.now.state == State.SUBMITTED:
            copy.registered()
        return found

    monkeypatch.setattr(alike, "of_case", meanwhile)
    look(NOW)
    assert not Arrival.objects.filter(case=copy.now).exists()
    look(NOW)
    assert marked(clerk("NG")) == [copy.now.number]
    assert first.now.number not in marked(clerk("NG"))


def test_a_mark_is_found_by_its_index_and_tells_nobody_else() -> None:
    first_case()
    key = a_copy().now.holder_id
    walled.raise_walls()
    with walled.as_a_job():
        look(NOW)
    with walled.seen_as(clerk("NG"), NOW):
        assert len(marked(clerk("NG"))) == 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Arrival.objects.count()
    assert [told_to(code, key) for code in ("NG", "DL")] == [1, 0], "of another agency nobody is told anything"
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = 'case_likely_here'")
        (asks,) = [line for line in cursor.fetchone()[0].split(";") if "return query" in line]
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain " + asks.split("return query")[1].replace("agency", "1::bigint"))
        assert "case_likely_here" in str(cursor.fetchall())


def told_to(code: str, agency: int) -> int:
    """Return how many likely cases of an agency the database tells a clerk of another, connected as pages are."""
    question = "select count(*) from case_likely_here(%s)"
    return walled.counted_as(clerk(code), NOW, question, [agency])
