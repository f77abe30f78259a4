"""Who sees that two cases belong together: links and hints from both sides, and nothing of what is out of sight."""

from __future__ import annotations

import re
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import walled
from tests.cast import clerk, person
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import alike, archive, duplicates, indexing, linking, lookups, ties, visible
from wangfang.records.cases.archive import Reader
from wangfang.records.cases.models import Case
from wangfang.records.cases.showing import of_case
from wangfang.records.cases.ties import Bond
from wangfang.records.cases.verification import verify
from wangfang.records.likeness import index
from wangfang.records.people.models import Petitioner
from wangfang.rules.facts import Actor, Role, Step
from wangfang.rules.matters import Verdict
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
NOW = at("2017-09-20 09:00")


def first_case(when: str = "2017-08-21 09:00") -> Story:
    """Return the first case of a matter, with its bureau."""
    return story(when).submitted().registered()


def test_every_bureau_that_had_a_copy_sees_its_first_case() -> None:
    chance = Random(7)
    for _ in range(6):
        first = story("2017-08-20 09:00").submitted(to=chance.choice(("HLJ", "HRB", "NG"))).registered()
        copy = story("2017-08-22 09:00").submitted(to=chance.choice(("HLJ", "HRB", "NG"))).registered()
        for one in (first, copy):
            while one.holder().agency != tree().agency("NG"):
                one.forwarded({"HLJ": "HRB", "HRB": "NG"}[one.holder().agency.code])  # type: ignore[union-attr]
        copy.merged(first.forwarded("NG-XF").now)
        passed = {event.agency for event in lookups.life(copy.now).events if event.agency}
        for code in passed:
            found = ties.ties_of(copy.now, lookups.life(copy.now), clerk(code), NOW)
            assert [(tie.bond, tie.case.number) for tie in found] == [(Bond.FIRST, first.now.number)]
            roots = ties.first_cases([Case.objects.get(pk=copy.now.pk)], clerk(code))
            assert roots[copy.now.number].state == "awaiting_unit"


def test_a_copy_of_a_copy_is_handled_with_the_first_of_them_as_far_as_it_is_seen() -> None:
    copy = story("2017-08-24 09:00").submitted().registered()
    between = story("2017-08-23 09:00").submitted().registered()
    first = story("2017-08-20 09:00").submitted(to="HRB").registered()
    copy.merged(between.now)
    duplicates.merge(between.now, first.now, "同一事", between.act(between.holder()))
    fresh = Case.objects.get(pk=copy.now.pk)
    assert ties.first_cases([fresh], clerk("HRB"))[fresh.number].number == first.now.number
    assert ties.first_cases([fresh], clerk("NG"))[fresh.number].number == between.now.number, (
        "the first is out of sight"
    )


def test_what_is_linked_is_found_from_both_sides_until_it_is_taken_back() -> None:
    one, two = first_case(), first_case("2017-08-22 09:00")
    linking.link(one.now, two.now, Verdict.SAME_MATTER, "邻居反映同一漏点", one.act(one.holder()))
    for mine, other in ((one, two), (two, one)):
        found = ties.ties_of(Case.objects.get(pk=mine.now.pk), lookups.life(mine.now), clerk("NG"), NOW)
        assert [(tie.bond, tie.case.number, tie.own) for tie in found] == [
            (Bond.SAME_MATTER, other.now.number, mine is one)
        ]
    assert Case.objects.get(pk=one.now.pk).state == "registered", "a link moves nothing"
    linking.unlink(one.now, two.now, "认错了", one.act(one.holder()))
    assert ties.ties_of(two.now, lookups.life(two.now), clerk("NG"), NOW) == []
    assert list(verify()) == []


def test_what_was_told_apart_is_proposed_no_more_from_either_side() -> None:
    one, two = first_case(), first_case("2017-08-22 09:00")
    assert [hint.number for hint in alike.of_case(one.now, clerk("NG"), NOW)] == [two.now.number]
    assert ties.unsettled(one.now, lookups.life(one.now), [two.now.number], clerk("NG")) == {two.now.number}
    linking.dismiss(one.now, two.now, "门牌号不同", one.act(one.holder()))
    for mine, other in ((one, two), (two, one)):
        left = ties.unsettled(mine.now, lookups.life(mine.now), [other.now.number], clerk("NG"))
        assert left == frozenset()
    linking.unlink(one.now, two.now, "再看是同一处", one.act(one.holder()))
    assert ties.unsettled(two.now, lookups.life(two.now), [one.now.number], clerk("NG")) == {one.now.number}


def test_a_secret_number_is_not_written_into_an_open_history() -> None:
    plain, secret = first_case(), story().accusing("HL-ZJ").submitted().registered()
    with pytest.raises(Refused, match="保密件"):
        linking.link(plain.now, secret.now, Verdict.SAME_PERSON, "", plain.act(plain.holder()))
    with pytest.raises(Refused, match="保密件"):
        linking.dismiss(plain.now, secret.now, "", plain.act(plain.holder()))


