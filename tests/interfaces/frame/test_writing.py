"""Does the quick way to write a line escape exactly what Django's own way escapes?"""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from hypothesis import example, given
from hypothesis import strategies as st

from wangfang.interfaces.frame.writing import joined, written

PATTERN = '<td class="{kind}">{word}</td>'
WORDS = st.one_of(st.text(), st.text(alphabet="<>&\"'{}%sA网").map(str), st.just(SafeString("<b>粗</b>")))


@given(WORDS, WORDS)
@example('"><script>alert(1)</script>', "{kind}")
def test_a_line_is_written_as_django_writes_it(kind: str, word: str) -> None:
    line = written(PATTERN, kind=kind, word=word)
    assert line == format_html(PATTERN, kind=kind, word=word)
    assert isinstance(line, SafeString)


@given(st.lists(WORDS))
def test_pieces_are_joined_as_django_joins_them(pieces: list[SafeString]) -> None:
    assert joined(pieces) == format_html_join("", "{}", ((piece,) for piece in pieces))
