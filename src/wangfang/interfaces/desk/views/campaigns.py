"""专项整改: the list is frozen, cases go to units, what is missing is put right item by item, the report closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk.forms.campaigns import CampaignForm, MatrixForm
from wangfang.interfaces.desk.presenters import campaigns as shown
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.desk.wording import ITEM_WORDS
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.tree import tree
from wangfang.records.campaigns import assigning, candidates, freezing, lookups, progress, reporting
from wangfang.rules.access import DEEDS, Deed
from wangfang.rules.basics import ITEMS
from wangfang.rules.campaigns import MOST, Query, require_runner
from wangfang.rules.facts import Form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from wangfang.records.campaigns.candidates import Found
    from wangfang.records.campaigns.models import Campaign, Target
    from wangfang.records.campaigns.progress import Gap
    from wangfang.rules.facts import Actor


def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns that this person may open."""
    actor = acts.actor(request)
    said = {
        "lines": [shown.line_of(one, actor) for one in lookups.newest(actor)],
        "begin_url": reverse("desk:campaign-begin") if actor.role in DEEDS[Deed.FREEZE] else "",
    }
    return render(request, "desk/campaigns.html", said)


def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the query, show what it finds, and freeze it.

    Raises:
        NotYours: the post runs no campaigns.
        Refused: see `freezing.freeze`.
    """
    act = acts.act_now(request)
    issuer = require_runner(act.actor, Deed.FREEZE)
    below = [agency for agency in tree().under(issuer.code) if agency.exists_on(act.day) and agency != issuer]
    form = CampaignForm(request.POST or None, agencies=[issuer, *below])
    said: dict[str, object] = {"form": form, "crumbs": _crumbs((_("建立专项整改"), ""))}
    if form.is_valid():
        query = _query(form.cleaned_data)
        if "preview" not in request.POST:
            made = freezing.freeze(form.cleaned_data["name"], query, form.cleaned_data["due_on"], act)
            messages.success(request, _("名单已冻结，编号 %(number)s。") % {"number": made.number})
            return redirect("desk:campaign", made.pk)
        said |= _preview(candidates.found(query, act.actor, act.day))
    return render(request, "desk/campaign_begin.html", said, status=WRONG_INPUT if form.errors else 200)


def campaign(request: HttpRequest, key: int) -> HttpResponse:
    """Show how far a campaign is, over the cases that this person sees.

    Raises:
        NotFound: there is none for this person.
    """
    actor, found = _opened(request, key)
    gaps = progress.gaps_of(found, list(lookups.targets_seen(found, actor)))
    until = found.ended_at or acts.now()
    said = {
        "line": shown.line_of(found, actor),
        "told": shown.told_lines(lookups.told_to(found, actor)),
        "crumbs": _crumbs((found.name, "")),
        **shown.figures_of(found, progress.progress_of(found, gaps, until)),
    }
    return render(request, "desk/campaign.html", said)


def matrix(request: HttpRequest, key: int) -> HttpResponse:
    """Show what is missing case by case, a page at a time.

    Raises:
        NotFound: there is no such campaign for this person.
    """
    actor, found = _opened(request, key)
    form = MatrixForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    gaps, page, is_last = _page(found, actor, asked)
    said = {
        "line": shown.line_of(found, actor),
        "rows": shown.matrix_rows(gaps, actor, acts.now(), acts.today()),
        "heads": list(ITEM_WORDS.values()),
        "items": [(key, word, key == asked.get("item")) for key, word in ITEM_WORDS.items()],
        "unit": asked.get("unit", ""),
        "only_open": asked.get("open"),
        "page_words": _("第 %(n)s 页") % {"n": page},
        "first_url": _again(request, 1) if page > 1 else "",
        "next_url": "" if is_last else _again(request, page + 1),
        "crumbs": _crumbs((found.name, reverse("desk:campaign", args=[key])), (_("逐件清单"), "")),
    }
    return render(request, "desk/campaign_matrix.html", said)


@require_POST
def assign(request: HttpRequest, key: int) -> HttpResponse:
    """分派: every case that nobody has yet goes to the agency that holds it.

    Raises:
        NotFound, NotYours, Refused: see `assigning.assign`.
    """
    count = assigning.assign(key, acts.act_now(request))
    messages.success(request, _("已分派 %(n)s 件，通知已发到各单位。") % {"n": count})
    return redirect("desk:campaign", key)


@require_POST
def remind(request: HttpRequest, key: int) -> HttpResponse:
    """提醒: every unit with open items gets a notice.

    Raises:
        NotFound, NotYours, Refused: see `assigning.remind`.
    """
    count = assigning.remind(key, acts.act_now(request))
    messages.success(request, _("已提醒 %(n)s 个单位。") % {"n": count})
    return redirect("desk:campaign", key)


@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """结束: the figures are frozen as the report.

    Raises:
        NotFound, NotYours, Refused: see `reporting.end`.
    """
    reporting.end(key, acts.act_now(request))
    messages.success(request, _("整改已结束，报告里的数字已经固定。"))
    return redirect("desk:campaign-report", key)


def _opened(request: HttpRequest, key: int) -> tuple[Actor, Campaign]:
    actor = acts.actor(request)
    return actor, lookups.open_campaign(key, actor)


def _page(found: Campaign, actor: Actor, asked: Mapping[str, Any]) -> tuple[list[Gap], int, bool]:
    """Return the items of one page of cases, which page it is, and whether it is the last; only open ones when asked."""
    page = asked.get("page") or 1
    rows = lookups.targets_seen(found, actor)
    if asked.get("item"):
        rows = rows.filter(missing__contains=[asked["item"]])
    if asked.get("unit"):
        rows = rows.filter(unit__code=asked["unit"])
    first, beyond = (page - 1) * lookups.PAGE, page * lookups.PAGE
    if not asked.get("open"):
        targets = list(rows[first : beyond + 1])
        return progress.gaps_of(found, targets[: lookups.PAGE]), page, len(targets) <= lookups.PAGE
    gaps = progress.gaps_of(found, list(rows))
    lacking = _lacking(gaps, asked.get("item") or "")
    return [gap for gap in gaps if gap.target in lacking[first:beyond]], page, len(lacking) <= beyond


def _lacking(gaps: Sequence[Gap], item: str) -> list[Target]:
    """Return the cases with something open, with that item when one is named, in the order of the list."""
    return list(dict.fromkeys(gap.target for gap in gaps if gap.is_open and item in ("", gap.item)))


def _again(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return f"{request.path}?{asked.urlencode()}"


def _query(said: Mapping[str, Any]) -> Query:
    return Query(
        tuple(Form(word) for word in said["kinds"]),
        said["since"],
        said["until"],
        said["under"],
        merged=said["merged"],
        items=tuple(key for key in ITEMS if key in said["items"]),
    )


def _preview(found: Sequence[Found]) -> dict[str, object]:
    """Return how many cases a query finds, by form."""
    counts = {form: sum(one.case.form == form for one in found) for form in reporting.FORMS}
    forms = [(word, counts[form]) for form, word in reporting.FORMS.items() if counts[form]]
    return {"count": min(len(found), MOST), "by_form": forms, "too_many": len(found) > MOST}


def _crumbs(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((_("专项整改"), reverse("desk:campaigns")), *steps)
