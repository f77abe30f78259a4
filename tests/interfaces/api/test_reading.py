"""A system reads what its agency may see, page by page, with names and numbers hidden as on the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import put_nangang_on_315
from tests.interfaces.api.asking import System, system_at
from tests.stories import ROOF, Story, story
from wangfang.records.cases.lookups import PAGE
from wangfang.rules.facts import Role


def many(count: int) -> list[str]:
    """Let so many cases wait at Nangang's bureau, some of them at the same moment; newest first."""
    start = story().moment
    lived = [
        Story(moment=start + timedelta(days=number // 2)).submitted(to="NG").registered() for number in range(count)
    ]
    return [one.now.number for one in sorted(lived, key=lambda one: (-one.now.received_at.timestamp(), one.now.pk))]


def walked(system: System, path: str) -> list[str]:
    """Return the numbers on every page of a list."""
    found: list[str] = []
    after = ""
    while True:
        page = system.get(path, **({"after": after} if after else {})).said
        assert len(page["cases"]) <= PAGE
        found += [case["number"] for case in page["cases"]]
        after = page["next"]
        if not after:
            return found


def test_the_pages_of_a_list_hold_every_case_once(bureau: System) -> None:
    numbers = many(2 * PAGE + 3)
    assert walked(bureau, "cases") == numbers
    assert sorted(walked(bureau, "worklist")) == sorted(numbers)


def test_a_full_last_page_is_the_last(bureau: System) -> None:
    many(PAGE)
    assert bureau.get("cases").said["next"] is None


def test_only_what_may_be_seen_is_listed(bureau: System) -> None:
    mine = story().submitted(to="NG").registered().now.number
    story().submitted(to="HL").registered()
    assert walked(bureau, "cases") == [mine]
    city = system_at("HRB")
    assert len(walked(city, "cases")) == 2  # the city sees both
    assert walked(city, "worklist") == []  # and holds neither
    assert walked(system_at("HRB", Role.ADMIN), "cases") == []


def test_a_list_is_narrowed(bureau: System) -> None:
    story().submitted(to="NG")
    story("2017-09-30 09:00").submitted(to="NG").registered()
    assert len(bureau.get("cases", state="submitted").said["cases"]) == 1
    assert len(bureau.get("cases", since="2017-09-01T00:00:00+08:00").said["cases"]) == 1
    assert len(bureau.get("worklist", words="辽河").said["cases"]) == 2
    assert bureau.get("worklist", words="没有的").said["cases"] == []


@pytest.mark.parametrize("path", ["cases", "worklist", "indicators?period=2017Q3"])
def test_a_list_asks_the_same_questions_for_one_case_and_for_many(bureau: System, path: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert bureau.get(path).status == 200
        return len(seen)

    many(1)
    cost()
    one = cost()
    many(PAGE)
    assert cost() == one


def test_a_case_asks_the_same_questions_after_many_acts(bureau: System) -> None:
    lived = story().submitted(to="NG").registered().accepted()

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert bureau.get(f"cases/{lived.now.number}").status == 200
        return len(seen)

    cost()
    short = cost()
    for _ in range(20):
        lived.worked()
    assert cost() == short


def test_a_case_tells_its_life_and_hides_its_petitioner(bureau: System) -> None:
    put_nangang_on_315()
    lived = story().submitted(to="NG").registered().forwarded("NG-XF").accepted()

    told = bureau.get(f"cases/{lived.now.number}").said

    assert (told["state"], told["version"], told["holder"]["code"]) == ("accepted", 4, "NG-XF")
    assert [event["step"] for event in told["events"]] == ["submit", "register", "forward", "accept"]
    assert told["events"][2]["detail"] == {"to": "NG-XF"}
    assert {clock["owner"]["code"] for clock in told["clocks"]} == {"NG", "NG-XF"}
    assert all(clock["source"] for clock in told["clocks"])
    assert told["papers"][-1]["issuer"]["code"] == "NG-XF"
    assert told["person"] == {
        "name": "王**", "id_number": "230***********0026", "phone": "138****8000", "address": "南岗区辽河小区**",
    }  # fmt: skip
    person = ROOF.petitioner
    assert not [secret for secret in (person.name, person.id_number, person.phone, ROOF.address) if secret in str(told)]


def test_the_rates_are_those_of_the_desk(bureau: System) -> None:
    story().submitted(to="NG").registered().forwarded("NG-XF").accepted()
    told = bureau.get("indicators", period="2017Q3", by="total").said
    rows = {row["indicator"]: row for row in told["rows"]}
    assert rows["bureau_timely"]["rate"] == 1.0
    assert rows["bureau_timely"]["due"] == rows["bureau_timely"]["met"] + rows["bureau_timely"]["late"]
    nothing = bureau.get("indicators", period="2009Q3", by="total").said["rows"]
    assert {row["rate"] for row in nothing} == {None}
    before = bureau.get("indicators", period="2017Q3", by="total", as_of="2016-01-01T00:00:00+08:00").said["rows"]
    assert {row["due"] for row in before} == {0}


@pytest.mark.usefixtures("city")
def test_a_table_that_stays_shut_is_an_address_that_is_not_there() -> None:
    keeper = system_at("HRB", Role.ADMIN)
    assert keeper.get("indicators", period="2017Q3").status == 404
    assert keeper.get("cases").said["cases"] == []
