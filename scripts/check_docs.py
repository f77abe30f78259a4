"""Do the documents still tell the truth about the tree: links, glossary, rooms, rules pages, no local paths?"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "wangfang"
SKIPPED = {".git", ".venv", "node_modules", "var", "vendor", "build", "dist"}
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LOCAL_PATH = re.compile(r"(?<![\w.~-])/(?:work|tmp/\w|root|Users|home/(?!wangfang\b)\w)(?:/|\b)")
GLOSSARY_ENUMS = ("Step", "State")


def main() -> int:
    """Print every finding on a line of its own; 0 when there is none."""
    findings = [*links(), *named_in_code(), *local_paths(), *glossary(), *rooms(), *functions(), *rules_pages()]
    for finding in findings:
        sys.stderr.write(f"{finding}\n")
    pages = sum(1 for _ in documents())
    sys.stdout.write(f"docs: {pages} pages, {len(findings)} findings\n")
    return 1 if findings else 0


def documents() -> Iterator[Path]:
    """Yield every page that is kept under version control by its place."""
    for page in sorted(ROOT.rglob("*.md")):
        if not SKIPPED & set(page.relative_to(ROOT).parts):
            yield page


def links() -> Iterator[str]:
    """Report relative links that lead nowhere, and anchors that the target page does not have."""
    for page in documents():
        text = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))
        for address in LINK.findall(text):
            if re.match(r"[a-z][a-z0-9+.-]*:", address):
                continue
            name, _, anchor = address.partition("#")
            target = (page.parent / name).resolve() if name else page
            if not target.exists():
                yield f"{said(page)}: the link {address} leads nowhere"
            elif anchor and target.suffix == ".md" and anchor not in anchors(target):
                yield f"{said(page)}: {said(target)} has no heading for #{anchor}"


def named_in_code() -> Iterator[str]:
    """Report pages that a comment or a docstring sends its reader to, but that are not there."""
    for folder in (SOURCE, ROOT / "tests"):
        for module in sorted(folder.rglob("*.py")):
            for name in re.findall(r"\bdocs/[\w./-]+\.md\b", module.read_text(encoding="utf-8")):
                if not (ROOT / name).exists():
                    yield f"{said(module)}: there is no page {name}"


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as the common renderers make them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#{1,6}\s+(.+?)\s*#*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def local_paths() -> Iterator[str]:
    """Report places that exist only on the machine of whoever wrote the page."""
    for page in documents():
        for nth, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            if found := LOCAL_PATH.search(line):
                yield f"{said(page)}:{nth}: “{found[0]}” is a path of one machine"


def glossary() -> Iterator[str]:
    """Report steps and states that have no line of their own in the glossary."""
    page = ROOT / "docs" / "glossary.md"
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    for name, values in enum_values(SOURCE / "rules" / "facts.py", GLOSSARY_ENUMS):
        for value in values:
            if not any(f"`{value}`" in line for line in lines):
                yield f"docs/glossary.md: {name} `{value}` has no line"


def enum_values(path: Path, wanted: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the names of the wanted enums in a module with their text values."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and node.name in wanted:
            values = [line.value for line in node.body if isinstance(line, ast.Assign)]
            yield node.name, [str(value.value) for value in values if isinstance(value, ast.Constant)]


def rooms() -> Iterator[str]:
    """Report rooms of the house that docs/house.md does not name, and rooms it names that are gone."""
    text = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    rooms = (room for room in SOURCE.glob("*/*/") if room.parent.name != "rules" and any(room.rglob("*.py")))
    there = {f"{room.parent.name}/{room.name}" for room in rooms}
    named = set(re.findall(r"`((?:records|interfaces|config)/[a-z_]+)/?`", text))
    for room in sorted(there - named):
        yield f"docs/house.md: the room `{room}` is not named"
    for room in sorted(named - there):
        if not (SOURCE / f"{room}.py").exists():
            yield f"docs/house.md: there is no room `{room}`"


def functions() -> Iterator[str]:
    """Report functions that docs/house.md names as `module.function`, but that no such module has."""
    text = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    for module, name in sorted(set(re.findall(r"`(?:[a-z_]+\.)*([a-z_]+)\.([a-z_]+)(?:\([^`]*\))?`", text))):
        modules = [path for path in SOURCE.rglob(f"{module}.py") if name not in {"py", "toml"}]
        defined = re.compile(rf"^(?:def|class) {name}\b", re.MULTILINE)
        if modules and not any(defined.search(path.read_text(encoding="utf-8")) for path in modules):
            yield f"docs/house.md: no module {module} has {name}"


def rules_pages() -> Iterator[str]:
    """Report modules of the rules that no page in docs/rules explains."""
    pages = sorted((ROOT / "docs" / "rules").glob("*.md"))
    told = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    for module in sorted((SOURCE / "rules").glob("*.py")):
        if module.stem != "__init__" and f"rules/{module.name}" not in told:
            yield f"docs/rules: no page names `rules/{module.name}`"
    for package in sorted((SOURCE / "rules").glob("*/__init__.py")):
        if f"rules/{package.parent.name}" not in told:
            yield f"docs/rules: no page names `rules/{package.parent.name}`"
    table = (ROOT / "docs" / "rules" / "workflow.md").read_text(encoding="utf-8")
    edges = set(re.findall(r'"(T\d\d)"', (SOURCE / "rules" / "transitions.py").read_text(encoding="utf-8")))
    for number in sorted(edges - set(re.findall(r"^\| (T\d\d) \|", table, re.MULTILINE))):
        yield f"docs/rules/workflow.md: transition {number} is not in the table"


def said(page: Path) -> str:
    """Return a path as it is said: from the root of the repository."""
    return page.relative_to(ROOT).as_posix() if page.is_relative_to(ROOT) else page.name


if __name__ == "__main__":
    sys.exit(main())
