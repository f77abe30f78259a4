"""Does each further figure count what its card says, in cases and in people, and wait where it should?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.moments import at
from tests.rules.lives import SENT_DOWN, life, told
from wangfang.rules.cards import card, cards, version_of
from wangfang.rules.facts import Form
from wangfang.rules.indicators import VERSIONS, Definition, Figure, Indicator
from wangfang.rules.limits import rule_set
from wangfang.rules.measures import Basis, Known, Measure, Numerator, figures_of, value_text
from wangfang.rules.outcomes import Outcome, Rating, outcome_of
from wangfang.rules.periods import Period
from wangfang.rules.workdays import national_calendar

Q3, Q4 = Period.parse("2017Q3"), Period.parse("2017Q4")
LATER = at("2019-01-01")
CLOSED_AT = at("2017-09-04 09:00")
CAME_OUT = Outcome("D", "D-JD", CLOSED_AT, solved=True, once=True, rates_until=date(2017, 9, 30), rates_unit=True)
CASE = Known("1", Form.ONLINE, 3, at("2017-08-22 23:30"), "", CAME_OUT)
GOOD, FAIR, BAD = (Rating(said, at("2017-09-10")) for said in ("satisfied", "basically", "dissatisfied"))


def case(**changes: object) -> Known:
    """Return the case with another outcome."""
    return replace(CASE, outcome=replace(CAME_OUT, **changes))  # type: ignore[arg-type]  # a test names the fields it changes


def again(after: timedelta, number: str = "2") -> Known:
    """Return a petition that came so long after the closing and was merged into the case."""
    return Known(number, Form.LETTER, 1, CLOSED_AT + after, "1", Outcome("D", "D"))


def counted(measure: Measure, *known: Known, period: Period = Q3, as_of: datetime = LATER) -> dict[str, Figure]:
    """Return a figure by owner."""
    return figures_of(known, measure, period, as_of, str)


DAY = timedelta(days=1)
NOTHING: dict[str, Figure] = {}
IN_NUMERATOR, NOT_IN_IT = Figure(1, 1, 3, 3), Figure(1, 0, 3, 0)


@pytest.mark.parametrize(
    ("measure", "known", "owner", "figure", "because"),
    [
        ("online_share", CASE, "D", IN_NUMERATOR, "it came over the network"),
        ("online_share", replace(CASE, form=Form.VISIT), "D", NOT_IN_IT, "a visit"),
        ("repeat_share", CASE, "D", NOT_IN_IT, "a first case"),
        ("repeat_share", replace(CASE, merged_into="9"), "D", IN_NUMERATOR, "merged into another"),
        ("resolved_once", CASE, "D-JD", IN_NUMERATOR, "solved, and that was it"),
        ("resolved_once", case(once=False), "D-JD", NOT_IN_IT, "done anew"),
        ("resolved_share", CASE, "D-JD", IN_NUMERATOR, "solved before it was closed"),
        ("resolved_share", case(solved=False), "D-JD", NOT_IN_IT, "closed without a solution"),
        ("average_days", CASE, "D-JD", Figure(1, 13, 3, 39), "22 August to 4 September, for three people"),
        ("participation_bureau", CASE, "D", NOT_IN_IT, "the time is over"),
        ("participation_bureau", case(of_bureau=BAD), "D", IN_NUMERATOR, "whatever was said"),
        ("participation_bureau", case(of_unit=BAD), "D", NOT_IN_IT, "the unit was rated, the bureau was not"),
        ("participation_unit", case(of_unit=BAD), "D-JD", IN_NUMERATOR, "the unit"),
        ("satisfaction_bureau", case(of_bureau=GOOD), "D", IN_NUMERATOR, "satisfied"),
        ("satisfaction_bureau", case(of_bureau=FAIR), "D", IN_NUMERATOR, "basically is enough"),
        ("satisfaction_bureau", case(of_bureau=BAD), "D", NOT_IN_IT, "dissatisfied"),
        ("satisfied_bureau", case(of_bureau=GOOD), "D", IN_NUMERATOR, "satisfied"),
        ("satisfied_bureau", case(of_bureau=FAIR), "D", NOT_IN_IT, "basically is not enough here"),
        ("satisfaction_unit", case(of_unit=FAIR), "D-JD", IN_NUMERATOR, "basically is enough"),
        ("satisfied_unit", case(of_unit=FAIR), "D-JD", NOT_IN_IT, "basically is not enough here"),
    ],
)
def test_a_case_is_counted_for_its_owner_in_cases_and_in_people(
    measure: str, known: Known, owner: str, figure: Figure, because: str
) -> None:
    assert counted(Measure(measure), known) == {owner: figure}, because


@pytest.mark.parametrize(
    ("measure", "known", "because"),
    [
        ("resolved_once", case(closed_at=None), "not closed"),
        ("average_days", replace(CASE, merged_into="9"), "a copy is answered with its first case"),
        ("recurrence_90", case(closed_at=None), "not closed"),
        ("participation_bureau", case(rates_until=None), "nothing to be rated"),
        ("participation_unit", case(rates_unit=False), "no unit had it"),
        ("satisfaction_unit", case(of_bureau=GOOD), "the unit was not rated"),
        ("online_share", replace(CASE, received_at=at("2017-10-01 00:00")), "the next quarter"),
    ],
)
def test_a_case_is_left_out(measure: str, known: Known, because: str) -> None:
    assert counted(Measure(measure), known) == NOTHING, because


@pytest.mark.parametrize(
    ("as_of", "known", "figures", "because"),
    [
        ("2017-09-30 23:59", CASE, NOTHING, "it may still be rated on the last day"),
        ("2017-10-01 00:00", CASE, {"D": NOT_IN_IT}, "the last day is over"),
        ("2017-09-11 00:00", case(of_bureau=GOOD), {"D": IN_NUMERATOR}, "who has rated does not wait"),
    ],
)
def test_a_case_that_may_still_be_rated_waits(
    as_of: str, known: Known, figures: dict[str, Figure], because: str
) -> None:
    assert counted(Measure.PARTICIPATION_BUREAU, known, as_of=at(as_of)) == figures, because


@pytest.mark.parametrize(
    ("after", "in_90", "in_180", "once", "because"),
    [
        (-DAY, 0, 0, 1, "it came before the closing"),
        (timedelta(0), 0, 0, 1, "in the very moment of it"),
        (timedelta(seconds=1), 1, 1, 0, "a second later"),
        (90 * DAY, 1, 1, 0, "the last moment of the 90 days"),
        (90 * DAY + timedelta(seconds=1), 0, 1, 0, "a second too late for them"),
        (180 * DAY, 0, 1, 0, "the last moment of the 180 days"),
        (181 * DAY, 0, 0, 0, "after both; but it came again, so it was not solved once and for all"),
    ],
)
def test_a_petition_merged_into_a_closed_case_has_come_again(
    after: timedelta, in_90: int, in_180: int, once: int, because: str
) -> None:
    both = (CASE, again(after))
    found = [
        counted(Measure.RECURRENCE_90, *both, period=Q4)["D-JD"].met,
        counted(Measure.RECURRENCE_180, *both, period=Period.parse("2018Q1"))["D-JD"].met,
        counted(Measure.RESOLVED_ONCE, *both)["D-JD"].met,
    ]
    assert found == [in_90, in_180, once], because


@pytest.mark.parametrize(
    ("as_of", "known", "due", "because"),
    [
        (CLOSED_AT + 90 * DAY, (CASE,), 0, "the days are not over"),
        (CLOSED_AT + 90 * DAY + timedelta(seconds=1), (CASE,), 1, "now they are"),
        (CLOSED_AT + 5 * DAY, (CASE, again(DAY)), 1, "what has come again does not wait"),
    ],
)
def test_a_case_that_may_still_come_again_waits(
    as_of: datetime, known: tuple[Known, ...], due: int, because: str
) -> None:
    found = counted(Measure.RECURRENCE_90, *known, period=Q4, as_of=as_of).get("D-JD", Figure(0, 0))
    assert found.due == due, because


def test_the_roof_of_the_page_is_counted_as_the_page_says() -> None:
    acts = (
        *SENT_DOWN,
        told("2017-08-28 10:00", "accept", "D-JD"),
        told("2017-09-01 10:00", "resolve", "D-JD"),
        told("2017-09-05 10:00", "serve", "D-JD"),
        told("2017-09-06 10:00", "close", "D-JD"),
        told("2017-09-10 10:00", "evaluate", bureau="satisfied", unit="basically"),
    )
    outcome = outcome_of(life(*acts), national_calendar())
    assert outcome is not None
    roof = Known("1", Form.ONLINE, 1, at("2017-08-22 09:14"), "", outcome)
    found = {
        (measure.value, period.name, figure.met)
        for measure in Measure
        for period in (Q3, Q4)
        for figure in counted(measure, roof, period=period).values()
    }
    assert found >= {
        ("online_share", "2017Q3", 1),
        ("resolved_once", "2017Q3", 1),
        ("average_days", "2017Q3", 15),
        ("participation_unit", "2017Q4", 1),
        ("satisfaction_unit", "2017Q3", 1),
        ("satisfied_unit", "2017Q3", 0),
        ("recurrence_90", "2017Q4", 0),
    }


def test_cases_add_up_by_what_is_asked_for() -> None:
    other = replace(CASE, number="2", people=2, outcome=replace(CAME_OUT, unit="D-ZJ", solved=False))
    found = figures_of([CASE, other], Measure.RESOLVED_SHARE, Q3, LATER, lambda owner: owner[:1])
    assert found == {"D": Figure(2, 1, 5, 3)}


@pytest.mark.parametrize(
    ("measure", "figure", "text"),
    [
        ("online_share", Figure(3, 2), "66.67%"),
        ("online_share", Figure(0, 0), "—"),
        ("average_days", Figure(3, 40), "13.33"),
        ("average_days", Figure(0, 0), "—"),
        ("average_days", Figure(8, 1), "0.13"),
    ],
)
def test_a_share_is_printed_in_percent_and_days_with_two_decimals(measure: str, figure: Figure, text: str) -> None:
    assert value_text(Measure(measure), figure) == text


def test_every_figure_has_its_card_and_every_card_its_figure() -> None:
    wanted = {(i.value, d.value) for i in Indicator for d in Definition} | {(m.value, "") for m in Measure}
    assert {(one.id, one.definition) for one in cards()} == wanted


@pytest.mark.parametrize("one", cards(), ids=lambda one: f"{one.id}-{one.definition}")
def test_a_card_says_everything(one: object) -> None:
    words = (
        "name",
        "population",
        "basis",
        "start",
        "limit",
        "holidays",
        "exclusions",
        "formula",
        "attribution",
        "source",
    )
    assert [word for word in words if not getattr(one, word)] == []


@pytest.mark.parametrize("measure", Measure)
def test_the_card_of_a_further_figure_says_what_the_code_goes_by(measure: Measure) -> None:
    by = measure.card
    assert by.counted_on in set(Basis)
    assert by.met_when in set(Numerator)
    assert by.owner_is in ("bureau", "unit")
    assert (by.days > 0) is (by.counted_on == Basis.COMES_AGAIN)


def test_the_rates_take_their_limits_from_their_cards() -> None:
    hours = [card(i, Definition.GD2020).hours for i in Indicator]
    limits = [rule_set("harbin-315").limits[card(i, Definition.HRB_315).limit_id].count for i in Indicator]
    assert (hours, limits) == ([15 * 24, 30 * 24, 60 * 24], [3, 15, 15])
    assert {d: version_of(d) for d in Definition} == VERSIONS == dict.fromkeys(Definition, 1)


def test_a_figure_that_no_card_defines_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no card says how moon GD2020 is counted"):
        card("moon", "GD2020")
