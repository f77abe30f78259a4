"""Papers come with the step that owes them, are numbered without races, bound to the trace, and read by who may."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from tests.cast import load_review_body
from tests.stories import story
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.models import Case, Paper
from wangfang.records.cases.papers import numbered
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.models import Entry


def kinds_of(case: Case) -> list[tuple[int, str]]:
    """List every paper of a case with its step."""
    return list(Paper.objects.filter(case=case).order_by("pk").values_list("step", "kind"))


def said_of(case: Case, number: int) -> dict[str, object]:
    """Read what the trace says of a step."""
    found: dict[str, object] = json.loads(Entry.objects.get(subject=case.number, number=number).payload)
    return found


def test_a_step_issues_all_its_papers_in_the_order_of_a_life() -> None:
    told = story().submitted().registered().forwarded("NG-XF").signed_in().accepted().extended()
    assert kinds_of(told.now) == [
        (2, "registration_form"), (2, "procedural_notice"), (3, "forwarding_slip"), (5, "acceptance_notice"),
        (6, "extension_approval"), (6, "extension_notice"),
    ]  # fmt: skip
    numbers = list(Paper.objects.order_by("pk").values_list("number", flat=True))
    assert numbers[:2] == ["南岗区信访信登字〔2017〕1号", "南岗区信访信程字〔2017〕1号"]


def test_one_paper_stands_in_the_trace_as_ever_and_several_as_a_list() -> None:
    told = story().submitted().registered().forwarded("NG-XF").accepted()
    several, one, none = (said_of(told.now, number) for number in (2, 4, 1))
    assert isinstance(several["papers"], list)
    assert len(several["papers"]) == 2
    assert "paper" not in several
    assert isinstance(one["paper"], str)
    assert "papers" not in one
    assert not {"paper", "papers"} & set(none)
    assert list(verify()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "delete from cases_paper where step = 2 and kind = 'registration_form'",  # one of two
        "delete from cases_paper where step = 2",  # both
        "update cases_paper set sealed = set_byte(sealed, 150, get_byte(sealed, 150) # 1) where step = 2 and kind = 'procedural_notice'",
        "update cases_paper set number = number || 'x' where kind = 'registration_form'",
    ],
)
def test_one_of_several_papers_that_was_altered_is_found(statement: str) -> None:
    told = story().submitted().registered().forwarded("NG-XF")
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert {(finding.line, finding.kind) for finding in verify(told.now.number)} == {(2, "paper")}


def test_all_counters_of_a_step_move_on_in_one_statement_in_the_order_of_a_life() -> None:
    told = story().submitted().registered()
    papers = [Paper(case=told.now, kind=kind, issuer_id=told.now.holder_id, issued_at=told.moment)
              for kind in ("forwarding_slip", "procedural_notice", "registration_form")]  # fmt: skip
    found = tree()
    said: list[str] = []

    def listen(run: Callable[..., object], sql: str, params: Sequence[object], *rest: object) -> object:
        said.append(str(params[1]))
        return run(sql, params, *rest)

    with connection.execute_wrapper(listen):
        numbered(papers, found)
    assert said == ["['registration_form', 'procedural_notice', 'forwarding_slip']"]
    assert [paper.number.rpartition("〕")[2] for paper in papers] == ["1号", "2号", "2号"]


def test_a_paper_names_the_number_of_the_one_before_it() -> None:
    load_review_body()
    told = story().submitted().registered().forwarded("NG-XF").accepted().answered().served().closed()
    told.review_asked("HRB-FC").reviewed("HRB-FC").recheck_asked("HRB-FC")
    by_kind = {paper.kind: paper for paper in Paper.objects.all()}
    opinion, review = by_kind["opinion"].number, by_kind["review_opinion"].number
    assert by_kind["service_receipt"].body["paper_number"] == opinion
    assert by_kind["review_application"].body["opinion_number"] == opinion
    assert by_kind["review_opinion"].body["opinion_number"] == opinion
    assert by_kind["recheck_application"].body["opinion_number"] == review
    assert by_kind["review_application"].issuer.code == "HRB-FC"
    assert list(verify()) == []


def test_a_second_receipt_names_the_second_opinion() -> None:
    told = story().submitted().registered().forwarded("NG-XF").accepted().answered().served().closed()
    told.reopened("NG").answered("重新检查，已整体更换防水卷材。").served()
    receipts = Paper.objects.filter(kind="service_receipt").order_by("pk")
    assert [receipt.body["paper_number"] for receipt in receipts] == [
        "先锋路街道信意字〔2017〕1号", "先锋路街道信意字〔2017〕2号",
    ]  # fmt: skip


def test_a_bureau_in_the_middle_tells_the_petitioner_and_hands_on() -> None:
    told = story().submitted(to="HRB").registered().forwarded("NG").forwarded("NG-XF")
    assert kinds_of(told.now)[3:] == [(4, "forwarding_slip"), (4, "procedural_notice")]
