"""How a life goes on by one act: every check in its order, and the life after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wangfang.rules import access, assisting, routing
from wangfang.rules.details import require_details
from wangfang.rules.duties import Law
from wangfang.rules.evaluation import Target, require_may_evaluate, require_rating
from wangfang.rules.facts import CHINA, Act, Agency, Event, Form, Kind, Life, Step, day_of
from wangfang.rules.guards import require_fit
from wangfang.rules.journey import assisting_in, hands_of, hops_of
from wangfang.rules.labels import marks_of, stands_accused
from wangfang.rules.refusal import Refused
from wangfang.rules.seeing import require_unbarred
from wangfang.rules.workflow import (
    MOVES,
    STEP_WORDS,
    StepNotAllowed,
    choice_in,
    next_state,
    receiver_of,
    state_of,
)


class Stale(Refused):
    """Somebody else acted since the actor looked."""


class OutOfOrder(Refused):
    """The act is dated before the one it follows."""


def proceed(life: Life, step: Step, act: Act, detail: Mapping[str, object], law: Law) -> Life:
    """Return the life with `step` as its next event; a life without events begins with it.

    Raises:
        Stale: another act came between; the sentence tells who did what and when.
        NotYours: the actor's role, or agency, may not take the step here.
        Barred: the actor has withdrawn from the case, or is accused by it.
        StepNotAllowed: the case does not stand where the step may be taken.
        WrongReceiver: the receiver is outside the sender's territory or rung, is the accused, or is not there
            on the day of the act.
        OutOfOrder: the act is dated before the one it follows.
        Refused: the step does not say what it must.
    """
    receiver = _receiver(life, step, detail)
    _require_unchanged(life, act)
    agency = act.actor.agency
    access.require(act.actor, step, hands_of(life))
    if life.events:
        require_unbarred(act.actor, marks_of(life), act.day)
    if receiver and agency and step is not Step.HAND_OVER:
        routing.require_receiver(agency, receiver, marks_of(life), life.agencies)
    _require_existing(life, detail, act)
    kinds = agency.kind if agency else None, receiver.kind if receiver else None
    next_state(state_of(life), step, *kinds, choice_in(life, step, detail, len(life.events) + 1))
    if not life.events:
        _require_beginning(life, step, detail, agency)
    _require_order(life, act)
    require_details(step, detail, act)
    require_fit(life, step, act, detail, law)
    if step is Step.EVALUATE:
        _require_rating(life, act, detail, law)
    if step is Step.SIGN_IN and hops_of(life)[-1].signed_at:
        raise Refused("这件事已经签收过了，不用再签")
    return replace(life, events=(*life.events, _event(life, step, act, detail)))


def _event(life: Life, step: Step, act: Act, detail: Mapping[str, object]) -> Event:
    agency = act.actor.agency
    return Event(
        number=len(life.events) + 1,
        step=step,
        occurred_at=act.occurred_at,
        recorded_at=act.recorded_at,
        agency=agency.code if agency else "",
        detail=dict(detail),
        actor=act.actor.name,
        login=act.actor.login,
    )


def _receiver(life: Life, step: Step, detail: Mapping[str, object]) -> Agency | None:
    if isinstance(detail.get("to"), list | tuple):
        raise Refused("一件事交给几个单位办理的，要定一个责任单位主办，其他单位协办", assisting.SOURCE)
    code = receiver_of(step, detail)
    if not code and step not in MOVES:
        return None
    if code not in life.agencies:
        raise Refused(f"没有代码为“{code[:40]}”的单位，请核对机构代码")
    return life.agency(code)


def _require_existing(life: Life, detail: Mapping[str, object], act: Act) -> None:
    """Refuse to name an agency that is not there on the day of the act."""
    for code in (str(detail.get("to") or ""), *assisting_in(detail)):
        if code in life.agencies:
            routing.require_existing(life.agency(code), act.day)


def _require_beginning(life: Life, step: Step, detail: Mapping[str, object], agency: Agency | None) -> None:
    """Let a case begin that was submitted when it is online, and that does not accuse the bureau receiving it."""
    if step is Step.REGISTER and life.case.form is Form.ONLINE:
        raise StepNotAllowed(
            "网上信访件由信访人提交后再登记；直接登记的只有来信、来访、来电", "《信访工作条例》第二十一条"
        )
    receiver = life.agencies.get(str(detail.get("to", ""))) if step is Step.SUBMIT else agency
    if step is Step.SUBMIT and (receiver is None or receiver.kind is not Kind.BUREAU):
        raise routing.WrongReceiver("网上信访由信访部门接收，请选择一个信访部门", "《信访工作条例》第十九条")
    if receiver and stands_accused(receiver, marks_of(life).accused):
        raise routing.WrongReceiver(f"{receiver.name}是被检举控告的一方，请向它的上级信访部门提出", routing.SECRECY)


def _require_unchanged(life: Life, act: Act) -> None:
    if act.seen is None or act.seen == len(life.events):
        return
    last = life.events[-1]
    who = last.actor or "信访人"
    when = last.recorded_at.astimezone(CHINA).strftime("%m月%d日 %H:%M")
    raise Stale(f"{who}已在 {when} 对这件事做了“{STEP_WORDS[last.step]}”，请看过最新情况再办理")


def _require_order(life: Life, act: Act) -> None:
    if life.events and act.occurred_at < life.events[-1].occurred_at:
        last = life.events[-1]
        said = f"{STEP_WORDS[last.step]}（{day_of(last.occurred_at)}）"
        raise OutOfOrder(f"办理时间早于上一步{said}，请核对日期", "《信访工作条例》第二十一条")


def _require_rating(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:
    ratings = {target: str(detail[target]) for target in Target if detail.get(target)}
    for word in ratings.values():
        require_rating(word)
    require_may_evaluate(life, ratings, act.day, law.calendar)
