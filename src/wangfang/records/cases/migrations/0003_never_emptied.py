"""Makes the database refuse to empty the steps, or a partition of them by its own name, even for the owner."""

from __future__ import annotations

from django.db import migrations

LOOSE = """
do $$
declare part regclass;
begin
    for part in select relid from pg_partition_tree('cases_steptaken') loop
        execute format('drop trigger if exists never_emptied on %s', part);
    end loop;
end $$;
"""


class Migration(migrations.Migration):
    """UPDATE and DELETE are refused row by row since 0002."""

    dependencies = (("cases", "0002_partitions"), ("ledger", "0003_never_emptied"))
    operations = (migrations.RunSQL("select guard_partitions('cases_steptaken')", LOOSE),)
