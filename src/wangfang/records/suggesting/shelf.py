"""Which models are there: one file for each question in the data folder, read once and again when it has changed."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from wangfang.records.suggesting import learned
from wangfang.records.suggesting.learned import Model


class What(StrEnum):
    """What a model answers."""

    CATEGORY = "category"  # class of content (内容分类)
    UNIT = "unit"  # responsible unit (责任单位), by code or by name


def path_of(what: What) -> Path:
    """Return where the model for a question lies."""
    return Path(settings.DATA) / "models" / f"{what}.npz"


def put(model: Model) -> Path:
    """Put a model in the place of the one before, and return where."""
    path = path_of(What(model.card.what))
    learned.write(model, path)
    return path


def take(what: What) -> Model | None:
    """Return the model for a question, None while nothing was learned.

    Raises:
        Unreadable: there is a file that is no model of this edition.
    """
    path = path_of(what)
    try:
        stamp = path.stat()
    except FileNotFoundError:
        return None
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Model:
    return learned.read(path)
