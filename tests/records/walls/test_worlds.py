"""Do the rules, the lookups and the database by itself say the same of every person and every case of random worlds?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.forms import model_to_dict

from tests.records.walls.worlds import NOW, World, settle_tree, world
from tests.walled import seen_as
from wangfang.records.agencies.tree import steady
from wangfang.records.cases.models import Case
from wangfang.records.cases.numbered import case_of
from wangfang.records.cases.visible import visible_to
from wangfang.records.walls import building
from wangfang.records.walls.context import Hat
from wangfang.rules.facts import Actor, Role

WORLDS = 200
MUTANTS = {
    "accused agencies are let in": ("not barred && ", "barred is not null or barred && "),
    "accused people are let in": ("not barred_people && ", "barred_people is not null or barred_people && "),
    "the label is one too high": ("secrecy <= (select", "secrecy - 1 <= (select"),
    "agencies see accusations": ("secrecy < 2 and seen_by @> array[", "seen_by @> array["),
    "a grant never ends": ("and case_granted(granted_to, granted_until,", "and granted_to && ("),
    "a grant is for whoever asks": ("or cardinality(granted_to) > 0", "or cardinality(granted_to) > 0 or true"),
    "any task will do": ("and case_on_task(seen_by, purpose)", ""),
    "all is seen": ("id = (select", "true or id = (select"),
    "nothing is seen": ("secrecy <= (select", "secrecy < 0 and secrecy <= (select"),
    "no name opens anything": ("or cardinality(granted_to) > 0", "or cardinality(granted_to) < 0"),
    "a task opens nothing": ("and case_on_task(seen_by, purpose)", "and false"),
}  # fmt: skip
"""Wrong policies, each by what is put in the place of what."""


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    settle_tree()


@contextmanager
def lived(seed: int) -> Iterator[World]:
    """Make a world, and unmake it."""
    with steady(), transaction.atomic():
        yield world(seed)
        transaction.set_rollback(True)


def by_database(actor: Actor) -> frozenset[str]:
    """Return what a bare select brings to a person: the wall alone."""
    try:
        with seen_as(actor, NOW), connection.cursor() as cursor:
            cursor.execute("select number from cases_case")
            return frozenset(row[0] for row in cursor.fetchall())
    except DatabaseError:  # the table is shut
        return frozenset()


def by_both(actor: Actor) -> frozenset[str]:
    """Return what the lookup brings behind the wall."""
    with seen_as(actor, NOW):
        return frozenset(visible_to(actor).values_list("number", flat=True))


def test_rules_lookups_and_database_agree_on_every_person_and_case() -> None:
    wrong, seen, hidden, by_role = [], 0, 0, set()
    for seed in range(WORLDS):
        with lived(seed) as one:
            for actor, expected in one.people:
                found = by_database(actor), by_both(actor)
                if found != (expected, expected):
                    wrong.append((seed, actor.login, *(sorted(one ^ expected) for one in found)))
                seen, hidden = seen + len(expected), hidden + len(one.lives) - len(expected)
                by_role |= {actor.role} if expected else set()
    assert wrong == []
    assert seen > 2_000
    assert hidden > 8_000
    assert Role.SUPERVISOR in by_role
    assert not by_role & {Role.ADMIN, Role.SECURITY, Role.AUDITOR}


def test_the_lookup_alone_lets_nobody_see_more_than_the_rules() -> None:
    """Without a context a grant that ends counts as ended, so less may be seen, never more."""
    for seed in range(20):
        with lived(seed) as one:
            for actor, expected in one.people:
                assert frozenset(visible_to(actor).values_list("number", flat=True)) <= expected


def test_asked_for_by_its_number_a_case_is_there_for_the_same_people() -> None:
    seen = 0
    for seed in range(20):
        with lived(seed) as one:
            numbers = list(Case.objects.values_list("number", flat=True))
            for actor, expected in one.people:
                with seen_as(actor, NOW):
                    found = [case_of(number, actor) for number in numbers]
                    alone = frozenset(case.number for case in found if case)
                assert alone == expected, (seed, actor.login)
                seen += len(alone)
    assert seen > 200


def test_a_case_by_its_number_is_whole() -> None:
    with lived(1) as one:
        actor, expected = max(one.people, key=lambda pair: len(pair[1]))
        with seen_as(actor, NOW):
            for number in expected:
                whole = Case.objects.select_related("petitioner", "holder").get(number=number)
                found = case_of(number, actor)
                assert found is not None
                pairs = ((found, whole), (found.petitioner, whole.petitioner), (found.holder, whole.holder))
                assert [model_to_dict(ours) for ours, _ in pairs] == [model_to_dict(theirs) for _, theirs in pairs]
                assert [ours.get_deferred_fields() for ours, _ in pairs] == [set()] * 3


@pytest.mark.parametrize("name", MUTANTS)
def test_a_wrong_policy_is_found_out(name: str) -> None:
    before, after = MUTANTS[name]
    assert before in building.SEEN
    mutant = building.SEEN.replace(before, after)
    with connection.cursor() as cursor:
        cursor.execute("drop policy seen_by_web on cases_case")
        building._policy(cursor, "cases_case", "seen_by_web", Hat.WEB.role, mutant)
    assert any(_differs(seed) for seed in range(100))


def _differs(seed: int) -> bool:
    with lived(seed) as one:
        return any(by_database(actor) != expected for actor, expected in one.people)
