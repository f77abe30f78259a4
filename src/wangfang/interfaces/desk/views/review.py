"""Taking up and deciding on the two remedies against an opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.reasons import DecisionForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters.previews import letter_of
from wangfang.interfaces.desk.views.acting import Asking, ConfirmForm, ask, done, small_page
from wangfang.interfaces.frame import acts
from wangfang.records.cases import review
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened


def accept_review(request: HttpRequest, number: str) -> HttpResponse:
    """受理复查、复核申请: the notice to the applicant is shown first and goes out with the act."""
    seen = opened(request, number)
    form = ConfirmForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.ACCEPT_REVIEW)
        letter = letter_of(seen, Step.ACCEPT_REVIEW, acts.act_now(request), {})
        lead_in = _asked(seen, Step.REQUEST_REVIEW, Step.REQUEST_RECHECK)
        asking = Asking(gettext("受理复查复核申请"), gettext("受理并发出告知书"), lead_in, more={"letter": letter})
        return ask(request, seen, form, asking)
    review.accept_review(seen.case, acts.act_now(request))
    return done(request, seen, gettext("申请已受理，告知书已出具。"))


def _asked(seen: Opened, *steps: Step) -> str:
    """Return why the petitioner disagrees."""
    last = next(event for event in reversed(seen.told.events) if event.step in steps)
    return gettext("信访人的理由：%(why)s") % {"why": last.text("why")}


# 出具复查意见.
decide_review = small_page(
    Step.DECIDE_REVIEW,
    DecisionForm,
    Asking(_("出具复查意见"), _("出具复查意见"), told=lambda seen: _asked(seen, Step.REQUEST_REVIEW)),
    lambda case, said, act: review.decide_review(case, said["outcome"], act, said["why"]),
    _("复查意见已出具。"),
)
# 出具复核意见: the last word, unless the case is to be handled again.
decide_recheck = small_page(
    Step.DECIDE_RECHECK,
    DecisionForm,
    Asking(_("出具复核意见"), _("出具复核意见"), told=lambda seen: _asked(seen, Step.REQUEST_RECHECK)),
    lambda case, said, act: review.decide_recheck(case, said["outcome"], act, said["why"]),
    _("复核意见已出具。"),
)
