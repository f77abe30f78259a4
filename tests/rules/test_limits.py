"""The rule-sets: their numbers and sources, overlays that never lengthen the law, and which one is in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wangfang.rules.limits import (
    Limit,
    LongerThanTheLaw,
    NoSuchLimit,
    NoSuchRuleSet,
    Pilot,
    Unit,
    in_force,
    national_on,
    require_not_longer,
    rule_set,
    rule_sets,
)
from wangfang.rules.workdays import national_calendar

IN_2017, IN_2023 = date(2017, 8, 22), date(2023, 3, 2)
NANGANG = ("230000", "230100", "230103", "230103018")  # province, city, district, street


@pytest.mark.parametrize(
    ("rules", "limit", "count", "unit"),
    [
        ("order-2005", "DL01", 15, "calendar_days"),  # R05 21: bureau routes
        ("order-2005", "DL06", 15, "calendar_days"),  # R05 21: unit accepts
        ("order-2005", "DL09", 15, "calendar_days"),  # R05 22: filed directly with the unit
        ("order-2005", "DL10", 60, "calendar_days"),  # R05 33: closed
        ("order-2005", "DL11", 30, "calendar_days"),  # R05 33: extension
        ("order-2005", "DL15", 30, "calendar_days"),  # R05 34: ask for review
        ("order-2005", "DL16", 30, "calendar_days"),  # R05 34: review
        ("order-2005", "DL17", 30, "calendar_days"),  # R05 35: ask for recheck
        ("order-2005", "DL18", 30, "calendar_days"),  # R05 35: recheck
        ("order-2005", "DL22", 30, "calendar_days"),  # evaluation window
        ("regulation-2022", "DL01", 15, "calendar_days"),  # R22 22
        ("regulation-2022", "DL06", 15, "calendar_days"),  # R22 23
        ("regulation-2022", "DL08", 5, "working_days"),  # R22 23: objection
        ("regulation-2022", "DL10", 60, "calendar_days"),  # R22 34
        ("regulation-2022", "DL11", 30, "calendar_days"),  # R22 34
        ("regulation-2022", "DL16", 30, "calendar_days"),  # R22 35
        ("regulation-2022", "DL18", 30, "calendar_days"),  # R22 36
        ("simple-2016", "DL04", 1, "working_days"),  # each hop
        ("simple-2016", "DL07", 3, "working_days"),  # unit accepts
        ("simple-2016", "DL12", 10, "working_days"),  # unit answers
        ("harbin-315", "DL03", 3, "working_days"),  # the article's 三
        ("harbin-315", "DL13", 15, "working_days"),  # the article's 一五
        ("harbin-315", "DL06", 15, "calendar_days"),  # from its base
        ("simple-2016", "DL16", 30, "calendar_days"),  # from its base
    ],
)
def test_a_rule_set_has_the_limits_of_its_source(rules: str, limit: str, count: int, unit: str) -> None:
    found = rule_set(rules).limit(limit)

    assert (found.count, found.unit.value) == (count, unit)


def test_each_rule_set_has_exactly_the_limits_that_its_source_knows() -> None:
    national = {"DL01", "DL06", "DL08R", "DL09", "DL10", "DL11", "DL15", "DL16", "DL17", "DL18", "DL22", "DL23", "DL24"}
    of_2005 = national | {"DL02N", "DL02P", "DL02C", "DL02D", "DL20"}

    assert {name: set(rules.limits) for name, rules in rule_sets().items()} == {
        "order-2005": of_2005,
        "regulation-2022": national | {"DL08"},
        "simple-2016": of_2005 - {"DL11"} | {"DL04", "DL07", "DL12"},  # a simplified case is not extended
        "harbin-315": of_2005 | {"DL03", "DL13"},
    }


def test_every_limit_and_rule_set_names_its_source_and_its_year() -> None:
    for rules in rule_sets().values():
        assert "20" in rules.source
        for key, limit in rules.limits.items():
            assert limit.id == key
            assert "《" in limit.source or "三一五" in limit.source
            assert "20" in limit.source
            assert limit.start
            assert limit.until


@pytest.mark.parametrize(
    ("rules", "route", "accept", "answer"),
    [
        ("order-2005", "DL01", "DL06", "DL10"),
        ("regulation-2022", "DL01", "DL06", "DL10"),
        ("simple-2016", "DL04", "DL07", "DL12"),
        ("harbin-315", "DL03", "DL06", "DL13"),
    ],
)
def test_each_duty_has_its_limit(rules: str, route: str, accept: str, answer: str) -> None:
    found = rule_set(rules)

    assert (found.route_limit().id, found.accept_limit().id, found.answer_limit().id) == (route, accept, answer)


def test_only_three_one_five_counts_the_answer_from_receipt_to_the_opinion() -> None:
    answers = {name: (rules.answer_from_receipt, rules.answer_met_by) for name, rules in rule_sets().items()}

    assert answers == {
        "order-2005": (False, "close"),
        "regulation-2022": (False, "close"),
        "simple-2016": (False, "close"),
        "harbin-315": (True, "issue_opinion"),
    }


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (date(1999, 1, 1), "order-2005"),  # before any order: the oldest we have
        (date(2022, 4, 30), "order-2005"),  # its last day
        (date(2022, 5, 1), "regulation-2022"),  # the first day of the new law
        (date(2060, 1, 1), "regulation-2022"),
    ],
)
def test_the_national_law_goes_by_the_start_day(day: date, rules: str) -> None:
    assert national_on(day) == rules
    assert in_force(day, NANGANG, []).id == rules
    assert in_force(day, NANGANG, []) is rule_set(rules)


@pytest.mark.parametrize(
    ("pilot", "day", "simplified", "rules"),
    [
        (Pilot("230103", "harbin-315", date(2017, 8, 1)), IN_2017, False, "harbin-315"),  # the district above
        (Pilot("230103018", "harbin-315", date(2017, 8, 1)), IN_2017, False, "harbin-315"),  # the street itself
        (Pilot("230103", "harbin-315", date(2017, 8, 1)), IN_2017, True, "harbin-315"),  # a pilot beats 简易
        (Pilot("230111", "harbin-315", date(2017, 8, 1)), IN_2017, False, "order-2005"),  # the neighbour
        (Pilot("230111", "harbin-315", date(2017, 8, 1)), IN_2017, True, "simple-2016"),  # the neighbour, 简易
        (Pilot("230103019", "harbin-315", date(2017, 8, 1)), IN_2017, False, "order-2005"),  # a sister street
        (Pilot("230103", "harbin-315", date(2017, 8, 22)), IN_2017, False, "harbin-315"),  # its first day
        (Pilot("230103", "harbin-315", date(2017, 8, 23)), IN_2017, False, "order-2005"),  # the day before it
        (
            Pilot("230103", "harbin-315", date(2017, 1, 1), date(2017, 8, 22)),
            IN_2017,
            False,
            "harbin-315",
        ),  # its last day
        (Pilot("230103", "harbin-315", date(2017, 1, 1), date(2017, 8, 21)), IN_2017, False, "order-2005"),  # over
        (Pilot("230100", "regulation-2022", date(2017, 1, 1)), IN_2017, False, "regulation-2022"),  # a law tried early
    ],
)
def test_a_pilot_covers_its_agency_and_all_below_it_while_it_runs(
    pilot: Pilot,
    day: date,
    simplified: bool,  # noqa: FBT001 - a table column
    rules: str,
) -> None:
    noise = Pilot("330100", "simple-2016", date(2000, 1, 1))

    assert in_force(day, NANGANG, [noise, pilot], simplified=simplified).id == rules


def test_of_two_pilots_the_nearer_agency_wins_and_then_the_later_start() -> None:
    city = Pilot("230100", "simple-2016", date(2017, 6, 1))
    district = Pilot("230103", "harbin-315", date(2016, 1, 1))
    renewed = Pilot("230103", "regulation-2022", date(2017, 1, 1))

    assert in_force(IN_2017, NANGANG, [city, district]).id == "harbin-315"
    assert in_force(IN_2017, NANGANG, [district, city]).id == "harbin-315"
    assert in_force(IN_2017, NANGANG, [renewed, district, city]).id == "regulation-2022"


def test_an_overlay_stands_on_the_national_law_of_the_day() -> None:
    pilots = [Pilot("230103", "harbin-315", date(2017, 1, 1))]

    assert in_force(IN_2017, NANGANG, pilots).limit("DL06").source == "《信访条例》第二十一条（2005年）"
    assert in_force(IN_2023, NANGANG, pilots).limit("DL06").source == "《信访工作条例》第二十三条（2022年）"
    assert in_force(IN_2023, NANGANG, [], simplified=True).limit("DL08").count == 5
    assert rule_set("harbin-315").base == "order-2005"


@pytest.mark.parametrize(
    ("limit", "count", "unit"),
    [
        ("DL13", 60, Unit.WORKING_DAYS),  # plainly longer
        ("DL13", 61, Unit.CALENDAR_DAYS),  # by one day
        ("DL13", 37, Unit.WORKING_DAYS),  # within 60 days mostly, not across two holidays: 17 start days
        ("DL03", 6, Unit.WORKING_DAYS),  # within 15 days mostly, not across a golden week: 17 start days
        ("DL06", 16, Unit.CALENDAR_DAYS),  # the statutory limit itself, lengthened under its own id
    ],
)
def test_an_overlay_that_lengthens_the_law_is_refused(limit: str, count: int, unit: Unit) -> None:
    local, law = rule_set("harbin-315"), rule_set("order-2005")
    longer = replace(local, limits={limit: replace(local.limit(limit), count=count, unit=unit)})

    with pytest.raises(LongerThanTheLaw) as refused:
        require_not_longer(longer, law, national_calendar())
    assert limit in refused.value.why
    assert "信访条例" in refused.value.source


def test_an_overlay_may_shorten_the_law_or_add_what_it_does_not_know() -> None:
    local, law = rule_set("harbin-315"), rule_set("order-2005")
    objection = Limit("DL08", "退回", 400, Unit.WORKING_DAYS, "收到", "退回", "地方办法（2006年）")
    same_day = local.limit("DL06")  # exactly the statutory limit
    sooner = replace(local.limit("DL13"), count=36)  # one fewer than what some holidays stretch beyond 60 days

    require_not_longer(
        replace(local, limits={"DL08": objection, "DL06": same_day, "DL13": sooner}), law, national_calendar()
    )
    assert sooner.shortens == "DL10"


def test_an_unknown_rule_set_or_limit_is_refused_with_those_there_are() -> None:
    with pytest.raises(
        NoSuchRuleSet, match="没有规则集'harbin'，可用的有：harbin-315、order-2005、regulation-2022、simple-2016"
    ):
        rule_set("harbin")
    with pytest.raises(NoSuchLimit, match="规则集“order-2005”没有期限'DL99'，可用的有：DL01、DL02C") as refused:
        rule_set("order-2005").limit("DL99")
    assert refused.value.source == "《信访条例》（国务院令第431号，2005年）"
    with pytest.raises(NoSuchRuleSet):
        in_force(IN_2017, NANGANG, [Pilot("230103", "三一五", date(2017, 1, 1))])


def test_the_national_rule_sets_follow_one_another_without_a_gap() -> None:
    old, new = rule_set("order-2005"), rule_set("regulation-2022")

    assert (old.valid_from, old.valid_to, new.valid_from, new.valid_to) == (
        date(2005, 5, 1),
        date(2022, 4, 30),
        date(2022, 5, 1),
        None,
    )
