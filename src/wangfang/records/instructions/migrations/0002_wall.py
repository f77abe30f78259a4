"""Walls instructions off, and lets what was instructed about a case go with the content of the case, whoever destroys that."""

from __future__ import annotations

from django.db import migrations

TABLES = ("instructions_instruction", "instructions_entry")
WALL = "".join(
    f"alter table {table} enable row level security; alter table {table} force row level security;" for table in TABLES
)
OPEN = "".join(
    f"alter table {table} no force row level security; alter table {table} disable row level security;" for table in TABLES
)
FORGET = """
create function instructions_forget() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    update instructions_entry set sealed = '' from instructions_instruction given
        where given.id = instruction_id and given.case_id = new.id;
    update instructions_instruction set sealed = '' where case_id = new.id;
    return null;
end $$;
revoke execute on function instructions_forget() from public;
create trigger forget_instructions after update of destroyed on cases_case
    for each row when (old.destroyed = '' and new.destroyed <> '') execute function instructions_forget();
"""
BACK = """
drop trigger forget_instructions on cases_case;
drop function instructions_forget();
"""


class Migration(migrations.Migration):
    """A wall and a trigger: the function that destroys knows nothing of instructions."""

    dependencies = [("instructions", "0001_initial"), ("retention", "0002_destroying")]
    operations = [migrations.RunSQL(WALL, OPEN), migrations.RunSQL(FORGET, BACK)]
