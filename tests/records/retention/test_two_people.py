"""Nobody destroys alone: every pair of people, a hold in between, and what the database refuses whoever asks."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.cast import at_accusations, officer, person
from tests.moments import at
from tests.records.retention import lives
from tests.records.retention.lives import OVER, act, answered, approved, declined, destroyed, operator
from tests.stories import story
from tests.walled import seen_as
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.models import Entry
from wangfang.records.retention import destroying, due, holds, lists
from wangfang.records.retention.models import DestructionList, Hold, Listed
from wangfang.records.walls.context import Hat, Sight, transaction_for
from wangfang.rules.facts import Actor, Role, Step
from wangfang.rules.refusal import Refused


def people() -> dict[str, Actor]:
    """Return who might try: of the office itself, of other offices, above, and the three who keep the platform."""
    second = replace(lives.leader(), login="second-leader")
    capital = replace(lives.clerk(), login=lives.leader().login.upper(), role=Role.UNIT_LEADER)
    return {
        "clerk": lives.clerk(), "leader": lives.leader(), "second leader": second, "leader in capitals": capital,
        "neighbour": person("NG-HX", Role.UNIT_LEADER), "bureau": person("NG", Role.BUREAU_LEADER),
        "supervisor": person("NG", Role.SUPERVISOR), "security": person("NG", Role.SECURITY),
        "nobody": replace(lives.leader(), login=""),
    }  # fmt: skip


MAKERS = {"clerk", "leader", "second leader", "leader in capitals"}
LEADERS = {"leader", "second leader", "leader in capitals"}
SAME = {"leader", "leader in capitals"}


def may_pair(first: str, second: str) -> bool:
    """Say it once more in plain words: a handler of the office, then another leader of the office."""
    return first in MAKERS and second in LEADERS and first != second and not {first, second} <= SAME


def test_of_all_ordered_pairs_only_two_different_people_of_the_office_agree_on_a_list() -> None:
    number, agreed = answered().now.number, set()
    everybody = people()
    for first, second in product(everybody, repeat=2):
        with transaction.atomic():
            try:
                listed = lists.make([number], "保管期限已满", act(everybody[first]))
                assert lists.approve(listed.pk, act(everybody[second])).approved_by
                agreed.add((first, second))
            except Refused:
                pass
            transaction.set_rollback(True)
    assert agreed == {pair for pair in product(everybody, repeat=2) if may_pair(*pair)}


def test_of_all_ordered_pairs_only_another_leader_lifts_a_hold() -> None:
    case, lifted = answered().now, set()
    everybody = people()
    for first, second in product(everybody, repeat=2):
        with transaction.atomic():
            try:
                holds.put(case, "诉讼需要", act(everybody[first]))
                holds.lift(case, "诉讼结束", act(everybody[second]))
                lifted.add((first, second))
            except Refused:
                pass
            transaction.set_rollback(True)
    leaders = LEADERS | {"neighbour", "bureau"}
    holders = set(everybody) - {"security", "nobody"}
    assert lifted == {
        (first, second)
        for first, second in product(holders, leaders)
        if first != second and not {first, second} <= SAME
    }


def test_a_hold_stops_listing_approving_and_destroying() -> None:
    told = answered()
    holds.put(told.now, "诉讼需要", act(lives.clerk()))
    with pytest.raises(Refused, match="保全"):
        lists.make([told.now.number], "期满", act(lives.clerk()))
    holds.lift(told.now, "诉讼结束", act(lives.leader()))
    listed = lists.make([told.now.number], "期满", act(lives.clerk()))
    holds.put(told.now, "又有诉讼", act(lives.leader()))
    with pytest.raises(Refused, match="保全"):
        lists.approve(listed.pk, act(lives.leader()))
    holds.lift(told.now, "诉讼结束", act(person("NG", Role.BUREAU_LEADER)))
    lists.approve(listed.pk, act(lives.leader()))
    holds.put(told.now, "第三次", act(lives.clerk()))
    done = destroying.carry_out(listed.number, act(operator()), dry=False)
    assert (done.destroyed, [number for number, _why in done.left]) == ([], [told.now.number])
    with pytest.raises(DatabaseError, match="not condemned"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select retention_destroy(%s, now())", [told.now.pk])
    assert Case.objects.get(pk=told.now.pk).title == "辽河小区顶楼漏雨"
    with pytest.raises(Refused, match="已经在保全中"):
        holds.put(told.now, "再来", act(lives.leader()))


@pytest.mark.parametrize(
    ("when", "what", "why"),
    [
        ("2047-12-31", answered, "没有满"),  # thirty whole years end with 2047
        ("2027-12-31", declined, "没有满"),  # ten whole years end with 2027
    ],
)
def test_a_day_too_early_is_too_early(when: str, what: object, why: str) -> None:
    told = what()  # type: ignore[operator]  # a story
    with pytest.raises(Refused, match=why):
        lists.make([told.now.number], "期满", act(lives.clerk(), at(when)))
    next_year = at(f"{int(when[:4]) + 1}-01-01")
    assert lists.make([told.now.number], "期满", act(lives.clerk(), next_year)).number.endswith("-0001")


def test_what_is_due_is_told_with_what_stands_in_its_way() -> None:
    free, held, listed, other = answered(), answered(), answered(), story().submitted(to="NG").registered().declined()
    story().submitted(to="NG").registered().forwarded("NG-XF").accepted()
    holds.put(held.now, "诉讼需要", act(lives.clerk()))
    approved(listed)
    found = {one.case.number: (one.keeping.id, str(one.since), one.hindered) for one in due.due(OVER.date())}
    assert found == {
        free.now.number: ("answered", "2048-01-01", ""),
        held.now.number: ("answered", "2048-01-01", "保全中"),
        listed.now.number: ("answered", "2048-01-01", "已列入清单"),
        other.now.number: ("unanswered", "2028-01-01", ""),
    }
    assert [one.case.number for one in due.due(OVER.date(), "NG")] == [other.now.number]
    assert [one.case.number for one in due.due(at("2028-01-01").date())] == [other.now.number]
    assert list(due.due(at("2027-12-31").date())) == []
    with seen_as(lives.clerk(), OVER):
        assert len(list(due.due_at(lives.clerk(), OVER.date()))) == 3
    destroyed(free)
    assert free.now.number not in {one.case.number for one in due.due(OVER.date())}


def test_a_list_with_a_case_that_one_may_not_see_is_not_there() -> None:
    reader = at_accusations("NG")
    told = story().accusing("HL").submitted(to="NG")
    told.taken(Step.FAIL_SCREENING, reader, why="反映的是个人待遇")
    assert not told.now.is_open
    listed = lists.make([told.now.number], "期满", act(reader))
    plain = person("NG", Role.BUREAU_LEADER)
    with pytest.raises(NotFound):
        lists.approve(listed.pk, act(plain))
    assert lists.newest(plain) == []
    with pytest.raises(Refused, match="不能列入"):
        lists.make([told.now.number], "期满", act(plain))
    assert [one.number for one in lists.newest(reader)] == [listed.number]


def refused(statement: str, *values: int) -> bool:
    """Tell whether the database refuses a statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError:
        return True
    return False


