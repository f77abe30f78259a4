"""The commands of the trace: what they say, what they write, and with which code they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from tests.cast import load_city
from tests.sealing import sealed
from tests.stories import story
from tests.walled import as_the_owner
from wangfang.interfaces.console.main import group
from wangfang.interfaces.frame.acts import now, today
from wangfang.records.ledger.access import Looker, What, note
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def number(transactional_db: None) -> str:
    """Live a case and look at it."""
    load_city()
    story("2017-09-01").submitted()
    case = story("2017-08-22 09:00").submitted().registered().now
    note([(What.VIEW, case.number, 0)], Looker("li", "NG/clerk", "0.1"), now())
    return case.number


def said(*words: object) -> Result:
    return CliRunner().invoke(group, ["ledger", *map(str, words)], catch_exceptions=False)


def alter(statement: str) -> None:
    with as_the_owner(), connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("set session_replication_role = origin")


def test_what_is_anchored_and_then_altered_is_named(number: str, tmp_path: Path) -> None:
    folder = tmp_path / "anchors"
    sealed(now())
    assert said("anchor", "--on", today(), "--out", folder / "today.json").exit_code == 0
    anchor = json.loads((folder / "today.json").read_text())
    assert set(anchor) == {"on", "subjects", "lines", "root", "checkpoint"}
    assert said("seal").output == "没有新的留痕。\n"
    clean = said("verify", "--anchors", folder, "--json")
    assert (clean.exit_code, json.loads(clean.output)) == (0, [])
    alter(f"update cases_case set title = '别的' where number = '{number}'")  # noqa: S608 - our own number
    alter("alter table ledger_leaf disable trigger never_changed")
    found = said("verify", "--anchors", folder)
    alter("alter table ledger_leaf enable trigger never_changed")
    assert found.exit_code == 1
    assert f"{number} 第 1 行：信访件原文或信访人与留痕不一致" in found.output
    assert "ledger_leaf：防改动的触发器被停用或删除" in found.output
    alone = said("verify", "--case", number, "--json")
    assert (alone.exit_code, json.loads(alone.output)) == (1, [{"case": number, "line": 1, "kind": "petition"}])


def test_a_mirror_is_compared_only_with_everything(number: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不能和 --case 一起用"):
        said("verify", "--case", number, "--mirror", tmp_path / "none")
    with pytest.raises(Refused, match="没有镜像文件"):
        said("verify", "--mirror", tmp_path / "none")


def test_the_mirror_follows_each_round(number: str, tmp_path: Path, settings: object) -> None:
    settings.WANGFANG_MIRROR = str(tmp_path / "leaves")  # type: ignore[attr-defined]
    sealed(now())  # what others have under way may hold the rows back
    assert said("seal").output == "没有新的留痕。\n"
    rows = (tmp_path / "leaves").read_text().splitlines()
    assert [line.split()[0] for line in rows] == [str(nth) for nth in range(len(rows))]
    assert said("verify", "--mirror", tmp_path / "leaves").exit_code == 0
    (tmp_path / "leaves").write_text("\n".join([*rows, f"{len(rows)} {'0' * 64}"]) + "\n")
    found = said("verify", "--mirror", tmp_path / "leaves")
    assert (found.exit_code, f"总序第 {len(rows)} 位：与镜像不一致" in found.output) == (1, True)


def test_who_looked_is_told(number: str) -> None:
    assert "\tli\tNG/clerk\tview\t0.1" in said("access", "--case", number).output
    told = json.loads(said("access", "--case", number, "--json").output)
    assert [(one["who"], one["what"]) for one in told] == [("li", "view")]
    with pytest.raises(Refused, match="没有找到"):
        said("access", "--case", "20990101-000001")


def test_the_dump_holds_no_content_and_the_key_is_public(number: str, tmp_path: Path) -> None:
    sealed(now())
    assert said("export", "--out", tmp_path / "dump").exit_code == 0
    text = "".join(file.read_text() for file in (tmp_path / "dump").glob("*.csv"))
    assert number in text
    for word in ("王秀兰", "13800138000", "漏雨", "辽河小区"):
        assert word not in text
    keys = json.loads(said("key").output)
    assert {len(raw) for raw in keys.values()} == {64}
    said("key", "--out", tmp_path / "keys.json")
    assert json.loads((tmp_path / "keys.json").read_text()) == keys


@pytest.mark.nightly
def test_the_self_test_ends_well_in_a_database_of_its_own(transactional_db: None) -> None:
    done = said("selftest", "--instances", "1", "--json")
    told = json.loads(done.output)
    assert (done.exit_code, told["alarms"], len(told["outcomes"])) == (0, 0, 13)
