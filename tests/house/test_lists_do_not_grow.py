"""Does a list cost the same with one row and with thirty: no query per row."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import load_city, operator_act
from tests.stories import story
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.rules.facts import Role

LISTS = [
    "/desk/",
    "/desk/?view=today",
    "/desk/print/",
    "/desk/indicators/?period=2017Q3",
    "/desk/indicators/?period=2017Q3&group=volume",
    "/desk/indicators/?period=2017Q3&as_of=2017-12-31",
    "/desk/frozen/",
    "/desk/indicators/table.xlsx?period=2017Q3",
    "/desk/indicators/compare/?period=2017Q3",
    "/desk/indicators/compare/?period=2017Q3&indicator=average_days&by=agency",
    "/desk/indicators/county/230103/?period=2017Q3",
    "/desk/indicators/county/230103/cases/?kind=overdue",
    "/desk/outbox/",
    "/desk/bulletins/",
    "/desk/rhythms/day/",
    "/desk/rhythms/",
    "/desk/instructions/",
    "/desk/sign-offs/",
    "/desk/problem-units/",
    "/desk/bulletins/received/",
]


@pytest.fixture
def clerk(db: None) -> Client:
    """Sit a clerk down in Nangang."""
    load_city()
    add_account(login="clerk", name="李敏", agency="NG", role=Role.CLERK, act=operator_act())
    client = Client(headers={"Accept": "text/html"})
    client.force_login(Account.objects.get(), backend="wangfang.records.people.doors.Door")
    return client


def _cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_the_same_questions_for_one_row_and_for_thirty(address: str, clerk: Client) -> None:
    story().submitted(to="NG").registered()
    client_is_warm = _cost(clerk, address)
    one = _cost(clerk, address)
    for _ in range(29):
        story().submitted(to="NG").registered()
    assert _cost(clerk, address) == one
    assert client_is_warm >= one


def test_a_case_page_asks_the_same_questions_after_many_acts(clerk: Client) -> None:
    lived = story().submitted(to="NG").registered()
    lived.accepted()
    address = f"/desk/cases/{lived.now.number}/"
    _cost(clerk, address)
    short = _cost(clerk, address)
    for _ in range(20):
        lived.worked()
    assert _cost(clerk, address) == short
