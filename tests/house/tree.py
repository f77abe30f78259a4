"""What belongs to the house: its files as they would be committed, and its modules as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "wangfang"


@cache
def committed() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep."""
    words = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(words, check=True, capture_output=True).stdout.decode()
    return tuple(path for name in said.split("\0") if name and (path := ROOT / name).is_file())


def modules(folder: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    """Return the Python files of a folder with their trees, but not what Django writes."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """Return the path as a newcomer would type it."""
    return str(path.relative_to(ROOT))
