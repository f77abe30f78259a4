"""How does a citizen rate the bureau and the unit (P09)?"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wangfang.interfaces.frame import acts
from wangfang.interfaces.portal import following, texts
from wangfang.interfaces.portal.forms.follow import RateForm
from wangfang.interfaces.portal.progress import progress_of
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.cases.evaluation import evaluate
from wangfang.rules.evaluation import Target
from wangfang.rules.papers import REVIEW_DAYS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WRONG = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """P09: one question for each of the two; only the petitioner comes here."""
    case = following.case_of(request)
    if case is None:
        return redirect(f"{resolve_url('portal:follow')}?for=rate")
    act = acts.petitioners_act(request)
    progress = progress_of(lookups.life(case), tree().law, act.day)
    context = {"case": case, "progress": progress, "grades": texts.GRADES}
    if request.method != "POST":
        form = RateForm(progress, initial={"act_key": secrets.token_urlsafe(24)})
        return render(request, "portal/rate.html", context | {"form": form})
    form = RateForm(progress, request.POST)
    if not form.is_valid():
        return render(request, "portal/rate.html", context | {"form": form}, status=WRONG)
    evaluate(case, act, bureau=form.grade(Target.BUREAU), unit=form.grade(Target.UNIT), note=form.said())
    return redirect("portal:rated")


@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Say thank you, and what may come next."""
    return render(request, "portal/rated.html", {"days": REVIEW_DAYS})
