"""One unit leads, others assist: who they may be, what they owe, and when the lead may answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.lives import CITY, DONE, SENT_DOWN, TAKEN_UP, Told, life, told, why_not
from tests.rules.reckoning import clocks
from wangfang.rules.assisting import answers_of
from wangfang.rules.facts import Role
from wangfang.rules.journey import hands_of

NO_LEAD = "一件事交给几个单位办理的，要定一个责任单位主办"
ALL_AT_ONCE = "一件事交给几个单位办理的，要定一个责任单位主办，其他单位协办"
REPEATED = "协办单位不能重复，也不能是主办单位自己"


@pytest.mark.parametrize(
    ("to", "co", "why"),
    [
        ("D-JD", ["D-ZJ"], ""),
        ("D-JD", ["D-ZJ", "D-ZJ-1"], ""),
        ("D-JD", ("D-ZJ",), ""),
        ("D-JD", [], ""),  # nobody assists
        ("D-JD", "D-ZJ", "协办单位要写成机构代码的列表"),  # one text is no list
        (["D-JD", "D-ZJ"], [], ALL_AT_ONCE),  # the same matter to several, and nobody leads
        ("D-JD", ["D-JD"], REPEATED),
        ("D-JD", ["D-ZJ", "D-ZJ"], REPEATED),
        ("D-JD", ["XX"], "没有代码为“XX”的单位，请核对机构代码 has no source"),
        ("D-JD", ["D"], "区信访局不是责任单位，不能协办"),
        ("D-JD", ["E-ZJ"], "邻区住建局不在区信访局的管辖范围内，不能转送"),
        ("D-JD", [f"X{n}" for n in range(21)], "协办单位最多 20 个"),
    ],
)
def test_a_case_goes_to_one_lead_with_helpers_within_reach(to: object, co: object, why: str) -> None:
    registered = life(*SENT_DOWN[:2])
    assert why_not(registered, "forward", "D", "2017-08-22 11:00", None, to=to, co=co) == why
    assigned = why_not(registered, "assign", "D", "2017-08-22 11:00", None, to=to, co=co, due_on="2017-09-20")
    assert assigned == why


def test_a_bureau_leads_nobody() -> None:
    registered = life(*SENT_DOWN[:2], case=replace(life().case))
    why = why_not(registered, "forward", "C", "2017-08-22 11:00", Role.SYSTEM, to="D", co=["D-ZJ"])
    assert why == "这件事现在由区信访局办理，您的单位不能“转送”"
    city = life(told("2017-08-22 09:14", "submit", to="C"), told("2017-08-22 10:00", "register", "C"))
    assert why_not(city, "forward", "C", "2017-08-22 11:00", None, to="D", co=["D-ZJ"]) == NO_LEAD


HELPED = (*SENT_DOWN[:2], told("2017-08-22 11:00", "forward", "D", "D-JD", co=["D-ZJ", "D-ZJ-1"]))
ACCEPTED = (*HELPED, told("2017-08-23", "accept", "D-JD"))
FIRST = told("2017-08-24", "assist", "D-ZJ", text="外墙属公共部位。")
SECOND = told("2017-08-25", "assist", "D-ZJ-1", text="已派人维修。")


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("D-ZJ", ""),
        ("D-ZJ-1", ""),
        ("D-JD", "您的单位不是这件事的协办单位"),  # the lead answers with the opinion
        ("C-ZJ", "您的单位不是这件事的协办单位"),
    ],
)
def test_who_assists_answers_for_itself(by: str, why: str) -> None:
    for acts in (HELPED, ACCEPTED):  # whether or not the lead has taken it up
        assert why_not(life(*acts), "assist", by, "2017-08-24", None, text="外墙属公共部位。") == why


@pytest.mark.parametrize(
    ("acts", "without", "why"),
    [
        ((FIRST, SECOND), "", ""),
        ((FIRST,), "", "协办单位区房屋维修中心还没有答复；要先行答复，请写明理由"),
        ((), "", "协办单位区住建局、区房屋维修中心还没有答复；要先行答复，请写明理由"),
        ((FIRST,), "维修中心已撤销", ""),
        ((FIRST,), " ", "协办单位区房屋维修中心还没有答复；要先行答复，请写明理由"),
    ],
)
def test_the_lead_answers_when_all_have_answered_or_says_why_not(
    acts: tuple[Told, ...], without: str, why: str
) -> None:
    says = {"conclusion": "support", "text": "已维修", "bypass": "主任当面同意", "without": without}
    assert why_not(life(*ACCEPTED, *acts), "issue_opinion", "D-JD", "2017-08-28", None, **says) == why


def test_the_last_answer_of_each_helper_counts() -> None:
    later = told("2017-08-26", "assist", "D-ZJ", text="更正：外墙属专有部分。")
    found = answers_of(life(*ACCEPTED, FIRST, later))
    assert {code: e.text("text") if e else None for code, e in found.items()} == {
        "D-ZJ": "更正：外墙属专有部分。",
        "D-ZJ-1": None,
    }
    assert answers_of(life()) == {}
    assert [agency.code for agency in hands_of(life(*ACCEPTED)).assisting] == ["D-ZJ", "D-ZJ-1"]


def assist_clocks(*acts: Told) -> list[tuple[str, str, int | None]]:
    """Return owner, legal due day and the event that met it, of the helpers' clocks."""
    return [(owner, due_on, met) for kind, owner, _, due_on, met in clocks(*acts) if kind == "assist"]


