"""Is every address of one class, and does what Django and the JSON interface ask of a visitor fit that class?

A new address is added to `tests/house/doors.py` under its class.
"""

from __future__ import annotations

import pytest

from tests.house.doors import DOORS, OPEN_TO_ANYBODY, ROUTES, WITH_CASE, WITH_TOKEN, Door, behind
from wangfang.interfaces.api.urls import api

WITHOUT_FORGERY_CHECK = {"portal:csp-report"}
"""Beside the addresses of the JSON interface, which no cookie opens: what browsers send by themselves."""


def test_every_address_has_a_class_and_every_class_its_addresses() -> None:
    assert sorted(set(ROUTES) ^ set(DOORS)) == [], "add the address to tests/house/doors.py, or take it out there"


def test_an_address_without_a_class_is_caught() -> None:
    assert behind(*Door) == list(ROUTES)
    found = {**ROUTES, "desk:new": ROUTES["desk:case"]}
    assert sorted(set(found) ^ set(DOORS)) == ["desk:new"]


def test_who_is_not_signed_in_is_let_through_where_the_class_says_so_and_nowhere_else() -> None:
    let_through = {name for name, route in ROUTES.items() if not getattr(route.callback, "login_required", True)}
    assert let_through == set(behind(*OPEN_TO_ANYBODY, *WITH_TOKEN))


def test_the_number_of_a_case_stands_in_the_address_where_the_class_says_so_and_nowhere_else() -> None:
    numbered = {name for name, route in ROUTES.items() if "number" in route.pattern.converters}
    assert numbered == set(behind(*WITH_CASE))


def test_a_token_is_asked_for_by_every_operation_of_the_interface() -> None:
    told = api.get_openapi_schema()
    operations = [(path, verb) for path, verbs in told["paths"].items() for verb in verbs]
    assert [one for one in operations if not told["paths"][one[0]][one[1]].get("security")] == []
    views = {f"api:{view.url_name or operation.view_func.__name__}" for _, router in api._routers
             for view in router.path_operations.values() for operation in view.operations}  # fmt: skip
    assert views == set(behind(*WITH_TOKEN))
    assert len(operations) >= len(views)


def test_only_what_no_cookie_opens_goes_without_the_check_against_forgery() -> None:
    unchecked = {name for name, route in ROUTES.items() if getattr(route.callback, "csrf_exempt", False)}
    assert unchecked - {name for name in ROUTES if name.startswith("api:")} <= WITHOUT_FORGERY_CHECK


@pytest.mark.parametrize("door", Door)
def test_no_class_is_empty(door: Door) -> None:
    assert behind(door) != []
