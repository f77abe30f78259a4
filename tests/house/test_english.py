"""Has every sentence of a page its English, and is no Chinese written past gettext?"""

from __future__ import annotations

import ast
import gettext
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.tree import PACKAGE, ROOT, modules, name_of
from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.figures import period_word
from wangfang.interfaces.frame import wording as shared
from wangfang.rules import basics, credentials, joint, journey
from wangfang.rules.periods import Period

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
"""Chinese characters, and the signs that are set as wide as they are."""
TYPED = re.compile("“[^“”]*”")
"""What stands in quotation marks is typed as it is, in Chinese."""
PLACES = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|<[^<>]*>")
DATES = {"{month}月{day}日", "{year}年{month}月{day}日"}
"""In English a month has a name."""
ROOMS = ("desk", "portal", "frame")
"""The rooms that show pages; `api` answers in JSON and `console` on a terminal, both in Chinese."""
OTHERWISE = {
    "frame/said.py": "what a step says in JSON",
    "frame/step_details.py": "likewise",
    "frame/people.py": "likewise: what is wrong with the people in it",
    "portal/views/reports.py": "a browser reads the answer, nobody else",
}
"""Modules whose sentences reach no page."""
KEPT = {
    ("desk/forms/alike.py", "认定有误，撤销"): "kept as the reason of a step",
    ("desk/presenters/alike.py", "系统比对："): "likewise",
    ("desk/presenters/alike.py", "、"): "likewise, between its parts",
    ("desk/presenters/alike.py", "经比对，是同一人反映同一件事"): "likewise",
    ("desk/presenters/assisting.py", "意见："): "becomes part of an opinion",
    ("portal/forms/follow.py", "；"): "between the reasons of a rating, which is kept",
    ("frame/guessing.py", "其他浏览器"): "kept with a device",
    ("frame/acts.py", "信访人"): "the name of an actor, kept in the trace",
    ("frame/acts.py", "系统"): "likewise",
    ("desk/forms/assisting.py", "[\\n,，、;；]+"): "signs that people type",
    ("desk/forms/sign_offs.py", "[,，、\\t]"): "likewise",
    ("desk/forms/sign_offs.py", "，"): "between the parts of a line that people type",
    ("desk/presenters/comparing.py", "[^。！？；\\n]*[。！？；\\n]|[^。！？；\\n]+"): "signs in what they wrote",
    ("portal/texts.py", "。！？!?；;"): "likewise",
    ("desk/presenters/telling.py", "。"): "likewise",
    ("desk/presenters/worklist.py", "信访局"): "the end of the names of agencies",
    ("frame/neutral.py", "〔U+"): "a sign that nobody sees, written out",
    ("frame/neutral.py", "〕"): "likewise",
    ("frame/cells.py", " \u3000\ufeff"): "blanks before a formula",
    **{("frame/cells.py", sign): "a formula may begin with it" for sign in "＝＋－＠"},
    **{
        ("desk/views/entering.py", name): "the name of an agency of the demo city"
        for name in ("南岗区信访局", "先锋路街道办事处", "哈尔滨市信访局", "联席会议办公室")
    },
}
"""Chinese in a module that is no sentence of a page, each with its reason."""
IN_PAGES = {
    ("frame/desk.html", "信"): "the seal, a picture",
    ("frame/public.html", "信"): "likewise",
    ("desk/_door.html", "信"): "likewise",
    ("desk/leading_wall.html", "信"): "likewise",
    ("desk/sign_in.html", "信"): "likewise",
    ("frame/parts/_language.html", "中文"): "a language is called by its own name",
    ("desk/_letter.html", "（出具时自动编号）"): "part of a paper, which is Chinese",
    ("desk/_letter.html", "抄送："): "likewise",
    ("desk/_letter.html", "印发"): "likewise",
    **{
        (name, "："): "after the receiver of a paper, which is Chinese"
        for name in ("desk/_bulletin.html", "desk/_letter.html", "desk/paper.html", "portal/paper.html")
    },
}


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
FOUND: dict[str, str] = SCRIPT.gathered()


