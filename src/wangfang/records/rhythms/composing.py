"""Writes the briefs of a week or a month (周小结、月汇总), one for each bureau, from figures that are kept with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.ledger.append import append
from wangfang.records.ledger.formats import canonical
from wangfang.records.printing import shapes
from wangfang.records.rhythms import figures, wording
from wangfang.records.rhythms.models import Brief, Run
from wangfang.rules.facts import Act, Agency, Kind
from wangfang.rules.rhythms import Due, Rhythm, due_of


@transaction.atomic
def compose(run: Run, due: Due, act: Act) -> int:
    """Write the brief of every bureau for a period; returns how many."""
    found = tree()
    bureaus = [one for one in found.by_code.values() if one.kind is Kind.BUREAU and one.exists_on(due.on)]
    if not bureaus:
        return 0
    before = due_of(due.rhythm, _name_before(due), found.law.calendar)
    span = figures.Span(due.span, before.span)
    taken = figures.take(span, act.recorded_at)
    briefs = [_brief(run, bureau, _said(due, span, taken, bureau), act) for bureau in bureaus]
    Brief.objects.bulk_create(briefs)
    for one in sorted(briefs, key=lambda one: one.bureau_id):
        said = {"step": "brief_composed", "actor": act.actor.login, "bureau": found.code_of[one.bureau_id]}
        append(f"brief:{one.pk}", act.recorded_at, {**said, "period": due.name, "digest": one.digest})
    return len(briefs)


def digest_of(brief: Brief, texts: Sequence[Mapping[str, str]]) -> str:
    """Return the digest of a brief with these texts: its figures and tables stand in it."""
    said = {"figures": brief.figures, "tables": brief.tables, "texts": list(texts)}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


Said = tuple[Due, Mapping[str, str], list[shapes.Table], list[dict[str, str]]]


def _said(due: Due, span: figures.Span, taken: figures.Taken, bureau: Agency) -> Said:
    known = wording.figures_of(taken, bureau, tree())
    tables = wording.tables_of(taken, bureau, tree(), is_month=due.rhythm is Rhythm.MONTH)
    return due, known, tables, wording.texts_of(span, known, is_month=due.rhythm is Rhythm.MONTH)


def _brief(run: Run, bureau: Agency, said: Said, act: Act) -> Brief:
    due, known, tables, texts = said
    brief = Brief(
        run=run,
        bureau_id=tree().key_of[bureau.code],
        start=due.start,
        end=due.end,
        as_of=act.recorded_at,
        figures=dict(known),
        tables=tables,
        drafted=texts,
        texts=texts,
    )
    brief.digest = digest_of(brief, texts)
    return brief


def _name_before(due: Due) -> str:
    return due.span.before().name
