"""Makes the database refuse to change what was frozen, and walls off the rows of cases."""

from __future__ import annotations

from django.db import migrations

GUARDS = """
do $$
declare name text;
begin
    foreach name in array array['frozen_frozenset', 'frozen_frozencell', 'frozen_frozencase'] loop
        execute format('create trigger never_changed before update or delete on %I'
                       ' for each row execute function refuse_change()', name);
        execute format('create trigger never_emptied before truncate on %I'
                       ' for each statement execute function refuse_change()', name);
    end loop;
end $$;
"""
LOOSE = """
do $$
declare name text;
begin
    foreach name in array array['frozen_frozenset', 'frozen_frozencell', 'frozen_frozencase'] loop
        execute format('drop trigger never_changed on %I', name);
        execute format('drop trigger never_emptied on %I', name);
    end loop;
end $$;
"""
WALL = "alter table frozen_frozencase enable row level security; alter table frozen_frozencase force row level security;"
NO_WALL = """
alter table frozen_frozencase no force row level security; alter table frozen_frozencase disable row level security;
"""


class Migration(migrations.Migration):
    """Whose rows are seen is laid down after every migration (`records.walls`): with those of their case."""

    dependencies = (("frozen", "0001_initial"), ("ledger", "0006_holds_sealed"))
    operations = (migrations.RunSQL(GUARDS, LOOSE), migrations.RunSQL(WALL, NO_WALL))
