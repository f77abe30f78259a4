"""Which step owes which papers, whose are they, and who may read them?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.lives import CITY, Told, life, told
from wangfang.rules.facts import Kind, Step
from wangfang.rules.papers import (
    Addressee,
    PaperKind,
    addressee_of,
    finality,
    is_for_petitioner,
    may_read,
    owed_by,
    remedy,
    title_of,
)

P = PaperKind
SUBMITTED = (told("2017-08-22 09:00", "submit", to="D"),)
REGISTERED = (*SUBMITTED, told("2017-08-22 10:00", "register", "D"))
ARRIVED = (*REGISTERED, told("2017-08-22 11:00", "forward", "D", "D-JD"))
ASSIGNED = (*REGISTERED, told("2017-08-22 11:00", "assign", "D", "D-JD", due_on="2017-10-09"))
ACCEPTED = (*ARRIVED, told("2017-08-23 09:00", "accept", "D-JD"))
PAUSED = (*ACCEPTED, told("2017-08-23 10:00", "pause", "D-JD", why="appraisal"))
RESUMED = (*PAUSED, told("2017-08-24 10:00", "resume", "D-JD"))
SERVED = (
    *ACCEPTED,
    told("2017-09-01 09:00", "issue_opinion", "D-JD", conclusion="support", text="已修"),
    told("2017-09-01 10:00", "serve", "D-JD", method="direct"),
)
ANSWERED_ASSIGNED = (
    *ASSIGNED,
    told("2017-08-23 09:00", "accept", "D-JD"),
    told("2017-09-01 09:00", "issue_opinion", "D-JD", conclusion="support", text="已修"),
    told("2017-09-01 10:00", "serve", "D-JD", method="direct"),
)
CLOSED = (*SERVED, told("2017-09-01 11:00", "close", "D-JD"))
IN_REVIEW = (*CLOSED, told("2017-09-10 09:00", "request_review", to="C-FC", why="没修好"))
REVIEWED = (*IN_REVIEW, told("2017-09-20 09:00", "decide_review", "C-FC", outcome="uphold"))
IN_RECHECK = (*REVIEWED, told("2017-09-25 09:00", "request_recheck", why="不服"))
OBJECTED = (*ARRIVED, told("2017-08-23 09:00", "request_return", "D-JD", why="不归我"))

NOW = "2017-10-20 09:00"

OWED: list[tuple[tuple[Told, ...], Told, list[PaperKind]]] = [
    (SUBMITTED, told(NOW, "register", "D"), [P.REGISTRATION_FORM, P.PROCEDURAL_NOTICE]),
    ((), told(NOW, "register", "D-JD"), [P.REGISTRATION_FORM]),  # filed directly with a unit: it will accept or decline
    (REGISTERED, told(NOW, "forward", "D", "D-JD"), [P.FORWARDING_SLIP]),  # this bureau has told the petitioner already
    (REGISTERED[:1], told(NOW, "forward", "D", "D-JD"), [P.FORWARDING_SLIP, P.PROCEDURAL_NOTICE]),
    (REGISTERED, told(NOW, "assign", "D", "D-JD", due_on="2017-12-01"), [P.ASSIGNMENT_LETTER]),
    (SUBMITTED, told(NOW, "assign", "D", "D-JD", due_on="2017-12-01"), [P.ASSIGNMENT_LETTER, P.PROCEDURAL_NOTICE]),
    (ARRIVED, told(NOW, "accept", "D-JD"), [P.ACCEPTANCE_NOTICE]),
    (REGISTERED, told(NOW, "accept", "D"), [P.ACCEPTANCE_NOTICE]),  # the bureau handles it itself
    (ARRIVED, told(NOW, "decline", "D-JD"), [P.DECLINE_NOTICE]),
    (REGISTERED, told(NOW, "no_longer_accept", "D"), [P.NO_LONGER_ACCEPT_NOTICE]),
    (REGISTERED, told(NOW, "file", "D"), [P.FILING_APPROVAL]),
    (REGISTERED, told(NOW, "merge", "D"), [P.MERGE_NOTE]),
    (REGISTERED, told(NOW, "divert", "D", "C-JW"), [P.DIVERSION_NOTICE, P.TRANSFER_LETTER]),
    (REGISTERED, told(NOW, "divert", "D", organ="仲裁委"), [P.DIVERSION_NOTICE, P.TRANSFER_LETTER]),
    (REGISTERED, told(NOW, "divert", "D"), [P.DIVERSION_NOTICE]),  # replayed, its organ unknown
    (ARRIVED, told(NOW, "request_return", "D-JD"), [P.RETURN_LETTER]),
    (OBJECTED, told(NOW, "decide_return", "D", agree=False), [P.RETURN_DECISION]),
    (OBJECTED, told(NOW, "decide_return", "D", agree=True), [P.RETURN_DECISION]),  # the bureau holds it again
    (OBJECTED, told(NOW, "decide_return", "D", "D-ZJ", agree=True), [P.RETURN_DECISION, P.FORWARDING_SLIP]),
    (OBJECTED, told(NOW, "arbitrate", "C", "D-JD"), [P.ARBITRATION_RULING]),
    (ACCEPTED, told(NOW, "assist", "D-ZJ"), [P.ASSIST_ANSWER]),
    (ACCEPTED, told(NOW, "extend", "D-JD", days=30), [P.EXTENSION_APPROVAL, P.EXTENSION_NOTICE]),
    (ACCEPTED, told(NOW, "pause", "D-JD"), [P.PAUSE_NOTICE]),
    (ACCEPTED, told(NOW, "recompute"), [P.RECOMPUTE_NOTICE]),
    (RESUMED, told(NOW, "recompute"), [P.RECOMPUTE_NOTICE]),
    (PAUSED, told(NOW, "recompute"), []),  # the clock stands, its day is told when it runs again
    (ARRIVED, told(NOW, "recompute"), []),  # the petitioner was told no day yet
    (ACCEPTED, told(NOW, "log_work", "D-JD", kind="hearing"), [P.HEARING_RECORD]),
    (ACCEPTED, told(NOW, "log_work", "D-JD", kind="call"), []),
    (ACCEPTED, told(NOW, "settle", "D-JD"), [P.SETTLEMENT]),
    (ACCEPTED, told(NOW, "issue_opinion", "D-JD"), [P.OPINION]),
    (SERVED[:-1], told(NOW, "serve", "D-JD"), [P.SERVICE_RECEIPT]),
    (SERVED, told(NOW, "close", "D-JD", report="已修"), []),  # passed on, not assigned: no report is owed
    (ANSWERED_ASSIGNED, told(NOW, "close", "D-JD", report="已修"), [P.CLOSING_REPORT]),
    (ANSWERED_ASSIGNED, told(NOW, "close", "D-JD"), []),  # replayed, its report unknown
    (ACCEPTED, told(NOW, "withdraw"), [P.WITHDRAWAL]),
    (CLOSED, told(NOW, "request_review"), [P.REVIEW_APPLICATION]),
    (IN_REVIEW, told(NOW, "accept_review", "C-FC"), [P.REVIEW_ACCEPTANCE]),
    (IN_REVIEW, told(NOW, "decide_review", "C-FC"), [P.REVIEW_OPINION]),
    (REVIEWED, told(NOW, "request_recheck"), [P.RECHECK_APPLICATION]),
    (IN_RECHECK, told(NOW, "accept_review", "C-FC"), [P.RECHECK_ACCEPTANCE]),
    (IN_RECHECK, told(NOW, "decide_recheck", "C-FC"), [P.RECHECK_OPINION]),
    (CLOSED, told(NOW, "reopen", "D"), [P.REOPEN_NOTICE]),
    (ACCEPTED, told(NOW, "urge", "D"), [P.URGING_NOTE]),
    (ACCEPTED, told(NOW, "supervise", "C-LB"), [P.SUPERVISION_LETTER]),
    (ACCEPTED, told(NOW, "list", "C-LB"), [P.LISTING_NOTICE]),
    (CLOSED, told(NOW, "propose", "D", "D-JD", kind="improve"), [P.IMPROVEMENT_PROPOSAL]),
    (CLOSED, told(NOW, "propose", "D", "D-JD", kind="policy"), [P.POLICY_PROPOSAL]),
    (CLOSED, told(NOW, "propose", "D", "D-JD", kind="accountability"), [P.ACCOUNTABILITY_PROPOSAL]),
    (CLOSED, told(NOW, "answer_proposal", "D-JD"), [P.PROPOSAL_ANSWER]),
    (ACCEPTED, told(NOW, "report_urgent", "D-JD"), [P.URGENT_REPORT]),
    (CLOSED, told(NOW, "finalize"), [P.FINALISATION_RECORD]),
    (ACCEPTED, told(NOW, "hand_over", "", "D-ZJ"), [P.HANDING_OVER_NOTE]),
]


@pytest.mark.parametrize(
    ("before", "now", "papers"), OWED, ids=[f"{nth}-{row[1].step}" for nth, row in enumerate(OWED)]
)
def test_a_step_owes_its_papers(before: tuple[Told, ...], now: Told, papers: list[PaperKind]) -> None:
    assert [one.kind for one in owed_by(life(*before, now))] == papers


def test_every_kind_of_paper_is_owed_by_some_step() -> None:
    assert {kind for _, _, papers in OWED for kind in papers} == set(PaperKind)


def test_the_other_steps_owe_none() -> None:
    silent = set(Step) - {now.step for _, now, _ in OWED}
    assert {step: owed_by(life(*ACCEPTED, Told(NOW, step, "D-JD"))) for step in silent} == dict.fromkeys(silent, ())


@pytest.mark.parametrize(
    ("before", "now", "issuer"),
    [
        (ACCEPTED, told(NOW, "extend", "D-JD", days=3), "D-JD"),  # whoever acts
        (CLOSED, told(NOW, "request_review", to="C-FC"), "C-FC"),  # the body that is asked
        (CLOSED, told(NOW, "request_review"), "D-JD"),  # no body named: whoever has the case takes it in
        (CLOSED, told(NOW, "request_review", to="某机关"), "D-JD"),  # a body that nobody knows
        (ACCEPTED, told(NOW, "withdraw"), "D-JD"),
        (ACCEPTED, told(NOW, "hand_over", "", "D-ZJ"), "D-JD"),  # whoever gives it away
        (ACCEPTED, told(NOW, "hand_over", "D", "D-ZJ"), "D"),
        (CLOSED, told(NOW, "finalize"), "D-JD"),
    ],
)
def test_a_paper_is_issued_by_whoever_acts_or_has_the_case(before: tuple[Told, ...], now: Told, issuer: str) -> None:
    assert owed_by(life(*before, now))[0].issuer.code == issuer


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        (P.OPINION, Addressee.PETITIONER),
        (P.EXTENSION_NOTICE, Addressee.PETITIONER),
        (P.WITHDRAWAL, Addressee.PETITIONER),
        (P.FORWARDING_SLIP, Addressee.ORGAN),
        (P.SUPERVISION_LETTER, Addressee.ORGAN),
        (P.TRANSFER_LETTER, Addressee.ORGAN),
        (P.REGISTRATION_FORM, Addressee.INTERNAL),
        (P.FILING_APPROVAL, Addressee.INTERNAL),
        (P.EXTENSION_APPROVAL, Addressee.INTERNAL),
    ],
)
def test_a_paper_addresses_the_petitioner_an_organ_or_nobody_outside(kind: PaperKind, to: Addressee) -> None:
    assert addressee_of(kind) is to
    assert is_for_petitioner(kind) is (to is Addressee.PETITIONER)


@pytest.mark.parametrize(
    ("kind", "reader", "may"),
    [
        (P.FILING_APPROVAL, "D", True),  # its own
        (P.FILING_APPROVAL, "C", True),  # the bureau above
        (P.FILING_APPROVAL, "D-JD", False),  # the unit below
        (P.FILING_APPROVAL, "E", False),  # the neighbour
        (P.OPINION, "D-JD", True),  # not kept inside
        (P.FORWARDING_SLIP, "D-JD", True),
    ],
)
def test_what_is_kept_inside_is_read_by_its_issuer_and_above(kind: PaperKind, reader: str, *, may: bool) -> None:
    assert CITY["D"].kind is Kind.BUREAU
    assert may_read(kind, CITY["D"], CITY[reader]) is may


def test_a_proposal_of_punishment_is_named_by_the_law_of_its_day() -> None:
    kind = P.ACCOUNTABILITY_PROPOSAL
    assert [title_of(kind, date(2022, 4, 30)), title_of(kind, date(2022, 5, 1)), title_of(kind)] == [
        "行政处分建议书", "追究责任建议书", "追究责任建议书",
    ]  # fmt: skip


def test_after_a_review_the_remedy_is_the_recheck_and_after_that_there_is_none() -> None:
    assert remedy("市政府", ask="复核") == "如不服本意见，可以自收到本意见书之日起30日内，向市政府申请复核。"
    assert "各级人民政府信访工作机构" in finality(date(2022, 4, 30))
    assert "各级党委和政府信访部门" in finality(date(2022, 5, 1))
