"""Every committed row gets exactly one place, in whatever order transactions commit; nothing is signed over an altered past."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.moments import at
from tests.sealing import sealed
from tests.stories import story
from wangfang.records.cases.verification import verify
from wangfang.records.ledger import anchors, checkpoints, mirror
from wangfang.records.ledger.models import Checkpoint, Entry, Leaf
from wangfang.records.ledger.seal import seal
from wangfang.records.vault.keys import Purpose, keeper
from wangfang.rules.refusal import Refused

NOON = at("2026-11-23 12:00")
INSERT = """
    insert into ledger_entry (subject, number, recorded_at, payload, previous, digest, v, kid, mac)
    values (%s, 1, '2026-11-23+08', '{}', 'x', 'x', 2, 'x', 'x')
"""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, settings: object) -> None:
    """Keep keys that a test makes new out of every other test; those that are there go along."""
    known = settings.WANGFANG_KEYS  # type: ignore[attr-defined]
    keeper().current(Purpose.TRACE)  # makes the folder, when this is the first test of all
    settings.WANGFANG_KEYS = str(shutil.copytree(known, tmp_path / "keys"))  # type: ignore[attr-defined]


@contextmanager
def opened(count: int) -> Iterator[list[psycopg.Connection[tuple[object, ...]]]]:
    known = connection.get_connection_params()
    wanted = {name: known[name] for name in ("dbname", "user", "password", "host", "port") if known.get(name)}
    lines = [psycopg.connect(**wanted) for _ in range(count)]
    try:
        yield lines
    finally:
        for line in lines:
            line.close()


def commit_in_any_order(orders: int, after_each: object) -> None:
    """Let four transactions write and commit in a random order, and look after each."""
    chance = random.Random(6962)
    with opened(4) as lines:
        for order in range(orders):
            moves = [0, 1, 2, 3] * 2  # whoever comes for the second time commits
            chance.shuffle(moves)
            written: set[int] = set()
            for place in moves:
                if place not in written:
                    written.add(place)
                    lines[place].execute(INSERT, [f"{order}-{place}"])
                    continue
                lines[place].commit()
                if chance.random() < 0.5:
                    after_each()  # type: ignore[operator]
        after_each()  # type: ignore[operator]


def late_commits(orders: int) -> None:
    commit_in_any_order(orders, lambda: seal(NOON))
    sealed(NOON)
    rows = set(Entry.objects.values_list("pk", flat=True))
    places = list(Leaf.objects.order_by("index").values_list("index", "row"))
    assert [index for index, _row in places] == list(range(len(rows)))
    assert {row for _index, row in places} == rows
    assert len(rows) >= 4 * orders


def test_a_row_that_is_committed_late_gets_its_place_once() -> None:
    late_commits(120)


@pytest.mark.nightly
def test_a_thousand_orders_of_commits() -> None:
    late_commits(1000)


def test_the_highest_key_seen_would_miss_rows() -> None:
    """Control: the plain way, “all keys above the last one”, loses rows in the same orders."""
    taken: list[int] = []

    def by_highest_key() -> None:
        taken.extend(Entry.objects.filter(pk__gt=max(taken, default=0)).values_list("pk", flat=True))

    commit_in_any_order(40, by_highest_key)
    assert set(taken) < set(Entry.objects.values_list("pk", flat=True))


def lived() -> None:
    story("2017-08-22 09:00").submitted().registered().forwarded("NG-XF").signed_in().accepted()


def test_each_round_signs_what_is_new_and_names_the_root_before() -> None:
    lived()
    first = sealed(NOON)
    assert seal(NOON) is None
    story("2017-08-23").submitted()
    second = sealed(NOON + timedelta(minutes=1))
    assert second.previous == first.root
    assert second.size == Entry.objects.count() == first.size + 1
    assert first.is_good(keeper().public())
    assert list(verify()) == []


def test_after_a_rotation_of_both_keys_everything_still_holds() -> None:
    lived()
    sealed(NOON)
    keeper().rotate(Purpose.TRACE)
    keeper().rotate(Purpose.SIGN)
    story("2017-08-23").submitted()
    found = sealed(NOON)
    assert found.kid == keeper().current(Purpose.SIGN) != checkpoints.stored(Checkpoint.objects.order_by("size")[0]).kid
    assert list(verify()) == []


def test_nothing_is_signed_over_an_altered_past() -> None:
    lived()
    sealed(NOON)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("update ledger_leaf set hash = sha256('another') where index = 3")
        cursor.execute("set session_replication_role = origin")
    story("2017-08-23").submitted()
    with pytest.raises(Refused, match="对不上"):
        sealed(NOON)
    assert Checkpoint.objects.count() == 1
    assert {finding.kind for finding in verify()} == {"root", "leaf"}


def test_tiles_carry_the_root_of_many_leaves_and_the_mirror_follows(tmp_path: Path) -> None:
    copy = tmp_path / "leaves"
    with opened(1) as (line,):
        for rows in (100, 156, 300, 1):
            for _ in range(rows):
                line.execute(INSERT, [f"{rows}"])
            line.commit()
            sealed(NOON)
            mirror.follow(copy)
    copy.write_bytes(copy.read_bytes()[:-20])  # a process died in the middle of a line
    assert mirror.follow(copy) == 1
    assert [index for index, _digest in mirror.lines(copy)] == list(range(Entry.objects.count()))
    kinds = {finding.kind for finding in verify(copy=copy)}
    assert not kinds & {"root", "tile", "leaf_gap", "mirror", "leaf", "leaf_missing"}


def test_a_restored_database_whose_transactions_begin_anew_is_sealed_on() -> None:
    lived()
    sealed(NOON)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("update ledger_checkpoint set horizon = '999999999999'")
        cursor.execute("update ledger_entry set xid = '888888888888'")
        cursor.execute("set session_replication_role = origin")
    story("2017-08-23").submitted()
    assert list(verify()) == []  # no alarm before the first round either
    sealed(NOON)
    story("2017-08-24").submitted()
    sealed(NOON)
    assert Leaf.objects.count() == Entry.objects.count()
    assert list(verify()) == []


def test_the_anchor_of_a_day_that_is_over_stays_the_same(tmp_path: Path) -> None:
    lived()
    sealed(at("2026-11-22 10:00"))
    story("2017-08-23").submitted()
    sealed(at("2026-11-22 23:59"))
    story("2017-08-24").submitted()
    first = anchors.of_day(at("2026-11-22").date(), NOON)
    sealed(NOON)
    again = anchors.of_day(at("2026-11-22").date(), NOON)
    assert first.checkpoint == again.checkpoint
    assert first.checkpoint
    assert first.checkpoint.at.startswith("2026-11-22T15:59")
    anchors.write(first, tmp_path / "2026-11-22.json")
    assert list(verify(folder=tmp_path)) == []
    assert f"校验码 {anchors.check_code(first.on, first.checkpoint)}" in first.printed()
