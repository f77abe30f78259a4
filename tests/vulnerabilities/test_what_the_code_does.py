"""Does the code keep away from what has opened other systems: evaluating, unpickling, shells, names chosen outside?"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django import app

from tests.house.tree import PACKAGE, modules, name_of
from wangfang.config import tasks

EVALUATING = {"eval", "exec", "compile", "__import__"}
UNPACKING = {"pickle", "marshal", "shelve", "yaml", "jsonpickle", "dill"}
CALLING_OUT = {"requests", "httpx", "urllib3", "aiohttp", "ftplib", "smtplib", "telnetlib", "xmlrpc"}
OWN_PROCESSES = {"config", "interfaces/console"}
"""The rooms of the operator, which start our own processes."""

DYNAMIC = {
    "interfaces/api/taking_in.py",  # the fields of a petition, a tuple of our own
    "records/cases/writing.py", "records/cases/verification.py", "records/cases/facts.py",  # columns of our own models
    "records/cases/rebuilding.py", "records/vault/cells.py",
    "records/cases/models/case.py",  # the words of a case, a tuple of our own
    "interfaces/desk/presenters/cases.py", "records/cases/revealing.py",  # the fields of a person, an enum of our own
    "interfaces/frame/fixing.py",  # the children of a template node, by the names that its class gives
    "records/vault/keys.py",  # the key service, which the operator names in a setting
}  # fmt: skip


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _imports(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_nothing_is_evaluated_or_unpickled() -> None:
    """Rows 50 and 52."""
    evaluated = [name_of(path) for path, tree in modules() for called, _ in _calls(tree) if called in EVALUATING]
    unpacked = [
        name_of(path) for path, tree in modules() if {name.split(".")[0] for name in _imports(tree)} & UNPACKING
    ]
    assert (evaluated, unpacked) == ([], [])


def test_no_page_starts_a_program_and_no_program_is_started_through_a_shell() -> None:
    """Row 44: nothing that somebody typed can become an argument."""
    shells = [
        name_of(path)
        for path, tree in modules()
        for called, node in _calls(tree)
        if called in {"os.system", "os.popen"} or any(key.arg == "shell" for key in node.keywords)
    ]
    starting = {
        name_of(path).removeprefix("src/wangfang/") for path, tree in modules() if "subprocess" in _imports(tree)
    }
    assert shells == []
    assert [path for path in starting if not path.startswith(tuple(OWN_PROCESSES))] == []


def test_no_page_asks_another_host() -> None:
    """Row 49: no address that somebody gives is ever opened; the one line out leads to the virus scanner."""
    asking = {
        name_of(path).removeprefix("src/wangfang/")
        for path, tree in modules()
        if {name.split(".")[0] for name in _imports(tree)} & CALLING_OUT
        or {"urllib.request", "http.client", "socket"} & _imports(tree)
    }
    assert {path for path in asking if not path.startswith(tuple(OWN_PROCESSES))} == {"records/files/scanning.py"}


def test_no_name_from_outside_chooses_what_is_called() -> None:
    """Row 59: an attribute is looked up by a name of our own, or in a module that is listed with its reason."""
    found = {
        name_of(path).removeprefix("src/wangfang/")
        for path, tree in modules()
        for called, node in _calls(tree)
        if called in {"getattr", "setattr", "globals", "import_module"}
        and len(node.args) > 1
        and not isinstance(node.args[1], ast.Constant)
    }
    assert found - DYNAMIC == set()


WRITING = "src/wangfang/interfaces/frame/writing.py"
"""The one place that escapes by itself, for the lines of lists; `test_writing` holds it to Django's own way."""


def test_markup_is_never_declared_safe_by_hand() -> None:
    """Row 40: templates escape everything; no HTML is taken in, so none has to be cleaned."""
    trusted = re.compile(r"\|\s*safe\b|autoescape off|mark_safe|format_html\(\s*f[\"']")
    assert [
        name_of(path)
        for path in PACKAGE.rglob("*")
        if path.suffix in {".html", ".py"} and trusted.search(path.read_text("utf-8"))
    ] == []
    made = [
        f"{name_of(path)}: {ast.unparse(node)}"
        for path, tree in modules()
        for called, node in _calls(tree)
        if called.endswith(("SafeString", "SafeText")) and not isinstance(node.args[0], ast.Constant)
        if name_of(path) != WRITING
    ]
    assert made == [], "the class behind mark_safe, over anything but words of our own"


def test_jobs_carry_no_person() -> None:
    """Row 61: a job is told when it runs, nothing else, and looks the rest up."""
    jobs = [task for task in app.tasks.values() if task.func.__module__ == tasks.__name__]
    assert len(jobs) >= 3
    assert {name for job in jobs for name in inspect.signature(job.func).parameters} <= {"_context", "timestamp"}


ENTRIES = {"wangfang.config.wsgi", "wangfang.config.cli"}
"""What starts the house when it is imported; they have no pattern."""
LONG = [
    "a",
    " ",
    "1",
    "<",
    "(",
    "．",
    "中",
    "a ",
    "1-",
    "/x",
    "%2",
    "\n",
    "'\"",
    "=,",
    "a@",
    "<a",
    "<textarea ",
    "/Type",
    "stream\n",
]


def _patterns() -> dict[str, re.Pattern[Any]]:
    """Import every module of the house, whoever else has or has not, and return their patterns."""
    for path, _tree in modules():
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        if name not in ENTRIES and not name.endswith("__main__"):
            import_module(name)
    return {
        f"{name}.{key}": value
        for name, module in sorted(sys.modules.items())
        if name.startswith("wangfang.")
        for key, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }


def test_no_pattern_takes_long_over_any_text() -> None:
    """Row 58: every pattern of the house against 100,000 signs that lead it on."""
    patterns = _patterns()
    assert len(patterns) > 40
    assert "wangfang.interfaces.frame.neutral._KEPT" in patterns
    slow = []
    for name, pattern in patterns.items():
        for word in LONG:
            text = (word * 100_000)[:100_000] + "!"
            began = time.process_time()
            pattern.search(text.encode() if isinstance(pattern.pattern, bytes) else text)
            if time.process_time() - began > 0.5:
                slow.append(f"{name} over {word!r}")
    assert slow == []


@pytest.mark.parametrize("page", ["docs/security/known-vulnerabilities.md"])
def test_every_row_of_the_table_has_a_test_or_a_reason(page: str) -> None:
    """The table names each of the 64 rows, and each test that it names is there."""
    root = PACKAGE.parents[1]
    lines = [line.split("|") for line in (root / page).read_text("utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(line[1]) for line in lines] == list(range(1, 65))
    for line in lines:
        for path, test in re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", line[3]):
            assert f"{test}" in (root / "tests" / path).read_text("utf-8"), f"row {line[1]}: {path} {test}"
        assert line[3].strip(), f"row {line[1]} has neither test nor reason"


def test_the_folder_of_tests_names_rows_that_exist() -> None:
    """A row in a docstring is a row of the table."""
    folder = Path(__file__).parent
    rows = {
        int(row)
        for path in folder.glob("test_*.py")
        for line in re.findall(r"Rows? ([\d, and]+)", path.read_text("utf-8"))
        for row in re.findall(r"\d+", line)
    }
    assert rows <= set(range(1, 65))
    assert len(rows) >= 45
