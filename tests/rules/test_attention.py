"""What is said first: sign by sign, and the three sentences of a city, with the reason at the end of each row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.access import NotYours
from wangfang.rules.attention import (
    MOST,
    READERS,
    Counted,
    Course,
    Level,
    Sentence,
    Standing,
    is_unusual,
    require_reader,
    sentences,
    sign,
    signs,
)
from wangfang.rules.facts import Actor, Role
from wangfang.rules.rankings import Entrant

RATES = ("bureau_timely", "unit_timely", "ontime_closure")


def course(*pairs: tuple[int, int], name: str = "unit_timely") -> Course:
    """Return a rate by its met and due, the newest last."""
    return Course(name, [Entrant("", "", due, met) for met, due in pairs])


STEADY = [course((95, 100), (95, 100), name=name) for name in RATES]


def standing(
    *, overdue: Sequence[Counted] = (), long: int = 0, soon: int = 0, in_hand: int = 40,
    rates: Sequence[Course] = STEADY, repeats: Course | None = None, classes: Sequence[Counted] = (),
    came: Counted = Counted("", "", 0),  # noqa: B008 - frozen
) -> Standing:  # fmt: skip
    """Return a city in which nothing is the matter but what is said."""
    none = repeats or course((5, 100), (5, 100), name="repeat_share")
    return Standing(overdue, long, soon, in_hand, rates, none, classes, came)


def said(one: Standing) -> list[str]:
    """Return the signs of the three sentences."""
    return [sentence.sign for sentence in sentences(one)]


def first(one: Standing, name: str) -> Sentence | None:
    """Return the sentence of a sign, none when it is not said."""
    return next((sentence for sentence in sentences(one) if sentence.sign == name), None)


def with_rate(*pairs: tuple[int, int]) -> list[Course]:
    """Return three rates of which the second went so."""
    return [STEADY[0], course(*pairs), STEADY[2]]


CITIES = [
    (standing(), ["calm", "came", "in_hand"], "nothing is the matter: still three sentences"),
    (standing(overdue=[Counted("a", "宾县", 1)]), ["overdue", "came", "in_hand"], "one overdue case is enough"),
    (standing(overdue=[Counted("a", "宾县", 1)], soon=3), ["overdue", "soon", "came"], "red before amber"),
    (standing(soon=1), ["soon", "calm", "came"], "amber before green"),
    (standing(rates=with_rate((95, 100), (88, 100))), ["low", "fell", "calm"], "below 89 and fallen by 7 points"),
    (standing(rates=with_rate((89, 100), (89, 100))), ["calm", "came", "in_hand"], "89 is not below 89"),
    (standing(rates=with_rate((4, 4), (0, 4))), ["calm", "came", "in_hand"], "four duties say little"),
    (standing(rates=with_rate((5, 5), (0, 5))), ["low", "fell", "calm"], "five duties are enough"),
    (standing(rates=with_rate((4, 4), (95, 100))), ["calm", "came", "in_hand"], "too few before to have fallen"),
    (standing(rates=with_rate((97, 100), (95, 100))), ["fell", "calm", "came"], "two points are a fall"),
    (standing(rates=with_rate((9699, 10000), (9500, 10000))), ["calm", "came", "in_hand"], "1.99 points are none"),
    (standing(rates=with_rate((0, 0), (0, 0))), ["calm", "came", "in_hand"], "nothing due is no rate"),
    (standing(classes=[Counted("x", "供热", 15, 10)]), ["class_rose", "calm", "came"], "half as many again"),
    (standing(classes=[Counted("x", "供热", 14, 10)]), ["calm", "came", "in_hand"], "less than half as many again"),
    (standing(classes=[Counted("x", "供热", 9, 0)]), ["calm", "came", "in_hand"], "nine are too few"),
    (standing(classes=[Counted("x", "供热", 10, 0)]), ["class_rose", "calm", "came"], "ten where there were none"),
    (standing(repeats=course((5, 100), (11, 200))), ["repeated", "calm", "came"], "half a point more came again"),
    (standing(repeats=course((5, 1000), (4, 100))), ["calm", "came", "in_hand"], "four who came again are too few"),
    (standing(repeats=course((5, 100), (549, 10000))), ["calm", "came", "in_hand"], "0.49 points are not enough"),
    (standing(repeats=course((0, 0), (9, 100))), ["calm", "came", "in_hand"], "nothing before to compare with"),
    (standing(rates=[course((94, 100), (95, 100))] * 3), ["rose", "calm", "came"], "all three rose"),
    (standing(rates=[*STEADY[:2], course((94, 100), (95, 100))]), ["calm", "came", "in_hand"], "one of three rose"),
    (standing(rates=[course((3, 4), (4, 4))] * 3), ["calm", "came", "in_hand"], "a rise on four duties is none"),
    (standing(rates=[]), ["calm", "came", "in_hand"], "without rates nothing is said of them"),
]


@pytest.mark.parametrize(("one", "expected", "why"), CITIES, ids=lambda row: row if isinstance(row, str) else "")
def test_a_city_is_told_in_three_sentences(one: Standing, expected: list[str], why: str) -> None:
    assert said(one) == expected, why


def test_the_two_places_with_most_overdue_cases_are_named() -> None:
    late = [Counted("a", "甲县", 2), Counted("b", "乙县", 5), Counted("c", "丙县", 2)]
    found = first(standing(overdue=late, long=3), "overdue")
    assert found == Sentence("overdue", Level.RED, names=("乙县", "甲县"), cases=9, further=3)


def test_of_several_low_rates_the_lowest_is_said_and_how_many_were_not_in_time() -> None:
    low = [course((88, 100), (88, 100), name="a"), course((4, 8), (4, 8), name="b"), STEADY[2]]
    assert first(standing(rates=low), "low") == Sentence("low", Level.RED, "b", cases=4, change=Decimal("50.00"))


def test_of_several_falls_the_deepest_is_said() -> None:
    fell = [course((99, 100), (96, 100), name="a"), course((98, 100), (91, 100), name="b"), STEADY[2]]
    assert first(standing(rates=fell), "fell") == Sentence("fell", Level.AMBER, "b", cases=9, change=Decimal("7.00"))


def test_of_several_classes_that_grew_the_one_with_most_more_is_said() -> None:
    grew = [Counted("a", "供热", 20, 10), Counted("b", "城建", 45, 30), Counted("c", "劳动", 50, 49)]
    found = first(standing(classes=grew), "class_rose")
    assert found == Sentence("class_rose", Level.AMBER, "城建", cases=45, change=Decimal("50.00"))


@pytest.mark.parametrize(
    ("pairs", "rises", "why"),
    [
        ([(1, 4), (2, 4), (3, 4)], 2, "rose twice"),
        ([(2, 4), (1, 4), (3, 4)], 1, "fell before"),
        ([(1, 4), (1, 4)], 0, "stood still"),
        ([(0, 0), (1, 4)], 0, "nothing before to rise from"),
    ],
)
def test_rises_are_counted_back_from_the_newest_period(pairs: list[tuple[int, int]], rises: int, why: str) -> None:
    assert course(*pairs).rises == rises, why


def test_it_is_said_for_how_many_periods_all_three_have_risen() -> None:
    three = [course((90, 100), (91, 100), (92, 100)), course((90, 100), (90, 100), (92, 100)), course((1, 9), (9, 9))]
    found = first(standing(rates=three), "rose")
    assert found == Sentence("rose", Level.GREEN, further=1)


@pytest.mark.parametrize(
    ("now", "before", "unusual"), [(15, 10, True), (14, 10, False), (10, 0, True), (9, 0, False), (10, 10, False)]
)
def test_a_class_is_marked_by_the_same_threshold_that_makes_its_sentence(
    now: int, before: int, *, unusual: bool
) -> None:
    assert is_unusual(Counted("x", "x", now, before)) is unusual


def test_every_sign_says_why_and_the_worse_level_stands_first() -> None:
    levels = [one.level for one in signs()]
    assert levels == sorted(levels, key=list(Level).index)
    assert [one.id for one in signs() if not one.why] == []


def test_a_sign_that_is_none_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no sign is called moon"):
        sign("moon")


@pytest.mark.parametrize("role", sorted(Role))
def test_only_who_leads_or_supervises_reads_it(role: Role) -> None:
    who = Actor("x", "某人", role)
    if role in READERS:
        require_reader(who)
    else:
        with pytest.raises(NotYours):
            require_reader(who)


RATE = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair)))
COURSE = st.lists(RATE, min_size=2, max_size=4).map(lambda pairs: course(*pairs))
COUNTED = st.builds(Counted, st.text("abc", max_size=2), st.just("x"), st.integers(1, 40), st.integers(0, 40))


@given(
    st.builds(
        Standing,
        st.lists(COUNTED, max_size=3), st.integers(0, 9), st.integers(0, 9), st.integers(0, 99),
        st.lists(COURSE, min_size=3, max_size=3), COURSE, st.lists(COUNTED, max_size=4), COUNTED,
    )
)  # fmt: skip
def test_there_are_always_three_different_sentences_the_worst_first(one: Standing) -> None:
    found = sentences(one)
    order = [list(Level).index(sentence.level) for sentence in found]
    assert len({sentence.sign for sentence in found}) == MOST
    assert order == sorted(order)
