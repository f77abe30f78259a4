"""Does the page of comparison rank as the rules do, mark and list, tell the pilots beside the rest, and lead every number to its cases?"""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import put_nangang_on_315
from tests.interfaces.desk.conftest import Enter
from tests.stories import story
from wangfang.rules.facts import Role
from wangfang.rules.indicators import Indicator
from wangfang.rules.measures import Measure

pytestmark = pytest.mark.django_db
PAGE = reverse("desk:comparison")
Q4 = {"period": "2017Q4", "definition": "HRB_315", "indicator": "unit_timely"}


def lives() -> None:
    """Nangang late once of two in the autumn and in time in summer, Hulan in time, one case at the city's own department."""
    put_nangang_on_315()
    story("2016-10-24").submitted().registered().forwarded("NG-XF").on("2016-12-20").accepted()
    for _ in range(3):
        story("2017-08-21").submitted().registered().forwarded("NG-XF").accepted().answered().served().closed()
    story("2017-10-23").submitted().registered().forwarded("NG-XF").accepted().answered().served().closed()
    story("2017-10-23").submitted().registered().forwarded("NG-XF").on("2017-12-20").accepted()
    story("2017-10-23").submitted(to="HL").registered().forwarded("HL-ZJ").accepted()
    story("2017-10-23").submitted(to="HRB").registered().forwarded("HRB-ZJ").accepted()


def page_of(client: Client, **asked: str) -> str:
    return client.get(PAGE, {**Q4, **asked}).content.decode()


def cells_of(page: str, row: str) -> list[str]:
    """Return what stands in the cells of a row, one space between words."""
    found = re.search(rf'<th scope="row">(?:<a[^>]*>)?{row}(?:</a>)?</th>(.*?)</tr>', page)
    assert found is not None
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[1])
    return [" ".join(re.sub(r'<span class="vh">.*?</span>|<[^>]+>', " ", cell).split()) for cell in cells]


def test_counties_stand_by_rank_with_their_changes_and_marks(enter: Enter) -> None:
    lives()
    page = page_of(enter("HRB"))
    assert cells_of(page, "南岗区") == [
        "2", "1 人次 1／2", "50.00%", "2", "2 不分组", "-50.00 件数 -33.33%", "+50.00 件数 +100.00%", "低于均值 样本小",
    ]  # fmt: skip
    assert cells_of(page, "呼兰区") == [
        "1",
        "1 人次 1／1",
        "100.00%",
        "1",
        "1 不分组",
        "— 件数 —",
        "— 件数 —",
        "100% 样本小",
    ]
    assert page.index(">呼兰区<") < page.index(">南岗区<"), "the best stands first"


def test_the_city_itself_is_counted_in_the_whole_and_takes_no_part_in_the_ranking(enter: Enter) -> None:
    lives()
    page = page_of(enter("HRB"))
    assert cells_of(page, "哈尔滨市本级")[:5] == ["1", "1 人次 1／1", "100.00%", "", ""]
    assert cells_of(page, "合计")[:3] == ["4", "3 人次 3／4", "75.00%"]
    assert re.search(r"参比的合在一起 <b>([^<]+)</b>", page)[1] == "66.67%"  # type: ignore[index]  # 2 of 3 without the city


def test_lists_name_who_is_full_behind_and_had_nothing(enter: Enter) -> None:
    lives()
    page = page_of(enter("HRB"))
    lists = dict(
        re.findall(
            r'<h2 class="cardh">([^<]+)</h2><span class="r s muted">\d+ 个</span></div><div class="bd"><p[^>]*>([^<]+)<',
            page,
        )
    )
    assert lists == {"达到 100% 的": "呼兰区", "低于平均水平的": "南岗区", "离群的": "没有。", "无应办件的": "道里区"}


def test_departments_of_the_city_are_compared_among_themselves(enter: Enter) -> None:
    lives()
    page = page_of(enter("HRB"), by="department")
    assert re.findall(r'<th scope="row">([^<]+)</th>', page)[:1] == ["哈尔滨市住房和城乡建设局"]
    assert "南岗区住房和城乡建设局" not in page
    assert ">合计<" not in page


@pytest.mark.parametrize(("by", "fewest"), [("county", 40), ("department", 3), ("agency", 30)])
def test_every_number_is_a_link_to_as_many_cases(by: str, fewest: int, enter: Enter) -> None:
    lives()
    client, followed = enter("HRB"), 0
    for indicator in (*Indicator, *Measure):
        page = page_of(client, by=by, indicator=indicator)
        for url, number in re.findall(r'<a href="([^"]+)">(\d+)<span class="vh">', page):
            behind = client.get(html.unescape(url)).content.decode()
            assert re.findall(r'data-n="(\d+)"', behind) == [number], url
            followed += 1
    assert followed >= fewest


