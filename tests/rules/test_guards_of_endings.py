"""Conditions on how a case ends, is taken up again, and changes hands without moving on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.moments import at
from tests.rules.lives import CITY, DONE, NATIONAL, SENT_DOWN, TAKEN_UP, Told, act, life, told, why_not
from wangfang.rules.facts import Act, Actor, Agency, Kind, Life, Role, Step
from wangfang.rules.guards import lapses_on, require_fit
from wangfang.rules.journey import hops_of
from wangfang.rules.living import proceed
from wangfang.rules.refusal import Refused

ASSIGNED = (*SENT_DOWN[:2], told("2017-08-22 11:00", "assign", "D", "D-JD", due_on="2017-10-20"))
REPORT = "交办的信访事项办结时要报送办结报告，请写明办理情况"
CONSENT = "交办的信访事项延期要经交办机关同意，请写明同意的情况"


@pytest.mark.parametrize(
    ("arrived", "report", "role", "why"),
    [
        (SENT_DOWN, "", Role.OFFICER, ""),  # forwarded: nobody asked for a report
        (ASSIGNED, "", Role.OFFICER, REPORT),
        (ASSIGNED, "  ", Role.OFFICER, REPORT),
        (ASSIGNED, "已维修，信访人满意。", Role.OFFICER, ""),
        (ASSIGNED, "", Role.SYSTEM, ""),  # a replayed past
    ],
)
def test_what_was_assigned_closes_with_a_report(arrived: tuple[Told, ...], report: str, role: Role, why: str) -> None:
    served = life(*arrived, *DONE[3:6])
    says = {"report": report} if report else {}
    assert why_not(served, "close", "D-JD", "2017-09-05", role, **says) == why


@pytest.mark.parametrize(
    ("arrived", "consent", "role", "why"),
    [
        (SENT_DOWN, "", Role.UNIT_LEADER, ""),
        (ASSIGNED, "", Role.UNIT_LEADER, CONSENT),
        (ASSIGNED, "区信访局 9 月 1 日书面同意", Role.UNIT_LEADER, ""),
        (ASSIGNED, "", Role.SYSTEM, ""),
    ],
)
def test_what_was_assigned_is_extended_with_consent(
    arrived: tuple[Told, ...], consent: str, role: Role, why: str
) -> None:
    accepted = life(*arrived, told("2017-08-23", "accept", "D-JD"))
    says = {"days": 10, "why": "案情复杂", "consent": consent}
    assert why_not(accepted, "extend", "D-JD", "2017-09-05", role, **says) == why


SETTLED = (*TAKEN_UP, told("2017-08-25", "settle", "D-JD", note="双方和解"), *DONE[4:])
ASKS = told("2017-09-10", "request_review", why="不服", to="C-FC")
UPHELD = (ASKS, told("2017-09-20", "decide_review", "C-FC", outcome="uphold"))
RECHECKED = (
    *UPHELD,
    told("2017-10-09", "request_recheck", why="仍不服", to="C-FC"),
    told("2017-10-20", "decide_recheck", "C-FC", outcome="uphold"),
)
LAPSED = "申请复查、复核的期限到 {} 才满，还不能终结"


@pytest.mark.parametrize(
    ("acts", "ground", "when", "why"),
    [
        (DONE, "lapsed", "2017-10-09", LAPSED.format("2017-10-09")),  # served 09-04; 10-04 lies in the feast
        (DONE, "lapsed", "2017-10-10", ""),
        ((*DONE, *UPHELD), "lapsed", "2017-10-20", LAPSED.format("2017-10-20")),  # from the review on
        ((*DONE, *UPHELD), "lapsed", "2017-10-21", ""),
        (DONE, "settled", "2017-09-06", "没有达成调解、和解协议，不能按协议已履行终结"),
        (SETTLED, "settled", "2017-09-06", ""),
        (SETTLED, "lapsed", "2017-09-06", LAPSED.format("2017-10-09")),
        (DONE, "old", "2017-10-10", "“old”不在可选范围内，可以是 lapsed、settled has no source"),
    ],
)
def test_a_case_is_final_when_nobody_can_ask_any_more_or_the_agreement_is_kept(
    acts: tuple[Told, ...], ground: str, when: str, why: str
) -> None:
    for role in (Role.ADMIN, Role.SYSTEM):
        assert why_not(life(*acts), "finalize", "D", when, role, ground=ground) == why
    assert why_not(life(*acts), "finalize", "D", when, None, ground=ground) == "您的岗位不能“终结”"


def test_nothing_lapses_that_was_never_served() -> None:
    assert lapses_on(life(*TAKEN_UP), NATIONAL) is None
    with pytest.raises(Refused, match="还没有送达"):  # an old record without its service
        require_fit(life(*TAKEN_UP), Step.FINALIZE, act("D", "2018-09-06", Role.SYSTEM), {"ground": "lapsed"}, NATIONAL)


@pytest.mark.parametrize(
    ("acts", "when", "why"),
    [
        (DONE, "2017-09-06", ""),
        ((*DONE, *UPHELD), "2017-10-23", ""),
        ((*DONE, told("2017-10-10", "finalize", "D", ground="lapsed")), "2017-10-23", ""),
        ((*DONE, *RECHECKED), "2017-10-23", "复核意见是终局意见，不能再退回重办"),
        ((*DONE, *RECHECKED[:3], told("2017-10-20", "decide_recheck", "C-FC", outcome="redo"), *DONE[4:]),
         "2017-10-23", ""),  # it was done again, and answered again
    ],
)  # fmt: skip
def test_the_last_word_of_a_recheck_is_not_reopened(acts: tuple[Told, ...], when: str, why: str) -> None:
    assert why_not(life(*acts), "reopen", "D", when, None, why="答非所问") == why


ELSEWHERE = "申请是向市复查复核办提出的，由它办理"
OTHER = {**CITY, "P-FC": Agency("P-FC", "省复查复核办", Kind.REVIEW_BODY, "230000", ("P", "P-FC"))}


def remedy(lived: Life, step: str, by: str, **says: object) -> str:
    """Return why a review body may not take a step on a case, empty when it may."""
    doing = act("C-FC", "2017-10-22", Role.REVIEWER)
    actor = Actor("r", "李四", Role.REVIEWER, OTHER[by])
    try:
        proceed(
            Life(lived.case, lived.events, OTHER),
            Step(step),
            Act(actor, doing.occurred_at, doing.recorded_at),
            says,
            NATIONAL,
        )
    except Refused as refusal:
        return refusal.why
    return ""


@pytest.mark.parametrize(
    ("acts", "step", "by", "why"),
    [
        ((ASKS,), "accept_review", "C-FC", ""),
        ((ASKS,), "accept_review", "P-FC", ELSEWHERE),
        ((ASKS,), "decide_review", "C-FC", ""),  # without a word of acceptance too
        ((ASKS,), "decide_review", "P-FC", ELSEWHERE),
        ((told("2017-09-10", "request_review", why="不服"),), "decide_review", "P-FC", ""),  # it names nobody
        ((told("2017-09-10", "request_review", why="不服", to="XX"),), "decide_review", "P-FC", ""),  # an old record
        ((ASKS, told("2017-09-11", "accept_review", "C-FC")), "accept_review", "C-FC", "这项申请已经受理"),
        ((ASKS, told("2017-09-11", "accept_review", "C-FC"), UPHELD[1], RECHECKED[2]), "accept_review", "C-FC", ""),
        ((*UPHELD, RECHECKED[2]), "decide_recheck", "P-FC", ELSEWHERE),
        ((*UPHELD, RECHECKED[2]), "decide_recheck", "C-FC", ""),
    ],
)
def test_a_remedy_is_heard_by_the_body_that_was_asked(acts: tuple[Told, ...], step: str, by: str, why: str) -> None:
    says = {"outcome": "uphold"} if step.startswith("decide") else {}
    assert remedy(life(*DONE, *acts), step, by, **says) == why


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("D-ZJ", ""),
        ("D-JD", "街道办事处的案件只能移交给承接它职责的同类单位"),  # to itself
        ("E", "街道办事处的案件只能移交给承接它职责的同类单位"),  # a bureau is no successor of a unit
        ("XX", "没有代码为“XX”的单位，请核对机构代码 has no source"),
    ],
)
def test_a_case_is_handed_over_to_a_successor_of_the_same_kind(to: str, why: str) -> None:
    assert why_not(life(*TAKEN_UP), "hand_over", "", "2017-08-25", Role.ADMIN, to=to, why="机构改革") == why


def test_nobody_takes_over_from_an_agency_that_is_not_there() -> None:
    says = {"to": "D-ZJ", "why": "机构改革", "from": "XX"}
    why = why_not(life(*TAKEN_UP), "hand_over", "", "2017-08-25", Role.ADMIN, **says)
    assert why == "没有代码为“XX”的单位，请核对机构代码 has no source"


def test_a_case_that_is_handed_over_is_with_its_successor_from_then_on() -> None:
    hops = hops_of(life(*TAKEN_UP, told("2017-08-25", "hand_over", "C", "D-ZJ", why="机构改革")))
    assert [(hop.agency, hop.left_at) for hop in hops[1:]] == [("D-JD", at("2017-08-25")), ("D-ZJ", None)]


def test_a_record_without_an_agency_is_asked_nothing_about_it() -> None:
    nobody = replace(act("", "2017-08-22 11:00"), actor=Actor("x", "张三", Role.CLERK))
    said: tuple[tuple[Life, Step, dict[str, object]], ...] = (
        (life(*SENT_DOWN[:2]), Step.FORWARD, {"to": "D-JD", "co": ["E-ZJ"]}),
        (life(), Step.REGISTER, {}),
    )
    refused = []
    for lived, step, says in said:
        try:
            require_fit(lived, step, nobody, says, NATIONAL)
        except Refused as refusal:
            refused.append(refusal.why)
    assert refused == []


def test_only_the_house_hands_over_and_recomputes() -> None:
    for step, says in (("hand_over", {"to": "D-ZJ", "why": "机构改革"}), ("recompute", {"why": "放假通知"})):
        assert why_not(life(*TAKEN_UP), step, "D", "2017-08-25", Role.BUREAU_LEADER, **says).startswith("您的岗位不能")
        assert why_not(life(*TAKEN_UP), step, "", "2017-08-25", Role.ADMIN, **says) == ""
