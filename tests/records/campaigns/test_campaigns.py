"""A campaign from its frozen list to its report: what gets onto the list, who begins and runs it, who sees what of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import at_accusations, clerk, officer, person
from tests.moments import at
from tests.records.campaigns.lives import (
    DUE,
    NOW,
    QUERY,
    TYPED,
    WHAT_IS_MISSING,
    act,
    begun,
    copy_of,
    figures,
    first_case,
    merged,
    missing,
    watcher,
)
from tests.stories import ROOF, Story, story
from tests.walled import seen_as
from wangfang.records.campaigns import assigning, filling, freezing, lookups, reporting
from wangfang.records.campaigns.models import Campaign
from wangfang.records.cases import marking
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.models import Entry
from wangfang.rules.access import NotYours
from wangfang.rules.campaigns import Query
from wangfang.rules.facts import Actor, Form, Role
from wangfang.rules.refusal import Refused


def test_a_campaign_lives_from_its_list_to_its_report() -> None:
    case, other = merged(), merged("NG-HX", Form.ONLINE)
    campaign = begun()
    assert {t.case.number: tuple(t.missing) for t in campaign.targets.all()} == {
        case.number: WHAT_IS_MISSING,
        other.number: ("number", "investigation", "receipt"),
    }, "over the network the petitioner could be told"
    assert assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30")) == 2
    assert [(t.unit.code, t.kind, t.count) for t in lookups.told_to(campaign, officer("NG-XF"))] == [
        ("NG-XF", "assigned", 1)
    ]
    for day, (item, typed) in enumerate(TYPED.items(), start=7):
        filling.fill(campaign.pk, (1, item), typed, date(2017, 9, 2), act(officer("NG-XF"), f"2017-11-{day:02d} 10:00"))
    with pytest.raises(Refused, match="已经补齐"):
        filling.fill(campaign.pk, (1, "receipt"), TYPED["receipt"], DUE, act(officer("NG-XF"), "2017-11-11 09:00"))
    now = figures(campaign)
    assert (now.whole.cases, now.whole.complete, now.whole.items, now.whole.open) == (2, 1, 7, 3)
    assert dict(now.days)[date(2017, 11, 6)] == 7
    assert [count for day, count in now.days if day <= date(2017, 11, 11)] == [7, 6, 5, 4, 3, 3]
    assert [(p.rank, p.entrant.code, p.entrant.met) for p in now.units.places] == [(1, "NG-XF", 4), (2, "NG-HX", 0)]
    assert assigning.remind(campaign.pk, act(watcher(), "2017-11-12 09:00")) == 1
    ended = reporting.end(campaign.pk, act(watcher(), "2017-12-01 09:00"))
    assert ended.report is not None
    by_form = reporting.tables_of(ended.report)[0]
    assert [row[:3] + row[-1:] for row in by_form["rows"]] == [["来信", "1", "1", "0"], ["网上投诉", "1", "0", "3"]]
    assert by_form["foot"] == ["合计", "2", "1", "7", "4", "0", "3"]
    with pytest.raises(Refused, match="已经结束"):
        filling.fill(campaign.pk, (2, "receipt"), TYPED["receipt"], DUE, act(officer("NG-HX"), "2017-12-02 09:00"))
    assert list(verify(case.number)) == [], "what was entered late is in the trace of the case"
    entries = Entry.objects.filter(subject=f"campaign:{campaign.number}").order_by("number")
    steps = [json.loads(entry.payload)["step"] for entry in entries]
    assert steps == [
        "campaign_frozen", "campaign_assigned", *["campaign_filled"] * 4, "campaign_reminded", "campaign_ended",
    ]  # fmt: skip


def _alone(told: Story) -> Story:
    return told


def _of_a_copy(told: Story) -> Story:
    return copy_of(told)


@pytest.mark.parametrize(
    ("course", "changes", "listed", "why"),
    [
        (_of_a_copy, {}, True, "a first case with a copy"),
        (_alone, {}, False, "nothing was merged into it"),
        (lambda told: copy_of(told).on("2017-09-13 09:00").taken_apart(), {}, False, "the copy was taken out again"),
        (_of_a_copy, {"until": date(2017, 8, 21)}, False, "received after the period"),
        (_of_a_copy, {"since": date(2017, 8, 22), "until": date(2017, 8, 22)}, True, "both days count"),
        (_of_a_copy, {"forms": (Form.VISIT, Form.ONLINE)}, False, "another form"),
        (_of_a_copy, {"under": "NG-XF"}, True, "held by the unit that was asked for"),
        (_of_a_copy, {"under": "NG-HX"}, False, "held by another unit"),
        (_of_a_copy, {"items": ("receipt",)}, True, "one of the items is missing"),
        (_of_a_copy, {"items": ("content", "place")}, False, "none of these is"),
        (_alone, {"merged": False}, True, "merged or not"),
    ],
)
def test_the_query_finds(
    course: Callable[[Story], Story], changes: dict[str, object], *, listed: bool, why: str
) -> None:
    told = first_case()
    course(told)
    seen = missing(replace(QUERY, **changes))  # type: ignore[arg-type]  # fields of a query
    assert (told.now.number in seen) is listed, why


def test_only_what_the_query_asks_about_is_on_the_list() -> None:
    merged()
    assert [list(t.missing) for t in begun(replace(QUERY, items=("receipt", "place"))).targets.all()] == [["receipt"]]


def test_a_case_with_everything_is_not_on_the_list() -> None:
    told = Story(at("2017-08-22 09:14"), replace(ROOF, content="030201")).written("NG", Form.LETTER)
    told.forwarded("NG-XF").accepted().worked(kind="visit").answered().served().resolved().closed()
    copy_of(told)
    assert missing() == {}


def test_an_accusation_or_a_secret_case_never_gets_onto_a_list_nor_stays_on_one() -> None:
    reader = at_accusations("HRB", Role.SUPERVISOR)
    story().accusing("HL").submitted("2017-08-22 09:14", to="NG").registered()
    case, other = merged(), merged("NG-HX")
    assert set(missing(replace(QUERY, merged=False), reader)) == {case.number, other.number}
    campaign = begun()
    marking.label(case, "accusation", "反映的是干部", act(clerk("NG"), "2017-11-07 09:00"))
    assert [t.case.number for t in lookups.targets_seen(campaign, reader)] == [other.number]
    assert figures(campaign, reader).whole.cases == 1
    with pytest.raises(NotFound):
        lookups.target_seen(campaign, 1, reader)
    ended = reporting.end(campaign.pk, act(watcher(), "2017-12-01 09:00"))
    assert ended.report is not None
    assert reporting.tables_of(ended.report)[0]["foot"][1] == "1"


@pytest.mark.parametrize(
    ("who", "places"),
    [
        (lambda: person("HRB", Role.SUPERVISOR), [1, 2]),
        (lambda: clerk("HRB"), [1, 2]),
        (lambda: clerk("NG"), [1, 2]),
        (lambda: officer("NG-XF"), [1]),
        (lambda: officer("NG-HX"), [2]),
        (lambda: officer("NG-ZJ"), None),
        (lambda: clerk("HL"), None),
    ],
)
def test_everybody_sees_of_a_campaign_the_cases_that_are_theirs(
    who: Callable[[], Actor], places: list[int] | None
) -> None:
    merged()
    merged("NG-HX")
    campaign = begun()
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    actor = who()
    with seen_as(actor, NOW):
        if places is None:
            assert lookups.newest(actor) == []
            with pytest.raises(NotFound):
                lookups.open_campaign(campaign.pk, actor)
        else:
            assert [c.pk for c in lookups.newest(actor)] == [campaign.pk]
            assert [t.place for t in lookups.targets_seen(campaign, actor)] == places


@pytest.mark.parametrize(
    ("agency", "role", "why"),
    [
        ("HRB", Role.CLERK, "只有"),
        ("NG-XF", Role.UNIT_LEADER, "只有"),
        ("HRB-ZJ", Role.SUPERVISOR, "只有"),
        ("HRB", Role.LEADER, "只有"),
        ("HLJ", Role.BUREAU_LEADER, "市、区县"),
        ("NG", Role.BUREAU_LEADER, "不在您的单位以下"),
    ],
)
def test_who_may_not_begin_one(agency: str, role: Role, why: str) -> None:
    merged()
    with pytest.raises(NotYours, match=why):
        freezing.freeze("规范重复件", QUERY, DUE, act(person(agency, role)))


def test_a_district_runs_its_own_and_no_other() -> None:
    merged()
    campaign = begun()
    leader = person("NG", Role.BUREAU_LEADER)
    own = freezing.freeze("本区规范重复件", replace(QUERY, under="NG"), DUE, act(leader))
    assert own.number == "ZX-2017-0002"
    for deed in (assigning.assign, assigning.remind, reporting.end):
        with pytest.raises(NotYours, match="由哈尔滨市信访局组织"):
            deed(campaign.pk, act(leader, "2017-11-07 09:00"))
    assert assigning.assign(own.pk, act(leader, "2017-11-07 09:00")) == 1


@pytest.mark.parametrize(
    ("name", "query", "due_on", "why"),
    [
        (" ", QUERY, DUE, "名称"),
        ("规范重复件", QUERY, date(2017, 11, 5), "期限"),
        ("规范重复件", replace(QUERY, until=date(2017, 11, 7)), DUE, "止日"),
        ("规范重复件", replace(QUERY, forms=(Form.VISIT,)), DUE, "没有要整改的"),
    ],
)
def test_a_campaign_is_not_begun_with(name: str, query: Query, due_on: date, why: str) -> None:
    merged()
    with pytest.raises(Refused, match=why):
        freezing.freeze(name, query, due_on, act(watcher()))
    assert not Campaign.objects.exists()


def test_the_figures_cost_the_same_for_one_case_and_for_ten() -> None:
    def cost() -> int:
        campaign = begun()
        with CaptureQueriesContext(connection) as seen:
            figures(campaign)
        return len(seen)

    merged()
    cost()
    one = cost()
    for _ in range(9):
        merged()
    assert cost() == one


def test_the_database_ends_a_campaign_only_with_its_report() -> None:
    merged()
    begun()
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.update(ended_at=NOW, ended_by="juzhang")
