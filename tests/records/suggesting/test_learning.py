"""What is learned: the same numbers again, honest scores, a threshold that holds, a file that cannot be forged."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.moments import at
from tests.records.suggesting.texts import WORDS, rows, text
from wangfang.records.suggesting import features, judging, learned, training
from wangfang.records.suggesting.learned import Unreadable
from wangfang.records.suggesting.training import Row, TooLittle

NOON = at("2017-08-22 12:00")
COMPLAINTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "complaints_labelled.csv"


@pytest.fixture(scope="module")
def model() -> learned.Model:
    """Learn once for the module."""
    return training.train(rows(), "category", NOON)


def test_new_texts_get_their_label(model: learned.Model) -> None:
    draw = Random(9)
    said = [(label, model.label(text(label, draw)).label) for label in WORDS for _ in range(10)]
    assert [pair for pair in said if pair[0] != pair[1]] == []


def test_noise_is_not_learned() -> None:
    draw = Random(3)
    mixed = [Row(row.text, draw.choice(list(WORDS))) for row in rows(30)]
    card = training.train(mixed, "category", NOON).card
    assert card.accuracy < 0.6, "labels drawn by lot cannot be foretold: the check would see its own training rows"
    assert card.threshold > 1, "nothing is suggested"


def test_the_same_rows_give_the_same_numbers(model: learned.Model) -> None:
    assert training.train(rows(), "category", NOON).card.digest == model.card.digest


def test_copies_of_one_text_stay_on_one_side() -> None:
    lone = "某某广场的喷泉每天晚上十一点还在放音乐，周围居民没有办法休息，多次打电话反映也没有人来处理"
    copied = [Row(f"{lone}{nth}", "教育文体") for nth in range(5)]
    groups = features.alike([row.text for row in [*rows(5), *copied]])
    assert len(set(groups[-5:])) == 1
    assert set(groups[-5:]).isdisjoint(groups[:-5])


def test_too_little_is_refused_and_rare_labels_stay_out() -> None:
    with pytest.raises(TooLittle):
        training.train(rows(10), "category", NOON)
    with pytest.raises(TooLittle):
        training.train([row for row in rows() if row.label == "教育文体"], "category", NOON)
    card = training.train([*rows(20), Row("海域使用权", "农村农业")], "category", NOON).card
    assert card.left_out == {"农村农业": 1}
    assert "农村农业" not in card.labels


def test_a_label_that_a_fold_has_not_seen_hinders_nothing() -> None:
    twice = "某某海域使用权登记的材料交了三个月没有下文，渔民没有办法出海，请海洋部门给一个明确的答复"
    lone = [Row(f"{twice}{nth}", "农村农业") for nth in range(2)]
    card = training.train([*(row for row in rows(45) if row.label == "教育文体"), *lone], "category", NOON).card
    assert card.labels == ("农村农业", "教育文体")
    assert card.per_label["农村农业"] == 0, (
        "its only texts are copies of each other, so it was never seen before it was asked"
    )
    with pytest.raises(TooLittle):
        training.train([Row(f"{twice}{nth}", "甲" if nth % 2 else "乙") for nth in range(60)], "category", NOON)


def test_two_labels_get_a_side_each() -> None:
    two = training.train([row for row in rows(30) if row.label != "教育文体"], "category", NOON)
    draw = Random(4)
    assert [two.say(text(label, draw))[0].label for label in two.card.labels] == list(two.card.labels)


def test_one_text_is_weighed_as_many_are(model: learned.Model) -> None:
    told = [row.text for row in rows(5, seed=8)]
    again = training.train(rows(), "category", NOON)
    for one in told:
        assert np.array_equal(model.margins(one), again.margins(one))
    margins = np.vstack([model.margins(one) for one in told])
    shares = learned.confidences(margins, model.card.sharpness)
    assert [model.say(one)[0].confidence for one in told] == pytest.approx(list(shares.max(axis=1)))


def test_a_text_of_nothing_gets_an_answer_and_no_label_by_it(model: learned.Model) -> None:
    assert model.say("！？……")[0].confidence < model.card.threshold
    assert model.label("！？……").label == ""


def test_a_model_comes_back_from_its_file_as_it_went(model: learned.Model, tmp_path: Path) -> None:
    path = tmp_path / "models" / "category.npz"
    learned.write(model, path)
    back = learned.read(path)
    assert back.card == model.card
    assert np.array_equal(back.weights, model.weights)
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["digest"] == model.card.digest


def _changed(model: learned.Model, path: Path, **changes: object) -> None:
    arrays = {name: getattr(model, name) for name in ("keys", "rarity", "weights", "bias")}
    card = json.dumps({**{n: getattr(model.card, n) for n in model.card.__dataclass_fields__}, **changes}).encode()
    arrays["bias"] = arrays["bias"] + np.float32(0 if changes else 1)
    np.savez(path, card=np.frombuffer(card, np.uint8), **arrays)


def test_an_altered_or_foreign_file_is_refused(model: learned.Model, tmp_path: Path) -> None:
    path = tmp_path / "category.npz"
    for changes in ({}, {"edition": "0:0:()"}, {"format": "other"}, {"digest": "0" * 64}):
        _changed(model, path, **changes)
        with pytest.raises(Unreadable):
            learned.read(path)
    for junk in (b"", b"PK\x03\x04", b"no model"):
        path.write_bytes(junk)
        with pytest.raises(Unreadable):
            learned.read(path)
    np.savez(path, card=np.array([object()], dtype=object))  # a pickle inside: numpy would run what it holds
    with pytest.raises(Unreadable):
        learned.read(path)


@pytest.mark.parametrize(
    ("confidence", "hits", "threshold"),
    [
        ([0.9] * 40 + [0.5] * 20, [True] * 40 + [False] * 20, 0.9),  # below lies what is wrong
        ([0.9] * 29 + [0.5] * 31, [True] * 29 + [False] * 31, 1.01),  # 29 rows found no threshold
        ([0.9] * 60, [True] * 50 + [False] * 10, 1.01),  # rows of one confidence come in together
        ([0.9] * 30 + [0.5] * 30, [True] * 60, 0.5),
    ],
)
def test_the_threshold_is_the_least_confidence_that_keeps_its_word(
    confidence: list[float], hits: list[bool], threshold: float
) -> None:
    assert judging.threshold_of(np.array(confidence), np.array(hits)) == threshold


def test_f1_and_top_three_are_what_a_hand_counts() -> None:
    right = np.array([0, 0, 1, 2])
    margins = np.array([[3.0, 2, 1, 0], [1, 3, 2, 0], [1, 3, 2, 0], [4, 3, 1, 2]])
    assert judging.per_label(margins.argmax(axis=1), right, "abcd") == {"a": 0.5, "b": 0.6667, "c": 0.0, "d": 0.0}
    assert (judging.accuracy(margins, right), judging.within(margins, right, 3)) == (0.5, 0.75)


def test_answering_needs_no_trainer(model: learned.Model, tmp_path: Path) -> None:
    learned.write(model, tmp_path / "m.npz")
    told = (
        "import sys; from pathlib import Path; from wangfang.records.suggesting import learned, training;"
        f"learned.read(Path({str(tmp_path / 'm.npz')!r})).label('学校老师补课');"
        "sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


@pytest.mark.nightly
@pytest.mark.data
@pytest.mark.skipif(not COMPLAINTS.exists(), reason="the shared real data is not here")
def test_on_real_complaints_the_figures_of_the_model_card_hold() -> None:
    with COMPLAINTS.open(encoding="utf-8", newline="") as stream:
        known = [Row(row["text"], row["label"], row["group"]) for row in csv.DictReader(stream)]
    card = training.train(known, "category", NOON).card
    assert card.macro_f1 >= 0.88
    assert card.surest >= 0.965
    assert card.top3 >= 0.985
