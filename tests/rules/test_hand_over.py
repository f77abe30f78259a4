"""A stay that is handed over to a successor is one stay: the same clocks, each counted once, owed by whoever has it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.rules.lives import ARRIVED, CITY, NATIONAL, SENT_DOWN, TAKEN_UP, act, life, proceed, told
from tests.rules.reckoning import clocks, rows
from tests.rules.test_life_properties import Somebody, requests
from wangfang.rules.duties import Law, duties_of
from wangfang.rules.facts import CaseFacts, Event, Former, Life, Purpose, Role, Step
from wangfang.rules.indicators import reckon
from wangfang.rules.journey import hands_of, heir_of, holder_of, hops_of, stays_of
from wangfang.rules.limits import Pilot
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import require_existing

MOVED = told("2017-08-25 02:30", "hand_over", to="D-ZJ", why="街道办事处并入住建局")
ANSWERED_BY_HEIR = (
    told("2017-09-01 10:00", "issue_opinion", "D-ZJ", conclusion="support", text="已维修"),
    told("2017-09-04 10:00", "serve", "D-ZJ", method="direct"),
    told("2017-09-05 10:00", "close", "D-ZJ"),
)


def test_the_answer_goes_on_with_the_successor_from_where_it_began() -> None:
    assert clocks(*TAKEN_UP, MOVED, *ANSWERED_BY_HEIR) == [
        ("route", "D", 1, "2017-09-06", 3),
        ("accept", "D-JD", 3, "2017-09-06", 4),
        ("answer", "D-ZJ", 4, "2017-10-23", 8),
    ]


def test_what_nobody_has_met_is_the_successors_even_when_it_is_overdue() -> None:
    late = replace(MOVED, when="2017-10-01 02:30")
    assert clocks(*SENT_DOWN, late) == [("route", "D", 1, "2017-09-06", 3), ("accept", "D-ZJ", 3, "2017-09-06", None)]


@pytest.mark.parametrize(
    ("definition", "wanted"),
    [
        ("LEGAL", [("bureau_timely", "D"), ("unit_timely", "D-JD"), ("ontime_closure", "D-ZJ")]),
        ("HRB_315", [("bureau_timely", "D"), ("unit_timely", "D-JD"), ("ontime_closure", "D-ZJ")]),
        ("GD2020", [("bureau_timely", "D"), ("unit_timely", "D-JD"), ("ontime_closure", "D-ZJ")]),
    ],
)
@pytest.mark.parametrize("answered", [(), ANSWERED_BY_HEIR])
def test_every_definition_counts_each_duty_once(
    definition: str, wanted: list[tuple[str, str]], answered: tuple[object, ...]
) -> None:
    found = rows(definition, *TAKEN_UP, MOVED, *answered)  # type: ignore[arg-type]  # told acts
    assert [(indicator, owner) for indicator, owner, _, _ in found] == wanted
    assert [(met, in_time) for _, _, met, in_time in found] == [(True, True), (True, True), (bool(answered),) * 2]


def test_a_bureau_that_is_handed_over_before_it_has_decided_leaves_its_duty_to_the_successor() -> None:
    moved = told("2017-08-24 02:30", "hand_over", to="E", why="合并")
    sent = told("2017-08-25 10:00", "forward", "E", "E-ZJ")
    assert clocks(*SENT_DOWN[:2], moved, sent)[0] == ("route", "E", 1, "2017-09-06", 4)
    for definition in ("LEGAL", "HRB_315", "GD2020"):
        assert rows(definition, *SENT_DOWN[:2], moved, sent)[0][:2] == ("bureau_timely", "E")


def test_an_answer_that_was_begun_anew_before_the_hand_over_keeps_its_owner() -> None:
    again = told("2017-08-24 09:00", "reopen", "D", why="答非所问")
    assert [row[:3] for row in clocks(*TAKEN_UP, again, MOVED)] == [
        ("route", "D", 1),
        ("accept", "D-JD", 3),
        ("answer", "D-JD", 4),
        ("answer", "D-ZJ", 5),
    ]


def test_a_pause_of_the_predecessor_is_ended_by_the_successor() -> None:
    stopped = told("2017-08-24 09:00", "pause", "D-JD", why="appraisal")
    resumed = told("2017-09-03 09:00", "resume", "D-ZJ")
    assert clocks(*TAKEN_UP, stopped, MOVED, resumed)[-1] == ("answer", "D-ZJ", 4, "2017-11-01", None)


def test_the_rules_of_the_agency_that_began_it_stay_those_of_the_clock() -> None:
    law = Law([Pilot("D-ZJ", "harbin-315", date(2017, 1, 1))])
    assert clocks(*TAKEN_UP, MOVED, law=law) == clocks(*TAKEN_UP, MOVED)


def test_a_pilot_holds_for_where_the_agency_stood_on_the_day() -> None:
    law = Law([Pilot("D", "harbin-315", date(2017, 1, 1))])
    street = replace(CITY["D-JD"], line=("P", "C", "E", "D-JD"))
    earlier = (Former(date(2017, 12, 31), "街道办事处", CITY["D-JD"].line),)
    moved = replace(street, earlier=earlier)
    assert law.rules_for(moved, date(2017, 8, 22), simplified=False).id == "harbin-315"
    assert law.rules_for(moved, date(2018, 1, 1), simplified=False).id == "order-2005"
    assert law.rules_for(replace(moved, line=(), earlier=()), date(2018, 1, 1), simplified=False).id == "order-2005"


def test_the_chain_shows_the_hand_over_and_the_stay_is_one() -> None:
    lived = life(*TAKEN_UP, MOVED)
    assert [hop.agency for hop in hops_of(lived)] == ["D", "D-JD", "D-ZJ"]
    (first, second) = stays_of(lived)
    assert (first.agency, second.agency, second.number) == ("D", "D-ZJ", 3)
    assert [second.holder_at(number) for number in (1, 3, 4, 5, 9)] == ["D-JD", "D-JD", "D-JD", "D-ZJ", "D-ZJ"]


OBJECTED = (*SENT_DOWN, told("2017-08-23 09:00", "request_return", "D-JD", why="不属于我们"))
SENDER_MOVED = told("2017-08-23 23:00", "hand_over", to="E", why="区信访局并入邻区信访局", **{"from": "D"})


def test_the_part_that_another_agency_has_in_a_case_is_taken_over_without_moving_the_case() -> None:
    lived = life(*OBJECTED, SENDER_MOVED)
    assert holder_of(lived) == "D-JD"
    sender = hands_of(lived).sender
    assert sender
    assert sender.code == "E"
    assert clocks(*OBJECTED, SENDER_MOVED)[-1][:3] == ("decide_return", "E", 4)

    kept = proceed(lived, Step.DECIDE_RETURN, act("E", "2017-08-24 09:00"), {"agree": False, "why": "属于你们"})
    assert hops_of(kept)[-1].agency == "D-JD"
    assert heir_of(kept, "D-JD", 1) == "D-JD"


def test_an_assisting_unit_that_is_merged_leaves_its_answer_to_the_successor() -> None:
    sent = told("2017-08-22 11:00", "forward", "D", "D-JD", co=["D-ZJ"])
    moved = told("2017-08-24 02:30", "hand_over", to="E-ZJ", why="合并", **{"from": "D-ZJ"})
    helped = told("2017-08-25 09:00", "assist", "E-ZJ", text="已查明")
    before = (*SENT_DOWN[:2], sent, told("2017-08-23 10:00", "accept", "D-JD"), moved)
    assert [row[1] for row in clocks(*before) if row[0] == "assist"] == ["E-ZJ"]
    assert [one.code for one in hands_of(life(*before)).assisting] == ["E-ZJ"]
    assert [row[1::3] for row in clocks(*before, helped) if row[0] == "assist"] == [("E-ZJ", 6)]


def test_a_review_goes_on_with_the_body_that_follows() -> None:
    asked = (
        *TAKEN_UP,
        *(replace(one, by="D-JD") for one in ANSWERED_BY_HEIR),
        told("2017-09-06 09:00", "request_review", to="C-FC", why="不服"),
    )
    moved = told("2017-09-07 02:30", "hand_over", to="P-FC", why="合并", **{"from": "C-FC"})
    there = {**CITY, "P-FC": replace(CITY["C-FC"], code="P-FC", name="省复查复核办", line=("P", "P-FC"))}
    lived = replace(life(*asked, moved), agencies=there)
    assert duties_of(lived, NATIONAL)[-1].owner == "P-FC"
    decided = replace(act("", "2017-09-08 09:00", Role.REVIEWER))
    by = replace(decided, actor=replace(decided.actor, agency=there["P-FC"]))
    assert proceed(lived, Step.DECIDE_REVIEW, by, {"outcome": "uphold"}).events[-1].agency == "P-FC"


HOUSE = act("", "2017-08-25 02:30", Role.SYSTEM)


@pytest.mark.parametrize(
    ("detail", "why"),
    [
        ({"to": "D-JD"}, "只能移交给承接它职责的同类单位"),
        ({"to": "E"}, "只能移交给承接它职责的同类单位"),
        ({"to": "D-ZJ", "from": "X"}, "没有代码为“X”的单位"),
        ({"to": "D-JD", "from": "D-JD"}, "只能移交给承接它职责的同类单位"),
        ({"to": ""}, "没有代码为“”的单位"),
    ],
)
def test_a_case_goes_to_a_successor_of_the_same_kind_only(detail: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        proceed(life(*TAKEN_UP), Step.HAND_OVER, HOUSE, {"why": "合并", **detail})


def test_what_accuses_the_successor_is_not_handed_to_it() -> None:
    accusing = CaseFacts("1", life().case.form, Purpose.ACCUSATION, "230103018", respondent="E")
    with pytest.raises(Refused, match="被检举控告的一方"):
        proceed(life(*SENT_DOWN[:2], case=accusing), Step.HAND_OVER, HOUSE, {"to": "E", "why": "合并"})


def test_an_objection_has_its_days_from_the_arrival_and_is_made_once_whoever_holds_the_case() -> None:
    kept = told("2017-08-24 09:00", "decide_return", "D", agree=False, why="属于你们")
    with pytest.raises(Refused, match="只能申请退回一次"):
        proceed(life(*OBJECTED, kept, MOVED), Step.REQUEST_RETURN, act("D-ZJ", "2017-08-26 09:00"), {"why": "不归我们"})


GONE = replace(CITY["D-ZJ"], valid_from=date(2017, 1, 1), valid_to=date(2017, 8, 24))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2016-12-31", "从2017-01-01起才设立"),
        ("2017-01-01", ""),
        ("2017-08-24", ""),
        ("2017-08-25", "到2017-08-24为止，已经合并、分立或者撤销"),
    ],
)
def test_an_agency_receives_from_its_first_to_its_last_day(day: str, why: str) -> None:
    if not why:
        require_existing(GONE, date.fromisoformat(day))
        return
    with pytest.raises(Refused, match=why):
        require_existing(GONE, date.fromisoformat(day))


@pytest.mark.parametrize("detail", [{"to": "D-ZJ"}, {"to": "D-JD", "co": ["D-ZJ"]}])
def test_whoever_is_named_in_a_step_must_be_there_on_the_day_of_the_act(detail: dict[str, object]) -> None:
    before = replace(life(*ARRIVED[:4]), agencies={**CITY, "D-ZJ": GONE})
    with pytest.raises(Refused, match="到2017-08-24为止"):
        proceed(before, Step.FORWARD, act("D", "2017-08-25 09:00"), detail)
    assert proceed(before, Step.FORWARD, act("D", "2017-08-24 09:00"), detail).events[-1].step is Step.FORWARD


def test_names_are_those_of_the_day() -> None:
    renamed = replace(CITY["D"], name="新区信访局", earlier=(Former(date(2017, 12, 31), "区信访局", CITY["D"].line),))
    assert [renamed.name_on(date(2017, 12, 31)), renamed.name_on(date(2018, 1, 1))] == ["区信访局", "新区信访局"]


def _handed_over(lived: Life, after: int) -> Life:
    """Return the life with a hand-over after an event, by whose successor everything later is done."""
    old = holder_of(replace(lived, events=lived.events[:after]))
    new = f"{old}'"
    twin = replace(CITY[old], code=new, line=(*CITY[old].line[:-1], new))
    moment = lived.events[after - 1]
    given = Event(after + 1, Step.HAND_OVER, moment.occurred_at, moment.recorded_at, "", {"to": new, "why": "合并"})

    def renamed(event: Event) -> Event:
        detail = {
            key: [new if one == old else one for one in value]
            if isinstance(value, list)
            else new
            if value == old
            else value
            for key, value in event.detail.items()
        }
        return replace(
            event, number=event.number + 1, agency=new if event.agency == old else event.agency, detail=detail
        )

    events = (*lived.events[:after], given, *map(renamed, lived.events[after:]))
    return Life(lived.case, events, {**CITY, new: twin})


def _counted(lived: Life, after: int) -> Counter[tuple[object, ...]]:
    """Return every clock and every counted row, with owners and numbers as if nothing had been handed over."""

    def number(found: int | None) -> int | None:
        return found - 1 if found is not None and found > after else found

    found = duties_of(lived, NATIONAL)
    return Counter(
        [
            *(
                (d.kind, d.owner.rstrip("'"), number(d.number), d.due_legal, d.due_stat, number(d.met_by))
                for d in found
            ),
            *(
                (r.definition, r.indicator, r.owner.rstrip("'"), number(r.number), r.due_at, r.met_at, r.in_time)
                for r in reckon(lived, NATIONAL, found)
            ),
        ]
    )


@given(st.randoms(use_true_random=False), requests, st.data())
def test_no_hand_over_makes_a_clock_more_or_less(chance: Random, case: CaseFacts, data: st.DataObject) -> None:
    lives = list(Somebody(chance, case).lives())
    lived = lives[-1] if lives else Life(case, (), CITY)
    assume(lived.events and not any(event.step is Step.HAND_OVER for event in lived.events))
    after = data.draw(st.integers(1, len(lived.events)))
    assert _counted(_handed_over(lived, after), after) == _counted(lived, len(lived.events))
