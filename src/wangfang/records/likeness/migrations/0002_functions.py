"""Lets pages write and search the index by functions alone: a table of grams would betray the words of every case."""

from __future__ import annotations

from django.db import migrations

FUNCTIONS = """
-- Numbers do not get smaller by packing: the attempt would cost more than reading them.
alter table likeness_posting alter column case_keys set storage external;

create function likeness_current() returns bigint language sql stable
security definer set search_path = public, pg_temp as $$
    select coalesce((select id from likeness_edition where is_current), 0)
$$;

-- Whoever writes postings, or takes a case out of them, waits here for the others.
create function likeness_turn() returns void language sql volatile as $$
    select pg_advisory_xact_lock(1818850917)
$$;

create function likeness_put(which bigint, pieces integer[]) returns void language sql volatile
security definer set search_path = public, pg_temp as $$
    insert into likeness_pieces (edition, case_key, grams, standing)
    values (likeness_current(), which, pieces, 0) on conflict do nothing
$$;

-- More pieces of a case that is there: attachments come after the words.
create function likeness_add(which bigint, pieces integer[]) returns void language plpgsql volatile
security definer set search_path = public, pg_temp as $$
declare folded boolean;
begin
    perform likeness_turn();
    update likeness_pieces set grams = grams || pieces
    where edition = likeness_current() and case_key = which returning standing = 2 into folded;
    if folded then
        insert into likeness_posting as held (edition, gram, case_keys)
        select likeness_current(), piece, array[which::integer] from unnest(pieces) piece
        on conflict (edition, gram) do update set case_keys = held.case_keys || excluded.case_keys;
    end if;
end $$;

create function likeness_take_out(which bigint) returns void language plpgsql volatile
security definer set search_path = public, pg_temp as $$
begin
    perform likeness_turn();
    with gone as (delete from likeness_pieces where case_key = which returning edition, grams)
    update likeness_posting held set case_keys = array_remove(held.case_keys, which::integer)
    from gone where held.edition = gone.edition and held.gram = any(gone.grams);
end $$;

-- Takes up to so many cases of an edition into the postings; returns how many.
create function likeness_fold(which bigint, most integer) returns bigint language plpgsql volatile as $$
declare done bigint;
begin
    perform likeness_turn();
    create temporary table folding on commit drop as
        select case_key, grams from likeness_pieces where edition = which and standing < 2 order by case_key limit most;
    insert into likeness_posting as held (edition, gram, case_keys)
        select which, piece, array_agg(case_key) from folding, unnest(grams) piece group by piece
        on conflict (edition, gram) do update set case_keys = held.case_keys || excluded.case_keys;
    update likeness_pieces pieces set standing = 2 from folding
        where pieces.edition = which and pieces.case_key = folding.case_key;
    select count(*) into done from folding;
    drop table folding;
    return done;
end $$;

-- Which cases hold the grams asked for: each with its cases as the database sends an array, to be read without unpacking.
create function likeness_near(asked integer[]) returns table (gram integer, held bytea) language sql stable
security definer set search_path = public, pg_temp as $$
    select posting.gram, array_send(posting.case_keys) from likeness_posting posting
    where posting.edition = (select likeness_current()) and posting.gram = any(asked) and posting.case_keys <> '{}'
    union all
    select piece, array_send(array_agg(fresh.case_key))
    from likeness_pieces fresh cross join unnest(fresh.grams) piece
    where fresh.edition = (select likeness_current()) and fresh.standing = 0
        and fresh.grams && asked and piece = any(asked)
    group by piece
$$;

create function likeness_learned(known bigint)
returns table (id bigint, cases integer, grams bytea, counts bytea) language sql stable
security definer set search_path = public, pg_temp as $$
    select id, cases, case when id <> known then grams end, case when id <> known then counts end
    from likeness_edition where is_current
$$;

revoke execute on function likeness_put(bigint, integer[]), likeness_add(bigint, integer[]), likeness_take_out(bigint),
    likeness_fold(bigint, integer), likeness_near(integer[]), likeness_learned(bigint) from public;
"""

BACK = """
drop function likeness_learned(bigint); drop function likeness_near(integer[]);
drop function likeness_fold(bigint, integer); drop function likeness_take_out(bigint);
drop function likeness_add(bigint, integer[]); drop function likeness_put(bigint, integer[]);
drop function likeness_turn(); drop function likeness_current();
"""


class Migration(migrations.Migration):
    """Who may call them is granted with the walls (`records.walls.building`), because roles belong to the server."""

    dependencies = (("likeness", "0001_initial"),)
    operations = (migrations.RunSQL(FUNCTIONS, BACK),)
