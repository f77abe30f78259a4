"""How does a text hold figures that nobody may alter: which marks stand for them, what an edit must keep?"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from wangfang.rules.refusal import Refused

_MARK = re.compile(r"\{\{([^{}：]+)\}\}")
_TYPED = re.compile(r"\{\{([^{}：]+)(?:：([^{}]*))?\}\}")


def mark(name: str) -> str:
    """Return the mark that stands for a figure in a kept text: {{本期件次}}.

    Raises:
        ValueError: the name holds a sign that marks are made of.
    """
    found = f"{{{{{name}}}}}"
    if not _MARK.fullmatch(found):
        msg = f"a figure cannot be called {name!r}"
        raise ValueError(msg)
    return found


def marked(text: str) -> tuple[str, ...]:
    """Return the names of the figures that a kept text holds, each once, in their order."""
    return tuple(dict.fromkeys(_MARK.findall(text)))


def rendered(text: str, figures: Mapping[str, str]) -> str:
    """Return a kept text with its figures in place of the marks."""
    return _MARK.sub(lambda found: figures[found[1]], text)


def opened(text: str, figures: Mapping[str, str]) -> str:
    """Return a kept text as it is edited: each mark shows its figure, {{本期件次：1234}}."""
    return _MARK.sub(lambda found: f"{{{{{found[1]}：{figures[found[1]]}}}}}", text)


def read(typed: str, figures: Mapping[str, str], wanted: Collection[str]) -> str:
    """Return an edited text as it is kept, its figures as marks again; those `wanted` must all be there.

    A mark may be moved, and repeated. Line feeds are made alike, blanks at the end are cut off.

    Raises:
        Refused: a figure is lost, altered or unknown, a mark is broken, or nothing is left.

    Source: house rule: what is published says the figures that were taken.
    """
    text = "\n".join(line.rstrip() for line in typed.replace("\r\n", "\n").split("\n")).strip()
    if not text:
        raise Refused("这一段不能是空的")
    kept = _TYPED.sub(lambda found: _kept(found[1].strip(), found[2], figures), text)
    lost = [name for name in wanted if name not in marked(kept)]
    if lost:
        raise Refused(f"少了“{lost[0]}”，这是固定的数字（{figures[lost[0]]}），不能删去；{{{{…}}}}要保留完整")
    rest = _MARK.sub("", kept)
    if "{{" in rest or "}}" in rest:
        raise Refused("有一处{{…}}没有写完整，数字要连同前后的括号一起保留")
    return kept


def _kept(name: str, value: str | None, figures: Mapping[str, str]) -> str:
    if name not in figures:
        raise Refused(f"没有“{name[:20]}”这个数字，{{{{…}}}}里只能是本段原有的数字")
    if value is not None and value.strip() != figures[name].strip():
        raise Refused(f"“{name}”是固定的数字（{figures[name]}），不能改成“{value[:20]}”")
    return mark(name)
