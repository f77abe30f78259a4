"""Holds what was approved: its row, its texts and its way; what was signed for stays signed for."""

from __future__ import annotations

from django.db import migrations

HOLD = """
create function bulletins_hold() returns trigger language plpgsql as $$
begin
    if old.stage in ('approved', 'issued') and not (
        old.stage = 'approved' and new.stage = 'issued'
        and to_jsonb(new) - array['stage', 'issued_at'] = to_jsonb(old) - array['stage', 'issued_at']
        or to_jsonb(new) = to_jsonb(old)
    ) then
        raise exception 'what was approved of bulletin % does not change', old.id using errcode = '23001';
    end if;
    if to_jsonb(new) -> 'kept' is distinct from to_jsonb(old) -> 'kept' then
        raise exception 'the figures of bulletin % do not change', old.id using errcode = '23001';
    end if;
    return new;
end $$;
create trigger approved_stays before update on bulletins_bulletin for each row execute function bulletins_hold();

create function bulletins_written_in_drafts() returns trigger language plpgsql as $$
begin
    if (select stage <> 'draft' from bulletins_bulletin where id = new.bulletin_id) then
        raise exception 'bulletin % is no draft', new.bulletin_id using errcode = '23001';
    end if;
    return new;
end $$;
create trigger in_drafts before insert on bulletins_passage for each row execute function bulletins_written_in_drafts();

create function bulletins_stays() returns trigger language plpgsql as $$
begin
    raise exception '% keeps every row as it was written', tg_table_name using errcode = '23001';
end $$;
create trigger version_stays before update on bulletins_passage for each row execute function bulletins_stays();
create trigger turn_stays before update on bulletins_turn for each row execute function bulletins_stays();
create trigger receipt_stays before update on bulletins_receipt for each row
    when (old.signed_at is not null or (new.bulletin_id, new.agency_id, new.way) <> (old.bulletin_id, old.agency_id, old.way))
    execute function bulletins_stays();
"""
BACK = """
drop trigger receipt_stays on bulletins_receipt;
drop trigger turn_stays on bulletins_turn;
drop trigger version_stays on bulletins_passage;
drop function bulletins_stays();
drop trigger in_drafts on bulletins_passage;
drop function bulletins_written_in_drafts();
drop trigger approved_stays on bulletins_bulletin;
drop function bulletins_hold();
"""


class Migration(migrations.Migration):
    """Triggers; privileges keep rows from being deleted (`records.walls.building.NEVER_GONE`)."""

    dependencies = [("bulletins", "0002_its_way")]
    operations = [migrations.RunSQL(HOLD, BACK)]
