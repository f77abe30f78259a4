"""Does every page show of a petitioner only what the masks let through?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

INTERFACES = Path(__file__).resolve().parents[2] / "src" / "wangfang" / "interfaces"
FIELDS = frozenset({"name", "id_number", "phone", "address"})
MASKS = frozenset({"mask_name", "mask_id", "mask_phone", "mask_address", "shown"})
MAY = {
    ("desk/presenters/cases.py", "_joint"): "compares the petitioner with the signers; what it returns is masked",
    ("api/taking_in.py", "_require_fit"): "looks at what was sent, before there is a case; it returns nothing",
}
IN_TEMPLATE = re.compile(r"{{[^}]*petitioner\.(?:name|id_number|phone|address)(?!\|mask_)")


def unmasked(source: str) -> set[str]:
    """Return the functions that read a field of a petitioner otherwise than as what a mask is given."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {function.name for function in functions if any(_loose(function))}


def _loose(function: ast.FunctionDef) -> Iterator[ast.Attribute]:
    people = set(_bound_to_petitioners(function))
    masked = {
        id(given)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and _last(call.func) in MASKS
        for given in call.args
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and node.attr in FIELDS and id(node) not in masked:
            of = node.value
            if _last(of) == "petitioner" or (isinstance(of, ast.Name) and of.id in people):
                yield node


def _bound_to_petitioners(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute) and node.value.attr == "petitioner":
            yield from (name.id for name in node.targets if isinstance(name, ast.Name))


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_no_page_answer_or_command_shows_a_petitioner_without_a_mask() -> None:
    found = {
        (str(path.relative_to(INTERFACES)), name)
        for path in INTERFACES.rglob("*.py")
        for name in unmasked(path.read_text(encoding="utf-8"))
        if "bench" not in path.parts and "demo" not in path.parts  # they make people up and show none
    }
    assert found == set(MAY), "mask it with rules.privacy.shown, or say here why it may be read"


def test_no_template_shows_a_petitioner_without_a_mask() -> None:
    loose = [path.name for path in INTERFACES.rglob("*.html") if IN_TEMPLATE.search(path.read_text(encoding="utf-8"))]
    assert loose == []


@pytest.mark.parametrize(
    ("body", "is_loose"),
    [
        ("return case.petitioner.phone", True),
        ("who = case.petitioner\n    return who.address", True),
        ("return f'{case.petitioner.name}'", True),
        ("return mask_phone(case.petitioner.phone) + case.petitioner.name", True),
        ("return mask_phone(case.petitioner.phone)", False),
        ("return privacy.mask_name(case.petitioner.name, secret=True)", False),
        ("return shown(case.petitioner, secret=False).phone", False),
        ("return case.petitioner.masked", False),
        ("return agency.name", False),
    ],
)
def test_the_search_sees_what_is_loose_and_lets_pass_what_is_masked(body: str, is_loose: bool) -> None:  # noqa: FBT001 - a column of the table
    assert unmasked(f"def page(case):\n    {body}\n") == ({"page"} if is_loose else set())
    assert bool(IN_TEMPLATE.search("<p>{{ case.petitioner.phone }}")) is True
    assert IN_TEMPLATE.search("<p>{{ case.petitioner.phone|mask_phone }}") is None
