"""Is a context gone with its transaction, on a pool of connections and wherever somebody forgets to tell one?"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.cast import clerk, load_city, operator_act, person
from tests.moments import at
from tests.stories import Story, story
from tests.walled import seen_as, unsaid
from wangfang.config import sources
from wangfang.records.cases.visible import visible_to
from wangfang.records.people.asking import PUBLIC, sight_of
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.records.walls import building, context
from wangfang.records.walls.context import TOLD, Hat, Sight, said_of
from wangfang.rules.facts import Actor, Role

POOL, REQUESTS, FORGOTTEN = 4, 2_000, 0.02
SESSION_LONG = TOLD.replace(", true)", ", false)")
"""What must never be done: said for as long as the connection lives."""


def lines() -> list[psycopg.Connection[tuple[object, ...]]]:
    """Open the connections of a pool as the application."""
    known = connection.settings_dict
    place = {"host": known["HOST"], "dbname": known["NAME"], "user": sources.app_role()}
    return [psycopg.connect(**place, autocommit=True) for _ in range(POOL)]


@pytest.fixture
def lived(transactional_db: None) -> None:
    """Live a case in each of two districts, and let go of them."""
    load_city()
    story().submitted(to="NG").registered()
    story().submitted(to="DL").registered()


@contextmanager
def pool() -> Iterator[list[psycopg.Connection[tuple[object, ...]]]]:
    """Have a pool, and close it."""
    opened = lines()
    try:
        yield opened
    finally:
        for line in opened:
            line.close()


def rows_seen_by_the_forgetful(told: str) -> tuple[int, int]:
    """Serve requests on a pool; return the rows that those saw who told no context, and those who told one."""
    rng, forgetful, careful = random.Random(4), 0, 0
    people = [clerk("NG"), clerk("DL"), clerk("HRB")]
    with pool() as opened:
        for _ in range(REQUESTS):
            line = rng.choice(opened)
            try:
                with line.transaction():
                    forgets = rng.random() < FORGOTTEN
                    if not forgets:
                        line.execute(told, said_of(sight_of(rng.choice(people), at("2024-01-01"))))
                    rows = len(line.execute("select number from cases_case").fetchall())
            except psycopg.errors.InsufficientPrivilege:
                rows = 0
            forgetful, careful = forgetful + rows * forgets, careful + rows * (not forgets)
    return forgetful, careful


@pytest.mark.usefixtures("lived")
def test_whoever_forgets_the_context_sees_nothing_on_a_pool() -> None:
    forgetful, careful = rows_seen_by_the_forgetful(TOLD)
    assert forgetful == 0
    assert careful > REQUESTS


@pytest.mark.usefixtures("lived")
def test_a_context_for_the_whole_session_would_leak() -> None:
    """The control: were it said for the session, the forgetful would see other people's rows."""
    assert rows_seen_by_the_forgetful(SESSION_LONG)[0] > 10


def test_a_context_is_told_within_a_transaction_only(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        context.enter(PUBLIC)


@pytest.fixture
def story_in_nangang(db: None) -> Story:
    """Live a case in Nangang."""
    load_city()
    return story().submitted(to="NG").registered()


def numbers() -> set[str]:
    """Ask for every case without a condition."""
    with connection.cursor() as cursor:
        cursor.execute("select number from cases_case")
        return {row[0] for row in cursor.fetchall()}


def test_each_hat_sees_its_own(story_in_nangang: Story) -> None:
    mine, moment = story_in_nangang.now, at("2024-01-01")
    with seen_as(clerk("NG"), moment):
        assert numbers() == {mine.number}
    with seen_as(clerk("DL"), moment):
        assert numbers() == set()
    with context.transaction_for(PUBLIC):
        assert numbers() == set()
    with context.transaction_for(Sight(Hat.JOB)):
        assert numbers() == {mine.number}


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SECURITY, Role.AUDITOR])
def test_the_three_who_keep_the_house_have_no_table_of_cases(role: Role, story_in_nangang: Story) -> None:
    tables = [name for name in connection.introspection.table_names() if name.startswith(building.OF_CASES)]
    assert {"cases_case", "cases_steptaken", "people_petitioner", "files_storedfile", "notices_notice"} <= set(tables)
    for table in tables:
        with pytest.raises(DatabaseError, match="permission denied"), seen_as(person("HRB", role), at("2024-01-01")):
            connection.cursor().execute(f"select from {table}")


