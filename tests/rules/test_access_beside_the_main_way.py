"""Whose the steps are that are not the holder's: every such row once for, and once against."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.lives import CITY, act
from wangfang.rules.access import (
    ACCESS,
    Hands,
    NotYours,
    may_freeze,
    require,
    require_freezer,
    require_inspector,
    require_weigher,
    seat_of,
)
from wangfang.rules.facts import Role, Step

AT_STREET = Hands(CITY["D-JD"], CITY["D"], (CITY["C"], CITY["D"], CITY["D-JD"]), (CITY["D-ZJ"],))
"""The case is at the street: the city and the district had it, the district sent it, the housing bureau assists."""


@pytest.mark.parametrize(
    ("who", "role", "step", "yes"),
    [
        ("D-ZJ", Role.OFFICER, "assist", True),
        ("D-JD", Role.OFFICER, "assist", False),  # the lead
        ("D-ZJ", Role.OFFICER, "draft_opinion", False),  # who assists drafts no opinion
        ("D-JD", Role.OFFICER, "draft_opinion", True),
        ("D-JD", Role.OFFICER, "pass_draft", True),
        ("D-JD", Role.OFFICER, "return_draft", True),
        ("D-JD", Role.OFFICER, "sign_draft", False),
        ("D-JD", Role.UNIT_LEADER, "sign_draft", True),
        ("D", Role.BUREAU_LEADER, "sign_draft", False),  # nobody signs for another house
        ("D", Role.CLERK, "arbitrate", True),
        ("C", Role.BUREAU_LEADER, "arbitrate", True),
        ("C-LB", Role.SUPERVISOR, "arbitrate", True),
        ("E", Role.CLERK, "arbitrate", False),
        ("D-ZJ", Role.SYSTEM, "arbitrate", False),  # a unit settles nothing
        ("D", Role.CLERK, "propose", True),
        ("E", Role.SUPERVISOR, "propose", False),
        ("C-ZJ", Role.OFFICER, "answer_proposal", True),  # whether it was asked the guard knows
        ("C-ZJ", Role.LEADER, "answer_proposal", False),
        ("D", Role.CLERK, "report_urgent", True),  # it had the case
        ("P", Role.CLERK, "report_urgent", False),
        ("D-JD", Role.OFFICER, "report_urgent", True),
        ("C-FC", Role.REVIEWER, "accept_review", True),
        ("C", Role.CLERK, "accept_review", False),
        ("D", Role.SYSTEM, "accept_review", False),
        ("D", Role.ADMIN, "hand_over", True),
        ("", Role.ADMIN, "hand_over", True),  # whoever runs the house has no post
        ("D", Role.BUREAU_LEADER, "hand_over", False),
        ("D", Role.ADMIN, "recompute", True),
        ("D", Role.ADMIN, "finalize", True),
        ("D-JD", Role.OFFICER, "finalize", False),
        ("D", Role.ADMIN, "forward", False),
        ("D", Role.CLERK, "fail_screening", False),  # it is past that bureau
    ],
)
def test_whose_step_it_is(who: str, role: Role, step: str, *, yes: bool) -> None:
    actor = replace(act(who or "D", "2017-08-25", role).actor, agency=CITY.get(who))
    if yes:
        require(actor, Step(step), AT_STREET)
    else:
        with pytest.raises(NotYours):
            require(actor, Step(step), AT_STREET)


@pytest.mark.parametrize(
    ("who", "role", "step", "why"),
    [
        ("C-ZJ", Role.OFFICER, "assist", "您的单位不是这件事的协办单位"),
        ("D", Role.SYSTEM, "accept_review", "只有复查复核机构能“受理复查复核申请”"),
        ("D", Role.CLERK, "hand_over", "您的岗位不能“移交”"),
        ("C", Role.CLERK, "decide_return", "退回由转来的区信访局裁定，其他单位不能“裁定退回”"),
    ],
)
def test_a_refusal_says_whose_it_is(who: str, role: Role, step: str, why: str) -> None:
    with pytest.raises(NotYours) as refusal:
        require(act(who, "2017-08-25", role).actor, Step(step), AT_STREET)
    assert (refusal.value.why, bool(refusal.value.source)) == (why, True)


def test_nobody_sent_it_nobody_decides_its_return() -> None:
    with pytest.raises(NotYours, match="现在由街道办事处办理"):
        require(act("D", "2017-08-25").actor, Step.DECIDE_RETURN, replace(AT_STREET, sender=None))


def test_a_joint_office_watches_from_the_seat_of_its_bureau() -> None:
    rootless = replace(CITY["C-LB"], line=("C-LB",))
    assert [seat_of(agency) for agency in (CITY["C-LB"], CITY["D"], rootless)] == ["C", "D", "C-LB"]


def test_a_step_has_the_role_of_a_citizen_or_of_officials_and_leaders_only_look() -> None:
    mixed = [step for step, roles in ACCESS.items() if Role.PETITIONER in roles and len(roles) > 1]
    assert mixed == []
    assert not any(Role.LEADER in roles or Role.SYSTEM in roles for roles in ACCESS.values())


@pytest.mark.parametrize(
    ("who", "role", "inspects", "weighs"),
    [
        ("D", Role.SUPERVISOR, True, False),
        ("D", Role.BUREAU_LEADER, True, True),
        ("C", Role.ADMIN, False, True),
        ("D", Role.CLERK, False, False),
        ("D", Role.LEADER, False, False),  # looks, and runs nothing
        ("D-JD", Role.SUPERVISOR, False, False),  # a unit does not inspect itself
        ("D-JD", Role.UNIT_LEADER, False, False),
        ("C-LB", Role.SUPERVISOR, False, False),  # the joint office has no units below it
    ],
)
def test_who_looks_over_opinions_and_who_weighs_suggestions(
    who: str, role: Role, *, inspects: bool, weighs: bool
) -> None:
    actor = act(who, "2017-09-01", role).actor
    if inspects:
        assert require_inspector(actor) == CITY[who]
    else:
        with pytest.raises(NotYours, match="督查"):
            require_inspector(actor)
    if weighs:
        require_weigher(actor)
    else:
        with pytest.raises(NotYours, match="建议采用情况"):
            require_weigher(actor)
    with pytest.raises(NotYours):
        require_inspector(replace(actor, agency=None))


@pytest.mark.parametrize(
    ("who", "role", "freezes"),
    [
        ("C", Role.CLERK, True),  # the city compares
        ("C", Role.BUREAU_LEADER, True),
        ("C", Role.SUPERVISOR, False),
        ("C", Role.ANALYST, False),  # reads figures, publishes none
        ("D", Role.CLERK, False),  # is compared
        ("P", Role.CLERK, False),  # above, and yet not the one that compares
        ("D", Role.SYSTEM, True),  # what runs by itself
    ],
)
def test_who_freezes_figures(who: str, role: Role, *, freezes: bool) -> None:
    actor, comparing = act(who, "2017-09-01", role).actor, CITY["C"]
    assert may_freeze(actor, comparing) == freezes
    assert may_freeze(actor, None) == (role is Role.SYSTEM)
    if freezes:
        require_freezer(actor, comparing)
    else:
        with pytest.raises(NotYours, match=f"^统计数据由{comparing.name}的经办人或者负责人冻结$"):
            require_freezer(actor, comparing)
    assert may_freeze(replace(actor, agency=None), comparing) == (role is Role.SYSTEM)
