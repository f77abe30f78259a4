"""What an act says beside its name: one sentence for each kind of step in the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from wangfang.rules.facts import Event, Life


def body_of(life: Life, event: Event) -> str:
    """Return what an act says beside its name."""
    told = _BODIES.get(event.step)
    return told(life, event) if told else event.text("why") or event.text("note")


def _received(life: Life, event: Event) -> str:
    return _("由%(agency)s接收") % {"agency": life.agency(event.text("to")).name}


def _forwarded(life: Life, event: Event) -> str:
    return _("转给%(agency)s") % {"agency": life.agency(event.text("to")).name}


def _assigned(life: Life, event: Event) -> str:
    said = {"agency": life.agency(event.text("to")).name, "day": event.text("due_on")}
    return _("交给%(agency)s，%(day)s前报结果") % said


def _worked(_life: Life, event: Event) -> str:
    return f"{wording.STEP_WORK.get(event.text('kind'), '')}：{event.text('note')}"


def _answered(_life: Life, event: Event) -> str:
    return f"{wording.CONCLUSIONS.get(event.text('conclusion'), '')}：{event.text('text')}"


def _served(_life: Life, event: Event) -> str:
    return str(wording.SERVICE.get(event.text("method"), ""))


def _ratings(_life: Life, event: Event) -> str:
    targets = ((_("信访部门"), event.text("bureau")), (_("责任单位"), event.text("unit")))
    given = "，".join(f"{word}：{wording.RATINGS[rating]}" for word, rating in targets if rating)
    return _sentences(given, event.text("note"))


def _objected(life: Life, event: Event) -> str:
    should = event.text("should_go_to")
    named = life.agencies[should].name if should in life.agencies else should
    return _sentences(event.text("why"), _("认为应当由%s办理") % named if named else "")


def _sentences(first: str, then: str) -> str:
    """Put two things that were said one after the other; a full stop that is there already is not doubled."""
    return f"{first.strip().removesuffix('。')}。{then}" if first and then else first or then


def _return_decided(life: Life, event: Event) -> str:
    if event.detail.get("agree") is not True:
        said = _("不同意退回，由原单位继续办理")
    elif event.text("to"):
        said = _("同意退回，改由%s办理") % life.agency(event.text("to")).name
    else:
        said = _("同意退回，由本机关收回")
    return "：".join(part for part in (said, event.text("why")) if part)


def _diverted(_life: Life, event: Event) -> str:
    organ = event.text("organ") or event.text("to")
    return "：".join(part for part in (_("由%s按法定程序办理") % organ if organ else "", event.text("why")) if part)


def _merged(_life: Life, event: Event) -> str:
    return _("并入 %(number)s：%(why)s") % {"number": event.text("into"), "why": event.text("why")}


def _paused(_life: Life, event: Event) -> str:
    return _("计时中止，原因：%s") % wording.PAUSES.get(event.text("why"), "")


def _resumed(_life: Life, _event: Event) -> str:
    return _("计时恢复，中止的天数不算在期限里")


def _extended(_life: Life, event: Event) -> str:
    return _("延长 %(days)s 天：%(why)s") % {"days": event.text("days"), "why": event.text("why")}


def _decided(_life: Life, event: Event) -> str:
    told = (str(wording.OUTCOMES.get(event.text("outcome"), "")), event.text("why"))
    return "：".join(part for part in told if part)


def _supplemented(_life: Life, event: Event) -> str:
    said = {"field": event.text("field"), "value": event.text("value"), "day": event.text("evidence_on")}
    return _("%(field)s：%(value)s（依据材料日期 %(day)s）") % said


def _pressed(_life: Life, event: Event) -> str:
    due = event.text("due_on")
    return "，".join(part for part in (event.text("why"), _("%s前报结果") % due if due else "") if part)


_BODIES: dict[Step, Callable[[Life, Event], str]] = {
    Step.SUBMIT: _received,
    Step.FORWARD: _forwarded,
    Step.ASSIGN: _assigned,
    Step.LOG_WORK: _worked,
    Step.ISSUE_OPINION: _answered,
    Step.SERVE: _served,
    Step.EVALUATE: _ratings,
    Step.REQUEST_RETURN: _objected,
    Step.DECIDE_RETURN: _return_decided,
    Step.DIVERT: _diverted,
    Step.MERGE: _merged,
    Step.PAUSE: _paused,
    Step.RESUME: _resumed,
    Step.EXTEND: _extended,
    Step.DECIDE_REVIEW: _decided,
    Step.DECIDE_RECHECK: _decided,
    Step.SUPPLEMENT: _supplemented,
    Step.URGE: _pressed,
    Step.SUPERVISE: _pressed,
    Step.LIST: _pressed,
}