def test_the_application_without_a_word_has_no_table_of_cases(story_in_nangang: Story) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), unsaid():
        numbers()


def test_what_was_said_before_holds_again_after_a_page(story_in_nangang: Story) -> None:
    with seen_as(clerk("DL"), at("2024-01-01")):
        with seen_as(clerk("NG"), at("2024-01-01")):
            assert numbers() != set()
        assert numbers() == set()


def test_number_and_code_open_one_case_and_a_wrong_code_none(story_in_nangang: Story) -> None:
    from wangfang.records.cases import lookups

    other = story().submitted(to="DL")
    with context.transaction_for(PUBLIC):
        assert lookups.by_code(other.now.number, other.code).pk == other.now.pk
        assert numbers() == {other.now.number}
        with pytest.raises(lookups.NotFound):
            lookups.by_code(story_in_nangang.now.number, other.code)
        assert numbers() == set()


def test_steps_and_papers_are_seen_with_their_case(story_in_nangang: Story) -> None:
    for table in ("cases_steptaken", "cases_paper"):
        for who, many in (("NG", True), ("DL", False)):
            with seen_as(clerk(who), at("2024-01-01")), connection.cursor() as cursor:
                cursor.execute(f"select count(*) from {table}")  # noqa: S608 - one of the two above
                assert bool(cursor.fetchone()[0]) is many, (table, who)


def test_a_database_without_the_roles_still_goes_by_what_was_said(story_in_nangang: Story) -> None:
    """An external server that offers one role: the policies hold, and only the privileges are missing."""
    with connection.cursor() as cursor:
        cursor.execute("create role wangfang_alone")  # gone with the transaction of the test
        assert not building.build(cursor, "wangfang_alone").is_whole
        cursor.execute("set local role wangfang_alone")
        assert numbers() == set()
        _say(sight_of(clerk("NG"), at("2024-01-01")))
        assert numbers() == {story_in_nangang.now.number}
        assert visible_to(clerk("NG")).count() == 1
        _say(sight_of(clerk("DL"), at("2024-01-01")))
        assert numbers() == set()


def _say(sight: Sight) -> None:
    """Tell the context without the role, as where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            TOLD.split(",\n", 1)[0].split("set_config", 1)[0] + TOLD.split("'none'), true),", 1)[1], said_of(sight)[1:]
        )


def _browser(actor: Actor) -> Client:
    add_account(
        login=actor.login, name=actor.name, agency=actor.agency.code if actor.agency else "", role=actor.role,
        act=operator_act(),
    )  # fmt: skip
    client = Client(headers={"Accept": "text/html"})
    client.force_login(Account.objects.get(login=actor.login), backend="wangfang.records.people.doors.Door")
    return client


def test_what_is_forbidden_is_answered_like_what_is_missing(story_in_nangang: Story) -> None:
    client, number = _browser(clerk("DL")), story_in_nangang.now.number
    hidden, missing = (client.get(f"/desk/cases/{one}/") for one in (number, "20170822-999999"))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert _told_by(hidden) == _told_by(missing)


def _told_by(page: HttpResponseBase) -> str:
    """Return a page without the secret against forged forms and the address asked for, which are other ones each time."""
    return re.sub(r'((csrfmiddlewaretoken|next)" value=)"[^"]+"', r"\1", getattr(page, "content", b"").decode())


def test_a_table_that_stays_shut_is_a_page_that_is_not_there(story_in_nangang: Story) -> None:
    client = _browser(person("HRB", Role.ADMIN))
    assert client.get("/desk/indicators/").status_code == 404
    assert client.get("/desk/keys/").status_code == 200
