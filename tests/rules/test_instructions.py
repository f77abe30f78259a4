"""Who gives an instruction, which move may follow which, who takes it, and when it is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.lives import CITY, act
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.instructions import (
    FOLLOWS,
    LONGEST_TEXT,
    MOST_CO_OWNERS,
    STANDINGS,
    WORDS,
    Carrier,
    Given,
    Move,
    Parties,
    Standing,
    is_late,
    may_move,
    moves_open,
    next_standing,
    require_another,
    require_given,
    require_giver,
    require_longer,
    require_mover,
    require_parties,
    require_said,
    standing_of,
    subject_of,
)
from wangfang.rules.refusal import Refused

DAY = date(2017, 11, 26)  # a Sunday: instructions are given on any day
GIVEN = Given("bulletin:1", "林道远", "市委书记", DAY, Carrier.REPORT, "逐件办好。", "D", date(2017, 12, 10))
PARTIES = Parties(CITY["C-LB"], CITY["D"], (CITY["C-ZJ"],))


def somebody(code: str, role: Role, login: str = "li") -> Actor:
    return Actor(login, "林道远", role, CITY[code])


def given_by(role: Role) -> Act:
    return replace(act("C", "2017-11-26 10:00"), actor=somebody("C", role))


@pytest.mark.parametrize(
    ("code", "role", "may", "why"),
    [
        ("C-LB", Role.LEADER, True, "gives their own"),
        ("D-ZJ", Role.LEADER, True, "leads wherever the post is"),
        ("C", Role.BUREAU_LEADER, True, "enters what a leader wrote"),
        ("C", Role.CLERK, True, "as well"),
        ("C", Role.SUPERVISOR, False, "watches and judges"),
        ("D-JD", Role.UNIT_LEADER, False, "is given instructions"),
        ("D-JD", Role.CLERK, False, "a unit has no bureau's desk"),
    ],
)
def test_who_gives_an_instruction(code: str, role: Role, *, may: bool, why: str) -> None:
    if may:
        assert require_giver(somebody(code, role)).code == code, why
        return
    with pytest.raises(NotYours):
        require_giver(somebody(code, role))


def test_who_has_no_agency_gives_none() -> None:
    with pytest.raises(NotYours):
        require_giver(replace(somebody("C", Role.LEADER), agency=None))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"leader": " "}, "写明批示领导"),
        ({"post": "长" * 61}, "最多 60 个字"),
        ({"text": ""}, "写明批示内容"),
        ({"given_on": date(2017, 11, 27)}, "不能晚于今天"),
        ({"due_on": date(2017, 11, 25)}, "不能早于批示当天"),
        ({"subject": "letter:1"}, "批在哪份"),
        ({"subject": "case:"}, "批在哪份"),
    ],
)
def test_an_instruction_says_who_what_when_and_until_when(changes: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        require_given(replace(GIVEN, **changes), given_by(Role.CLERK))  # type: ignore[arg-type]  # fields of it


def test_a_day_may_be_enough_and_a_sunday_is_a_day() -> None:
    require_given(replace(GIVEN, due_on=DAY), given_by(Role.LEADER))
    require_given(replace(GIVEN, leader="王晓", given_on=date(2017, 11, 24)), given_by(Role.CLERK))
    assert subject_of("case:20170822-000001") == ("case", "20170822-000001")


def test_a_leader_instructs_in_nobody_elses_name() -> None:
    with pytest.raises(Refused, match="自己的名义"):
        require_given(replace(GIVEN, leader="王晓"), given_by(Role.LEADER))


@pytest.mark.parametrize(
    ("parties", "why"),
    [
        (replace(PARTIES, co_owners=(CITY["D"],)), "不能重复"),
        (replace(PARTIES, owner=CITY["P"]), "省信访局"),
        (replace(PARTIES, owner=CITY["C-FC"]), "复查复核"),
        (replace(PARTIES, issuer=CITY["D"], owner=CITY["E-ZJ"]), "邻区住建局"),
        (replace(PARTIES, owner=replace(CITY["D"], valid_to=date(2017, 1, 1))), "区信访局"),
        (replace(PARTIES, co_owners=tuple(replace(CITY["D-JD"], code=str(n)) for n in range(MOST_CO_OWNERS + 1))), "最多 20"),
    ],
)  # fmt: skip
def test_an_instruction_goes_to_agencies_below_whoever_issues_it(parties: Parties, why: str) -> None:
    with pytest.raises(Refused, match=why):
        require_parties(parties, DAY)


def test_a_joint_office_sends_to_its_bureau_and_to_all_below() -> None:
    require_parties(PARTIES, DAY)
    require_parties(replace(PARTIES, owner=CITY["C"]), DAY)
    require_parties(replace(PARTIES, owner=CITY["D-ZJ-1"]), DAY)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("move", Move)
def test_a_move_that_may_not_follow_is_refused(standing: Standing, move: Move) -> None:
    if (standing, move) in FOLLOWS:
        assert next_standing(standing, move) is FOLLOWS[standing, move]
        return
    with pytest.raises(Refused, match=f"{STANDINGS[standing]}，现在不能{WORDS[move]}"):
        next_standing(standing, move)


def test_an_instruction_is_worked_off_sent_back_and_closed() -> None:
    whole = [
        Move.EXTEND,
        Move.TAKE_OVER,
        Move.PROGRESS,
        Move.REPORT,
        Move.SEND_BACK,
        Move.EXTEND,
        Move.REPORT,
        Move.CLOSE,
    ]
    stood = [standing_of(whole[:n]) for n in range(len(whole) + 1)]
    assert stood == [
        "given",
        "given",
        "under_way",
        "under_way",
        "reported",
        "under_way",
        "under_way",
        "reported",
        "closed",
    ]
    with pytest.raises(Refused):
        standing_of([Move.CLOSE])


@pytest.mark.parametrize(
    ("code", "role", "moves"),
    [
        ("D", Role.CLERK, "take_over progress report"),
        ("D", Role.SUPERVISOR, ""),
        ("C-ZJ", Role.OFFICER, "progress"),
        ("E", Role.CLERK, ""),
        ("C-LB", Role.LEADER, "send_back extend close"),
        ("C", Role.BUREAU_LEADER, "send_back extend close"),
        ("C", Role.CLERK, ""),
        ("P", Role.BUREAU_LEADER, ""),
    ],
)
def test_whose_which_move_is(code: str, role: Role, moves: str) -> None:
    who = somebody(code, role)
    assert " ".join(move for move in Move if may_move(who, move, PARTIES)) == moves
    for move in Move:
        if move in moves.split():
            require_mover(who, move, PARTIES)
        else:
            with pytest.raises(NotYours, match=f"能{WORDS[move]}"):
                require_mover(who, move, PARTIES)


def test_who_has_no_agency_takes_no_move() -> None:
    assert not may_move(replace(somebody("D", Role.CLERK), agency=None), Move.PROGRESS, PARTIES)


def test_only_the_moves_of_the_hour_are_offered() -> None:
    assert moves_open(somebody("D", Role.CLERK), Standing.UNDER_WAY, PARTIES) == (Move.PROGRESS, Move.REPORT)
    assert moves_open(somebody("C", Role.BUREAU_LEADER), Standing.REPORTED, PARTIES) == (Move.SEND_BACK, Move.CLOSE)
    assert moves_open(somebody("D", Role.CLERK), Standing.CLOSED, PARTIES) == ()


@pytest.mark.parametrize(
    ("move", "text", "enough"),
    [
        (Move.TAKE_OVER, "", True),
        (Move.CLOSE, "", True),
        (Move.REPORT, "已经办好", False),
        (Move.REPORT, "屋面已经更换，住户签字确认。", True),
        (Move.PROGRESS, "字" * (LONGEST_TEXT + 1), False),
        (Move.CLOSE, "字" * (LONGEST_TEXT + 1), False),
    ],
)
def test_a_move_says_enough(move: Move, text: str, *, enough: bool) -> None:
    if enough:
        require_said(move, text)
        return
    with pytest.raises(Refused, match=WORDS[move]):
        require_said(move, text)


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (None, "there is none"),
        (date(2017, 12, 10), "it is the old one"),
        (date(2017, 12, 11), "it is over already"),
    ],
)
def test_more_time_ends_later_than_before_and_not_in_the_past(until: date | None, why: str) -> None:
    with pytest.raises(Refused):
        require_longer(date(2017, 12, 10), until, date(2017, 12, 12))
    assert require_longer(date(2017, 12, 10), date(2017, 12, 12), date(2017, 12, 12)) == date(2017, 12, 12), why


def test_nobody_judges_the_result_that_they_reported() -> None:
    require_another(somebody("C", Role.BUREAU_LEADER, "wang"), "li")
    for login, reported in (("li", "LI"), ("", "li")):
        with pytest.raises(Refused, match="自己报的结果"):
            require_another(somebody("C", Role.BUREAU_LEADER, login), reported)


@pytest.mark.parametrize(
    ("standing", "today", "late"),
    [
        (Standing.GIVEN, date(2017, 12, 11), True),
        (Standing.UNDER_WAY, date(2017, 12, 11), True),
        (Standing.UNDER_WAY, date(2017, 12, 10), False),  # the last day is in time
        (Standing.REPORTED, date(2017, 12, 11), False),  # waits for who issued it
        (Standing.CLOSED, date(2018, 1, 1), False),
    ],
)
def test_when_a_result_is_overdue(standing: Standing, today: date, *, late: bool) -> None:
    assert is_late(standing, date(2017, 12, 10), today) is late
