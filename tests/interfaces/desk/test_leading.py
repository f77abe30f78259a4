"""Does the page of who leads say what matters first, and does every number lead to exactly its cases?"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import at_accusations, put_nangang_on_315
from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.stories import story
from wangfang.interfaces.frame.menu import home_of
from wangfang.rules.attention import READERS
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
PAGE, WALL, CASES = reverse("desk:leading"), reverse("desk:leading-wall"), reverse("desk:leading-cases")
Q3 = {"period": "2017Q3"}
LINK = re.compile(r'<a href="([^"]+)" data-n="(\d+)"')


@pytest.fixture(autouse=True)
def _day(city: None) -> Iterator[None]:
    """Let it be the end of September 2017."""
    with time_machine.travel(at("2017-09-28 10:00"), tick=False):
        yield


def lives() -> None:
    """Two lives closed and rated in Nangang, one late and open there, one open in Hulan, one of two classes below."""
    put_nangang_on_315()
    for said in ("satisfied", "dissatisfied"):
        told = story("2017-08-21").submitted().registered().forwarded("NG-XF").accepted().answered().served().closed()
        told.rated("satisfied", said)
    story("2017-08-21").submitted().on("2017-08-30").registered().forwarded("NG-XF").accepted()
    story("2017-09-25").about(category="城乡建设/住房与房地产").submitted(to="HL").registered().forwarded("HL-ZJ")
    story("2017-09-26").about(category="").submitted(to="HRB").registered()


def shown(client: Client, address: str = PAGE, **asked: str) -> str:
    """Return the page as text."""
    answer = client.get(address, asked or Q3)
    assert answer.status_code == 200
    return answer.content.decode()


def links(page: str) -> list[tuple[str, int]]:
    """Return every number that leads somewhere, with how many cases it says are there."""
    return [(html.unescape(url), int(n)) for url, n in LINK.findall(page)]


def listed(client: Client, url: str) -> int:
    """Return how many cases the list behind a number says it has."""
    return int(re.findall(r'<b data-n="(\d+)"', client.get(url).content.decode())[0])


@pytest.mark.parametrize("definition", ["LEGAL", "HRB_315", "GD2020"])
@pytest.mark.parametrize("period", ["2017Q3", "2017M8", "2017W39", "2017"])
def test_every_number_leads_to_exactly_as_many_cases(definition: str, period: str, enter: Enter) -> None:
    lives()
    client = enter("HRB", Role.LEADER)
    page = shown(client, period=period, definition=definition)
    told = links(page)
    parts = {kind for url, _n in told for kind in ("indicators/cases", "part=left", "part=class") if kind in url}
    assert parts == {"indicators/cases", "part=left", "part=class"}
    assert {url: listed(client, url) for url, _ in told} == dict(told)


def test_no_number_hides_that_accusations_are_not_in_its_list(enter: Enter) -> None:
    at_accusations("NG")
    for _ in range(6):
        story("2017-08-21").accusing("NG-HX").submitted().registered()
    lives()
    client = enter("HRB", Role.LEADER)
    told = links(shown(client))
    assert {url: listed(client, url) for url, _ in told} == dict(told)


def test_the_rows_under_a_bar_are_those_that_it_counts(enter: Enter) -> None:
    lives()
    page = shown(enter("HRB", Role.LEADER), CASES, **Q3, part="class", name="城乡建设")
    assert page.count("辽河小区顶楼漏雨") == 4
    none = shown(enter("HRB", Role.SUPERVISOR), CASES, **Q3, part="class", name="")
    assert (none.count("辽河小区顶楼漏雨"), "未分类" in none) == (1, True)


@pytest.mark.parametrize("asked", [{"part": "left", "name": "never"}, {"part": "moon"}, {}])
def test_a_bar_that_is_none_has_no_list(asked: dict[str, str], enter: Enter) -> None:
    assert enter("HRB", Role.LEADER).get(CASES, asked).status_code == 404


@pytest.mark.parametrize("role", sorted({*Role} - {Role.PETITIONER, Role.SYSTEM, Role.REVIEWER}))
def test_those_see_how_things_stand_who_lead_or_supervise(role: Role, enter: Enter) -> None:
    client = enter("NG-XF" if role in {Role.OFFICER, Role.UNIT_LEADER} else "HRB", role)
    expected = 200 if role in READERS else 403
    assert [client.get(address).status_code for address in (PAGE, WALL)] == [expected] * 2


@pytest.mark.parametrize(
    ("agency", "role", "is_linked"),
    [
        ("HRB", Role.LEADER, True),
        ("HRB", Role.SUPERVISOR, True),
        ("HRB", Role.BUREAU_LEADER, True),
        ("HRB", Role.ANALYST, False),  # figures, and no case
        ("HRB-LB", Role.LEADER, False),  # an office that no case lies before
    ],
)
def test_numbers_are_links_where_all_of_their_cases_may_be_seen(
    agency: str, role: Role, *, is_linked: bool, enter: Enter
) -> None:
    lives()
    client = enter(agency, role)
    assert bool(links(shown(client))) is is_linked
    assert client.get(CASES, {**Q3, "part": "left", "name": "soon"}).status_code == (200 if is_linked else 404)


def test_a_county_has_the_links_of_its_own_row_alone(enter: Enter) -> None:
    lives()
    told = links(shown(enter("NG", Role.BUREAU_LEADER)))
    assert told
    assert all("code=230103" in url for url, _ in told)


@pytest.mark.parametrize(("role", "home"), [(Role.LEADER, PAGE), (Role.SUPERVISOR, PAGE), (Role.ANALYST, PAGE)])
def test_it_is_where_the_day_of_a_leader_begins(role: Role, home: str) -> None:
    assert home_of(role) == home


def test_the_leader_of_a_bureau_still_begins_with_the_work_list() -> None:
    assert home_of(Role.BUREAU_LEADER) == reverse("desk:worklist")


def test_the_worst_is_said_first_with_its_cases(enter: Enter) -> None:
    lives()
    page = shown(enter("HRB", Role.LEADER))
    heads = re.findall(r'<div class="card (\w+)"><h2>([^<]+)</h2>', page)
    assert [tone for tone, _ in heads] == ["red", "plain", "plain"]
    assert heads[0][1] == "1 件超期未办结，集中在南岗区"


def test_an_empty_city_is_calm(enter: Enter) -> None:
    heads = re.findall(r'<div class="card (\w+)"><h2>([^<]+)</h2>', shown(enter("HRB", Role.LEADER)))
    assert heads == [("green", "没有超期未办结的件"), ("plain", "这一期收到 0 件"), ("plain", "在办 0 件")]


def test_the_wall_leads_nowhere_but_back_and_names_nobody(enter: Enter) -> None:
    lives()
    page = shown(enter("HRB", Role.LEADER), WALL, **Q3)
    assert re.findall(r'<a [^>]*href="([^"]+)"', page) == ["#main", f"{PAGE}?period=2017Q3&amp;definition=LEGAL"]
    assert 'class="wall"' in page
    assert "HRB的leader" not in page
    assert "辽河小区" not in page


def test_the_charts_are_told_in_numbers_that_need_no_script(enter: Enter) -> None:
    lives()
    page = shown(enter("HRB", Role.LEADER))
    drawn = json.loads(re.findall(r'<script id="drawn" type="application/json">(.*?)</script>', page)[0])
    assert drawn["left"]["labels"] == ["已超期", "今天到期", "1–3 天", "4–7 天", "8–15 天", "15 天以上"]
    assert sum(drawn["left"]["values"]) == 3
    assert [len(series["values"]) for series in drawn["weeks"]["series"]] == [26, 26]
    assert sum(drawn["weeks"]["series"][0]["values"]) == 5
    assert page.count('<details class="told" open>') == 3


def test_it_asks_the_same_questions_for_few_cases_and_for_many(enter: Enter) -> None:
    client = enter("HRB", Role.LEADER)
    lives()

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(client)
        return len(seen)

    cost()
    few = cost()
    for nth in range(12):
        told = story("2017-08-21").about(category=f"类{nth}").submitted(to="HL").registered().forwarded("HL-ZJ")
        told.accepted().answered().served().closed()
    assert cost() == few
