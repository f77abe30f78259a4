"""一张表看县区: how one county stands, its last twelve months, what is overdue there, and what people petition about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.forms.figures import CountyForm, ScopeForm
from wangfang.interfaces.desk.presenters import counties as shown
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.desk.views import measures, scoping
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.places import counties as places
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import PAGE, NotFound
from wangfang.records.hot_matters import lookups as hot_matters
from wangfang.records.indicators import county as records
from wangfang.records.indicators.lookups import Told, name_of
from wangfang.rules.hot_matters import READERS
from wangfang.rules.indicators import Figure
from wangfang.rules.planes import THREE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.interfaces.desk.presenters.figures import ClockLine, Scope
    from wangfang.interfaces.desk.presenters.hot_matters import MatterLine
    from wangfang.records.cases.models import Case

LISTED = 10
"""Overdue cases on the sheet itself; the list has them all."""
MATTERS = 6


def county(request: HttpRequest, key: int) -> HttpResponse:
    """Show the sheet of a county.

    Raises:
        NotFound: there is no such county.
    """
    code, scope = opened(request, key)
    now, place = acts.now(), named(code, scope)
    placed = records.placed(place, scope.period, scope.definition, now)
    months = records.months(code, scope.definition, scope.period.last_day, now)
    said = {
        "name": place.name,
        "as_of": now,
        "figures": shown.figure_lines(placed, code, scope),
        "columns": list(wording.INDICATORS.values()),
        "months": shown.month_lines(months, code, scope),
        "classes": shown.class_lines(records.classes(code, scope.period), code, scope),
        "matters": _matters(scope, code),
        "file_url": f"{reverse('desk:county-xlsx', args=[key])}?{_own(scope)}",
        "crumbs": ((_("统计分析"), f"{reverse('desk:indicators')}?{_own(scope)}"), (place.name, "")),
        **_head(scope),
        **_late(code, scope),
    }
    return render(request, "desk/county.html", said)


def behind(request: HttpRequest, key: int) -> HttpResponse:
    """Show the cases of one list of the sheet: what is overdue as far as this person sees it, or all of one class.

    Raises:
        NotFound: there is no such county or list, or not every case of the class lies in the sight of this person.
    """
    code, scope = opened(request, key)
    form = CountyForm(request.GET)
    if scope.actor.role in THREE or not form.is_valid():
        raise NotFound
    asked = form.cleaned_data
    listed = _overdue(code, scope) if asked["kind"] == "overdue" else _of_class(code, scope, asked["category"])
    page = Paginator(listed.found, PAGE).get_page(request.GET.get("page", "1")[:6])
    said = {
        "heading": listed.heading,
        "sentence": listed.sentence,
        "heads": listed.heads,
        "total": page.paginator.count,
        "tabs": [Tab(_("全部"), request.get_full_path(), here=True, count=str(page.paginator.count))],
        "rows": listed.lines(list(page), scope, acts.now()),
        "back_url": f"{reverse('desk:county', args=[key])}?{_own(scope)}",
        **measures.turns(request, page),
    }
    return render(request, "desk/behind.html", said)


def opened(request: HttpRequest, key: int) -> tuple[str, Scope]:
    """Return the code of a county and which period, under which definition, an address asks for.

    Raises:
        NotFound: there is no such county.
    """
    code, scope = str(key), scoping.scope_of(request, ScopeForm(request.GET))
    if code not in {place.region for place in places()}:
        raise NotFound
    return code, replace(scope, by="county", group="rates")


def named(code: str, scope: Scope) -> Told:
    """Return a county by the name that it had on the last day of the period, without a figure."""
    return Told(code, name_of(code, "county", tree(), scope.period.last_day), Figure(0, 0))


def _head(scope: Scope) -> dict[str, object]:
    return {
        "period": figures.Option(scope.period.name, figures.period_word(scope.period)),
        "periods": figures.periods(acts.today(), scope.period),
        "definition": wording.DEFINITIONS[scope.definition],
        "definitions": figures.definitions(scope.definition),
    }


def _late(code: str, scope: Scope) -> dict[str, object]:
    """Return what is overdue, the first of it in full."""
    late = records.overdue(scope.actor, code, acts.today())
    return {
        "late": late.count(),
        "late_url": shown.cases_url(code, scope, "overdue"),
        "late_rows": shown.overdue_lines(list(late[:LISTED]), scope, acts.now()),
    }


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of cases of the sheet: what is said above it, which cases, how they are shown."""

    heading: str
    sentence: str
    heads: tuple[str, ...]
    found: QuerySet[Case]
    lines: Callable[[Sequence[Case], Scope, datetime], list[tuple[Row, ClockLine]]]


def _overdue(code: str, scope: Scope) -> _Listed:
    return _Listed(
        _("%(name)s 超期的") % {"name": named(code, scope).name},
        _("现在办理的单位在这里，只列您能看到的"),
        (_("现在在哪个单位"), _("到期"), _("超期")),
        records.overdue(scope.actor, code, acts.today()),
        shown.overdue_lines,
    )


def _of_class(code: str, scope: Scope, category: str) -> _Listed:
    if not figures.sees_all(scope.actor, code, "county"):
        raise NotFound
    return _Listed(
        f"{named(code, scope).name} {category or _('未分类')}",
        figures.period_word(scope.period),
        (_("哪个信访部门收到"), _("收到"), _("计入")),
        records.cases_of_class(scope.actor, code, scope.period, category),
        shown.class_case_lines,
    )


def _matters(scope: Scope, code: str) -> list[tuple[MatterLine, int]]:
    """Return the hottest matters of the county, for who looks after many cases."""
    if scope.actor.role not in READERS:
        return []
    return shown.matter_lines(hot_matters.hottest(scope.actor, acts.now()), code)[:MATTERS]


def _own(scope: Scope) -> str:
    return urlencode({"period": scope.period.name, "definition": scope.definition.value})
