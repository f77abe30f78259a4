"""How hot matters are shown: a line of the list, the weeks of one, its cases with what holds them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters.alike import percent_of
from wangfang.interfaces.desk.presenters.cases import row_of
from wangfang.interfaces.desk.wording import TRENDS
from wangfang.interfaces.frame.templatetags.frame import china_day
from wangfang.records.agencies.tree import tree
from wangfang.rules import access
from wangfang.rules.facts import Step, day_of
from wangfang.rules.hot_matters import weekly

if TYPE_CHECKING:
    from datetime import datetime

    from wangfang.interfaces.desk.presenters.cases import Row
    from wangfang.records.hot_matters.lookups import Seen, Told
    from wangfang.records.hot_matters.reasons import Likest, Page
    from wangfang.rules.facts import Actor

WEEKS = 26
"""So far back the page of a matter counts week by week."""


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One matter on the list and on top of its page."""

    number: int
    name: str
    places: str
    heat: str
    size: int
    people: int
    writers: int
    span_days: int
    trend: str
    colour: str
    newest: str
    url: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of a matter: its row, the other one that it is likest to, why, and where the two are settled."""

    row: Row
    received: str
    other: str
    percent: int
    reasons: str
    is_settled: bool
    compare_url: str
    link_url: str


def line_of(told: Told) -> MatterLine:
    """Return the line of a matter."""
    colour, word = TRENDS[told.trend]
    return MatterLine(
        number=told.number,
        name=told.title,
        places=_("、").join(told.places),
        heat=f"{told.heat.heat:.1f}",
        size=told.heat.size,
        people=told.people,
        writers=told.heat.writers,
        span_days=told.heat.span_days,
        trend=str(word),
        colour=colour,
        newest=told.heat.last_on.isoformat(),
        url=reverse("desk:hot-matter", args=[told.number]),
    )


def weeks_of(told: Told, moment: datetime) -> tuple[list[tuple[str, int]], int]:
    """Return how many petitions came in week by week, the newest first, and the most of one week."""
    days = (day_of(one.case.received_at) for one in told.members)
    weeks = weekly(days, day_of(moment), WEEKS)
    return [(monday.isoformat(), count) for monday, count in weeks], max(count for _monday, count in weeks)


def case_lines(page: Page, actor: Actor, moment: datetime) -> list[CaseLine]:
    """Return the cases of one page of a matter."""
    return [_case_line(one, likest, actor, moment) for one, likest in zip(page.members, page.likest, strict=True)]


def shared_words(page: Page) -> list[str]:
    """Return what several petitions of a matter name, with how many do."""
    return [_("%(count)s 件都提到“%(name)s”") % {"name": name, "count": count} for name, count in page.shared]


def _case_line(one: Seen, likest: Likest, actor: Actor, moment: datetime) -> CaseLine:
    page = reverse("desk:alike", args=[one.case.number])
    link = reverse("desk:link", args=[one.case.number])
    with_other = f"?with={likest.number}"
    is_open = not likest.is_settled
    return CaseLine(
        row=row_of(one.case, day_of(moment), one.shows),
        received=china_day(one.case.received_at),
        other=likest.number,
        percent=percent_of(likest.score),
        reasons=_("、").join(likest.reasons),
        is_settled=likest.is_settled,
        compare_url=f"{page}{with_other}" if is_open else "",
        link_url=f"{link}{with_other}" if is_open and _may_link(one, actor) else "",
    )


def _may_link(one: Seen, actor: Actor) -> bool:
    """Tell whether the link is offered: to who holds the case; the rules decide when it is pressed."""
    own = actor.agency.code if actor.agency else ""
    return access.may(actor.role, Step.LINK) and tree().code_of[one.case.holder_id] == own
