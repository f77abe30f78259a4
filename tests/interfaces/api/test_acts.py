"""Every step of the desk is taken by its word, by the same verbs, on the version that was seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.interfaces.api.asking import System, system_at
from tests.stories import Story, story
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Case
from wangfang.records.cases.verbs import PAIRED, VERBS
from wangfang.rules.facts import Role, Step
from wangfang.rules.matters import ABOUT_TWO

ODD: list[dict[str, Any]] = [
    {"zzz": 1}, {"to": 5}, {"to": ["NG"]}, {"why": None, "note": {}}, {"days": "x", "agree": 3}, {"co": "NG"}, {},
]  # fmt: skip


@pytest.fixture
def roof(bureau: System) -> Story:
    """Bring a case to the street office."""
    return story().submitted(to="NG").registered().forwarded("NG-XF")


@pytest.fixture
def office(bureau: System) -> System:
    """Return the system of the street office."""
    return system_at("NG-XF", Role.OFFICER)


def test_a_whole_life_is_lived_over_the_interface(bureau: System, office: System) -> None:
    number = bureau.submits().said["number"]
    leader = system_at("NG-XF", Role.UNIT_LEADER)
    lived: list[tuple[System, str, dict[str, Any]]] = [
        (bureau, "register", {}),
        (bureau, "forward", {"to": "NG-XF"}),
        (office, "sign_in", {}),
        (office, "accept", {}),
        (office, "log_work", {"kind": "visit", "note": "上门查看了屋面。"}),
        (leader, "extend", {"days": 10, "why": "需要委托鉴定"}),
        (office, "resolve", {"note": "已更换防水卷材。"}),
        (office, "issue_opinion", {"conclusion": "support", "text": "经查属实，已修好。", "bypass": "系统对接"}),
        (office, "serve", {"method": "direct", "proof": "王秀兰签收"}),
        (office, "close", {}),
    ]
    for place, (system, step, detail) in enumerate(lived, start=1):
        told = system.acts(number, step, place, **detail)
        assert (told.status, told.said.get("version")) == (200, place + 1), (step, told.said)
    assert told.said["state"] == "closed"
    assert [e.step for e in lookups.life(Case.objects.get()).events][1:] == [step for _, step, _ in lived]


def test_who_acts_on_an_older_version_is_told_who_was_first_and_when(roof: Story, office: System) -> None:
    assert office.acts(roof.now.number, "accept", 3).status == 200

    told = office.acts(roof.now.number, "log_work", 3, kind="call", note="联系了信访人。")

    assert told.status == 409
    assert "NG-XF系统已在" in told.said["why"]
    assert "受理" in told.said["why"]
    assert Case.objects.get().steps_taken == 4


@pytest.mark.parametrize("version", [None, 0, -1, "3", 3.0, True, 10**30, 9_000_000])
def test_an_act_must_say_which_version_it_has_seen(roof: Story, office: System, version: object) -> None:
    said = {"step": "accept", **({} if version is None else {"expected_version": version})}
    assert office.post(f"cases/{roof.now.number}/acts", said).status in {400, 409, 422}
    assert Case.objects.get().steps_taken == 3


def test_a_repeated_act_with_its_key_changes_nothing(roof: Story, office: System) -> None:
    first = office.acts(roof.now.number, "accept", 3, key="a")
    assert office.acts(roof.now.number, "accept", 3, key="a").said == first.said
    assert office.acts(roof.now.number, "accept", 3).status == 409
    assert office.acts(roof.now.number, "log_work", 3, key="a", kind="call", note="联系了。").status == 409


def test_a_case_of_others_is_missing_and_one_that_may_only_be_read_is_not_acted_on(roof: Story, bureau: System) -> None:
    number = roof.now.number
    stranger, admin = system_at("HL"), system_at("HRB", Role.ADMIN)
    missing = stranger.acts("20170822-999999", "accept", 3)
    for system in (stranger, admin):
        told = system.acts(number, "accept", 3)
        assert (told.status, told.said) == (404, missing.said)
    assert bureau.acts(number, "accept", 3).status == 403
    assert Case.objects.get().steps_taken == 3


def test_the_accused_never_sees_the_accusation(city: None) -> None:
    accused, bureau, jubao = (
        system_at("NG-ZJ", Role.OFFICER),
        system_at("NG"),
        system_at("NG", name="jubao", clearance=2),
    )
    case = story().accusing("NG-ZJ").submitted(to="NG").now
    assert jubao.get(f"cases/{case.number}").status == 200
    assert bureau.get(f"cases/{case.number}").status == 404  # no post for accusations
    assert accused.get(f"cases/{case.number}").status == 404
    assert accused.get("cases").said["cases"] == []


@pytest.mark.parametrize("step", [step for step in Step if step not in VERBS and step not in PAIRED])
def test_only_the_first_step_is_taken_elsewhere(roof: Story, office: System, step: Step) -> None:
    assert (step, office.acts(roof.now.number, step, 3).status) == (Step.SUBMIT, 422)


@pytest.mark.parametrize("step", Step)
def test_no_step_fails_over_what_it_is_told(roof: Story, office: System, step: Step) -> None:
    for detail in ODD:
        told = office.acts(roof.now.number, step, Case.objects.get().steps_taken, **detail)
        assert told.status in ({403, 404, 422} if "zzz" in detail else {200, 403, 404, 422}), (detail, told.said)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2017-02-30", "明天", ""])
def test_a_day_that_no_calendar_reaches_is_refused_or_kept(bureau: System, day: str) -> None:
    case = story().submitted(to="NG").registered().now
    assert bureau.acts(case.number, "assign", 2, to="NG-XF", due_on=day).status in {200, 422}


def test_a_merge_names_a_case_that_may_be_seen(bureau: System) -> None:
    first, copy = story().submitted(to="NG").registered().now, story().submitted(to="NG").registered().now
    elsewhere = story().submitted(to="HL").registered().now
    assert bureau.acts(copy.number, "merge", 2, into=elsewhere.number, why="同一件事").status == 404
    told = bureau.acts(copy.number, "merge", 2, into=first.number, why="同一件事")
    assert (told.status, told.said["state"]) == (200, "merged")


def test_a_link_names_a_case_that_may_be_seen_and_is_taken_back_by_its_number(bureau: System) -> None:
    one, two = story().submitted(to="NG").registered().now, story().submitted(to="NG").registered().now
    elsewhere = story().submitted(to="HL").registered().now
    said = {"verdict": "same_matter", "why": "邻居反映同一处"}
    assert bureau.acts(one.number, "link", 2, other=elsewhere.number, **said).status == 404
    assert bureau.acts(one.number, "link", 2, other=two.number, **said).status == 200
    assert bureau.acts(one.number, "dismiss", 3, other=two.number).status == 422  # it is settled already
    assert bureau.acts(one.number, "unlink", 3, other=two.number, why="认错了").status == 200
    assert bureau.acts(one.number, "dismiss", 4, other=two.number).status == 200


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2017-08-23T10:00:00+08:00", 200),
        ("2017-08-21T10:00:00+08:00", 422),  # before the step that it follows
        ("2099-01-01T00:00:00+08:00", 422),  # not yet
        ("2017-08-23T10:00:00", 422),  # in which zone?
        ("0001-01-01T00:00:00+14:00", 422),
        (1503453600, 422),
    ],
)
def test_when_it_happened_may_be_said(roof: Story, office: System, moment: object, status: int) -> None:
    said = {"step": "accept", "expected_version": 3, "occurred_at": moment}
    assert office.post(f"cases/{roof.now.number}/acts", said).status == status


def test_a_step_says_the_same_as_on_the_desk(roof: Story, office: System) -> None:
    office.acts(roof.now.number, "request_return", 3, why="应由区住建局办理", should_go_to="NG-ZJ")
    by_interface = lookups.life(Case.objects.get()).events[-1].detail
    again = story().submitted(to="NG").registered().forwarded("NG-XF").objected(should_go_to="NG-ZJ")
    assert by_interface == lookups.life(again.now).events[-1].detail


def test_the_table_of_verbs_knows_every_step_that_goes_on() -> None:
    assert set(Step) - set(VERBS) == {Step.SUBMIT, *PAIRED}
    assert set(PAIRED) == set(ABOUT_TWO)
