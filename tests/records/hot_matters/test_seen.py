"""Who is told what of a matter: figures, names and reasons are of the cases that somebody sees, and of no other."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import walled
from tests.cast import clerk, person
from tests.records.hot_matters.crowds import NOW, kept, voice
from tests.stories import Story
from wangfang.records.agencies.tree import steady
from wangfang.records.cases import linking, visible
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.hot_matters import lookups, reasons
from wangfang.records.hot_matters.models import Member
from wangfang.records.people.models import Petitioner
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Role, Step
from wangfang.rules.hot_matters import LISTED_DAYS, Trend
from wangfang.rules.matters import Verdict

WORLD = ("HLJ", "HRB", "NG", "HL", "DL")


def matter_of(one: Story) -> int:
    return Member.objects.get(case=one.now).matter_id


def numbers() -> list[int]:
    return sorted(set(Member.objects.values_list("matter", flat=True)))


def told_of(actor: Actor, matters: list[int]) -> list[object]:
    """Return everything that somebody is told of the matters there are, but their numbers: of the list, and of each page."""
    said: list[object] = [_figures(told) for told in lookups.hottest(actor, NOW)]
    for number in matters:
        try:
            told = lookups.open_matter(number, actor, NOW)
        except NotFound:
            said.append(None)
            continue
        page = reasons.page_of(told, None, actor, NOW)
        said.append((_figures(told), [one.case.number for one in page.members], page.likest, page.shared))
    return said


def _figures(told: lookups.Told) -> tuple[object, ...]:
    cases = [one.case.number for one in told.members]
    return cases, told.heat, told.people, told.trend, told.title, told.places


def test_the_hottest_comes_first_with_its_name_its_people_and_how_it_goes_on() -> None:
    roof = [voice(nth, days_ago) for nth, days_ago in enumerate((1, 2, 20))]
    lamp = [
        voice(nth, 40, title="文昌街路灯不亮", text="文昌街的路灯不亮，晚上看不清路。", people=3) for nth in range(3, 5)
    ]
    kept(roof, lamp)
    first, second = lookups.hottest(clerk("NG"), NOW)
    assert (first.number, first.title, first.places) == (matter_of(roof[0]), "南岗区辽河小区顶楼漏雨", ("南岗区",))
    assert (first.heat.size, first.heat.writers, first.heat.span_days, first.people) == (3, 3, 19, 3)
    assert first.trend is Trend.RISING
    assert (second.heat.size, second.people, second.trend) == (2, 6, Trend.QUIET)
    assert first.heat.heat > second.heat.heat


def test_what_one_person_writes_again_is_no_hot_matter_but_has_a_page() -> None:
    again = [voice(1, 1), voice(1, 5)]
    kept(again)
    assert lookups.hottest(clerk("NG"), NOW) == []
    assert lookups.open_matter(matter_of(again[0]), clerk("NG"), NOW).heat.writers == 1


def test_what_nobody_wrote_about_for_long_is_off_the_list_and_keeps_its_page() -> None:
    old = [voice(nth, LISTED_DAYS + 1) for nth in range(2)]
    kept(old)
    assert lookups.hottest(clerk("NG"), NOW) == []
    assert lookups.open_matter(matter_of(old[0]), clerk("NG"), NOW).heat.size == 2
    kept([*old, voice(3, LISTED_DAYS - 1)])
    (told,) = lookups.hottest(clerk("NG"), NOW)
    assert told.heat.size == 3, "the old ones count with it"


def test_a_matter_of_which_one_case_is_seen_is_none() -> None:
    mine, far = voice(0), voice(1, to="DL")
    kept([mine, far])
    assert lookups.hottest(clerk("NG"), NOW) == []
    with pytest.raises(NotFound):
        lookups.open_matter(matter_of(mine), clerk("NG"), NOW)
    for none in (10**6, 2**64):
        with pytest.raises(NotFound):
            lookups.open_matter(none, clerk("NG"), NOW)


def test_hot_matters_are_for_who_looks_after_many_cases() -> None:
    kept([voice(0), voice(1)])
    for actor in (person("NG-XF", Role.OFFICER), person("NG", Role.ADMIN), person("HRB", Role.ANALYST)):
        with pytest.raises(NotYours):
            lookups.hottest(actor, NOW)
        with pytest.raises(NotYours):
            lookups.open_matter(1, actor, NOW)


def test_every_case_has_the_one_that_it_is_likest_to_and_why() -> None:
    cases = [voice(nth, nth + 1) for nth in range(3)]
    kept(cases)
    told = lookups.open_matter(matter_of(cases[0]), clerk("NG"), NOW)
    page = reasons.page_of(told, None, clerk("NG"), NOW)
    numbers = [one.now.number for one in cases]
    assert [one.case.number for one in page.members] == numbers
    assert dict(page.shared)["辽河小区"] == 3
    for mine, likest in zip(numbers, page.likest, strict=True):
        assert likest.number in set(numbers) - {mine}
        assert likest.score >= 0.6
        assert likest.reasons
        assert not likest.is_settled
    first, other = cases[0], next(one for one in cases if one.now.number == page.likest[0].number)
    first.registered()
    linking.link(first.now, other.now, Verdict.SAME_MATTER, "同一处屋面", first.act(first.holder()))
    assert reasons.page_of(told, None, clerk("NG"), NOW).likest[0].is_settled


def test_pages_go_on_where_the_last_one_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "PAGE", 2)
    cases = [voice(nth, 1) for nth in range(5)]  # at the same moment: the key decides
    kept(cases)
    told = lookups.open_matter(matter_of(cases[0]), clerk("NG"), NOW)
    found, after, pages = [], None, 0
    while True:
        page = reasons.page_of(told, after, clerk("NG"), NOW)
        found += [one.case.number for one in page.members]
        pages += 1
        if page.is_last:
            break
        after = reasons.place_of(page.members[-1])
    assert found == [one.now.number for one in reversed(cases)]
    assert pages == 3


def test_the_number_of_queries_does_not_grow() -> None:
    def asked(groups: int, size: int) -> list[int]:
        cases = [[voice(size * group + nth, nth + 1) for nth in range(size)] for group in range(groups)]
        kept(*cases)
        number, counts = matter_of(cases[0][0]), []
        for look in (_list, _page):
            with steady(), CaptureQueriesContext(connection) as queries:
                look(number)
            counts.append(len(queries))
        return counts

    few, many = asked(1, 2), asked(4, 5)
    assert few == many
    assert few[0] <= 3
    assert few[1] <= 4


def _list(_number: int) -> None:
    lookups.hottest(clerk("NG"), NOW)


def _page(number: int) -> None:
    reasons.page_of(lookups.open_matter(number, clerk("NG"), NOW), None, clerk("NG"), NOW)


def world(chance: Random) -> list[Story]:
    """Return cases that are all alike, here and there, in two groups; some of them are accusations."""
    cases = []
    for _ in range(8):
        told = voice(chance.randrange(6), chance.randrange(1, 60), chance.choice(WORLD), people=chance.randrange(1, 4))
        cases.append(told)
    kept(cases[:5], cases[5:])
    for one in cases:
        if chance.random() < 0.2:
            one.registered().taken(Step.LABEL, one.holder(), secrecy="accusation", why="涉及举报人安全")
    return cases


def hide(cases: list[Story], seen: set[int]) -> None:
    """Turn the cases that somebody does not see into something else altogether, and of another day."""
    keys = [one.now.pk for one in cases if one.now.pk not in seen]
    Case.objects.filter(pk__in=keys, sealed=b"").update(plain_title="别的事", plain_text="路灯不亮")
    Case.objects.filter(pk__in=keys).update(people=99, region="230111", received_at=NOW - timedelta(days=3))
    Petitioner.objects.filter(case__in=keys).update(id_index=b"", phone_index=b"")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.sampled_from(WORLD))
def test_nothing_that_is_told_comes_from_a_case_out_of_sight(chance: Random, agency: str) -> None:
    """The same world with other cases in the place of those that somebody does not see is told the same, to the order."""
    with transaction.atomic():
        cases, viewer = world(chance), clerk(agency)
        seen = set(visible.visible_to(viewer).values_list("pk", flat=True))
        matters = numbers()
        before = told_of(viewer, matters)
        hidden = {one.now.number for one in cases if one.now.pk not in seen}
        assert not any(number in str(before) for number in hidden)
        hide(cases, seen)
        assert told_of(viewer, matters) == before
        with walled.seen_as(viewer, NOW):
            assert told_of(viewer, matters) == before, "behind the walls as before them"
        transaction.set_rollback(True)


def test_a_list_of_everything_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [voice(0), voice(1), voice(2, to="DL")]
    kept(cases)
    matters = numbers()
    before = told_of(clerk("NG"), matters)
    assert cases[2].now.number not in str(before)
    monkeypatch.setattr(lookups, "visible_to", lambda _actor: Case.objects.all())
    assert cases[2].now.number in str(told_of(clerk("NG"), matters)), "the broken variant: sight is not asked"
    with walled.seen_as(clerk("NG"), NOW):
        assert told_of(clerk("NG"), matters) == before, "and the wall alone would do"


def test_the_table_itself_betrays_no_membership_and_pages_cannot_write_it() -> None:
    cases = [voice(0), voice(1), voice(2, to="DL")]
    kept(cases)
    with walled.seen_as(clerk("NG"), NOW):
        assert set(Member.objects.values_list("case", flat=True)) == {one.now.pk for one in cases[:2]}
        for forbidden in (
            "select count(*) from hot_matters_matter",
            "delete from hot_matters_member",
            "update hot_matters_member set matter_id = matter_id",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(forbidden)


def test_the_warmest_are_looked_at_by_the_heat_that_the_rule_reckons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of people who each wrote once the database ranks like the rule; so the hottest is among the few that are looked at."""
    groups = [[voice(2 * nth, ago), voice(2 * nth + 1, ago + nth)] for nth, ago in enumerate((50, 3, 90, 20, 7))]
    kept(*groups)
    ranked = [told.number for told in lookups.hottest(clerk("NG"), NOW)]
    assert lookups._warmest(clerk("NG"), NOW) == ranked
    monkeypatch.setattr(lookups, "LOOKED_AT", 2)
    assert [told.number for told in lookups.hottest(clerk("NG"), NOW)] == ranked[:2]
