"""How are lists turned page by page: each page begins where the last one ended, at the same cost at any depth?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q

from wangfang.interfaces.api.shapes import CasesAsked, PageTold, WorklistAsked
from wangfang.interfaces.api.telling import line_of
from wangfang.records.cases import lookups
from wangfang.rules.facts import day_of
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Actor
    from wangfang.rules.showing import Showing

LARGEST_KEY = 2**63 - 1
_NO_MARK = "after 应当原样用上一页的 next"
Place = TypeVar("Place", date, datetime)


def seen(asked: CasesAsked, actor: Actor, now: datetime) -> PageTold:
    """Return a page of the cases that the actor may see, newest first."""
    rows = lookups.visible_to(actor)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.since:
        rows = rows.filter(moved_at__gte=asked.since)
    if asked.after:
        moment, key = _mark(asked.after, _aware)
        rows = rows.filter(received_at__lte=moment).filter(~Q(received_at=moment) | Q(pk__gt=key))
    found = list(
        rows.select_related("petitioner").only(*lookups.SHOWN).order_by("-received_at", "pk")[: lookups.PAGE + 1]
    )
    return _page(found, lambda case: case.received_at, lookups.shown_in_list(found, actor, now))


def waiting(asked: WorklistAsked, actor: Actor, now: datetime) -> PageTold:
    """Return a page of the cases that the actor's agency holds, those with the least time left first."""
    after = _mark(asked.after, date.fromisoformat) if asked.after else None
    filters = lookups.Filters(asked.view, asked.words, asked.category, asked.region, after, now)
    found = lookups.worklist(actor, filters, day_of(now))
    return _page(found, lambda case: case.due_on, lookups.shown_in_list(found, actor, now))


def _page(rows: list[Case], place: Callable[[Case], date], shows: Mapping[int, Showing]) -> PageTold:
    """Return the rows of a page, and where the next one begins when there is one."""
    last = rows[lookups.PAGE - 1] if len(rows) > lookups.PAGE else None
    following = f"{place(last).isoformat()},{last.pk}" if last else None
    return PageTold(cases=[line_of(case, shows[case.pk]) for case in rows[: lookups.PAGE]], next=following)


def _mark(text: str, read: Callable[[str], Place]) -> tuple[Place, int]:
    """Return where a page begins, as `next` of the page before has told it.

    Raises:
        Refused: it is no such text.
    """
    words, _comma, key = text.partition(",")
    if not (key.isascii() and key.isdigit() and len(key) < len(str(LARGEST_KEY))):
        raise Refused(_NO_MARK)
    try:
        return read(words), int(key)
    except ValueError as wrong:
        raise Refused(_NO_MARK) from wrong


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
