"""The pages of hot matters: the hottest first, one matter page by page, and who is told of none."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import clerk
from tests.interfaces.desk.conftest import Enter
from tests.records.hot_matters.crowds import NOW, kept, voice
from wangfang.interfaces.desk.presenters.alike import percent_of
from wangfang.records.cases import linking
from wangfang.records.cases.models import Case
from wangfang.records.hot_matters import reasons
from wangfang.records.hot_matters.models import Member
from wangfang.records.ledger.models import Access
from wangfang.rules.facts import Role, Step
from wangfang.rules.matters import Verdict

pytestmark = pytest.mark.django_db
LIST = reverse("desk:hot-matters")


@pytest.fixture(autouse=True)
def _that_day() -> object:
    with time_machine.travel(NOW, tick=True):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def address_of(case: Case) -> str:
    return reverse("desk:hot-matter", args=[Member.objects.get(case=case).matter_id])


def test_the_list_tells_size_people_span_heat_and_how_it_goes_on(enter: Enter) -> None:
    roof = [voice(nth, days_ago, people=2) for nth, days_ago in enumerate((1, 2, 20))]
    kept(roof)
    said = page(enter("NG"), LIST)
    address = address_of(roof[0].now)
    assert f'<a href="{address}">南岗区辽河小区顶楼漏雨</a>' in said
    assert re.search(r'data-size="3">3／6</td><td class="num">3</td><td class="num">19</td>', said)
    assert "↑ 上升" in said
    assert "2017-09-19" in said
    assert f'href="{LIST}"' in page(enter("NG", login="other"), "/desk/"), "it is in the menu"


def test_one_matter_says_why_its_cases_belong_together_and_leads_to_comparing_and_linking(enter: Enter) -> None:
    cases = [voice(nth, nth + 1) for nth in range(3)]
    kept(cases)
    here = enter("NG")
    said = page(here, address_of(cases[0].now))
    assert "3 件都提到“辽河小区”" in said
    assert "用词相近" in said
    assert '<progress class="meter" max="2" value="2" aria-label="2017-09-18">' in said
    ways = re.findall(r'href="(/desk/cases/[^"]+/(?:alike|link)/\?with=[^"]+)"', said)
    assert len(ways) == 6
    assert [said.count(f'data-key="{key}"') for key in "CL"] == [1, 1]
    for way in ways:
        assert here.get(way).status_code == 200
    assert "和哪一件最像" in said


def test_what_is_settled_is_told_and_not_asked_again(enter: Enter) -> None:
    one, two = voice(0).registered(), voice(1).registered()
    kept([one, two])
    linking.link(one.now, two.now, Verdict.SAME_MATTER, "同一处屋面", one.act(one.holder()))
    said = page(enter("NG"), address_of(one.now))
    assert said.count("已认定") == 2
    assert "?with=" not in said


def test_whoever_does_not_hold_a_case_may_compare_and_is_not_offered_to_link(enter: Enter) -> None:
    cases = [voice(nth, to="HRB").registered().forwarded("NG") for nth in range(2)]
    kept(cases)
    said = page(enter("HRB"), address_of(cases[0].now))
    assert "/alike/?with=" in said
    assert "/link/?with=" not in said


def test_a_matter_goes_on_page_by_page(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "PAGE", 2)
    cases = [voice(nth, nth + 1) for nth in range(5)]
    kept(cases)
    here, address, found = enter("NG"), address_of(cases[0].now), []
    on = address
    while on:
        said = page(here, on)
        found += re.findall(r'<td class="num nowrap"><a href="/desk/cases/([^/]+)/">', said)
        further = re.search(r'href="([^"]+after=[^"]+)">下一页', said)
        on = further[1].replace("&amp;", "&") if further else ""
    assert found == [one.now.number for one in cases]
    for odd in ("x", "1.2.3", "9" * 30, "1.", "-1.5"):
        assert cases[0].now.number in page(here, f"{address}?after={odd}"), "what is no place is the first page"
    assert "没有" not in page(here, f"{address}?after=1.1").split("<main")[0]


def test_who_sees_fewer_than_two_cases_is_told_that_there_is_none(enter: Enter) -> None:
    cases = [voice(0), voice(1), voice(2, to="DL")]
    kept(cases)
    address = address_of(cases[0].now)
    assert enter("DL").get(address).status_code == 404
    assert "辽河小区" not in page(enter("DL", login="dl-two"), LIST)
    assert "没有热点事项" in page(enter("HL"), LIST)
    said = page(enter("NG"), address)
    assert 'data-size="2"' in said
    assert cases[2].now.number not in said
    cases[0].registered().taken(Step.LABEL, clerk("NG"), secrecy="accusation", why="涉及举报人安全")
    assert enter("NG", login="ng-two").get(address).status_code == 404, "one became secret: the other alone is none"
    assert enter("NG", login="ng-three").get(reverse("desk:hot-matter", args=[2**70])).status_code == 404


@pytest.mark.parametrize(("agency", "role"), [("NG-XF", Role.OFFICER), ("HRB", Role.ADMIN), ("HRB", Role.ANALYST)])
def test_who_looks_after_no_cases_is_turned_away(enter: Enter, agency: str, role: Role) -> None:
    cases = [voice(nth) for nth in range(2)]
    kept(cases)
    other = enter(agency, role)
    assert other.get(LIST).status_code == 403
    assert other.get(address_of(cases[0].now)).status_code == 403


def test_opening_a_matter_is_written_down(enter: Enter) -> None:
    cases = [voice(nth) for nth in range(2)]
    kept(cases)
    page(enter("NG"), address_of(cases[0].now))
    found = Access.objects.filter(who="ng-clerk", what="search")
    assert list(found.values_list("item", flat=True)) == [Member.objects.get(case=cases[0].now).matter_id]


def test_the_pages_cost_no_more_queries_for_more_cases(enter: Enter) -> None:
    here = enter("NG")

    def asked(groups: int, size: int) -> list[int]:
        cases = [[voice(size * group + nth, nth + 1) for nth in range(size)] for group in range(groups)]
        kept(*cases)
        counts = []
        for address in (LIST, address_of(cases[0][0].now)):
            page(here, address)
            with CaptureQueriesContext(connection) as queries:
                page(here, address)
            counts.append(len(queries))
        return counts

    assert asked(1, 2) == asked(4, 5)


@pytest.mark.parametrize(("score", "said"), [(1.0, 99), (0.999, 99), (0.905, 90), (0.6, 60), (0.0, 0)])
def test_no_likeness_of_words_is_called_certain(score: float, said: int) -> None:
    assert percent_of(score) == said
