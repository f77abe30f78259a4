"""Are the further figures shown in groups, each with its card, and does every number lead to as many cases?"""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.stories import story
from wangfang.interfaces.desk import wording
from wangfang.records.indicators.measures import GROUPS
from wangfang.rules.cards import Card
from wangfang.rules.facts import Role
from wangfang.rules.measures import Measure

pytestmark = pytest.mark.django_db
TABLE = reverse("desk:indicators")
Q3 = {"period": "2017Q3"}


def lives() -> None:
    """Two cases closed in Nangang, one of them solved and rated, a letter, and noise in Hulan."""
    one = story("2017-08-21").submitted().registered().forwarded("NG-XF").accepted()
    one.resolved().answered().served().closed().rated("satisfied", "dissatisfied")
    story("2017-08-21").submitted().registered().forwarded("NG-XF").accepted().answered().served().closed()
    story("2017-08-21").written()
    story("2017-08-21").submitted(to="HL").registered().forwarded("HL-ZJ").accepted()


def shown(page: str, row: str) -> list[str]:
    """Return the values of a row."""
    found = re.search(rf'<th scope="row">(?:<a[^>]*>)?{row}(?:</a>)?</th>(.*?)</tr>', page)
    assert found is not None
    cells = found[1]
    return re.findall(r"<td>(?:<a[^>]*>)?([^<]+)<", cells)


@pytest.mark.parametrize(
    ("group", "row", "values"),
    [
        ("rating", "南岗区", ["100.00%", "50.00%", "100.00%", "100.00%", "0.00%", "0.00%"]),
        ("volume", "南岗区", ["66.67%", "0.00%"]),
        ("volume", "合计", ["75.00%", "0.00%"]),
        ("ending", "南岗区", ["50.00%", "50.00%", "0.00", "—", "—"]),
    ],
)
def test_a_group_shows_its_figures_by_county_and_in_total(
    group: str, row: str, values: list[str], enter: Enter
) -> None:
    lives()
    page = enter("HRB").get(TABLE, {**Q3, "group": group}).content.decode()
    assert len(shown(page, row)) == len(values)
    if group == "rating":  # how many may still be rated depends on the day of the test
        assert shown(page, row)[2:] == values[2:]
    else:
        assert shown(page, row) == values


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("by", ["county", "agency"])
def test_every_number_is_a_link_to_as_many_cases(group: str, by: str, enter: Enter) -> None:
    lives()
    client = enter("HRB")
    page = client.get(TABLE, {**Q3, "group": group, "by": by}).content.decode()
    links = re.findall(r'<a href="([^"]+)">(\d+)<span class="vh">', page)
    assert links != []
    for url, number in links:
        behind = client.get(html.unescape(url)).content.decode()
        assert re.findall(r'data-n="(\d+)"', behind) == [number], url


def test_the_list_behind_tells_who_is_in_the_numerator(enter: Enter) -> None:
    lives()
    asked = {**Q3, "by": "county", "code": "230103", "indicator": "resolved_share"}
    client = enter("HRB")
    counts = {}
    for bucket in ("due", "met", "late"):
        page = client.get(reverse("desk:behind"), {**asked, "bucket": bucket}).content.decode()
        counts[bucket] = re.findall(r'data-n="(\d+)"', page)
    assert counts == {"due": ["2"], "met": ["1"], "late": ["1"]}


@pytest.mark.parametrize(("agency", "status"), [("HRB", 200), ("NG", 200), ("HL", 404), ("NG-XF", 404)])
def test_the_cases_behind_open_only_where_all_of_them_may_be_seen(agency: str, status: int, enter: Enter) -> None:
    lives()
    asked = {**Q3, "by": "county", "code": "230103", "indicator": "average_days", "bucket": "due"}
    role = Role.OFFICER if agency == "NG-XF" else Role.CLERK
    assert enter(agency, role, f"{agency}-m".lower()).get(reverse("desk:behind"), asked).status_code == status


@pytest.mark.parametrize("group", ["rates", *GROUPS])
def test_every_figure_has_its_definition_card_on_the_page(group: str, enter: Enter) -> None:
    page = enter("HRB").get(TABLE, {**Q3, "group": group}).content.decode()
    cards = re.findall(r'<summary>([^<]+) <span class="muted s">([a-z_0-9]+) v1', page)
    if group == "rates":
        assert [name for _, name in cards] == ["bureau_timely", "unit_timely", "ontime_closure"]
    else:
        measures = [one for one in Measure if one.card.group == group]
        assert cards == [(one.card.name, one.value) for one in measures]
        assert all(html.escape(one.card.formula) in page for one in measures)


def test_what_the_page_calls_a_figure_is_what_its_card_calls_it() -> None:
    assert {one: str(word) for one, word in wording.MEASURES.items()} == {one: one.card.name for one in Measure}
    assert set(wording.CARD_WORDS) <= set(Card.__slots__)
