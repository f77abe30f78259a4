"""Who goes on with the work of an agency that was merged, split or abolished, and what may not be recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.lives import CITY
from wangfang.rules.facts import Agency, Kind
from wangfang.rules.refusal import Refused
from wangfang.rules.succession import CHANGE_WORDS, Change, Succession, heir_on, require_change

DAY = date(2018, 1, 1)
NORTH = Agency("N", "北街道", Kind.UNIT, "230103001", ("P", "C", "D", "N"))
SOUTH = Agency("S", "南街道", Kind.UNIT, "230103002", ("P", "C", "D", "S"))
KNOWN = {**CITY, "N": NORTH, "S": SOUTH}


def change(old: str, new: str, kind: str = "merge", day: date = DAY, *, rest: bool = True) -> Succession:
    """Write a change the short way."""
    return Succession(old, new, day, Change(kind), "编办〔2018〕1号", rest)


SPLIT = (change("D-JD", "N", "split"), change("D-JD", "S", "split", rest=False))
PART = (change("D-JD", "D-JD", "split"), change("D-JD", "S", "split", rest=False))
TWO_OFFICES = (change("D-JD", "D-ZJ", "split"), change("D-JD", "D-ZJ-1", "split", rest=False))
CHAIN = (change("D-JD", "N"), change("N", "S", day=date(2019, 1, 1)))


@pytest.mark.parametrize(
    ("changes", "region", "day", "heir"),
    [
        ((), "230103001", DAY, "D-JD"),
        ((change("D-JD", "N"),), "230103001", date(2017, 12, 31), "D-JD"),  # the day before
        ((change("D-JD", "N"),), "230103001", DAY, "N"),
        ((change("D-ZJ", "N"),), "230103001", DAY, "D-JD"),  # another agency's change
        (SPLIT, "230103002", DAY, "S"),
        (SPLIT, "230103001", DAY, "N"),
        (SPLIT, "230103999", DAY, "N"),  # in nobody's territory: the rest
        (PART, "230103002", DAY, "S"),
        (PART, "230103999", DAY, "D-JD"),  # what is left goes on
        (TWO_OFFICES, "230103", DAY, "D-ZJ"),  # one territory tells nobody apart
        (CHAIN, "230103001", date(2018, 6, 1), "N"),
        (CHAIN, "230103001", date(2019, 1, 1), "S"),
        ((change("D-JD", "", "abolish"),), "230103001", DAY, ""),
        ((change("D-JD", "D-JD", "rename"),), "230103001", DAY, "D-JD"),
    ],
)
def test_the_heir_is_whoever_goes_on_with_the_work_at_that_place(
    changes: tuple[Succession, ...], region: str, day: date, heir: str
) -> None:
    assert heir_on("D-JD", region, day, KNOWN, changes) == heir


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (change("D-JD", "N"), ""),
        (change("D-JD", "", "abolish"), ""),
        (change("D-JD", "D-JD", "rename"), ""),
        (change("D-JD", "D-JD", "split"), ""),
        (change("D-JD", "D-JD"), "不能由自己承接"),
        (change("X", "N"), "没有代码为“X”的单位"),
        (change("D-JD", "X"), "没有代码为“X”的单位"),
        (change("D-JD", "D"), "不是同类单位"),
        (replace(change("D-JD", "N"), source=" "), "要写明依据的文件"),
        (replace(change("D-JD", "N"), source="长" * 301), "最多 300 个字"),
        (change("OLD", "N"), "的前一天不存在，不能从这一天起合并"),
        (change("D-JD", "OLD"), "承接街道办事处的职责"),
        (change("D-ZJ", "D-ZJ-1"), "是区住建局的下级"),
    ],
)
def test_what_cannot_be_put_into_effect_is_not_recorded(wanted: Succession, why: str) -> None:
    known = {**KNOWN, "OLD": replace(NORTH, code="OLD", name="旧街道", valid_to=date(2017, 6, 30))}
    if not why:
        require_change(wanted, known)
        return
    with pytest.raises(Refused, match=why):
        require_change(wanted, known)


def test_every_change_has_its_word() -> None:
    assert [CHANGE_WORDS[kind] for kind in Change] == ["合并", "分立", "更名", "撤销"]
