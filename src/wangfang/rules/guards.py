"""What the table cannot say: conditions on a step that depend on what happened before and on the running clocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from wangfang.rules import assisting, exits, matters
from wangfang.rules.deadlines import due
from wangfang.rules.duties import DutyKind, Law, duties_of
from wangfang.rules.facts import Act, Event, Kind, Life, Purpose, Role, Step
from wangfang.rules.house_guards import HOUSE_GUARDS
from wangfang.rules.journey import begins_anew, heir_of, hops_of, stays_of
from wangfang.rules.limits import rule_set
from wangfang.rules.refusal import Refused
from wangfang.rules.returns import SOURCE, settled_by
from wangfang.rules.routing import SUCCESSION
from wangfang.rules.strands import strands_of

LONGEST_EXTENSION = 30
RETURN_SOURCE = "《信访工作条例》第二十三条"

_CLOCK = frozenset({Step.PAUSE, Step.RESUME, Step.CLOSE})

Guard = Callable[[Life, Act, Mapping[str, object], Law], None]


def require_fit(life: Life, step: Step, act: Act, detail: Mapping[str, object], law: Law) -> None:
    """Let a step pass that fits what happened before.

    What the house asks of people (`house_guards`) is not asked of a replayed past (role `system`).

    Raises:
        Refused: with the reason and its source.
    """
    guard = _GUARDS.get(step)
    if guard:
        guard(life, act, detail, law)
    house = HOUSE_GUARDS.get(step)
    if house and act.actor.role is not Role.SYSTEM:
        house(life, act, detail)


def running_pause(life: Life) -> Event | None:
    """Return the pause that is running, none when the clock runs."""
    last = next((e for e in reversed(life.events) if e.step in _CLOCK or begins_anew(e)), None)
    return last if last and last.step is Step.PAUSE else None


def _extension(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:
    source = "《信访工作条例》第三十四条"
    days = detail.get("days")
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST_EXTENSION:
        raise Refused(f"延期最少 1 天，最多 {LONGEST_EXTENSION} 天", source)
    since = max((e.number for e in life.events if begins_anew(e)), default=0)
    if any(e.step is Step.EXTEND and e.number > since for e in life.events):
        raise Refused("这件事已经延期过一次，不能再延", source)
    answer = next((d for d in reversed(duties_of(life, law)) if d.kind is DutyKind.ANSWER and d.is_open), None)
    if answer is None:
        raise Refused("现在没有需要延期的办理期限", source)
    if "DL11" not in rule_set(answer.rules).limits:
        raise Refused("简易办理的事项不能延期，需要更长时间的转为普通程序", source)
    if act.day > answer.due_legal:
        raise Refused(f"办理期限 {answer.due_legal} 已过，不能再延期", source)


def _pause(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    if running_pause(life):
        raise Refused("计时已经中止，不能再次中止", "《信访工作条例》第三十六条")


def _resume(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    if not running_pause(life):
        raise Refused("计时没有中止，不用恢复", "《信访工作条例》第三十六条")


def _return(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    hop = stays_of(life)[-1].hop
    arrived = life.events[hop.number - 1].day
    if hop.mode is Step.REGISTER:
        raise Refused("直接向本单位提出的事项没有可以退回的转送机关，不属于本单位职权的作出不予受理决定", RETURN_SOURCE)
    limit = law.rules_for(life.agency(hop.agency), arrived, simplified=False).limits.get("DL08")
    last = due(limit, arrived, law.calendar).due_legal if limit else None  # before 2022 no law names a number
    if limit and last and act.day > last:
        raise Refused(f"收到后 {limit.count} 个工作日内可以提出异议，最后一天是 {last}", RETURN_SOURCE)
    if settled_by(life):
        raise Refused("归属已经裁决，不能再申请退回", SOURCE)
    holders = {code for _, code in stays_of(life)[-1].holders}  # a successor does not ask again
    if any(e.step is Step.REQUEST_RETURN and e.agency in holders for e in life.events):
        raise Refused("同一单位对一件事只能申请退回一次", RETURN_SOURCE)


def _review(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:
    _to_body(life, detail)
    served = next(e for e in reversed(life.events) if e.step is Step.SERVE)
    _within_thirty_days(served.day, act.day, law, "复查", "《信访工作条例》第三十五条")
    if any(e.step is Step.DECIDE_REVIEW and e.number > served.number for e in life.events):
        raise Refused("这份处理意见已经复查过，不服复查意见可以申请复核", "《信访工作条例》第三十六条")


def _to_body(life: Life, detail: Mapping[str, object]) -> None:
    """Let a remedy be asked of a review body that is not the accused; who is not in the directory reads nothing."""
    body = life.agencies.get(str(detail.get("to") or ""))
    if body is None:
        return
    exits.require_unaccused(life, body)
    if body.kind is not Kind.REVIEW_BODY:
        raise Refused(f"{body.name}不是复查复核机构，请向复查复核机构提出", "《信访工作条例》第三十五条")


def _recheck(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:
    _to_body(life, detail)
    reviewed = next((e for e in reversed(life.events) if e.step in (Step.DECIDE_REVIEW, Step.SERVE)), None)
    if reviewed is None or reviewed.step is Step.SERVE:
        raise Refused("还没有复查意见，先申请复查", "《信访工作条例》第三十六条")
    _within_thirty_days(reviewed.day, act.day, law, "复核", "《信访工作条例》第三十六条")


def _within_thirty_days(since: date, today: date, law: Law, what: str, source: str) -> None:
    last = law.calendar.first_workday_from(since + timedelta(days=LONGEST_EXTENSION))
    if today > last:
        raise Refused(f"收到意见后 30 日内可以申请{what}，最后一天是 {last}", source)


def _opinion(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    """Refuse a unit that was told to do it again and gives the same opinion again."""
    redo = next((e for e in reversed(life.events) if begins_anew(e) and e.step is not Step.REOPEN), None)
    before = next((e for e in reversed(life.events) if e.step is Step.ISSUE_OPINION), None)
    if redo and before and redo.number > before.number:
        same = before.text("conclusion") == detail.get("conclusion") and _plain(before.text("text")) == _plain(
            detail["text"]
        )
        if same:
            raise Refused("责令重新办理的，不能作出和原来相同的处理意见", "《信访工作条例》第三十五条")


def _plain(text: object) -> str:
    return "".join(str(text).split())


def _lift(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    last = next((e for e in reversed(life.events) if e.step in (Step.LIST, Step.LIFT)), None)
    if last is None or last.step is Step.LIFT:
        raise Refused("这件事没有挂牌督办，不用摘牌", "《信访工作条例》第三十九条")


def _merge(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    if detail.get("into") == life.case.number:
        raise Refused("不能并入自己", "《信访工作条例》第十九条")
    if life.case.purpose is Purpose.ACCUSATION:
        raise Refused("检举控告件不并案，按检举控告的程序办理", "《信访工作条例》第三十条")
    if detail.get("repeat") and detail["repeat"] not in matters.MERGING:
        raise Refused(
            f"重复的情形“{str(detail['repeat'])[:20]}”不能并案，可以是 {'、'.join(sorted(matters.MERGING))}",
            matters.SOURCE,
        )


def _pair(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    matters.require_pair(life, detail)


def _unlink(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    matters.require_settled(life, detail)


def _co(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    if act.actor.agency:
        assisting.require_lead(life, act.actor.agency, detail)


def _reopen(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    if any(e.step is Step.DECIDE_RECHECK and e.text("outcome") != "redo" for e in life.events):
        raise Refused("复核意见是终局意见，不能再退回重办", "《信访工作条例》第三十六条")


def _finalize(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:
    settled = any(e.step is Step.SETTLE for e in life.events)
    if detail["ground"] == "settled" and not settled:
        raise Refused("没有达成调解、和解协议，不能按协议已履行终结", "《信访工作条例》第三十三条")
    last = lapses_on(life, law) if detail["ground"] == "lapsed" else date.min
    if last is None:
        raise Refused("处理意见还没有送达，申请复查的期限还没有开始", "《信访工作条例》第三十五条")
    if act.day <= last:
        raise Refused(f"申请复查、复核的期限到 {last} 才满，还不能终结", "《信访工作条例》第三十五条")


def lapses_on(life: Life, law: Law) -> date | None:
    """Return the last day on which a remedy can be asked for, none when nothing was served.

    Source: 《信访工作条例》第三十五条、第三十六条 (30 days from receipt); 《民法典》第二百零三条 (rest days).
    """
    told = (Step.SERVE, Step.DECIDE_REVIEW)
    since = next((e.day for e in reversed(life.events) if e.step in told), None)
    return law.calendar.first_workday_from(since + timedelta(days=LONGEST_EXTENSION)) if since else None


def _hand_over(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    named = str(detail.get("from") or hops_of(life)[-1].agency)
    if named not in life.agencies:
        raise Refused(f"没有代码为“{named[:40]}”的单位，请核对机构代码")
    leaving, successor = life.agency(named), life.agency(str(detail["to"]))
    if successor.code == leaving.code or successor.kind is not leaving.kind:
        raise Refused(f"{leaving.name}的案件只能移交给承接它职责的同类单位", SUCCESSION)
    exits.require_unaccused(life, successor)


def _to_others(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    """Keep what is told to others beside the main way (a diversion, a proposal, an urgent report) from whom the case accuses."""
    told = life.agencies.get(str(detail.get("to") or ""))
    if told:
        exits.require_unaccused(life, told)


def _answer_proposal(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    mine = act.actor.agency.code if act.actor.agency else ""
    if not any(s.kind == "proposal" and s.owner == mine and s.met is None for s in strands_of(life)):
        raise Refused("没有等待您单位反馈的建议", "《信访工作条例》第四十条")


def _accept_review(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:
    asked = next(e for e in reversed(life.events) if e.step in _ASKED)
    if any(e.step is Step.ACCEPT_REVIEW and e.number > asked.number for e in life.events):
        raise Refused("这项申请已经受理", "《信访工作条例》第三十五条")
    _decide(life, act, detail, law)


def _decide(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    asked = next(e for e in reversed(life.events) if e.step in _ASKED)
    named, mine = heir_of(life, asked.text("to"), asked.number), act.actor.agency
    if named and mine and mine.code != named and named in life.agencies:
        raise Refused(f"申请是向{life.agency(named).name}提出的，由它办理", "《信访工作条例》第三十五条")


_ASKED = frozenset({Step.REQUEST_REVIEW, Step.REQUEST_RECHECK})

_GUARDS: dict[Step, Guard] = {
    Step.FORWARD: _co,
    Step.ASSIGN: _co,
    Step.REOPEN: _reopen,
    Step.FINALIZE: _finalize,
    Step.HAND_OVER: _hand_over,
    Step.PROPOSE: _to_others,
    Step.DIVERT: _to_others,
    Step.REPORT_URGENT: _to_others,
    Step.ANSWER_PROPOSAL: _answer_proposal,
    Step.ACCEPT_REVIEW: _accept_review,
    Step.DECIDE_REVIEW: _decide,
    Step.DECIDE_RECHECK: _decide,
    Step.EXTEND: _extension,
    Step.PAUSE: _pause,
    Step.RESUME: _resume,
    Step.REQUEST_RETURN: _return,
    Step.REQUEST_REVIEW: _review,
    Step.REQUEST_RECHECK: _recheck,
    Step.ISSUE_OPINION: _opinion,
    Step.LIFT: _lift,
    Step.MERGE: _merge,
    Step.LINK: _pair,
    Step.DISMISS: _pair,
    Step.UNLINK: _unlink,
}
