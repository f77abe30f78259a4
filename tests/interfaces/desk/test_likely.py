"""Does a clerk find the cases that are likely here already under a tab of their own, with its count, at a constant cost?"""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases import lookups
from wangfang.records.cases.arrivals import look
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
LIKELY = reverse("desk:worklist") + "?tab=alike"
NOW = at("2017-09-02 10:00")


def numbers(page: str) -> list[str]:
    """Return the numbers of the rows in their order."""
    return re.findall(r'<tr id="row-([^"]+)"', page)


def came_in(day: int) -> Story:
    """Let the same petition come in once more."""
    return story(f"2017-08-{day} 09:00").submitted(to="NG")


@time_machine.travel(NOW, tick=False)
def test_the_tab_counts_and_lists_them_and_the_verdict_takes_them_away(enter: Enter) -> None:
    first, copy = came_in(21), came_in(22)
    client = enter("NG")
    assert "没有疑似重复的事项" in client.get(LIKELY).content.decode()
    look(NOW)
    page = client.get(LIKELY).content.decode()
    assert numbers(page) == [copy.now.number]
    assert re.search(r'疑似重复<span class="n ">1</span>', page)
    said = {"other": first.now.number, "verdict": "unrelated", "why": "门牌号不同", "act_key": "d"}
    client.post(reverse("desk:alike", args=[copy.now.number]), said)
    page = client.get(LIKELY).content.decode()
    assert numbers(page) == []
    assert re.search(r'疑似重复<span class="n ">0</span>', page)


@pytest.mark.parametrize(
    ("agency", "role"), [("NG-XF", Role.OFFICER), ("NG", Role.SUPERVISOR), ("NG-XF", Role.UNIT_LEADER)]
)
def test_who_may_not_merge_has_no_such_tab(enter: Enter, agency: str, role: Role) -> None:
    came_in(21), came_in(22)
    look(NOW)
    page = enter(agency, role).get(LIKELY).content.decode()
    assert "疑似重复</" not in page
    assert "疑似重复<span" not in page
    assert numbers(page) == []


@time_machine.travel(NOW, tick=False)
def test_it_costs_the_same_number_of_queries_with_one_row_and_with_ten(enter: Enter) -> None:
    client = enter("NG")
    came_in(20), came_in(21)
    look(NOW)
    client.get(LIKELY)
    with CaptureQueriesContext(connection) as one:
        assert len(numbers(client.get(LIKELY).content.decode())) == 1
    for _ in range(9):
        came_in(22)
    look(NOW)
    with CaptureQueriesContext(connection) as ten:
        assert len(numbers(client.get(LIKELY).content.decode())) == 10
    assert len(ten) == len(one)


@time_machine.travel(NOW, tick=False)
def test_its_pages_follow_each_other_without_a_gap(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    came_in(20)
    made = {came_in(day).now.number for day in (21, 22, 23)}
    look(NOW)
    monkeypatch.setattr(lookups, "PAGE", 2)
    monkeypatch.setattr("wangfang.interfaces.desk.presenters.worklist.PAGE", 2)
    client = enter("NG")
    page = client.get(LIKELY).content.decode()
    on = re.search(r'href="([^"]+after=[^"]+)"', page)
    assert on is not None
    rest = client.get(on[1].replace("&amp;", "&")).content.decode()
    assert set(numbers(page)) | set(numbers(rest)) == made
