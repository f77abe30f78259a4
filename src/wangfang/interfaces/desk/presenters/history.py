"""How the life of a case is told: the step line, the hop chain, the timeline and the trace."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.telling import body_of, names_of
from wangfang.interfaces.frame import wording as shared
from wangfang.rules.access import ACCESS
from wangfang.rules.facts import CHINA, Kind, Role, Step
from wangfang.rules.journey import hops_of
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED
from wangfang.rules.workflow import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import StrOrPromise

    from wangfang.rules.facts import Agency, Event, Life
    from wangfang.rules.showing import Showing

LATE_ENTRY = timedelta(hours=24)
_STOPPED = ENDED - {State.CLOSED, State.FINALIZED}
_MOVES = (Step.FORWARD, Step.ASSIGN, Step.ARBITRATE)
_DRAFTING = (Step.DRAFT_OPINION, Step.PASS_DRAFT, Step.RETURN_DRAFT, Step.SIGN_DRAFT)
_WORK = (Step.LOG_WORK, Step.ASSIST, Step.RESOLVE, *_DRAFTING, Step.ISSUE_OPINION)
_STAGES: tuple[tuple[StrOrPromise, tuple[Step, ...], tuple[Step, ...]], ...] = (
    (gettext_lazy("登记"), (Step.REGISTER,), (Step.REGISTER,)),
    (gettext_lazy("转送"), _MOVES, _MOVES),
    (gettext_lazy("受理"), (Step.ACCEPT, Step.DECLINE), (Step.ACCEPT, Step.DECLINE)),
    (gettext_lazy("办理"), _WORK, (Step.ISSUE_OPINION,)),
    (gettext_lazy("答复"), (Step.ISSUE_OPINION, Step.SERVE), (Step.SERVE,)),
    (gettext_lazy("办结"), (Step.CLOSE,), (Step.CLOSE,)),
    (gettext_lazy("群众评价"), (Step.EVALUATE,), (Step.EVALUATE,)),
)
"""The stages of the step line: the word, the steps that belong to it, and those with any of which it is over."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One dot of the step line."""

    word: str
    note: str
    standing: str


def stages(life: Life) -> list[Stage]:
    """Return the step line with dates: done, the one under way, and what is still ahead."""
    told, current = [], False
    ended = state_of(life) in _STOPPED
    for word, steps, ends in _STAGES:
        found = [event for event in life.events if event.step in steps]
        over = any(event.step in ends for event in found)
        here = not over and not current and not ended
        current = current or here
        told.append(Stage(str(word), _span(found), "done" if over else "cur" if here else ""))
    return told


def _span(found: list[Event]) -> str:
    if not found:
        return ""
    first, last = found[0].occurred_at.astimezone(CHINA), found[-1].occurred_at.astimezone(CHINA)
    if first.date() == last.date():
        return f"{first:%m-%d %H:%M}"
    return f"{first:%m-%d} {_('至')} {last:%m-%d}"


@dataclass(frozen=True, slots=True)
class HopLine:
    """One stay of the case with an agency."""

    level: str
    name: str
    held: str
    along: str = ""


def hop_lines(life: Life, now: datetime) -> list[HopLine]:
    """Return the chain of hands with how long each held the case."""
    return [
        HopLine(
            level_of(life.agency(hop.agency)),
            life.agency(hop.agency).name,
            held((hop.left_at or now) - hop.arrived_at),
            names_of(life, hop.assisting),
        )
        for hop in hops_of(life)
    ]


def level_of(agency: Agency) -> str:
    """Return the rung of an agency by its region: 省, 市, 区县, 街道; departments by what they are."""
    if agency.kind is not Kind.BUREAU:
        return _("街镇") if len(agency.region) > len("230103") else _("单位")
    if agency.region.endswith("0000"):
        return _("省")
    return _("市") if agency.region.endswith("00") else _("区县")


def held(span: timedelta) -> str:
    """Return a length of time as people say it: 即时, 5 小时, 10 天."""
    hours = int(span.total_seconds() // 3600)
    if hours < 1:
        return _("不到 1 小时")
    return _("%(n)s 小时") % {"n": hours} if hours < 24 else _("%(n)s 天") % {"n": hours // 24}  # noqa: PLR2004 - a day


@dataclass(frozen=True, slots=True)
class Link:
    """A paper that came of a step."""

    url: str
    word: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the timeline, in the words of the shared part."""

    number: int
    at: datetime
    recorded_at: datetime
    word: str
    cost: str
    who: str
    body: str
    key: bool
    ok: bool
    late_entry: bool
    links: list[Link] = field(default_factory=list)


def timeline(life: Life, links: Mapping[int, list[Link]], shows: Showing) -> list[Line]:
    """Return every act, newest first, with when it happened and, if later, when it was typed in.

    What it said beside its name is empty where its part is not seen; `life` is as it may be told.
    """
    told = [_line(life, place, links.get(event.number, []), shows) for place, event in enumerate(life.events)]
    return told[::-1]


def key_points(lines: Iterable[Line], life: Life) -> list[Line]:
    """Return only the acts that move a case on."""
    keys = {event.number for event in life.events if event.step in wording.KEY_STEPS}
    return [line for line in lines if line.number in keys]


def links_by_step(papers: Iterable[tuple[int, Link]]) -> dict[int, list[Link]]:
    """Return papers by the number of the step that issued them."""
    found: dict[int, list[Link]] = defaultdict(list)
    for number, link in papers:
        found[number].append(link)
    return found


def _line(life: Life, place: int, links: list[Link], shows: Showing) -> Line:
    event = life.events[place]
    late = event.recorded_at - event.occurred_at > LATE_ENTRY
    return Line(
        number=event.number,
        at=event.occurred_at,
        recorded_at=event.recorded_at,
        word=str(shared.STEPS[event.step]),
        cost=_cost(life, place, late=late),
        who=who(life, event),
        body=body_of(life, event) if shows.reads(event) else "",
        key=event.step in wording.KEY_STEPS,
        ok=event.step in (Step.CLOSE, Step.RESOLVE),
        late_entry=late or event.step is Step.SUPPLEMENT,
        links=links,
    )


def _cost(life: Life, place: int, *, late: bool) -> str:
    event = life.events[place]
    if late:
        return _("%(day)s 录入") % {"day": f"{event.recorded_at.astimezone(CHINA):%Y-%m-%d %H:%M}"}
    if place == 0 or event.step not in wording.KEY_STEPS:
        return ""
    return _("距上一步 %(span)s") % {"span": held(event.occurred_at - life.events[place - 1].occurred_at)}


def who(life: Life, event: Event) -> str:
    """Return who acted: an officer by name, the petitioner and the house itself as such."""
    if not event.agency:
        return _("信访人") if Role.PETITIONER in ACCESS[event.step] else event.actor or _("系统")
    return " · ".join(part for part in (life.agency(event.agency).name, event.actor) if part)
