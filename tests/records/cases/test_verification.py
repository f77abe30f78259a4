"""Whatever is altered behind the back of the verbs is found, and the case is named."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.verify import anchor
from wangfang.records.people.models import Petitioner


def answered() -> Story:
    """Return a case with nine steps."""
    told = story().submitted().registered().forwarded("NG-XF").signed_in().accepted().worked()
    return told.answered().served().closed()


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("update cases_steptaken set occurred_at = occurred_at - interval '9 days' where number = 5", {"step", "duty"}),
        ("update cases_steptaken set actor_name = '别人', actor = 'x' where number = 5", {"step"}),
        (
            "update ledger_entry set payload = replace(payload, 'accept', 'decline') where number = 5",
            {"altered", "step"},
        ),
        ("delete from ledger_entry where number = 5", {"missing", "line_missing"}),
        ("delete from cases_steptaken where number = 5", {"step_missing", "paper", "state"}),
        ("update cases_case set state = 'handling'", {"state"}),
        ("update cases_case set text = '什么也没有发生'", {"petition"}),
        ("update cases_duty set in_time = true, met_at = now() where indicator = 'unit_timely'", {"duty"}),
        ("update cases_case set received_at = received_at + interval '3 days'", {"state"}),
        ("update cases_paper set sealed = set_byte(sealed, 150, get_byte(sealed, 150) # 1) where step = 7", {"paper"}),
        ("update cases_paper set issued_at = issued_at - interval '9 days' where step = 7", {"paper"}),
        ("delete from cases_paper where step = 7", {"paper"}),
        ("delete from cases_duty where definition = 'GD2020'", {"duty"}),
    ],
)
def test_an_alteration_is_found_and_the_case_is_named(statement: str, kinds: set[str]) -> None:
    untouched = story("2017-09-01").submitted().now
    case = answered().now
    assert list(verify()) == []
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        where = {"cases_case": "id", "ledger_entry": "subject"}.get(
            statement.split()[2 if "delete" in statement else 1], "case_id"
        )
        value = case.number if where == "subject" else case.pk
        cursor.execute(f"{statement} {'and' if 'where' in statement else 'where'} {where} = %s", [value])
        cursor.execute("set session_replication_role = origin")

    found = list(verify())
    assert {finding.kind for finding in found} == kinds
    assert {finding.case for finding in found} == {case.number} != {untouched.number}


def test_the_anchor_changes_with_every_line() -> None:
    before = anchor(at("2030-01-01"))
    answered()
    after = anchor(at("2030-01-01"))

    assert after.entries == before.entries + 9
    assert after.root != before.root
    assert anchor(at("2017-08-22 10:00")).entries == before.entries + 1


def test_a_case_that_was_removed_whole_leaves_its_lines_behind() -> None:
    case = answered().now
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for table in ("cases_duty", "cases_paper", "cases_steptaken"):
            cursor.execute(f"delete from {table} where case_id = %s", [case.pk])  # noqa: S608 - fixed names
        cursor.execute("delete from cases_case where id = %s", [case.pk])
        cursor.execute("set session_replication_role = origin")

    assert [(finding.case, finding.kind) for finding in verify()] == [(case.number, "case_missing")]


def test_another_name_for_the_petitioner_is_found() -> None:
    case = answered().now
    who = Petitioner.objects.get(pk=case.petitioner_id)
    who.name = "别人"
    who.save()
    assert [(finding.case, finding.line, finding.kind) for finding in verify()] == [(case.number, 1, "petition")]
