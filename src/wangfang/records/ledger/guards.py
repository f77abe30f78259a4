"""Which tables are only ever added to, and are their guards in place?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

APPEND_ONLY = (
    "cases_steptaken", "ledger_entry", "ledger_access", "ledger_leaf", "ledger_tile", "ledger_checkpoint",
)  # fmt: skip
"""网上留痕: what was done stays done. Privileges and triggers hold them."""
FROZEN = ("frozen_frozenset", "frozen_frozencell", "frozen_frozencase")
"""What was frozen is only ever added to as well, by jobs alone."""
NEVER_CHANGED = (*APPEND_ONLY, *FROZEN)

_UNGUARDED = """
    with guarded as (
        select relid from unnest(%s::text[]) as name, pg_partition_tree(name::regclass)
        union select name::regclass from unnest(%s::text[]) as name
    )
    select relid::regclass::text from guarded cross join unnest(array['never_changed', 'never_emptied']) as guard
    where not exists (
        select from pg_trigger where tgrelid = relid and tgname = guard and tgenabled in ('O', 'A')
    )
    order by 1
"""


def unguarded() -> Iterator[str]:
    """Yield the tables and partitions of which a guard is gone or switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_UNGUARDED, [list(NEVER_CHANGED), list(NEVER_CHANGED)])
        yield from (name for (name,) in cursor.fetchall())