def test_the_database_lets_a_step_lose_its_words_only_as_a_whole_and_only_when_two_have_agreed() -> None:
    told = answered()
    strip = "update cases_steptaken set detail = retention_kept(step, detail)"
    assert refused(f"{strip} where case_id = %s", told.now.pk), "on no list"
    approved(told)
    for more in (
        "update cases_steptaken set detail = '{}' where case_id = %s",
        "update cases_steptaken set actor = 'x' where case_id = %s",
        f"{strip}, actor = 'x' where case_id = %s",
        "delete from cases_steptaken where case_id = %s",
    ):
        assert refused(more, told.now.pk), more
    assert not refused(f"{strip} where case_id = %s", told.now.pk), "the control: this is what it lets through"


def test_a_list_that_one_person_wrote_alone_or_that_does_not_agree_with_its_trace_is_not_carried_out() -> None:
    told, other = answered(), answered()
    listed = lists.make([told.now.number], "期满", act(lives.clerk()))
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionList.objects.filter(pk=listed.pk).update(approved_by=listed.made_by, approved_at=OVER)
    with pytest.raises(Refused, match="还没有批准"):
        destroying.carry_out(listed.number, act(operator()), dry=False)
    DestructionList.objects.filter(pk=listed.pk).update(approved_by="forged", approved_at=OVER)
    with pytest.raises(Refused, match="对不上"):
        destroying.carry_out(listed.number, act(operator()), dry=False)
    true = approved(other)
    Listed.objects.create(list=true, case=told.now)
    with pytest.raises(Refused, match="对不上"):
        destroying.carry_out(true.number, act(operator()), dry=False)
    with pytest.raises(NotFound):
        destroying.carry_out("XH-2048-9999", act(operator()), dry=False)
    assert {case.destroyed for case in Case.objects.all()} == {""}


