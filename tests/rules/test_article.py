"""The two cases of the article, with the limits that its arithmetic gives."""

from __future__ import annotations

from datetime import date

from tests.rules.lives import ANSWERED, ARRIVED, life, told
from wangfang.rules.deadlines import due
from wangfang.rules.duties import DutyKind, Law, duties_of
from wangfang.rules.journey import spans_of
from wangfang.rules.limits import Pilot, rule_set
from wangfang.rules.workdays import national_calendar

PILOT = Law([Pilot("D", "harbin-315", date(2017, 1, 1))])


def test_case_a_was_solved_nine_calendar_days_after_its_acceptance() -> None:
    solved = (*ANSWERED[:7], told("2017-09-01 15:40", "resolve", "D-JD", note="已维修"), *ANSWERED[7:])
    assert [(span.name, span.days) for span in spans_of(life(*solved))] == [
        ("从提交到解决", 10),
        ("从受理到解决", 9),  # the nine days of the article
        ("从提交到办结", 10),
        ("从受理到办结", 9),
    ]


def test_a_case_that_is_neither_solved_nor_closed_has_taken_no_time_yet() -> None:
    assert spans_of(life(*ARRIVED)) == ()


def test_case_a_stood_well_inside_the_local_limits() -> None:
    duties = {(d.kind, d.owner): d for d in duties_of(life(*ANSWERED), PILOT)}
    assert duties[DutyKind.ROUTE, "D"].due_legal == date(2017, 8, 25)
    assert duties[DutyKind.ANSWER, "D-JD"].due_legal == date(2017, 9, 12)  # 15 working days from the unit's receipt
    after_the_bureaus_limit = due(rule_set("harbin-315").limit("DL13"), date(2017, 8, 25), national_calendar())
    assert after_the_bureaus_limit.due_legal == date(2017, 9, 15)  # when all three days were used


def test_case_b_was_settled_eleven_calendar_days_after_its_receipt() -> None:
    assert (date(2017, 3, 13) - date(2017, 3, 2)).days == 11


def test_case_b_would_have_been_due_under_the_local_rules() -> None:
    calendar, rules = national_calendar(), rule_set("harbin-315")
    routed = due(rules.limit("DL03"), date(2017, 3, 2), calendar).due_legal
    assert routed == date(2017, 3, 7)
    assert due(rules.limit("DL13"), routed, calendar).due_legal == date(2017, 3, 28)


def test_the_ordinary_order_of_2005_gave_case_a_until_the_sixth_of_september() -> None:
    order = rule_set("order-2005")
    assert due(order.limit("DL01"), date(2017, 8, 22), national_calendar()).due_legal == date(2017, 9, 6)
    unhurried = due(order.limit("DL06"), date(2017, 9, 6), national_calendar()).due_legal
    assert unhurried == date(2017, 9, 21)  # each using the maximum
