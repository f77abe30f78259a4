"""Does the sweep find the groups, go on where it was broken off, and get the same pairs from both engines?"""

from __future__ import annotations

import os
import random
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cast import clerk
from tests.records.likeness.test_hints import PLACES, TROUBLES
from tests.stories import Story, story
from wangfang.records.cases import indexing, sweeping
from wangfang.records.cases.petitions import Person
from wangfang.records.likeness import sweep as room
from wangfang.records.likeness.engines import MASTER, DuckDB, Spark, engine_of
from wangfang.records.likeness.models import Pieces
from wangfang.records.likeness.sweep import Sweep
from wangfang.rules.facts import Step
from wangfang.rules.refusal import Refused

NAMES = ("李志强", "张桂芬", "刘建国", "陈玉梅", "杨树林", "赵淑珍")


def matters() -> dict[str, list[Story]]:
    """Take in two copies of each trouble at each place, and return them by what they are about."""
    found: dict[str, list[Story]] = {}
    for place in PLACES:
        for title, text in TROUBLES:
            for nth, ending in enumerate(("盼复。", "请尽快派人来处理，谢谢。")):
                person = Person(NAMES[nth], address=f"{place}{nth}号")
                told = story().about(
                    title=f"{place}{title}", text=f"{place}的事：{text}{ending}", petitioner=person, address=place
                )
                found.setdefault(f"{place}{title}", []).append(told.submitted())
    return found


def by_number(found: dict[str, list[Story]]) -> list[list[str]]:
    """Return the groups as the sweep gives them."""
    return sorted(sorted(told.now.number for told in group) for group in found.values())


def test_each_matter_is_a_group_and_nothing_of_the_sweep_is_left(tmp_path: Path) -> None:
    found, parts = matters(), []
    groups = sweeping.sweep(tmp_path, "duckdb", lambda done, of: parts.append((done, of)))
    assert sorted(groups) == by_number(found)
    assert parts == [(1, 1)]
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_became_secret_since_is_in_no_group(tmp_path: Path) -> None:
    found = matters()
    one = next(iter(found.values()))
    with pytest.MonkeyPatch.context() as patch:
        whole = Sweep.prepare

        def then_secret(self: Sweep) -> None:
            whole(self)
            one[0].registered().taken(Step.LABEL, clerk("NG"), secrecy="accusation", why="涉及举报人安全")

        patch.setattr(Sweep, "prepare", then_secret)
        groups = sweeping.sweep(tmp_path, "duckdb", lambda *_: None)
    assert sorted(groups) == [group for group in by_number(found) if one[0].now.number not in group]


def test_a_sweep_that_was_broken_off_repeats_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PAIRED_AT_ONCE", 3)
    found = matters()
    done: list[tuple[int, int]] = []

    def broken(part: int, of: int) -> None:
        done.append((part, of))
        if part == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweeping.sweep(tmp_path, "duckdb", broken)
    scored: list[int] = []
    monkeypatch.setattr(sweeping, "scored", _counting(scored))
    groups = sweeping.sweep(tmp_path, "duckdb", lambda *_: None)
    assert sorted(groups) == by_number(found)
    assert len(scored) == done[0][1] - 2


def test_a_sweep_of_another_edition_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = matters()
    with pytest.raises(KeyboardInterrupt):
        sweeping.sweep(tmp_path, "duckdb", _interrupt)
    indexing.rebuild(lambda _: None)
    scored: list[int] = []
    monkeypatch.setattr(sweeping, "scored", _counting(scored))
    assert sorted(sweeping.sweep(tmp_path, "duckdb", lambda *_: None)) == by_number(found)
    assert len(scored) == 1


def test_an_empty_store_has_no_groups(tmp_path: Path) -> None:
    assert sweeping.sweep(tmp_path, "duckdb", lambda *_: None) == []


def test_the_pairs_are_those_of_a_count_by_hand(tmp_path: Path) -> None:
    """An oracle of its own: sets of pieces in Python instead of SQL."""
    rng = random.Random(7)
    pool = list(range(1, 60))
    pieces = {key: set(rng.sample(pool, rng.randrange(2, 14))) for key in range(1, 41)}
    Pieces.objects.bulk_create(Pieces(edition=0, case_key=key, grams=sorted(own)) for key, own in pieces.items())
    assert _pairs(tmp_path, DuckDB(tmp_path)) == _by_hand(pieces)
    assert len(_by_hand(pieces)) > 30


@pytest.mark.nightly
def test_both_engines_find_the_same_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("pyspark") is None or not shutil.which("java"):
        pytest.skip("pyspark or Java is not installed")
    monkeypatch.setenv(MASTER, os.environ.get(MASTER) or "local[2]")
    rng = random.Random(8)
    for key in range(1, 401):
        Pieces.objects.create(edition=0, case_key=key, grams=sorted(rng.sample(range(1, 900), 40)))
    found = _pairs(tmp_path / "one", DuckDB(tmp_path)), _pairs(tmp_path / "other", Spark(tmp_path))
    assert found[0] == found[1]
    assert len(found[0]) > 100


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="pyspark is installed")
def test_without_spark_the_command_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MASTER, "spark://127.0.0.1:7077")
    with pytest.raises(Refused, match="pyspark"):
        engine_of("", tmp_path)


def _pairs(data: Path, engine: DuckDB | Spark) -> list[tuple[int, int]]:
    one = Sweep(data, engine)
    one.prepare()
    found = [pair for part in range(one.plan.parts) for pair in one.pairs(part)]
    engine.close()
    return found


def _by_hand(pieces: dict[int, set[int]]) -> list[tuple[int, int]]:
    from math import log

    held: dict[int, int] = {}
    for own in pieces.values():
        for gram in own:
            held[gram] = held.get(gram, 0) + 1
    worth = {
        gram: round(1000 * log(1 + len(pieces) / count)) for gram, count in held.items() if 2 <= count <= room.MOST
    }
    whole = {key: sum(worth.get(gram, 0) for gram in own) for key, own in pieces.items()}
    found = []
    for later, theirs in pieces.items():
        shares = []
        for earlier in range(1, later):
            both = [gram for gram in theirs & pieces[earlier] if gram in worth]
            if len(both) >= room.LEAST:
                share = round(1000 * sum(worth[gram] for gram in both) / min(whole[earlier], whole[later]))
                if share >= room.FLOOR:
                    shares.append((-share, earlier))
        found += sorted((earlier, later) for _, earlier in sorted(shares)[: room.BEST])
    return found


def _counting(scored: list[int]) -> object:
    whole = sweeping.scored

    def counting(pairs: list[tuple[int, int]]) -> dict[tuple[int, int], float]:
        scored.append(len(pairs))
        return whole(pairs)

    return counting


def _interrupt(*_: int) -> None:
    raise KeyboardInterrupt
