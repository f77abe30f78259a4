"""The next cases in hand, walked in the order of their days along the index of the work list."""

from __future__ import annotations

from django.db import migrations

FUNCTIONS = """
-- The keys of the next so many open cases of an agency after a due day and key, not due after `until`; and of all that
-- are marked, since whoever reads their rows may be kept from some. None for who may not ask about the agency. Under
-- the policies of the rows the planner expects a handful of cases and reads the whole desk for one page.
create function case_in_hand(agency bigint, since date, key bigint, until date, most integer) returns setof bigint
language plpgsql stable rows 20 security definer set search_path = public, pg_temp as $$
begin
    if case_may_ask(agency) then
        return query (
            select id from cases_case
            where holder_id = agency and is_open and not marked and (due_on, id) > (since, key) and due_on <= until
            order by due_on, id limit most
        ) union all
            select id from cases_case
            where holder_id = agency and is_open and marked and (due_on, id) > (since, key) and due_on <= until;
    end if;
end $$;
"""
BACK = "drop function case_in_hand(bigint, date, bigint, date, integer);"


class Migration(migrations.Migration):
    """What a page shows of them goes through the policies like any other row."""

    dependencies = (("cases", "0017_arrivals"),)
    operations = (migrations.RunSQL(FUNCTIONS, BACK),)
