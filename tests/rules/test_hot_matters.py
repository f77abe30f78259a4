"""What is a matter called, how hot is it, why do its petitions belong together, and how does it go on?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Role
from wangfang.rules.hot_matters import (
    MatterName,
    Trend,
    Voice,
    continued,
    heat,
    name_of,
    require_reader,
    shared_by,
    trend,
    weekly,
)
from wangfang.rules.likeness_signals import Portrait, Weighed, weighed

DAY = date(2017, 10, 9)


def ago(days: int, writer: str = "") -> Voice:
    """Return a petition that came in some days ago."""
    return Voice(DAY - timedelta(days=days), writer)


@pytest.mark.parametrize(
    ("voices", "degrees", "why"),
    [
        ([ago(0, "a")], 1.0, "one of today"),
        ([ago(30, "a")], 0.5, "half after 30 days"),
        ([ago(60, "a"), ago(0, "b")], 1.25, "a quarter after 60, and one of today"),
        ([ago(0, "a"), ago(0, "a")], 1.25, "the same person again is a quarter"),
        ([ago(30, "a"), ago(0, "a")], 1.125, "the latest in full, the earlier a quarter of its half"),
        ([ago(0), ago(0)], 2.0, "two whom nobody knows are two"),
        ([ago(0, "a"), ago(-1, "b")], 1.0, "tomorrow's is not counted"),
    ],
)
def test_heat_is_people_and_fades(voices: list[Voice], degrees: float, why: str) -> None:
    assert heat(voices, DAY).heat == degrees, why


def test_size_writers_and_span_are_told_beside_the_heat() -> None:
    found = heat([ago(40, "a"), ago(3, "b"), ago(10, "a"), ago(-5, "c")], DAY)
    assert (found.size, found.writers, found.span_days) == (3, 2, 37)
    assert found.rank == (found.heat, 3, 37)


def test_many_people_are_hotter_than_many_letters() -> None:
    people, letters = [ago(day, f"w{day}") for day in range(10)], [ago(day, "w") for day in range(20)]
    assert heat(people, DAY).rank > heat(letters, DAY).rank


def test_a_matter_of_later_days_has_no_heat_yet() -> None:
    with pytest.raises(ValueError, match="no heat"):
        heat([ago(-1)], DAY)


def told(*titles: str) -> list[Weighed]:
    """Return petitions of these titles, each with a text that names the street as well."""
    return [weighed(Portrait(title, "就在和平路旁边。", DAY), lambda _: 1.0) for title in titles]


def test_the_name_says_place_thing_and_problem() -> None:
    members = told("南岗区丽景花园夜间施工扰民", "丽景花园天天夜间施工", "南岗区丽景花园旁夜间施工谁来管")
    assert name_of(members) == MatterName("南岗区", "丽景花园", "夜间施工")
    assert str(name_of(members)) == "南岗区丽景花园夜间施工"


def test_a_name_may_lack_what_nobody_says() -> None:
    assert name_of(told("公积金怎么提取", "公积金提取的手续")) == MatterName("", "", "公积金")
    assert name_of(told("甲乙丙", "丁戊己")) == MatterName("", "", "")


def test_letters_of_a_city_stay_capital() -> None:
    assert name_of(told("A3区停水", "A3区又停水")).place == "A3区"


def test_what_holds_petitions_together_is_what_several_name() -> None:
    assert shared_by(told("丽景花园停水", "丽景花园又停水", "翠堤花园停水")) == (("和平路", 3), ("丽景花园", 2))


@pytest.mark.parametrize(
    ("ages", "expected", "why"),
    [
        ([], Trend.QUIET, "nothing came in"),
        ([0], Trend.STEADY, "one alone rises nowhere"),
        ([0, 13], Trend.RISING, "two within 14 days, none before"),
        ([0, 14], Trend.STEADY, "the second is a day too old: one and one"),
        ([0, 1, 14, 15], Trend.STEADY, "two and two"),
        ([0, 1, 2, 14, 15], Trend.RISING, "three after two is half as many again"),
        ([0, 1, 14, 15, 16], Trend.QUIET, "two after three is as many fewer"),
        ([0, 1, 2, 3, 14, 15, 16], Trend.STEADY, "four after three is not enough"),
        ([14, 27], Trend.QUIET, "none of late"),
        ([0, 1, 28, 29, 30], Trend.RISING, "what is older than 28 days is not held against it"),
        ([-1, -2, 0, 14], Trend.STEADY, "what comes tomorrow is not counted"),
    ],
)
def test_the_last_fortnight_is_held_against_the_one_before(ages: list[int], expected: Trend, why: str) -> None:
    assert trend([DAY - timedelta(days=age) for age in ages], DAY) is expected, why


def test_weeks_go_from_the_last_petition_back_to_the_first_and_no_further_than_asked() -> None:
    monday = date(2017, 10, 9)
    days = [monday, monday + timedelta(6), monday - timedelta(1), monday - timedelta(15), monday + timedelta(7)]
    sunday = monday + timedelta(6)
    assert weekly(days, sunday, 26) == [
        (monday, 2),
        (monday - timedelta(7), 1),
        (monday - timedelta(14), 0),
        (monday - timedelta(21), 1),
    ]
    assert weekly(days, sunday, 2) == [(monday, 2), (monday - timedelta(7), 1)]
    assert weekly([sunday + timedelta(1)], sunday, 26) == []


@given(st.lists(st.integers(0, 300), min_size=1))
def test_no_petition_is_lost_between_the_weeks(ages: list[int]) -> None:
    weeks = weekly([DAY - timedelta(days=age) for age in ages], DAY, 100)
    assert sum(count for _, count in weeks) == len(ages)
    assert all(later - earlier == timedelta(7) for (later, _), (earlier, _) in pairwise(weeks))


@pytest.mark.parametrize(
    ("before", "now", "numbers", "why"),
    [
        ({}, [{1, 2}], [None], "nothing to go on from"),
        ({7: {1, 2}}, [{1, 2, 3, 4, 5}], [7], "it grew"),
        ({7: {1, 2, 3}}, [{1, 2}], [7], "two of three are left"),
        ({7: {1, 2, 3, 4}}, [{1, 2}, {3, 4}], [None, None], "half is not most: neither is the old one"),
        ({7: {1, 2, 3, 4, 5}}, [{1, 2, 3}, {4, 5}], [7, None], "the greater part goes on"),
        ({7: {1, 2}, 8: {3, 4, 5}}, [{1, 2, 3, 4, 5}], [8], "two came together: the one with more in it"),
        ({8: {1, 2}, 7: {3, 4}}, [{1, 2, 3, 4}], [7], "as many in it: the lesser number"),
        ({7: {1, 2}}, [{3, 4}], [None], "another matter"),
    ],
)
def test_a_group_goes_on_under_the_number_of_what_it_has_most_of(
    before: dict[int, set[int]], now: list[set[int]], numbers: list[int | None], why: str
) -> None:
    kept = {number: frozenset(cases) for number, cases in before.items()}
    assert continued(kept, [frozenset(group) for group in now]) == numbers, why


@given(st.lists(st.integers(0, 4), min_size=12, max_size=12), st.lists(st.integers(0, 4), min_size=12, max_size=12))
def test_no_number_is_given_twice_and_what_did_not_change_keeps_its_own(then: list[int], later: list[int]) -> None:
    def grouped(marks: list[int]) -> dict[int, frozenset[int]]:
        return {mark: frozenset(case for case, own in enumerate(marks) if own == mark) for mark in set(marks)}

    before, now = grouped(then), list(grouped(later).values())
    numbers = continued(before, now)
    given_ = [number for number in numbers if number is not None]
    assert len(given_) == len(set(given_))
    for number, cases in before.items():
        if cases in now:
            assert numbers[now.index(cases)] == number
    for heir, group in zip(numbers, now, strict=True):
        if heir is not None:
            assert 2 * len(before[heir] & group) > len(before[heir])


def test_hot_matters_are_for_who_looks_after_many_cases() -> None:
    let_in = {Role.CLERK, Role.BUREAU_LEADER, Role.SUPERVISOR, Role.LEADER}
    for role in Role:
        actor = Actor("u", "某人", role)
        if role in let_in:
            require_reader(actor)
        else:
            with pytest.raises(NotYours, match="不看热点事项"):
                require_reader(actor)
