"""How does a citizen withdraw, or ask for a review or a recheck (P10)?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wangfang.interfaces.frame import acts
from wangfang.interfaces.portal import following, remedies, ways
from wangfang.interfaces.portal.forms.follow import ReasonForm
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups, review, screening
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Act, Life

WRONG = 422
_WORDS: dict[Step, tuple[StrOrPromise, StrOrPromise, StrOrPromise]] = {
    Step.WITHDRAW: (
        _("不办了，撤回"),
        _("撤回以后这件事就不再办了。以后还想反映，可以重新写。"),
        _("为什么不办了"),
    ),
    Step.REQUEST_REVIEW: (
        _("申请复查"),
        _("不同意处理意见，可以请上一级机关再看一遍。您原来写的内容和处理意见会一起转过去。"),
        _("您为什么不同意"),
    ),
    Step.REQUEST_RECHECK: (
        _("申请复核"),
        _("对复查意见还不同意，可以请再上一级机关复核。复核以后程序就结束了。"),
        _("您为什么不同意"),
    ),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """The petition that the browser has open, with its life."""

    case: Case
    life: Life

    def body_code(self, step: Step) -> str:
        """Return the code of the organ that decides, empty when none is known."""
        body = remedies.body_for(self.life, step, tree().by_code)
        return body.code if body else ""


def _found(request: HttpRequest) -> _Found | None:
    case = following.case_of(request)
    return _Found(case, lookups.life(case)) if case else None


def _page(request: HttpRequest, found: _Found, form: ReasonForm, step: Step) -> HttpResponse:
    heading, lead_in, label = _WORDS[step]
    form.fields["why"].label = label
    law, today = tree().law, acts.today()
    is_remedy = step in remedies.AGAINST
    said = {
        "case": found.case,
        "form": form,
        "heading": heading,
        "lead_in": lead_in,
        "refused": ways.closed(found.life, step, law, today),
        "until": ways.days_left(found.life, step, law, today) if is_remedy else "",
        "body": remedies.body_for(found.life, step, tree().by_code) if is_remedy else None,
    }
    return render(request, "portal/remedy.html", said, status=WRONG if form.errors else 200)


def _way(step: Step, take: Callable[[_Found, str, Act], object]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the page on which the petitioner takes a step that needs a reason; `take` calls its verb."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest) -> HttpResponse:
        found = _found(request)
        if found is None:
            return redirect("portal:follow")
        form = ReasonForm(request.POST or None, initial={"act_key": secrets.token_urlsafe(24)})
        if not form.is_valid():
            return _page(request, found, form, step)
        take(found, form.cleaned_data["why"], acts.petitioners_act(request))
        return redirect("portal:case")

    return page


# The petition is taken back.
withdraw = _way(Step.WITHDRAW, lambda found, why, act: screening.withdraw(found.case, why, act))
# P10: the opinion is to be looked at again by the organ above.
request_review = _way(
    Step.REQUEST_REVIEW,
    lambda found, why, act: review.request_review(found.case, why, act, found.body_code(Step.REQUEST_REVIEW)),
)
# P10: once more, by the organ above that one.
request_recheck = _way(
    Step.REQUEST_RECHECK,
    lambda found, why, act: review.request_recheck(found.case, why, act, found.body_code(Step.REQUEST_RECHECK)),
)
