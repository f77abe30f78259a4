"""Does the console freeze a quarter, list what is frozen, and find out what was altered; and does it print figures as before?"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from tests.cast import load_city
from tests.records.test_bulletins import quarter
from tests.walled import as_the_owner
from wangfang.interfaces.console.main import group
from wangfang.records.cases.lookups import NotFound
from wangfang.records.frozen.models import FrozenSet
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db
NUMBER = "2017Q4-LEGAL-1"
KEYS = ["number", "period", "definition", "version", "as_of", "by", "digest"]


@pytest.fixture(autouse=True)
def _lived(db: None) -> None:
    load_city()
    quarter()


def run(*words: str) -> Result:
    """Run `indicators` with these words."""
    return CliRunner().invoke(group, ["indicators", *words])


def altered() -> None:
    """Alter a frozen figure behind the guards."""
    with as_the_owner(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("update frozen_frozencell set met = met + 1 where by = 'total' and indicator = 'bureau_timely'")
        cursor.execute("set local session_replication_role = origin")


def test_a_quarter_is_frozen_once_and_then_refused_while_nothing_changes() -> None:
    made = json.loads(run("freeze", "--period", "2017Q4", "--json").stdout)
    assert list(made) == KEYS
    assert (made["number"], made["by"], made["version"]) == (NUMBER, "system", 1)
    again = run("freeze", "--period", "2017Q4").exception
    assert isinstance(again, Refused)
    assert again.why == f"自“{NUMBER}”冻结以来，这一期的数据没有变化，不用再冻结"
    assert run("freeze", "--period", "2017Q4", "--definition", "HRB_315").stdout.startswith("2017Q4-HRB_315-1\tv1\t")


def test_what_is_frozen_is_listed_the_newest_first() -> None:
    assert (run("frozen").stdout, run("frozen", "--json").stdout) == ("", "[]\n")
    run("freeze", "--period", "2017Q4")
    run("freeze", "--period", "2017Q4", "--definition", "GD2020")
    assert [one["number"] for one in json.loads(run("frozen", "--json").stdout)] == ["2017Q4-GD2020-1", NUMBER]
    assert [line.split("\t")[0] for line in run("frozen").stdout.splitlines()] == ["2017Q4-GD2020-1", NUMBER]


def test_a_set_is_checked_and_ends_with_1_when_it_was_altered() -> None:
    run("freeze", "--period", "2017Q4")
    whole = run("frozen", NUMBER)
    assert whole.exit_code == 0
    assert whole.stdout.endswith(f"{FrozenSet.objects.get().digest}\n数字、名单和留痕都与冻结时一致。\n")
    assert json.loads(run("frozen", NUMBER, "--json").stdout)["altered"] == []
    altered()
    told = run("frozen", NUMBER)
    assert told.exit_code == 1
    assert told.stdout.endswith("发现 2 处改动。\n")
    assert told.stderr == "冻结的数字和名单与摘要不一致\ntotal  bureau_timely：表上 2/2，名单合计 1/2\n"
    asked = run("frozen", NUMBER, "--json")
    assert (asked.exit_code, len(json.loads(asked.stdout)["altered"])) == (1, 2)


def test_a_set_that_is_none_is_refused() -> None:
    assert isinstance(run("frozen", "2017Q4-LEGAL-9").exception, NotFound)


def test_the_figures_are_printed_as_before() -> None:
    rows = json.loads(run("--period", "2017Q4", "--definition", "LEGAL", "--by", "total", "--json").stdout)
    assert {key: rows[0][key] for key in ("code", "indicator", "due", "met", "rate")} == {
        "code": "", "indicator": "bureau_timely", "due": 2, "met": 1, "rate": 0.5,
    }  # fmt: skip
    assert run("--period", "2017Q4", "--by", "total").stdout.startswith("\t合计\tbureau_timely\t1/2\t50.00%\n")


def test_without_a_period_the_usage_is_told() -> None:
    asked = run()
    assert asked.exit_code == 2
    assert "Missing option '--period'" in asked.stderr