def test_a_number_out_of_sight_is_blotted_out_of_the_history() -> None:
    one, two = first_case(), first_case("2017-08-22 09:00")
    linking.link(one.now, two.now, Verdict.SAME_PERSON, f"同一人，见 {two.now.number}", one.act(one.holder()))
    two.taken(Step.LABEL, person("NG", Role.CLERK), secrecy="accusation", why="反映干部违纪")
    life = lookups.life(one.now)
    told = of_case(one.now, life, clerk("NG"), NOW).told(life).events[-1].detail
    assert two.now.number not in str(told)
    assert ties.ties_of(one.now, life, clerk("NG"), NOW) == []


def test_the_volume_of_the_first_case_has_its_copies_with_their_own_text() -> None:
    first, copy = first_case(), story().about(text="顶楼又漏了，请并案处理。").submitted().registered()
    copy.merged(first.now)
    now = lookups.open_case(first.now.number, clerk("NG"))
    reader = Reader(clerk("NG"), of_case(now, lookups.life(now), clerk("NG"), NOW))
    for volume in (archive.volume_of(now, NOW.date(), reader), archive.volume_of(now, NOW.date())):
        chapter = next(part for part in volume["parts"] if part["name"] == "并案和关联的信访件")
        assert copy.now.number in str(chapter)
        assert "顶楼又漏了，请并案处理。" in str(chapter)


WORLD = ("HLJ", "HRB", "NG", "HL", "DL")


def told_of(case: Case, viewer: Actor) -> list[object]:
    """Return everything that somebody is told of a case and others: hints in their order, ties, what is left to propose."""
    hints = alike.of_case(case, viewer, NOW, 50)
    left = ties.unsettled(case, lookups.life(case), [hint.number for hint in hints], viewer)
    return [hints, _tied(case, viewer), sorted(left)]


def numbers_in(told: list[object]) -> set[str]:
    """Return the numbers of cases in what somebody was told."""
    return set(re.findall(r"[0-9]{8}-[0-9]{6}", str(told)))


def world(chance: Random) -> list[Story]:
    """Return cases that are all alike, some of them accusations, linked and told apart by chance."""
    cases = [
        (story("2017-08-22 09:00").accusing("HL-ZJ") if chance.random() < 0.2 else story("2017-08-22 09:00"))
        .submitted(to=chance.choice(WORLD))
        .registered()
        for _ in range(6)
    ]
    for one in cases:
        two = chance.choice(cases)
        try:
            if chance.random() < 0.5:
                linking.link(one.now, two.now, Verdict.SAME_MATTER, "同一处", one.act(one.holder()))
            else:
                linking.dismiss(one.now, two.now, "不同处", one.act(one.holder()))
        except Refused:
            continue  # itself, settled before, or secret
    return cases


def hide(cases: list[Story], seen: set[str]) -> None:
    """Turn the cases that somebody does not see into something else altogether."""
    keys = [one.now.pk for one in cases if one.now.number not in seen]
    Case.objects.filter(pk__in=keys, sealed=b"").update(plain_title="别的事", plain_text="路灯不亮")
    Case.objects.filter(pk__in=keys).update(linked=[], apart=[])
    for key in keys:
        index.take_out(key)
    indexing.catch_up()
    Petitioner.objects.filter(case__in=keys).update(id_index=b"", phone_index=b"")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.sampled_from([*WORLD, "NG-XF"]))
def test_no_hint_link_or_count_is_about_a_case_out_of_sight(chance: Random, agency: str) -> None:
    """The same world with other cases in the place of those that somebody does not see answers the same, to the order."""
    with transaction.atomic():
        cases = world(chance)
        viewer = person(agency, Role.OFFICER if agency == "NG-XF" else Role.CLERK)
        seen = set(lookups.visible_to(viewer).values_list("number", flat=True))
        mine = [one.now for one in cases if one.now.number in seen]
        before = [told_of(case, viewer) for case in mine]
        assert {number for told in before for number in numbers_in(told)} <= seen
        hide(cases, seen)
        assert [told_of(case, viewer) for case in mine] == before
        transaction.set_rollback(True)


def test_a_hint_about_everything_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, theirs = first_case(), story().submitted(to="DL").registered()
    before = told_of(mine.now, clerk("NG"))
    assert before[0] == []
    monkeypatch.setattr(visible, "visible_to", lambda _actor: Case.objects.all())
    assert theirs.now.number in numbers_in(told_of(mine.now, clerk("NG"))), "the broken variant: sight is not asked"


def test_behind_the_walls_a_page_finds_the_other_side_and_nothing_beyond() -> None:
    one, two, far = first_case(), first_case("2017-08-22 09:00"), story().submitted(to="HRB").registered()
    linking.link(one.now, two.now, Verdict.SAME_MATTER, "同一漏点", one.act(one.holder()))
    linking.link(far.now, two.now, Verdict.SAME_MATTER, "同一漏点", far.act(far.holder()))
    walled.raise_walls()
    for viewer, expected in ((clerk("NG"), {one.now.number}), (clerk("HRB"), {one.now.number, far.now.number})):
        with walled.seen_as(viewer, NOW):
            assert {number for _, number in _tied(two.now, viewer)} == expected
            assert next(hint.number for hint in alike.of_case(one.now, viewer, NOW)) in {two.now.number, far.now.number}


def _tied(case: Case, viewer: Actor) -> list[tuple[str, str]]:
    return [(tie.bond, tie.case.number) for tie in ties.ties_of(case, lookups.life(case), viewer, NOW)]
