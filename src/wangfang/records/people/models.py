"""What is kept of the people who work here, and of those who petition."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from wangfang.records.agencies.models import Agency


class Accounts(BaseUserManager["Account"]):
    """Django's sign-in asks for the account of a login here."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account of a login, in any case of letters."""
        return self.get(login__iexact=username)


class Account(AbstractBaseUser):
    """A person who signs in."""

    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    keys_on = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Accounts()
    worn: Post | None = None  # the post of this request, when `doors.Door` has read it along

    def __str__(self) -> str:
        return self.login


class Post(models.Model):
    """A person at an agency in a role (岗位); `ends_on` is the last day."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.account.login}: {self.role}"


class Petitioner(models.Model):
    """Who petitions, as the paper says it; apart from the case, so that it can be sealed."""

    name = models.CharField(max_length=100)
    id_number = models.CharField(max_length=40, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return str(self.pk)
