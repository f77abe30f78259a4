"""Which sentence tells the petitioner of a merged copy that it goes on with an earlier petition, and how that stands?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.frame.templatetags.frame import china_date
from wangfang.rules.duties import DutyKind
from wangfang.rules.states import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from wangfang.records.cases.together import First

_FINDING, _ASKED = gettext_lazy("正在找负责的单位"), gettext_lazy("已转给负责的单位，等它答复受理不受理")
_DOING, _ANSWERED = gettext_lazy("正在办"), gettext_lazy("已经有处理意见")
_REMEDY, _DONE = gettext_lazy("正在复查、复核"), gettext_lazy("已经办完")
_WITHOUT = gettext_lazy("已经结束，没有处理意见")
_STATES: Mapping[State, StrOrPromise] = {
    State.SUBMITTED: _FINDING,
    State.REGISTERED: _FINDING,
    State.SCREENING: _FINDING,
    State.ROUTING: _FINDING,
    State.AWAITING_UNIT: _ASKED,
    State.RETURN_REQUESTED: _ASKED,
    State.ACCEPTED: _DOING,
    State.HANDLING: _DOING,
    State.OPINION_DRAFTING: _DOING,
    State.REOPENED: _DOING,
    State.OPINION_ISSUED: _ANSWERED,
    State.SERVED: _ANSWERED,
    State.UNDER_REVIEW: _REMEDY,
    State.UNDER_RECHECK: _REMEDY,
    State.CLOSED: _DONE,
    State.FINALIZED: _DONE,
}
"""The words speak to nobody as “you”: whoever reads them may not be whose petition it is."""
_DUE: Mapping[DutyKind, StrOrPromise] = {
    DutyKind.ROUTE: gettext_lazy("最晚{day}转给负责的单位"),
    DutyKind.ACCEPT: gettext_lazy("最晚{day}答复受理不受理"),
    DutyKind.ANSWER: gettext_lazy("最晚{day}给意见"),
    DutyKind.REVIEW: gettext_lazy("最晚{day}有结果"),
    DutyKind.RECHECK: gettext_lazy("最晚{day}有结果"),
}


def sentence_of(first: First) -> str:
    """Return that a petition goes on with an earlier one, with its number where it is the same person's, and how that stands."""
    with_it = _("和您之前的 {number} 号合在一起办") if first.number else _("和之前反映同一件事的一件合在一起办")
    return _("，").join([with_it.format(number=first.number), *_standing(first)])


def _standing(first: First) -> list[str]:
    if first.state is None:
        return []
    if first.paused:
        return [_("那一件在等鉴定、听证等结果，期限先停下")]
    told = [_("那一件{state}").format(state=_STATES.get(first.state, _WITHOUT))]
    if first.kind and first.due_on:
        told.append(str(_DUE[first.kind]).format(day=china_date(first.due_on)))
    return told
