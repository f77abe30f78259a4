"""The work list with its panel: what waits, what is in hand, and what comes next after each act."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.intake import CATEGORIES
from wangfang.interfaces.desk.forms.passing import ReceiverForm
from wangfang.interfaces.desk.forms.worklist import FilterForm
from wangfang.interfaces.desk.opening import Opened, opened
from wangfang.interfaces.desk.presenters import worklist as listing
from wangfang.interfaces.desk.presenters.alike import alike_url
from wangfang.interfaces.desk.presenters.asking import asked_row
from wangfang.interfaces.desk.presenters.cases import row_of
from wangfang.interfaces.desk.presenters.suggesting import suggested_units
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.pacing import require_within
from wangfang.records.agencies import places
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.rules import access
from wangfang.rules.facts import Kind, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Actor

_REGISTRARS = access.ACCESS[Step.REGISTER]


def worklist(request: HttpRequest) -> HttpResponse:
    """Show D01: the list on the left; the case that is next in hand follows it into the panel on the right."""
    query, actor, today = query_of(request.GET), acts.actor(request), acts.today()
    cases = rows_of(query, actor)
    counts = acts.counts(request)
    shown = _shown(query, actor, cases)
    at = query.at if any(row.number == query.at for row in shown) else next((row.number for row in shown), "")
    said = {
        "today": today,
        "query": query,
        "rows": shown,
        "at": at,
        "tabs": listing.tabs(query, counts, actor.role),
        "total": listing.total(query, counts, cases),
        "register_url": reverse("desk:register") if actor.role in _REGISTRARS else "",
        "at_url": reverse("desk:case", args=[at]) if at else "",
        **_around(query, cases, _regions(actor)),
        "empty": listing.empty(query, counts),
    }
    return render(request, "desk/worklist.html", said)


def _shown(query: listing.Query, actor: Actor, cases: Sequence[Case]) -> list[Row]:
    """Return the rows of a page; those that only ask for something say what, and until when."""
    today, page = acts.today(), cases[: lookups.PAGE]
    shows = lookups.shown_in_list(page, actor, acts.now())
    rows = [row_of(case, today, shows[case.pk], query.address(after=query.after, at=case.number)) for case in page]
    if query.tab != "asked" or actor.agency is None:
        return rows
    lives = lookups.lives(page)
    said = [
        asked_row(row, lives[case.pk], actor.agency.code, today, tree().law)
        for row, case in zip(rows, page, strict=True)
    ]
    return [row for _due, row in sorted(said, key=lambda one: one[0])]


def _around(query: listing.Query, cases: Sequence[Case], regions: Mapping[str, str]) -> dict[str, object]:
    """Return head, filters and page turns of the list."""
    by_time = query.tab in ("todo", "today", "overdue", "alike")
    return {
        "heading": _("待办事项") if by_time else listing.TABS[query.tab],
        "caption": _("事项列表"),
        "light_word": _("剩余时限 ↑") if by_time else _("时限"),
        "chips": listing.chips(query, regions),
        "categories": [(word, word) for word in CATEGORIES],
        "regions": regions.items(),
        "page_words": listing.page_words(query, cases),
        "next_url": listing.next_url(query, cases),
        "first_url": query.address() if query.after else "",
        "export_url": f"{reverse('desk:export-ask')}?{query.address(after='').partition('?')[2]}",
        "print_url": f"{reverse('desk:print-list')}?{query.address().partition('?')[2]}",
    }


def panel_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show the panel of one case; without the list around it, the page of the case."""
    seen = opened(request, number)
    if request.headers.get("HX-Request") != "true":
        return redirect("desk:case", number)
    return render(request, "desk/_panel.html", panel(seen))


def print_list(request: HttpRequest) -> HttpResponse:
    """Show the list for paper: the rows that were ticked, or all of the page."""
    query, actor = query_of(request.GET), acts.actor(request)
    ticked = set(request.GET.getlist("case"))
    rows = _shown(query, actor, rows_of(query, actor))
    said = {
        "rows": [row for row in rows if not ticked or row.number in ticked],
        "actor": actor,
        "now": acts.now(),
        "sentence": _("，").join(
            [str(listing.TABS[query.tab]), *(c.word for c in listing.chips(query, _regions(actor)))]
        ),
    }
    return render(request, "desk/print_list.html", said)


def after_act(request: HttpRequest, number: str, said: str, undo: Mapping[str, str] | None = None) -> HttpResponse:
    """Answer an act from the panel: the next case opens, the row of the done one goes, the counts move.

    `undo` names the case, the other one and what was done, for an act that one key takes back.
    """
    query = query_of(QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query))
    counts = acts.counts(request)
    answer = {
        **_panel_of(request, request.POST.get("next", "")),
        "done": number,
        "said": said,
        "undo": undo,
        "tabs": listing.tabs(query, counts, acts.actor(request).role),
        "total": "" if query.is_narrowed else listing.total(query, counts, ()),
        "empty": listing.empty(query, counts),
    }
    return render(request, "desk/_acted.html", answer)


def query_of(given: QueryDict) -> listing.Query:
    """Return what an address asks for; words that are none are left out."""
    form = FilterForm(given)
    form.is_valid()
    said = {name: value for name, value in form.cleaned_data.items() if value}
    return listing.Query(**{**said, "tab": said["tab"] if said.get("tab") in listing.TABS else "todo"})


def rows_of(query: listing.Query, actor: Actor) -> list[Case]:
    """Return the cases of a view, one more than a page when there is a next.

    Raises:
        TooOften: this person searches faster than anybody reads.
    """
    if query.q:
        require_within("search", actor.login)
    filters = query.filters(acts.now())
    if query.tab == "asked":
        return lookups.asked(actor, filters)
    if query.tab == "done":
        return lookups.done(actor, filters)
    if query.tab == "all":
        return lookups.passed(actor, filters)
    return lookups.worklist(actor, filters, acts.today())


def panel(seen: Opened, form: ReceiverForm | None = None) -> Mapping[str, object]:
    """Return what the panel shows; a bureau that may pass the case on gets the receiver with it."""
    first = seen.choice.primary
    passes_on = first is not None and first.step in (Step.REGISTER, Step.FORWARD)
    if form is None and passes_on:
        form = ReceiverForm(None, sender=seen.holder, life=seen.life)
    said = {
        **seen.hidden(),
        "case": seen.view,
        "alike_url": alike_url(seen),
        "primary": first,
        "others": seen.choice.others,
        "nothing": "" if first or seen.choice.others else " ".join(line.why for line in seen.choice.why_not[:1]),
    }
    if form is None or first is None:
        return said
    suggestion = _("按属地推荐") if form.suggested else ""
    words = {"form_word": _worded(first.step), "suggestion": suggestion}
    return {**said, **suggested_units(seen), **words, "form": form, "form_url": first.url}


def _worded(step: Step) -> str:
    return _("登记并转送，打开下一件") if step is Step.REGISTER else _("转送，打开下一件")


def _panel_of(request: HttpRequest, number: str) -> Mapping[str, object]:
    return panel(opened(request, number)) if number else {"case": None}


def _regions(actor: Actor) -> dict[str, str]:
    """Return the places to filter by: the counties of a city, the streets of a county."""
    agency = actor.agency
    if agency is None or agency.kind is not Kind.BUREAU:
        return {}
    around = places.streets(agency.region) if not agency.region.endswith("00") else places.counties()
    return {place.region: place.name for place in around}
