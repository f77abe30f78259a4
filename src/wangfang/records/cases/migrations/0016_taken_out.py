"""Takes a case out of the index of likeness in the moment it becomes secret or its content is destroyed, whoever does it."""

from __future__ import annotations

from django.db import migrations

TRIGGER = """
create function cases_taken_out() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    perform likeness_take_out(new.id);
    return null;
end $$;
create trigger taken_out after update on cases_case for each row
    when (new.secrecy >= 2 and old.secrecy < 2 or new.destroyed <> old.destroyed)
    execute function cases_taken_out();
"""
BACK = "drop trigger taken_out on cases_case; drop function cases_taken_out();"


class Migration(migrations.Migration):
    """No verb has to think of it, and none can forget it."""

    dependencies = (("cases", "0015_words_sealed"), ("likeness", "0002_functions"))
    operations = (migrations.RunSQL(TRIGGER, BACK),)
