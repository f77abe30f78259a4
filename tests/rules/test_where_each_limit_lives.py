"""Each limit of the design, DL01 to DL24: where it lives in each rule-set, or why it has no clock there."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.rules.lives import CITY, DONE, LETTER, NATIONAL, SENT_DOWN, TAKEN_UP, Told, life, told
from wangfang.rules.duties import Law, duties_of
from wangfang.rules.facts import Agency, CaseFacts, Kind, Life
from wangfang.rules.limits import Pilot, rule_set, rule_sets

ORDER, SIMPLIFIED, NOW, HARBIN = "order-2005", "simple-2016", "regulation-2022", "harbin-315"
EVERYWHERE = {ORDER, SIMPLIFIED, NOW, HARBIN}
OF_2005 = {ORDER, SIMPLIFIED, HARBIN}

WHERE = {
    # limit → the rule-sets that have it; the two overlays are shown over the order of 2005
    "DL01": EVERYWHERE,
    "DL02N": OF_2005,  # the split of 国信发〔2014〕16号; its successor was not read
    "DL02P": OF_2005,
    "DL02C": OF_2005,
    "DL02D": OF_2005,
    "DL03": {HARBIN},
    "DL04": {SIMPLIFIED},
    "DL06": EVERYWHERE,
    "DL07": {SIMPLIFIED},
    "DL08": {NOW},  # before 2022 no national text named a number
    "DL08R": EVERYWHERE,  # the product's own, for deciding a return
    "DL09": EVERYWHERE,
    "DL10": EVERYWHERE,
    "DL11": {ORDER, NOW, HARBIN},  # the simple way is not extended
    "DL12": {SIMPLIFIED},
    "DL13": {HARBIN},
    "DL15": EVERYWHERE,
    "DL16": EVERYWHERE,
    "DL17": EVERYWHERE,
    "DL18": EVERYWHERE,
    "DL20": OF_2005,  # since 2022 in writing, without a number
    "DL22": EVERYWHERE,
    "DL23": EVERYWHERE,
    "DL24": EVERYWHERE,
}

ELSEWHERE = {
    "DL14": "an assignment names its own day: detail `due_on` of the step assign",
    "DL05": "the design has no such number",
    "DL19": "the design has no such number",
    "DL21": "the design has no such number",
}
"""Numbers that are in no table, and why."""


def test_every_limit_lives_where_its_source_has_it() -> None:
    assert {
        name: {rules.id for rules in rule_sets().values() if name in rules.limits}
        for name in sorted({key for rules in rule_sets().values() for key in rules.limits})
    } == WHERE


def test_no_number_of_the_design_is_left_out() -> None:
    numbers = {f"DL{n:02d}" for n in range(1, 25)}
    assert {re.sub(r"(?<=\d)[A-Z]$", "", name) for name in WHERE} | set(ELSEWHERE) == numbers
    assert not set(ELSEWHERE) & set(WHERE)


NATION = Agency("N", "国家信访局", Kind.BUREAU, "000000", ("N",))
EVERYBODY = {**CITY, "N": NATION}
SIMPLE = (
    told("2017-08-22 09:14", "submit", to="C"),
    told("2017-08-22 10:00", "register", "C"),
    told("2017-08-22 10:10", "screen", "C", procedure="simplified"),
    told("2017-08-22 10:30", "forward", "C", "D"),
    *TAKEN_UP[2:],
)
PILOT = Law([Pilot("D", HARBIN, date(2017, 1, 1))])
REMEDIED = (
    *DONE,
    told("2017-09-10", "request_review", why="不服", to="C-FC"),
    told("2017-09-20", "decide_review", "C-FC", outcome="uphold"),
    told("2017-09-25", "request_recheck", why="不服", to="C-FC"),
)
NATIONALLY = tuple(
    told(f"2017-08-2{n} 12:00", step, by, to)
    for n, (step, by, to) in enumerate(
        [("submit", "", "N"), ("forward", "N", "P"), ("forward", "P", "C"), ("forward", "C", "D")]
    )
)


@pytest.mark.parametrize(
    ("acts", "law", "case", "limits", "why"),
    [
        (REMEDIED, NATIONAL, None, "DL01 DL06 DL10 DL16 DL18", "the ordinary way and both remedies"),
        (NATIONALLY, NATIONAL, None, "DL02C DL02D DL02N DL02P", "down from the national bureau"),
        (TAKEN_UP, PILOT, None, "DL03 DL06 DL13", "三一五"),
        (SIMPLE, NATIONAL, None, "DL01 DL04 DL07 DL12", "the simple way, from the screening on"),
        ((told("2017-08-22", "register", "D-JD"),), NATIONAL, LETTER, "DL09", "filed with the unit itself"),
        (
            (*SENT_DOWN, told("2017-08-23", "request_return", "D-JD", why="不属于我们")),
            NATIONAL, None, "DL01 DL06 DL08R", "a return that waits",
        ),
        ((*DONE, told("2017-09-06", "propose", "D", "D-JD", text="改进")), NATIONAL, None, "DL01 DL06 DL10 DL20", "a proposal"),
    ],
)  # fmt: skip
def test_the_clock_of_each_limit_runs(
    acts: tuple[Told, ...], law: Law, case: CaseFacts | None, limits: str, why: str
) -> None:
    lived = life(*acts, case=case or life().case)
    found = {duty.limit.id for duty in duties_of(Life(lived.case, lived.events, EVERYBODY), law)}
    assert " ".join(sorted(found)) == limits, why


def test_what_has_no_clock_says_why() -> None:
    running = {
        "DL01", "DL02N", "DL02P", "DL02C", "DL02D", "DL03", "DL04", "DL06", "DL07", "DL08R", "DL09", "DL10", "DL12",
        "DL13", "DL16", "DL18", "DL20",
    }  # fmt: skip
    for rules in rule_sets().values():
        for name, limit in rules.limits.items():
            assert bool(limit.no_clock) == (name not in running), name


def test_at_once_is_no_number_of_days_and_the_hotlines_five_are_not_ours() -> None:
    for name in (ORDER, NOW):
        at_once, hotline = rule_set(name).limit("DL24"), rule_set(name).limit("DL23")
        assert (at_once.count, "立即" in at_once.no_clock) == (0, True)
        assert (hotline.count, hotline.unit.value, "对照" in hotline.no_clock) == (5, "working_days", True)


def test_the_four_shares_of_the_national_split_make_up_the_fifteen_days() -> None:
    order = rule_set(ORDER)
    assert [order.limit(f"DL02{rung}").count for rung in "NPCD"] == [5, 3, 3, 4]
    assert sum(order.limit(f"DL02{rung}").count for rung in "NPCD") == order.limit("DL01").count
