"""Is the demo city what the article tells of, and does everything in it come from acts?"""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from tests.interfaces.console import reckoning
from wangfang.interfaces.console.demo import article, city, crowds, fresh, further, persons, quarters, texts, waiting
from wangfang.rules.facts import CHINA
from wangfang.rules.identity import require_id_number, require_mobile, require_name
from wangfang.rules.limits import rule_set
from wangfang.rules.workdays import national_calendar

Acts = list[dict[str, object]]
COUNTIES = sorted(city.counties())


@pytest.fixture(scope="module")
def past() -> list[Acts]:
    return [*article.lives(), *further.lives(), *quarters.lives()]


def only(acts: Acts, step: str) -> dict[str, object]:
    found = [act for act in acts if act["step"] == step]
    assert len(found) == 1
    return found[0]


def day(acts: Acts, step: str) -> date:
    return reckoning.day_of(only(acts, step))


@pytest.mark.parametrize(
    ("quarter", "indicator", "names"),
    [
        # the article: 4个信访部门及时受理率、8个责任单位及时受理率、5个按期办结率为100%
        ("2017Q4", "bureau_timely", "南岗区 松北区 呼兰区 方正县"),
        ("2017Q4", "unit_timely", "道里区 南岗区 平房区 松北区 呼兰区 方正县 木兰县 五常市"),
        ("2017Q4", "ontime_closure", "南岗区 松北区 呼兰区 通河县 尚志市"),
        # the quarter before was worse (及时受理率和按期办结率显著提升)
        ("2017Q3", "bureau_timely", "松北区"),
        ("2017Q3", "unit_timely", "南岗区 平房区 呼兰区 方正县 木兰县"),
        ("2017Q3", "ontime_closure", "松北区 方正县"),
    ],
)
def test_the_counties_at_100_percent_are_those_of_the_plan(
    past: list[Acts], quarter: str, indicator: str, names: str
) -> None:
    table = reckoning.figures(past, quarter)
    found = reckoning.spotless(table, indicator, COUNTIES)
    assert {city.counties()[county] for county in found} == set(names.split())


def test_every_county_has_something_due_under_each_rate_of_the_quarter(past: list[Acts]) -> None:
    table = reckoning.figures(past, "2017Q4")
    empty = [(c, i) for c in COUNTIES for i in ("bureau_timely", "unit_timely", "ontime_closure") if i not in table[c]]
    assert empty == []
    assert len(COUNTIES) == 18


def test_as_many_are_late_as_the_plan_says(past: list[Acts]) -> None:
    for quarter, column in (("2017Q3", 2), ("2017Q4", 3)):
        table = reckoning.figures(past, quarter)
        names = ("bureau_timely", "unit_timely", "ontime_closure")
        late = {row[0]: tuple(table[row[0]][n][0] - table[row[0]][n][1] for n in names) for row in quarters.PLAN}
        assert late == {row[0]: row[column] for row in quarters.PLAN}
        assert table["230000"]["bureau_timely"][0] == table["230000"]["bureau_timely"][1] > 0


def test_one_late_act_more_would_be_seen(past: list[Acts]) -> None:
    spoilt = deepcopy(past)
    acts = next(
        acts
        for acts in spoilt
        for duty in reckoning.duties(acts)
        if duty.owner == "230111-XF" and date(2017, 10, 9) < duty.due < date(2017, 12, 31)
    )
    decision = next(a for a in acts if a.get("agency") == "230111-XF" and a["step"] in ("forward", "assign"))
    moved = datetime.fromisoformat(str(decision["occurred_at"])) + timedelta(days=40)
    decision["occurred_at"] = moved.isoformat()
    found = reckoning.spotless(reckoning.figures(spoilt, "2017Q4"), "bureau_timely", COUNTIES)
    assert "230111" not in found


def test_the_leaking_roof_was_mended_nine_days_after_acceptance() -> None:
    acts = next(article.lives())
    assert day(acts, "submit") == date(2017, 8, 22)
    assert day(acts, "accept") == date(2017, 8, 23)
    assert (day(acts, "resolve") - day(acts, "accept")).days == 9
    passed_on = [(a["agency"], a["to"], reckoning.day_of(a)) for a in acts if a["step"] == "forward"]
    same_day = date(2017, 8, 22)
    assert passed_on == [
        ("230000-XF", "230100-XF", same_day),
        ("230100-XF", "230103-XF", same_day),
        ("230103-XF", "230103018", same_day),
    ]
    pilot = {duty.indicator: duty.due for duty in reckoning.duties(acts) if duty.owner[:6] == "230103"}
    assert pilot == {
        "bureau_timely": date(2017, 8, 25),  # 3 workdays from 08-22
        "unit_timely": date(2017, 9, 6),  # 15 days
        "ontime_closure": date(2017, 9, 12),  # 15 workdays from receipt on 08-22; from 08-25 it would be 09-15
    }
    assert reckoning.nth_workday(date(2017, 8, 25), 15) == date(2017, 9, 15)
    assert day(acts, "issue_opinion") <= pilot["ontime_closure"]


