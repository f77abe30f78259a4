"""Writes markup that a page has dozens of: what Django's `format_html` writes, without asking of each word whether it is lazy."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterable


def written(pattern: str, **words: str) -> SafeString:
    """Return the pattern, words of our own, with its places filled; what was not written as markup is escaped.

    On a list of 25 lines Django's own way takes a third of the page: it makes sure of every word that it is not a promise
    of one. Here whoever calls gives plain words.
    """
    return SafeString(pattern.format_map({name: _safe(word) for name, word in words.items()}))


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Return pieces of markup one after the other; a piece that is none is escaped."""
    return SafeString("".join(map(_safe, parts)))


def _safe(word: str) -> str:
    return word if isinstance(word, SafeString) else escape(word)
