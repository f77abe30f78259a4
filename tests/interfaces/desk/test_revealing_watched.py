"""How often a field may be shown, which days raise an alarm, and what those read who supervise."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse

from tests.interfaces.desk.asking import FULL, START, asked, events, shown_before, text, told
from tests.interfaces.desk.door import act_of, entered, knock, somebody
from wangfang.records.cases import marking
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.models import Access, Ground
from wangfang.rules.facts import Role

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
RECORD = reverse("desk:reveals")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Let it be a Monday morning."""
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def test_the_twenty_first_of_an_hour_is_refused_and_written_down(clock: time_machine.Traveller) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER, "li"))
    assert [asked(client, case).status_code for _ in range(20)] == [200] * 20
    answer = asked(client, case, "name")
    assert answer.status_code == 429
    assert "一小时最多查看 20 项原文" in text(answer)
    assert "09:30 以后再看" in text(answer)
    assert FULL["name"] not in text(answer)
    (refused,) = events("failed")
    assert refused[:2] == ("li", case.now.number)
    assert refused[2].startswith("name/contact/")
    assert len(events("reveal")) == Ground.objects.count() == 20
    colleague = entered(somebody("NG", Role.CLERK, "wu"))
    assert asked(colleague, case).status_code == 200, "each has an hour of their own"
    clock.shift(3600)
    knock(client, "li")
    assert asked(client, case).status_code == 200


def test_who_may_not_is_written_down_with_what_they_asked_for(clock: object) -> None:
    case, client = told(), entered(somebody("NG", Role.BUREAU_LEADER, "zhou"))
    assert asked(client, case, "address", reason="other").status_code == 403
    (refused,) = events("failed")
    assert refused[:2] == ("zhou", case.now.number)
    assert refused[2].startswith("address/other/")


def test_the_thirtieth_of_a_day_raises_one_alarm_at_once(clock: object) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER, "li"))
    shown_before("li", 28, START - timedelta(hours=6))
    shown_before("li", 5, START - timedelta(hours=12))  # yesterday evening in China
    asked(client, case)
    assert not events("alarm")
    asked(client, case, "name")
    assert events("alarm") == [("li", "", "many/30")]
    asked(client, case, "address")
    assert len(events("alarm")) == 1, "once a day"
    assert list(verify()) == []


def test_a_day_far_above_that_of_the_peers_raises_an_alarm(clock: object) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER, "li"))
    for day in range(1, 21):
        shown_before("wu", 2, START - timedelta(days=day))
        shown_before("clerk", 9, START - timedelta(days=day), role="clerk", gap=1)  # posts of another kind
        shown_before("li", 9, START - timedelta(days=day), gap=1)  # the own past is no measure
    for spot in ("name", "phone", "address", "id_number", "name"):
        asked(client, case, spot)
    assert not events("alarm"), "five: mean 2, and three spreads of at least one"
    asked(client, case)
    assert events("alarm") == [("li", "", "above/6")]


@pytest.mark.parametrize(
    ("agency", "role", "reads"),
    [
        ("HRB", Role.SECURITY, True),
        ("HRB", Role.AUDITOR, True),
        ("NG", Role.BUREAU_LEADER, True),
        ("HRB", Role.BUREAU_LEADER, True),  # above
        ("DL", Role.BUREAU_LEADER, False),
    ],
)
def test_those_who_supervise_read_who_when_case_field_and_reason(
    clock: object, agency: str, role: Role, *, reads: bool
) -> None:
    case, officer = told(), entered(somebody("NG-XF", Role.OFFICER, "li"))
    shown_before("li", 29, START - timedelta(hours=6))
    asked(officer, case)
    client = entered(somebody(agency, role, "chief"))
    page = text(client.get(RECORD))
    said = ("li", case.now.number, "手机", "联系信访人：约定上门查看的时间", "这一天查看原文到了 30 项")
    assert all(word in page for word in said) is reads
    assert page.index("提醒") < page.index("联系信访人") if reads else "提醒" not in page
    assert (RECORD in page, 'class="c hot">1<' in page) == (True, reads), "the menu leads there and counts the alarms"
    assert FULL["phone"] not in page
    assert Access.objects.filter(who="chief", what="search").count() == 1, "and who reads it is known"


@pytest.mark.parametrize(
    ("agency", "role"), [("NG", Role.CLERK), ("NG-XF", Role.OFFICER), ("NG-XF", Role.UNIT_LEADER), ("HRB", Role.ADMIN)]
)
def test_nobody_else_reads_the_record(clock: object, agency: str, role: Role) -> None:
    client = entered(somebody(agency, role))
    answer = client.get(RECORD)
    assert answer.status_code == 403
    assert "/desk/reveals/" not in text(client.get(reverse("desk:devices")))


def test_a_refused_one_stands_on_the_record_too(clock: object) -> None:
    case, officer = told(), entered(somebody("NG-XF", Role.UNIT_LEADER, "boss"))
    asked(officer, case)
    page = text(entered(somebody("NG", Role.BUREAU_LEADER, "chief")).get(RECORD))
    assert ("boss" in page, "被拒绝" in page, "手机" in page) == (True, True, True)


def test_a_leader_reads_nothing_of_a_case_that_became_a_secret_one(clock: object) -> None:
    case, officer = told(), entered(somebody("NG-XF", Role.OFFICER, "li"))
    asked(officer, case)
    client = entered(somebody("NG", Role.BUREAU_LEADER, "chief"))
    assert case.now.number in text(client.get(RECORD))
    marking.label(case.now, "accusation", "内容是检举", act_of(somebody("NG", Role.CLERK, "wu")))
    assert case.now.number not in text(client.get(RECORD))
