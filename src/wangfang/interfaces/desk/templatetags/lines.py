"""How is one line of the work list written? By one tag: as markup of the page, 25 of them took half its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wangfang.interfaces.frame.templatetags import frame
from wangfang.interfaces.frame.writing import joined, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wangfang.interfaces.desk.presenters.cases import Row

register = template.Library()

_LINE = (
    '<tr id="row-{number}" data-number="{number}"{on}>'
    '<td><input type="checkbox" class="form-check-input" name="case" value="{number}" aria-label="{pick} {number}"></td>'
    '<td><a class="ttl" href="{url}" data-at="{at_url}" hx-get="{panel_url}" hx-target="#panel" hx-swap="innerHTML" '
    'hx-trigger="{first}desk:open" hx-sync="#panel:replace"{current}>{title}</a>'
    '<span class="meta"><span class="num">{number}</span> <span>{who}</span> <span>{category}</span> {flags}</span></td>'
    "<td>{state}</td><td>{light}</td></tr>\n"
)
_OPEN = {
    "on": SafeString(' class="on"'),
    "first": SafeString("load, "),
    "current": SafeString(' aria-current="true"'),
}
_SHUT = {"on": "", "first": "", "current": ""}


@register.simple_tag
def case_lines(rows: Iterable[Row], at: str) -> SafeString:
    """Write the lines of a work list; the panel of the case `at` is loaded after the page."""
    pick = _("选择")
    return joined(_line(row, pick, is_open=row.number == at) for row in rows)


def _line(row: Row, pick: str, *, is_open: bool) -> SafeString:
    return written(
        _LINE,
        number=row.number,
        pick=pick,
        url=row.url,
        at_url=row.at_url,
        panel_url=row.panel_url,
        title=row.title,
        who=row.who,
        category=row.category,
        flags=joined(frame.tag(flag.colour, flag.word) for flag in row.flags),
        state=frame.state_tag(row.state),
        light=frame.light(row.light.standing, row.light.words),
        **(_OPEN if is_open else _SHUT),
    )
