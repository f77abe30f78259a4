"""Where does each number of the law come from: every row of the tables names its source and its dates."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, name_of
from wangfang.rules.limits import rule_sets

TABLES = PACKAGE / "rules" / "tables"
NOTICES = sorted((TABLES / "workdays").glob("*.toml"))
RULE_SETS = sorted((TABLES / "limits").glob("*.toml"))


@pytest.mark.parametrize("path", NOTICES, ids=name_of)
def test_a_calendar_year_names_the_notice_that_made_it(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert table["number"], "the number of the notice of the State Council (文号)"
    assert table["title"]
    assert table["issued_on"]


@pytest.mark.parametrize("path", RULE_SETS, ids=name_of)
def test_a_limit_names_its_article_and_a_rule_set_its_dates(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert table["source"]
    assert "valid_from" in table or "base" in table, "a law says since when; an overlay says over which law"
    unsourced = [limit["id"] for limit in table["limit"] if not limit.get("source")]
    assert unsourced == []


def test_no_rule_set_lengthens_a_limit_of_the_law() -> None:
    longer = [
        (rules.id, limit.id)
        for rules in rule_sets().values()
        if rules.base
        for limit in rules.limits.values()
        if limit.shortens
        and limit.unit is (statutory := rule_sets()[rules.base].limits[limit.shortens]).unit
        and limit.count > statutory.count
    ]
    assert longer == []


def test_every_other_table_says_where_it_comes_from() -> None:
    others = [path for path in TABLES.rglob("*.toml") if path.parent.name not in {"workdays", "limits"}]
    silent = [name_of(path) for path in others if "《" not in path.read_text(encoding="utf-8")]
    assert silent == [], "name the law or the notice, in 《》"
