"""Raises the second wall: row-level security, closed until policies open it, and the few questions asked through it."""

from __future__ import annotations

from django.db import migrations

FUNCTIONS = """
-- Not safe for parallel work, on purpose: whoever asks for a page waits longer for helpers than for the rows.
create function case_granted(logins text[], untils timestamptz[], me text[]) returns boolean
language sql stable as $$
    -- 9999 is for good; anything shorter needs to be told what time it is.
    select exists (
        select from unnest(logins, untils) as given (login, until)
        where login = any(me) and (until >= '9999-01-01 00:00+00'
            or until > nullif(current_setting('wangfang.at', true), '')::timestamptz)
    )
$$;

create function case_on_task(seen_by bigint[], purpose text) returns boolean
language sql stable as $$
    select exists (
        select from unnest(nullif(current_setting('wangfang.tasks', true), '')::text[]) as task
        where seen_by @> array[split_part(task, '/', 1)::bigint] and split_part(task, '/', 2) in ('', purpose)
    )
$$;

-- What a lookup asks beside the policy, which has asked the index already. Behind a fence, so that the planner does not
-- take the two conditions for independent and expect far too few rows.
create function case_seen_from(seen_by bigint[], agency bigint) returns boolean
language plpgsql immutable as $$ begin return seen_by @> array[agency]; end $$;

-- May whoever is connected ask about an agency? Its own staff, a job, and the owner of the tables may.
create function case_may_ask(agency bigint) returns boolean language sql stable as $$
    select coalesce(current_setting('wangfang.hat', true) = 'job', false)
        or coalesce(agency = nullif(current_setting('wangfang.unit', true), '')::bigint, false)
        or session_user = current_user  -- which within its callers is the owner
$$;

-- Counted from the index alone: a policy would have to look at every row of a desk.
create function case_counts(agency bigint, today date, out todo bigint, out due bigint, out overdue bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not case_may_ask(agency) then
        todo := 0; due := 0; overdue := 0;
        return;
    end if;
    select count(*), count(*) filter (where due_on = today), count(*) filter (where due_on < today)
    into todo, due, overdue
    from cases_case where holder_id = agency and is_open and not marked;
end $$;

-- Found through an index that no policy can use, because its operator might tell of hidden rows.
create function case_asked(agency bigint) returns setof bigint
language plpgsql stable rows 20 security definer set search_path = public, pg_temp as $$
begin
    if case_may_ask(agency) then
        return query select id from cases_case where asked @> array[agency] and asked <> '{}';
    end if;
end $$;

-- The three that open one case to whoever proves to know it: by code, by the key of the request, by its source.
create function case_opened(known text, code text) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare hat text := coalesce(current_setting('wangfang.hat', true), ''); found bigint;
begin
    perform set_config('wangfang.hat', 'job', true);
    select id into found from cases_case where number = known and query_digest = code and code <> '';
    perform set_config('wangfang.hat', hat, true);
    return found;
end $$;

create function case_begun(request text) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare hat text := coalesce(current_setting('wangfang.hat', true), ''); found bigint;
begin
    perform set_config('wangfang.hat', 'job', true);
    select id into found from cases_case where submission_key = request;
    perform set_config('wangfang.hat', hat, true);
    return found;
end $$;

create function case_known(given text, name text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare hat text := coalesce(current_setting('wangfang.hat', true), ''); found text;
begin
    perform set_config('wangfang.hat', 'job', true);
    select number into found from cases_case where source = given and external_id = name and name <> '';
    perform set_config('wangfang.hat', hat, true);
    return found;
end $$;
"""
GONE = """
drop function case_known(text, text); drop function case_begun(text); drop function case_opened(text, text);
drop function case_asked(bigint); drop function case_counts(bigint, date); drop function case_may_ask(bigint);
drop function case_seen_from(bigint[], bigint);
-- Policies ask these two; they go along, and without a policy nobody sees a row until the walls are built again.
drop function case_on_task(bigint[], text) cascade; drop function case_granted(text[], timestamptz[], text[]) cascade;
"""
WALLED = ("cases_case", "cases_steptaken", "cases_paper")
RAISED = "".join(
    f"alter table {table} enable row level security; alter table {table} force row level security;" for table in WALLED
)
RAZED = "".join(
    f"alter table {table} no force row level security; alter table {table} disable row level security;"
    for table in WALLED
)


class Migration(migrations.Migration):
    """Which rows a role sees is laid down after every migration (`records.walls`), because roles belong to the server."""

    dependencies = (("cases", "0008_sight"),)
    operations = (migrations.RunSQL(FUNCTIONS, GONE), migrations.RunSQL(RAISED, RAZED))
