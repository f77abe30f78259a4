"""Who takes a bulletin which step further, from where, and to whom it goes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.moments import at
from wangfang.rules.access import NotYours
from wangfang.rules.bulletins import (
    MOVERS,
    STAGES,
    Addressee,
    Move,
    Series,
    Stage,
    Way,
    addressees,
    may_move,
    may_read,
    number_text,
    put_right_by,
    require_another,
    require_move,
    require_receiver,
    require_reminder,
)
from wangfang.rules.facts import Act, Actor, Agency, Kind, Role
from wangfang.rules.refusal import Refused

PROVINCE = Agency("HLJ", "黑龙江省信访局", Kind.BUREAU, "230000", ("HLJ",))
CITY = Agency("HRB", "哈尔滨市信访局", Kind.BUREAU, "230100", ("HLJ", "HRB"))
OFFICE = Agency("HRB-LB", "哈尔滨市联席办", Kind.JOINT_OFFICE, "230100", ("HLJ", "HRB", "HRB-LB"))
HOUSING = Agency("HRB-ZJ", "哈尔滨市住建局", Kind.UNIT, "230100", ("HLJ", "HRB", "HRB-ZJ"))
NANGANG = Agency("NG", "南岗区信访局", Kind.BUREAU, "230103", ("HLJ", "HRB", "NG"))
STREET = Agency("NG-XF", "先锋路街道", Kind.UNIT, "230103018", ("HLJ", "HRB", "NG", "NG-XF"))
GONE = Agency("DWX", "动力区信访局", Kind.BUREAU, "230105", ("HLJ", "HRB", "DWX"), valid_to=date(2006, 8, 15))
TREE = (PROVINCE, CITY, OFFICE, HOUSING, NANGANG, STREET, GONE)
DAY = date(2018, 1, 31)


def of(role: Role, agency: Agency | None = CITY) -> Actor:
    """Return somebody."""
    return Actor(f"{role}", "某人", role, agency)


@pytest.mark.parametrize(
    ("move", "before", "after"),
    [
        (Move.EDIT, Stage.DRAFT, Stage.DRAFT),
        (Move.SUBMIT, Stage.DRAFT, Stage.SUBMITTED),
        (Move.SEND_BACK, Stage.SUBMITTED, Stage.DRAFT),
        (Move.APPROVE, Stage.SUBMITTED, Stage.APPROVED),
        (Move.ISSUE, Stage.APPROVED, Stage.ISSUED),
        (Move.REMIND, Stage.ISSUED, Stage.ISSUED),
    ],
)
def test_each_step_leads_from_one_stage_to_one(move: Move, before: Stage, after: Stage) -> None:
    leader = of(Role.BUREAU_LEADER)
    assert require_move(leader, move, before, CITY) is after
    for stage in set(Stage) - {before}:
        assert not may_move(leader, move, stage, "HRB")
        with pytest.raises(Refused, match="不能"):
            require_move(leader, move, stage, CITY)


def test_every_step_but_drafting_has_its_stages_and_posts() -> None:
    assert set(STAGES) == set(Move) - {Move.DRAFT}
    assert set(MOVERS) == set(Move)


@pytest.mark.parametrize(
    ("actor", "moves"),
    [
        (of(Role.CLERK), {Move.DRAFT, Move.EDIT, Move.SUBMIT, Move.ISSUE, Move.REMIND}),
        (of(Role.BUREAU_LEADER), set(Move)),
        (of(Role.SYSTEM, None), {Move.DRAFT}),  # the console and the rhythms
        (of(Role.SUPERVISOR), set()),
        (of(Role.CLERK, NANGANG), set()),  # another bureau
        (of(Role.CLERK, None), set()),
    ],
)
def test_each_post_takes_its_steps_at_the_bureau_that_issues(actor: Actor, moves: set[Move]) -> None:
    stages = {move: STAGES[move][0] if move in STAGES else Stage.DRAFT for move in Move}
    assert {move for move in Move if may_move(actor, move, stages[move], "HRB")} == moves
    for move in set(Move) - moves:
        with pytest.raises(NotYours, match="只有哈尔滨市信访局的"):
            require_move(actor, move, stages[move], CITY)


def test_drafting_asks_for_no_stage() -> None:
    assert require_move(of(Role.CLERK), Move.DRAFT, Stage.ISSUED, CITY) is Stage.DRAFT


def test_nobody_approves_what_they_drafted_or_submitted() -> None:
    require_another(of(Role.BUREAU_LEADER), ("clerk", "clerk"))
    with pytest.raises(Refused, match="由另一位负责人审定"):
        require_another(of(Role.BUREAU_LEADER), ("clerk", "bureau_leader"))


def test_a_bulletin_is_signed_for_once_by_a_post_that_signs() -> None:
    require_receiver(of(Role.OFFICER, HOUSING), "")
    with pytest.raises(NotYours):
        require_receiver(of(Role.ANALYST), "")
    with pytest.raises(Refused, match="已经签收过了"):
        require_receiver(of(Role.CLERK, NANGANG), "somebody")


def test_who_has_not_signed_is_reminded_once_a_day() -> None:
    act = Act(of(Role.CLERK), at("2018-02-05"), at("2018-02-05"))
    require_reminder(None, 3, act)
    require_reminder(at("2018-02-04 23:59"), 3, act)
    with pytest.raises(Refused, match="今天已经催过"):
        require_reminder(at("2018-02-05 00:00"), 3, act)
    with pytest.raises(Refused, match="各单位都已经签收"):
        require_reminder(None, 0, act)


@pytest.mark.parametrize(
    ("actor", "stage", "series", "reads"),
    [
        (of(Role.CLERK), Stage.DRAFT, Series.QUARTERLY, True),  # the issuer
        (of(Role.ADMIN), Stage.DRAFT, Series.QUARTERLY, False),  # keeps the house, reads no drafts
        (of(Role.SYSTEM, None), Stage.DRAFT, Series.SPECIAL, True),
        (of(Role.CLERK, NANGANG), Stage.APPROVED, Series.QUARTERLY, False),  # not issued yet
        (of(Role.CLERK, NANGANG), Stage.ISSUED, Series.QUARTERLY, True),
        (of(Role.ADMIN), Stage.ISSUED, Series.QUARTERLY, True),
        (of(Role.CLERK, NANGANG), Stage.ISSUED, Series.SPECIAL, False),  # it did not go there
        (of(Role.LEADER, OFFICE), Stage.ISSUED, Series.SPECIAL, True),
        (of(Role.ADMIN, OFFICE), Stage.ISSUED, Series.SPECIAL, False),
        (of(Role.LEADER, None), Stage.ISSUED, Series.SPECIAL, False),
    ],
)
def test_drafts_are_the_issuers_and_special_reports_their_addressees(
    actor: Actor, stage: Stage, series: Series, *, reads: bool
) -> None:
    assert may_read(actor, stage, series, "HRB", {"HRB-LB"}) is reads


def test_a_quarterly_bulletin_goes_down_one_rung_and_up_to_the_conveners() -> None:
    assert addressees(CITY, TREE, Series.QUARTERLY, DAY) == (
        Addressee(HOUSING, Way.DOWN),
        Addressee(NANGANG, Way.DOWN),
        Addressee(OFFICE, Way.UP),
        Addressee(PROVINCE, Way.ABOVE),
    )


def test_a_special_report_goes_to_the_conveners_or_else_to_the_bureau_above() -> None:
    assert addressees(CITY, TREE, Series.SPECIAL, DAY) == (Addressee(OFFICE, Way.UP),)
    assert addressees(NANGANG, TREE, Series.SPECIAL, DAY) == (Addressee(CITY, Way.ABOVE),)
    assert addressees(PROVINCE, (PROVINCE,), Series.SPECIAL, DAY) == ()


@pytest.mark.parametrize(
    ("day", "until"),
    [
        ("2018-01-31", "2018-02-28"),
        ("2020-01-02", "2020-02-29"),  # a leap year
        ("2018-02-01", "2018-03-31"),
        ("2018-07-31", "2018-08-31"),  # two long months
        ("2018-12-15", "2019-01-31"),
    ],
)
def test_what_is_amiss_is_put_right_by_the_end_of_the_next_month(day: str, until: str) -> None:
    assert put_right_by(date.fromisoformat(day)).isoformat() == until


def test_a_number_is_written_as_papers_write_it() -> None:
    assert number_text(2017, 4) == "〔2017〕第4期"
