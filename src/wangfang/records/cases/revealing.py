"""Shows one hidden field of one person behind a petition (查看原文): asked, written down, then opened."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.facts import life_of
from wangfang.records.cases.missing import NotFound
from wangfang.records.cases.models import Case
from wangfang.records.ledger import reveals
from wangfang.records.ledger.access import Looker
from wangfang.records.ledger.reveals import Wanted
from wangfang.rules import revealing
from wangfang.rules.facts import Act, Life, day_of, start_of
from wangfang.rules.joint import Agent, Signer
from wangfang.rules.revealing import Field, Spot, Whose, Why

DAY = timedelta(days=1)


def require_there(case: Case, life: Life, spot: Spot) -> None:
    """Let a field be asked for that there is.

    Raises:
        NotFound: the case is a secret one, or the field is empty; the two are not told apart.
    """
    if not (revealing.may_be_asked_for(life) and _value(case, spot)):
        raise NotFound


@transaction.atomic
def reveal(case: Case, spot: Spot, why: Why, by: Looker, act: Act) -> str:
    """Return a field of a case in full, once it is written down who was shown it and what for.

    What one person is shown is counted one after the other, so that two requests at the same moment are two.

    Raises:
        NotFound: the case is a secret one, or the field is empty.
        NotYours: the post sees it masked, or not at all.
        TooMany: the hour is full.
        NoKey: it cannot be written down.
    """
    life, now = life_of(case, tree()), act.recorded_at
    require_there(case, life, spot)
    revealing.require_may_reveal(act.actor, life, now)
    reveals.alone(by.who)
    revealing.require_room(reveals.shown_to(by.who, now - revealing.HOUR), now)
    reveals.write(wanted(case, spot, why), by, now)
    _watch(by, act)
    return _value(case, spot)


def wanted(case: Case, spot: Spot, why: Why) -> Wanted:
    """Return what is asked for, as the trace is told it."""
    return Wanted(case.number, str(spot), str(why.reason), why.text.strip())


def _watch(by: Looker, act: Act) -> None:
    """Raise what alarms the day of a person gives reason for, with the field that was just written down."""
    today = start_of(day_of(act.recorded_at))
    count = len(reveals.shown_to(by.who, today))
    peers = reveals.days_of_peers(by, today - revealing.PEERS_SINCE, today + DAY)
    for kind in sorted(revealing.alarms(count, peers)):
        reveals.raise_alarm(str(kind), count, by, act.recorded_at, today)


def _value(case: Case, spot: Spot) -> str:
    """Return the field, empty when there is none."""
    people: dict[Whose, tuple[Signer | Agent, ...]] = {
        Whose.SIGNER: case.petitioner.joint,
        Whose.AGENT: case.petitioner.acting,
    }
    if spot.whose is Whose.PETITIONER:
        anonymous = case.petitioner.anonymous and spot.field is Field.NAME
        return "" if anonymous else str(getattr(case.petitioner, spot.field))
    beside = people[spot.whose]
    return str(getattr(beside[spot.place - 1], spot.field)) if spot.place <= len(beside) else ""
