"""What is kept of a case: the petition as it came in, and where it stands."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from wangfang.records.agencies.models import Agency
from wangfang.records.people.models import Petitioner
from wangfang.records.vault.cells import SealedField, said_in
from wangfang.records.vault.lasting import new_key

NEVER = date(9999, 12, 31)
"""The due day of a case on which no clock runs: it sorts last."""


def new_salt() -> str:
    """Return 16 random bytes in hexadecimal: what keeps the digests of a case from being guessed."""
    return secrets.token_hex(16)


WORDS = ("title", "text", "address", "respondent")
"""What a petition says in words; the attributes of these names read and write them, wherever they are kept."""


def _word(name: str) -> Any:
    """Return the attribute of a word: under seal when the case is sealed, else in the column of its own."""

    def read(case: Case) -> str:
        return str(case.said[name] if case.sealed else getattr(case, f"plain_{name}"))

    def write(case: Case, text: str) -> None:
        if case.sealed:
            case.said = {**case.said, name: text}
        else:
            setattr(case, f"plain_{name}", text)

    return property(read, write)


class Case(models.Model):
    """One submission (信访件).

    The first block never changes after the first step, until its content is destroyed (`cases.destroying`): then `salt` is
    empty and `destroyed` the number of the destruction list. Its words are read as `title`, `text`, `address` and
    `respondent`: those of an ordinary case lie in columns (`plain_title` …, which can be searched), those of one that is or
    was S2 in `sealed` (`cases.sealing`), with the key of what its steps say. The second is the fold of the
    steps and can be rebuilt from them (`cases.rebuilding`). Its last columns say who may see the case (`cases.sight`);
    the policies of the database read them too: agencies by key, people by login, `granted_until` beside `granted_to`.
    `merged_into`, `linked` and `apart` are numbers of other cases, as `rules.matters.settled_in` tells; from `first_bureau` on
    they are what figures count of it, as `rules.outcomes` tells.
    """

    number = models.CharField(max_length=20, unique=True, db_collation="C")
    form = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    plain_title = models.CharField(max_length=200, db_column="title")
    plain_text = models.TextField(db_column="text")
    region = models.CharField(max_length=12, db_collation="C")
    plain_address = models.CharField(max_length=300, blank=True, default="", db_column="address")
    category = models.CharField(max_length=100, blank=True, default="")
    content = models.CharField(max_length=6, blank=True, default="", db_collation="C")
    plain_respondent = models.CharField(max_length=200, blank=True, default="", db_column="respondent")
    respondent_code = models.CharField(max_length=20, blank=True, default="", db_collation="C")
    people = models.PositiveIntegerField(default=1)
    petitioner = models.ForeignKey(Petitioner, on_delete=models.PROTECT)
    publish = models.BooleanField(default=False)
    source = models.CharField(max_length=100, blank=True, default="")
    external_id = models.CharField(max_length=100, blank=True, default="")
    query_digest = models.CharField(max_length=64, blank=True, default="", db_collation="C")
    submission_key = models.CharField(max_length=64, null=True, unique=True, db_collation="C")  # noqa: DJ001 - null, so that many cases may have none

    sealed = SealedField(by="number", default=b"")
    salt = models.CharField(max_length=32, blank=True, default=new_salt, db_collation="C")
    destroyed = models.CharField(max_length=20, blank=True, default="", db_collation="C")

    state = models.CharField(max_length=20)
    is_open = models.BooleanField(default=True)
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    steps_taken = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, db_collation="C")
    due_on = models.DateField(default=NEVER)
    due_from = models.DateField(null=True)
    due_limit = models.CharField(max_length=40, blank=True, default="")
    seen_by = ArrayField(models.BigIntegerField())
    asked = ArrayField(models.BigIntegerField(), default=list)
    secrecy = models.PositiveSmallIntegerField(default=0)
    barred = ArrayField(models.BigIntegerField(), default=list)
    barred_people = ArrayField(models.TextField(), default=list)
    granted_to = ArrayField(models.TextField(), default=list)
    granted_until = ArrayField(models.DateTimeField(), default=list)
    marked = models.BooleanField(default=False)
    merged_into = models.CharField(max_length=20, blank=True, default="", db_collation="C")
    linked = ArrayField(models.CharField(max_length=20, db_collation="C"), default=list)
    apart = ArrayField(models.CharField(max_length=20, db_collation="C"), default=list)
    first_bureau = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    last_unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    closed_at = models.DateTimeField(null=True)
    solved = models.BooleanField(default=False)
    once = models.BooleanField(default=False)
    rates_until = models.DateField(null=True)
    rates_unit = models.BooleanField(default=False)
    bureau_rating = models.CharField(max_length=20, blank=True, default="", db_collation="C")
    bureau_rated_at = models.DateTimeField(null=True)
    unit_rating = models.CharField(max_length=20, blank=True, default="", db_collation="C")
    unit_rated_at = models.DateTimeField(null=True)

    said: Mapping[str, Any] = said_in("sealed")
    title: str = _word("title")
    text: str = _word("text")
    address: str = _word("address")
    respondent: str = _word("respondent")

    class Meta:
        """The worklist reads the partial index; visibility reads the array."""

        indexes = (
            # What it includes lets a desk be counted without its cases being read.
            models.Index(
                fields=("holder", "due_on", "id"),
                name="case_worklist",
                condition=models.Q(is_open=True),
                include=("marked",),
            ),
            models.Index(fields=("holder",), name="case_marked", condition=models.Q(is_open=True, marked=True)),
            models.Index(fields=("holder", "-moved_at", "id"), name="case_done", condition=models.Q(is_open=False)),
            GinIndex(fields=("seen_by",), name="case_seen_by", fastupdate=False),
            GinIndex(fields=("asked",), name="case_asked", fastupdate=False, condition=~models.Q(asked=[])),
            GinIndex(fields=("granted_to",), name="case_granted", fastupdate=False),
            models.Index(fields=("merged_into",), name="case_merged_into", condition=~models.Q(merged_into="")),
            GinIndex(fields=("linked",), name="case_linked", fastupdate=False, condition=~models.Q(linked=[])),
            models.Index(fields=("-received_at", "id"), name="case_received"),
            models.Index(fields=("secrecy", "id"), name="case_secret", condition=models.Q(secrecy__gte=2)),
            models.Index(
                fields=("state", "moved_at", "id"),
                name="case_by_itself",
                condition=models.Q(state__in=("closed", "return_requested")),
            ),
            models.Index(
                fields=("id",),
                name="case_arrived",
                condition=models.Q(state__in=("submitted", "registered", "screening", "routing")),
            ),
            *(
                models.Index(fields=(name,), name=f"case_{name}", condition=models.Q(**{f"{name}__isnull": False}))
                for name in ("closed_at", "rates_until", "bureau_rated_at", "unit_rated_at")
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("source", "external_id"), name="case_source_once", condition=~models.Q(external_id="")
            ),
            models.CheckConstraint(condition=models.Q(people__gte=1), name="case_has_people"),
            models.CheckConstraint(condition=models.Q(steps_taken__gte=1), name="case_has_steps"),
            models.CheckConstraint(condition=models.Q(secrecy__lte=3), name="case_secrecy"),
            models.CheckConstraint(
                condition=models.Q(secrecy__lt=2) | ~models.Q(sealed=b"") | ~models.Q(destroyed=""),
                name="case_secret_is_sealed",
            ),
            models.CheckConstraint(
                condition=models.Q(sealed=b"")
                | models.Q(plain_title="", plain_text="", plain_address="", plain_respondent=""),
                name="case_sealed_is_not_clear",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def step_key(self) -> str:
        """Return the key under which the words of the steps of a sealed case lie, in hexadecimal."""
        return str(self.said["key"])

    def seal(self) -> None:
        """Put the words under seal with a fresh key for those of the steps; the columns that held them are empty then."""
        words = {name: getattr(self, f"plain_{name}") for name in WORDS}
        self.said = {"key": new_key(), **words}
        for name in WORDS:
            setattr(self, f"plain_{name}", "")
