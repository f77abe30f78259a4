"""`wangfang duplicates evaluate`: the contract's keys, figures reckoned by hand, and what is reached on real messages."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.rules.test_likeness import DAY, MILL, MILL_AGAIN, NOISE, moved
from wangfang.config.cli import _needs_database
from wangfang.interfaces.console.duplicates import duplicates
from wangfang.interfaces.console.evaluating_measures import Truth, b_cubed, best_earlier, lookalikes_proposed
from wangfang.interfaces.console.evaluating_pairs import candidates, weighed_all
from wangfang.rules.likeness_signals import Portrait
from wangfang.rules.refusal import Refused

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
MESSAGES, MATTERS, PAIRS = (SHARED / f"hot_{name}.csv" for name in ("messages", "matters", "pairs"))
ELSEWHERE = moved(MILL, ("南岗区", "阿城区"), ("丽景", "翠堤"))


def written(path: Path, columns: str, *rows: tuple[str, ...]) -> Path:
    """Write a table as a file."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([columns.split(","), *rows])
    return path


def a_board(folder: Path) -> list[str]:
    """Write a small board: noise, one matter told twice, the same wording elsewhere; returns the words of the command."""
    told = {"m1": MILL, "m2": MILL_AGAIN, "x1": ELSEWHERE}
    noise = {f"n{nth}": Portrait(title, text, DAY) for nth, (title, text) in enumerate(NOISE)}
    rows = [(key, key, f"{one.day}T08:00:00", one.title, one.text) for key, one in (noise | told).items()]
    messages = written(folder / "m.csv", "msg_id,user,time,title,body", *reversed(rows))
    matters = written(folder / "k.csv", "matter_id,msg_id", ("m1", "m1"), ("m1", "m2"), ("gone", "not there"))
    pairs = written(folder / "p.csv", "msg_a,msg_b,judgement", ("m1", "x1", "lookalike"), ("m1", "n6", "unsure"))
    return ["evaluate", "--messages", str(messages), "--matters", str(matters), "--pairs", str(pairs)]


def run(*words: str) -> Result:
    """Run `duplicates` with these words."""
    return CliRunner().invoke(duplicates, list(words))


def test_the_answer_has_exactly_the_keys_of_the_contract(tmp_path: Path) -> None:
    answer = json.loads(run(*a_board(tmp_path), "--json").stdout)
    assert answer == {
        "best_earlier": {"precision": 1.0, "recall": 1.0, "f1": 1.0},
        "propose_merge": {"precision": 1.0, "recall": 1.0},
        "lookalikes_proposed": 0.0,
        "clusters": {"b_cubed_f1": 1.0},
    }


def test_without_json_every_figure_has_a_line(tmp_path: Path) -> None:
    lines = run(*a_board(tmp_path)).stdout.splitlines()
    assert lines[0] == "best_earlier\tprecision 1.0000\trecall 1.0000\tf1 1.0000"
    assert lines[2] == "lookalikes_proposed\tshare 0.0000"


@pytest.mark.parametrize(
    ("columns", "row", "said"),
    [
        ("msg_id,user,time,title", ("1", "u", "2019-01-01", "t"), "缺少列：body"),
        ("msg_id,user,time,title,body", ("1", "u", "yesterday", "t", "b"), "时间看不懂"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, columns: str, row: tuple[str, ...], said: str) -> None:
    words = a_board(tmp_path)
    written(tmp_path / "m.csv", columns, row)
    refused = run(*words).exception
    assert isinstance(refused, Refused)
    assert said in str(refused)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    words = a_board(tmp_path)
    (tmp_path / "m.csv").write_bytes("标题".encode("gb18030"))
    assert isinstance(run(*words).exception, Refused)


@pytest.mark.parametrize(
    ("words", "needs"),
    [(["duplicates", "evaluate", "--messages", "m"], False), (["due", "--limit", "x"], False), (["tokens", "list"], True)],
)  # fmt: skip
def test_it_needs_no_database(words: list[str], needs: bool) -> None:  # noqa: FBT001 - a column of the table
    assert _needs_database(words) is needs


ORDER = ("a1", "b1", "a2", "s1", "a3")
MATTER = {"a1": "A", "a2": "A", "a3": "A", "b1": "B"}


@pytest.mark.parametrize(
    ("scores", "unsure", "precision", "recall", "why"),
    [
        ({}, [], 0, 0, "nothing proposed"),
        ({("a1", "a2"): 0.8, ("a1", "a3"): 0.7}, [], 1, 1, "both later ones of A found"),
        ({("a1", "a2"): 0.8, ("a1", "a3"): 0.5}, [], 1, 0.5, "the second is below the threshold"),
        ({("a1", "a2"): 0.8, ("b1", "a2"): 0.9}, [], 0, 0, "only the best counts, and it is another matter"),
        ({("a1", "a2"): 0.8, ("b1", "a2"): 0.9}, ["b1 a2"], 1, 0.5, "a pair nobody is sure of is left out, the next is taken"),
        ({("a1", "a2"): 0.8, ("a1", "s1"): 0.9}, [], 0.5, 0.5, "one that belongs to none is a wrong proposal"),
    ],
)  # fmt: skip
def test_best_earlier_by_hand(
    scores: dict[tuple[str, str], float], unsure: list[str], precision: float, recall: float, why: str
) -> None:
    truth = Truth(ORDER, MATTER, frozenset(frozenset(pair.split()) for pair in unsure))
    found = best_earlier(scores, truth, 0.6)
    assert (found.precision, found.recall) == (precision, recall), why


def test_b_cubed_by_hand() -> None:
    found = b_cubed({("a1", "a2"): 0.9, ("b1", "a3"): 0.9, ("s1", "a2"): 0.9}, Truth(ORDER, MATTER))
    assert found.precision == pytest.approx((1 + 1 + 1 / 2) / 3), "a1 and a2 are among their own, a3 with b1 half"
    assert found.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3), "two of three together, one alone"


def test_a_lookalike_is_proposed_from_the_merge_band_on() -> None:
    truth = Truth(ORDER, MATTER, lookalikes=[frozenset(("b1", "a1")), frozenset(("s1", "a1"))])
    assert lookalikes_proposed({("a1", "b1"): 0.9, ("a1", "s1"): 0.8999}, truth) == 0.5


def test_candidates_are_those_that_comparing_everything_finds() -> None:
    ready = weighed_all(
        [*(Portrait(title, text, DAY) for title, text in NOISE), MILL, Portrait("", "", DAY), MILL_AGAIN]
    )
    found = set(candidates(ready))
    assert found <= set(combinations(range(len(ready)), 2))
    assert (len(NOISE), len(ready) - 1) in found


@pytest.mark.data
@pytest.mark.skipif(not MESSAGES.exists(), reason="the shared real data is not beside the repository")
def test_what_is_reached_on_real_messages() -> None:
    words = ("--messages", str(MESSAGES), "--matters", str(MATTERS), "--pairs", str(PAIRS), "--json")
    figures = json.loads(CliRunner().invoke(duplicates, ["evaluate", *words], catch_exceptions=False).stdout)
    assert figures["best_earlier"]["f1"] >= 0.89
    assert figures["propose_merge"]["precision"] >= 0.96
    assert figures["propose_merge"]["recall"] >= 0.76
    assert figures["lookalikes_proposed"] == 0
    assert figures["clusters"]["b_cubed_f1"] >= 0.945
