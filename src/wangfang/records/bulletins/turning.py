"""Takes a bulletin on its way: submitted, sent back, approved with its number, issued, and those who have not signed reminded."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Max

from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import lookups
from wangfang.records.bulletins.composing import put_together, receivers_of
from wangfang.records.bulletins.drafting import trace
from wangfang.records.bulletins.models import Bulletin, Receipt, Turn
from wangfang.rules.bulletins import LONGEST_WHY, Move, Series, Stage, require_another, require_move, require_reminder
from wangfang.rules.facts import Act
from wangfang.rules.refusal import Refused


@transaction.atomic
def submit(key: int, act: Act) -> Bulletin:
    """Submit a draft to the leader (送审).

    Raises:
        NotFound, NotYours, Refused: see `moving`.
    """
    bulletin, stage = moving(key, Move.SUBMIT, act)
    bulletin.submitted_by = act.actor.login
    return _moved(bulletin, Move.SUBMIT, stage, act)


@transaction.atomic
def send_back(key: int, why: str, act: Act) -> Bulletin:
    """Send a bulletin back to be written anew, with the reason (退回).

    Raises:
        NotFound, NotYours, Refused: see `moving`; or no reason is given.
    """
    bulletin, stage = moving(key, Move.SEND_BACK, act)
    reason = why.strip()
    if not reason:
        raise Refused("写明退回的原因")
    if len(reason) > LONGEST_WHY:
        raise Refused(f"退回的原因最多{LONGEST_WHY}个字")
    return _moved(bulletin, Move.SEND_BACK, stage, act, reason)


@transaction.atomic
def approve(key: int, act: Act) -> Bulletin:
    """Approve a bulletin and give it the next number of its year (审定、编号); nothing changes of it afterwards.

    Raises:
        NotFound, NotYours, Refused: see `moving`; or it is one's own.
    """
    bulletin, stage = moving(key, Move.APPROVE, act)
    require_another(act.actor, (bulletin.drafted_by, bulletin.submitted_by))
    bulletin.serial = _next_serial(bulletin)
    put_together(bulletin, {number: row.text for number, row in lookups.texts(bulletin).items()}, act.day)
    return _moved(
        bulletin, Move.APPROVE, stage, act, number=f"{bulletin.year}-{bulletin.serial}", digest=bulletin.digest
    )


@transaction.atomic
def issue(key: int, act: Act) -> Bulletin:
    """Issue a bulletin: upwards to the conveners, down to counties and departments, each to sign for it (印发).

    Raises:
        NotFound, NotYours, Refused: see `moving`; or there is nobody to whom it could go.
    """
    bulletin, stage = moving(key, Move.ISSUE, act)
    found = tree()
    to = receivers_of(found.agency(bulletin.issuer.code), Series(bulletin.series), act.day)
    if not to:
        raise Refused("没有可以发往的单位，请先导入机构")
    bulletin.issued_at = act.recorded_at
    rows = [Receipt(bulletin=bulletin, agency_id=found.key_of[one.agency.code], way=one.way) for one in to]
    Receipt.objects.bulk_create(rows)
    return _moved(bulletin, Move.ISSUE, stage, act, to=len(rows))


@transaction.atomic
def remind(key: int, act: Act) -> int:
    """Remind the agencies that have not signed, once a day (催签收); returns how many.

    Raises:
        NotFound, NotYours, Refused: see `moving`; or nobody is left, or they were reminded today.
    """
    bulletin, stage = moving(key, Move.REMIND, act)
    waiting = Receipt.objects.filter(bulletin=bulletin, signed_at=None).count()
    last = Turn.objects.filter(bulletin=bulletin, move=Move.REMIND).order_by("-pk").first()
    require_reminder(last.at if last else None, waiting, act)
    _moved(bulletin, Move.REMIND, stage, act, waiting=waiting)
    return waiting


def moving(key: int, move: Move, act: Act) -> tuple[Bulletin, Stage]:
    """Return a bulletin of which the actor may take a step, its row locked, and where it stands afterwards.

    Raises:
        NotFound: there is none of that key that the actor reads.
        NotYours: the post may not, or another agency issues it.
        Refused: it does not stand where the step begins.
    """
    seen = lookups.bulletin(key, act.actor)
    locked = Bulletin.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=seen.pk)
    return locked, require_move(act.actor, move, Stage(locked.stage), tree().agency(locked.issuer.code))


def _moved(bulletin: Bulletin, move: Move, stage: Stage, act: Act, why: str = "", **traced: object) -> Bulletin:
    bulletin.stage = stage
    bulletin.save(update_fields=["stage", "serial", "submitted_by", "issued_at", "body", "digest"])
    who = act.actor
    Turn.objects.create(bulletin=bulletin, move=move, why=why, by=who.login, by_name=who.name, at=act.recorded_at)
    trace(bulletin, f"bulletin_{move}", act, **({"why": why} if why else {}), **traced)
    return bulletin


def _next_serial(bulletin: Bulletin) -> int:
    """Return the next number of a year; whoever asks at the same moment waits."""
    said = f"bulletin-number:{bulletin.issuer_id}:{bulletin.series}:{bulletin.year}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [said])
    same = Bulletin.objects.filter(issuer_id=bulletin.issuer_id, series=bulletin.series, year=bulletin.year)
    return 1 + int(same.aggregate(last=Max("serial"))["last"] or 0)
