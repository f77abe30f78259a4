"""A petition comes in once however often it is sent, and its petitioner finds it again by number and code."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.interfaces.api.asking import System, system_at
from tests.records.vault.conftest import keys_of_the_trace
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Role


def test_a_petition_is_submitted_for_its_petitioner_and_waits_for_the_bureau(bureau: System) -> None:
    told = bureau.submits()

    assert told.status == 201
    case = Case.objects.get(number=told.said["number"])
    assert (case.state, case.source, case.petitioner.name) == ("submitted", "sys-ng-clerk", "王秀兰")
    assert lookups.life(case).events[0].agency == ""  # the petitioner acts, not the system
    assert len(told.said["query_code"].replace(" ", "")) == 16


def test_the_first_petition_of_a_house_may_come_from_a_system(
    bureau: System, settings: Settings, tmp_path: Path
) -> None:
    keys_of_the_trace(settings, tmp_path / "keys")
    settings.WANGFANG_KEYS = str(tmp_path / "keys")  # nothing is sealed, and what the portal seals is shut to a system
    assert bureau.submits().status == 201
    assert (tmp_path / "keys" / "wrap-1.key").exists()


def test_a_lost_key_is_not_made_anew_by_who_sees_nothing_that_it_sealed(
    bureau: System, settings: Settings, tmp_path: Path
) -> None:
    other = system_at("DL")
    bureau.submits("a")
    shutil.copytree(settings.WANGFANG_KEYS, tmp_path / "keys", ignore=shutil.ignore_patterns("wrap-*"))
    settings.WANGFANG_KEYS = str(tmp_path / "keys")
    told = other.submits("b")
    assert (told.status, "wrap-1" in told.said["why"]) == (422, True)
    assert not (tmp_path / "keys" / "wrap-1.key").exists()


def test_the_same_key_is_told_the_same_answer_and_makes_no_second_case(bureau: System) -> None:
    first = bureau.submits("a")
    assert bureau.submits("a").said == first.said
    assert bureau.submits("b").said["number"] != first.said["number"]
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "另一件事：路灯不亮。"},
        {"to": "HRB"},  # another receiver
        {"people": 3},
        {"petitioner": {"name": "李敏"}},
        {"publish": True},
        {"form": "letter"},
    ],
    ids=str,
)
def test_the_same_key_with_another_petition_is_refused(bureau: System, changes: dict[str, Any]) -> None:
    bureau.submits("a")

    told = bureau.submits("a", **changes)

    assert (told.status, "Idempotency-Key" in told.said["why"]) == (409, True)
    assert Case.objects.count() == 1


def test_the_keys_of_two_systems_are_apart(bureau: System) -> None:
    other = system_at("HL")
    assert bureau.submits("a").said["number"] != other.submits("a").said["number"]


@pytest.mark.parametrize("key", ["", " ", "长", "x" * 201, "a\tb"])
def test_without_a_usable_key_nothing_comes_in(bureau: System, key: str) -> None:
    told = bureau.submits(key)
    assert (told.status, Case.objects.count()) == (400, 0)


def test_an_id_of_the_source_comes_in_once(bureau: System) -> None:
    bureau.submits("a", external_id="12345-1")
    assert bureau.submits("b", external_id="12345-1").status == 409


def test_without_a_receiver_the_bureau_of_the_region_takes_it(bureau: System) -> None:
    told = bureau.submits(to="", region="230111")
    assert Case.objects.get(number=told.said["number"]).holder.code == "HL"


def test_a_letter_is_registered_by_the_bureau_itself(bureau: System) -> None:
    told = bureau.submits(form="letter", to="")
    case = Case.objects.get(number=told.said["number"])
    assert (case.state, case.holder.code, lookups.life(case).events[0].agency) == ("registered", "NG", "NG")


def test_who_signed_as_well_comes_along_and_is_told_from_others(bureau: System) -> None:
    two: dict[str, Any] = {"form": "letter", "to": "", "people": 2}
    signed = {**two, "petitioner": {"name": "王秀兰", "signers": [{"name": "李敏", "represents": True}]}}
    first = bureau.submits("a", **signed)
    assert Case.objects.get().petitioner.joint[0].name == "李敏"
    assert bureau.submits("a", **signed).said == first.said
    assert bureau.submits("a", **two, petitioner={"name": "王秀兰"}).status == 409


def test_an_unnamed_letter_is_registered_and_an_unnamed_petition_is_not(bureau: System) -> None:
    assert bureau.submits("a", form="letter", to="", petitioner={"anonymous": True}).status == 201
    assert bureau.submits("b", petitioner={"anonymous": True}).status == 422


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"form": "letter", "to": "HL"}, 422),  # nobody registers for another bureau
        ({"to": "NG-XF"}, 422),  # a unit receives no petition
        ({"to": "XX"}, 422),
        ({"region": "abc"}, 422),
        ({"petitioner": {"name": "王秀兰", "id_number": "230103195804000027"}}, 422),  # wrong check digit
        ({"petitioner": {}}, 422),
        ({"title": " "}, 422),
        ({"people": 0}, 422),
        ({"form": "telepathy"}, 422),
    ],
)
def test_what_could_be_no_case_is_refused(bureau: System, changes: dict[str, Any], status: int) -> None:
    assert (bureau.submits(**changes).status, Case.objects.count()) == (status, 0)


def test_a_unit_registers_what_was_brought_to_it_directly(city: None) -> None:
    unit = system_at("NG-XF", Role.OFFICER)
    assert unit.submits(form="letter", to="").status == 201
    assert Case.objects.get().state == "awaiting_unit"


def test_number_and_code_tell_the_petitioner_where_it_is_and_nobodys_name(bureau: System) -> None:
    mine = bureau.submits().said
    bureau.acts(mine["number"], "register", 1)

    told = bureau.post("lookups", {"number": mine["number"], "code": mine["query_code"].lower()})

    assert told.status == 200
    assert [station["step"] for station in told.said["stations"]] == ["submit", "register"]
    assert "王" not in str(told.said)
    assert "系统" not in str(told.said["stations"])


def test_wrong_codes_are_slowed_down_and_not_told_from_unknown_numbers(bureau: System) -> None:
    mine = bureau.submits().said
    wrong = {"number": mine["number"], "code": "0000"}
    unknown = {"number": "20170822-999999", "code": "0000"}

    tried = [bureau.post("lookups", said) for said in (wrong, unknown, wrong, unknown)]
    late = [bureau.post("lookups", said) for said in (wrong, unknown)]

    assert [told.status for told in tried] == [404] * 4
    assert [told.said for told in tried[1:]] == [tried[0].said] * 3
    assert [told.status for told in late] == [429] * 2
    assert late[0].said == late[1].said
    assert all(0 < int(told.headers["Retry-After"]) <= 600 for told in late)
    right = bureau.post("lookups", {"number": mine["number"], "code": mine["query_code"]})
    assert right.status == 200, "who has the code does not suffer from who guesses"
