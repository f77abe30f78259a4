"""The tables of figures as files: those of the page of figures, of a comparison, of the sheet of a county."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.forms.figures import ScopeForm
from wangfang.interfaces.desk.presenters import figure_books as books
from wangfang.interfaces.desk.views import comparisons, counties, scoping
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.books import XLSX
from wangfang.records.indicators import county as county_records
from wangfang.records.indicators import lookups, measures

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wangfang.rules.periods import Period


def indicators(request: HttpRequest) -> HttpResponse:
    """Give the table of the page of figures: the three rates, or a group of the further ones."""
    scope, issued = scoping.scope_of(request, ScopeForm(request.GET)), _issued(request)
    if scope.group == "rates":
        rows = lookups.table(scope.period, scope.definition, by=scope.by, now=issued.at)
        return _download(books.rates(rows, scope, issued), _("三率对比"), scope.period)
    found = measures.table(scope.period, by=scope.by, now=issued.at, group=scope.group)
    split = found if scope.by != "total" else []
    body = books.further([*measures.total_of(found, scope.group), *split], scope, issued)
    return _download(body, str(wording.FIGURE_GROUPS[scope.group]), scope.period)


def comparison(request: HttpRequest) -> HttpResponse:
    """Give the table of a comparison."""
    found, scope = comparisons.found_of(request)
    return _download(books.comparison(found, _issued(request)), _("对比分析"), scope.period)


def county(request: HttpRequest, key: int) -> HttpResponse:
    """Give the tables of the sheet of a county, without its cases.

    Raises:
        NotFound: there is no such county.
    """
    code, scope = counties.opened(request, key)
    issued, place = _issued(request), counties.named(code, scope)
    sheet = books.OfCounty(
        place.name,
        county_records.placed(place, scope.period, scope.definition, issued.at),
        county_records.months(code, scope.definition, scope.period.last_day, issued.at),
        county_records.classes(code, scope.period),
    )
    return _download(books.county(sheet, scope, issued), place.name, scope.period)


def _issued(request: HttpRequest) -> books.Issued:
    return books.Issued(acts.actor(request), acts.now())


def _download(body: bytes, word: str, period: Period) -> HttpResponse:
    answer = HttpResponse(body, content_type=XLSX)
    name = f"{word}_{period.name}_{acts.today():%Y%m%d}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer
