"""A bulletin says what the figures say, and is frozen with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cast import PETITIONER, operator_act
from tests.moments import at
from tests.stories import ROOF, Story, story
from wangfang.records.bulletins import drafting, publishing
from wangfang.records.bulletins.models import Bulletin
from wangfang.records.cases import intake, passing
from wangfang.records.indicators.lookups import table
from wangfang.rules.facts import Act
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.periods import Period

Q4 = Period.parse("2017Q4")


def quarter() -> None:
    """Nangang answers in time; Hulan's bureau is late, its department never answers."""
    closed(story("2017-10-09").submitted(to="NG").registered().forwarded("NG-ZJ"))
    told = story("2017-10-09").submitted(to="HL").registered()
    told.on("2017-10-30").forwarded("HL-ZJ").accepted()


def closed(told: Story) -> Story:
    """Bring a case to its end."""
    return told.accepted().answered().served().closed()


def rates(by: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the figures of the quarter, as they stand long after it."""
    rows = table(Q4, Definition.LEGAL, by=by, now=at("2018-06-01"))
    return {(row.code, row.indicator): (row.met, row.due) for row in rows}


def test_the_rates_of_a_quarter_stand_by_county_agency_and_in_total() -> None:
    quarter()
    assert rates("county") == {
        ("230103", "bureau_timely"): (1, 1),
        ("230103", "unit_timely"): (1, 1),
        ("230103", "ontime_closure"): (1, 1),
        ("230111", "bureau_timely"): (0, 1),
        ("230111", "unit_timely"): (1, 1),
        ("230111", "ontime_closure"): (0, 1),
    }
    assert rates("agency")["HL", "bureau_timely"] == (0, 1)
    assert rates("total")["", "ontime_closure"] == (1, 2)


def test_a_figure_of_the_past_counts_only_what_was_recorded_by_then() -> None:
    quarter()
    early = table(Q4, Definition.LEGAL, by="total", now=at("2018-06-01"), as_of=at("2017-10-25"))
    assert {row.indicator: (row.met, row.due) for row in early} == {
        Indicator.BUREAU_TIMELY: (1, 2),  # Hulan's fifteen days ended on 24 October
        Indicator.UNIT_TIMELY: (1, 1),
        Indicator.ONTIME_CLOSURE: (1, 1),
    }


def test_the_bulletin_names_who_stands_at_a_hundred_and_who_does_not(tmp_path: Path) -> None:
    quarter()
    bulletin = drafting.draft(Q4, Definition.LEGAL, late_act())
    page = publishing.html_of(bulletin)

    assert "关于2017年第四季度哈尔滨市网上信访工作情况的通报" in page
    assert "1个县（市、区）的信访部门及时受理率为100%：南岗区。" in page
    assert "信访部门及时受理率低于全市平均的有：呼兰区（0.00%）。" in page
    assert [path.suffix for path in publishing.write(bulletin, tmp_path)] == [".html", ".docx", ".pdf"]
    assert all(path.stat().st_size > 1000 for path in tmp_path.iterdir())


def test_a_bulletin_stays_as_it_was_drafted() -> None:
    quarter()
    bulletin = drafting.draft(Q4, Definition.LEGAL, late_act())
    body = Bulletin.objects.get().body
    closed(story("2017-10-09").submitted(to="DL").registered())

    assert Bulletin.objects.get().body == body
    assert drafting.draft(Q4, Definition.LEGAL, late_act()).digest != bulletin.digest


@pytest.mark.parametrize("name", ["2017Q5", "2017", "", "2017Q", "17Q4", "2017M13", "2017W54"])
def test_a_period_that_does_not_exist_is_told_in_one_sentence(name: str) -> None:
    if name == "2017":
        assert (Period.parse(name).end - Period.parse(name).start) == timedelta(days=365)
        return
    with pytest.raises(Exception, match="统计期"):
        Period.parse(name)


def late_act() -> Act:
    """Return an act long after the quarter."""
    act = operator_act()
    return Act(act.actor, at("2018-01-05"), at("2018-01-05"))


def late_entry(told: Story, recorded: str) -> Act:
    """Return the next act of the holder, typed in long after it happened."""
    act = told.act(told.holder())
    return Act(act.actor, act.occurred_at, at(recorded))


def test_an_act_typed_in_late_is_not_there_before_it_was_typed_in() -> None:
    told = story("2017-10-09").submitted(to="NG").registered()
    told.case = passing.forward(told.now, "NG-ZJ", late_entry(told, "2017-11-20"))
    told.accepted()  # typed in at once, on the same day

    def known(when: str, definition: Definition) -> dict[str, tuple[int, int]]:
        rows = table(Q4, definition, by="total", now=at("2018-06-01"), as_of=at(when))
        return {row.indicator: (row.met, row.due) for row in rows}

    assert known("2017-11-15", Definition.LEGAL) == {
        "bureau_timely": (0, 1),  # nobody knew yet that it had been passed on in time
        "unit_timely": (0, 0),
        "ontime_closure": (0, 0),
    }
    assert known("2017-11-20", Definition.LEGAL)["bureau_timely"] == (1, 1)
    assert known("2017-11-20", Definition.LEGAL)["unit_timely"] == (1, 1)
    assert known("2017-11-15", Definition.HRB_315)["bureau_timely"] == (0, 1)
    assert known("2017-11-15", Definition.GD2020) == {
        "bureau_timely": (0, 1),
        "unit_timely": (0, 0),
        "ontime_closure": (0, 0),
    }


def test_a_case_whose_first_acts_were_typed_in_last_is_counted_for_what_is_known() -> None:
    told = story("2017-10-09")
    receipt = intake.submit(replace(ROOF, to="NG"), Act(PETITIONER, told.moment, at("2017-12-30")))
    told.case = receipt.case
    told.on("2017-10-09 10:00")
    told.case = intake.register(told.now, late_entry(told, "2017-12-30"))
    told.forwarded("NG-ZJ").accepted()

    for definition in Definition:
        rows = table(Q4, definition, by="total", now=at("2018-06-01"), as_of=at("2017-11-15"))
        assert [(row.indicator, row.due) for row in rows if row.indicator is Indicator.BUREAU_TIMELY] in (
            [],
            [(Indicator.BUREAU_TIMELY, 0)],
        )
