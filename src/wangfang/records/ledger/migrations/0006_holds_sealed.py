"""Lets whoever is connected ask whether a sealed column holds anything: the first key must not take a lost one's name.

The answer is one word for the whole table, so it may be given past the walls, and has to be: a page of the desk may
not read drafts at all, and a case that it does not see would count as none.
"""

from __future__ import annotations

from django.db import migrations

FUNCTION = """
create function holds_sealed(place text, part text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare hat text := coalesce(current_setting('wangfang.hat', true), ''); found boolean;
begin
    perform set_config('wangfang.hat', 'job', true);
    execute format('select exists (select from %I where length(%I) > 0)', place, part) into found;
    perform set_config('wangfang.hat', hat, true);
    return found;
end $$;
"""


class Migration(migrations.Migration):
    """Beside the ledger's own guards: it is the lowest floor that has migrations."""

    dependencies = (("ledger", "0005_about"),)
    operations = (migrations.RunSQL(FUNCTION, "drop function holds_sealed(text, text)"),)
