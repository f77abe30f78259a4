"""Does the repository keep to itself: no address of a registry, no path of somebody's machine, vendored files intact."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, ROOT, committed, name_of

TEXTS = {
    ".py",
    ".toml",
    ".txt",
    ".md",
    ".html",
    ".css",
    ".js",
    ".cfg",
    ".ini",
    ".yml",
    ".yaml",
    ".csv",
    ".typ",
    ".sh",
    "",
}
REGISTRIES = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|files\.pythonhosted|/simple/|registry\.npm"
)
HOME = re.compile(r"(?<![\w.])/(?:home|Users|work|root)/(?!\$)[a-z]")
OUTSIDE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//|@import\s+url|url\(["']?(?:https?:)?//""")
THIS = Path(__file__)
VENDORED = PACKAGE / "interfaces" / "frame" / "static" / "wangfang" / "vendor"


def _lines(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{name_of(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def _texts() -> list[Path]:
    return [path for path in committed() if path.suffix in TEXTS and path != THIS and VENDORED not in path.parents]


def test_no_file_names_a_registry() -> None:
    assert _lines(REGISTRIES, _texts()) == [], "pins carry hashes, not addresses"


def test_no_file_names_a_folder_of_a_machine() -> None:
    assert _lines(HOME, _texts()) == [], "say it relative to the repository"


def test_no_page_loads_anything_from_another_host() -> None:
    pages = [path for path in _texts() if path.suffix in {".html", ".css", ".js"} and PACKAGE in path.parents]
    assert pages
    assert _lines(OUTSIDE, pages) == []


def test_no_page_carries_script_or_style_inline() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)|<style|\sstyle=|\son[a-z]+=[\"']")
    pages = [path for path in _texts() if path.suffix == ".html" and PACKAGE in path.parents]
    found = [
        name_of(path) for path in pages if "/bulletins/" not in name_of(path) and inline.search(path.read_text("utf-8"))
    ]
    assert found == [], "the content security policy would block it"


@pytest.mark.parametrize(
    "entry", tomllib.loads((VENDORED / "vendor.toml").read_text("utf-8"))["file"], ids=lambda e: e["path"]
)
def test_a_vendored_file_is_what_its_maker_published(entry: dict[str, str]) -> None:
    assert hashlib.sha256((VENDORED / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert entry["licence"]


def test_every_vendored_file_is_listed() -> None:
    listed = {entry["path"] for entry in tomllib.loads((VENDORED / "vendor.toml").read_text("utf-8"))["file"]}
    there = {str(path.relative_to(VENDORED)) for path in VENDORED.rglob("*") if path.is_file()} - {"vendor.toml"}
    assert there == listed


def test_the_requirements_are_pinned_with_hashes() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        loose = [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block]
        assert loose == [], path.name
