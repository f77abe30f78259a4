"""What an act says beside its name: one sentence for each kind of step in the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.rules.facts import Step
from wangfang.rules.journey import assisting_in
from wangfang.rules.labels import accused_units
from wangfang.rules.matters import RULINGS, Repeat, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wangfang.rules.facts import Event, Life


def body_of(life: Life, event: Event) -> str:
    """Return what an act says beside its name."""
    told = _BODIES.get(event.step)
    return told(life, event) if told else event.text("why") or event.text("note")


def _received(life: Life, event: Event) -> str:
    return _("由%(agency)s接收") % {"agency": life.agency(event.text("to")).name}


def _forwarded(life: Life, event: Event) -> str:
    return _("转给%(agency)s") % {"agency": life.agency(event.text("to")).name} + along(
        life, assisting_in(event.detail)
    )


def _assigned(life: Life, event: Event) -> str:
    said = {"agency": life.agency(event.text("to")).name, "day": event.text("due_on")}
    return _("交给%(agency)s，%(day)s前报结果") % said + along(life, assisting_in(event.detail))


def along(life: Life, codes: Sequence[str]) -> str:
    """Return who assists, as it is put behind who leads; nothing when nobody does."""
    return _("（协办：%s）") % names_of(life, codes) if codes else ""


def names_of(life: Life, codes: Sequence[str]) -> str:
    """Return the names of agencies in a row."""
    return _("、").join(life.agency(code).name for code in codes)


def _worked(_life: Life, event: Event) -> str:
    return _("：").join((str(wording.STEP_WORK.get(event.text("kind"), "")), event.text("note")))


def _answered(_life: Life, event: Event) -> str:
    return _("：").join((str(wording.CONCLUSIONS.get(event.text("conclusion"), "")), event.text("text")))


def _drafted(_life: Life, event: Event) -> str:
    return str(wording.CONCLUSIONS.get(event.text("conclusion"), ""))


def _signed(_life: Life, event: Event) -> str:
    past = event.text("bypass")
    return _("越过审核签发，理由：%s") % past if past else ""


def _issued(life: Life, event: Event) -> str:
    reasons = ((_("不经审签直接出具，理由：%s"), "bypass"), (_("没有等协办单位都答复，理由：%s"), "without"))
    said = [word % event.text(key) for word, key in reasons if event.text(key)]
    return "\n".join((_answered(life, event), *said))


def _served(_life: Life, event: Event) -> str:
    said = (str(wording.SERVICE.get(event.text("method"), "")), event.text("proof"))
    return _("：").join(part for part in said if part)


def _closed(_life: Life, event: Event) -> str:
    report = event.text("report")
    return _("办结报告：%s") % report if report else ""


def _ended_for_good(_life: Life, event: Event) -> str:
    return str(wording.FINAL_GROUNDS.get(event.text("ground"), ""))


def _screened(_life: Life, event: Event) -> str:
    word = _("简易程序") if event.text("procedure") == "simplified" else _("普通程序")
    return _("：").join(part for part in (word, str(wording.GROUNDS.get(event.text("ground"), ""))) if part)


def _settled(life: Life, event: Event) -> str:
    said = {"agency": life.agency(event.text("to")).name, "why": event.text("why")}
    return _("由%(agency)s办理：%(why)s") % said


def _handed_over(life: Life, event: Event) -> str:
    said = {"agency": life.agency(event.text("to")).name, "why": event.text("why")}
    return _("移交给%(agency)s，期限接着算：%(why)s") % said


def _proposed(life: Life, event: Event) -> str:
    said = {
        "agency": named(life, event.text("to")),
        "kind": wording.PROPOSALS.get(event.text("kind"), ""),
        "text": event.text("text"),
    }
    return _("向%(agency)s提出%(kind)s建议：%(text)s") % said


def _reported(_life: Life, event: Event) -> str:
    to = event.text("to")
    return _("：").join(part for part in (_("报%s") % to if to else "", event.text("note")) if part)


def _said(_life: Life, event: Event) -> str:
    return event.text("text")


def named(life: Life, said: str) -> str:
    """Return the name of an agency by its code, or the words that stand there instead."""
    return life.agencies[said].name if said in life.agencies else said


def _ratings(_life: Life, event: Event) -> str:
    targets = ((_("信访部门"), event.text("bureau")), (_("责任单位"), event.text("unit")))
    given = _("，").join(_("：").join((word, str(wording.RATINGS[rating]))) for word, rating in targets if rating)
    return _sentences(given, event.text("note"))


def _objected(life: Life, event: Event) -> str:
    should = named(life, event.text("should_go_to"))
    return _sentences(event.text("why"), _("认为应当由%s办理") % should if should else "")


def _sentences(first: str, then: str) -> str:
    """Put two things that were said one after the other; a full stop that is there already is not doubled."""
    return _("。").join((first.strip().removesuffix("。"), then)) if first and then else first or then


def _return_decided(life: Life, event: Event) -> str:
    if event.detail.get("agree") is not True:
        said = _("不同意退回，由原单位继续办理")
    elif event.text("to"):
        said = _("同意退回，改由%s办理") % life.agency(event.text("to")).name
    else:
        said = _("同意退回，由本机关收回")
    return _("：").join(part for part in (said, event.text("why")) if part)


def _diverted(life: Life, event: Event) -> str:
    organ, on = named(life, event.text("to")), event.text("on")
    way = str(wording.PROCEDURES.get(event.text("procedure"), ""))
    gone = _("%(day)s移交") % {"day": on} if on else ""
    where = _("，").join(part for part in (_("由%s按法定程序办理") % organ if organ else "", way, gone) if part)
    return _("：").join(part for part in (where, event.text("why")) if part)


def _merged(_life: Life, event: Event) -> str:
    said = event.text("repeat")
    word = RULINGS[Repeat(said)].word if said in RULINGS else ""
    why = _("；").join(part for part in (word, event.text("why")) if part)
    return _("并入 %(number)s：%(why)s") % {"number": event.text("into"), "why": why}


def _linked(_life: Life, event: Event) -> str:
    word = wording.VERDICTS[Verdict(event.text("verdict"))] if event.text("verdict") else ""
    return _about_other(event.text("other"), str(word), event.text("why"))


def _compared(_life: Life, event: Event) -> str:
    return _about_other(event.text("other"), event.text("why"))


def _about_other(*parts: str) -> str:
    return _("：").join(part for part in parts if part)


def _paused(_life: Life, event: Event) -> str:
    return _("计时中止，原因：%s") % wording.PAUSES.get(event.text("why"), "")


def _resumed(_life: Life, _event: Event) -> str:
    return _("计时恢复，中止的天数不算在期限里")


def _extended(_life: Life, event: Event) -> str:
    told = _("延长 %(days)s 天：%(why)s") % {"days": event.text("days"), "why": event.text("why")}
    agreed = event.text("consent")
    return "\n".join(part for part in (told, _("交办机关同意：%s") % agreed if agreed else "") if part)


def _decided(_life: Life, event: Event) -> str:
    told = (str(wording.OUTCOMES.get(event.text("outcome"), "")), event.text("why"))
    return _("：").join(part for part in told if part)


def _supplemented(_life: Life, event: Event) -> str:
    said = {"field": event.text("field"), "value": event.text("value"), "day": event.text("evidence_on")}
    return _("%(field)s：%(value)s（依据材料日期 %(day)s）") % said


def _pressed(_life: Life, event: Event) -> str:
    due = event.text("due_on")
    return _("，").join(part for part in (event.text("why"), _("%s前报结果") % due if due else "") if part)


def _labelled(_life: Life, event: Event) -> str:
    return _("：").join((str(wording.SECRECIES.get(event.text("secrecy"), "")), event.text("why")))


def _about(_life: Life, event: Event) -> str:
    parts = event.detail.get("parts")
    named = _("、").join(str(wording.PARTS.get(str(part), "")) for part in parts) if isinstance(parts, list) else ""
    refused = _("不批准") if event.detail.get("refused") is True else ""
    told = (refused, event.text("login"), named, event.text("until"), event.text("why"))
    return _("：").join(part for part in told if part)


def _accused(life: Life, event: Event) -> str:
    units = names_of(life, sorted(accused_units(event.detail) & set(life.agencies)))
    return _("：").join(part for part in (event.text("login"), units, event.text("why")) if part)


_BODIES: dict[Step, Callable[[Life, Event], str]] = {
    Step.SUBMIT: _received,
    Step.FORWARD: _forwarded,
    Step.ASSIGN: _assigned,
    Step.LOG_WORK: _worked,
    Step.SCREEN: _screened,
    Step.DRAFT_OPINION: _drafted,
    Step.SIGN_DRAFT: _signed,
    Step.ISSUE_OPINION: _issued,
    Step.ASSIST: _said,
    Step.CLOSE: _closed,
    Step.FINALIZE: _ended_for_good,
    Step.ARBITRATE: _settled,
    Step.HAND_OVER: _handed_over,
    Step.PROPOSE: _proposed,
    Step.ANSWER_PROPOSAL: _said,
    Step.REPORT_URGENT: _reported,
    Step.SERVE: _served,
    Step.EVALUATE: _ratings,
    Step.REQUEST_RETURN: _objected,
    Step.DECIDE_RETURN: _return_decided,
    Step.DIVERT: _diverted,
    Step.MERGE: _merged,
    Step.LINK: _linked,
    Step.UNLINK: _compared,
    Step.DISMISS: _compared,
    Step.PAUSE: _paused,
    Step.RESUME: _resumed,
    Step.EXTEND: _extended,
    Step.DECIDE_REVIEW: _decided,
    Step.DECIDE_RECHECK: _decided,
    Step.SUPPLEMENT: _supplemented,
    Step.URGE: _pressed,
    Step.SUPERVISE: _pressed,
    Step.LIST: _pressed,
    Step.LABEL: _labelled,
    Step.RECUSE: _about,
    Step.NAME_ACCUSED: _accused,
    Step.ASK_GRANT: _about,
    Step.APPROVE_GRANT: _about,
    Step.END_GRANT: _about,
}
