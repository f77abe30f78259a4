"""Does the law stand alone: no framework, no database and no clock on the rules floor."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.house.tree import PACKAGE, modules, name_of

STRANGERS = {"django", "psycopg", "procrastinate", "click", "structlog", "wangfang.records", "wangfang.config"}
IMPORT_ALL = """
import importlib, pkgutil, sys, wangfang.rules
for found in pkgutil.walk_packages(wangfang.rules.__path__, "wangfang.rules."):
    importlib.import_module(found.name)
print("\\n".join(sys.modules))
"""
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}


def test_importing_every_rule_brings_in_no_framework() -> None:
    said = subprocess.run([sys.executable, "-c", IMPORT_ALL], check=True, capture_output=True, text=True).stdout
    loaded = set(said.split())
    assert "wangfang.rules.facts" in loaded
    assert not loaded & STRANGERS, "a rule leans on more than Python: pass it facts instead"


def test_a_rule_never_looks_at_the_clock() -> None:
    looks = [
        f"{name_of(path)}:{node.lineno} {ast.unparse(node)}"
        for path, tree in modules(PACKAGE / "rules")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and (ast.unparse(node.value).rpartition(".")[2], node.attr) in CLOCKS
    ]
    assert looks == [], "time comes with the act"
