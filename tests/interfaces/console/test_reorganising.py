"""The operator's commands for reorganisations, recomputation and the jobs of the night: preview, do, do again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from tests.cast import load_city, operator_act
from tests.stories import Story
from wangfang.interfaces.console.main import group
from wangfang.interfaces.console.progress import added_up
from wangfang.interfaces.frame.acts import now, today
from wangfang.records.agencies.succession import waiting
from wangfang.records.cases.bulk import Taken
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.cases.verification import verify
from wangfang.records.indicators import lookups
from wangfang.records.people.posts import add_account
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

SOURCE = "哈编办〔2026〕12号"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def run(*words: object) -> Result:
    """Run a command; what it refuses is raised."""
    return CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


def waiting_case(days: int = 5) -> Case:
    """Return a case that the street accepted some days ago."""
    told = Story(moment=now() - timedelta(days=days))
    return told.submitted().registered().forwarded("NG-XF").accepted().now


def test_a_merger_is_previewed_then_done_and_the_trace_holds() -> None:
    case = waiting_case()
    add_account(login="feng", name="冯先路", agency="NG-XF", role="officer", act=operator_act())
    words = ("agencies", "merge", "NG-XF", "--into", "NG-HX", "--on", today(), "--source", SOURCE)
    shown = run(*words, "--dry-run")
    assert "未结事项和待答复的：1 件" in shown.output
    assert "结束的岗位：feng（冯先路，officer）" in shown.output
    assert not waiting().exists()

    done = run(*words)
    assert "移交了 1 件" in done.output
    assert "1 个岗位结束" in done.output
    case.refresh_from_db()
    assert (case.holder.code, case.is_open) == ("NG-HX", True)
    assert list(verify()) == []
    assert run("accounts", "post", "--login", "feng", "--agency", "NG-HX", "--role", "officer").exit_code == 0


def test_a_change_in_the_future_waits_for_its_night() -> None:
    case = waiting_case()
    later = today() + timedelta(days=30)
    said = run("agencies", "merge", "NG-XF", "--into", "NG-HX", "--on", later, "--source", SOURCE)
    assert f"已登记，{later} 夜里生效" in said.output
    assert waiting().count() == 1
    assert "核对了 0 件" in run("jobs", "run", "reorganise").output
    assert Case.objects.get(pk=case.pk).holder.code == "NG-XF"


def test_a_bureau_is_previewed_with_its_children_and_pilots() -> None:
    run("agencies", "pilot", "NG", "--rules", "harbin-315", "--from", "2017-01-01")
    shown = run("agencies", "merge", "NG", "--into", "DL", "--on", today(), "--source", SOURCE, "--dry-run").output
    assert "下级机构改到承接单位下面：NG-XF" in shown
    assert "试点不再适用于下级：NG 的 harbin-315" in shown


def test_a_split_names_its_rest_and_moves_by_place() -> None:
    told = Story(moment=now() - timedelta(days=3)).about(region="230103016")
    case = told.submitted().registered().forwarded("NG-ZJ").now
    said = run(
        "agencies", "split", "NG-ZJ", "--into", "NG-HX", "--into", "NG-ZJ", "--default", "NG-ZJ",
        "--on", today(), "--source", SOURCE,
    )  # fmt: skip
    assert "移交了 1 件" in said.output
    case.refresh_from_db()
    assert case.holder.code == "NG-HX"


def test_figures_of_the_past_keep_the_name_of_their_day() -> None:
    waiting_case(100)
    run("agencies", "rename", "NG-XF", "--to", "先锋街道办事处", "--on", today(), "--source", SOURCE)
    then, day = Period.parse(str((today() - timedelta(days=100)).year)), today()
    period = Period("past", then.start, day)
    names = {row.code: row.name for row in lookups.table(period, Definition.GD2020, by="agency", now=now())}
    later = Period("now", day, day + timedelta(days=400))
    names_later = {row.code: row.name for row in lookups.table(later, Definition.GD2020, by="agency", now=now())}
    assert names.get("NG-XF", "先锋路街道办事处") == "先锋路街道办事处"
    assert names_later.get("NG-XF", "先锋街道办事处") == "先锋街道办事处"
    assert "NG-XF" in names | names_later


def test_nothing_open_is_left_without_an_heir() -> None:
    waiting_case()
    words = ("agencies", "abolish", "NG-XF", "--on", today(), "--source", SOURCE)
    refused = run(*words)
    assert refused.exit_code == 1
    assert "NG-XF 还有 1 件没有办完" in refused.output
    assert run(*words, "--into", "NG-HX").exit_code == 0


def test_a_pilot_is_written_down_in_every_open_case_that_it_moves() -> None:
    case = waiting_case()
    said = run("agencies", "pilot", "NG", "--rules", "harbin-315", "--from", today() - timedelta(days=30))
    assert "重新计算了 1 件的期限" in said.output
    step = StepTaken.objects.get(case=case, step="recompute")
    assert list(step.detail["kept"]) == ["answer:3"], "the petitioner was told sixty days"
    assert list(verify()) == []


def test_a_recomputation_is_counted_first_and_done_once() -> None:
    waiting_case()
    counted = json.loads(run("recompute", "--json").stdout)
    assert counted == {"cases": 1, "changed": 0, "kept": 0, "refreshed": 0, "refused": []}
    assert "核对了 1 件：0 件的期限会变" in run("recompute", "--dry-run", "--agency", "NG").output
    assert "核对了 0 件" in run("recompute", "--agency", "DL").output


def test_a_job_says_what_it_did_and_a_second_run_finds_nothing() -> None:
    told = Story(moment=now() - timedelta(days=60))
    told.submitted().registered().forwarded("NG-XF").accepted().worked().answered().served().closed()
    assert json.loads(run("jobs", "run", "finalize", "--json").stdout) == {"looked_at": 1, "steps": 1, "refused": []}
    assert "核对了 0 件，办了 0 件" in run("jobs", "run", "finalize").output
    assert Case.objects.get().state == "finalized"
    assert [line.split("\t")[0] for line in run("jobs", "list").output.splitlines()] == [
        "reorganise", "backstop", "finalize", "let-in",
    ]  # fmt: skip


def test_what_the_batches_did_adds_up() -> None:
    done = added_up([Taken(2, 1, [("1", "why")]), Taken(3, 3)], 5, "移交")
    assert (done.cases, done.steps, done.refused) == (5, 4, [("1", "why")])
