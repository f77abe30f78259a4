"""What is kept so that likely copies are found: pieces of the texts as numbers, from the case to them and back."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

FRESH, BUILT, FOLDED = 0, 1, 2
"""How pieces stand: found by themselves; written by a rebuilding that is under way; found through the postings."""

NOTHING_LEARNED = 0
"""The edition before anything was learned: every piece counts alike, and all are kept."""


class Edition(models.Model):
    """What was learned of the store at one time: in how many of its `cases` each gram stands.

    `grams` are sorted numbers of 4 bytes, `counts` beside them; what stands in too few cases to tell of none is left
    out. The index of one edition is searched while the next is built.
    """

    cases = models.PositiveIntegerField()
    grams = models.BinaryField()
    counts = models.BinaryField()
    is_current = models.BooleanField(default=False)

    class Meta:
        """One is searched at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=("is_current",), name="edition_current", condition=models.Q(is_current=True)
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Pieces(models.Model):
    """The telling pieces of one case in one edition.

    Keys of cases are no foreign keys: this room knows no cases, and the triggers of theirs take out what has to go.
    """

    pk = models.CompositePrimaryKey("edition", "case_key")
    edition = models.BigIntegerField()
    case_key = models.IntegerField()
    grams = ArrayField(models.IntegerField())
    standing = models.SmallIntegerField(default=FRESH)

    class Meta:
        """What has come since the last folding is found by itself; there is little of it, so a short list may wait."""

        indexes = (
            GinIndex(
                fields=("grams",),
                name="pieces_fresh",
                condition=models.Q(standing=FRESH),
                fastupdate=True,
                gin_pending_list_limit=256,
            ),
            models.Index(
                fields=("edition", "case_key"), name="pieces_unfolded", condition=models.Q(standing__lt=FOLDED)
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition}/{self.case_key}"


class Posting(models.Model):
    """In which cases a gram is among the telling pieces."""

    pk = models.CompositePrimaryKey("edition", "gram")
    edition = models.BigIntegerField()
    gram = models.IntegerField()
    case_keys = ArrayField(models.IntegerField())

    def __str__(self) -> str:
        return f"{self.edition}/{self.gram}"
