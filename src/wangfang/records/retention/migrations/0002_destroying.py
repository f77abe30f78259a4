"""Lets steps lose their free words, and nothing else of them: by one function, for a case that two people have put on a list."""

from __future__ import annotations

from django.db import migrations

CONDEMNED = """
-- On a list that one person made and another approved, and not held. Everything else asks this.
create function retention_condemned(which bigint) returns varchar language sql stable
security definer set search_path = public, pg_temp as $$
    select destructionlist.number from retention_listed listed
    join retention_destructionlist destructionlist on destructionlist.id = listed.list_id
    where listed.case_id = which and destructionlist.approved_by <> ''
        and lower(destructionlist.approved_by) <> lower(destructionlist.made_by)
        and not exists (select from retention_hold where case_id = which and lifted_at is null)
    order by destructionlist.approved_at, destructionlist.id limit 1
$$;
"""

KEPT = """
-- What stays of what a step says: codes of agencies that there are, logins of accounts that there are or may have been,
-- and words that look like words of ours. Whatever is not named here goes.
create function retention_word(said jsonb, among text) returns boolean language sql stable
security definer set search_path = public, pg_temp as $$
    select case
        when jsonb_typeof(said) in ('number', 'boolean', 'null') then among = 'words'
        when jsonb_typeof(said) <> 'string' then false
        when among = 'agencies' then exists (select from agencies_agency where code = said #>> '{}')
        when among = 'people' then exists (select from people_account where login = said #>> '{}')
            or said #>> '{}' ~ '^[A-Za-z][A-Za-z0-9_.-]{0,31}$'
        else said #>> '{}' ~ '^[A-Za-z0-9_.:+-]{0,40}$'
    end
$$;

create function retention_stays(said jsonb, among text) returns boolean language sql stable
security definer set search_path = public, pg_temp as $$
    select case jsonb_typeof(said)
        when 'array' then (select coalesce(bool_and(retention_word(one, among)), true) from jsonb_array_elements(said) one)
        when 'object' then (
            select coalesce(bool_and(retention_word(value, among) and retention_word(to_jsonb(key), among)), true)
            from jsonb_each(said)
        )
        else retention_word(said, among)
    end
$$;

create function retention_kept(step text, detail jsonb) returns jsonb language sql stable
security definer set search_path = public, pg_temp as $$
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(detail) where case
        when key in ('to', 'from', 'agency', 'co', 'head_of') then retention_stays(value, 'agencies')
        when key in ('login', 'granted') then retention_stays(value, 'people')
        when key in (
            'due_on', 'days', 'agree', 'outcome', 'procedure', 'ground', 'kind', 'method', 'conclusion', 'rank', 'on',
            'into', 'bureau', 'unit', 'evidence_on', 'kept', 'secrecy', 'parts', 'until'
        ) then retention_stays(value, 'words')
        when key = 'why' and step = 'pause' then retention_stays(value, 'words')
        else false
    end
$$;
"""

STEP = """
-- The guard of the steps, with one gap of its own shape: a condemned case's step may lose its free words.
create function cases_step_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE'
        and to_jsonb(new) - 'detail' = to_jsonb(old) - 'detail'
        and new.detail = retention_kept(old.step, old.detail)
        and retention_condemned(old.case_id) is not null
    then
        return new;
    end if;
    raise exception 'a line of % is never changed', tg_table_name using errcode = 'insufficient_privilege';
end $$;
drop trigger never_changed on cases_steptaken;
create trigger never_changed before update or delete on cases_steptaken
    for each row execute function cases_step_stays();
"""

DESTROY = """
-- The one verb. It runs as the owner of the tables, because nobody else may change a step; it asks for itself whether it may.
create function retention_destroy(which bigint, at timestamptz) returns varchar language plpgsql volatile
security definer set search_path = public, pg_temp as $$
declare listed varchar; known varchar; who bigint;
begin
    -- A hold that is being put on refers to this row: one of the two waits for the other.
    select number, petitioner_id into known, who from cases_case where id = which and destroyed = '' for update;
    listed := retention_condemned(which);
    if known is null or listed is null then
        raise exception 'case % is not condemned', which using errcode = 'insufficient_privilege';
    end if;
    if exists (select from ledger_entry where subject = known and v = 1) then
        raise exception 'the trace of case % says its content', which using errcode = 'feature_not_supported';
    end if;
    update cases_steptaken set detail = retention_kept(step, detail)
        where case_id = which and detail <> retention_kept(step, detail);
    update cases_paper set sealed = '' where case_id = which;
    update people_petitioner set sealed = '', masked = '', id_index = null, phone_index = null
        where id = who and not exists (
            select from cases_case other where other.petitioner_id = who and other.id <> which and other.destroyed = ''
        );
    delete from notices_notice where subject = known;
    delete from files_storedfile where subject = known;
    -- Of what somebody wanted a hidden field for stays the keyed digest in the trace; the words go.
    delete from ledger_ground using ledger_access where ledger_access."case" = known and ledger_ground.id = ledger_access.item
        and ledger_access.what = 'reveal' and ledger_access.about <> '';
    update retention_hold set why = '', lifted_why = '' where case_id = which;
    update cases_case set title = '', text = '', address = '', respondent = '', source = '', external_id = '',
        query_digest = '', submission_key = null, salt = '', destroyed = listed where id = which;
    update retention_listed set destroyed_at = at from retention_destructionlist destructionlist
        where destructionlist.id = list_id and destructionlist.number = listed and case_id = which;
    return listed;
end $$;
revoke execute on function retention_destroy(bigint, timestamptz) from public;
"""

BACK = """
drop function retention_destroy(bigint, timestamptz);
drop trigger never_changed on cases_steptaken;
create trigger never_changed before update or delete on cases_steptaken
    for each row execute function refuse_change();
drop function cases_step_stays();
drop function retention_kept(text, jsonb); drop function retention_stays(jsonb, text); drop function retention_word(jsonb, text);
drop function retention_condemned(bigint);
"""


class Migration(migrations.Migration):
    """Who may call it is granted with the walls (`records.walls.building`), because roles belong to the server."""

    dependencies = (
        ("retention", "0001_initial"),
        ("files", "0003_sealed"),
        ("notices", "0002_sealed"),
        ("people", "0006_sealed"),
        ("ledger", "0005_about"),
    )
    operations = (migrations.RunSQL(CONDEMNED + KEPT + STEP + DESTROY, BACK),)
