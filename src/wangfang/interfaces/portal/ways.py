"""What may a petitioner do now beside rating, and where it is not possible, why not?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.frame.templatetags.frame import china_date
from wangfang.interfaces.portal import remedies as possible
from wangfang.rules.facts import Step
from wangfang.rules.papers import REVIEW_DAYS
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED
from wangfang.rules.workflow import state_of

if TYPE_CHECKING:
    from datetime import date

    from wangfang.rules.duties import Law
    from wangfang.rules.facts import Life


@dataclass(frozen=True, slots=True)
class Way:
    """One thing the citizen may want to do: with an address when it is possible here, else with the reason."""

    word: str
    why: str
    url: str = ""


def remedies(life: Life, law: Law, today: date, state: State) -> tuple[Way, Way]:
    """Return the remedy that may come next, and the withdrawal."""
    reviewed = any(event.step is Step.DECIDE_REVIEW for event in life.events)
    remedy = _recheck(life, law, today, state) if reviewed else _review(life, law, today, state)
    return remedy, _withdrawal(life, law, today, state)


def closed(life: Life, step: Step, law: Law, today: date) -> str:
    """Return in plain words why the petitioner may not take a step today, nothing when it is open."""
    state = state_of(life)
    assert state is not None  # noqa: S101 - a case has at least one event
    offered = {Step.REQUEST_REVIEW: _review, Step.REQUEST_RECHECK: _recheck, Step.WITHDRAW: _withdrawal}
    way = offered[step](life, law, today, state)
    return "" if way.url else way.why


def days_left(life: Life, step: Step, law: Law, today: date) -> str:
    """Return until when a remedy can be asked for, and how many days are left."""
    until = possible.last_day(life, step, law)
    if until is None:
        return ""
    return _("{day}前都可以申请，还剩 {n} 天。").format(day=china_date(until), n=(until - today).days)


def _review(life: Life, law: Law, today: date, state: State) -> Way:
    word = _("不同意，申请复查")
    why = possible.refusal(life, Step.REQUEST_REVIEW, law, today)
    if not why:
        return Way(word, days_left(life, Step.REQUEST_REVIEW, law, today), reverse("portal:review"))
    if possible.contested(life, Step.REQUEST_REVIEW) and state in (State.SERVED, State.CLOSED):
        return Way(word, why)
    return Way(word, _no_review_yet(state))


def _no_review_yet(state: State) -> str:
    if state is State.UNDER_REVIEW:
        return _("您已经申请了复查，正在等结果。")
    if state is State.OPINION_ISSUED:
        return _("收到处理意见以后，{n} 天内可以申请复查。").format(n=REVIEW_DAYS)
    if state in ENDED:
        return _("这件事没有处理意见，不能申请复查。")
    return _("还没有处理意见。有了意见，您不同意的话 {n} 天内可以申请复查。").format(n=REVIEW_DAYS)


def _recheck(life: Life, law: Law, today: date, state: State) -> Way:
    word = _("对复查还不同意，申请复核")
    why = possible.refusal(life, Step.REQUEST_RECHECK, law, today)
    if not why:
        return Way(word, days_left(life, Step.REQUEST_RECHECK, law, today), reverse("portal:recheck"))
    if state is State.UNDER_RECHECK:
        return Way(word, _("您已经申请了复核，正在等结果。"))
    if state is State.FINALIZED:
        return Way(word, _("复核已经有了结果，程序到这里结束。"))
    if possible.contested(life, Step.REQUEST_RECHECK) and state is State.CLOSED:
        return Way(word, why)
    return Way(word, _("还没有复查结果。有了复查结果，您还不同意的话 {n} 天内可以申请复核。").format(n=REVIEW_DAYS))


def _withdrawal(life: Life, law: Law, today: date, state: State) -> Way:
    word = _("不办了，撤回")
    if not possible.refusal(life, Step.WITHDRAW, law, today):
        return Way(word, _("撤回以后这件事就不再办了。"), reverse("portal:withdraw"))
    if state is State.WITHDRAWN:
        return Way(word, _("您已经撤回了。"))
    return Way(word, _("这件事已经有了结果，不用撤回。"))


def supplement(holder: str) -> Way:
    """Return how more material gets to the holder."""
    return Way(_("补充材料"), _("请直接找{holder}，或者打 12345，说一下您的编号。").format(holder=holder))
