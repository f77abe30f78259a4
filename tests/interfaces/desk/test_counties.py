"""Does the sheet of a county tell how it stands, month by month, what is overdue there and what people petition about?"""

from __future__ import annotations

import html
import re

import pytest
import time_machine
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.test_comparisons import cells_of, lives
from tests.records.hot_matters.crowds import NOW, kept, voice
from tests.stories import story
from wangfang.rules.facts import Form, Role

pytestmark = pytest.mark.django_db
SHEET = reverse("desk:county", args=[230103])
Q4 = {"period": "2017Q4", "definition": "HRB_315"}
LISTS = reverse("desk:county-cases", args=[230103])


def test_the_figures_of_the_period_stand_with_rank_and_change(enter: Enter) -> None:
    lives()
    page = enter("HRB").get(SHEET, Q4).content.decode()
    assert "<h1>南岗区</h1>" in page
    assert cells_of(page, "责任单位及时受理率") == ["50.00%", "1 ／ 2 人次 1／2", "2／2", "-50.00", "低于均值 样本小"]
    assert cells_of(page, "重复信访率")[:3] == ["0.00%", "0 ／ 2 人次 0／2", "1／2"]
    assert cells_of(page, "责任单位满意率（满意＋基本满意）") == ["—", "0／0", "", "—", ""]


def test_the_twelve_months_end_with_the_last_of_the_period(enter: Enter) -> None:
    lives()
    page = enter("HRB").get(SHEET, Q4).content.decode()
    strip = page[page.index("近十二个月") :]
    assert re.findall(r'<th scope="row">(\d+年\d+月)</th>', strip) == [f"2017年{nth}月" for nth in range(1, 13)]
    assert cells_of(strip, "2017年11月")[2:4] == ["50.00%", "1 ／ 2"]
    assert cells_of(strip, "2017年9月")[2:4] == ["100.00%", "3 ／ 3"]
    assert cells_of(strip, "2017年1月") == ["—", "0／0"] * 3


def test_a_month_of_the_strip_is_the_figure_of_that_month(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    strip = client.get(SHEET, Q4).content.decode().partition("近十二个月")[2]
    for nth in (9, 11):
        alone = client.get(SHEET, {**Q4, "period": f"2017M{nth}"}).content.decode()
        rate, counted = cells_of(alone, "责任单位及时受理率")[:2]
        assert cells_of(strip, f"2017年{nth}月")[2:4] == [rate, counted.partition(" 人次")[0]]


def test_every_number_is_a_link_to_as_many_cases(enter: Enter) -> None:
    lives()
    story("2017-10-23").about(category="劳动和社会保障").submitted()
    client = enter("HRB")
    page = client.get(SHEET, Q4).content.decode()
    links = re.findall(r'<a href="([^"]+)">(\d+)<span class="vh">', page)
    assert len(links) >= 20
    for url, number in links:
        behind = client.get(html.unescape(url)).content.decode()
        assert re.findall(r'data-n="(\d+)"', behind) == [number], url


def test_what_is_overdue_is_listed_as_far_as_it_is_seen(enter: Enter) -> None:
    late = story("2017-10-23").submitted().registered().forwarded("NG-XF")
    story("2017-10-23").submitted(to="HL").registered().forwarded("HL-ZJ")  # late in another county
    story("2017-10-23").submitted().registered().forwarded("NG-HX").accepted().answered().served().closed()
    city, neighbour = enter("HRB").get(SHEET, Q4).content.decode(), enter("HL").get(SHEET, Q4).content.decode()
    assert re.findall(r'<td class="num nowrap"><a href="[^"]+">([^<]+)</a>', city) == [late.now.number]
    assert late.now.number not in neighbour
    assert "没有超期的。" in neighbour


def test_an_accusation_stands_in_no_list_and_no_class(enter: Enter) -> None:
    story("2017-10-23").accusing("NG-ZJ").about(category="纪检监察").submitted(to="HRB")
    story("2017-10-23").accusing("NG-ZJ").about(category="纪检监察").submitted()
    page = enter("HRB").get(SHEET, Q4).content.decode()
    assert "纪检监察" not in page
    assert "这一期没有来件。" in page


def test_classes_count_cases_and_people_and_list_their_cases(enter: Enter) -> None:
    story("2017-10-23").submitted()
    story("2017-10-23").about(category="", people=3).written(form=Form.LETTER)
    story("2017-10-23").submitted(to="HL")
    client = enter("NG")
    page = client.get(SHEET, Q4).content.decode()
    assert (cells_of(page, "城乡建设"), cells_of(page, "未分类")) == (["1", "1"], ["1", "3"])
    listed = client.get(LISTS, {**Q4, "kind": "class", "category": ""}).content.decode()
    assert "南岗区 未分类" in listed
    assert 'data-n="1"' in listed


@pytest.mark.parametrize(
    ("agency", "role", "kind", "status"),
    [
        ("NG", Role.CLERK, "class", 200),
        ("HL", Role.CLERK, "class", 404),  # the neighbour does not see all behind the number
        ("HL", Role.CLERK, "overdue", 200),  # and of what is overdue what it sees: nothing
        ("NG-XF", Role.OFFICER, "class", 404),
        ("NG", Role.CLERK, "x", 404),
    ],
)
def test_the_lists_open_where_all_of_them_may_be_seen(
    agency: str, role: Role, kind: str, status: int, enter: Enter
) -> None:
    lives()
    assert enter(agency, role).get(LISTS, {**Q4, "kind": kind, "category": "城乡建设"}).status_code == status


@pytest.mark.parametrize("key", [1, 230100, 230199, 9_999_999_999])
def test_what_is_no_county_has_no_sheet(key: int, enter: Enter) -> None:
    client = enter("HRB")
    for name in ("desk:county", "desk:county-cases", "desk:county-xlsx"):
        assert client.get(reverse(name, args=[key]), {"kind": "overdue"}).status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.BUREAU_LEADER, Role.SUPERVISOR, Role.ANALYST, Role.LEADER])
def test_the_sheet_opens_for_who_reads_figures(role: Role, enter: Enter) -> None:
    lives()
    answer = enter("HRB", role).get(SHEET, Q4)
    assert (answer.status_code, "50.00%" in answer.content.decode()) == (200, True)


def test_hot_matters_of_the_county_are_told_to_who_looks_after_many_cases(enter: Enter) -> None:
    with time_machine.travel(NOW, tick=True):
        kept([voice(nth, days_ago) for nth, days_ago in enumerate((1, 2, 20))])
        asked = {"period": "2017Q3"}
        here = enter("HRB").get(SHEET, asked).content.decode()
        assert "南岗区辽河小区顶楼漏雨</a>" in here
        assert re.search(r'<td class="num nowrap">3／3</td>', here)
        elsewhere = enter("HRB", login="hrb-two").get(reverse("desk:county", args=[230111]), asked).content.decode()
        officer = enter("NG-XF", Role.OFFICER).get(SHEET, asked).content.decode()
        assert ["没有热点事项。" in page for page in (here, elsewhere, officer)] == [False, True, True]
