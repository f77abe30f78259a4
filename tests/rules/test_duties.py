"""Which clocks a life starts, who owes them, and the three rates counted from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.moments import at
from tests.rules.lives import ANSWERED, ARRIVED, CITY, LETTER, ONLINE, Told, life, told
from wangfang.rules.duties import DutyKind, Law, duties_of
from wangfang.rules.facts import CaseFacts
from wangfang.rules.indicators import Definition, Figure, Indicator, Reckoned, is_counted, measure, reckon
from wangfang.rules.limits import Pilot
from wangfang.rules.periods import Period

NATIONAL = Law()
NANGANG = Law([Pilot("D", "harbin-315", date(2017, 1, 1))])


def clocks(*acts: Told, law: Law = NATIONAL, case: CaseFacts = ONLINE) -> list[tuple[str, str, str, str, bool]]:
    """Return kind, owner, limit with rule-set, legal due day, and whether it is still owed."""
    return [
        (duty.kind, duty.owner, f"{duty.limit.id}@{duty.rules}", duty.due_legal.isoformat(), duty.is_open)
        for duty in duties_of(life(*acts, case=case), law)
    ]


def test_each_hop_is_its_own_clock() -> None:
    assert clocks(*ANSWERED) == [
        ("route", "P", "DL01@order-2005", "2017-09-06", False),
        ("route", "C", "DL01@order-2005", "2017-09-06", False),
        ("route", "D", "DL01@order-2005", "2017-09-06", False),
        ("accept", "D-JD", "DL06@order-2005", "2017-09-06", False),
        ("answer", "D-JD", "DL10@order-2005", "2017-10-23", False),  # 10-22 is a Sunday
    ]


def test_under_the_local_rules_the_answer_runs_from_receipt_and_the_opinion_meets_it() -> None:
    found = duties_of(life(*ANSWERED[:8]), NANGANG)  # up to the opinion, not yet closed
    assert [(d.kind, d.limit.id, d.due_legal.isoformat(), d.is_open) for d in found[2:]] == [
        ("route", "DL03", "2017-08-25", False),
        ("accept", "DL06", "2017-09-06", False),
        ("answer", "DL13", "2017-09-12", False),
    ]
    assert found[-1].met_by == 8


def test_outside_the_pilot_the_answer_is_owed_until_the_closing() -> None:
    assert duties_of(life(*ANSWERED[:9]), NATIONAL)[-1].is_open


def test_under_the_local_rules_a_case_that_was_not_accepted_owes_an_answer_all_the_same() -> None:
    assert [kind for kind, *_ in clocks(*ARRIVED, law=NANGANG)][-2:] == ["accept", "answer"]
    declined = (*ARRIVED, told("2017-08-23", "decline", "D-JD", why="仲裁"))
    assert [kind for kind, *_ in clocks(*declined, law=NANGANG)][-1] == "accept"


def test_a_pilot_that_began_after_the_receipt_counts_from_acceptance() -> None:
    later = Law([Pilot("D", "harbin-315", date(2017, 8, 23))])
    answer = duties_of(life(*ANSWERED), later)[-1]
    assert (answer.kind, answer.limit.id, answer.started_at) == (DutyKind.ANSWER, "DL13", at("2017-08-23 10:05"))


def test_the_simplified_procedure_binds_what_starts_after_the_screening() -> None:
    simple = (
        *ARRIVED[:2], told("2017-08-22 10:30", "screen", "P", procedure="simplified"), *ARRIVED[2:],
        told("2017-08-23", "accept", "D-JD"),
    )  # fmt: skip
    assert clocks(*simple) == [
        ("route", "P", "DL01@order-2005", "2017-09-06", False),  # it had started before
        ("route", "C", "DL04@simple-2016", "2017-08-23", False),
        ("route", "D", "DL04@simple-2016", "2017-08-23", False),
        ("accept", "D-JD", "DL07@simple-2016", "2017-08-25", False),
        ("answer", "D-JD", "DL12@simple-2016", "2017-09-06", True),
    ]


def test_an_ordinary_screening_changes_nothing() -> None:
    ordinary = (*ARRIVED[:2], told("2017-08-22 10:30", "screen", "P", procedure="ordinary"), *ARRIVED[2:])
    assert clocks(*ordinary)[1][2] == "DL01@order-2005"


@pytest.mark.parametrize(
    ("due_on", "legal"),
    [
        ("2017-09-10", "2017-09-10"),  # the assignment's own day wins, even a Sunday
        ("2017-12-31", "2017-10-23"),  # it may shorten, never lengthen
    ],
)
def test_an_assigned_day_wins_when_it_is_earlier(due_on: str, legal: str) -> None:
    assigned = (*ARRIVED[:4], told("2017-08-22 15:40", "assign", "D", "D-JD", due_on=due_on), *ANSWERED[5:])
    answer = duties_of(life(*assigned), NATIONAL)[-1]
    assert answer.due_legal.isoformat() == legal
    assert answer.due_stat <= answer.due_legal


def test_a_bureau_that_handles_a_case_itself_owes_the_answer() -> None:
    own = (*ARRIVED[:2], told("2017-08-23", "accept", "P"))
    assert [(kind, owner, still) for kind, owner, _, _, still in clocks(*own)] == [
        ("route", "P", False),
        ("answer", "P", True),
    ]


def test_a_letter_starts_its_first_clock_with_its_registration() -> None:
    letter = (told("2017-08-23", "register", "D"),)
    assert clocks(*letter, case=LETTER) == [("route", "D", "DL01@order-2005", "2017-09-07", True)]


def test_the_new_regulation_binds_from_its_first_day() -> None:
    assert clocks(told("2022-04-30", "submit", to="D"))[0][2] == "DL01@order-2005"
    assert clocks(told("2022-05-01", "submit", to="D"))[0][2] == "DL01@regulation-2022"


def reckoned(*acts: Told, law: Law = NATIONAL, case: CaseFacts = ONLINE) -> tuple[Reckoned, ...]:
    """Return what every definition counts."""
    lived = life(*acts, case=case)
    return reckon(lived, law, duties_of(lived, law))


def rows(definition: Definition, found: tuple[Reckoned, ...]) -> list[tuple[str, str, str, str, bool]]:
    """Return indicator, owner, county, due moment, and whether it was met in time."""
    return [
        (
            row.indicator,
            row.owner,
            row.county,
            f"{row.due_at.astimezone(at('2017-01-01').tzinfo):%m-%d %H:%M}",
            row.in_time,
        )
        for row in found
        if row.definition is definition
    ]


def test_legal_counts_the_duties_of_bureaus_and_units() -> None:
    assert rows(Definition.LEGAL, reckoned(*ANSWERED)) == [
        ("bureau_timely", "P", "230000", "09-06 00:00", True),
        ("bureau_timely", "C", "230100", "09-06 00:00", True),
        ("bureau_timely", "D", "230103", "09-06 00:00", True),
        ("unit_timely", "D-JD", "230103", "09-06 00:00", True),
        ("ontime_closure", "D-JD", "230103", "10-23 00:00", True),
    ]


def test_harbin_315_counts_each_case_once_for_bureau_and_unit() -> None:
    assert rows(Definition.HRB_315, reckoned(*ANSWERED)) == [
        ("bureau_timely", "D", "230103", "08-25 00:00", True),
        ("unit_timely", "D-JD", "230103", "09-06 00:00", True),
        ("ontime_closure", "D-JD", "230103", "09-12 00:00", True),
    ]


def test_harbin_315_charges_the_bureau_that_still_holds_the_case() -> None:
    stuck = rows(Definition.HRB_315, reckoned(*ARRIVED[:3]))
    assert stuck == [("bureau_timely", "C", "230100", "08-25 00:00", False)]


def test_harbin_315_takes_a_bureaus_own_acceptance_as_decided() -> None:
    own = reckoned(*ARRIVED[:2], told("2017-08-23", "accept", "P"))
    assert rows(Definition.HRB_315, own) == [("bureau_timely", "P", "230000", "08-25 00:00", True)]


def test_harbin_315_owes_no_answer_from_a_unit_that_declined() -> None:
    declined = reckoned(*ARRIVED, told("2017-08-23", "decline", "D-JD", why="仲裁"))
    assert [row[0] for row in rows(Definition.HRB_315, declined)] == ["bureau_timely", "unit_timely"]


def test_guangdong_counts_hours_from_receipt_for_the_place_of_the_problem() -> None:
    assert rows(Definition.GD2020, reckoned(*ANSWERED)) == [
        ("bureau_timely", "P", "230103", "09-06 09:14", True),
        ("unit_timely", "D-JD", "230103", "09-21 09:14", True),
        ("ontime_closure", "D-JD", "230103", "10-22 10:05", True),  # not rolled off the Sunday
    ]


def test_guangdong_takes_the_end_of_an_assigned_day_that_is_earlier() -> None:
    assigned = (*ARRIVED[:4], told("2017-08-22 15:40", "assign", "D", "D-JD", due_on="2017-09-10"), *ANSWERED[5:])
    closure = rows(Definition.GD2020, reckoned(*assigned))[-1]
    assert closure[3:] == ("09-10 23:59", True)


def test_guangdong_counts_only_cases_of_one_to_9999_people() -> None:
    crowd = replace(ONLINE, people=10_000)
    assert rows(Definition.GD2020, reckoned(*ANSWERED, case=crowd)) == []
    assert len(rows(Definition.LEGAL, reckoned(*ANSWERED, case=crowd))) == 5


def test_an_accepted_case_without_acceptance_has_no_closure_to_count() -> None:
    declined = reckoned(*ARRIVED, told("2017-08-23", "decline", "D-JD", why="仲裁"))
    assert [row[0] for row in rows(Definition.GD2020, declined)] == ["bureau_timely", "unit_timely"]


def test_nothing_is_counted_of_a_life_that_has_not_begun() -> None:
    assert reckon(life(), NATIONAL, ()) == ()


def test_a_duty_that_may_still_be_met_in_time_is_not_counted_yet() -> None:
    waiting = next(r for r in reckoned(*ARRIVED) if r.definition is Definition.LEGAL and r.owner == "D-JD")
    assert not is_counted(waiting, at("2017-09-06 23:00"))  # its last day
    assert is_counted(waiting, at("2017-09-07 00:00"))


def test_guangdong_counts_an_open_case_whether_or_not_its_time_has_passed() -> None:
    waiting = next(r for r in reckoned(*ARRIVED[:2]) if r.definition is Definition.GD2020)
    assert is_counted(waiting, at("2017-08-22 12:00"))


def test_a_figure_is_two_integers_in_cases_and_in_people() -> None:
    joint = replace(ONLINE, people=12)
    found = [
        row
        for row in (*reckoned(*ANSWERED, case=joint), *reckoned(*ARRIVED))
        if (row.definition, row.indicator) == (Definition.LEGAL, Indicator.UNIT_TIMELY)
    ]
    figure = measure(found, Period.parse("2017Q3"), at("2017-12-31"))
    assert figure == Figure(due=2, met=1, people_due=13, people_met=12)
    assert figure.rate == Fraction(1, 2)
    assert measure(found, Period.parse("2017Q4"), at("2017-12-31")).rate is None


def test_the_first_day_of_a_period_belongs_to_it_and_the_day_after_its_last_does_not() -> None:
    row = reckoned(*ARRIVED)[0]
    assert measure([replace(row, due_at=at("2017-10-01 00:00"))], Period.parse("2017Q4"), at("2018-01-01")).due == 1
    assert measure([replace(row, due_at=at("2018-01-01 00:00"))], Period.parse("2017Q4"), at("2018-01-02")).due == 0


def test_an_agency_without_a_line_is_asked_by_its_own_code() -> None:
    alone = replace(CITY["D"], line=())
    assert NANGANG.rules_for(alone, date(2017, 8, 22), simplified=False).id == "harbin-315"


def test_a_life_of_which_only_the_units_acts_are_known_charges_no_bureau() -> None:
    known = reckoned(told("2017-08-23", "accept", "D-JD"))  # how it got there was not typed in yet
    assert {row.owner for row in known} == {"D-JD"}
