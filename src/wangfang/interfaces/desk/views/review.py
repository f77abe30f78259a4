"""Deciding on the two remedies against an opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.reasons import DecisionForm
from wangfang.interfaces.desk.views.acting import Asking, small_page
from wangfang.records.cases import review
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from wangfang.interfaces.desk.opening import Opened


def _asked(seen: Opened, step: Step) -> str:
    """Return why the petitioner disagrees."""
    last = next(event for event in reversed(seen.life.events) if event.step is step)
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