ASKED = told("2017-08-24", "request_return", "D-JD", why="应由区住建局办理")
OPINION = told("2017-08-28", "issue_opinion", "D-JD", conclusion="support", text="已维修")


@pytest.mark.parametrize(
    ("acts", "first", "second", "why"),
    [
        (HELPED, ("2017-10-23", None), ("2017-10-23", None), "60 days from 08-22 end on Saturday 10-21"),
        ((*ACCEPTED, FIRST), ("2017-10-23", 5), ("2017-10-23", None), "each its own clock"),
        ((*ACCEPTED, FIRST, OPINION), ("2017-10-23", 5), ("2017-10-23", 6), "the lead answered without it"),
        (
            (*HELPED, ASKED, told("2017-08-25", "decide_return", "D", agree=True)),
            ("2017-10-23", 5),
            ("2017-10-23", 5),
            "the case left the lead: nobody is to help any more",
        ),
    ],
)
def test_a_helper_has_the_time_of_the_lead_from_the_day_it_was_asked(
    acts: tuple[Told, ...], first: tuple[str, int | None], second: tuple[str, int | None], why: str
) -> None:
    assert assist_clocks(*acts) == [("D-ZJ", *first), ("D-ZJ-1", *second)], why


def test_an_assigned_day_binds_the_helpers_too() -> None:
    assigned = told("2017-08-22 11:00", "assign", "D", "D-JD", due_on="2017-09-15", co=["D-ZJ"])
    assert assist_clocks(*SENT_DOWN[:2], assigned) == [("D-ZJ", "2017-09-15", None)]


def test_a_simplified_past_gives_the_helper_the_simplified_time() -> None:
    simple = told("2017-08-22 10:30", "screen", "D", procedure="simplified")
    assert assist_clocks(*SENT_DOWN[:2], simple, HELPED[2]) == [
        ("D-ZJ", "2017-09-05", None),
        ("D-ZJ-1", "2017-09-05", None),
    ]


def test_a_helper_is_still_asked_when_the_case_is_with_the_leads_successor() -> None:
    handed = told("2017-08-24", "hand_over", "C", "D-ZJ-1", why="机构改革")
    lived = life(*SENT_DOWN[:2], told("2017-08-22 11:00", "forward", "D", "D-JD", co=["D-ZJ"]), handed, FIRST)
    answered = answers_of(lived)["D-ZJ"]
    assert answered is not None
    assert answered.number == 5


def test_a_case_without_helpers_has_no_such_clock() -> None:
    assert assist_clocks(*TAKEN_UP) == assist_clocks(*DONE) == []
    assert CITY["D-ZJ"].code not in {agency.code for agency in hands_of(life(*TAKEN_UP)).assisting}
