"""Which petitions are one matter, when likeness goes from pair to pair?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.test_likeness import DAY, rarity_of
from wangfang.rules.clusters import LINK, clusters
from wangfang.rules.likeness import score
from wangfang.rules.likeness_signals import Portrait, weighed

CHAIN = dict.fromkeys(pairwise(range(60)), 0.95)


@pytest.mark.parametrize(
    ("pairs", "groups", "why"),
    [
        ({}, [], "nothing is alike"),
        ({("a", "b"): 0.39}, [], "not alike enough"),
        ({("a", "b"): LINK}, [{"a", "b"}], "just alike enough"),
        ({("a", "b"): 0.9, ("b", "c"): 0.9}, [{"a", "b", "c"}], "a third that is like one of two"),
        ({("b", "c"): 0.7, ("x", "y"): 0.9, ("y", "z"): 0.6}, [{"x", "y", "z"}, {"b", "c"}], "the larger first"),
        ({("x", "y"): 0.9, ("a", "b"): 0.7}, [{"a", "b"}, {"x", "y"}], "of one size by their least"),
        ({("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 0.5}, [{"a", "b", "c"}], "a pair within a group joins nothing more"),
    ],
)  # fmt: skip
def test_groups_of_pairs(pairs: dict[tuple[str, str], float], groups: list[set[str]], why: str) -> None:
    assert clusters(pairs) == groups, why


def test_a_chain_of_likenesses_is_cut_where_the_parts_do_not_hold_together() -> None:
    assert max(map(len, clusters(CHAIN))) < len(CHAIN) // 3


def test_a_matter_told_by_many_is_not_cut() -> None:
    assert list(map(len, clusters(dict.fromkeys(combinations(range(30), 2), 0.7)))) == [30]


def test_two_matters_with_one_petition_between_them_stay_two() -> None:
    first, second = (dict.fromkeys(combinations(range(at, at + 6), 2), 0.9) for at in (0, 6))
    assert list(map(len, clusters(first | second | {(5, 6): 0.8}))) == [6, 6]


SUBJECTS = (
    "地铁六号线建设", "校园食品安全监管", "老旧电梯更换", "养狗条例落地", "河道水质治理", "公共厕所改造", "共享单车管理",
    "养老床位建设", "农贸市场升级", "危险化学品运输管理", "社区医生签约", "垃圾分类推广", "供暖管网更新", "非遗保护",
    "盲道清理", "夜市摊点规范", "职业教育发展", "古树名木保护", "公交专用道施划", "防空洞安全排查",
)  # fmt: skip
LETTERS = [
    Portrait(
        f"请哈尔滨市加快{subject}力度",
        f"建议加快{subject}力度，明确责任，尽快见效，让市民满意。",
        DAY,
        frozenset({"w"}),
    )
    for subject in SUBJECTS
]


def largest(rarity: Callable[[int], float]) -> int:
    """Return how many of the form letters come into one group."""
    ready = [weighed(letter, rarity) for letter in LETTERS]
    pairs = {(one, other): score(ready[one], ready[other]) for one, other in combinations(range(len(ready)), 2)}
    return max(map(len, clusters(pairs)), default=1)


def test_a_writer_of_form_letters_is_not_chained_into_one_matter() -> None:
    rare = rarity_of(*LETTERS)
    assert largest(rare.__getitem__) <= 3, "two or three of one frame may be alike, the writer's letters are no matter"


def test_only_by_knowing_what_is_rare_are_form_letters_told_apart() -> None:
    assert largest(lambda _: 1.0) == len(LETTERS)


@given(st.dictionaries(st.sampled_from([*combinations(range(8), 2)]), st.floats(0, 1)))
def test_nobody_is_in_two_groups_and_the_order_of_pairs_does_not_matter(pairs: dict[tuple[int, int], float]) -> None:
    groups = clusters(pairs)
    assert sum(map(len, groups)) == len(frozenset().union(*groups))
    assert clusters({(other, one): score for (one, other), score in reversed(pairs.items())}) == groups
