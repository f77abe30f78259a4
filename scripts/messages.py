"""Gathers every sentence of the pages, keeps what is translated, writes the English catalogue; `--check` only looks.

The two files, django.po for people and django.mo for the framework, are both kept: nobody needs gettext's own tools.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "wangfang"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CARDS = SOURCE / "rules" / "tables" / "indicators.toml"
SAID = ("population", "basis", "start", "limit", "holidays", "exclusions", "formula", "attribution", "source")
"""What a definition card says on the page of figures (`desk.wording.CARD_WORDS`)."""
NOTHING = "—"
MODULE = "django.utils.translation"
ONE = frozenset({"gettext", "gettext_lazy"})
MANY = frozenset({"ngettext", "ngettext_lazy"})
HEAD = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)
_TEXT = r"""[urUR]?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"(?<![\w.])(?:_|n?gettext)\(\s*({_TEXT})(?:\s*,\s*({_TEXT}))?")
_LINE = re.compile(r'^(msgid|msgid_plural|msgstr|msgstr\[[01]\]) (".*")$')

Messages = dict[str, str]
"""Sentence → its plural, empty where it has none."""
Catalogue = dict[str, tuple[str, ...]]
"""Sentence → its English; two forms where it has a plural."""


def main(words: list[str]) -> int:
    """Write both files, or with `--check` only tell what is missing; 0 when nothing is."""
    found, known = gathered(), read(CATALOGUE.read_text(encoding="utf-8")) if CATALOGUE.exists() else {}
    if "--check" not in words:
        kept = {said: known.get(said, ("", "") if plural else ("",)) for said, plural in found.items()}
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        CATALOGUE.write_text(written(found, kept), encoding="utf-8")
        CATALOGUE.with_suffix(".mo").write_bytes(compiled(found, kept))
        known = kept
    missing = [said for said in found if not all(known.get(said, ("",)))]
    for said in missing:
        sys.stderr.write(f"no English for: {said}\n")
    return 1 if missing else 0


def gathered(source: Path = SOURCE) -> Messages:
    """Return every sentence that a module, a template or a card hands to gettext, in the order of the files."""
    found: Messages = {}
    for path in sorted(source.rglob("*.py")):
        if "migrations" not in path.parts:
            found |= in_module(path.read_text(encoding="utf-8"))
    for path in sorted(source.rglob("*.html")):
        found |= in_template(path.read_text(encoding="utf-8"))
    return found | in_cards(CARDS.read_text(encoding="utf-8"))


def in_module(text: str) -> Messages:
    """Return the sentences of a Python module, by whatever name it calls gettext.

    Raises:
        ValueError: something else than a plain text is handed over, which nobody could translate.
    """
    tree = ast.parse(text)
    names = names_in(tree)
    found: Messages = {}
    for node in sorted(_calls(tree), key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(node.func, ast.Name):
            wanted = {**dict.fromkeys(ONE, 1), **dict.fromkeys(MANY, 2)}.get(names.get(node.func.id, ""), 0)
            said = [_plain(given) for given in node.args[:wanted]]
            if said:
                found[said[0]] = "".join(said[1:])
    return found


def names_in(tree: ast.Module) -> dict[str, str]:
    """Return by what names a module calls what it takes from the framework's translation."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == MODULE
        for alias in node.names
    }


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _plain(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    message = f"line {node.lineno}: gettext is given something else than a text"
    raise ValueError(message)


def in_template(text: str) -> Messages:
    """Return the sentences of a template, as the framework looks them up."""
    calls = _CALL.findall(templatize(text))
    return {ast.literal_eval(one): ast.literal_eval(many) if many else "" for one, many in calls}


def in_cards(text: str) -> Messages:
    """Return what the definition cards of the figures say: a table of the rules that a page shows as it stands."""
    said = (row[field] for row in tomllib.loads(text)["indicator"] for field in SAID)
    return {one: "" for one in said if one != NOTHING}


def read(text: str) -> Catalogue:
    """Return what a .po file of this script holds, its head left out."""
    found: Catalogue = {}
    said, forms = "", list[str]()
    for line in [*text.splitlines(), 'msgid ""']:
        match = _LINE.match(line)
        if match is None or match[1] == "msgid_plural":
            continue
        words = ast.literal_eval(match[2])
        if match[1] != "msgid":
            forms.append(words)
            continue
        if said:
            found[said] = tuple(forms)
        said, forms = words, []
    return found


def written(messages: Messages, catalogue: Catalogue) -> str:
    """Return the text of the .po file: every sentence on one line, the order that of the files."""
    return "\n".join(["# The pages in English; written by scripts/messages.py.", *_entries(messages, catalogue), ""])


def _entries(messages: Messages, catalogue: Catalogue) -> Iterator[str]:
    yield 'msgid ""\nmsgstr ""\n' + "\n".join(_quoted(line) for line in HEAD.splitlines(keepends=True))
    for said, plural in messages.items():
        yield f"\nmsgid {_quoted(said)}"
        if plural:
            yield f"msgid_plural {_quoted(plural)}"
        for nth, form in enumerate(catalogue[said]):
            yield f"msgstr{f'[{nth}]' if plural else ''} {_quoted(form)}"


def _quoted(text: str) -> str:
    for sign, word in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        text = text.replace(sign, word)
    return f'"{text}"'


def compiled(messages: Messages, catalogue: Catalogue) -> bytes:
    """Return the .mo file: a head, two tables of lengths and places, and the texts in the order of their bytes.

    Source: GNU gettext manual, “The Format of GNU MO Files”.
    """
    pairs = {b"": HEAD.encode()}
    for said, plural in messages.items():
        if all(catalogue[said]):
            pairs["\0".join(filter(None, (said, plural))).encode()] = "\0".join(catalogue[said]).encode()
    keys = sorted(pairs)
    texts = [*keys, *(pairs[key] for key in keys)]
    place, table = 28 + 16 * len(keys), b""
    for text in texts:
        table += struct.pack("<II", len(text), place)
        place += len(text) + 1
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 28 + 16 * len(keys))
    return head + table + b"".join(text + b"\0" for text in texts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
