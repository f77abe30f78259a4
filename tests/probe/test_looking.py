"""Does looking change nothing, whatever verb looks, and does nothing act without the token against forgery?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.house.doors import DOORS, ROUTES, WITH_TOKEN, behind
from tests.house.said import QUERIES, SAID
from tests.probe.asking import JSON, body_of, key_in
from tests.probe.rows import changed, digests
from tests.probe.world import Lived, Visitor, World

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

LOOKS = {"clerk-right": ("GET", "HEAD"), "officer-right": ("GET", "OPTIONS"), "stranger": ("GET", "OPTIONS")}
"""Who looks with which verbs: the bureau that passed the case on, the unit that holds it, nobody signed in."""
FORGED, NO_TOKEN = 403, 401


def address_of(name: str, case: Lived) -> str:
    """Return the address of a page, for a case where it asks for one."""
    known = {
        "number": case.number,
        "key": _bulletin() if "bulletin" in name else key_in(case, name),
        "place": 1,
        "spot": "phone",
        "item": "receipt",
    }
    return reverse(name, kwargs={word: known[word] for word in ROUTES[name].pattern.converters})


def _bulletin() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select max(id) from bulletins_bulletin")
        return int(cursor.fetchone()[0])


def _look(visitor: Visitor, name: str, case: Lived, verb: str) -> Answer:
    """Look at a page with all that a form would send in the query, to the last byte."""
    headers = {"Authorization": f"Bearer {visitor.token}"} if visitor.token and DOORS[name] in WITH_TOKEN else {}
    known = DOORS[name] in WITH_TOKEN or name in QUERIES
    address = address_of(name, case) + (QUERIES.get(name, "") if known else f"?{_AS_QUERY}")
    answer = visitor.client.generic(verb, address, headers=headers)
    body_of(answer)
    return answer


_AS_QUERY = "&".join(f"{key}={value}" for key, value in SAID.items() if str(value).isascii())


@pytest.mark.parametrize("name", LOOKS)
def test_looking_at_any_address_changes_no_row(name: str, world: World) -> None:
    visitor, case = world.visitors[name], world.case("NG with the unit")
    if not visitor.account:
        visitor.client.post(reverse("portal:follow"), {"number": case.number, "code": case.told.code})
    before = digests()
    answers = {(verb, at): _look(visitor, at, case, verb).status_code for verb in LOOKS[name] for at in ROUTES}
    assert {asked: status for asked, status in answers.items() if status >= 500} == {}
    assert changed(before) == []


def test_nothing_is_done_without_the_token_against_forgery(world: World) -> None:
    visitor, case = world.visitors["officer-right"], world.case("NG with the unit")
    forger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forger.cookies = visitor.client.cookies
    checked = [name for name, route in ROUTES.items() if not getattr(route.callback, "csrf_exempt", False)]
    before = digests()
    answers = {name: forger.post(address_of(name, case), SAID).status_code for name in checked}
    assert {name: status for name, status in answers.items() if status != FORGED} == {}
    assert changed(before) == []
    assert visitor.client.post(address_of("desk:sign-for", case), SAID).status_code == 302  # with it, it is done
    assert changed(before) != []


def test_a_session_opens_nothing_where_a_token_is_asked_for(world: World) -> None:
    visitor, case = world.visitors["officer-right"], world.case("NG with the unit")
    before = digests()
    for name in behind(*WITH_TOKEN):
        known = address_of(name, case)
        answers = {visitor.client.get(known).status_code, visitor.client.post(known, {}, content_type=JSON).status_code}
        assert answers <= {NO_TOKEN, 405}, name
    assert changed(before) == []
