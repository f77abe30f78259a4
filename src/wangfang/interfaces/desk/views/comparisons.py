"""对比分析: one figure of everybody side by side, beside what it was, the pilots beside the rest; every number leads to its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.forms.figures import ComparisonForm, SideForm
from wangfang.interfaces.desk.presenters import comparisons as shown
from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.desk.views import indicators, measures
from wangfang.interfaces.frame import acts
from wangfang.records.cases.lookups import PAGE, NotFound
from wangfang.records.indicators import comparing
from wangfang.records.indicators.comparing import Asked, Part
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.planes import THREE

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.records.cases.models import Case, Duty
    from wangfang.records.indicators.comparing import Found

_AGAINST = "year"


def compare(request: HttpRequest) -> HttpResponse:
    """Show one figure of everybody compared."""
    found, scope = found_of(request)
    asked, now = found.asked, acts.now()
    own = {"period": scope.period.name, **shown.asked_words(asked), "against": _against(request)}
    said = {
        "sentence": shown.sentence(found),
        "as_of": now,
        "period": figures.Option(scope.period.name, figures.period_word(scope.period)),
        "periods": figures.periods(acts.today(), scope.period),
        "figures": shown.figure_options(asked.figure),
        "definitions": figures.definitions(asked.definition) if isinstance(asked.figure, Indicator) else [],
        "splits": shown.split_options(asked.split),
        "rows": shown.lines(found, scope),
        "words": shown.column_words(found),
        "mean": shown.mean_words(found),
        "lists": shown.listed(found),
        "card": figures.card_shown(asked.card, shown.figure_word(asked.figure)),
        "file_url": f"{reverse('desk:comparison-xlsx')}?{urlencode(own)}",
        **_pilots(found, scope, own),
    }
    return render(request, "desk/comparison.html", said)


def behind(request: HttpRequest) -> HttpResponse:
    """Show exactly the cases that a number of the pilots, or of the others, counts.

    Raises:
        NotFound: there is no such number, or not every case behind it lies in the sight of this person.
    """
    scope, asked = scope_of(request)
    form = SideForm(request.GET)
    if scope.actor.role in THREE or not form.is_valid() or not figures.sees_all(scope.actor, "", "total"):
        raise NotFound
    said, words = form.cleaned_data, _words(asked.figure)
    here = said["bucket"] if said["bucket"] in words else "due"
    parts = {bucket: Part(asked, scope.period, said["side"], said["on"].last_day, bucket) for bucket in words}
    counted = {bucket: Paginator(_cases(scope, part), PAGE) for bucket, part in parts.items()}
    page = counted[here].get_page(request.GET.get("page", "1")[:6])
    own = {"period": said["on"].name, **shown.asked_words(asked)}
    told = {
        "heading": f"{wording.SIDES[said['side']]} {shown.figure_word(asked.figure)}",
        "sentence": f"{figures.period_word(scope.period)} · {words[here]}",
        "total": page.paginator.count,
        "tabs": [
            Tab(words[bucket], shown.side_url(parts[bucket], said["on"]), bucket == here, str(found.count))
            for bucket, found in counted.items()
        ],
        "back_url": f"{reverse('desk:comparison')}?{urlencode(own)}",
        **_rows(scope, asked.figure, list(page), words[here]),
        **measures.turns(request, page),
    }
    return render(request, "desk/behind.html", told)


def found_of(request: HttpRequest) -> tuple[Found, Scope]:
    """Return the comparison that an address asks for, and for whom."""
    scope, asked = scope_of(request)
    return comparing.compare(asked, scope.period, _against(request), acts.now()), scope


def scope_of(request: HttpRequest) -> tuple[Scope, Asked]:
    """Return of which period, for whom, and what an address compares."""
    form = ComparisonForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    name = said.get("indicator") or Indicator.BUREAU_TIMELY.value
    figure = Measure(name) if name in set(Measure) else Indicator(name)
    asked = Asked(figure, Definition(said.get("definition") or Definition.LEGAL), said.get("by") or "county")
    period = said.get("period") or figures.quarter_of(acts.today())
    return figures.Scope(acts.actor(request), period, asked.definition, asked.by), asked


def _against(request: HttpRequest) -> str:
    form = ComparisonForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("against") or _AGAINST


def _pilots(found: Found, scope: Scope, own: dict[str, str]) -> dict[str, object]:
    """Return what is said of the pilots beside the rest."""
    names = [found.rows[code].name for code in sorted(found.pilots & found.rows.keys())]
    page = reverse("desk:comparison")
    return {
        "sides": shown.pilots_shown(found, scope),
        "pilots": names,
        "whens": [figures.period_word(one) for one in (found.before, found.period) if one],
        "difference": shown.change_text(found.effect.difference if found.effect else None),
        "against": [
            Tab(str(word), f"{page}?{urlencode({**own, 'against': name})}", name == own["against"])
            for name, word in wording.AGAINST.items()
        ],
    }


def _words(figure: Indicator | Measure) -> dict[str, str]:
    """Return what of a figure can be listed, in words."""
    if isinstance(figure, Measure):
        return measures.buckets_of(figure)
    return {bucket: str(word) for bucket, word in indicators.BUCKETS.items()}


def _cases(scope: Scope, part: Part) -> QuerySet[Duty] | QuerySet[Case]:
    figure = part.asked.figure
    if isinstance(figure, Measure):
        return comparing.cases_of_side(scope.actor, part, figure, acts.now())
    return comparing.clocks_of_side(scope.actor, part, figure, acts.now())


def _rows(scope: Scope, figure: Indicator | Measure, found: list[Any], word: str) -> dict[str, object]:
    """Return the heads and the lines of a list: of cases for the further figures, of clocks for the rates."""
    if isinstance(figure, Measure):
        heads = (_("归到哪个单位"), _("收到"), _("计入"))
        return {"heads": heads, "rows": measures.rows(scope, found, figure, word)}
    return {"heads": (_("哪个单位的时限"), _("到期"), _("办到了没有")), "rows": indicators.rows(scope, found)}
