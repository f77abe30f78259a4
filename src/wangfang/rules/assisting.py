"""Who leads and who assists (主办、协办), and have all who assist given their answers?"""

from __future__ import annotations

from collections.abc import Mapping

from wangfang.rules.facts import Agency, Event, Kind, Life, Step
from wangfang.rules.journey import assisting_in, hops_of
from wangfang.rules.labels import marks_of
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import require_receiver

SOURCE = "《信访工作条例》第二十二条、第二十四条"
MOST = 20
"""Units that may assist in one case."""


def require_lead(life: Life, sender: Agency, detail: Mapping[str, object]) -> None:
    """Let a case go to one leading unit, with assisting units that are units, different, and within reach.

    Raises:
        Refused: units without a lead, too many of them, the lead among them, or one of them twice.
        WrongReceiver: the sender may not hand the case to one of them.

    Source: 《信访工作条例》第二十二条 (转送、交办), 第二十四条 (one organ is named to handle).
    """
    named = assisting_in(detail)
    if detail.get("co") and not named:
        raise Refused("协办单位要写成机构代码的列表", SOURCE)
    if not named:
        return
    to = str(detail.get("to") or "")
    if not to or life.agencies[to].kind is not Kind.UNIT:
        raise Refused("一件事交给几个单位办理的，要定一个责任单位主办", SOURCE)
    if to in named or len(set(named)) < len(named):
        raise Refused("协办单位不能重复，也不能是主办单位自己", SOURCE)
    if len(named) > MOST:
        raise Refused(f"协办单位最多 {MOST} 个", SOURCE)
    for code in named:
        _require_unit(life, sender, code)


def _require_unit(life: Life, sender: Agency, code: str) -> None:
    unit = life.agencies.get(code)
    if unit is None:
        raise Refused(f"没有代码为“{code[:40]}”的单位，请核对机构代码")
    if unit.kind is not Kind.UNIT:
        raise Refused(f"{unit.name}不是责任单位，不能协办", SOURCE)
    require_receiver(sender, unit, marks_of(life), life.agencies)


def answers_of(life: Life) -> dict[str, Event | None]:
    """Return the last answer of each unit that assists now, None where it has not given one."""
    hops = hops_of(life)
    if not hops:
        return {}
    since = max((hop.number for hop in hops if hop.mode is not Step.HAND_OVER), default=0)
    given = {e.agency: e for e in life.events if e.step is Step.ASSIST and e.number > since}
    return {code: given.get(code) for code in hops[-1].assisting}


def require_merged(life: Life, detail: Mapping[str, object]) -> None:
    """Let the lead answer when everybody who assists has answered; without them only with a reason.

    Raises:
        Refused: an answer is missing and no reason is given.
    """
    missing = [life.agency(code).name for code, answer in answers_of(life).items() if answer is None]
    if missing and not str(detail.get("without") or "").strip():
        raise Refused(f"协办单位{'、'.join(missing)}还没有答复；要先行答复，请写明理由", SOURCE)
