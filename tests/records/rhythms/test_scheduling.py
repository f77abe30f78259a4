"""The clock of the house: each period once, in order, by several at once, after a crash, and by hand."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django.fixtures import Settings

from tests.moments import at
from tests.records.rhythms.days import clock, overdue
from tests.walled import as_a_job
from wangfang.records.agencies.models import Agency
from wangfang.records.agencies.tree import changed, tree
from wangfang.records.bulletins.models import Bulletin
from wangfang.records.ledger.models import Entry
from wangfang.records.rhythms import clearing, scheduling
from wangfang.records.rhythms.models import DayBoard, Run, Since
from wangfang.records.rhythms.scheduling import Made
from wangfang.rules.facts import Act
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import Rhythm

BEGUN = "2017-09-05 12:00"


def names(made: list[Made]) -> list[tuple[str, str]]:
    return [(one.due.rhythm.word, one.due.name) for one in made]


def test_the_first_time_nothing_of_the_past_is_made_up() -> None:
    overdue()
    assert scheduling.run_due(clock(BEGUN)) == []
    assert Since.objects.get().at == at(BEGUN)
    assert not Run.objects.exists()


def test_what_was_missed_is_made_up_in_order_and_once() -> None:
    overdue()
    scheduling.run_due(clock(BEGUN))
    with as_a_job():
        made = scheduling.run_due(clock("2017-10-13 08:00"))
    assert len(made) == len(set(names(made))) == 24 + 6 + 1 + 1
    assert names(made)[:5] == [
        ("日清理", "2017-09-05"), ("日清理", "2017-09-06"), ("日清理", "2017-09-07"), ("周小结", "2017W36"),
        ("日清理", "2017-09-08"),
    ]  # fmt: skip
    assert names(made)[-2:] == [("周小结", "2017W41"), ("季通报", "2017Q3")]
    assert scheduling.run_due(clock("2017-10-13 08:10")) == []
    assert Run.objects.filter(done_at=None).count() == 0
    assert (Bulletin.objects.get().period, DayBoard.objects.count()) == ("2017Q3", 24)


def test_what_came_of_a_period_is_kept_and_told_in_the_trace() -> None:
    overdue()
    scheduling.run_due(clock(BEGUN))
    with as_a_job():
        (made,) = scheduling.run_due(clock("2017-09-05 18:00"))
    assert made.outcome == Run.objects.get().outcome == {"boards": 1, "items": 1}
    assert Entry.objects.filter(subject="rhythm:day").count() == 1


def test_who_breaks_off_leaves_a_period_that_the_next_one_makes_up(monkeypatch: pytest.MonkeyPatch) -> None:
    overdue()
    scheduling.run_due(clock(BEGUN))
    with monkeypatch.context() as broken:
        broken.setattr(clearing, "close", _close_and_break_off)
        with pytest.raises(OSError, match="the power is gone"):
            scheduling.run_due(clock("2017-09-05 18:00"))
    assert list(Run.objects.values_list("period", "done_at")) == [("2017-09-05", None)]
    assert not DayBoard.objects.exists(), "half of the work is no work"
    assert names(scheduling.run_due(clock("2017-09-05 18:10"))) == [("日清理", "2017-09-05")]
    assert DayBoard.objects.get().closed_at == at("2017-09-05 18:10")


def test_a_period_that_a_rule_forbids_is_told_and_holds_up_no_other(settings: Settings) -> None:
    for row in Agency.objects.order_by("-pk"):
        row.delete()
    changed()
    scheduling.run_due(clock("2017-10-13 07:00"))
    assert names(scheduling.run_due(clock("2017-10-13 18:00"))) == [
        ("周小结", "2017W41"), ("季通报", "2017Q3"), ("日清理", "2017-10-13"),
    ]  # fmt: skip
    told = {run.rhythm: run.outcome for run in Run.objects.all()}
    assert told == {
        "week": {"briefs": 0},
        "quarter": {"refused": "还没有信访部门，请先导入机构"},
        "day": {"boards": 0, "items": 0},
    }
    assert settings.WANGFANG_BULLETIN_DEFINITION == "LEGAL"


def test_by_hand_a_period_is_made_once_and_not_before_it_is_due() -> None:
    overdue()
    assert scheduling.run_one(Rhythm.WEEK, "", clock("2017-09-05 12:00")).due.name == "2017W35"
    assert scheduling.run_one(Rhythm.MONTH, "2017M7", clock("2017-09-05 12:00")).outcome == {"briefs": 5}
    with pytest.raises(Refused, match="已经做过，或者正在做"):
        scheduling.run_one(Rhythm.WEEK, "2017W35", clock("2017-09-05 12:01"))
    with pytest.raises(Refused, match="还没有到时间"):
        scheduling.run_one(Rhythm.WEEK, "2017W36", clock("2017-09-05 12:01"))
    assert names(scheduling.run_due(clock("2017-09-05 18:00"))) == [("日清理", "2017-09-05")]


def test_the_status_says_what_was_done_last_and_what_waits() -> None:
    assert [(one.last, one.waiting) for one in scheduling.status(at(BEGUN))] == [(None, [])] * 4
    scheduling.run_due(clock(BEGUN))
    scheduling.run_due(clock("2017-09-06 18:00"))
    day, week, *_ = scheduling.status(at("2017-09-08 09:00"))
    assert (day.last and day.last.period, [one.name for one in day.waiting]) == ("2017-09-06", ["2017-09-07"])
    assert (week.last, [one.name for one in week.waiting]) == (None, ["2017W36"])


def _close_and_break_off(on: date, act: Act) -> None:
    DayBoard.objects.create(agency_id=_any_agency(), on=on)
    raise OSError("the power is gone")


def _any_agency() -> int:
    return tree().key_of["NG"]