def faults(said: str, english: str) -> str:
    """Return what is wrong with the English of a sentence, nothing when it is right."""
    if not english.strip() or english == said:
        return "missing"
    if HAN.search(TYPED.sub("", english)):
        return "Chinese in it"
    if said not in DATES and sorted(PLACES.findall(said)) != sorted(PLACES.findall(english)):
        return "other placeholders"
    return ""


def test_every_sentence_has_its_english() -> None:
    with SCRIPT.CATALOGUE.with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    forms = [
        (said, form)
        for said, plural in FOUND.items()
        for form in ([read.ngettext(said, plural, n) for n in (1, 2)] if plural else [read.gettext(said)])
    ]
    assert len(FOUND) > 1500
    assert [(said, form, wrong) for said, form in forms if (wrong := faults(said, form))] == []


WRONG = [
    ("共 %(n)s 件", "共 %(n)s 件", "missing", "it was never translated"),
    ("办结", " ", "missing", "it is empty"),
    ("共 %(n)s 件", "%(count)s cases", "other placeholders", "the view gives n"),
    ("低于 89%%", "below 89", "other placeholders", "a percent sign is lost"),
    ("第 <b>{n}</b> 页", "page {n}", "other placeholders", "its markup is lost"),
    ("依据：", "Basis：", "Chinese in it", "a wide colon"),
    ("写“代表”两个字", "Write “代表”", "", "what is typed stays as it is typed"),
]


@pytest.mark.parametrize(("said", "english", "wrong", "why"), WRONG, ids=[row[3] for row in WRONG])
def test_a_wrong_translation_is_found(said: str, english: str, wrong: str, why: str) -> None:
    assert faults(said, english) == wrong, why


def test_the_two_files_are_those_that_the_script_writes() -> None:
    text = SCRIPT.CATALOGUE.read_text(encoding="utf-8")
    known = SCRIPT.read(text)
    assert list(known) == list(FOUND), "run `make messages`: something is new or left over"
    assert SCRIPT.written(FOUND, known) == text
    assert SCRIPT.compiled(FOUND, known) == SCRIPT.CATALOGUE.with_suffix(".mo").read_bytes()


def test_sentences_are_found_by_whatever_name_gettext_is_called() -> None:
    module = """
from django.utils.translation import gettext as _now, gettext_lazy, ngettext
A = gettext_lazy("甲")
def f(n): return f"{_now('乙')} " + ngettext("丙", "丁", n) + _("戊")
"""
    template = (
        '{% load i18n %}{% translate "甲" %}{{ x|join:_("、") }}{% blocktranslate count n=n %}乙 {{ n }}'
        '{% plural %}丙 {{ n }}{% endblocktranslate %}{% comment %}{% translate "丁" %}{% endcomment %}'
    )
    assert SCRIPT.in_module(module) == {"甲": "", "乙": "", "丙": "丁"}
    assert SCRIPT.in_template(template) == {"甲": "", "、": "", "乙 %(n)s": "丙 %(n)s"}
    assert SCRIPT.in_cards((PACKAGE / "rules/tables/indicators.toml").read_text()).items() <= FOUND.items()
    assert tuple(wording.CARD_WORDS) == SCRIPT.SAID
    with pytest.raises(ValueError, match="something else than a text"):
        SCRIPT.in_module("from django.utils.translation import gettext as _\n_(word)")


def test_words_that_the_rules_have_too_are_the_same_in_chinese() -> None:
    assert {kind: str(word) for kind, word in shared.ID_TYPES.items()} == credentials.NAMES
    assert {key: str(word) for key, word in wording.SCOPES.items()} == joint.SCOPES
    assert {key: str(word) for key, word in wording.ITEM_WORDS.items()} == {k: i.word for k, i in basics.ITEMS.items()}
    assert {name: str(word) for name, word in wording.SPANS.items()} == {span[0]: span[0] for span in journey._SPANS}
    for name in ("2017", "2017Q1", "2017Q4", "2017M10", "2017W40"):
        assert period_word(Period.parse(name)) == Period.parse(name).in_words()


