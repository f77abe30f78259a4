"""A day's board: what is cleared, what is explained, who may sign it when."""

from __future__ import annotations

from datetime import date

import pytest

from tests.moments import at
from wangfang.rules.access import NotYours
from wangfang.rules.day_boards import (
    Sheet,
    Standing,
    Undone,
    require_explanation,
    require_on_duty,
    require_signable,
    require_unsigned,
    standing,
)
from wangfang.rules.facts import Act, Actor, Agency, Kind, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.workdays import national_calendar

STREET = Agency("NG-XF", "先锋路街道办事处", Kind.UNIT, "230103018", ("NG", "NG-XF"))
TUESDAY, SATURDAY = date(2017, 8, 22), date(2017, 8, 26)


def signing(when: str, role: Role = Role.OFFICER) -> Act:
    return Act(Actor("zhang", "张强", role, STREET), at(when), at(when))


@pytest.mark.parametrize(
    ("still", "explained", "stands"),
    [
        (True, False, Standing.OPEN),  # nobody has said why
        (True, True, Standing.EXPLAINED),
        (False, False, Standing.CLEARED),  # it was done
        (False, True, Standing.CLEARED),  # it was explained, and then done
    ],
)
def test_an_item_is_cleared_explained_or_open(*, still: bool, explained: bool, stands: Standing) -> None:
    assert standing(still=still, explained=explained) is stands


def test_every_kind_has_its_word() -> None:
    assert [kind.word for kind in Undone] == [
        "超期", "今日到期", "未签收", "退回待裁", "短信未送达", "疑似重复待核", "紧急信号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "when", "why"),
    [
        (Sheet(TUESDAY, False, 0), "2017-08-22 16:30", ""),  # the first moment
        (Sheet(TUESDAY, False, 0), "2017-08-24 09:00", ""),  # late, but nothing is open
        (Sheet(TUESDAY, False, 0), "2017-08-22 16:29", "16:30 以后才能签字"),  # too early
        (Sheet(TUESDAY, False, 3), "2017-08-22 17:00", "还有 3 件没有办清也没有说明"),
        (Sheet(TUESDAY, True, 0), "2017-08-22 17:00", "已经签字"),
        (Sheet(SATURDAY, False, 0), "2017-08-26 17:00", "不是工作日"),
    ],
)
def test_the_duty_officer_signs_when_nothing_is_open(sheet: Sheet, when: str, why: str) -> None:
    calendar = national_calendar()
    if not why:
        require_signable(sheet, signing(when), calendar)
        return
    with pytest.raises(Refused, match=why):
        require_signable(sheet, signing(when), calendar)


def test_a_board_that_nobody_has_signed_may_be_changed() -> None:
    require_unsigned(Sheet(TUESDAY, False, 2))
    with pytest.raises(Refused, match="2017-08-22 的日清理已经签字"):
        require_unsigned(Sheet(TUESDAY, True, 0))


@pytest.mark.parametrize("role", list(Role))
def test_who_works_on_cases_is_on_duty(role: Role) -> None:
    act = signing("2017-08-22", role)
    if role in {Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER}:
        assert require_on_duty(act.actor) is STREET
        return
    with pytest.raises(NotYours):
        require_on_duty(act.actor)


def test_who_has_no_agency_is_not_on_duty() -> None:
    with pytest.raises(NotYours):
        require_on_duty(Actor("zhang", "张强", Role.OFFICER))


@pytest.mark.parametrize(
    ("text", "passes"),
    [("等鉴定结果", True), ("  等鉴定  ", False), ("说" * 300, True), ("说" * 301, False)],
)
def test_an_explanation_says_something(*, text: str, passes: bool) -> None:
    if passes:
        require_explanation(text)
        return
    with pytest.raises(Refused, match="5 到 300 个字"):
        require_explanation(text)
