"""Makes the database refuse to empty the trace, or a partition of it by its own name, even for the owner."""

from __future__ import annotations

from django.db import migrations

EACH = """
create function guard_partitions(guarded regclass) returns void language plpgsql as $$
declare part regclass;
begin
    for part in select relid from pg_partition_tree(guarded) loop
        execute format('drop trigger if exists never_emptied on %s', part);
        execute format('create trigger never_emptied before truncate on %s'
                       ' for each statement execute function refuse_change()', part);
    end loop;
end $$;
"""
"""A trigger for a statement is not handed down to partitions; a migration that adds one calls this again."""

LOOSE = """
do $$
declare part regclass;
begin
    for part in select relid from pg_partition_tree('ledger_entry') loop
        execute format('drop trigger if exists never_emptied on %s', part);
    end loop;
end $$;
drop function guard_partitions(regclass);
"""


class Migration(migrations.Migration):
    """UPDATE and DELETE are refused row by row since 0002."""

    dependencies = (("ledger", "0002_partitions"),)
    operations = (
        migrations.RunSQL(EACH, migrations.RunSQL.noop),
        migrations.RunSQL("select guard_partitions('ledger_entry')", LOOSE),
    )
