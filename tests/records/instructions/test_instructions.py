"""An instruction from the day it is given until it is closed: its number, its moves, its words, who sees it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import load_city, person
from tests.moments import at
from tests.records.instructions.lives import GIVEN, RESULT, WORDS, act, chief, clerk_of, given, leader
from tests.stories import story
from wangfang.interfaces.frame.waiting import what_waits
from wangfang.records.cases.lookups import NotFound
from wangfang.records.instructions import giving, lookups, moving
from wangfang.records.instructions.lookups import Filters
from wangfang.records.instructions.models import Entry, Instruction
from wangfang.records.ledger.models import Entry as Line
from wangfang.records.people.asking import sight_of
from wangfang.records.walls.context import transaction_for
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Role
from wangfang.rules.instructions import Move, Standing, standing_of
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2017, 12, 11)


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def reported(key: int) -> None:
    moving.take_over(key, act(clerk_of(), "2017-11-28 09:00"))
    moving.progress(key, "已经派人逐件核查，两件正在整改。", act(clerk_of(), "2017-11-29 09:00"))
    moving.report(key, RESULT, act(clerk_of(), "2017-12-08 09:00"))


def test_an_instruction_is_worked_off_and_closed_by_whoever_issued_it() -> None:
    made = given()
    assert (made.number, made.standing, made.issuer.code, made.text) == ("PS-2017-0001", "given", "HRB-LB", WORDS)
    reported(made.pk)
    moving.send_back(made.pk, "没有写明第三件怎么解决的。", act(chief(), "2017-12-09 09:00"))
    moving.report(made.pk, RESULT, act(clerk_of(), "2017-12-10 09:00"))
    closed = moving.close(made.pk, "", act(chief(), "2017-12-11 09:00"))
    done = lookups.entries(closed)
    assert [one.move for one in done] == ["take_over", "progress", "report", "send_back", "report", "close"]
    assert done[4].text == RESULT
    assert Standing(closed.standing) is standing_of([Move(one.move) for one in done]) is Standing.CLOSED
    with pytest.raises(Refused, match="已经办结，现在不能报进展"):
        moving.progress(made.pk, RESULT, act(clerk_of(), "2017-12-12 09:00"))


def test_numbers_have_no_gap_and_begin_anew_each_year() -> None:
    assert [given().number, given().number] == ["PS-2017-0001", "PS-2017-0002"]
    with pytest.raises(Refused):
        given(text="")
    assert given().number == "PS-2017-0003"
    assert given("2018-01-02 09:00").number == "PS-2018-0001"


def test_a_number_counts_those_too_that_its_giver_may_not_see() -> None:
    case = story().submitted(to="HL").registered().forwarded("HL-ZJ").now
    given(by=chief(), subject=f"case:{case.number}", owner="HL-ZJ", co_owners=())
    nangang = person("NG", Role.BUREAU_LEADER)
    with transaction_for(sight_of(nangang, at("2017-11-27"))):
        assert not Instruction.objects.exists()
        assert given(by=nangang, owner="NG-XF", co_owners=()).number == "PS-2017-0002"


def test_the_same_request_again_changes_nothing() -> None:
    once, again = (giving.give(GIVEN, act(leader(), key="k1")) for _ in range(2))
    assert once.pk == again.pk
    moving.take_over(once.pk, act(clerk_of()))
    for _ in range(2):
        moving.progress(once.pk, "已经派人逐件核查，正在整改。", act(clerk_of(), key="k2"))
    assert Entry.objects.filter(move=Move.PROGRESS).count() == 1


def test_the_trace_tells_of_every_move_and_of_no_words() -> None:
    made = given()
    reported(made.pk)
    lines = [line.payload for line in Line.objects.filter(subject=f"instruction:{made.number}").order_by("number")]
    steps = ("instruction_given", "instruction_take_over", "instruction_progress", "instruction_report")
    assert [next(step for step in steps if f'"{step}"' in line) for line in lines] == list(steps)
    assert not any(WORDS in line or RESULT in line for line in lines)


def test_more_time_is_given_by_whoever_issued_it_with_a_reason() -> None:
    made = given()
    moving.extend(made.pk, date(2017, 12, 20), "要等鉴定结论，同意延期。", act(chief(), "2017-12-08 09:00"))
    again = lookups.open_instruction(made.pk, chief())
    assert (again.due_on, again.first_due_on) == (date(2017, 12, 20), date(2017, 12, 10))
    assert [one.due_on for one in lookups.entries(again)] == [date(2017, 12, 20)]
    with pytest.raises(NotYours):
        moving.extend(made.pk, date(2017, 12, 30), "请求再延期十天办理。", act(clerk_of(), "2017-12-08 09:00"))


def test_nobody_closes_the_result_that_they_reported() -> None:
    made = given(by=chief(), owner="HRB", co_owners=())
    moving.take_over(made.pk, act(chief()))
    moving.report(made.pk, RESULT, act(chief()))
    with pytest.raises(Refused, match="自己报的结果"):
        moving.close(made.pk, "", act(chief()))
    assert moving.close(made.pk, "", act(leader())).standing == Standing.CLOSED


def test_the_database_holds_the_limit_and_the_day_of_more_time() -> None:
    made = given()
    for wrong in ("due_on = first_due_on - 1", "given_on = first_due_on + 1"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update instructions_instruction set {wrong} where id = {made.pk}")  # noqa: S608 - ours


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ((("HRB-LB"), Role.LEADER), True),
        (("HRB", Role.SUPERVISOR), True),
        (("HLJ", Role.CLERK), True),
        (("NG", Role.CLERK), True),
        (("HRB-ZJ", Role.OFFICER), True),
        (("NG-XF", Role.OFFICER), False),
        (("HL", Role.CLERK), False),
        (("HRB", Role.ANALYST), False),
        (("HRB", Role.ADMIN), False),
    ],
)
def test_an_agency_sees_its_own_and_those_above_see_all(who: tuple[str, Role], *, sees: bool) -> None:
    made = given()
    actor = person(*who)
    assert [one.pk for one in lookups.ledger(actor, Filters(), TODAY)] == [made.pk][: int(sees)]
    assert [one.pk for one in lookups.on("bulletin:1", actor)] == [made.pk][: int(sees)]
    if not sees:
        with pytest.raises(NotFound):
            moving.take_over(made.pk, act(actor))


def test_the_ledger_is_narrowed_to_mine_the_open_and_the_overdue(monkeypatch: pytest.MonkeyPatch) -> None:
    late = given()
    elsewhere = given(owner="HL", due_on=date(2017, 12, 31), co_owners=())
    done = given()
    reported(done.pk)
    moving.close(done.pk, "", act(chief(), "2017-12-09 09:00"))

    def keys(view: str, who: Actor, page: int = 1) -> list[int]:
        return [one.pk for one in lookups.ledger(who, Filters(view, page), TODAY)]

    assert keys("all", chief()) == [done.pk, elsewhere.pk, late.pk]
    assert keys("mine", chief()) == []
    assert keys("mine", clerk_of()) == keys("mine", person("HRB-ZJ", Role.OFFICER)) == [done.pk, late.pk]
    assert keys("open", chief()) == [elsewhere.pk, late.pk]
    assert keys("overdue", chief()) == [late.pk]
    monkeypatch.setattr(lookups, "PAGE", 1)
    assert keys("all", chief(), 2) == [elsewhere.pk, late.pk], "one row more tells of another page"


def test_what_waits_is_told_to_who_works_and_then_to_who_judges() -> None:
    assert what_waits(clerk_of()) == {}
    made = given()
    assert (what_waits(clerk_of()), what_waits(chief())) == ({"instructions": 1}, {})
    reported(made.pk)
    assert (what_waits(clerk_of()), what_waits(chief()), what_waits(leader())) == (
        {}, {"instructions": 1}, {"instructions": 1},
    )  # fmt: skip
    assert what_waits(person("HRB", Role.ADMIN)) == {}
