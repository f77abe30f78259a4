"""Who may clean up by a campaign, what may be on its list, and what is open at the end of each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.moments import at
from tests.rules.lives import CITY, act
from wangfang.rules.access import DEEDS, Deed, NotYours
from wangfang.rules.campaigns import (
    MOST,
    WORDS,
    Query,
    open_by_day,
    require_explanation,
    require_judge,
    require_list,
    require_new,
    require_reminder,
    require_runner,
    require_under_way,
    require_worker,
)
from wangfang.rules.facts import Actor, Form, Role
from wangfang.rules.refusal import Refused

MORNING = "2017-11-06 09:00"
QUERY = Query((Form.LETTER,), date(2017, 1, 1), date(2017, 11, 6), "C")


def somebody(code: str, role: Role) -> Actor:
    return Actor("li", "李敏", role, CITY[code])


@pytest.mark.parametrize(
    ("code", "role", "may", "why"),
    [
        ("C", Role.BUREAU_LEADER, True, "leads the city's bureau"),
        ("C", Role.SUPERVISOR, True, "supervises there"),
        ("D", Role.BUREAU_LEADER, True, "leads a district's"),
        ("C-LB", Role.SUPERVISOR, True, "supervises at the joint office"),
        ("C", Role.CLERK, False, "handles cases"),
        ("C", Role.LEADER, False, "reads and instructs"),
        ("C-ZJ", Role.UNIT_LEADER, False, "is supervised"),
        ("C-ZJ", Role.SUPERVISOR, False, "a unit watches over nobody"),
        ("P", Role.BUREAU_LEADER, False, "cities and districts organise it"),
    ],
)
def test_who_runs_a_campaign(code: str, role: Role, *, may: bool, why: str) -> None:
    if may:
        assert require_runner(somebody(code, role), Deed.FREEZE).code == code, why
        return
    with pytest.raises(NotYours):
        require_runner(somebody(code, role), Deed.FREEZE)


def test_nobody_runs_that_of_another_agency() -> None:
    leader = somebody("D", Role.BUREAU_LEADER)
    assert require_runner(leader, Deed.END, CITY["D"]) == CITY["D"]
    with pytest.raises(NotYours, match="由市信访局组织"):
        require_runner(leader, Deed.END, CITY["C"])
    with pytest.raises(NotYours):
        require_runner(replace(leader, agency=None), Deed.END)


@pytest.mark.parametrize(
    ("code", "role", "may", "why"),
    [
        ("D-JD", Role.OFFICER, True, "of the unit"),
        ("D-JD", Role.UNIT_LEADER, True, "leads the unit"),
        ("D", Role.CLERK, True, "a bureau that may have it in its own files"),
        ("D-ZJ", Role.OFFICER, False, "of another unit"),
        ("D-JD", Role.SUPERVISOR, False, "enters nothing"),
    ],
)
def test_who_fills_in(code: str, role: Role, *, may: bool, why: str) -> None:
    if may:
        require_worker(somebody(code, role), Deed.FILL, "D-JD")
        return
    with pytest.raises(NotYours):
        require_worker(somebody(code, role), Deed.FILL, "D-JD")


def test_who_has_no_agency_fills_in_nothing() -> None:
    with pytest.raises(NotYours):
        require_worker(replace(somebody("D-JD", Role.OFFICER), agency=None), Deed.EXPLAIN, "")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"forms": ()}, "至少选一种"),
        ({"items": ()}, "检查项目"),
        ({"items": ("receipt", "nothing")}, "nothing"),
        ({"until": date(2016, 12, 31)}, "止日"),
    ],
)
def test_a_query_that_asks_for_nothing_is_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        replace(QUERY, **changes)  # type: ignore[arg-type]  # fields of a query


def test_a_query_is_frozen_in_words() -> None:
    said = replace(QUERY, items=("receipt",)).as_json()
    assert said == {
        "forms": ["letter"], "since": "2017-01-01", "until": "2017-11-06", "under": "C", "merged": True,
        "items": ["receipt"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "until", "due_on", "under", "why"),
    [
        ("规范重复件", "2017-11-06", "2017-11-06", "D", ""),
        (" ", "2017-11-06", "2017-11-30", "D", "名称"),
        ("长" * 61, "2017-11-06", "2017-11-30", "D", "名称"),
        ("规范重复件", "2017-11-06", "2017-11-05", "D", "完成期限"),
        ("规范重复件", "2017-11-07", "2017-11-30", "D", "止日"),
        ("规范重复件", "2017-11-06", "2017-11-30", "P", "不在您的单位以下"),
    ],
)
def test_how_a_campaign_begins(name: str, until: str, due_on: str, under: str, why: str) -> None:
    query = replace(QUERY, until=date.fromisoformat(until))
    begun = act("C", MORNING, Role.BUREAU_LEADER)
    if not why:
        require_new(name, query, date.fromisoformat(due_on), CITY[under], begun)
        return
    with pytest.raises(Refused, match=why):
        require_new(name, query, date.fromisoformat(due_on), CITY[under], begun)


def test_who_has_no_agency_begins_none() -> None:
    begun = act("C", MORNING, Role.BUREAU_LEADER)
    with pytest.raises(NotYours):
        require_new(
            "规范重复件", QUERY, date(2017, 11, 30), CITY["D"], replace(begun, actor=replace(begun.actor, agency=None))
        )


@pytest.mark.parametrize(("count", "why"), [(0, "没有"), (1, ""), (MOST, ""), (MOST + 1, "最多")])
def test_how_long_a_list_may_be(count: int, why: str) -> None:
    if not why:
        require_list(count)
        return
    with pytest.raises(Refused, match=why):
        require_list(count)


def test_nothing_is_done_after_the_end() -> None:
    require_under_way(None)
    with pytest.raises(Refused, match="已经结束"):
        require_under_way(at(MORNING))


def test_units_are_reminded_once_a_day() -> None:
    now = act("C", MORNING)
    require_reminder(None, now)
    require_reminder(at("2017-11-05 23:59"), now)
    with pytest.raises(Refused, match="今天已经提醒"):
        require_reminder(at("2017-11-06 00:00"), now)


@pytest.mark.parametrize(("length", "may"), [(9, False), (10, True), (300, True), (301, False)])
def test_how_much_an_explanation_says(length: int, *, may: bool) -> None:
    if may:
        require_explanation("说" * length)
        return
    with pytest.raises(Refused):
        require_explanation("说" * length)


def test_nobody_judges_their_own_words() -> None:
    require_judge(somebody("C", Role.SUPERVISOR), "wang")
    for login in ("li", "LI"):
        with pytest.raises(Refused, match="自己写的"):
            require_judge(somebody("C", Role.SUPERVISOR), login)
    with pytest.raises(Refused):
        require_judge(replace(somebody("C", Role.SUPERVISOR), login=""), "wang")


def test_what_is_open_at_the_end_of_each_day() -> None:
    days = [date(2017, 11, 6), date(2017, 11, 7), date(2017, 11, 8)]
    done = [date(2017, 11, 5), date(2017, 11, 7), date(2017, 11, 7), date(2017, 11, 9)]
    assert open_by_day(days[0], days[2], 5, done) == [(days[0], 4), (days[1], 2), (days[2], 2)]
    assert open_by_day(days[2], days[0], 5, done) == []


def test_every_deed_has_a_word_and_somebody_to_do_it() -> None:
    assert set(WORDS) == set(DEEDS) == set(Deed)
    assert all(DEEDS.values())
    assert Role.ADMIN not in set().union(*DEEDS.values())
