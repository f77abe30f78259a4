"""Does the work list show what waits for an agency, to that agency only, the most urgent first?"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import put_nangang_on_315
from tests.interfaces.desk.conftest import Enter
from tests.stories import story
from wangfang.records.cases.lookups import PAGE
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
LIST = reverse("desk:worklist")


def numbers(page: str) -> list[str]:
    """Return the numbers of the rows in their order."""
    return re.findall(r'<tr id="row-([^"]+)"', page)


def test_the_bureau_that_received_a_case_sees_it_with_its_panel(enter: Enter) -> None:
    case = story("2017-08-22").submitted().now
    story("2017-08-22").submitted(to="DL")
    client = enter("NG")
    page = client.get(LIST).content.decode()
    assert numbers(page) == [case.number]
    follows = re.search(r'hx-get="([^"]+)" hx-target="#panel"[^>]* hx-trigger="load, desk:open"', page)
    assert follows, "the first row brings its panel"
    assert "登记并转送，打开下一件" in client.get(follows[1], headers={"HX-Request": "true"}).content.decode()


def test_the_given_name_the_phone_and_the_door_number_stay_hidden(enter: Enter) -> None:
    case = story("2017-08-22").submitted().now
    client = enter("NG")
    panel = client.get(reverse("desk:panel", args=[case.number]), headers={"HX-Request": "true"})
    page = client.get(LIST).content.decode() + panel.content.decode()
    shown = [
        word for word in ("王**", "138****8000", "王秀兰", "13800138000", "702", "230103195804000026") if word in page
    ]
    assert shown == ["王**", "138****8000"]


@pytest.mark.parametrize(
    ("agency", "role", "rows"),
    [
        ("NG", Role.CLERK, 1),  # the holder
        ("NG", Role.BUREAU_LEADER, 1),  # a colleague at the same bureau
        ("DL", Role.CLERK, 0),  # the neighbouring district
        ("HRB", Role.CLERK, 0),  # the rung above follows, but nothing waits for it
        ("NG-XF", Role.OFFICER, 0),  # a unit that the case has not reached
        ("HRB", Role.ADMIN, 0),  # the administrator has no cases
    ],
)
def test_only_the_agency_that_holds_a_case_finds_it_waiting(enter: Enter, agency: str, role: Role, rows: int) -> None:
    story("2017-08-22").submitted()
    page = enter(agency, role, f"{agency}-{role}-x".lower()).get(LIST).content.decode()
    assert len(numbers(page)) == rows


def test_the_case_with_the_least_time_left_stands_first(enter: Enter) -> None:
    later = story("2026-11-20").submitted().now
    sooner = story("2026-11-10").submitted().now
    page = enter("NG").get(LIST).content.decode()
    assert numbers(page) == [sooner.number, later.number]


def test_filters_stand_in_the_address_and_show_as_chips(enter: Enter) -> None:
    story("2017-08-22").submitted()
    heating = story("2017-08-23").about(title="家里暖气不热", category="城乡建设").submitted().now
    page = enter("NG").get(LIST, {"q": "暖气"}).content.decode()
    assert numbers(page) == [heating.number]
    assert "关键词：暖气" in page


def test_a_filter_that_finds_nothing_says_what_to_do(enter: Enter) -> None:
    story("2017-08-22").submitted()
    page = enter("NG").get(LIST, {"q": "没有这样的词"}).content.decode()
    assert "没有符合条件的事项。" in page
    assert "去掉一个条件再看看。" in page


def test_pages_follow_each_other_without_a_gap(enter: Enter) -> None:
    made = {
        story(f"2017-08-{day:02d} 08:{minute:02d}").submitted().now.number
        for day in (21, 22, 23)
        for minute in range(18)
    }
    client, address = enter("NG"), LIST
    pages: list[list[str]] = []
    while address:
        shown = client.get(address).content.decode()
        pages.append(numbers(shown))
        onward = re.search(r'href="([^"]+after=[^"]+)">', shown)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert [len(page) for page in pages] == [PAGE, PAGE, len(made) - 2 * PAGE]
    assert {number for page in pages for number in page} == made


@pytest.mark.parametrize("after", ["x", "2017-13-01,5", "2017-08-22,", "2017-08-22," + "9" * 40, ",1"])
def test_a_page_mark_that_is_none_shows_the_first_page(enter: Enter, after: str) -> None:
    story("2017-08-22").submitted()
    answer = enter("NG").get(LIST, {"after": after})
    assert answer.status_code == 200
    assert len(numbers(answer.content.decode())) == 1


@pytest.mark.parametrize("words", ["\x00", "长" * 5000])
def test_words_that_no_address_has_are_refused_and_never_a_fault(enter: Enter, words: str) -> None:
    assert enter("NG").get(LIST, {"q": words}).status_code == 422


def test_the_tabs_count_what_is_overdue(enter: Enter) -> None:
    put_nangang_on_315()
    story("2017-08-22").submitted()
    page = enter("NG").get(LIST).content.decode()
    assert re.search(r'已超期<span class="n red">1</span>', page)


def test_the_list_costs_the_same_number_of_queries_with_one_row_and_with_thirty(enter: Enter) -> None:
    client = enter("NG")
    story("2017-08-22").submitted()
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for minute in range(29):
        story(f"2017-08-22 10:{minute:02d}").submitted()
    with CaptureQueriesContext(connection) as thirty:
        client.get(LIST)
    assert len(thirty) == len(one)


def test_the_panel_alone_answers_htmx_and_sends_others_to_the_case(enter: Enter) -> None:
    case = story("2017-08-22").submitted().now
    client = enter("NG")
    address = reverse("desk:panel", args=[case.number])
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert case.title in fragment
    assert client.get(address).headers["Location"] == reverse("desk:case", args=[case.number])


def test_the_printed_list_holds_the_rows_that_were_ticked(enter: Enter) -> None:
    first = story("2017-08-22").submitted().now
    story("2017-08-23").submitted()
    page = enter("NG").get(reverse("desk:print-list"), {"case": [first.number]}).content.decode()
    assert re.findall(r">(\d{8}-\d+)</a>", page) == [first.number]


def test_nobody_gets_in_without_signing_in() -> None:
    answer = Client().get(LIST)
    assert answer.headers["Location"] == f"{reverse('desk:sign-in')}?next={LIST}"
