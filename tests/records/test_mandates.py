"""Who may be given a written task of inspection, by whom, and what it then opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import operator_act
from tests.moments import at
from tests.stories import story
from tests.walled import seen_as
from wangfang.records.cases.visible import visible_to
from wangfang.records.people.mandates import give, mandates_of
from wangfang.records.people.models import Account
from wangfang.records.people.posts import actor_of, add_account
from wangfang.rules.facts import Role, day_of
from wangfang.rules.refusal import Refused
from wangfang.rules.seeing import Mandate

TASK = Mandate("ducha", "NG", date(2024, 6, 1), date(2024, 6, 30), "", "lingdao")


@pytest.fixture(autouse=True)
def _people() -> None:
    """Have an inspector who belongs to another district, a leader, and a clerk."""
    for login, agency, role in (
        ("ducha", "DL", Role.SUPERVISOR),
        ("lingdao", "HRB-LB", Role.LEADER),
        ("li", "NG", Role.CLERK),
    ):
        add_account(login=login, name=login, agency=agency, role=role, act=operator_act())


def seen_on(moment: str) -> int:
    """Return how many cases the inspector sees at a moment."""
    actor = actor_of(Account.objects.get(login="ducha"), day_of(at(moment)))
    with seen_as(actor, at(moment)):
        return visible_to(actor).count()


@pytest.mark.parametrize(("topic", "seen"), [("", 1), (story().petition.purpose.value, 1), ("accusation", 0)])
def test_a_task_opens_what_lies_under_its_agency_on_its_days(topic: str, seen: int) -> None:
    story().submitted(to="NG").registered().forwarded("NG-XF")
    story().submitted(to="HL")
    assert seen_on("2024-06-15") == 0
    give(replace(TASK, topic=topic), operator_act())
    assert mandates_of("ducha") == (replace(TASK, topic=topic),)
    days = ("2024-05-31 23:59", "2024-06-01 00:00", "2024-06-30 23:59", "2024-07-01 00:00")
    assert [seen_on(day) for day in days] == [0, seen, seen, 0]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"login": "li"}, "不是督查员"),
        ({"login": "nobody"}, "不是督查员"),
        ({"agency": "XX"}, "没有代码为“XX”的单位"),
        ({"agency": "HRB-LB"}, "不写联席会议办公室"),  # an office sees what its bureau sees; a task names the bureau
        ({"topic": "roofs"}, "没有“roofs”这个信访目的"),
        ({"until": date(2024, 5, 31)}, "早于第一天"),
        ({"approved_by": "ducha"}, "另一位"),  # nobody sends themselves
        ({"approved_by": "li"}, "另一位"),  # a clerk leads nothing
        ({"approved_by": ""}, "另一位"),
    ],
)
def test_a_task_that_cannot_be_is_refused(wrong: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        give(replace(TASK, **wrong), operator_act())  # type: ignore[arg-type]  # one field each
    assert mandates_of("ducha") == ()