def test_the_manhole_case_was_settled_eleven_days_after_hulan_had_it() -> None:
    _, acts = article.lives()
    assert reckoning.day_of(acts[0]) == date(2017, 3, 2)
    assert only(acts, "assign")["to"] == "230111-ZJ"
    assert day(acts, "assign") == day(acts, "accept") == date(2017, 3, 2)
    assert (day(acts, "resolve") - day(acts, "accept")).days == 11
    assert day(acts, "resolve") == day(acts, "close") == date(2017, 3, 13)
    # under 三一五 it would have had until 03-07 and 03-28; the second is the day the district set
    calendar, rules = national_calendar(), rule_set("harbin-315")
    routed_by = rules.route_limit().last_day(date(2017, 3, 2), calendar)
    assert routed_by == date(2017, 3, 7)
    assert rules.answer_limit().last_day(routed_by, calendar) == date(2017, 3, 28)
    assert only(acts, "assign")["due_on"] == "2017-03-28"


def test_acts_stand_in_order_and_offices_act_in_working_hours(past: list[Acts]) -> None:
    for acts in past:
        moments = [datetime.fromisoformat(str(act["occurred_at"])) for act in acts]
        assert all(earlier <= later for earlier, later in pairwise(moments))
        office = [m for m, act in zip(moments, acts, strict=True) if "agency" in act]
        assert [m for m in office if not (reckoning.is_workday(m.date()) and 8 <= m.hour < 18)] == []


def test_the_same_city_comes_out_every_time(past: list[Acts]) -> None:
    assert [*article.lives(), *further.lives(), *quarters.lives()] == past


def test_cases_are_told_apart_by_their_ids(past: list[Acts]) -> None:
    ids = [str(acts[0]["case"]) for acts in past]
    assert len(ids) == len(set(ids)) > 700


def test_every_petitioner_is_well_formed_and_nobody(past: list[Acts]) -> None:
    for acts in past:
        who = acts[0]["petitioner"]
        assert isinstance(who, dict)
        assert require_name(who["name"]) == who["name"]
        assert require_mobile(who["phone"]) == who["phone"]
        if "id_number" in who:
            assert require_id_number(who["id_number"], date(2017, 1, 1)).startswith(persons.NOWHERE)


def test_cases_go_to_agencies_that_bore_their_name_then(past: list[Acts]) -> None:
    wrong = [
        (act["case"], act["agency"])
        for acts in [*past, *fresh.lives(datetime(2026, 11, 23, 17, tzinfo=CHINA))]
        for act in acts
        if "agency" in act and not city.places()[str(act["agency"])].exists_on(reckoning.day_of(act))
    ]
    assert wrong == []


def test_the_texts_are_many_and_without_open_gaps(past: list[Acts]) -> None:
    templates = {*texts.templates("city"), *texts.templates("rural")}
    assert len(templates) >= 150
    assert len({t.category for t in templates}) == 17
    shown = [str(act.get(key, "")) for acts in past for act in acts for key in ("title", "text", "note", "why")]
    assert [text for text in shown if "{" in text or "}" in text] == []


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 23, 16, 0, tzinfo=CHINA),  # a Monday afternoon
        datetime(2026, 11, 22, 3, 0, tzinfo=CHINA),  # a Sunday night
        datetime(2026, 2, 18, 10, 0, tzinfo=CHINA),  # in the Spring Festival break
        datetime(2031, 10, 3, 10, 0, tzinfo=CHINA),  # a year without a notice yet
    ],
)
def test_the_open_cases_of_today_never_lie_in_the_future(moment: datetime) -> None:
    lives = [*fresh.lives(moment), *crowds.lives(moment), *waiting.lives(moment)]
    assert len(lives) >= 56
    assert {str(acts[-1]["step"]) for acts in lives}.isdisjoint({"close", "decline"})
    assert max(datetime.fromisoformat(str(a["occurred_at"])) for acts in lives for a in acts) <= moment


def test_every_agency_stands_under_one_that_is_there() -> None:
    codes = {row["code"] for row in city.rows()}
    assert [row["code"] for row in city.rows() if row["parent"] not in {"", *codes}] == []
    assert len(codes) == len(city.rows())
    assert {"230103018", "230111-ZJ", "230111008"} <= codes
