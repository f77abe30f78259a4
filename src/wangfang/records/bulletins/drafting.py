"""Writes a quarterly bulletin from the figures of its period, and locks those figures with it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from wangfang.records.agencies.directory import issuer_of
from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import figures
from wangfang.records.bulletins.composing import Kept, put_together
from wangfang.records.bulletins.models import Bulletin, Passage
from wangfang.records.bulletins.sections.annexes import annexes, basis
from wangfang.records.bulletins.sections.coming_in import overall
from wangfang.records.bulletins.sections.concluding import demands, problems
from wangfang.records.bulletins.sections.in_time import bureaus, units
from wangfang.records.bulletins.sections.pen import Pen
from wangfang.records.bulletins.sections.rated import base_work, ratings
from wangfang.records.bulletins.sections.repeated import repeats, watching
from wangfang.records.frozen.freezing import at_hand
from wangfang.records.ledger.append import append
from wangfang.rules.bulletins import Move, Series, Stage, require_move
from wangfang.rules.facts import Act, Agency
from wangfang.rules.indicators import VERSIONS, Definition
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

SECTIONS = (overall, bureaus, units, ratings, base_work, repeats, watching, problems, demands)
"""The nine sections, in their order."""


@transaction.atomic
def draft(period: Period, definition: Definition, act: Act) -> Bulletin:
    """Draft the bulletin of a period (季通报) from its frozen figures; it has no number yet.

    The period is frozen for it, unless nothing has changed since it was frozen last.

    Raises:
        NotYours: the actor does not write bulletins, or not at the bureau that issues them.
        Refused: there is no petition bureau yet that could issue it, or the period has not begun.
    """
    issuer = issuer_for(act)
    snapshot = figures.take(at_hand(period, definition, act), issuer, act.recorded_at, act.day)
    city = issuer.name.removesuffix("信访局")
    kept: Kept = {
        "title": f"关于{period.in_words()}{city}网上信访工作情况的通报",
        "sections": [],
        "annexes": annexes(snapshot),
        "basis": basis(snapshot),
    }
    return written(Bulletin(series=Series.QUARTERLY), snapshot, kept, [write(snapshot) for write in SECTIONS], act)


def issuer_for(act: Act) -> Agency:
    """Return the bureau that issues bulletins, where the actor may draft one.

    Raises:
        NotYours, Refused: see `draft`.
    """
    issuer = issuer_of(tree())
    if issuer is None:
        raise Refused("还没有信访部门，请先导入机构")
    require_move(act.actor, Move.DRAFT, Stage.DRAFT, issuer)
    return issuer


def written(bulletin: Bulletin, of: figures.Snapshot, kept: Kept, pens: Sequence[Pen], act: Act) -> Bulletin:
    """Save a new bulletin with the first version of its texts, and trace it."""
    bulletin.kept = dict(kept) | {"sections": [pen.section() for pen in pens]}
    bulletin.period, bulletin.definition, bulletin.version = of.period.name, of.definition, VERSIONS[of.definition]
    bulletin.issuer_id, bulletin.year = tree().key_of[of.issuer.code], of.period.start.year
    bulletin.drafted_by, bulletin.drafted_at, bulletin.as_of = act.actor.login, act.occurred_at, of.taken_at
    bulletin.frozen = of.frozen
    texts = {number: pen.text for number, pen in enumerate(pens, start=1)}
    put_together(bulletin, texts, act.day)
    bulletin.save(force_insert=True)
    who = {"by": act.actor.login, "by_name": act.actor.name, "at": act.recorded_at}
    Passage.objects.bulk_create(
        Passage(bulletin=bulletin, section=number, version=1, text=text, **who) for number, text in texts.items()
    )
    trace(bulletin, "draft_bulletin", act, period=bulletin.period, digest=bulletin.digest)
    return bulletin


def trace(bulletin: Bulletin, step: str, act: Act, **more: object) -> None:
    """Write the line of the trace that an act on a bulletin leaves."""
    append(f"bulletin:{bulletin.pk}", act.recorded_at, {"step": step, "actor": act.actor.login, **more})
