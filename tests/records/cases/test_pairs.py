"""Two cases that are one matter: what a merge keeps, how the copy counts, into what it goes, and what its undoing restores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.moments import at
from tests.stories import ROOF, Story, story
from wangfang.records.cases import duplicates, lookups, rebuilding
from wangfang.records.cases.models import Case, Duty, Paper
from wangfang.records.cases.verification import verify
from wangfang.records.cases.writing import STANDING
from wangfang.records.notices.models import Notice
from wangfang.records.people import finding
from wangfang.rules.facts import Act, Actor, Role, Step
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
OF_THE_TRACE = {"steps_taken", "digest", "moved_at"}
WHY = "同一人反映同一事"


def first_case(when: str = "2017-08-21 09:00") -> Story:
    """Return the first case of a matter, with its bureau."""
    return story(when).submitted().registered()


def stands(case: Case) -> dict[str, object]:
    """Return the standing of a case and its clocks as they are stored, without what belongs to the trace."""
    fresh = Case.objects.get(pk=case.pk)
    row = {name: getattr(fresh, name) for name in STANDING if name not in OF_THE_TRACE}
    clocks = Duty.objects.filter(case=case).order_by("definition", "indicator", "number")
    return {**row, "clocks": list(clocks.values())}


def a_month_later(copy: Story) -> Story:
    """Let time pass, once."""
    return copy.on("2017-09-25 09:00") if copy.moment < at("2017-09-25") else copy


MOVE: dict[str, Callable[[Story], Story]] = {
    "register": Story.registered,
    "screen": lambda one: one.screened("ordinary"),
    "to the district": lambda one: one.forwarded("NG"),
    "a month later": a_month_later,
}


def lived(moves: list[str]) -> Story:
    """Return a copy that has come as far as some moves let it."""
    copy = story("2017-08-22 09:00").submitted(to="HRB")
    for move in moves:
        try:
            MOVE[move](copy)
        except Refused:
            continue
    return copy


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(MOVE)), min_size=1, max_size=5), st.integers(1, 3))
def test_to_merge_and_to_take_apart_again_leaves_nothing_but_the_trace(moves: list[str], times: int) -> None:
    first = first_case().forwarded("NG-XF").now
    copy = lived(["register", *moves])
    before = stands(copy.now)
    for _ in range(times):
        copy.merged(first)
        assert stands(copy.now) != before
        copy.taken_apart()
    assert stands(copy.now) == before
    assert rebuilding.rebuild() == 0
    assert list(verify()) == []
    told = [event.step for event in lookups.life(copy.now).events][-2 * times :]
    assert told == [Step.MERGE, Step.UNMERGE] * times, "the history keeps both"


def test_after_the_split_the_copy_goes_on_and_may_be_late() -> None:
    copy = story("2017-08-22 09:00").submitted().registered().merged(first_case().now)
    copy.on("2017-09-20 09:00").taken_apart().forwarded("NG-XF")
    rows = Duty.objects.filter(case=copy.now, definition="LEGAL", indicator="bureau_timely")
    assert [(row.number, row.in_time) for row in rows] == [(1, False)], (
        "the time in between was not given to the bureau"
    )


def test_a_copy_keeps_what_it_is_and_its_petitioner_is_told() -> None:
    first, copy = first_case(), story().submitted().registered()
    before = (copy.now.number, copy.now.title, copy.now.text, copy.now.form, copy.now.received_at)
    copy.merged(first.now)
    after = Case.objects.get(pk=copy.now.pk)
    assert (after.number, after.title, after.text, after.form, after.received_at) == before
    assert (after.state, after.merged_into, after.is_open) == ("merged", first.now.number, False)
    notice = Notice.objects.filter(subject=after.number).latest("pk")
    assert after.number in notice.text
    assert first.now.number not in notice.text
    note = Paper.objects.get(case=after, kind="merge_note")
    assert note.body["primary"] == first.now.number


COUNTED = [
    # definition, what is counted of a copy that was merged on time, of one that was merged late
    ("LEGAL", [("bureau_timely", True)], [("bureau_timely", False)]),
    ("HRB_315", [("bureau_timely", True)], [("bureau_timely", False)]),
    ("GD2020", [("bureau_timely", True)], [("bureau_timely", False)]),
]


@pytest.mark.parametrize(("definition", "soon", "late"), COUNTED)
def test_a_copy_counts_as_taken_up_when_it_was_merged_in_time_and_never_as_closed(
    definition: str, soon: list[tuple[str, bool]], late: list[tuple[str, bool]]
) -> None:
    first = first_case().forwarded("NG-XF").accepted()

    def counted(copy: Story) -> list[tuple[str, bool]]:
        rows = Duty.objects.filter(case=copy.now, definition=definition).order_by("indicator", "number")
        return [(row.indicator, row.in_time) for row in rows]

    in_time = story("2017-08-22 09:00").submitted().registered().merged(first.now)
    overdue = story("2017-08-22 09:00").submitted().registered().on("2017-09-20 09:00").merged(first.now)
    assert counted(in_time) == soon
    assert counted(overdue) == late


def test_a_copy_that_a_unit_sent_back_owes_no_closure_either() -> None:
    first = first_case().forwarded("NG-XF").accepted().now
    copy = story("2017-08-22 09:00").submitted().registered().forwarded("NG-XF").objected().returned("NG")
    copy.on("2017-09-20 09:00").merged(first)
    rows = Duty.objects.filter(case=copy.now, indicator="ontime_closure")
    assert list(rows) == [], "the first case is closed for both"
    assert Duty.objects.filter(case=first, indicator="ontime_closure").exists()


def test_only_the_first_case_is_rated() -> None:
    copy = story().submitted().registered().merged(first_case().now)
    with pytest.raises(Refused):
        copy.rated()


REFUSED = [
    (lambda: story("2017-08-30 09:00").submitted().registered().now, "才是初件"),
    (lambda: first_case().declined().now, "没有实体答复"),
    (lambda: first_case().merged(story("2017-08-20 09:00").submitted().registered().now).now, "已经并入别的件"),
    (lambda: story("2017-08-20 09:00").accusing("HL-ZJ").submitted().now, "不并案"),
]


@pytest.mark.parametrize(("into", "why"), REFUSED)
def test_a_copy_is_not_merged_into_what_will_not_answer_it(into: object, why: str) -> None:
    assert callable(into)
    target, copy = into(), story("2017-08-25 09:00").submitted().registered()
    with pytest.raises(Refused, match=why):
        copy.merged(target)
    assert stands(copy.now)["state"] == "registered"


WRITERS = [
    ({"id_number": "230103195804000026"}, True, "the same number"),
    ({"id_number": "23010319580400002６"}, True, "the same, typed with a wide sign"),
    ({"id_number": "230103196512120036"}, False, "another number"),
    ({"id_number": "", "phone": "13900000000"}, True, "no number: the clerk has looked"),
    ({"id_type": "passport", "id_number": "E12345678"}, True, "another kind of paper may be the same person's"),
]


@pytest.mark.parametrize(("changes", "may", "why"), WRITERS, ids=[row[2] for row in WRITERS])
def test_what_somebody_else_wrote_is_linked_and_not_merged(changes: dict[str, Any], *, may: bool, why: str) -> None:
    first, who = first_case(), replace(ROOF.petitioner, **changes)
    copy = story("2017-08-22 09:00").about(petitioner=who).submitted().registered()
    assert finding.are_others(first.now.petitioner, copy.now.petitioner) is not may
    if may:
        copy.merged(first.now)
    else:
        with pytest.raises(Refused, match="两件的信访人证件号不同，不是同一个人"):
            copy.merged(first.now)
    assert (copy.now.merged_into == first.now.number) is may, why


def test_a_joint_petition_may_come_again_with_another_representative() -> None:
    other = replace(ROOF.petitioner, id_number="230103196512120036")
    first = story("2017-08-21 09:00").about(people=4).submitted().registered()
    copy = story("2017-08-22 09:00").about(people=4, petitioner=other).submitted().registered()
    assert copy.merged(first.now).now.merged_into == first.now.number


def test_the_past_may_have_merged_into_anything_but_a_copy() -> None:
    late, copy = (
        story("2017-08-30 09:00").submitted().registered().now,
        story("2017-08-25 09:00").submitted().registered(),
    )
    system = Actor("import", "系统", Role.SYSTEM, copy.holder().agency)
    after = duplicates.merge(copy.now, late, WHY, Act(system, at("2017-08-31"), at("2017-08-31")))
    assert after.state == "merged"


def test_two_cases_are_not_merged_into_each_other() -> None:
    one, two = first_case("2017-08-21 09:00"), first_case("2017-08-21 09:00")
    copy, into = sorted((one, two), key=lambda told: -told.now.pk)
    copy.merged(into.now)
    with pytest.raises(Refused, match="已经并入别的件"):
        into.merged(copy.now)


def test_a_repeated_request_merges_once() -> None:
    first, copy = first_case().now, story().submitted().registered()
    moment = at("2017-08-23 09:00")
    act = Act(copy.holder(), moment, moment, key="k")
    steps = {duplicates.merge(copy.now, first, WHY, act).steps_taken for _ in range(2)}
    assert len(steps) == 1


def test_the_day_of_an_assignment_goes_over_to_the_first_case() -> None:
    first = first_case().forwarded("NG-XF").accepted()
    copy = story("2017-08-24 09:00").submitted(to="HLJ").registered().assigned("HRB", "2017-09-15").forwarded("NG")
    assigned = story("2017-08-24 09:00").submitted(to="HRB").registered().assigned("NG", "2017-09-15")
    copy.merged(first.now)
    assigned.merged(first.now)
    urged = [event for event in lookups.life(first.now).events if event.step is Step.URGE]
    assert [event.text("due_on") for event in urged] == ["2017-09-15"], "of the one that is held by assignment"
    assert assigned.now.number in urged[0].text("why")
