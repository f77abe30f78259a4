"""Does the command find earlier cases with their reasons, and tell nothing of those that are secret?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.cast import at_accusations, clerk, load_city
from tests.records.hot_matters.crowds import NOW, voice
from tests.stories import ROOF, Story, story
from wangfang.interfaces.console.main import group
from wangfang.records.cases.petitions import Person
from wangfang.records.hot_matters.lookups import hottest

pytestmark = pytest.mark.django_db
TEXT = f"{ROOF.title}\n{ROOF.text}"


@pytest.fixture(autouse=True)
def _city() -> None:
    load_city()


def run(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(group, ["duplicates", *words])


def found(*words: str) -> list[dict[str, object]]:
    """Return what the command finds."""
    told = run("find", *words, "--json")
    assert told.exit_code == 0, told.output
    answer: list[dict[str, object]] = json.loads(told.output)
    return answer


def other() -> Story:
    """Return a case about something else by somebody else."""
    petitioner = Person("李志强", address="道里区新阳路1号")
    return story().about(title="公交站牌倒了", text="新阳路的公交站牌倒向车道。", petitioner=petitioner).submitted()


def test_the_same_words_are_found_with_score_band_and_reasons() -> None:
    told, _ = story().submitted(), other()
    (hint,) = found("--text", TEXT)
    assert (hint["case"], hint["score"], hint["band"]) == (told.now.number, 1.0, "merge")
    assert hint["reasons"][:1] == ["标题和正文一字不差"]  # type: ignore[index]  # a list
    assert f"{told.now.number}\t1.00\t拟并案\t标题和正文一字不差" in run("find", "--text", TEXT).output


def test_beside_a_case_the_same_petitioner_is_the_first_reason_and_the_case_itself_no_hint() -> None:
    first, second = story().submitted(), story().submitted()
    (hint,) = found("--case", second.now.number)
    assert hint["case"] == first.now.number
    assert hint["reasons"][0] == "信访人相同"  # type: ignore[index]  # a list


def test_an_accusation_is_neither_found_nor_asked_for() -> None:
    at_accusations("HRB")
    secret = story().accusing("NG-XF").submitted(to="HRB")
    assert found("--text", TEXT) == []
    told = run("find", "--case", secret.now.number)
    assert told.exit_code != 0
    assert str(told.exception) == str(run("find", "--case", "20170822-999999").exception).replace(
        "20170822-999999", secret.now.number
    )


def test_one_of_text_and_case_has_to_be_given() -> None:
    assert (run("find").exit_code, run("find", "--text", "x", "--case", "y").exit_code) == (2, 2)


def test_the_index_is_built_anew() -> None:
    story().submitted()
    answer = json.loads(run("rebuild", "--json").stdout)
    assert (answer["cases"], answer["bytes"] > 0) == (1, True)
    assert len(found("--text", TEXT)) == 1


def test_what_came_in_is_looked_at_until_nothing_is_left() -> None:
    for _ in range(3):
        story().submitted()
    other()
    assert json.loads(run("arrivals", "--json").output) == {"cases": 4, "likely": 2}
    assert run("arrivals").output == "比对了 0 件，其中疑似重复 0 件。\n"


def test_a_sweep_prints_the_groups_and_keeps_them_as_hot_matters(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path
    cases = [voice(nth) for nth in range(2)]
    numbers = sorted(one.now.number for one in cases)
    assert json.loads(run("sweep", "--json").stdout) == {"clusters": [numbers]}
    assert [told.heat.size for told in hottest(clerk("NG"), NOW)] == [2]
    assert run("sweep").stdout == f"2\t{' '.join(numbers)}\n"
