"""How do the opinions that units have served lately answer: measured for whoever inspects, as hints, and kept nowhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups, showing
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.models import Case
from wangfang.rules.access import require_inspector
from wangfang.rules.answering import Measured, measure
from wangfang.rules.facts import Actor, Agency, Event, Kind, Life, Step
from wangfang.rules.labels import Part
from wangfang.rules.showing import Showing
from wangfang.rules.states import State

LATELY = timedelta(days=30)
"""How far back is looked over all units at once; of one unit everything is looked at."""
OTHERS = 10
"""With how many other opinions of the same unit, the nearest on the page, each one is compared."""
_WRITTEN = ("facts", "text", "basis")

Mark = tuple[datetime, int]
"""Where a page ended: when its last case moved, and the key of that case."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An opinion that was served: its case, who wrote it (a code), the day of service, and how it answers."""

    case: Case
    shows: Showing
    unit: str
    served_on: date
    found: Measured


@dataclass(frozen=True, slots=True)
class Page:
    """The opinions of one page, newest first, how many cases were looked at for it, and where the next begins, if there is one."""

    answered: list[Answered]
    looked_at: int
    next: Mark | None


def units_of(actor: Actor, day: date) -> list[Agency]:
    """Return the units below the actor's bureau on a day, in the order of their codes.

    Raises:
        NotYours: the post does not inspect.
    """
    bureau = require_inspector(actor)
    return [one for one in tree().under(bureau.code) if one.kind is Kind.UNIT and one.exists_on(day)]


def page_of(actor: Actor, units: Collection[Agency], moment: datetime, after: Mark | None = None) -> Page:
    """Return one page of the cases that ended at some units with an opinion, those the actor may read.

    The cost does not grow with the depth of the page, nor with what lies behind it. Of a case whose content the actor
    does not see, and of one that ended without an opinion, there is no line.
    """
    found = tree()
    rows = list(_ended(actor, {found.key_of[one.code] for one in units}, moment, after)[: lookups.PAGE + 1])
    cases = rows[: lookups.PAGE]
    shows, lives = showing.of_cases(cases, actor, moment), lives_of(cases, found)
    read = [case for case in cases if shows[case.pk].whole(Part.CONTENT)]
    said = [(case, event) for case in read if (event := _opinion(lives[case.pk]))]
    answered = [_answered(case, lives[case.pk], shows[case.pk], nth, said) for nth, (case, _event) in enumerate(said)]
    last = cases[-1] if len(rows) > lookups.PAGE else None
    return Page(answered, len(cases), (last.moved_at, last.pk) if last else None)


def _ended(actor: Actor, keys: Collection[int], moment: datetime, after: Mark | None) -> QuerySet[Case]:
    """Return the cases that ended at some agencies, those that moved last first, by the index of what is done."""
    rows = lookups.visible_to(actor).filter(
        holder_id__in=sorted(keys),
        is_open=False,
        state__in=(State.CLOSED, State.FINALIZED),
        secrecy__lt=2,
        destroyed="",
    )
    if len(keys) > 1:
        rows = rows.filter(moved_at__gt=moment - LATELY)
    if after:
        rows = rows.filter(moved_at__lte=after[0]).exclude(Q(moved_at=after[0], pk__lte=after[1]))
    return rows.select_related("petitioner").order_by("-moved_at", "pk")


def _opinion(life: Life) -> Event | None:
    """Return the opinion that a case ended with."""
    return next((event for event in reversed(life.events) if event.step is Step.ISSUE_OPINION), None)


def _answered(case: Case, life: Life, shows: Showing, nth: int, said: Sequence[tuple[Case, Event]]) -> Answered:
    event = said[nth][1]
    others = _near(nth, [(one.agency, _text(one)) for _, one in said])
    served = next((one for one in reversed(life.events) if one.step is Step.SERVE), event)
    return Answered(case, shows, event.agency, served.day, measure(case.title, case.text, _text(event), others))


def _near(nth: int, written: Sequence[tuple[str, str]]) -> list[str]:
    """Return the opinions of the same unit that stand nearest to one, without itself."""
    unit = written[nth][0]
    others = [(abs(at - nth), text) for at, (who, text) in enumerate(written) if who == unit and at != nth]
    return [text for _, text in sorted(others)[:OTHERS]]


def _text(event: Event) -> str:
    return "\n".join(event.text(key) for key in _WRITTEN if event.text(key))
