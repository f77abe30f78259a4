"""Stopping the clock of an answer, letting it run again, and lengthening it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from wangfang.interfaces.desk.forms.reasons import ExtendForm, PauseForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.views.acting import Asking, ConfirmForm, ask, done, small_page
from wangfang.interfaces.frame import acts
from wangfang.records.cases import handling
from wangfang.rules.duties import DutyKind, duties_of
from wangfang.rules.facts import Step
from wangfang.rules.house_guards import is_assigned
from wangfang.rules.living import proceed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.rules.facts import Life

# 中止计时: the days until it runs again do not count.
pause = small_page(
    Step.PAUSE,
    PauseForm,
    Asking(_later("中止计时"), _later("中止计时"), _later("事由消除后要马上恢复计时。")),
    lambda case, said, act: handling.pause(case, said["why"], act),
    _later("计时已中止。"),
)
# 恢复计时: the clock runs again.
resume = small_page(
    Step.RESUME,
    ConfirmForm,
    Asking(_later("恢复计时"), _later("恢复计时"), _later("中止的天数不算在期限里，到期日往后移。")),
    lambda case, _said, act: handling.resume(case, act),
    _later("计时已恢复。"),
)


def extend(request: HttpRequest, number: str) -> HttpResponse:
    """延期: the new due day is shown first, and confirmed with a second press."""
    seen = opened(request, number)
    form = ExtendForm(request.POST or None, assigned=is_assigned(seen.life))
    if not form.is_valid():
        seen.require(Step.EXTEND)
        lead_in = _("现在的到期日是 %(day)s。") % {"day": _due(seen, seen.life)}
        return ask(request, seen, form, Asking(_("延期"), _("看新的到期日"), lead_in))
    days, why, consent = (form.cleaned_data.get(key, "") for key in ("days", "why", "consent"))
    said = {"days": days, "why": why, "consent": consent}
    act = acts.act_now(request)
    if not form.is_confirmed:
        after = proceed(seen.life, Step.EXTEND, replace(act, seen=None), said, seen.law)
        dues = {"before": _due(seen, seen.life), "after": _due(seen, after)}
        lead_in = _("到期日从 %(before)s 延到 %(after)s。核对后再按一次确认。") % dues
        return ask(request, seen, form.shown_again(), Asking(_("延期"), _("确认延期"), lead_in))
    handling.extend(seen.case, days, why, act, consent)
    return done(request, seen, _("已延期。"))


def _due(seen: Opened, life: Life) -> str:
    """Return the due day of the answer that is owed in this life."""
    answers = [duty for duty in duties_of(life, seen.law) if duty.kind is DutyKind.ANSWER and duty.is_open]
    return f"{answers[-1].due_legal:%Y-%m-%d}"
