"""Behind a figure of the past exactly the clocks or cases that it counted then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters import figures, frozen
from wangfang.interfaces.desk.presenters.cases import row_of
from wangfang.interfaces.desk.presenters.measures import group_url
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.desk.views import measures
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import PAGE
from wangfang.records.indicators import known, past
from wangfang.records.indicators.lookups import name_of
from wangfang.rules.facts import CHINA
from wangfang.rules.indicators import Indicator
from wangfang.rules.measures import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.interfaces.desk.presenters.figures import ClockLine, Scope
    from wangfang.records.indicators.past import Then

    Figure = Indicator | Measure


def behind(request: HttpRequest, scope: Scope, figure: Figure, code: str) -> HttpResponse:
    """Show what a figure counted as of a moment, split as the list of now is."""
    words, told = words_of(figure), _told(scope, figure, code)
    here = request.GET.get("bucket", "")
    here = here if here in words else "due"
    split = {bucket: [row for row in told if is_in(bucket, row.value)] for bucket in words}
    page = Paginator(split[here], PAGE).get_page(request.GET.get("page", "1")[:6])
    said = {
        "heading": f"{name_of(code, scope.by, tree(), scope.period.last_day)} {frozen.figure_word(figure)}",
        "sentence": sentence(scope, figure, words[here]),
        "total": page.paginator.count,
        "tabs": [
            Tab(word, scope.url(figure, code, bucket), bucket == here, str(len(split[bucket])))
            for bucket, word in words.items()
        ],
        "heads": heads(figure),
        "rows": _rows(scope, list(page), figure, words[here]),
        "back_url": group_url(scope, scope.group if isinstance(figure, Indicator) else figure.card.group),
        **measures.turns(request, page),
    }
    return render(request, "desk/behind.html", said)


def is_in(bucket: str, value: int) -> bool:
    """Tell whether a row stands in a list: all of them, those of the numerator, or the others."""
    return bucket == "due" or (value == 1) is (bucket == "met")


def heads(figure: Figure) -> tuple[str, str, str]:
    """Return the heads of the columns of a list behind a figure."""
    if isinstance(figure, Indicator):
        return _("哪个单位的时限"), _("到期"), _("办到了没有")
    return _("归到哪个单位"), _("收到"), _("计入")


def sentence(scope: Scope, figure: Figure, word: str) -> str:
    """Return what the head of a list says: period, definition, which of the cases, as of when."""
    definition = f" · {wording.DEFINITIONS[scope.definition]}" if isinstance(figure, Indicator) else ""
    at = f"{scope.as_of.astimezone(CHINA):%Y-%m-%d %H:%M}" if scope.as_of else ""
    moment = f" · {_('截至 %(at)s') % {'at': at}}" if at else ""
    return f"{figures.period_word(scope.period)}{definition} · {word}{moment}"


def words_of(figure: Figure) -> dict[str, str]:
    """Return into which lists what stands behind a figure is split, and how each is called."""
    if isinstance(figure, Measure):
        return measures.buckets_of(figure)
    return {"due": _("应办"), "met": _("按期"), "late": _("没有按期")}


def _told(scope: Scope, figure: Figure, code: str) -> list[Then]:
    """Return all that the figure counted then; the past is derived once, whatever it is split into."""
    as_of = scope.as_of or acts.now()
    if isinstance(figure, Measure):
        return known.cases_behind(scope.actor, scope.period, figure, by=scope.by, code=code, as_of=as_of)
    return past.clocks_behind(scope.actor, scope.period, scope.definition, figure, by=scope.by, code=code, as_of=as_of)


def _rows(scope: Scope, rows: Sequence[Then], figure: Figure, word: str) -> list[tuple[Row, ClockLine]]:
    found = {case.number: case for case in cases.numbered(scope.actor, [row.number for row in rows])}
    shows = cases.shown_in_list(list(found.values()), scope.actor, acts.now())
    today = acts.today()
    return [
        (row_of(case, today, shows[case.pk]), _line(row, figure, word))
        for row in rows
        if (case := found.get(row.number)) is not None
    ]


def _line(row: Then, figure: Figure, word: str) -> ClockLine:
    owner = tree().agency(row.owner).name
    if isinstance(figure, Indicator):
        return figures.clock_of(owner, row.shown_at, in_time=bool(row.value), is_met=row.is_met)
    return figures.ClockLine(owner, figures.day_word(row.shown_at), "met", word)
