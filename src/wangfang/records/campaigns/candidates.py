"""Which cases does a query find for a campaign, and what is missing on each of them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db.models import QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.cases.visible import visible_to
from wangfang.rules.basics import missing
from wangfang.rules.campaigns import MOST, MOST_SECRET, Query
from wangfang.rules.facts import Actor, Form, Life, Purpose, Step, start_of
from wangfang.rules.joint import Behind, Signer, headcount
from wangfang.rules.on_file import Copy, OnFile
from wangfang.rules.refusal import Refused
from wangfang.rules.states import State

BATCH = 200
MOST_LOOKED_INTO = 20_000
"""Cases that one query may look into; it opens their petitions."""

Copies = Mapping[str, Sequence[Copy]]
"""By the number of a first case those that were merged into it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A case that the query finds, with the words of what is missing."""

    case: Case
    missing: tuple[str, ...]


def found(query: Query, actor: Actor, day: date) -> list[Found]:
    """Return what a query finds among what the actor sees, in the order of the numbers; one more than `MOST` at most.

    Raises:
        Refused: it would have to look into too many.
    """
    copies = copies_seen(actor)
    rows = _rows(query, actor)
    if query.merged:
        rows = rows.filter(number__in=list(copies))
    if rows.count() > MOST_LOOKED_INTO:
        raise Refused(f"条件太宽，要查的超过 {MOST_LOOKED_INTO} 件，先缩小范围")
    lacking = (one for one in _looked_into(rows, copies, day) if set(one.missing) & set(query.items))
    kept = (Found(one.case, tuple(key for key in one.missing if key in query.items)) for one in lacking)
    return list(islice(kept, MOST + 1))


def open_to_campaigns(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor sees and that may stand on a list: no accusations, nothing secret, nothing destroyed."""
    rows = visible_to(actor).filter(secrecy__lte=MOST_SECRET, destroyed="")
    return rows.exclude(purpose=Purpose.ACCUSATION)


def copies_seen(actor: Actor, into: str = "") -> Copies:
    """Return the copies (重件) that the actor sees, by the number of the case that each was merged into last."""
    merged = open_to_campaigns(actor).filter(state=State.MERGED)
    steps = StepTaken.objects.filter(step=Step.MERGE, case__in=merged).order_by("case__number", "number")
    if into:
        steps = steps.filter(kept__into=into)
    last = {step.case.number: step.detail for step in steps.select_related("case")}
    copies: dict[str, list[Copy]] = {}
    for number, detail in last.items():
        copies.setdefault(str(detail["into"]), []).append(Copy(number, str(detail.get("why") or "")))
    return copies


def on_file_of(case: Case, life: Life, copies: Sequence[Copy], day: date) -> OnFile:
    """Return a case as a check asks for it: how many are named and which numbers there are, not which."""
    who = case.petitioner
    own = Signer(who.name, who.id_type, who.id_number, who.phone)
    return OnFile(
        life=life,
        named=0 if who.anonymous else headcount(Behind(Form(case.form), case.people, own, who.joint)),
        numbered=bool(who.id_number),
        reachable=bool(who.phone),
        anonymous=who.anonymous,
        content=case.content,
        copies=tuple(copies),
        late=case.is_open and case.due_on < day,
    )


def _rows(query: Query, actor: Actor) -> QuerySet[Case]:
    known = tree()
    under = [known.key_of[agency.code] for agency in known.under(query.under)]
    rows = open_to_campaigns(actor).filter(form__in=query.forms, holder_id__in=under)
    until = start_of(query.until + timedelta(days=1))
    return rows.filter(received_at__gte=start_of(query.since), received_at__lt=until).exclude(state=State.MERGED)


def _looked_into(rows: QuerySet[Case], copies: Copies, day: date) -> Iterator[Found]:
    stream = rows.select_related("petitioner").order_by("number").iterator(chunk_size=BATCH)
    while batch := list(islice(stream, BATCH)):
        lives = lives_of(batch, tree())
        for case in batch:
            on_file = on_file_of(case, lives[case.pk], copies.get(case.number, ()), day)
            yield Found(case, tuple(item.key for item in missing(on_file)))
