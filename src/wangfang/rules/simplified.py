"""May a case be handled the simple way (简易办理), and why not?"""

from __future__ import annotations

from collections.abc import Mapping

from wangfang.rules.facts import Life, Purpose, Step
from wangfang.rules.journey import hops_of
from wangfang.rules.refusal import Refused

SOURCE = "《信访事项简易办理办法（试行）》第四条至第六条"

GROUNDS = {
    "clear": "事实清楚、责任明确、争议不大、易于解决",
    "consultation": "咨询、建议、感谢等可以当场答复",
    "daily": "涉及日常生活、时效性强，应当即时处理",
    "promised": "有关机关已有承诺或者结论",
    "other": "其他可以简易办理",
}
"""The cases that may be handled the simple way, by the word that the screening says."""

JOINT = 5
"""People from which a petition counts as joint and is not handled the simple way."""


def require_eligible(life: Life, detail: Mapping[str, object]) -> None:
    """Let the simple way be chosen for a case that is fit for it.

    Raises:
        Refused: no ground is named, or one of the exclusions holds.

    Source: 《信访事项简易办理办法（试行）》(2016) 第四条 (grounds), 第五条 (exclusions).
    """
    if detail.get("ground") not in GROUNDS:
        raise Refused(f"请写明适用简易办理的情形，可以是 {'、'.join(GROUNDS)}", SOURCE)
    why = exclusion(life)
    if why:
        raise Refused(f"{why}，不适用简易办理", SOURCE)


def is_simple(life: Life, until: int | None = None) -> bool:
    """Tell whether the last screening, up to the event of number `until`, chose the simple way."""
    for event in reversed(life.events[:until]):
        if event.step is Step.SCREEN:
            return event.text("procedure") == "simplified"
    return False


def require_one_unit(detail: Mapping[str, object]) -> None:
    """Keep a case of the simple way from being assigned, or given to several units: neither is fit for it.

    Raises:
        Refused: the case would be assigned (it names its day), or units would assist.

    Source: 《信访事项简易办理办法（试行）》(2016) 第五条.
    """
    if detail.get("due_on") or detail.get("co"):
        raise Refused("交办的、由几个单位办理的信访事项不适用简易办理，请先转为普通程序", SOURCE)


def exclusion(life: Life) -> str:
    """Return why the case is not for the simple way, empty when nothing speaks against it."""
    if any(hop.mode is Step.ASSIGN for hop in hops_of(life)):
        return "上级交办的信访事项"
    if any(hop.assisting for hop in hops_of(life)):
        return "由几个单位办理的信访事项"
    if life.case.purpose in (Purpose.ACCUSATION, Purpose.APPEAL):
        return "检举控告、申诉类的信访事项"
    if life.case.people >= JOINT:
        return f"{JOINT} 人以上联名的信访事项"
    return ""
