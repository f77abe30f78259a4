"""Every test of a start gets a data folder of its own, and leaves nothing behind: no server, no socket, no cluster."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from wangfang.config import embedded

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def data() -> Iterator[Path]:
    """Give a data folder whose parent every account can enter, as far as the checkout allows."""
    (ROOT / "var").mkdir(exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=ROOT / "var", prefix="try-"))
    place.chmod(0o711)
    folder = place / "data"
    yield folder
    if folder.is_dir():
        embedded.stop(folder)
        note = folder / "database-elsewhere"
        if note.exists():
            shutil.rmtree(note.read_text(encoding="utf-8").strip())
    shutil.rmtree(embedded.socket_folder(folder), ignore_errors=True)
    shutil.rmtree(place)
