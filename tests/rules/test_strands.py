"""The clocks beside the main way, and the first clocks of cases that came in by another door."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.lives import CITY, DONE, LETTER, NATIONAL, SENT_DOWN, TAKEN_UP, Told, life, told, why_not
from tests.rules.reckoning import clocks
from wangfang.rules.duties import Law, duties_of
from wangfang.rules.facts import Agency, Kind, Life, Role
from wangfang.rules.limits import Pilot
from wangfang.rules.strands import strands_of


def proposes(when: str, to: str = "D-JD", by: str = "D") -> Told:
    return told(when, "propose", by, to, kind="improve", text="加强物业监管")


def reports(when: str, by: str = "D-JD") -> Told:
    return told(when, "answer_proposal", by, text="已采纳")


def proposals(*acts: Told) -> list[tuple[str, int, str, int | None]]:
    """Return owner, start, legal due day and what met it, of the proposals' clocks."""
    return [(owner, start, due_on, met) for kind, owner, start, due_on, met in clocks(*acts) if kind == "proposal"]


@pytest.mark.parametrize(
    ("acts", "found", "why"),
    [
        ((), [], "nothing was proposed"),
        ((proposes("2017-09-06"),), [("D-JD", 8, "2017-10-09", None)], "30 days end on 10-06, in the feast"),
        ((proposes("2017-09-06"), reports("2017-09-08")), [("D-JD", 8, "2017-10-09", 9)], "answered"),
        (
            (proposes("2017-09-06"), reports("2017-09-08", "D-ZJ")),
            [("D-JD", 8, "2017-10-09", None)],
            "not by whom it asks",
        ),
        (
            (proposes("2017-09-06"), proposes("2017-09-07"), reports("2017-09-08")),
            [("D-JD", 8, "2017-10-09", 10), ("D-JD", 9, "2017-10-09", None)],
            "one answer does not answer two proposals",
        ),
        (
            (proposes("2017-09-06"), proposes("2017-09-07"), reports("2017-09-08"), reports("2017-09-11")),
            [("D-JD", 8, "2017-10-09", 10), ("D-JD", 9, "2017-10-09", 11)],
            "each in its turn",
        ),
        ((proposes("2017-09-06", "市人大常委会"),), [], "who is not in the directory owes nothing here"),
    ],
)
def test_a_proposal_is_answered_within_thirty_days(
    acts: tuple[Told, ...], found: list[tuple[str, int, str, int | None]], why: str
) -> None:
    assert proposals(*DONE, *acts) == found, why


def test_since_2022_a_proposal_has_no_number_of_days() -> None:
    begun = (told("2022-09-26", "submit", to="D"), told("2022-09-26 10:00", "register", "D"))
    asked = (*begun, proposes("2022-09-27", "D-JD"))
    assert proposals(*asked) == []
    assert [(s.kind, s.owner, s.met) for s in strands_of(life(*asked))] == [("proposal", "D-JD", None)]


def test_what_is_to_be_learned_from_a_case_outlives_its_withdrawal() -> None:
    gone = (*TAKEN_UP, proposes("2017-08-24"), told("2017-08-25", "withdraw", why="已解决"))
    assert proposals(*gone) == [("D-JD", 5, "2017-09-25", None)]


@pytest.mark.parametrize(
    ("acts", "by", "why"),
    [
        ((proposes("2017-09-06"),), "D-JD", ""),
        ((proposes("2017-09-06"),), "D", "没有等待您单位反馈的建议"),
        ((), "D-JD", "没有等待您单位反馈的建议"),
        ((proposes("2017-09-06"), reports("2017-09-07")), "D-JD", "没有等待您单位反馈的建议"),
        ((proposes("2017-09-06", "C-ZJ"),), "C-ZJ", ""),  # it never had the case, but was asked
    ],
)
def test_who_was_asked_answers_a_proposal(acts: tuple[Told, ...], by: str, why: str) -> None:
    assert why_not(life(*DONE, *acts), "answer_proposal", by, "2017-09-08", None, text="已采纳") == why


