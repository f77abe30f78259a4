"""Does what is typed in late show as a correction beside the frozen figure, with the cases that make it?"""

from __future__ import annotations

from tests.cast import at_accusations
from tests.moments import at
from tests.records.frozen.test_freezing import frozen
from tests.records.test_bulletins import closed, late_entry, quarter
from tests.stories import story
from wangfang.records.cases import passing
from wangfang.records.frozen import lookups
from wangfang.records.frozen.corrections import Changed, Correction, Why, since
from wangfang.rules.indicators import Definition, Figure, Indicator
from wangfang.rules.measures import Measure


def test_nothing_is_corrected_while_nothing_has_changed() -> None:
    quarter()
    assert since(frozen(), at("2018-01-05")) == []


def test_an_act_typed_in_late_corrects_the_figure_of_now_and_leaves_the_frozen_one() -> None:
    quarter()
    told = story("2017-10-09").submitted(to="NG").registered()
    made = frozen()
    before = lookups.rates(made, by="county")
    told.case = passing.forward(told.now, "NG-ZJ", late_entry(told, "2018-01-08"))
    told.accepted()

    late = Changed(told.now.number, Why.LATE)
    found = since(made, at("2018-01-09"), by="county")
    assert found[0] == Correction(
        "county", "230103", "南岗区", Indicator.BUREAU_TIMELY, Figure(2, 1, 2, 1), Figure(2, 2, 2, 2), (late,)
    )
    assert [(one.indicator, one.was.due, one.reads.due, one.cases) for one in found[1:]] == [
        (Indicator.ONTIME_CLOSURE, 1, 2, (late,)),
        (Indicator.UNIT_TIMELY, 1, 2, (late,)),
    ]
    assert {one.by for one in since(made, at("2018-01-09"))} == {"county", "agency", "total"}
    assert lookups.rates(made, by="county") == before
    assert since(frozen("2018-01-09"), at("2018-01-09")) == [], "the next set has it"


def test_what_was_done_since_and_what_only_time_has_brought_are_told_apart() -> None:
    first = closed(story("2017-10-09").submitted(to="NG").registered().forwarded("NG-ZJ"))
    second = story("2017-10-09").submitted(to="HL").registered()
    made = frozen("2017-10-20")
    first.on("2017-10-21").rated("satisfied", "satisfied")
    found = {one.indicator: one for one in since(made, at("2018-01-05"), by="total")}
    assert found[Measure.SATISFACTION_BUREAU].cases == (Changed(first.now.number, Why.SINCE),)
    assert (found[Measure.SATISFACTION_BUREAU].was, found[Measure.SATISFACTION_BUREAU].reads.due) == (Figure(0, 0), 1)
    assert found[Indicator.BUREAU_TIMELY].cases == (Changed(second.now.number, Why.TIME),)


def test_a_case_that_is_secret_now_takes_its_number_out_of_every_list() -> None:
    at_accusations("NG")
    quarter()
    made = frozen()
    for _ in range(5):
        story("2017-10-09").accusing("NG-HX").submitted(to="NG")
    found = [one for one in since(made, at("2018-01-05"), by="county") if one.indicator is Indicator.BUREAU_TIMELY]
    assert [(one.was.due, one.reads.due, one.cases) for one in found] == [(1, 6, ())]


def test_a_set_of_another_definition_is_held_against_its_own() -> None:
    quarter()
    made = frozen(definition=Definition.GD2020)
    assert since(made, at("2018-01-05")) == []