@pytest.mark.parametrize("hat", [Hat.WEB, Hat.PUBLIC, Hat.HOUSE])
def test_no_page_can_destroy(hat: Hat) -> None:
    told = answered()
    approved(told)
    with transaction.atomic(), transaction_for(Sight(hat, "li", 3)):
        assert refused("select retention_destroy(%s, now())", told.now.pk)
    with transaction.atomic(), transaction_for(Sight(Hat.JOB)):
        assert not refused("select retention_destroy(%s, now())", told.now.pk), "the control: a job can"


def test_content_that_is_gone_without_a_list_is_found() -> None:
    told, noise = answered(), answered()
    destroyed(noise)
    assert list(verify()) == []
    Case.objects.filter(pk=told.now.pk).update(salt="", plain_title="", plain_text="")
    assert {(one.case, one.kind) for one in verify()} == {(told.now.number, "destroyed")}
    Case.objects.filter(pk=told.now.pk).update(destroyed="XH-2048-0001")
    assert {(one.case, one.kind) for one in verify()} == {(told.now.number, "destroyed")}, "that list names another"


def test_every_act_leaves_its_line_and_no_line_says_a_reason() -> None:
    told = answered()
    number = told.now.number
    holds.put(told.now, "诉讼需要", act(lives.clerk()))
    holds.lift(told.now, "诉讼结束", act(lives.leader()))
    destroyed(told)
    said = [(e.subject, e.payload) for e in Entry.objects.filter(subject__contains=":").order_by("pk")]
    told_of = [
        (subject, payload.split('"step":"')[1].split('"')[0])
        for subject, payload in said
        if "XH-" in subject or "hold" in subject
    ]
    assert told_of == [
        (f"hold:{number}", "hold_put"), (f"hold:{number}", "hold_lifted"),
        ("list:XH-2048-0001", "list_made"), ("list:XH-2048-0001", "list_approved"), ("list:XH-2048-0001", "destroyed"),
    ]  # fmt: skip
    assert "诉讼" not in "".join(payload for _subject, payload in said)
    assert Hold.objects.get().why == ""


def test_officers_of_another_office_list_nothing_of_this_one() -> None:
    told = answered()
    with pytest.raises(Refused, match="不能列入"):
        lists.make([told.now.number], "期满", act(officer("NG-HX")))
    with pytest.raises(Refused, match="至少选一件"):
        lists.make([" "], "期满", act(lives.clerk()))
    with pytest.raises(Refused, match="理由"):
        lists.make([told.now.number], " ", act(lives.clerk()))


def test_a_hold_that_was_lifted_in_its_row_alone_holds_by_its_trace() -> None:
    told = answered()
    listed = approved(told)
    holds.put(told.now, "诉讼需要", act(lives.clerk()))
    Hold.objects.update(lifted_by="forged", lifted_at=OVER)
    done = destroying.carry_out(listed.number, act(operator()), dry=False)
    assert ([number for number, _why in done.left], done.destroyed) == ([told.now.number], [])
