"""The second factor: how is it switched on, which code opens, and who takes it off?"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from django.db import transaction
from django_otp.oath import TOTP

from wangfang.records.people.models import Account, CodeDevice
from wangfang.records.people.sittings import end_all
from wangfang.records.people.tracing import trace
from wangfang.rules.entrance import require_keeper
from wangfang.rules.facts import Act
from wangfang.rules.refusal import Refused

SECRET_BYTES = 20
"""As long as the digest behind the codes (RFC 4226)."""

STEP_SECONDS, DIGITS = 30, 6
SLACK = (0, -1, 1)
"""Steps by which a clock may be off; the present one is tried first."""

RECOVERIES, RECOVERY_LONG, GROUP = 10, 16, 4
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def is_on(account: Account) -> bool:
    """Tell whether an account gives a code beside its password."""
    return CodeDevice.objects.filter(account=account, confirmed_at__isnull=False).exists()


def new_secret() -> str:
    """Return a secret as authenticators take it (base32), kept nowhere yet."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address_of(account: Account, secret: str, issuer: str) -> str:
    """Return the address that an authenticator reads from a QR code."""
    label = quote(f"{issuer}:{account.login}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


@transaction.atomic
def switch_on(account: Account, secret: str, code: str, act: Act, *, but: str = "") -> list[str]:
    """Switch the second factor on when the code proves that the secret arrived; returns the recovery codes, once.

    One that was on before is replaced. Every stay but that of the session key `but` ends.

    Raises:
        Refused: the code is not that of the secret now.
    """
    step = _step_of(base64.b32decode(secret), code, act.recorded_at)
    if step is None:
        raise Refused("动态口令不对。看一下手机时间准不准，等下一个口令再试")
    recovery = ["".join(secrets.choice(_ALPHABET) for _ in range(RECOVERY_LONG)) for _ in range(RECOVERIES)]
    kept = {
        "secret": secret,
        "confirmed_at": act.recorded_at,
        "last_step": step,
        "recovery": [_digest_of(account, one) for one in recovery],
    }
    CodeDevice.objects.update_or_create(account=account, defaults=kept)
    end_all(account, act, but=but)
    trace(account.login, "code_on", act.recorded_at, actor=act.actor.login)
    return [_in_groups(one) for one in recovery]


@transaction.atomic
def takes(account: Account, said: str, now: datetime) -> bool:
    """Tell whether a code or a recovery code opens, and use it up: neither ever opens a second time."""
    device = CodeDevice.objects.select_for_update().filter(account=account, confirmed_at__isnull=False).first()
    if device is None:
        return False
    said = "".join(said.split()).replace("-", "").lower()
    if said.isascii() and said.isdigit() and len(said) == DIGITS:
        step = _step_of(_secret_of(device), said, now, after=device.last_step)
        device.last_step = step or device.last_step
        device.save(update_fields=["last_step"])
        return step is not None
    return _recovers(device, account, said, now)


def _secret_of(device: CodeDevice) -> bytes:
    """Return the secret of a device; one that was lost is none, and must not become the empty one that anybody knows.

    Raises:
        Refused: it was sealed under a key of the installation that had changed before it came into the vault.
    """
    if not device.secret:
        raise Refused("动态口令的密钥已经丢失，请用恢复码，或者请系统管理员关闭后重新启用")
    return base64.b32decode(device.secret)


def _recovers(device: CodeDevice, account: Account, said: str, now: datetime) -> bool:
    digest = _digest_of(account, said)
    if not any(hmac.compare_digest(digest, one) for one in device.recovery):
        return False
    device.recovery = [one for one in device.recovery if one != digest]
    device.save(update_fields=["recovery"])
    trace(account.login, "recovery_code", now, left=len(device.recovery))
    return True


@transaction.atomic
def switch_off(account: Account, why: str, act: Act) -> None:
    """Take the second factor off somebody who has lost it; their stays end.

    Raises:
        Refused: no reason is given, or it is not on.
        NotYours: the actor does not look after accounts.
    """
    require_keeper(act.actor)
    if not why.strip():
        raise Refused("写明为什么要关闭，例如“手机丢失，已当面核对身份”")
    if not CodeDevice.objects.filter(account=account).delete()[0]:
        raise Refused(f"“{account.login}”没有启用动态口令")
    end_all(account, act)
    trace(account.login, "code_off", act.recorded_at, actor=act.actor.login, why=why.strip()[:200])


def _step_of(secret: bytes, code: str, now: datetime, after: int = 0) -> int | None:
    """Return the step whose code this is, none when it is none of about now or not later than `after`."""
    steps = (int(now.timestamp()) // STEP_SECONDS + slack for slack in SLACK)
    return next((step for step in steps if step > after and hmac.compare_digest(_code_at(secret, step), code)), None)


def _code_at(secret: bytes, step: int) -> str:
    clock = TOTP(secret, step=STEP_SECONDS, digits=DIGITS)
    clock.time = step * STEP_SECONDS
    return f"{clock.token():0{DIGITS}d}"


def _in_groups(code: str) -> str:
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def _digest_of(account: Account, code: str) -> str:
    """Return the digest of a recovery code; its 79 random bits need no salt."""
    return hashlib.sha256(f"{account.pk} {code}".encode()).hexdigest()
