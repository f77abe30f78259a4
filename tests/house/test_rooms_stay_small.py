"""Can every room be read in one sitting: short files, short functions, a first sentence, and no attic."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import PACKAGE, ROOT, modules, name_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 25  # without signature and docstring
ATTICS = {"utils", "helpers", "common", "core", "base", "misc", "service", "services", "manager", "managers", "handler"}


def test_a_file_fits_one_sitting() -> None:
    long = {
        name_of(path): lines
        for path, _ in _every()
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}, "split the file where its subject splits"


def test_a_module_opens_with_the_question_it_answers() -> None:
    silent = [name_of(path) for path, tree in _every() if tree.body and not _opens_with_a_sentence(tree)]
    assert silent == [], "the first line is one sentence: which question does the module answer?"


def test_a_function_does_one_thing() -> None:
    long = {
        f"{name_of(path)}:{function.lineno} {function.name}": lines
        for path, tree in modules()
        for function in _functions(tree)
        if (lines := _length(function)) > LONGEST_FUNCTION
    }
    assert long == {}, "lines without signature and docstring: split the function"


def test_there_is_no_attic() -> None:
    attics = [name_of(path) for path in PACKAGE.rglob("*") if path.stem in ATTICS and path.suffix in {"", ".py"}]
    assert attics == [], "name the room after the business word that it serves"


def _every() -> list[tuple[Path, ast.Module]]:
    return [*modules(), *modules(ROOT / "tests"), *modules(ROOT / "scripts")]


def _opens_with_a_sentence(tree: ast.Module) -> bool:
    return (ast.get_docstring(tree) or "").split("\n", 1)[0].rstrip().endswith((".", "?", "。"))


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    return (function.end_lineno or 0) - body[0].lineno + 1
