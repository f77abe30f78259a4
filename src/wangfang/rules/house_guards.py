"""What the house asks of people beyond the law: drafts signed, helpers heard, reports given, bounces capped."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wangfang.rules import assisting, drafting, exits, simplified
from wangfang.rules.facts import Act, Life, Step
from wangfang.rules.journey import hops_of
from wangfang.rules.labelling import MARK_GUARDS
from wangfang.rules.papers.serving import require_proof
from wangfang.rules.refusal import Refused
from wangfang.rules.returns import SOURCE, needs_arbiter, stands_above_all
from wangfang.rules.workflow import receiver_of

HouseGuard = Callable[[Life, Act, Mapping[str, object]], None]

ASSIGNED = "《信访工作条例》第二十二条"


def is_assigned(life: Life) -> bool:
    """Tell whether the case is with its holder by assignment (交办), so that it owes a report and needs consent."""
    hops = hops_of(life)
    return bool(hops) and bool(hops[-1].due_on)


def _issue(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    drafting.require_issuable(life, detail)
    assisting.require_merged(life, detail)


def _pass(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    drafting.require_passable(life, detail)


def _sign(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    drafting.require_signable(life, detail)


def _return_draft(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    drafting.require_returnable(life, detail)


def _close(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    if is_assigned(life) and not _said(detail, "report"):
        raise Refused("交办的信访事项办结时要报送办结报告，请写明办理情况", ASSIGNED)


def _serve(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    require_proof(str(detail.get("method") or ""), str(detail.get("proof") or ""))


def _extend(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    if is_assigned(life) and not _said(detail, "consent"):
        raise Refused("交办的信访事项延期要经交办机关同意，请写明同意的情况", ASSIGNED)


def _register(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    if act.actor.agency:
        exits.require_no_accusation(life, act.actor.agency)


def _move(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    exits.require_no_accusation(life, life.agency(str(detail["to"])))
    if simplified.is_simple(life):
        simplified.require_one_unit(detail)


def _tell(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    told = life.agencies.get(str(detail.get("to") or ""))
    if told:
        exits.require_no_accusation(life, told)


def _decide_return(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    if needs_arbiter(life):
        raise Refused("这件事已经退回两次，由共同的上级机关裁决归属", SOURCE)
    to = life.agencies.get(receiver_of(Step.DECIDE_RETURN, detail))
    if to:
        exits.require_no_accusation(life, to)


def _arbitrate(life: Life, act: Act, detail: Mapping[str, object]) -> None:
    if not needs_arbiter(life):
        raise Refused("退回还没有满两次，由转来的单位裁定", SOURCE)
    if act.actor.agency and not stands_above_all(act.actor.agency, life):
        raise Refused("归属由经手过的各单位的共同上级机关裁决", SOURCE)
    exits.require_no_accusation(life, life.agency(str(detail["to"])))


def _screen(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    if detail["procedure"] == "ordinary":
        return
    if any(e.step is Step.ACCEPT for e in life.events):
        raise Refused("受理以后不能改为简易办理，只能转为普通程序", simplified.SOURCE)
    simplified.require_eligible(life, detail)


def _said(detail: Mapping[str, object], key: str) -> bool:
    return bool(str(detail.get(key) or "").strip())


HOUSE_GUARDS: dict[Step, HouseGuard] = {
    Step.REGISTER: _register,
    Step.ISSUE_OPINION: _issue,
    Step.PASS_DRAFT: _pass,
    Step.SIGN_DRAFT: _sign,
    Step.RETURN_DRAFT: _return_draft,
    Step.SERVE: _serve,
    Step.CLOSE: _close,
    Step.EXTEND: _extend,
    Step.FORWARD: _move,
    Step.ASSIGN: _move,
    Step.DECIDE_RETURN: _decide_return,
    Step.PROPOSE: _tell,
    Step.REPORT_URGENT: _tell,
    Step.ARBITRATE: _arbitrate,
    Step.SCREEN: _screen,
    Step.DIVERT: exits.require_exit,
    **MARK_GUARDS,
}
