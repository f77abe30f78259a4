"""What has been learned: a linear model as a file of plain numbers with a card, and what it says of a text."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from wangfang.records.suggesting import features
from wangfang.rules import competence
from wangfang.rules.refusal import Refused

_FORMAT = "wangfang-model-1"
_NOTHING = np.float32(1e-9)
_ARRAYS = ("keys", "rarity", "weights", "bias")


@dataclass(frozen=True, slots=True)
class Card:
    """What is said of a model (模型卡): when and on what it was trained, what it is worth, from where on it speaks.

    Scores are by cross-validation over groups, so that no text is judged by a near copy. `threshold` is the least
    confidence from which a label is suggested, `sharpness` turns margins into confidences, `leaning` is the weight of
    places and duties named (`rules.competence`), `digest` the SHA-256 of the numbers.
    """

    what: str
    trained_at: str
    rows: int
    groups: int
    labels: tuple[str, ...]
    left_out: dict[str, int]
    accuracy: float
    macro_f1: float
    top3: float
    surest: float
    covered: float
    threshold: float
    sharpness: float
    leaning: float
    seconds: float
    features: int
    edition: str
    folds: int
    digest: str = ""
    format: str = _FORMAT
    per_label: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """One label with its confidence from 0 to 1."""

    label: str
    confidence: float


@dataclass(frozen=True)
class Model:
    """Runs with their rarity, a weight for each run and label, a bias for each label."""

    card: Card
    keys: features.Keys
    rarity: NDArray[np.float32]
    weights: NDArray[np.float16]
    bias: NDArray[np.float32]

    def margins(self, text: str) -> NDArray[np.float32]:
        """Return how far a text lies on the side of each label, before places and duties are heard."""
        keys, counts = features.counted(text)
        at = np.searchsorted(self.keys, keys)
        known = at < len(self.keys)
        known[known] = self.keys[at[known]] == keys[known]
        at = at[known]
        heavy = weighed((1 + np.log(counts[known])) * self.rarity[at], features.fields_of(keys[known]))
        return np.asarray(heavy @ self.weights[at].astype(np.float32) + self.bias, dtype=np.float32)

    def say(self, text: str, most: int = 3) -> list[Said]:
        """Return the likeliest labels with their confidence, the best first."""
        margins = self.margins(text)
        if self.card.leaning:
            margins = margins + np.float32(self.card.leaning) * leanings(text, self.card.labels)
        shares = confidences(margins[None, :], self.card.sharpness)[0]
        best = np.argsort(-shares, kind="stable")[:most]
        return [Said(self.card.labels[nth], float(shares[nth])) for nth in best]

    def label(self, text: str) -> Said:
        """Return the label that is suggested, without a name when the confidence lies below the threshold."""
        best = self.say(text, 1)[0]
        return best if best.confidence >= self.card.threshold else Said("", best.confidence)


def weighed(heavy: NDArray[np.float32], fields: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return the features of a text with each field brought to its weight as length; an empty field stays empty."""
    shares = np.array([weight for _length, weight in features.FIELDS], dtype=np.float32)
    lengths = np.sqrt(np.bincount(fields, heavy * heavy, minlength=len(shares))).astype(np.float32)
    return np.asarray(heavy * (shares / np.maximum(lengths, _NOTHING))[fields], dtype=np.float32)


def leanings(text: str, labels: tuple[str, ...]) -> NDArray[np.float32]:
    """Return what the places and duties that a text names say for each label."""
    about = competence.duties_in(text)
    return np.array([competence.leaning(text, label, about) for label in labels], dtype=np.float32)


def confidences(margins: NDArray[Any], sharpness: float) -> NDArray[np.float64]:
    """Return the share of each label, a row of margins to a row of shares."""
    high = sharpness * (margins.astype(np.float64) - margins.max(axis=1, keepdims=True))
    shares = np.exp(high)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def digest_of(model: Model) -> str:
    """Return the SHA-256 of a model's numbers in hexadecimal."""
    found = hashlib.sha256()
    for numbers in (model.keys, model.rarity, model.weights, model.bias):
        found.update(np.ascontiguousarray(numbers).tobytes())
    return found.hexdigest()


def write(model: Model, path: Path) -> None:
    """Write a model; whoever reads at the same moment reads the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    card = json.dumps(asdict(model.card), ensure_ascii=False).encode()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("wb") as stream:
        np.savez(
            stream,
            allow_pickle=False,
            card=np.frombuffer(card, np.uint8),
            keys=model.keys,
            rarity=model.rarity,
            weights=model.weights,
            bias=model.bias,
        )
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
    path.with_suffix(".json").write_bytes(card)


def read(path: Path) -> Model:
    """Return the model of a file.

    Raises:
        Unreadable: it is no model, was altered, or belongs to another edition of this program.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
            said = json.loads(bytes(held["card"]))
            numbers = {name: held[name] for name in _ARRAYS}
        model = Model(Card(**{**said, "labels": tuple(said["labels"])}), **numbers)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        EOFError,
        BadZipFile,
    ) as wrong:  # all that a broken or foreign file can raise
        raise Unreadable(path.name) from wrong
    if (model.card.digest, model.card.format, model.card.edition) != (digest_of(model), _FORMAT, features.edition()):
        raise Unreadable(path.name)
    return model


class Unreadable(Refused):
    """A file is no model of this edition."""

    def __init__(self, name: str) -> None:
        super().__init__(f"模型文件“{name}”读不出来，或者和现在的程序不配套，请重新运行 wangfang train")
