"""The pages of one case: what happened, its papers, its trace, its clocks day by day, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.opening import Opened, on_screen, opened
from wangfang.interfaces.desk.presenters import assisting, clocks, history, looks, opinions, retention
from wangfang.interfaces.desk.presenters.cases import clocks as clocks_of
from wangfang.interfaces.desk.presenters.papers import paper_lines, paper_links, readable
from wangfang.interfaces.desk.presenters.worklist import Tab
from wangfang.interfaces.frame import acts, watching
from wangfang.interfaces.frame.headers import handed_on
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.files import keep
from wangfang.rules.deadlines import explain as explained
from wangfang.rules.facts import day_of
from wangfang.rules.workdays import national_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from wangfang.records.cases.models import Paper


def case(request: HttpRequest, number: str) -> HttpResponse:
    """D04: 事项与过程; of a case whose content was destroyed what is left."""
    found = lookups.standing(number, acts.actor(request))
    if found.destroyed:
        watching.shown(request, found.number)
        return render(request, "desk/destroyed.html", {"left": retention.left_of(found)})
    seen = on_screen(request, found)
    papers = papers_of(seen)
    links = history.links_by_step(paper_links(number, papers))
    lines = history.timeline(seen.life, links)
    key_only = request.GET.get("key") == "1"
    more = {"lines": history.key_points(lines, seen.life) if key_only else lines, "key_only": key_only}
    return render(request, "desk/case.html", {**_around(seen, "case", papers), **more})


def papers(request: HttpRequest, number: str) -> HttpResponse:
    """文书: every paper that came of the case."""
    seen = opened(request, number)
    found = papers_of(seen)
    more = {"papers": paper_lines(number, found), "archive_url": reverse("desk:archive", args=[number])}
    return render(request, "desk/case_papers.html", {**_around(seen, "papers", found), **more})


def trail(request: HttpRequest, number: str) -> HttpResponse:
    """操作留痕: who did what, when it happened and when it was typed in; a bureau's leader also reads who looked (谁看过)."""
    seen = opened(request, number)
    more = {"trail": history.timeline(seen.life, {}), "looks": looks.looks_at(number, seen.actor)}
    return render(request, "desk/case_trail.html", {**_around(seen, "trail", papers_of(seen)), **more})


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
    stored = next((one for one in keep.kept_for(seen.case.number) if one.pk == key), None)
    if stored is None:
        raise lookups.NotFound
    return handed_on(keep.bytes_of(stored), stored)


def papers_of(seen: Opened) -> list[Paper]:
    """Return the papers of a case that the person who opened it may read."""
    return readable(lookups.papers(seen.case), seen.actor.agency)


def _around(seen: Opened, here: str, papers: Sequence[Paper]) -> dict[str, object]:
    """Return what all pages of a case share."""
    number, view = seen.case.number, seen.view
    return {
        "case": view,
        "duties": view.duties,
        "verdict": clocks.verdict(view.duties),
        "spans": clocks.spans(seen.life),
        "hops": view.hops,
        "standing": opinions.standing(number, seen.life),
        "answers": assisting.answers(seen.life, mergeable=False),
        "hold": retention.hold_of(seen),
        "primary": seen.choice.primary,
        "others": seen.choice.others,
        "more": seen.choice.more,
        "why_not": seen.choice.why_not,
        "tabs": [
            Tab(_("事项与过程"), view.url, here == "case"),
            Tab(_("文书"), reverse("desk:papers", args=[number]), here == "papers", len(papers)),
            Tab(_("操作留痕"), reverse("desk:trail", args=[number]), here == "trail", len(seen.life.events)),
        ],
        "crumbs": ((_("待办事项"), reverse("desk:worklist")), (number, "")),
    }
