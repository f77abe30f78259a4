"""Matters and the cases that belong to them: walled off, and left by a case in the moment it becomes secret or is destroyed."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

LEAVE = """
create function hot_matters_leave() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    delete from hot_matters_member where case_id = new.id;
    return null;
end $$;
revoke execute on function hot_matters_leave() from public;
create trigger leave_matter after update of secrecy, sealed, destroyed on cases_case for each row
    when (new.secrecy >= 2 and old.secrecy < 2 or new.sealed <> '' and old.sealed = '' or new.destroyed <> old.destroyed)
    execute function hot_matters_leave();
"""
STAY = "drop trigger leave_matter on cases_case; drop function hot_matters_leave();"
WALL = "alter table hot_matters_member enable row level security; alter table hot_matters_member force row level security;"
NO_WALL = """
alter table hot_matters_member no force row level security; alter table hot_matters_member disable row level security;
"""


class Migration(migrations.Migration):
    """Whose rows are seen is laid down after every migration (`records.walls`): with those of their case."""

    initial = True
    dependencies = (("cases", "0016_taken_out"),)
    operations = (
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hot_member", to="cases.case"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="hot_matters.matter"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(LEAVE, STAY),
        migrations.RunSQL(WALL, NO_WALL),
    )