def test_the_pilots_are_told_beside_the_rest_and_each_side_lists_its_cases(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    page = page_of(client)
    assert "试点：南岗区" in page
    assert cells_of(page, "试点") == ["0.00%", "0 ／ 1", "50.00%", "1 ／ 2", "+50.00"]
    assert cells_of(page, "其他") == ["—", "0／0", "100.00%", "1 ／ 1", "—"]
    sides = re.findall(rf'href="({re.escape(reverse("desk:compare-cases"))}[^"]+)">(\d+)<', page)
    assert len(sides) == 6  # what was due and met: of the pilots in both years, of the others in one
    for url, number in sides:
        assert f'data-n="{number}"' in client.get(html.unescape(url)).content.decode()


def test_the_pilots_can_be_told_from_the_period_before(enter: Enter) -> None:
    lives()
    page = page_of(enter("HRB"), against="last")
    assert cells_of(page, "试点") == ["100.00%", "3 ／ 3", "50.00%", "1 ／ 2", "-50.00"]


def test_without_pilots_the_page_says_so(enter: Enter) -> None:
    story("2017-10-23").submitted().registered().forwarded("NG-XF").accepted()
    assert "这一期没有试点。" in page_of(enter("HRB"))


def test_days_are_compared_by_their_mean_and_the_shortest_is_first(enter: Enter) -> None:
    lives()
    story("2017-10-23").submitted(to="HL").registered().forwarded("HL-ZJ").accepted().on(
        "2017-11-22"
    ).answered().served().closed()
    page = page_of(enter("HRB"), indicator="average_days")
    assert cells_of(page, "南岗区")[:4] == ["1", "共 0 天 人次 1", "0.00", "1"]
    assert cells_of(page, "呼兰区")[:4] == ["1", "共 30 天 人次 1", "30.00", "2"]
    assert "高于平均水平的" in page


@pytest.mark.parametrize(
    ("agency", "role", "linked"),
    [
        ("HRB", Role.LEADER, {"合计", "呼兰区", "南岗区", "哈尔滨市本级"}),
        ("HL", Role.CLERK, {"呼兰区"}),  # a county sees the others' figures, and opens its own
        ("NG-XF", Role.OFFICER, set()),
    ],
)
def test_numbers_are_links_only_where_all_behind_them_may_be_seen(
    agency: str, role: Role, linked: set[str], enter: Enter
) -> None:
    lives()
    page = page_of(enter(agency, role))
    rows = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+)(?:</a>)?</th><td class="num pair2"><a', page)
    assert set(rows) == linked
    assert cells_of(page, "南岗区")[2] == "50.00%"
    assert ("desk/indicators/compare/cases" in page) is (agency == "HRB")


@pytest.mark.parametrize(("agency", "status"), [("HRB", 200), ("NG", 404), ("NG-XF", 404)])
def test_the_cases_of_a_side_open_for_who_sees_the_whole_city(agency: str, status: int, enter: Enter) -> None:
    lives()
    role = Role.OFFICER if agency == "NG-XF" else Role.CLERK
    asked = {**Q4, "by": "county", "side": "pilots", "on": "2017Q4", "bucket": "due"}
    assert enter(agency, role).get(reverse("desk:compare-cases"), asked).status_code == status


@pytest.mark.parametrize("wrong", [{"side": "x"}, {"on": "2017Q9"}, {"bucket": ""}])
def test_a_side_that_is_none_is_not_there(wrong: dict[str, str], enter: Enter) -> None:
    asked = {**Q4, "by": "county", "side": "pilots", "on": "2017Q4", "bucket": "due", **wrong}
    assert enter("HRB").get(reverse("desk:compare-cases"), asked).status_code == 404


@pytest.mark.parametrize("asked", [{"period": "0001Q1"}, {"period": "2020W53"}, {"by": "x", "indicator": "x"}])
def test_what_cannot_be_compared_is_an_empty_table_and_no_fault(asked: dict[str, str], enter: Enter) -> None:
    assert enter("HRB").get(PAGE, asked).status_code == 200


def test_the_pages_of_figures_lead_to_the_comparison_and_to_each_county(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    for group in ("rates", "volume"):
        page = html.unescape(client.get(reverse("desk:indicators"), {**Q4, "group": group}).content.decode())
        assert f"{PAGE}?period=2017Q4&definition=HRB_315&by=county" in page
        assert f'{reverse("desk:county", args=[230103])}?period=2017Q4&definition=HRB_315">南岗区</a>' in page
