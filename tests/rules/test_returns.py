"""A case bounces twice at most; then whoever stands above all of its units settles where it belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.lives import CITY, LETTER, ONLINE, SENT_DOWN, Told, life, told, why_not
from tests.rules.reckoning import answers, clocks, rows
from wangfang.rules.duties import Law
from wangfang.rules.facts import Life, Purpose, Role
from wangfang.rules.limits import Pilot
from wangfang.rules.returns import arbiter_of, backstop_of, needs_arbiter, settled_by


def asks(when: str, by: str) -> Told:
    return told(when, "request_return", by, why="不属于我们")


BOUNCED_ONCE = (
    *SENT_DOWN,
    asks("2017-08-23 09:00", "D-JD"),
    told("2017-08-23 15:00", "decide_return", "D", "D-ZJ", agree=True),
)
THIRD = (
    *BOUNCED_ONCE,
    asks("2017-08-24 09:00", "D-ZJ"),
    told("2017-08-24 15:00", "decide_return", "D", "D-ZJ-1", agree=True),
    asks("2017-08-25 09:00", "D-ZJ-1"),
)
"""Two agreed returns, and the third unit objects too (event 8)."""

ACROSS = (
    told("2017-08-22 09:14", "submit", to="C"),
    told("2017-08-22 10:00", "register", "C"),
    told("2017-08-22 11:00", "forward", "C", "D-JD"),
    asks("2017-08-23 09:00", "D-JD"),
    told("2017-08-23 15:00", "decide_return", "C", "E-ZJ", agree=True),
    asks("2017-08-24 09:00", "E-ZJ"),
    told("2017-08-24 15:00", "decide_return", "C", "D-ZJ", agree=True),
    asks("2017-08-25 09:00", "D-ZJ"),
)
"""The same between two districts: only the city stands above all three units."""

SETTLED = told("2017-08-28", "arbitrate", "C", "D-JD", why="属街道职责")


def test_a_third_return_is_not_the_senders_to_decide() -> None:
    assert (
        why_not(life(*BOUNCED_ONCE, asks("2017-08-24", "D-ZJ")), "decide_return", "D", "2017-08-25", agree=True) == ""
    )
    for agree in (True, False):
        why = why_not(life(*THIRD), "decide_return", "D", "2017-08-25 10:00", None, agree=agree)
        assert why == "这件事已经退回两次，由共同的上级机关裁决归属"
    assert why_not(life(*THIRD), "decide_return", "D", "2017-08-25 10:00", Role.SYSTEM, agree=True) == ""  # the past


ABOVE_ALL = "归属由经手过的各单位的共同上级机关裁决"


@pytest.mark.parametrize(
    ("acts", "by", "role", "to", "why"),
    [
        (THIRD, "D", Role.CLERK, "D-JD", ""),  # the district stands above all three
        (THIRD, "C", Role.BUREAU_LEADER, "D-JD", ""),  # and so does the city
        (THIRD, "C-LB", Role.SUPERVISOR, "D-JD", ""),  # the joint office, where its bureau stands
        (ACROSS, "C", Role.CLERK, "E-ZJ", ""),
        (ACROSS, "D", Role.CLERK, "D-ZJ", ABOVE_ALL),  # the neighbour's unit had it too
        (THIRD, "E", Role.CLERK, "E-ZJ", "这件事现在由区房屋维修中心办理，您的单位不能“裁决归属”"),
        (THIRD, "D-JD", Role.OFFICER, "D-ZJ", "您的岗位不能“裁决归属”"),
        (THIRD, "D", Role.CLERK, "E-ZJ", "邻区住建局不在区信访局的管辖范围内，不能转送"),
        (BOUNCED_ONCE, "C", Role.CLERK, "D-JD", "这件事现在是“待责任单位受理”，不能“裁决归属”"),
        ((*BOUNCED_ONCE, asks("2017-08-24", "D-ZJ")), "C", Role.CLERK, "D-JD", "退回还没有满两次，由转来的单位裁定"),
    ],
)
def test_who_settles_where_a_case_belongs(acts: tuple[Told, ...], by: str, role: Role, to: str, why: str) -> None:
    assert why_not(life(*acts), "arbitrate", by, "2017-08-28", role, to=to, why="属街道职责") == why


def test_an_accusation_is_not_settled_upon_a_unit() -> None:
    lived = life(*THIRD, case=replace(ONLINE, purpose=Purpose.ACCUSATION))
    assert "检举控告不转责任单位办理" in why_not(
        lived, "arbitrate", "C", "2017-08-28", None, to="D-JD", why="属街道职责"
    )
    assert why_not(lived, "arbitrate", "C", "2017-08-28", None, to="E", why="由邻区转") == ""  # to a bureau it may go


def test_what_was_settled_is_not_returned_again() -> None:
    assert settled_by(life(*THIRD)) is None
    settled = life(*THIRD, SETTLED)
    assert settled_by(settled) == settled.events[-1]
    assert (
        why_not(settled, "request_return", "D-JD", "2017-08-29", None, why="仍不属于我们")
        == "归属已经裁决，不能再申请退回"
    )


def test_a_petition_filed_with_the_unit_itself_has_no_sender_to_go_back_to() -> None:
    filed = life(told("2017-08-22", "register", "D-JD"), case=LETTER)
    why = why_not(filed, "request_return", "D-JD", "2017-08-23", None, why="不属于我们")
    assert why == "直接向本单位提出的事项没有可以退回的转送机关，不属于本单位职权的作出不予受理决定"
    assert why_not(filed, "decline", "D-JD", "2017-08-23", None, why="不属于我们") == ""


def test_who_is_the_common_superior() -> None:
    assert [arbiter_of(life(*acts)) for acts in (THIRD, ACROSS, SENT_DOWN[:2])] == ["D", "C", ""]
    stranger = replace(CITY["E-ZJ"], line=("E-ZJ",))
    alone = replace(life(*ACROSS), agencies={**CITY, "E-ZJ": stranger})
    assert arbiter_of(alone) == ""  # no bureau stands above both: whoever stands above the holder decides
    assert why_not(alone, "arbitrate", "D", "2017-08-28", None, to="D-JD", why="属街道职责") == ""


@pytest.mark.parametrize(
    ("acts", "region", "unit"),
    [
        (THIRD, "230103018", "D-JD"),  # the street of the place of the problem
        (ACROSS, "230104", "E-ZJ"),  # the neighbouring district's
        (ACROSS, "230110", "D-JD"),  # none is near: the first that it reached
        (SENT_DOWN[:2], "230103018", ""),  # no unit has had it
    ],
)
def test_somebody_has_the_case_when_nobody_settles_it(acts: tuple[Told, ...], region: str, unit: str) -> None:
    assert backstop_of(life(*acts, case=replace(ONLINE, region=region))) == unit


def decisions(*acts: Told) -> list[tuple[str, str, int | None]]:
    """Return owner, legal due day and what met them, of the clocks for deciding a return."""
    return [(owner, due_on, met) for kind, owner, _, due_on, met in clocks(*acts) if kind == "decide_return"]


def test_a_return_is_decided_within_one_working_day_and_from_the_third_on_by_the_superior() -> None:
    assert decisions(*THIRD) == [("D", "2017-08-24", 5), ("D", "2017-08-25", 7), ("D", "2017-08-28", None)]
    assert decisions(*ACROSS, SETTLED) == [("C", "2017-08-24", 5), ("C", "2017-08-25", 7), ("C", "2017-08-28", 9)]
    apart = [
        replace(event, detail={**event.detail, "to": "D-JD"}) if event.number == 3 else event
        for event in life(*ACROSS).events
    ]
    assert needs_arbiter(Life(ONLINE, tuple(apart), CITY))
    assert not needs_arbiter(Life(ONLINE, tuple(apart), CITY), before=7)


def test_a_settlement_ends_the_clock_of_the_unit_that_objected_and_begins_a_new_one() -> None:
    law = Law([Pilot("D", "harbin-315", date(2017, 1, 1))])
    assert [row for row in clocks(*THIRD, SETTLED) if row[0] == "accept"][-2:] == [
        ("accept", "D-ZJ-1", 7, "2017-09-08", 9),
        ("accept", "D-JD", 9, "2017-09-12", None),
    ]
    assert [(duty.owner, duty.number) for duty in answers(*THIRD, SETTLED, law=law)] == [("D-JD", 9)]
    timely = [row for row in rows("HRB_315", *THIRD, SETTLED) if row[0] == "unit_timely"]
    assert timely[-2:] == [("unit_timely", "D-ZJ-1", True, True), ("unit_timely", "D-JD", False, False)]
