"""Is every address listed with who may enter, do strangers get nothing, and does looking change nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import clerk, load_city, operator_act, person
from tests.house.keepers import ACT, CHECKLIST, KEEPERS, VISITORS
from tests.house.said import QUERIES, SAID
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.bulletins import drafting, turning
from wangfang.records.cases import lookups
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.rules.facts import Act, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

SEATS = {
    "neighbour": ("DL", Role.CLERK),
    "admin": ("HRB", Role.ADMIN),
    "above": ("NG", Role.CLERK),
    "holder": ("NG-XF", Role.OFFICER),
}
TRACES = (
    "cases_case",
    "cases_steptaken",
    "cases_duty",
    "cases_paper",
    "ledger_entry",
    "notices_notice",
    "bulletins_bulletin",
    "bulletins_turn",
)
ACTS = [name for name, keeper in KEEPERS.items() if keeper is ACT or keeper is CHECKLIST]
DOOR = "/desk/sign-in/"
REFUSED = {302, 403, 404, 422}


@pytest.fixture
def lived(db: None) -> Story:
    """Let a case come to a street office, beside one that must not be found; issue a bulletin."""
    load_city()
    story().submitted(to="DL").registered()
    mine = story().submitted(to="NG").registered().forwarded("NG-XF")
    moment = at("2017-10-09")
    made = drafting.draft(Period.parse("2017Q3"), Definition.LEGAL, Act(operator_act().actor, moment, moment))
    turning.submit(made.pk, Act(clerk("HRB"), moment, moment))
    turning.approve(made.pk, Act(person("HRB", Role.BUREAU_LEADER), moment, moment))
    turning.issue(made.pk, Act(clerk("HRB"), moment, moment))
    return mine


def _browser(name: str) -> Client:
    client = Client(headers={"Accept": "text/html"})
    if name in SEATS:
        agency, role = SEATS[name]
        add_account(login=name, name=name, agency=agency, role=role, act=operator_act())
        client.force_login(Account.objects.get(login=name), backend="wangfang.records.people.doors.Door")
    return client


def _routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, pattern.namespace or space)
        else:
            yield f"{space}:{pattern.name}", pattern


ROUTES = dict(_routes(get_resolver().url_patterns))


def _address(name: str, case: Story) -> str:
    bulletin = _one("select max(id) from bulletins_bulletin")
    paper = next(one.pk for one in lookups.papers(case.now) if one.kind == "procedural_notice")
    known = {
        "number": case.now.number,
        "key": bulletin if "bulletin" in name else paper,
        "place": 1,
        "spot": "phone",
        "item": "receipt",
    }
    words = {word: known[word] for word in ROUTES[name].pattern.converters}
    return reverse(name, kwargs=words) + QUERIES.get(name, "")


def _one(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


def _traces() -> dict[str, object]:
    return {table: _one(f"select count(*) from {table}") for table in TRACES}  # noqa: S608 - names from the list above


def test_every_address_is_listed_with_who_may_enter() -> None:
    assert set(ROUTES) == set(KEEPERS), "add the new address to tests/house/keepers.py, or take the old one out"


@pytest.mark.parametrize("visitor", VISITORS)
def test_a_visitor_gets_the_listed_answers_and_looking_changes_nothing(visitor: str, lived: Story) -> None:
    client = _browser(visitor)
    before, wrong = _traces(), {}
    for name, keeper in KEEPERS.items():
        status = client.get(_address(name, lived)).status_code
        if status not in keeper.answers(visitor):
            wrong[name] = status
    assert wrong == {}
    assert _traces() == before, "a page that is only read leaves no trace"


def test_a_stranger_on_the_desk_is_sent_to_the_door(lived: Story) -> None:
    client = Client()
    sent = {name for name in KEEPERS if client.get(_address(name, lived)).headers.get("Location", "").startswith(DOOR)}
    assert sent == {name for name in KEEPERS if name.startswith(("desk:", "files:"))} - {
        "desk:sign-in"
    }  # that of the code leads there too


@pytest.mark.parametrize("visitor", ["stranger", "neighbour", "admin", "above"])
def test_who_does_not_hold_a_case_cannot_act_on_it(visitor: str, lived: Story) -> None:
    client = _browser(visitor)
    before = _traces()
    answers = {name: client.post(_address(name, lived), SAID).status_code for name in ACTS}
    assert {name: status for name, status in answers.items() if status not in REFUSED} == {}
    assert _traces() == before
    assert lookups.open_case(lived.now.number, lived.holder()).state == "awaiting_unit"
