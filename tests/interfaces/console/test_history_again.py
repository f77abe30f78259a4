"""Which case does a line of a history mean, when files grow, repeat, begin alike or share their ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import load_city
from tests.interfaces.console.test_history import LIFE, Act, told, written
from wangfang.records.cases.models import Case
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city() -> None:
    load_city()


def told_of(path: Path, *lives: list[Act], words: tuple[str, ...] = ()) -> tuple[int, int, int, int]:
    """Load the lives of a file; return how many acts and cases came in, were skipped, were refused."""
    answer = told(written(path, *(each for life in lives for each in life)), *words)
    return answer["acts"], answer["cases"], answer["skipped"], len(answer["refused"])


def called(name: str, **change: object) -> list[Act]:
    """Return a whole life under another id, its first act changed."""
    return [LIFE[0] | change | {"case": name}, *(each | {"case": name} for each in LIFE[1:])]


def test_two_files_that_begin_with_the_same_line_do_not_mix_their_cases(tmp_path: Path) -> None:
    told_of(tmp_path / "a.jsonl", LIFE, called("B")[:4])
    other = called("B", title="另一件事")

    assert told_of(tmp_path / "b.jsonl", LIFE, other) == (12, 1, 12, 0)
    assert sorted(Case.objects.filter(external_id="B").values_list("plain_title", "state")) == [
        ("另一件事", "closed"), ("屋顶漏雨", "awaiting_unit"),
    ]  # fmt: skip
    assert told_of(tmp_path / "b.jsonl", LIFE, other) == (0, 0, 24, 0)


def test_an_export_in_another_order_or_with_fewer_cases_is_known_again(tmp_path: Path) -> None:
    told_of(tmp_path / "a.jsonl", LIFE, called("B"), called("C"))

    assert told_of(tmp_path / "b.jsonl", called("C"), called("D"), called("B")) == (12, 1, 24, 0)


def test_an_id_that_begins_twice_in_one_file_is_one_case(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lives = (LIFE[:2], called("A", title="又一件")[:1], LIFE[2:])

    assert told_of(file, *lives) == (12, 1, 0, 1)
    assert told_of(file, *lives) == (0, 0, 12, 1)
    assert told_of(file, called("X"), called("Y"), words=("--stop-on-error",)) == (24, 2, 0, 0)


def test_a_named_source_holds_for_several_files(tmp_path: Path) -> None:
    told_of(tmp_path / "a.jsonl", LIFE[:4], words=("--source", "旧系统"))

    assert told_of(tmp_path / "b.jsonl", LIFE[4:], words=("--source", "旧系统")) == (8, 0, 0, 0)
    assert told_of(tmp_path / "c.jsonl", LIFE[4:]) == (
        0,
        0,
        0,
        8,
    )  # without the name nothing tells whose acts these are
    with pytest.raises(Refused, match="来源名称最多 100 个字"):
        told_of(tmp_path / "c.jsonl", LIFE, words=("--source", "长" * 101))
