"""What is kept of tries: how many from one place since when."""

from __future__ import annotations

from django.db import models


class Tries(models.Model):
    """One count; `place` names what is tried and from where, `since` is the first try of the window."""

    place = models.CharField(max_length=200, primary_key=True, db_collation="C")
    since = models.DateTimeField()
    tries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.place}: {self.tries}"
