"""The pages of problem units: found, reported up, put right, verified; and the command that finds them."""

from __future__ import annotations

import json

import pytest
import time_machine
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.interfaces.desk.conftest import Enter, account_at, signed_in
from tests.moments import at
from tests.records.problem_units.lives import MEASURES, PROOF, neglected, one
from wangfang.interfaces.console.main import group
from wangfang.records.problem_units.models import Problem
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
LIST = "/desk/problem-units/"


@pytest.fixture(autouse=True)
def _october() -> object:
    with time_machine.travel(at("2017-10-09 09:00"), tick=True):
        yield


def press(client: Client, address: str, **said: object) -> str:
    return client.post(address, said, follow=True).content.decode()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_problem_unit_is_found_reported_put_right_and_verified(enter: Enter) -> None:
    neglected()
    watcher, unit = enter("HRB", Role.SUPERVISOR), enter("NG")
    assert "查找问题单位" in page(watcher, LIST)
    assert "新列入 2 项" in press(watcher, f"{LIST}find/", period="2017Q3", definition="LEGAL")
    assert "新列入 0 项" in press(watcher, f"{LIST}find/"), "the last quarter, when none is named"
    told = page(watcher, LIST)
    assert "底线 90%，5 件中 5 件超期" in told
    key = Problem.objects.get(ground="below_floor").pk
    entry = f"{LIST}{key}/"
    assert "已上报" in press(watcher, f"{entry}report-up/", due_on="2017-10-31")
    shown = page(unit, entry)
    assert "南岗区区委书记、区长" in shown
    assert "哈尔滨市信访工作联席会议办公室" in shown
    assert "查找问题单位" not in page(unit, LIST)
    assert '问题单位<span class="c">1</span>' in page(unit, "/desk/keys/")
    assert "整改措施已报" in press(unit, f"{entry}answer/", text=MEASURES)
    assert "等待核查" in press(unit, f"{entry}prove/", text=PROOF)
    assert "核查整改" in page(watcher, entry)
    assert "登记" in press(watcher, f"{entry}verify/", solved="no", text="还有两件没有告知信访人，没有解决。")
    press(unit, f"{entry}answer/", text=MEASURES)
    press(unit, f"{entry}prove/", text=PROOF)
    press(watcher, f"{entry}verify/", solved="yes", text="逐件核对属实，问题已经解决。")
    assert "问题已解决" in page(unit, entry)
    assert "问题已解决" in page(unit, f"{LIST}?view=solved")


def test_what_is_late_is_told(enter: Enter) -> None:
    entry = f"{LIST}{one().pk}/"
    press(enter("HRB", Role.SUPERVISOR), f"{entry}report-up/", due_on="2017-10-31")
    with time_machine.travel(at("2017-11-01 09:00"), tick=True):
        assert "超期没有解决" in page(signed_in(account_at("NG", Role.CLERK, "late")), LIST)


def test_whose_it_is_not_is_refused(enter: Enter) -> None:
    entry = f"{LIST}{one().pk}/"
    watcher, unit, stranger = enter("HRB", Role.SUPERVISOR), enter("NG"), enter("HL")
    assert unit.post(f"{LIST}find/", {"period": "2017Q3"}).status_code == 403
    assert unit.get(f"{entry}report-up/").status_code == 403
    assert unit.post(f"{entry}answer/", {"text": MEASURES}).status_code == 422
    assert watcher.post(f"{entry}answer/", {"text": MEASURES}).status_code == 403
    for way in ("", "report-up/", "answer/", "prove/", "verify/"):
        assert stranger.get(entry + way).status_code == 404
    assert "南岗区信访局" not in page(stranger, LIST)
    assert watcher.post(f"{LIST}find/", {"period": "2017Q4"}).status_code == 422


def test_a_form_without_its_token_against_forgery_is_refused(enter: Enter) -> None:
    one()
    client = signed_in(account_at("HRB", Role.SUPERVISOR, "careful"))
    client.handler.enforce_csrf_checks = True
    assert client.post(f"{LIST}find/", {"period": "2017Q3"}).status_code == 403


def test_what_was_typed_wrong_is_told(enter: Enter) -> None:
    entry = f"{LIST}{one().pk}/"
    watcher = enter("HRB", Role.SUPERVISOR)
    assert "不能早于今天" in press(watcher, f"{entry}report-up/", due_on="2017-10-08")
    assert "写成 2017-09-15 这样" in press(watcher, f"{entry}report-up/", due_on="十月")
    press(watcher, f"{entry}report-up/", due_on="2017-10-31")
    assert "写得太短了" in press(enter("NG"), f"{entry}answer/", text="马上改")


def test_the_register_costs_the_same_at_any_length(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    one()
    watcher = enter("HRB", Role.SUPERVISOR)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(watcher, f"{LIST}?view=all")
        return len(seen)

    page(watcher, LIST)
    once = cost()
    neglected(bureau="DL")
    press(watcher, f"{LIST}find/", period="2017Q3")
    assert Problem.objects.count() == 4
    assert cost() == once
    monkeypatch.setattr("wangfang.records.problem_units.lookups.PAGE", 3)
    assert "下一页" in page(watcher, f"{LIST}?view=all&page=1")
    assert "下一页" not in page(watcher, f"{LIST}?view=all&page=2")


def test_the_command_finds_them_and_says_which(city: None) -> None:
    neglected()
    told = CliRunner().invoke(group, ["problem-units", "find", "--period", "2017Q3", "--json"])
    rows = json.loads(told.output.splitlines()[-1])
    assert [(row["code"], row["ground"]) for row in rows] == [("NG", "below_floor"), ("NG", "overdue")]
    neglected(bureau="DL")
    again = CliRunner().invoke(group, ["problem-units", "find", "--period", "2017Q3"]).output
    assert "DL\t道里区信访局\toverdue\tbureau_timely 0/5" in again
    assert "新列入 2 项" in again
