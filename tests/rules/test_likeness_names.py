"""Which names does a text give, and which two of them are not the same?"""

from __future__ import annotations

import pytest

from wangfang.rules.likeness_names import Name, apart, common, districts, is_telling, names, numbers, shared


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("投诉丽景花园附近搅拌站", {"丽景花园"}, "what anybody says (投诉, 附近, 搅拌) is no name of its own"),
        ("请问和平路什么时候修", {"问和平路"}, "a name may begin too early: it is compared by its common piece"),
        ("学校组织学生去工厂", set(), "组织 is no 组, and a school without a name is none"),
        ("在路口等了很久", set(), "a 路口 is no road"),
        ("丽景花园的幼儿园", {"丽景花园"}, "a name does not reach over 的"),
        ("向阳村三组道路不平", {"向阳村"}, "the group of a village has too short a name of its own"),
        ("３０２路公交车", set(), "a number alone is no name"),
        ("南岗区丽景花园", {"丽景花园"}, "the district is no part of it"),
        ("", set(), "nothing said"),
    ],
)
def test_names_are_what_stands_before_their_kind(text: str, found: set[str], why: str) -> None:
    assert set(map(str, names(text))) == found, why


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("A3区和巴彦县都有", {"a3区", "巴彦县"}, "和 joins two and belongs to none"),
        ("哈尔滨市宾县和五常市的城市居民在超市", {"尔滨市", "宾县", "五常市"}, "cities as well, but no supermarket"),
        ("阿城区老城区", {"阿城区"}, "an old town is no district, a district called so is"),
        ("请问南岗区市场", {"南岗区"}, "the two characters before it are enough"),
        ("南岗区丽景小区，社区不管", {"南岗区"}, "an estate and a community are no districts"),
        ("B市到A市的地铁", {"a市", "b市"}, "cities that were given letters"),
        ("Ａ７县", {"a7县"}, "full width makes no difference"),
        ("我区的开发区", set(), "our own, and a zone"),
    ],
)
def test_districts_are_told_from_what_ends_like_them(text: str, found: set[str], why: str) -> None:
    assert districts(text) == found, why


def test_numbers_are_those_that_no_district_is_called_by() -> None:
    assert numbers("A3区2017年地铁３号线9栋") == {"2017", "3", "9"}


@pytest.mark.parametrize(
    ("one", "other", "differ", "why"),
    [
        ({"南岗区"}, {"香坊区"}, {"南岗区", "香坊区"}, "two districts"),
        ({"南岗区"}, {"南岗区", "香坊区"}, set(), "the second names no other, only more"),
        ({"a市"}, {"a3区"}, set(), "a city and a district of it do not differ"),
        ({"a市", "b市"}, {"a市", "c市"}, {"b市", "c市"}, "from two cities to the same one"),
        ({"南岗区"}, set(), set(), "who names none contradicts nobody"),
    ],
)
def test_only_districts_of_one_level_are_held_against_each_other(
    one: set[str], other: set[str], differ: set[str], why: str
) -> None:
    assert apart(frozenset(one), frozenset(other)) == differ, why
    assert apart(frozenset(other), frozenset(one)) == differ, why


def test_names_share_their_longest_common_piece_of_two_characters() -> None:
    one, other = (
        frozenset({Name("我住丽景", "花园"), Name("和平", "路")}),
        frozenset({Name("丽景", "小区"), Name("平安", "路")}),
    )
    assert shared(one, other) == {"丽景"}


@pytest.mark.parametrize(
    ("one", "other", "piece"),
    [("丽景花园", "新丽景花", "丽景花"), ("甲乙", "丙丁", ""), ("", "甲", ""), ("甲x乙", "乙y甲", "甲")],
)
def test_the_longest_common_piece(one: str, other: str, piece: str) -> None:
    assert common(one, other) == piece


@pytest.mark.parametrize(("words", "telling"), [("停水", True), ("投诉附近", False), ("停水的", False)])
def test_words_that_anybody_says_tell_nothing(words: str, telling: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_telling(words) is telling
