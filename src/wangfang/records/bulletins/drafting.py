"""Writes a quarterly bulletin from the figures of its period, and freezes both together."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import Max

from wangfang.records.agencies.directory import issuer_of
from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import figures, wording
from wangfang.records.bulletins.models import Bulletin
from wangfang.records.ledger.append import append
from wangfang.records.ledger.formats import canonical
from wangfang.records.printing import shapes
from wangfang.rules.facts import CHINA, Act, Agency, Kind
from wangfang.rules.indicators import VERSIONS, Definition
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused


@transaction.atomic
def draft(period: Period, definition: Definition, act: Act) -> Bulletin:
    """Draft the bulletin of a period (季通报); each draft is a new issue with its own figures.

    Raises:
        Refused: there is no petition bureau yet that could issue it.
    """
    found = tree()
    issuer = issuer_of(found)
    if issuer is None:
        raise Refused("还没有信访部门，请先导入机构")
    snapshot = figures.take(period, definition, issuer, act.recorded_at)
    serial = _next_serial(period.start.year)
    body = _sheet(snapshot, issuer, serial, act)
    bulletin = Bulletin.objects.create(
        period=period.name,
        definition=definition,
        version=VERSIONS[definition],
        issuer_id=found.key_of[issuer.code],
        serial=serial,
        drafted_at=act.occurred_at,
        as_of=act.recorded_at,
        body=body,
        digest=hashlib.sha256(canonical(body).encode()).hexdigest(),
    )
    said = {"step": "draft_bulletin", "actor": act.actor.login, "period": period.name, "digest": bulletin.digest}
    append(f"bulletin:{bulletin.pk}", act.recorded_at, said)
    return bulletin


def _next_serial(year: int) -> int:
    last = Bulletin.objects.filter(period__startswith=str(year)).aggregate(last=Max("serial"))["last"]
    return int(last or 0) + 1


def _sheet(snapshot: figures.Snapshot, issuer: Agency, serial: int, act: Act) -> shapes.Bulletin:
    day = act.day
    as_of = act.recorded_at.astimezone(CHINA).strftime("%Y年%m月%d日 %H:%M")
    dated = f"{day.year}年{day.month}月{day.day}日"
    city = issuer.name.removesuffix("信访局")
    return {
        "issuer": issuer.name,
        "name": "网上信访工作通报",
        "issue": f"〔{snapshot.period.start.year}〕第{serial}期",
        "dated": dated,
        "title": f"关于{snapshot.period.in_words()}{city}网上信访工作情况的通报",
        "to": _addressees(issuer),
        "blocks": wording.blocks(snapshot),
        "reported_to": f"{city}信访工作联席会议召集人",
        "copies": "省信访局",
        "printed_on": dated,
        "basis": wording.basis(snapshot, as_of),
    }


def _addressees(issuer: Agency) -> str:
    below = [a for a in tree().by_code.values() if a.line[-2:-1] == (issuer.code,)]
    bureaus = any(a.kind is Kind.BUREAU for a in below)
    units = any(a.kind is Kind.UNIT for a in below)
    return (
        "、".join(word for word, there in (("各县（市、区）信访局", bureaus), ("市直有关部门", units)) if there)
        or "各单位"
    )
