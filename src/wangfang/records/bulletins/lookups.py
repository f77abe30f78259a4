"""The reads of bulletins that interfaces may use, and which of them somebody reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins.models import Bulletin, Passage, Receipt, Turn
from wangfang.records.cases.lookups import NotFound
from wangfang.rules.bulletins import READS_DRAFTS, RECEIVERS, Move, Series, Stage, may_read
from wangfang.rules.facts import Actor, Role
from wangfang.rules.locked_figures import marked
from wangfang.rules.periods import Period

SHOWN = 50
MOST = 2**63 - 1
"""The greatest key there could be."""


def newest(actor: Actor, limit: int = SHOWN) -> list[Bulletin]:
    """Return the newest bulletins that somebody reads."""
    return list(_read_by(actor).select_related("issuer").defer("kept").order_by("-pk")[:limit])


def bulletin(key: int, actor: Actor) -> Bulletin:
    """Return one bulletin.

    Raises:
        NotFound: there is none of that key that this actor reads.
    """
    found = Bulletin.objects.select_related("issuer").filter(pk=key).first() if key <= MOST else None
    if found is None:
        raise NotFound
    sent = {one.agency.code for one in receipts(found)}
    if not may_read(actor, Stage(found.stage), Series(found.series), found.issuer.code, sent):
        raise NotFound
    return found


def texts(found: Bulletin) -> dict[int, Passage]:
    """Return the newest version of each section, in their order."""
    rows = Passage.objects.filter(bulletin=found).order_by("section", "version")
    return {row.section: row for row in rows}


def versions(found: Bulletin, section: int) -> list[Passage]:
    """Return every version of a section, the newest first."""
    return list(Passage.objects.filter(bulletin=found, section=section).order_by("-version"))


def wanted(found: Bulletin, section: int) -> tuple[str, ...]:
    """Return the names of the figures that every version of a section has to hold: those of the first."""
    first = Passage.objects.filter(bulletin=found, section=section).order_by("version").first()
    return marked(first.text) if first else ()


def turns(found: Bulletin) -> list[Turn]:
    """Return the way of a bulletin, the oldest step first."""
    return list(Turn.objects.filter(bulletin=found).order_by("pk"))


def receipts(found: Bulletin) -> list[Receipt]:
    """Return to whom a bulletin went, and who signed for it, in code order."""
    return list(Receipt.objects.filter(bulletin=found).select_related("agency").order_by("agency__code"))


def received(actor: Actor) -> list[Receipt]:
    """Return what went to the agency of somebody who may sign for it, what waits first, then the newest."""
    if actor.agency is None or actor.role not in RECEIVERS:
        return []
    rows = Receipt.objects.filter(agency_id=tree().key_of[actor.agency.code])
    rows = rows.select_related("bulletin__issuer", "agency").defer("bulletin__kept")
    return sorted(rows.order_by("-pk")[:SHOWN], key=lambda one: one.signed_at is not None)


def reminded(found: Sequence[Receipt]) -> dict[int, datetime]:
    """Return when it was last asked to sign, by the keys of the bulletins of some receipts; those never asked are left out."""
    rows = Turn.objects.filter(bulletin__in=[one.bulletin_id for one in found], move=Move.REMIND)
    return dict(rows.values_list("bulletin").annotate(last=Max("at")).order_by())


def before(found: Bulletin, actor: Actor) -> Bulletin | None:
    """Return the numbered bulletin of the period before under the same definition that somebody reads, none if there is none."""
    earlier = Period.parse(found.period).before().name
    same = _read_by(actor).filter(issuer_id=found.issuer_id, series=found.series, subject=found.subject)
    rows = same.filter(period=earlier, definition=found.definition, serial__isnull=False)
    return rows.select_related("issuer").order_by("-pk").first()


def _read_by(actor: Actor) -> QuerySet[Bulletin]:
    """Return the bulletins that somebody reads: `rules.bulletins.may_read` in the words of the query builder."""
    if actor.role is Role.SYSTEM:
        return Bulletin.objects.all()
    own = tree().key_of[actor.agency.code] if actor.agency else 0
    seen = Q(stage=Stage.ISSUED, series=Series.QUARTERLY)
    if actor.role in READS_DRAFTS:
        seen |= Q(issuer_id=own)
    if actor.role in RECEIVERS:
        went = Receipt.objects.filter(bulletin=OuterRef("pk"), agency_id=own)
        seen |= Q(Exists(went), stage=Stage.ISSUED)
    return Bulletin.objects.filter(seen)
