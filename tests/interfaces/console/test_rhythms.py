"""The commands of the rhythms: what they make, what they say, and what they refuse."""

from __future__ import annotations

import json

import pytest
import time_machine
from click.testing import CliRunner, Result

from tests.cast import load_city
from tests.moments import at
from tests.records.rhythms.days import overdue
from wangfang.interfaces.console.main import group
from wangfang.rules.refusal import Refused


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def told(when: str, *words: str) -> Result:
    with time_machine.travel(at(when), tick=False):
        return CliRunner().invoke(group, ["rhythms", *words])


def test_what_fell_due_is_made_and_told() -> None:
    overdue()
    assert told("2017-09-05 12:00", "run").output == "没有到期还没做的。\n"
    assert told("2017-09-05 18:00", "run").output == "日清理 2017-09-05：日清理板 1 块，事项 1 件\n"
    assert told("2017-09-05 18:01", "run", "--json").output == "[]\n"
    made = json.loads(told("2017-09-08 08:00", "run", "--json").output)
    assert [(one["rhythm"], one["period"]) for one in made] == [
        ("day", "2017-09-06"), ("day", "2017-09-07"), ("week", "2017W36"),
    ]  # fmt: skip
    assert made[2] == {"rhythm": "week", "period": "2017W36", "due": "2017-09-08T08:00:00+08:00", "briefs": 5}


def test_one_period_is_made_by_hand() -> None:
    assert told("2017-09-05 12:00", "run", "--rhythm", "month").output == "月汇总 2017M8：小结 5 份\n"
    made = told("2017-09-05 12:00", "run", "--rhythm", "week", "--period", "2017W33").output
    assert made == "周小结 2017W33：小结 5 份\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--period", "2017W33"), "写了 --period 就要写 --rhythm"),
        (("--rhythm", "week", "--period", "2017W40"), "还没有到时间"),
        (("--rhythm", "week", "--period", "2017M8"), "不是周小结的统计期"),
        (("--rhythm", "day", "--period", "2017-09-03"), "不是工作日"),
    ],
)
def test_what_cannot_be_made_is_refused(words: tuple[str, ...], why: str) -> None:
    refused = told("2017-09-05 12:00", "run", *words).exception
    assert isinstance(refused, Refused)
    assert why in refused.why


def test_the_status_says_what_waits() -> None:
    told("2017-09-05 12:00", "run")
    told("2017-09-05 18:00", "run")
    assert told("2017-09-07 07:00", "status").output.splitlines() == [
        "日清理：最近 2017-09-05；待补 2017-09-06",
        "周小结：最近 还没有做过；待补 没有",
        "月汇总：最近 还没有做过；待补 没有",
        "季通报：最近 还没有做过；待补 没有",
    ]
    day, week, *_ = json.loads(told("2017-09-07 07:00", "status", "--json").output)
    assert day == {
        "rhythm": "day", "last": {"period": "2017-09-05", "boards": 0, "items": 0}, "waiting": ["2017-09-06"],
    }  # fmt: skip
    assert week == {"rhythm": "week", "last": None, "waiting": []}


def test_what_a_rule_forbids_is_told() -> None:
    from wangfang.records.agencies.models import Agency  # Django is not ready yet when this file is read
    from wangfang.records.agencies.tree import changed

    for row in Agency.objects.order_by("-pk"):
        row.delete()
    changed()
    made = told("2017-09-05 12:00", "run", "--rhythm", "quarter").output
    assert made == "季通报 2017Q2：没有做成，还没有信访部门，请先导入机构\n"
