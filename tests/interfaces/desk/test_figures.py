"""Are the rates those of the rules, and does every number lead to exactly its cases?"""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import put_nangang_on_315
from tests.interfaces.desk.conftest import Enter
from tests.stories import story
from wangfang.interfaces.frame.acts import SYSTEM
from wangfang.records.bulletins import lookups as bulletins
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
TABLE = reverse("desk:indicators")
Q3 = {"period": "2017Q3"}


def lives() -> None:
    """Three lives in Nangang, one of them late, and noise in Hulan."""
    put_nangang_on_315()
    for _ in range(2):
        story("2017-08-21").submitted().registered().forwarded("NG-XF").accepted().answered().served().closed()
    story("2017-08-21").submitted().on("2017-08-30").registered().forwarded("NG-XF").accepted()
    story("2017-08-21").submitted(to="HL").registered().forwarded("HL-ZJ").accepted()


def figures(page: str) -> dict[str, str]:
    """Return the first rate of every row by its name."""
    return dict(
        re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+)(?:</a>)?</th><td class="[^"]*">(?:<a[^>]*>)?([^<]+)<', page)
    )


def test_the_table_shows_the_rates_of_each_county(enter: Enter) -> None:
    lives()
    page = enter("HRB").get(TABLE, {**Q3, "definition": "HRB_315"}).content.decode()
    assert figures(page) == {"南岗区": "66.67%", "呼兰区": "100.00%"}


def test_every_number_is_a_link_to_as_many_cases(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    page = client.get(TABLE, {**Q3, "definition": "HRB_315"}).content.decode()
    links = re.findall(r'<a href="([^"]+)">(\d+)<span class="vh">', page)
    assert links != []
    for url, number in links:
        behind = client.get(html.unescape(url)).content.decode()
        assert re.search(r'data-n="(\d+)"', behind) is not None
        assert re.search(r'data-n="(\d+)"', behind)[1] == number  # type: ignore[index]  # there by the line above


@pytest.mark.parametrize("definition", ["LEGAL", "HRB_315", "GD2020"])
def test_every_definition_comes_with_its_card(enter: Enter, definition: str) -> None:
    page = enter("HRB").get(TABLE, {**Q3, "definition": definition}).content.decode()
    assert f"{definition} v1" in page
    assert "这个口径怎么算" in page


def test_nothing_due_is_a_dash_and_never_a_hundred(enter: Enter) -> None:
    page = enter("HRB").get(TABLE, {"period": "2016Q1"}).content.decode()
    assert page.count('<div class="v">—</div>') == 3
    assert "这一期没有应办的事项。" in page


def test_a_period_that_is_none_shows_the_present_quarter(enter: Enter) -> None:
    assert enter("HRB").get(TABLE, {"period": "2017Q9"}).status_code == 200


@pytest.mark.parametrize(
    ("agency", "role", "status"),
    [
        ("HRB", Role.CLERK, 200),  # the city over the county
        ("NG", Role.CLERK, 200),  # the county itself
        ("HL", Role.CLERK, 404),  # the neighbouring county
        ("NG-XF", Role.OFFICER, 404),  # a unit sees its own cases, not the county's
    ],
)
def test_the_cases_behind_a_number_open_only_where_all_of_them_may_be_seen(
    enter: Enter, agency: str, role: Role, status: int
) -> None:
    lives()
    asked = {
        **Q3,
        "definition": "HRB_315",
        "by": "county",
        "code": "230103",
        "indicator": "unit_timely",
        "bucket": "due",
    }
    assert enter(agency, role, f"{agency}-q".lower()).get(reverse("desk:behind"), asked).status_code == status


def test_the_neighbour_sees_the_rates_but_no_links(enter: Enter) -> None:
    lives()
    page = enter("HL").get(TABLE, {**Q3, "definition": "HRB_315"}).content.decode()
    linked = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+)(?:</a>)?</th><td class="[^"]*"><a', page)
    assert linked == ["呼兰区"]


@pytest.mark.parametrize(("agency", "linked"), [("HRB", True), ("HRB-LB", False)])
def test_a_leaders_numbers_are_links_where_he_may_open_them_and_plain_where_not(
    enter: Enter, agency: str, *, linked: bool
) -> None:
    lives()
    client = enter(agency, Role.LEADER)
    page = client.get(TABLE, {**Q3, "definition": "HRB_315"}).content.decode()
    links = set(re.findall(rf'href="({re.escape(reverse("desk:behind"))}[^"]+)"', page))
    assert bool(links) is linked
    assert {client.get(html.unescape(url)).status_code for url in links} <= {200}


def draft(client: Client) -> int:
    """Draft a bulletin and return its key."""
    client.post(reverse("desk:bulletin-draft"), {**Q3, "definition": "LEGAL"})
    return bulletins.newest(SYSTEM)[0].pk


def test_a_bulletin_is_drafted_read_and_taken_away(enter: Enter) -> None:
    lives()
    client = enter("HRB", Role.BUREAU_LEADER)
    key = draft(client)
    page = client.get(reverse("desk:bulletin", args=[key])).content.decode()
    assert "关于2017年第三季度" in page
    assert client.get(reverse("desk:bulletin-pdf", args=[key])).content.startswith(b"%PDF-")
    assert client.get(reverse("desk:bulletin-docx", args=[key])).content.startswith(b"PK")


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER, Role.ADMIN])
def test_who_may_not_draft_is_told_so_and_has_no_button(enter: Enter, role: Role) -> None:
    client = enter("HRB", role)
    assert client.post(reverse("desk:bulletin-draft"), Q3).status_code == 403
    assert bulletins.newest(SYSTEM) == []
    assert "起草通报</button>" not in client.get(reverse("desk:bulletins")).content.decode()


def test_drafting_is_no_business_of_a_link(enter: Enter) -> None:
    assert enter("HRB").get(reverse("desk:bulletin-draft")).status_code == 405


@pytest.mark.parametrize("page", [TABLE, reverse("desk:bulletins")])
def test_the_quarters_of_ten_years_can_be_chosen(enter: Enter, page: str) -> None:
    shown = enter("HRB", Role.BUREAU_LEADER).get(page).content.decode()
    assert shown.count("季度</option>") == 40


def test_a_month_from_the_address_stays_chosen(enter: Enter) -> None:
    page = enter("HRB").get(TABLE, {"period": "1999M10"}).content.decode()
    assert '<option value="1999M10" selected>' in page


def test_the_list_behind_a_total_has_as_many_lines_as_the_number_says(enter: Enter) -> None:
    told = story("2017-10-09").submitted(to="HRB").registered().forwarded("NG").forwarded("NG-ZJ")
    assert told.now.state == "awaiting_unit"
    asked = "?period=2017Q4&definition=LEGAL&by=total&code=&indicator=bureau_timely&bucket="
    desk = enter("HRB")
    pages = {b: desk.get(reverse("desk:behind") + asked + b).content.decode() for b in ("due", "met", "late")}

    assert [f'data-n="{n}"' in pages[b] for b, n in (("due", 2), ("met", 2), ("late", 0))] == [True] * 3
    assert pages["due"].count(told.now.number) >= 2  # two bureaus had it, and each had its own clock