@pytest.mark.parametrize(
    ("by", "role", "why"),
    [
        ("D", Role.CLERK, ""),  # above the holder
        ("C-LB", Role.SUPERVISOR, ""),
        ("E", Role.CLERK, "这件事现在由街道办事处办理，您的单位不能“提出建议”"),
        ("D-ZJ", Role.OFFICER, "您的岗位不能“提出建议”"),
    ],
)
def test_those_above_propose(by: str, role: Role, why: str) -> None:
    said = {"kind": "improve", "text": "加强物业监管", "to": "D-JD"}
    assert why_not(life(*DONE), "propose", by, "2017-09-08", role, **said) == why


def test_a_petition_filed_with_a_unit_is_accepted_within_the_time_of_its_own_limit() -> None:
    filed = life(told("2017-08-22", "register", "D-JD"), case=LETTER)
    assert [(d.kind, d.owner, d.limit.id, d.due_legal) for d in duties_of(filed, NATIONAL)] == [
        ("accept", "D-JD", "DL09", date(2017, 9, 6))
    ]


def test_a_proposal_may_be_made_to_whom_the_directory_does_not_know() -> None:
    said = {"kind": "policy", "text": "修订物业管理条例", "to": "市人大常委会"}
    assert why_not(life(*DONE), "propose", "D", "2017-09-08", None, **said) == ""


NATION = Agency("N", "国家信访局", Kind.BUREAU, "000000", ("N",))
DOWN = (
    told("2017-08-22 09:14", "submit", to="N"),
    told("2017-08-22 10:00", "register", "N"),
    told("2017-08-23 10:00", "forward", "N", "P"),
    told("2017-08-24 10:00", "forward", "P", "C"),
    told("2017-08-25 10:00", "forward", "C", "D"),
    told("2017-08-28 10:00", "forward", "D", "D-JD"),
)

IN_2022 = tuple(told(act.when.replace("2017", "2022"), act.step, act.by, act.to) for act in DOWN)


def shares(*acts: Told, law: Law = NATIONAL) -> list[tuple[str, str, str]]:
    """Return owner, limit and legal due day of the route clocks, with the national bureau in the directory."""
    lived = life(*acts)
    nation = Life(lived.case, lived.events, {**CITY, "N": NATION})
    return [(d.owner, d.limit.id, d.due_legal.isoformat()) for d in duties_of(nation, law) if d.kind == "route"]


def test_of_what_came_in_at_the_national_bureau_every_rung_has_its_share_of_the_fifteen_days() -> None:
    assert shares(*DOWN) == [
        ("N", "DL02N", "2017-08-28"),  # 5 days end on Sunday 08-27
        ("P", "DL02P", "2017-08-28"),  # 3 days end on Saturday 08-26
        ("C", "DL02C", "2017-08-28"),  # 3 days end on Sunday 08-27
        ("D", "DL02D", "2017-08-29"),  # 4 days
    ]


@pytest.mark.parametrize(
    ("acts", "law", "last", "why"),
    [
        (
            (told("2017-08-22 09:14", "submit", to="P"), *DOWN[3:]),
            NATIONAL,
            ("D", "DL01", "2017-09-11"),
            "not national",
        ),
        (
            DOWN,
            Law([Pilot("D", "harbin-315", date(2017, 1, 1))]),
            ("D", "DL03", "2017-08-30"),
            "the pilot's is shorter",
        ),
        (
            (*DOWN[:2], told("2017-08-22 10:30", "screen", "N", procedure="simplified"), *DOWN[2:]),
            NATIONAL,
            ("D", "DL04", "2017-08-28"),
            "one working day each on the simple way",
        ),
        (IN_2022, NATIONAL, ("D", "DL01", "2022-09-09"), "no split was read for 2022"),
    ],
)
def test_where_there_is_no_share_the_whole_time_holds(
    acts: tuple[Told, ...], law: Law, last: tuple[str, str, str], why: str
) -> None:
    assert shares(*acts, law=law)[-1] == last, why


def test_a_street_has_no_share_of_its_own() -> None:
    street = Agency("S", "街道信访办", Kind.BUREAU, "230103018", ("P", "C", "D", "S"))
    lived = life(*DOWN[:5], told("2017-08-28 10:00", "forward", "D", "S"))
    nation = Life(lived.case, lived.events, {**CITY, "N": NATION, "S": street})
    assert [d.limit.id for d in duties_of(nation, NATIONAL)][-1] == "DL01"


def test_the_common_life_has_no_strand() -> None:
    assert list(strands_of(life(*DONE))) == []
    assert list(strands_of(life(*SENT_DOWN[:1]))) == []
