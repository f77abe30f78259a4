"""Do those who supervise find the opinions of their units with what may be looked at again: by gap, by unit, page by page?"""

from __future__ import annotations

import re
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import person
from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases import answers, lookups
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
REPLIES = reverse("desk:replies")
NOW = at("2017-09-02 10:00")
EMPTY = "您好！感谢您的来信。"
FULL = (
    "经查，辽河小区5栋顶楼屋面防水层老化，雨天漏水属实。依据《住宅专项维修资金管理办法》，我单位已协调物业于9月1日"
    "派人更换防水卷材，希望尽快修好的要求已经落实，蓄水试验无渗漏。联系电话0451-82600000。"
)


def ended(day: int, text: str, to: str = "NG-XF") -> Story:
    """Let a case end with an opinion."""
    told = story(f"2017-08-{day} 09:00").submitted().registered().forwarded(to).accepted()
    return told.answered(text).served().closed()


def rows(page: str) -> list[str]:
    """Return the numbers on a page in their order."""
    return re.findall(r'<td class="num nowrap"><a href="/desk/cases/([^/]+)/">', page)


@time_machine.travel(NOW, tick=False)
def test_every_opinion_stands_there_with_its_gaps_and_no_mark(enter: Enter) -> None:
    short, full = ended(21, EMPTY), ended(22, FULL)
    page = unescape(enter("NG", Role.SUPERVISOR).get(REPLIES).content.decode())
    assert rows(page) == [full.now.number, short.now.number], "newest first"
    assert "没有实质内容" in page.split(f">{short.now.number}</a>")[1]
    assert "不打分，不排名" in page
    told = page.split("<tbody>")[1]
    assert told.count('<span class="tag amber">') == 1, "the full one has none"


@time_machine.travel(NOW, tick=False)
def test_by_gap_and_by_unit(enter: Enter) -> None:
    short, full, far = ended(20, EMPTY), ended(21, FULL), ended(22, EMPTY, to="NG-HX")
    client = enter("NG", Role.BUREAU_LEADER)
    assert rows(client.get(REPLIES + "?gap=empty").content.decode()) == [far.now.number, short.now.number]
    assert rows(client.get(REPLIES + "?unit=NG-XF").content.decode()) == [full.now.number, short.now.number]
    assert rows(client.get(REPLIES + "?unit=NG-XF&gap=empty").content.decode()) == [short.now.number]
    assert len(rows(client.get(REPLIES + "?unit=DL&gap=nothing&after=never,1").content.decode())) == 3, (
        "what is wrong is left out"
    )


@time_machine.travel(NOW, tick=False)
def test_an_opinion_copied_from_another_of_the_unit_is_found_and_one_of_another_unit_is_not_compared(
    enter: Enter,
) -> None:
    same = [ended(day, FULL) for day in (20, 21)]
    ended(22, FULL, to="NG-HX")
    client = enter("NG", Role.SUPERVISOR)
    assert set(rows(client.get(REPLIES + "?gap=copied").content.decode())) == {told.now.number for told in same}


@pytest.mark.usefixtures("city")
def test_without_others_to_compare_with_the_copy_would_not_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    ended(20, FULL), ended(21, FULL)
    inspector = person("NG", Role.SUPERVISOR)
    units = answers.units_of(inspector, NOW.date())
    found = [one.found.copied for one in answers.page_of(inspector, units, NOW).answered]
    monkeypatch.setattr(answers, "OTHERS", 0)
    alone = [one.found.copied for one in answers.page_of(inspector, units, NOW).answered]
    assert min(found) == 1.0
    assert max(alone) < 0.5, "the broken variant"


@time_machine.travel(NOW, tick=False)
def test_pages_follow_each_other_and_cost_the_same(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [ended(day, FULL).now.number for day in (18, 19, 20, 21, 22)]
    monkeypatch.setattr(lookups, "PAGE", 2)
    client, address, found, costs = enter("NG", Role.SUPERVISOR), REPLIES, list[str](), set[int]()
    client.get(address)
    while address:
        with CaptureQueriesContext(connection) as cost:
            page = client.get(address).content.decode()
        found, costs = [*found, *rows(page)], costs | {len(cost)}
        on = re.search(r'href="([^"]+)">下一页', page)
        address = unescape(on[1]) if on else ""
    assert found == made[::-1]
    assert len(costs) == 1


@time_machine.travel(at("2017-10-20 10:00"), tick=False)
def test_over_all_units_only_the_last_days_are_looked_at_and_of_one_everything(enter: Enter) -> None:
    old = ended(20, FULL)
    client = enter("NG", Role.SUPERVISOR)
    assert rows(client.get(REPLIES).content.decode()) == []
    assert rows(client.get(REPLIES + "?unit=NG-XF").content.decode()) == [old.now.number]


@time_machine.travel(NOW, tick=False)
def test_nothing_of_an_accusation_of_another_bureau_or_without_an_opinion(enter: Enter) -> None:
    ended(20, FULL)
    story("2017-08-21 09:00").submitted().registered().declined()
    accusation = story("2017-08-20 09:00").accusing("HL-ZJ").submitted().registered()
    assert rows(enter("DL", Role.SUPERVISOR).get(REPLIES).content.decode()) == []
    page = enter("NG", Role.SUPERVISOR).get(REPLIES).content.decode()
    assert len(rows(page)) == 1
    assert accusation.now.number not in page


@pytest.mark.parametrize(
    ("agency", "role", "status"),
    [
        ("NG", Role.SUPERVISOR, 200),
        ("NG", Role.BUREAU_LEADER, 200),
        ("NG", Role.CLERK, 403),
        ("NG-XF", Role.UNIT_LEADER, 403),
        ("NG-XF", Role.SUPERVISOR, 403),
        ("NG", Role.ADMIN, 403),
    ],
)
def test_who_inspects(enter: Enter, agency: str, role: Role, status: int) -> None:
    client = enter(agency, role)
    assert client.get(REPLIES).status_code == status
    assert (REPLIES in client.get("/desk/keys/").content.decode()) is (role in {Role.SUPERVISOR, Role.BUREAU_LEADER})
