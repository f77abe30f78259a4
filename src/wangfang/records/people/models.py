"""What is kept of the people who work here, and of those who petition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.people.entries import CodeDevice, KeptForm, KnownDevice, Sitting
from wangfang.records.vault.cells import SealedField, part_of
from wangfang.rules.entrance import login_key
from wangfang.rules.joint import Agent, Signer

__all__ = ["Account", "CodeDevice", "KeptForm", "KnownDevice", "Petitioner", "Post", "Sitting", "Token"]


class Accounts(BaseUserManager["Account"]):
    """Django's sign-in asks for the account of a login here."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account of a login, in any case and width of letters."""
        return self.get(login_key=login_key(username or ""))


class Account(AbstractBaseUser):
    """A person who signs in.

    `one_time_until` is set as long as the password is one that somebody else has seen; `is_demo` marks the
    accounts whose password stands in the documents.
    """

    login = models.CharField(max_length=40, unique=True)
    login_key = models.CharField(max_length=80, unique=True, editable=False)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    keys_on = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    one_time_until = models.DateTimeField(null=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Accounts()
    held: list[Post] | None = None  # every post of the account, when `doors.Door` has read them along

    def __str__(self) -> str:
        return self.login

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep beside the login what all ways of writing it have in common; the database holds it unique."""
        self.login_key = login_key(self.login)
        super().save(*args, **kwargs)

    def set_password(self, raw_password: str | None) -> None:
        """Give the account a password that is its own; `standing.set_one_time` says when it is not."""
        super().set_password(raw_password)
        self.one_time_until = None

    def check_password(self, raw_password: str | None) -> bool:
        """Tell whether this is the password; that it is hashed anew on the way does not make it a person's own."""
        until = self.one_time_until
        right = super().check_password(raw_password)
        self.one_time_until = until
        return right


class Post(models.Model):
    """A person at an agency in a role (岗位); `ends_on` is the last day, `clearance` the highest secrecy it may see.

    A trigger refuses posts that one person may not hold at the same time (三员分立; see the migration).
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20)
    clearance = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        """There are four labels of secrecy."""

        constraints = (models.CheckConstraint(condition=models.Q(clearance__lte=3), name="post_clearance"),)

    def __str__(self) -> str:
        return f"{self.account.login}: {self.role}"


class Mandate(models.Model):
    """A written task of inspection (督查任务): what lies under an agency, from its first to its last day, on one purpose.

    An empty `topic` is every purpose; whoever approves it is somebody else.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    topic = models.CharField(max_length=20, blank=True, default="")
    approved_by = models.CharField(max_length=40)

    class Meta:
        """It begins before it ends."""

        constraints = (
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="mandate_has_days"),
        )

    def __str__(self) -> str:
        return f"{self.account.login}: {self.starts_on}"


class Petitioner(models.Model):
    """Who petitions, as the paper says it; apart from the case, and sealed.

    Those who signed with them and those who act for them stand on the same row (the fields of
    `rules.joint.Signer` and `Agent` that are not empty): they never change after the petition came in, and
    they are sealed with it. In clear are only the name as lists show it (`masked`, nothing when the case is secret)
    and whether there is a name at all. The indexes tell equal numbers and nothing else.
    """

    token = models.UUIDField(default=uuid4, editable=False)
    sealed = SealedField()
    masked = models.CharField(max_length=20, blank=True, default="")
    anonymous = models.BooleanField(default=False)
    id_index = models.BinaryField(null=True)
    phone_index = models.BinaryField(null=True)
    indexed_by = models.CharField(max_length=12, blank=True, default="", db_collation="C")

    name: str = part_of("sealed", "name", "")
    id_type: str = part_of("sealed", "id_type", "")
    id_number: str = part_of("sealed", "id_number", "")
    phone: str = part_of("sealed", "phone", "")
    address: str = part_of("sealed", "address", "")
    signers: Sequence[Mapping[str, Any]] = part_of("sealed", "signers", ())
    agents: Sequence[Mapping[str, Any]] = part_of("sealed", "agents", ())

    class Meta:
        """Whoever else has a number is found by its index."""

        indexes = (
            models.Index(fields=("id_index",), name="petitioner_id", condition=models.Q(id_index__isnull=False)),
            models.Index(
                fields=("phone_index",), name="petitioner_phone", condition=models.Q(phone_index__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def joint(self) -> tuple[Signer, ...]:
        """Return those who signed as well (联名人), as they stand on the list."""
        return tuple(Signer(**row) for row in self.signers)

    @property
    def acting(self) -> tuple[Agent, ...]:
        """Return those who act for the petitioner (代理人)."""
        return tuple(Agent(**row) for row in self.agents)


class Token(models.Model):
    """What another system shows to act for its account (令牌); kept as a digest, told once and never again."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100, unique=True)
    digest = models.CharField(max_length=64, unique=True, db_collation="C")
    issued_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
