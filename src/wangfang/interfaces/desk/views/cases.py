"""The pages of one case: what happened, its papers, its trace, its clocks day by day, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.opening import Opened, on_screen, opened
from wangfang.interfaces.desk.presenters import alike, assisting, clocks, history, looks, opinions, retention, revealing
from wangfang.interfaces.desk.presenters.cases import clocks as clocks_of
from wangfang.interfaces.desk.presenters.papers import paper_lines, paper_links
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.frame import acts, watching
from wangfang.interfaces.frame.headers import handed_on
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.files import keep
from wangfang.rules.deadlines import explain as explained
from wangfang.rules.facts import day_of
from wangfang.rules.labels import Part
from wangfang.rules.workdays import national_calendar

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


def case(request: HttpRequest, number: str) -> HttpResponse:
    """D04: 事项与过程; of a case whose content was destroyed what is left."""
    found = lookups.standing(number, acts.actor(request))
    if found.destroyed:
        watching.shown(request, found.number)
        return render(request, "desk/destroyed.html", {"left": retention.left_of(found)})
    seen = on_screen(request, found)
    links = history.links_by_step(paper_links(number, seen.papers))
    lines = history.timeline(seen.told, links, seen.shows)
    key_only = request.GET.get("key") == "1"
    more = {"lines": history.key_points(lines, seen.life) if key_only else lines, "key_only": key_only}
    return render(request, "desk/case.html", {**_around(seen, "case"), **more})


def papers(request: HttpRequest, number: str) -> HttpResponse:
    """文书: every paper that came of the case."""
    seen = opened(request, number)
    more = {"papers": paper_lines(number, seen.papers), "archive_url": reverse("desk:archive", args=[number])}
    return render(request, "desk/case_papers.html", {**_around(seen, "papers"), **more})


def trail(request: HttpRequest, number: str) -> HttpResponse:
    """操作留痕: who did what, when it happened and when it was typed in; and who looked (谁看过), to whom the trace is open."""
    seen = opened(request, number)
    looked = looks.looks_at(number) if seen.shows.has(Part.TRACE) else None
    more = {"trail": history.timeline(seen.told, {}, seen.shows), "looks": looked}
    return render(request, "desk/case_trail.html", {**_around(seen, "trail"), **more})


def explain(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """逐日怎么算的: every day from the start of a clock to its end, with why it counts or not."""
    seen = opened(request, number)
    duties = clocks_of(seen.life, tree().law)
    if not 1 <= place <= len(duties):
        raise lookups.NotFound
    duty, line = duties[place - 1], seen.view.duties[place - 1]
    said = {
        "case": seen.view,
        "duty": line,
        "days": explained(duty.limit, day_of(duty.started_at), national_calendar()),
        "facts": [
            (_("负责单位"), line.owner),
            (_("期限"), clocks.span_of(duty.limit)),
            (_("起算"), line.started),
            (_("法定到期"), line.due),
            (_("统计到期"), clocks.day_in_words(duty.due_stat)),
            (_("依据"), line.source),
        ],
        "crumbs": ((_("待办事项"), reverse("desk:worklist")), (number, seen.view.url), (_("期限怎么算的"), "")),
    }
    return render(request, "desk/explain.html", said)


def file(request: HttpRequest, number: str, key: int) -> HttpResponseBase:
    """One attachment, always as a download: nothing that came from outside is shown inside our pages."""
    seen = opened(request, number)
    kept = keep.kept_for(seen.case.number) if seen.shows.has(Part.CONTENT) else []
    stored = next((one for one in kept if one.pk == key), None)
    if stored is None:
        raise lookups.NotFound
    return handed_on(keep.bytes_of(stored), stored)


def _around(seen: Opened, here: str) -> dict[str, object]:
    """Return what all pages of a case share."""
    number, view = seen.case.number, seen.view
    return {
        "case": view,
        "duties": view.duties,
        "petitioner": revealing.lines_of(seen),
        "verdict": clocks.verdict(view.duties),
        "spans": clocks.spans(seen.life),
        "hops": view.hops,
        "standing": opinions.standing(number, seen.told) if seen.shows.whole(Part.INTERNAL) else None,
        "answers": assisting.answers(seen.told, mergeable=False) if seen.shows.has(Part.INTERNAL) else [],
        "hold": retention.hold_of(seen),
        "ties": alike.ties_of(seen),
        "alike_url": alike.alike_url(seen),
        **seen.hidden(),
        "primary": seen.choice.primary,
        "others": seen.choice.others,
        "more": seen.choice.more,
        "why_not": seen.choice.why_not,
        "tabs": [
            Tab(_("事项与过程"), view.url, here == "case"),
            Tab(_("文书"), reverse("desk:papers", args=[number]), here == "papers", str(len(seen.papers))),
            Tab(_("操作留痕"), reverse("desk:trail", args=[number]), here == "trail", str(len(seen.life.events))),
        ],
        "crumbs": ((_("待办事项"), reverse("desk:worklist")), (number, "")),
    }
