"""What the table cannot say: conditions on a step that depend on what happened before and on the running clocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from wangfang.rules.deadlines import due
from wangfang.rules.duties import DutyKind, Law, begins_anew, duties_of
from wangfang.rules.facts import Act, Event, Life, Purpose, Step
from wangfang.rules.journey import hops_of
from wangfang.rules.limits import rule_set
from wangfang.rules.refusal import Refused

LONGEST_EXTENSION = 30
RETURN_SOURCE = "《信访工作条例》第二十三条"

_CLOCK = frozenset({Step.PAUSE, Step.RESUME, Step.CLOSE})

Guard = Callable[[Life, Act, Mapping[str, object], Law], None]


def require_fit(life: Life, step: Step, act: Act, detail: Mapping[str, object], law: Law) -> None:
    """Let a step pass that fits what happened before.

    Raises:
        Refused: with the reason and its source.
    """
    guard = _GUARDS.get(step)
    if guard:
        guard(life, act, detail, law)


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
    hop = hops_of(life)[-1]
    arrived = life.events[hop.number - 1].day
    limit = law.rules_for(life.agency(hop.agency), arrived, simplified=False).limits.get("DL08")
    last = due(limit, arrived, law.calendar).due_legal if limit else None  # before 2022 no law names a number
    if limit and last and act.day > last:
        raise Refused(f"收到后 {limit.count} 个工作日内可以提出异议，最后一天是 {last}", RETURN_SOURCE)
    if any(e.step is Step.REQUEST_RETURN and e.agency == hop.agency for e in life.events):
        raise Refused("同一单位对一件事只能申请退回一次", RETURN_SOURCE)


def _review(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
    served = next(e for e in reversed(life.events) if e.step is Step.SERVE)
    _within_thirty_days(served.day, act.day, law, "复查", "《信访工作条例》第三十五条")
    if any(e.step is Step.DECIDE_REVIEW and e.number > served.number for e in life.events):
        raise Refused("这份处理意见已经复查过，不服复查意见可以申请复核", "《信访工作条例》第三十六条")


def _recheck(life: Life, act: Act, detail: Mapping[str, object], law: Law) -> None:  # noqa: ARG001 - guards are asked alike
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
    redo = next((e for e in reversed(life.events) if e.text("outcome") == "redo"), None)
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


_GUARDS: dict[Step, Guard] = {
    Step.EXTEND: _extension,
    Step.PAUSE: _pause,
    Step.RESUME: _resume,
    Step.REQUEST_RETURN: _return,
    Step.REQUEST_REVIEW: _review,
    Step.REQUEST_RECHECK: _recheck,
    Step.ISSUE_OPINION: _opinion,
    Step.LIFT: _lift,
    Step.MERGE: _merge,
}
