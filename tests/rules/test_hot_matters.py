"""What is a matter called, how hot is it, and why do its petitions belong together?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from wangfang.rules.hot_matters import MatterName, Voice, heat, name_of, shared_by
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
