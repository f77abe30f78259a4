"""Instructions on cases: who may be given one, who sees it, and what is left when the case is destroyed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from tests.cast import at_accusations, load_city, person
from tests.moments import at
from tests.records.instructions.lives import GIVEN, WORDS, act, chief, clerk_of, given, leader
from tests.stories import Story, story
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.instructions import giving, lookups, moving
from wangfang.records.instructions.lookups import Filters
from wangfang.records.instructions.models import Entry, Instruction
from wangfang.records.people.asking import sight_of
from wangfang.records.walls.context import transaction_for
from wangfang.rules.facts import Actor, Role, Step
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2017, 12, 11)


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def at_the_unit() -> Story:
    return story().submitted(to="HRB").registered().forwarded("NG").forwarded("NG-XF")


def on_case(lived: Story, owner: str = "NG-XF", by: Actor | None = None) -> Instruction:
    return given(by=by, subject=f"case:{lived.now.number}", owner=owner, co_owners=())


def walled(who: Actor) -> int:
    """Return how many instructions and moves the database itself lets somebody see."""
    with transaction_for(sight_of(who, at("2017-12-01"))):
        return Instruction.objects.count() + Entry.objects.count()


def test_an_instruction_on_a_case_is_seen_by_who_sees_the_case_and_by_nobody_else() -> None:
    lived = at_the_unit()
    made = on_case(lived)
    officer, stranger = person("NG-XF", Role.OFFICER), person("HL", Role.CLERK)
    moving.take_over(made.pk, act(officer))
    assert [one.number for one in lookups.ledger(officer, Filters(), TODAY)] == [made.number]
    assert (walled(officer), walled(leader()), walled(stranger)) == (2, 2, 0)
    with pytest.raises(NotFound):
        lookups.open_instruction(made.pk, stranger)


def test_when_the_case_becomes_secret_its_instruction_goes_out_of_sight() -> None:
    lived = at_the_unit()
    made = on_case(lived)
    officer = person("NG-XF", Role.OFFICER)
    assert lookups.open_instruction(made.pk, officer).text == WORDS
    lived.taken(Step.LABEL, clerk_of("HRB"), secrecy="accusation", why="反映干部违纪")
    for who in (officer, leader(), chief()):
        with pytest.raises(NotFound):
            lookups.open_instruction(made.pk, who)
        assert lookups.on(made.subject, who) == []
        assert walled(who) == 0


def test_nobody_instructs_on_a_case_that_they_may_not_see() -> None:
    secret = story().accusing("HL-ZJ").submitted(to="HRB").registered()
    for who in (leader(), chief()):
        with pytest.raises(NotFound):
            on_case(secret, "HRB", who)
    assert not Instruction.objects.exists()


def test_who_never_had_the_case_is_given_no_instruction_on_it() -> None:
    with pytest.raises(Refused, match="哈西街道办事处没有办理过这件事"):
        on_case(at_the_unit(), "NG-HX")


def test_who_is_accused_is_given_no_instruction_on_it() -> None:
    who = at_accusations("NG", Role.BUREAU_LEADER)
    secret = story().accusing("NG-XF").submitted(to="NG").registered().now
    case = Case.objects.get(pk=secret.pk)
    case.seen_by = [*case.seen_by, tree().key_of["NG-XF"]]  # as if it had come that far
    case.save(update_fields=["seen_by"])
    with pytest.raises(Refused, match="不能看到它"):
        giving.give(replace(GIVEN, subject=f"case:{case.number}", owner="NG-XF", co_owners=()), act(who))
    said = replace(GIVEN, subject=f"case:{case.number}", owner="NG", co_owners=())
    assert giving.give(said, act(who)).case_id == case.pk, "to the bureau that has it"


def test_its_words_go_when_the_content_of_the_case_is_destroyed() -> None:
    made = on_case(at_the_unit())
    moving.take_over(made.pk, act(person("NG-XF", Role.OFFICER)))
    moving.progress(made.pk, "已经派人上门，正在更换防水。", act(person("NG-XF", Role.OFFICER)))
    with connection.cursor() as cursor:
        cursor.execute("update cases_case set destroyed = 'XH-2048-0001' where id = %s", [made.case_id])
    left = Instruction.objects.get(pk=made.pk)
    assert (left.text, left.number) == ("", made.number)
    assert [one.text for one in lookups.entries(left)] == ["", ""]
