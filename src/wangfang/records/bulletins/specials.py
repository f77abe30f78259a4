"""Writes a special report (专报) on one subject: a county, an agency below, or a matter of many petitions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import figures
from wangfang.records.bulletins.composing import Kept
from wangfang.records.bulletins.drafting import issuer_for, written
from wangfang.records.bulletins.models import Bulletin
from wangfang.records.bulletins.sections.annexes import basis
from wangfang.records.bulletins.sections.special import of_entrant, of_matter
from wangfang.records.frozen.freezing import at_hand
from wangfang.records.hot_matters.lookups import hottest, open_matter
from wangfang.records.indicators.lookups import name_of
from wangfang.rules.bulletins import Series
from wangfang.rules.facts import Act, Actor, Agency, Kind
from wangfang.rules.hot_matters import READERS
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

COUNTY, AGENCY, MATTER = "county", "agency", "matter"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a special report is about: its kind, the code or number within the kind, and what it is called."""

    kind: str
    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


def subjects(act: Act) -> list[Subject]:
    """Return what the actor may write a special report about: counties, agencies directly below, the hottest matters.

    Raises:
        NotYours, Refused: see `drafting.draft`.
    """
    issuer, found = issuer_for(act), tree()
    counties = [Subject(COUNTY, code, name_of(code, COUNTY, found, act.day)) for code in figures.county_codes(act.day)]
    below = [one for one in found.under(issuer.code) if _is_below(one, issuer) and one.exists_on(act.day)]
    return [*counties, *(Subject(AGENCY, one.code, one.name) for one in below), *_matters(act.actor, act)]


@transaction.atomic
def draft(subject: str, period: Period, definition: Definition, act: Act) -> Bulletin:
    """Draft a special report on a subject ("county:230103", "agency:HL-ZJ", "matter:7"), from the figures of a period.

    Raises:
        NotYours: the actor does not write bulletins, or not at the bureau that issues them.
        Refused: there is no such subject.
        NotFound: of the matter the actor sees too little.
    """
    issuer = issuer_for(act)
    about = next((one for one in subjects(act) if str(one) == subject), None)
    if about is None:
        raise Refused("选一个写专报的对象")
    snapshot = figures.take(at_hand(period, definition, act), issuer, act.recorded_at, act.day)
    if about.kind == MATTER:
        pens = of_matter(snapshot, open_matter(int(about.code), act.actor, act.recorded_at))
        title = f"关于“{about.name}”有关情况的专报"
    else:
        pens = of_entrant(snapshot, about.code, about.name)
        title = f"关于{about.name}{period.in_words()}网上信访工作情况的专报"
    kept: Kept = {"title": title, "sections": [], "annexes": [], "basis": basis(snapshot)}
    return written(Bulletin(series=Series.SPECIAL, subject=subject), snapshot, kept, pens, act)


def _matters(actor: Actor, act: Act) -> list[Subject]:
    if actor.role not in READERS:
        return []
    return [Subject(MATTER, str(one.number), one.title) for one in hottest(actor, act.recorded_at)]


def _is_below(agency: Agency, issuer: Agency) -> bool:
    return agency.line[-2:-1] == (issuer.code,) and agency.kind is Kind.UNIT
