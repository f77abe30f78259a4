"""A case lives from submission to rating, and everything about it can be proved afterwards."""

from __future__ import annotations

from tests.cast import put_nangang_on_315
from tests.stories import Story, story
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Duty
from wangfang.records.cases.verification import verify
from wangfang.rules.papers import PaperKind, is_for_petitioner


def roof() -> Story:
    """Tell of the leaking roof of Nangang, from the province down to the street and back to its petitioner."""
    told = story("2017-08-22 09:14").submitted(to="HLJ").registered().forwarded("HRB").forwarded("NG")
    told.forwarded("NG-XF").on("2017-08-23 10:05").signed_in().accepted().worked()
    return told.on("2017-09-01 16:20").resolved().answered().served().closed().rated()


def test_the_roof_of_nangang_lives_from_submission_to_rating() -> None:
    put_nangang_on_315()
    case = roof().now

    assert case.state == "closed"
    assert [step.step for step in lookups.steps(case)] == [
        "submit", "register", "forward", "forward", "forward", "sign_in", "accept", "log_work",
        "resolve", "issue_opinion", "serve", "close", "evaluate",
    ]  # fmt: skip
    legal = Duty.objects.filter(case=case, definition="LEGAL").order_by("number", "-indicator")
    assert [(d.indicator, d.owner.code, d.in_time) for d in legal] == [
        ("bureau_timely", "HLJ", True),
        ("bureau_timely", "HRB", True),
        ("bureau_timely", "NG", True),
        ("unit_timely", "NG-XF", True),
        ("ontime_closure", "NG-XF", True),
    ]
    assert list(verify()) == []


def test_the_receipt_of_service_names_the_opinion_that_was_served() -> None:
    papers = {paper.kind: paper for paper in lookups.papers(roof().now)}
    assert papers["service_receipt"].body["paper_number"] == papers["opinion"].number == "先锋路街道信意字〔2017〕1号"


def test_each_bureau_issues_its_procedural_notice_once() -> None:
    papers = lookups.papers(roof().now)
    kinds = [(paper.kind, paper.issuer.code) for paper in papers if is_for_petitioner(PaperKind(paper.kind))]
    assert kinds == [
        ("procedural_notice", "HLJ"),
        ("procedural_notice", "HRB"),
        ("procedural_notice", "NG"),
        ("acceptance_notice", "NG-XF"),
        ("opinion", "NG-XF"),
        ("service_receipt", "NG-XF"),
    ]
