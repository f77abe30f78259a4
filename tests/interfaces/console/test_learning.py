"""The commands of suggestions: learn from a file, answer a file, say what is missing."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from tests.records.suggesting.texts import WORDS, rows, text
from wangfang.interfaces.console.learning import classify, suggestions, train
from wangfang.records.suggesting.shelf import What, path_of
from wangfang.records.suggesting.training import TooLittle
from wangfang.rules.refusal import Refused


@pytest.fixture(autouse=True)
def _own_shelf(tmp_path: Path, settings: object) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]  # an own shelf for each test


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write a table to learn from."""
    return _written(tmp_path / "known.csv", ("text", "label"), [(row.text, row.label) for row in rows()])


def _written(path: Path, columns: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:  # as a spreadsheet program writes it
        csv.writer(stream).writerows([columns, *lines])
    return path


def _run(command: object, *words: str) -> Result:
    return CliRunner().invoke(command, list(words))  # type: ignore[arg-type]  # a click command


def test_what_was_learned_from_a_file_answers_another(table: Path, tmp_path: Path) -> None:
    learned = json.loads(_run(train, "--file", str(table), "--json").output)
    card = learned["models"][0]
    assert (card["what"], card["rows"], card["labels"]) == ("category", 120, sorted(WORDS))
    assert path_of(What.CATEGORY).exists()
    draw = Random(5)
    asked = _written(
        tmp_path / "new.csv", ("id", "text"), [(label, text(label, draw)) for label in WORDS] + [("none", "，")]
    )
    said = json.loads(_run(classify, str(asked), "--json").output)
    assert [(one["id"], one["label"]) for one in said] == [*((label, label) for label in WORDS), ("none", "")]
    assert all(0 <= one["confidence"] <= 1 and len(one["candidates"]) == 3 for one in said)
    assert all(one["label"] for one in json.loads(_run(classify, str(asked), "--every", "--json").output))
    assert _run(classify, str(asked)).output.splitlines()[0].startswith("城乡建设\t城乡建设\t")


@pytest.fixture
def short_cells() -> Iterator[int]:
    """Let the reader of tables take short cells only, so that one beyond its limit is a few lines long."""
    before = csv.field_size_limit(1000)
    yield 1000
    csv.field_size_limit(before)


def test_other_tables_are_read_with_the_limit_of_before(tmp_path: Path, short_cells: int) -> None:
    longest = _written(tmp_path / "known.csv", ("text", "label"), [("漏" * (short_cells + 1), "城乡建设")])
    with pytest.raises(TooLittle):
        train.callback(longest, "category", as_json=True)  # type: ignore[misc]  # a click command has one
    assert csv.field_size_limit() == short_cells


def test_routing_hears_the_place_that_a_label_names(tmp_path: Path) -> None:
    draw = Random(6)
    told = [(f"{place}{text('城乡建设', draw)}", f"{place}政府") for _ in range(25) for place in ("洛南县", "山阳县")]
    _run(train, "--file", str(_written(tmp_path / "k.csv", ("text", "label"), told)), "--what", "unit")
    asked = _written(tmp_path / "new.csv", ("id", "text"), [("1", f"我住山阳，{text('城乡建设', draw)}")])
    (said,) = json.loads(_run(classify, str(asked), "--what", "unit", "--json").output)
    assert said["candidates"][0]["label"] == "山阳县政府"


def test_without_a_model_or_with_a_wrong_table_a_sentence_says_so(table: Path, tmp_path: Path) -> None:
    refused = [_run(classify, str(table)).exception]
    _run(train, "--file", str(table))
    refused.append(_run(classify, str(table)).exception)  # it has no id
    latin = tmp_path / "latin.csv"
    latin.write_bytes("text,label\nÄ,x\n".encode("latin-1"))
    refused += [
        _run(train, "--file", str(latin)).exception,
        _run(train, "--file", str(latin), "--what", "unit").exception,
    ]
    assert [type(one).__name__ for one in refused] == ["NoModel", "WrongTable", "WrongTable", "WrongTable"]
    assert all(isinstance(one, Refused) for one in refused)


@pytest.mark.django_db
def test_a_bureau_that_has_closed_too_little_is_told_so_for_each_question() -> None:
    refused = _run(train).exception
    assert isinstance(refused, Refused)
    assert refused.sentence().count("至少要 40 条") == 2


@pytest.mark.django_db
def test_the_counts_come_with_the_cards_of_the_models(table: Path) -> None:
    _run(train, "--file", str(table))
    said = json.loads(_run(suggestions, "--json").output)
    assert (said["counts"], [card["what"] for card in said["models"]]) == ([], ["category"])
    assert "内容分类：" in _run(suggestions).output
