"""Frozen figures: the sets, each as the table that it was, the cases behind a number, what reads otherwise now, and freezing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.forms.figures import BehindForm, ScopeForm
from wangfang.interfaces.desk.presenters import figures, frozen, measures
from wangfang.interfaces.desk.presenters.cases import row_of
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.desk.views import then
from wangfang.interfaces.desk.views.measures import turns
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import PAGE, NotFound
from wangfang.records.frozen import corrections as records
from wangfang.records.frozen import freezing, lookups
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.planes import THREE
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.interfaces.desk.presenters.frozen import FrozenScope
    from wangfang.records.frozen.models import FrozenCase, FrozenCell, FrozenSet


def sets(request: HttpRequest) -> HttpResponse:
    """List the sets, newest first."""
    _require_reader(request)
    return render(request, "desk/frozen_sets.html", {"lines": [frozen.set_line(one) for one in lookups.newest()]})


@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """Freeze the figures of a period as they are known now."""
    form = ScopeForm(request.POST)
    if not form.is_valid() or form.cleaned_data["period"] is None:
        raise Refused(_("没有看懂要冻结哪一期，请从统计分析页面重新点“冻结这一期”"))
    definition = Definition(form.cleaned_data["definition"] or Definition.LEGAL)
    made = freezing.freeze(form.cleaned_data["period"], definition, acts.act_now(request))
    messages.success(
        request, _("已冻结为“%(number)s”，以后的补录只列为更正，不改这里的数字。") % {"number": made.number}
    )
    return redirect("desk:frozen", made.number)


def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show a set as it was frozen: a group of figures by county or by agency."""
    found, scope = _asked(request, key)
    said = {
        "line": frozen.set_line(found),
        "group": scope.group,
        "groups": frozen.groups(scope),
        "splits": frozen.splits(scope),
        "by": scope.by,
        "table_word": wording.FIGURE_GROUPS[scope.group],
        **(_rates(found, scope) if scope.group == "rates" else _measures(found, scope)),
    }
    return render(request, "desk/frozen_set.html", said)


def behind(request: HttpRequest, key: str) -> HttpResponse:
    """Show the frozen cases behind a number, as far as the reader may open them."""
    found, scope = _asked(request, key)
    form = BehindForm(request.GET)
    if not form.is_valid():
        raise NotFound
    said = form.cleaned_data
    figure = Measure(said["indicator"]) if said["indicator"] in set(Measure) else Indicator(said["indicator"])
    words, cell = then.words_of(figure), lookups.cell_of(found, figure, by=scope.by, code=said["code"])
    here = said["bucket"] if said["bucket"] in words else "due"
    counted = {bucket: _cases(found, scope, figure, said["code"], bucket) for bucket in words}
    page = counted[here].get_page(request.GET.get("page", "1")[:6])
    told = {
        "heading": f"{cell.name} {frozen.figure_word(figure)}",
        "sentence": _sentence(found, cell, words[here], here),
        "total": page.paginator.count,
        "tabs": [
            Tab(word, scope.url(figure, said["code"], bucket), bucket == here, str(counted[bucket].count))
            for bucket, word in words.items()
        ],
        "heads": (then.heads(figure)[0], _("计入的日子"), then.heads(figure)[2]),
        "rows": _rows(scope, list(page), figure, words[here]),
        "back_url": scope.group_url("rates" if isinstance(figure, Indicator) else figure.card.group),
        **turns(request, page),
    }
    return render(request, "desk/behind.html", told)


def corrections(request: HttpRequest, key: str) -> HttpResponse:
    """Show which cells of a set read otherwise now, and the cases that make the difference."""
    found, scope = _asked(request, key)
    now = acts.now()
    told = records.since(found, now, by=scope.by)
    numbers = sorted({case.number for one in told for case in one.cases})
    seen = {case.number for case in cases.numbered(scope.actor, numbers)}
    said = {
        "line": frozen.set_line(found),
        "splits": [
            Tab(tab.word, f"?by={by}", tab.here)
            for by, tab in zip(("county", "agency"), frozen.splits(scope), strict=True)
        ],
        "now": now,
        "lines": frozen.correction_lines(told, seen),
    }
    return render(request, "desk/frozen_corrections.html", said)


def _require_reader(request: HttpRequest) -> None:
    if acts.actor(request).role in THREE:
        raise NotFound


def _asked(request: HttpRequest, key: str) -> tuple[FrozenSet, FrozenScope]:
    """Return the set of a number, and which table of it the address asks for."""
    _require_reader(request)
    found, form = lookups.by_number(key), ScopeForm(request.GET)
    form.is_valid()
    scope = frozen.FrozenScope(
        actor=acts.actor(request),
        period=Period.parse(found.period),
        definition=Definition(found.definition),
        by=form.cleaned_data.get("by") or "county",
        group=form.cleaned_data.get("group") or "rates",
        number=found.number,
    )
    return found, scope


def _rates(found: FrozenSet, scope: FrozenScope) -> dict[str, object]:
    rows, totals = lookups.rates(found, by=scope.by), lookups.rates(found, by="total")
    return {
        "kpis": figures.kpis(totals, rows, scope),
        "rows": figures.lines(rows, scope),
        "columns": list(wording.INDICATORS.values()),
        "cards": figures.rate_cards(scope.definition),
    }


def _measures(found: FrozenSet, scope: FrozenScope) -> dict[str, object]:
    totals = lookups.measures(found, by="total", group=scope.group)
    return {
        "rows": measures.lines(totals, lookups.measures(found, by=scope.by, group=scope.group), scope),
        "columns": measures.names(scope.group),
        "cards": measures.cards(scope.group),
    }


def _cases(found: FrozenSet, scope: FrozenScope, figure: Indicator | Measure, code: str, bucket: str) -> Paginator:  # type: ignore[type-arg]  # the row type is the lookup's own
    return Paginator(lookups.cases_behind(scope.actor, found, figure, by=scope.by, code=code, bucket=bucket), PAGE)


def _sentence(found: FrozenSet, cell: FrozenCell, word: str, here: str) -> str:
    """Return what the head of a list says: the set, and how many were frozen, whoever looks."""
    count = {"due": cell.due, "met": cell.met, "late": cell.due - cell.met}[here]
    said = {"number": found.number, "word": word, "n": count}
    return _("冻结数据 %(number)s · %(word)s · 冻结时 %(n)s 件，下面是您可以打开的") % said


def _rows(
    scope: FrozenScope, rows: Sequence[FrozenCase], figure: Indicator | Measure, word: str
) -> list[tuple[Row, figures.ClockLine]]:
    shows = cases.shown_in_list([row.case for row in rows], scope.actor, acts.now())
    today, agencies = acts.today(), tree()
    return [
        (
            row_of(row.case, today, shows[row.case_id]),
            frozen.case_line(row, agencies.agency(row.owner).name_on(scope.period.last_day), figure, word),
        )
        for row in rows
    ]
