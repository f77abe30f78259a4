"""What is kept of the way in: stays, second factors, devices that are known, and forms that came too late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from wangfang.records.vault.cells import SealedField, part_of, said_in


class Sitting(AbstractBaseSession):
    """One stay of somebody in one browser (登录); without an account while the sign-in is in progress."""

    account = models.ForeignKey("people.Account", null=True, on_delete=models.CASCADE, related_name="sittings")
    since = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    agent = models.CharField(max_length=60, blank=True, default="")
    address = models.CharField(max_length=45, blank=True, default="")

    class Meta(AbstractBaseSession.Meta):
        """Apart from Django's own table of sessions."""

        abstract = False


class CodeDevice(models.Model):
    """The second factor of an account (动态口令): its secret sealed, its recovery codes as digests.

    `last_step` is the step of thirty seconds whose code was taken last: no code counts twice.
    """

    account = models.OneToOneField("people.Account", on_delete=models.CASCADE, related_name="code_device")
    sealed = SealedField(by="account_id")
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    recovery: models.JSONField[list[str]] = models.JSONField(default=list)

    secret: str = part_of("sealed", "secret", "")

    def __str__(self) -> str:
        return str(self.account_id)


class KnownDevice(models.Model):
    """A browser from which somebody has signed in, at one address; `told_at` is when the person was told of it."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64, db_collation="C")
    address = models.CharField(max_length=45)
    agent = models.CharField(max_length=60)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        """One row for each browser at each address."""

        constraints: ClassVar = [models.UniqueConstraint(fields=("account", "digest", "address"), name="device_known")]

    def __str__(self) -> str:
        return f"{self.agent} {self.address}"


class KeptForm(models.Model):
    """What somebody had typed when their stay was over, sealed; one for each page, for a day."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="kept_forms")
    path = models.CharField(max_length=300)
    sealed = SealedField(by="account_id")
    kept_at = models.DateTimeField()

    said: dict[str, Sequence[Any]] = said_in("sealed")

    class Meta:
        """The last form of a page is the one that counts."""

        constraints: ClassVar = [models.UniqueConstraint(fields=("account", "path"), name="kept_once")]

    def __str__(self) -> str:
        return self.path
