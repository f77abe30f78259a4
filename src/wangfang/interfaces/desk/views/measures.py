"""The further figures by county or by agency, in groups, and behind every number exactly its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters import figures, measures
from wangfang.interfaces.desk.presenters.cases import row_of
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import PAGE
from wangfang.records.indicators import lookups
from wangfang.records.indicators import measures as records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.records.cases.models import Case
    from wangfang.rules.measures import Measure


def table(request: HttpRequest, scope: Scope, shared: Mapping[str, object]) -> HttpResponse:
    """Show the figures of a group for a period; `shared` is what the head of the page says."""
    found = records.table(scope.period, by=scope.by, now=acts.now(), as_of=scope.as_of, group=scope.group)
    totals, split = records.total_of(found, scope.group), found if scope.by != "total" else []
    said = {
        **shared,
        "table_word": wording.FIGURE_GROUPS[scope.group],
        "columns": measures.names(scope.group),
        "rows": measures.lines(totals, split, scope),
        "cards": measures.cards(scope.group),
    }
    return render(request, "desk/measures.html", said, status=422 if shared["fault"] else 200)


def behind(request: HttpRequest, scope: Scope, measure: Measure, code: str, here: str) -> HttpResponse:
    """Show exactly the cases that a further figure counts."""
    words = buckets_of(measure)
    here = here if here in words else "due"
    counted = {bucket: _cases(scope, measure, code, bucket) for bucket in words}
    page = counted[here].get_page(request.GET.get("page", "1")[:6])
    said = {
        "heading": f"{lookups.name_of(code, scope.by, tree(), scope.period.last_day)} {wording.MEASURES[measure]}",
        "sentence": f"{figures.period_word(scope.period)} · {words[here]}",
        "total": page.paginator.count,
        "tabs": [
            Tab(word, scope.url(measure, code, bucket), bucket == here, str(counted[bucket].count))
            for bucket, word in words.items()
        ],
        "heads": (_("归到哪个单位"), _("收到"), _("计入")),
        "rows": rows(scope, list(page), measure, words[here]),
        "back_url": measures.group_url(scope, measure.card.group),
        **turns(request, page),
    }
    return render(request, "desk/behind.html", said)


def buckets_of(measure: Measure) -> dict[str, str]:
    """Return into which lists the cases behind a figure are split: a mean has one alone."""
    whole = {"due": _("全部计入的")}
    return whole if measures.is_mean(measure) else {**whole, "met": _("在分子里的"), "late": _("不在分子里的")}


def _cases(scope: Scope, measure: Measure, code: str, bucket: str) -> Paginator:  # type: ignore[type-arg]  # the row type is the lookup's own
    found = records.cases_behind(
        scope.actor, scope.period, measure, by=scope.by, code=code, bucket=bucket, now=acts.now()
    )
    return Paginator(found, PAGE)


def rows(scope: Scope, found: Sequence[Case], measure: Measure, word: str) -> list[tuple[Row, figures.ClockLine]]:
    """Return the lines of a list of counted cases; `word` says how they are counted."""
    shows = cases.shown_in_list(found, scope.actor, acts.now())
    today = acts.today()
    return [(row_of(one, today, shows[one.pk]), measures.case_line(one, measure, word)) for one in found]


def turns(request: HttpRequest, page: Page) -> dict[str, object]:  # type: ignore[type-arg]  # the row type is the lookup's own
    """Return what the pager says and where it leads."""

    def turned(number: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(number)
        return f"{request.path}?{asked.urlencode()}"

    return {
        "page_words": _("第 %(first)s–%(last)s 件") % {"first": page.start_index(), "last": page.end_index()},
        "first_url": turned(page.previous_page_number()) if page.has_previous() else "",
        "next_url": turned(page.next_page_number()) if page.has_next() else "",
    }
