"""The briefs as they are read, edited, sent and signed for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import NotFound
from wangfang.records.ledger.append import append
from wangfang.records.rhythms.composing import digest_of
from wangfang.records.rhythms.models import Brief, Receipt, Run
from wangfang.rules.briefs import (
    WRITERS,
    receivers,
    require_reader,
    require_text,
    require_unsent,
    require_writer,
)
from wangfang.rules.facts import Act, Actor, Agency, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import Rhythm

SHOWN = 50
"""Briefs and runs that a page shows."""


def own(actor: Actor) -> list[Brief]:
    """Return the newest briefs of the actor's own bureau, for whoever writes them."""
    if actor.role not in WRITERS:
        return []
    rows = Brief.objects.filter(bureau_id=_key(actor)).select_related("run", "bureau")
    return list(rows.order_by("-run__due_on", "-pk")[:SHOWN])


def received(actor: Actor) -> list[Receipt]:
    """Return the newest briefs that were sent to the actor's agency, those that nobody has signed for among them."""
    if actor.role not in WRITERS:
        return []
    rows = Receipt.objects.filter(agency_id=_key(actor)).select_related("brief__run", "brief__bureau")
    return list(rows.order_by("-brief__sent_at", "-pk")[:SHOWN])


def drafts_made() -> list[Run]:
    """Return the newest quarters of which a bulletin was drafted, for whoever has to go on with it."""
    rows = Run.objects.filter(rhythm=Rhythm.QUARTER, done_at__isnull=False)
    return list(rows.order_by("-due_on")[:SHOWN])


def opened(key: int, actor: Actor) -> Brief:
    """Return a brief of the actor's own bureau, or one that was sent to the actor's agency.

    Raises:
        NotFound: there is none of that key for this actor.
    """
    mine = Q(bureau_id=_key(actor)) | Q(receipts__agency_id=_key(actor))
    rows = Brief.objects.filter(mine, pk=key) if actor.role in WRITERS else Brief.objects.none()
    found = rows.select_related("run", "bureau").distinct().first()
    if found is None:
        raise NotFound
    return found


def receipts(brief: Brief) -> list[Receipt]:
    """Return to whom a brief was sent, and who signed for it."""
    return list(Receipt.objects.filter(brief=brief).select_related("agency").order_by("pk"))


@transaction.atomic
def edit(key: int, texts: Sequence[str], act: Act) -> Brief:
    """Change the words of a brief, section by section; its figures stay, and are named in braces.

    Raises:
        NotFound: there is no such brief for this actor.
        NotYours: it is another bureau's.
        Refused: it was sent, a section is empty or too long, names an unknown figure, or is missing.
    """
    brief = _written(key, act)
    if len(texts) != len(brief.drafted):
        raise Refused("小结的节数对不上，请刷新页面再改")
    for text in texts:
        require_text(text, brief.figures)
    sections = zip(brief.drafted, texts, strict=True)
    brief.texts = [{"heading": one["heading"], "text": text.strip()} for one, text in sections]
    brief.digest = digest_of(brief, brief.texts)
    brief.edited_by, brief.edited_at = act.actor.login, act.recorded_at
    brief.save(update_fields=["texts", "digest", "edited_by", "edited_at"])
    _trace(brief, "brief_edited", act, digest=brief.digest)
    return brief


@transaction.atomic
def send(key: int, act: Act) -> int:
    """Send a brief: a week's to the bureau's own leader, a month's to the bureaus below as well; returns to how many.

    Raises:
        NotFound, NotYours: as `edit`.
        Refused: it was sent.
    """
    brief = _written(key, act)
    bureau, known = _bureau(brief), tree()
    standing = {code: one for code, one in known.by_code.items() if one.exists_on(act.day)}
    codes = receivers(Rhythm(brief.run.rhythm), bureau, standing)
    Receipt.objects.bulk_create(Receipt(brief=brief, agency_id=known.key_of[code]) for code in codes)
    brief.sent_by, brief.sent_at = act.actor.login, act.recorded_at
    brief.save(update_fields=["sent_by", "sent_at"])
    _trace(brief, "brief_sent", act, digest=brief.digest, receivers=len(codes))
    return len(codes)


@transaction.atomic
def sign_for(key: int, act: Act) -> Receipt:
    """Sign for a brief that was sent to the actor's agency (签收); who signed first stays.

    Raises:
        NotFound: it was not sent there.
        NotYours: the post may not sign for it.
    """
    brief = opened(key, act.actor)
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("agency")
    found = rows.filter(brief=brief, agency_id=_key(act.actor)).first()
    if found is None:
        raise NotFound
    require_reader(act.actor, _bureau(brief), found.agency.code)
    if found.read_at is None:
        found.read_by, found.read_name, found.read_at = act.actor.login, act.actor.name, act.recorded_at
        found.save(update_fields=["read_by", "read_name", "read_at"])
        _trace(brief, "brief_read", act, agency=found.agency.code)
    return found


def may_write(brief: Brief, actor: Actor) -> bool:
    """Tell whether the buttons of who writes a brief are shown; the rules decide when they are pressed."""
    return brief.sent_at is None and actor.role in WRITERS and _key(actor) == brief.bureau_id


def to_write(key: int, actor: Actor) -> Brief:
    """Return a brief for whoever is about to change it.

    Raises:
        NotFound: there is none of that key for this actor.
        NotYours: it is another bureau's.
        Refused: it was sent.
    """
    found = opened(key, actor)
    require_writer(actor, _bureau(found))
    require_unsent(is_sent=found.sent_at is not None)
    return found


def may_sign_for(brief: Brief, receipt: Receipt, actor: Actor) -> bool:
    """Tell whether the button of who signs for a brief is shown; the rules decide when it is pressed."""
    leads = actor.role is Role.BUREAU_LEADER or receipt.agency_id != brief.bureau_id
    return receipt.read_at is None and receipt.agency_id == _key(actor) and actor.role in WRITERS and leads


def _written(key: int, act: Act) -> Brief:
    brief = Brief.objects.select_for_update(of=("self",)).select_related("run").get(pk=opened(key, act.actor).pk)
    require_writer(act.actor, _bureau(brief))
    require_unsent(is_sent=brief.sent_at is not None)
    return brief


def _bureau(brief: Brief) -> Agency:
    known = tree()
    return known.agency(known.code_of[brief.bureau_id])


def _key(actor: Actor) -> int:
    return tree().key_of[actor.agency.code] if actor.agency else 0


def _trace(brief: Brief, step: str, act: Act, **said: object) -> None:
    told: Mapping[str, object] = {"step": step, "actor": act.actor.login, "period": brief.run.period, **said}
    append(f"brief:{brief.pk}", act.recorded_at, told)
