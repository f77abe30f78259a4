"""How are the tables emptied between tests that commit, when the trace refuses to be: its guard is lifted just then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import django.db.models  # noqa: F401 - first, or the next import goes in a circle
import pytest
from django.core.management.color import Style
from django.db.backends.postgresql.operations import DatabaseOperations

EACH_GUARD = """
do $$
declare guarded regclass;
begin
    for guarded in select tgrelid from pg_trigger where tgname = 'never_emptied' loop
        execute format('alter table %s {} trigger never_emptied', guarded);
    end loop;
end $$;
"""


@contextmanager
def guard_lifted_for_flush() -> Iterator[None]:
    """Let Django's flush, and nothing else, empty the steps and the trace; in one transaction with the emptying."""
    plain = DatabaseOperations.sql_flush

    def sql_flush(
        self: DatabaseOperations,
        style: Style,
        tables: list[str],
        *,
        reset_sequences: bool = False,
        allow_cascade: bool = False,
    ) -> list[str]:
        emptying = plain(self, style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        return [EACH_GUARD.format("disable"), *emptying, EACH_GUARD.format("enable")]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield
