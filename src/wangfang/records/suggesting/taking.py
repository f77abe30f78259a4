"""What became of what was offered: kept beside the case as long as it is no accusation, and read back from a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core import signing

from wangfang.records.cases.models import Case
from wangfang.records.suggesting import models
from wangfang.records.suggesting.offering import Offer, is_secret
from wangfang.rules.facts import Act, Purpose
from wangfang.rules.labels import Secrecy

_SALT = "wangfang.suggesting"
Slip = Mapping[str, tuple[str, float | None, str]]
"""Field → value offered (empty when nothing was), confidence, model."""


def slip(fields: Sequence[str], offers: Sequence[Offer], model: str) -> str:
    """Return what a form carries along about what its reader was shown, signed so that it comes back as it went.

    What hints at an accusation is not in it. Where several were offered for a field, the first counts.
    """
    first = {offer.field: offer for offer in reversed(offers) if not is_secret(offer)}
    told = {name: _line(first.get(name), model) for name in fields}
    return signing.dumps(told, salt=_SALT, compress=True)


def read(slip_: str) -> Slip:
    """Return what a form brought back; nothing when it is no slip of ours."""
    try:
        told = signing.loads(slip_, salt=_SALT)
    except signing.BadSignature:
        return {}
    return {name: (value, sure, model) for name, (value, sure, model) in told.items()}


def note(case: Case, said: Slip, chosen: Mapping[str, str], act: Act) -> None:
    """Keep what was offered for a case and what was chosen; of an accusation nothing, and of a field once.

    It changes nothing about the case and stands in no trace: figures about the suggestions come of it, nothing else.
    """
    if case.purpose == Purpose.ACCUSATION or case.secrecy >= Secrecy.S2:
        return
    rows = [
        models.Offer(
            case=case, field=name, offered=value, chosen=chosen[name], confidence=sure, model=model, at=act.recorded_at
        )
        for name, (value, sure, model) in said.items()
        if name in chosen
    ]
    models.Offer.objects.bulk_create(rows, ignore_conflicts=True)


def _line(offer: Offer | None, model: str) -> tuple[str, float | None, str]:
    if offer is None:
        return "", None, ""
    return offer.value, offer.confidence, model if offer.confidence is not None else ""
