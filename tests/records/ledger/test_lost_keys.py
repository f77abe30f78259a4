"""When the keys of the trace are lost no new ones take their names: writing is refused, and whoever asks hears which are gone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from pytest_django.fixtures import Settings

from tests.moments import at
from tests.records.ledger.test_lines import in_the_first_format
from tests.sealing import sealed
from tests.stories import story
from wangfang.config import checkup
from wangfang.interfaces.console.main import group
from wangfang.records.cases.models import Case
from wangfang.records.cases.verification import verify
from wangfang.records.ledger import keyed
from wangfang.records.ledger.access import Looker, What, note
from wangfang.records.ledger.models import Checkpoint, Entry
from wangfang.records.vault import keys
from wangfang.records.vault.keys import NoKey, Purpose, keeper

NOON = at("2026-11-23 12:00")
LOOKER = Looker("li", "NG/clerk", "0.1")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(_city: None, settings: Settings, tmp_path: Path) -> Path:
    """Live a case and sign what there is of it, with keys that this test may lose."""
    keeper().current(Purpose.TRACE)
    found = shutil.copytree(settings.WANGFANG_KEYS, tmp_path / "keys")
    settings.WANGFANG_KEYS = str(found)
    story("2017-08-22 09:00").submitted().registered()
    note([(What.VIEW, "", 0)], LOOKER, NOON)
    sealed(NOON)
    return found


def lost(folder: Path, *which: str) -> Path:
    """Move keys out of their folder, as a process sees it that starts afterwards; returns where they are."""
    away = folder.with_name("away")
    away.mkdir()
    for pattern in which:
        for key in folder.glob(pattern):
            key.rename(away / key.name)
    keys._keeper.cache_clear()
    return away


def found_again(away: Path, folder: Path) -> None:
    """Put the keys back."""
    for key in away.iterdir():
        key.rename(folder / key.name)
    os.utime(folder, ns=(0, 1))  # not in the tick in which it was read


def doctor() -> str:
    """Return what `wangfang doctor` says of keys that are missing."""
    return "".join(one.says for one in checkup._keys_needed() if one.state == "missing")


def test_without_the_key_of_the_trace_no_line_and_no_look_is_written_and_no_key_is_made(folder: Path) -> None:
    lines = Entry.objects.count()
    away = lost(folder, "trace-*.key")
    with pytest.raises(NoKey, match="密钥 trace-1 不在，不能继续，请安全管理员恢复密钥"):
        story("2017-08-23").submitted()
    with pytest.raises(NoKey, match="trace-1"):
        note([(What.VIEW, "", 0)], LOOKER, NOON)
    with pytest.raises(NoKey, match="trace-1"):
        keeper().rotate(Purpose.TRACE)
    assert list(folder.glob("*trace*")) == []
    assert (Entry.objects.count(), Case.objects.count()) == (lines, 1)
    found_again(away, folder)
    story("2017-08-23").submitted()
    assert list(verify()) == []


def test_whoever_verifies_or_asks_the_doctor_hears_which_key_is_gone(folder: Path) -> None:
    assert doctor() == ""
    lost(folder, "trace-*.key")
    kinds = [one.kind for one in verify()]
    assert kinds == ["key", "key"], "once for the lines, once for the looks, and nothing else is wrong"
    said = CliRunner().invoke(group, ["ledger", "verify"], catch_exceptions=False)
    assert (said.exit_code, "校验用的密钥不在" in said.output) == (1, True)
    assert "trace-1（" in doctor()


def test_another_key_under_the_old_name_is_noticed(folder: Path) -> None:
    """What is prevented above: with a new key of the same name nothing that was written holds any more."""
    lost(folder, "trace-*.key")
    keys.FileKeeper(folder, keys.suite()).current(Purpose.TRACE)
    assert len([one for one in verify() if one.kind == "mac"]) == Entry.objects.count() + 1


def test_without_the_key_of_the_last_checkpoint_nothing_is_signed_and_no_key_is_made(folder: Path) -> None:
    story("2017-08-23").submitted()
    signed = Checkpoint.objects.count()  # several where another test held rows back meanwhile
    away = lost(folder, "sign-*.key")
    with pytest.raises(NoKey, match="密钥 sign-1 不在"):
        sealed(NOON)
    with pytest.raises(NoKey, match="sign-1"):
        keeper().current(Purpose.SIGN)
    assert (Checkpoint.objects.count(), list(folder.glob("*sign*"))) == (signed, [])
    assert [one.kind for one in verify()] == ["sign_key"]
    said = CliRunner().invoke(group, ["ledger", "verify"], catch_exceptions=False)
    assert (said.exit_code, "签名的密钥不在" in said.output) == (1, True)
    assert doctor().startswith(f"缺少 sign-1（{signed} 条要用）")
    found_again(away, folder)
    sealed(NOON)
    assert list(verify()) == []


def test_an_older_folder_of_keys_that_was_put_back_is_not_rotated_into_the_name_of_a_lost_one(folder: Path) -> None:
    keeper().rotate(Purpose.TRACE)
    story("2017-08-23").submitted()
    away = lost(folder, "trace-2.key")
    with pytest.raises(NoKey, match="trace-2"):
        keeper().rotate(Purpose.TRACE)
    assert "trace-2（1 条要用）" in doctor()
    found_again(away, folder)
    assert keeper().rotate(Purpose.TRACE) == "trace-3"


def test_lines_of_the_first_edition_need_no_key_and_the_first_is_made(folder: Path) -> None:
    in_the_first_format(Case.objects.get())
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("delete from ledger_entry where kid <> ''")
        cursor.execute("truncate ledger_access, ledger_leaf, ledger_tile, ledger_checkpoint")
        cursor.execute("set session_replication_role = origin")
    assert (keyed.latest(Purpose.TRACE), keyed.latest(Purpose.SIGN), keyed.by_key()) == ("", "", {})
    lost(folder, "trace-*.key", "sign-*.key")
    story("2017-08-23").submitted()
    sealed(NOON)
    signed = Checkpoint.objects.count()  # more than one where another test kept rows back
    assert signed >= 1
    assert keyed.by_key() == {"trace-1": 1, "sign-1": signed}
