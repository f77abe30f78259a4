"""What belongs to the house: its files as they would be committed, and its modules as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "wangfang"


NOT_KEPT = {".git", ".venv", "var", "__pycache__", "node_modules", "htmlcov", "test-results"}


@cache
def committed() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep; of an unpacked archive, every file that is not made here."""
    words = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(words, check=False, capture_output=True)
    if said.returncode:
        found = [path for path in ROOT.rglob("*") if not _is_made_here(path.relative_to(ROOT))]
    else:
        found = [ROOT / name for name in said.stdout.decode().split("\0") if name]
    return tuple(path for path in found if path.is_file())


def _is_made_here(path: Path) -> bool:
    return any(part in NOT_KEPT or part.endswith((".egg-info", "_cache")) for part in path.parts)


def modules(folder: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    """Return the Python files of a folder with their trees, but not what Django writes."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """Return the path as a newcomer would type it."""
    return str(path.relative_to(ROOT))
