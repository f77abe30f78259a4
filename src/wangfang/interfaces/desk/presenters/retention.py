"""How long cases are kept, as the desk reads it: what is due, what is on which list, what holds a case, what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import wording
from wangfang.interfaces.frame.templatetags.frame import china_day, china_moment
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.retention import holds, lists
from wangfang.rules.facts import Step
from wangfang.rules.keeping import HOLDS, LEADS, class_of, may_go_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.records.cases.models import Case
    from wangfang.records.retention.due import Due
    from wangfang.records.retention.models import DestructionList
    from wangfang.rules.facts import Actor

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DueLine:
    """One case whose time is over; nothing can be done with it while something stands in the way."""

    number: str
    title: str
    url: str
    class_name: str
    since: str
    hindered: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """One destruction list."""

    number: str
    url: str
    why: str
    made: str
    approved: str


@dataclass(frozen=True, slots=True)
class HoldCard:
    """What holds a case, or may: the sentence, and the way to the page that changes it."""

    sentence: str
    why: str
    url: str
    word: str


def due_lines(found: Iterable[Due]) -> list[DueLine]:
    """Return the lines of what is due."""
    return [
        DueLine(
            one.case.number,
            one.case.title,
            reverse("desk:case", args=[one.case.number]),
            one.keeping.name,
            china_day(one.since),
            one.hindered,
        )
        for one in found
    ]


def list_line(listed: DestructionList) -> ListLine:
    """Return the line of a list."""
    return ListLine(
        listed.number,
        reverse("desk:destruction-list", args=[listed.pk]),
        listed.why,
        _("%(who)s %(at)s 编制") % {"who": listed.made_by, "at": china_moment(listed.made_at)},
        _("%(who)s %(at)s 批准") % {"who": listed.approved_by, "at": china_moment(listed.approved_at)}
        if listed.approved_by
        else "",
    )


def case_lines(listed: DestructionList) -> list[tuple[str, str, str]]:
    """Return the cases of a list: number, what it is about or that it is gone, its page."""
    gone = _("（已按规定销毁）")
    return [
        (case.number, gone if case.destroyed else case.title, reverse("desk:case", args=[case.number]))
        for case in lists.cases_of(listed)
    ]


def hold_of(seen: Opened) -> HoldCard | None:
    """Return what holds the case, or the way to hold it; None for a post that has nothing to do with it."""
    hold, number = holds.of_case(seen.case), seen.case.number
    if hold is None:
        may = seen.actor.role in HOLDS
        return HoldCard(_kept(seen), "", reverse("desk:hold", args=[number]), _("保全")) if may else None
    sentence = _("保全中，%(who)s %(at)s 办理，解除以前不能销毁。") % {
        "who": hold.put_by,
        "at": china_moment(hold.put_at),
    }
    url = reverse("desk:lift-hold", args=[number]) if seen.actor.role in LEADS else ""
    return HoldCard(sentence, hold.why, url, _("解除保全"))


def left_of(case: Case) -> dict[str, object]:
    """Return what is left of a case whose content was destroyed: number, days, state, and who took which step when."""
    known = tree().by_code
    steps = [
        (
            str(wording.STEPS[Step(row.step)]),
            known[row.agency].name if row.agency in known else "",
            china_moment(row.occurred_at),
        )
        for row in lookups.steps(case)
    ]
    facts: Pairs = [
        (_("编号"), case.number),
        (_("收到"), china_moment(case.received_at)),
        (_("最后办理"), china_moment(case.moved_at)),
        (_("销毁清单"), case.destroyed),
    ]
    return {"number": case.number, "state": case.state, "listed": case.destroyed, "facts": facts, "steps": steps}


def may_approve(listed: DestructionList, actor: Actor) -> bool:
    """Tell whether the button is shown; the rules decide when it is pressed."""
    return not listed.approved_by and actor.role in LEADS and listed.made_by != actor.login


def _kept(seen: Opened) -> str:
    kept, until = class_of(seen.life), may_go_on(seen.life)
    if not kept.years:
        return _("%(name)s，永久保管。") % {"name": kept.name}
    if until is None:
        return _("办结以后按类别保管 %(years)s 年。") % {"years": kept.years}
    return _("%(name)s，保管 %(years)s 年，%(day)s 期满。") % {
        "name": kept.name, "years": kept.years, "day": china_day(until)
    }  # fmt: skip
