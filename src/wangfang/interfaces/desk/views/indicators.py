"""The three rates by county or by agency, and behind every number exactly its cases; the further figures are `measures`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.forms.figures import BehindForm, ScopeForm
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.desk.presenters.cases import row_of
from wangfang.interfaces.desk.presenters.measures import group_url, groups
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.desk.views import measures, scoping, then
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import PAGE, NotFound
from wangfang.records.indicators import lookups
from wangfang.rules.indicators import VERSIONS, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.planes import THREE
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.records.cases.models import Duty

BUCKETS = {"due": gettext_lazy("应办"), "met": gettext_lazy("按期"), "late": gettext_lazy("没有按期")}


def indicators(request: HttpRequest) -> HttpResponse:
    """Show the table of a period under a definition, or a group of the further figures."""
    form = ScopeForm(request.GET)
    scope, now = scoping.scope_of(request, form), acts.now()
    shared = _head(scope) | scoping.moment_words(scope, form, now) | scoping.frozen_here(scope)
    if scope.group != "rates":
        return measures.table(request, scope, shared)
    found = lookups.table(scope.period, scope.definition, by=scope.by, now=now, as_of=scope.as_of)
    totals = lookups.table(scope.period, scope.definition, by="total", now=now, as_of=scope.as_of)
    lines = figures.lines(found, scope)
    word = _("区县（市）三率对比") if scope.by == "county" else _("各单位三率对比")
    said = {
        **shared,
        "definition": {
            "word": wording.DEFINITIONS[scope.definition],
            "card": wording.CARDS[scope.definition],
            "version": f"{scope.definition} v{VERSIONS[scope.definition]}",
        },
        "cards": figures.rate_cards(scope.definition),
        "kpis": figures.kpis(totals, found, scope),
        "rows": lines,
        "linked": any(cell.url for line in lines for cell in line.cells),
        "columns": list(wording.INDICATORS.values()),
        "table_word": word,
    }
    return render(request, "desk/indicators.html", said, status=422 if form.fault else 200)


def _head(scope: Scope) -> dict[str, object]:
    """Return what the head of every group of figures says."""
    own = {"period": scope.period.name, "definition": scope.definition.value, "by": scope.by}
    return {
        "compare_url": f"{reverse('desk:comparison')}?{urlencode(own)}",
        "file_url": f"{reverse('desk:indicators-xlsx')}?{urlencode({**own, 'group': scope.group})}",
        "period": figures.Option(scope.period.name, figures.period_word(scope.period)),
        "periods": figures.periods(acts.today(), scope.period),
        "definitions": figures.definitions(scope.definition),
        "by": scope.by,
        "group": scope.group,
        "groups": groups(scope),
    }


def behind(request: HttpRequest) -> HttpResponse:
    """Show exactly the cases that a number counts."""
    asked, form = ScopeForm(request.GET), BehindForm(request.GET)
    scope = scoping.scope_of(request, asked)
    if (
        scope.actor.role in THREE
        or not form.is_valid()
        or not figures.sees_all(scope.actor, form.cleaned_data["code"], scope.by)
    ):
        raise NotFound
    if asked.fault:
        raise Refused(asked.fault)
    name, code, here = (form.cleaned_data[word] for word in ("indicator", "code", "bucket"))
    if scope.as_of:
        return then.behind(request, scope, Measure(name) if name in set(Measure) else Indicator(name), code)
    if name in set(Measure):
        return measures.behind(request, scope, Measure(name), code, here)
    return _behind(request, scope, Indicator(name), code, here)


def _behind(request: HttpRequest, scope: Scope, indicator: Indicator, code: str, here: str) -> HttpResponse:
    counted = {bucket: _cases(scope, indicator, code, bucket) for bucket in BUCKETS}
    page = counted[here].get_page(request.GET.get("page", "1")[:6])
    said = {
        "heading": f"{lookups.name_of(code, scope.by, tree(), scope.period.last_day)} {wording.INDICATORS[indicator]}",
        "sentence": f"{figures.period_word(scope.period)} · {wording.DEFINITIONS[scope.definition]} · {BUCKETS[here]}",
        "total": page.paginator.count,
        "tabs": [
            Tab(str(word), scope.url(indicator, code, bucket), bucket == here, str(counted[bucket].count))
            for bucket, word in BUCKETS.items()
        ],
        "heads": (_("哪个单位的时限"), _("到期"), _("办到了没有")),
        "rows": rows(scope, list(page)),
        "back_url": group_url(scope, "rates"),
        **measures.turns(request, page),
    }
    return render(request, "desk/behind.html", said)


def rows(scope: Scope, duties: Sequence[Duty]) -> list[tuple[Row, figures.ClockLine]]:
    """Return the lines of a list of counted clocks."""
    shows = cases.shown_in_list([duty.case for duty in duties], scope.actor, acts.now())
    today = acts.today()
    return [(row_of(duty.case, today, shows[duty.case_id]), figures.clock_line(duty)) for duty in duties]


def _cases(scope: Scope, indicator: Indicator, code: str, bucket: str) -> Paginator:  # type: ignore[type-arg]  # the row type is the lookup's own
    found = lookups.clocks_behind(
        scope.actor, scope.period, scope.definition, indicator, by=scope.by, code=code, bucket=bucket, now=acts.now()
    )
    return Paginator(found, PAGE)
