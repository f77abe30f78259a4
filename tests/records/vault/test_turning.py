"""Keys are changed while the house goes on: nobody fails to read, what is broken off is taken up, old keys then go."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Self

import pytest
from click.testing import CliRunner, Result
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import Settings

from tests.cast import load_city
from tests.stories import story
from wangfang.config import checkup
from wangfang.interfaces.console.main import group
from wangfang.records.cases.models import Paper
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.models import Entry
from wangfang.records.people import finding
from wangfang.records.people.models import Petitioner
from wangfang.records.vault import turning
from wangfang.records.vault.envelopes import Place, taken_apart
from wangfang.records.vault.keys import NoKey, Purpose, keeper

pytestmark = pytest.mark.usefixtures("own_keys")


def lived(count: int = 3) -> None:
    """Live some cases."""
    for _ in range(count):
        story().submitted().registered().forwarded("NG-XF").accepted()


def ran(*words: str, code: int = 0) -> Result:
    """Run `wangfang keys`; a refusal is raised, as in the house."""
    done = CliRunner().invoke(group, ["keys", *words], catch_exceptions=code == 0)
    assert done.exit_code == code, done.output
    return done


def test_after_a_rotation_the_old_key_goes_and_everything_opens(settings: Settings) -> None:
    lived()
    contents = [taken_apart(bytes(p.sealed)).contents for p in Petitioner.objects.order_by("pk")]
    ran("rotate", "wrap")
    ran("rewrap")
    assert json.loads(ran("list", "--json").stdout) == [
        {"key": "index-1", "there": True, "current": True, "rows": Petitioner.objects.count()},
        {"key": "trace-1", "there": True, "current": True, "rows": Entry.objects.count()},
        {"key": "wrap-1", "there": True, "current": False, "rows": 0},
        {"key": "wrap-2", "there": True, "current": True, "rows": sum(turning.in_use().values())},
    ]
    ran("destroy", "wrap-1")
    assert list(verify()) == []
    assert {p.name for p in Petitioner.objects.all()} == {"王秀兰"}
    after = [taken_apart(bytes(p.sealed)).contents for p in Petitioner.objects.order_by("pk")]
    assert after == contents, "only the data keys were wrapped anew"


def test_sealing_anew_changes_keys_and_algorithms(settings: Settings) -> None:
    lived()
    before = {bytes(p.sealed) for p in Petitioner.objects.all()}
    settings.WANGFANG_SUITE = "gm"
    ran("reseal")
    assert turning.waiting() == 0
    assert all(bytes(p.sealed).startswith(b"v1|gm|wrap-1|") for p in Petitioner.objects.all())
    assert not before & {bytes(p.sealed) for p in Petitioner.objects.all()}
    story().submitted()
    assert list(verify()) == [], "the lines of before hold as they were written, and the new one too"
    assert finding.with_phone("13800138000").count() == len(before) + 1, "and so do the indexes"


def test_what_was_broken_off_is_taken_up_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    lived(5)
    monkeypatch.setattr(turning, "BATCH", 2)
    keeper().rotate(Purpose.WRAP)
    whole = turning.waiting()
    assert list(islice(turning.turn(turning.rewrapped), 2)) == [2, 2]
    assert turning.waiting() == whole - 4
    assert set(turning.in_use()) == {"wrap-1", "wrap-2"}
    assert list(verify()) == [], "half and half, all of it opens"
    assert sum(turning.turn(turning.rewrapped)) == whole - 4
    assert list(turning.turn(turning.rewrapped)) == []


def test_a_row_that_was_written_in_between_is_not_overwritten() -> None:
    lived(1)
    keeper().rotate(Purpose.WRAP)
    who = Petitioner.objects.get()

    def slow(written: bytes, place: Place) -> bytes:
        if place.table == "people_petitioner":
            who.phone = "13900139000"
            who.save()
        return turning.rewrapped(written, place)

    list(turning.turn(slow))
    assert Petitioner.objects.get().phone == "13900139000"


@pytest.mark.parametrize(
    ("kid", "why"),
    [
        ("wrap-2", "wrap-2 正在使用"),
        ("wrap-1", "条内容要用 wrap-1"),
        ("index-1", "条内容要用 index-1"),
        ("trace-1", "核对留痕还要用"),
        ("sign-1", "核对留痕还要用"),
        ("wrap-9", "密钥 wrap-9 不在"),
        ("../../etc", "没有密钥"),
    ],
)
def test_a_key_that_is_needed_is_not_destroyed(kid: str, why: str) -> None:
    lived(1)
    keeper().rotate(Purpose.WRAP)
    keeper().rotate(Purpose.INDEX)
    there = keeper().names()
    done = CliRunner().invoke(group, ["keys", "destroy", kid])
    assert done.exit_code == 1
    assert why in str(done.exception)
    assert keeper().names() == there


def test_another_index_key_recomputes_the_indexes_at_once() -> None:
    lived()
    ran("rotate", "index")
    ran("destroy", "index-1")
    assert set(Petitioner.objects.values_list("indexed_by", flat=True)) == {"index-2"}


def test_a_lost_key_is_named_and_nothing_is_read_as_empty(settings: Settings) -> None:
    lived(1)
    keeper().destroy("wrap-1")
    with pytest.raises(NoKey, match="请安全管理员恢复密钥"):
        list(verify())
    with pytest.raises(NoKey):
        story().submitted()  # a new wrap-1 would stand in the way of the old one
    assert "wrap-1" not in keeper().names()
    keeper().destroy("index-1")
    with pytest.raises(NoKey, match="index-1"):
        finding.with_phone("13800138000")
    told = [one for one in checkup._keys_needed() if one.state == "missing"]
    assert len(told) == 1
    assert "wrap-1" in told[0].says


def test_a_folder_of_keys_that_others_can_read_is_named(settings: Settings) -> None:
    keeper().current(Purpose.WRAP)
    folder = Path(settings.WANGFANG_KEYS)
    assert [one.state for one in checkup._keys()] == ["ready"]
    (folder / "wrap-1.key").chmod(0o644)
    assert [(one.state, "wrap-1.key" in one.says) for one in checkup._keys()] == [("missing", True)]
    (folder / "wrap-1.key").chmod(0o600)
    folder.chmod(0o755)
    assert [one.state for one in checkup._keys()] == ["missing"]


class Reader:
    """Reads every petitioner and paper again and again, in a thread of its own, until it is told to stop."""

    def __init__(self) -> None:
        self.read, self.failed, self._stop = 0, list[Exception](), Event()
        self._thread = Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                assert all(who.name for who in Petitioner.objects.all())
                self.read += sum(bool(paper.body) for paper in Paper.objects.all())
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test has to hear of it
            self.failed.append(fault)
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_nobody_fails_to_read_while_keys_are_changed() -> None:
    load_city()
    lived(12)
    try:
        with Reader() as reader:
            for _ in range(3):
                keeper().rotate(Purpose.WRAP)
                assert sum(turning.turn(turning.rewrapped)) > 0
    finally:
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    assert reader.failed == []
    assert reader.read > 100, "somebody read all the while"


@pytest.mark.django_db(transaction=True)
def test_a_key_that_goes_too_early_is_noticed_by_whoever_reads() -> None:
    """The control: the reader above does hear of a failure."""
    load_city()
    lived(3)
    try:
        with Reader() as reader:
            keeper().rotate(Purpose.WRAP)
            keeper().destroy("wrap-1")
            reader._thread.join(10)
    finally:
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    assert [type(fault) for fault in reader.failed] == [NoKey]
