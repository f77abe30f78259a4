"""Has somebody signed in from here before, and what must they be told?"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from wangfang.records.people.models import Account, KnownDevice
from wangfang.records.people.tracing import trace


def is_known(account: Account, device: str) -> bool:
    """Tell whether the account has signed in from this browser before; `device` is what its cookie says."""
    return bool(device) and KnownDevice.objects.filter(account=account, digest=digest_of(device)).exists()


@transaction.atomic
def meet(account: Account, device: str, agent: str, address: str, now: datetime) -> list[KnownDevice]:
    """Note a sign-in, and return the sign-ins from new devices or addresses that the person is to be told of now.

    The first of all is no news. A warning counts as told once a device has seen it that was there before:
    whoever came in with a stolen password cannot read it away.
    """
    digest = digest_of(device)
    rows = KnownDevice.objects.filter(account=account)
    first = not rows.exists()
    seen = {"last_at": now, "agent": agent}
    told = {"told_at": now} if first else {}
    row, new = rows.update_or_create(
        account=account,
        digest=digest,
        address=address,
        defaults=seen,
        create_defaults={**seen, **told, "first_at": now},
    )
    if new and not first:
        trace(account.login, "new_device", now, agent=agent, place=address)
    news = [one for one in rows.filter(told_at=None).order_by("first_at") if not (new and one.pk == row.pk)]
    if rows.filter(digest=digest, told_at__isnull=False).exists():
        rows.filter(pk__in=[one.pk for one in news]).update(told_at=now)
        return news
    return [one for one in news if one.digest != digest]


def digest_of(device: str) -> str:
    """Return under what a browser is kept; 128 random bits need no salt."""
    return hashlib.sha256(device.encode()).hexdigest()