def too_early(tree: ast.Module) -> Iterator[str]:
    """Yield what is translated before anybody looks, as a module is loaded, or compared with something else."""
    names = SCRIPT.names_in(tree)
    waits = (ast.FunctionDef, ast.Lambda)
    later = {id(one) for node in ast.walk(tree) if isinstance(node, waits) for one in _body(node)}
    compared = {id(one) for node in ast.walk(tree) if isinstance(node, ast.Compare) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            is_now = names[node.func.id] in {"gettext", "ngettext"}
            if (is_now and id(node) not in later) or id(node) in compared:
                yield ast.unparse(node)


def _body(node: ast.FunctionDef | ast.Lambda) -> Iterator[ast.AST]:
    for part in node.body if isinstance(node, ast.FunctionDef) else [node.body]:
        yield from ast.walk(part)


def test_nothing_is_translated_before_somebody_looks_and_no_translation_is_compared() -> None:
    found = {name_of(path): said for path, tree in modules() if (said := list(too_early(tree)))}
    assert found == {}


def test_what_is_translated_too_early_is_found() -> None:
    module = """
from django.utils.translation import gettext as _, gettext_lazy as _later
A = _("甲")
B = _later("乙")
def f(x): return x == _("丙") or _("丁")
"""
    assert sorted(too_early(ast.parse(module))) == ["_('丙')", "_('甲')"]


def bare_in_module(tree: ast.Module) -> Iterator[str]:
    """Yield the Chinese texts of a module that gettext is not given; docstrings and the keys of tables are no texts."""
    told = {id(node) for call in ast.walk(tree) if isinstance(call, ast.Call) for node in _given(call)}
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    keys = {id(key) for table in ast.walk(tree) if isinstance(table, ast.Dict) for key in table.keys}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told | notes | keys:
            yield from [node.value] if HAN.search(node.value) else []


def _given(call: ast.Call) -> list[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return call.args if name in {"_", "_now", "_later", "gettext", "gettext_lazy", "ngettext"} else []


def bare_in_template(text: str) -> list[str]:
    """Return the Chinese of a template outside of its tags; a comment is no text."""
    for pattern in (
        r"{% comment %}.*?{% endcomment %}",
        r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}",
        r'_\((?:"[^"]*"|\'[^\']*\')\)',
        r"{%\s*translate\b.*?%}",
        r"{#.*?#}",
    ):
        text = re.sub(pattern, "", text, flags=re.DOTALL)
    return re.findall(rf"(?:{HAN.pattern})+", text)


def _names(path: Path) -> str:
    parts = path.relative_to(PACKAGE / "interfaces").parts
    return "/".join(parts[2:] if "templates" in parts else parts)


def test_no_chinese_is_written_past_gettext_in_a_module() -> None:
    found = {
        (_names(path), text)
        for room in ROOMS
        for path, tree in modules(PACKAGE / "interfaces" / room)
        for text in bare_in_module(tree)
        if _names(path) not in OTHERWISE
    }
    assert found == set(KEPT)


def test_no_chinese_is_written_past_gettext_in_a_template() -> None:
    pages = sorted((PACKAGE / "interfaces").rglob("*.html"))
    found = {(_names(page), text) for page in pages for text in bare_in_template(page.read_text(encoding="utf-8"))}
    assert len(pages) > 100
    assert found == set(IN_PAGES)


def test_what_is_written_past_gettext_is_found() -> None:
    module = '"""甲"""\nA = "乙"\nB = {"丙": _("丁")}\nC = f"{_(A)}戊"\n'
    assert list(bare_in_module(ast.parse(module))) == ["乙", "戊"]
    assert bare_in_template('<p title="甲">{% translate "乙" %}{{ x|default:"丙" }}丁</p>') == ["甲", "丙", "丁"]
