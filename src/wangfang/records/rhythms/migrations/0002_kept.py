"""What was signed or sent never changes, items are seen with their case, and explanations go with its content."""

from __future__ import annotations

from django.db import migrations

WALLED = ("rhythms_dayitem", "rhythms_explained")
STAYS = """
create function rhythms_signed_stays() returns trigger language plpgsql as $$
begin
    if old.signed_at is not null then raise exception 'a signed board never changes'; end if;
    return new;
end $$;
create trigger signed_stays before update on rhythms_dayboard for each row execute function rhythms_signed_stays();
create function rhythms_sent_stays() returns trigger language plpgsql as $$
begin
    if old.sent_at is not null then raise exception 'a brief that was sent never changes'; end if;
    return new;
end $$;
create trigger sent_stays before update on rhythms_brief for each row execute function rhythms_sent_stays();
create function rhythms_nothing_more() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    if exists (select from rhythms_dayboard where id = new.board_id and signed_at is not null) then
        raise exception 'nothing is added to a signed board';
    end if;
    return new;
end $$;
revoke execute on function rhythms_nothing_more() from public;
create trigger nothing_more before insert on rhythms_dayitem for each row execute function rhythms_nothing_more();
create trigger nothing_more before insert on rhythms_explained for each row execute function rhythms_nothing_more();
create function rhythms_forget() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    update rhythms_explained set sealed = '' where case_id = new.id;
    return null;
end $$;
revoke execute on function rhythms_forget() from public;
create trigger forget_explained after update of destroyed on cases_case
    for each row when (old.destroyed = '' and new.destroyed <> '') execute function rhythms_forget();
"""
GONE = """
drop trigger forget_explained on cases_case;
drop trigger nothing_more on rhythms_explained;
drop trigger nothing_more on rhythms_dayitem;
drop trigger sent_stays on rhythms_brief;
drop trigger signed_stays on rhythms_dayboard;
drop function rhythms_forget(), rhythms_nothing_more(), rhythms_sent_stays(), rhythms_signed_stays();
"""
WALL = "".join(f"alter table {one} enable row level security; alter table {one} force row level security;" for one in WALLED)
NO_WALL = "".join(
    f"alter table {one} no force row level security; alter table {one} disable row level security;" for one in WALLED
)


class Migration(migrations.Migration):
    """Whose rows are seen is laid down after every migration (`records.walls`): with those of their case."""

    dependencies = (("rhythms", "0001_initial"), ("retention", "0002_destroying"))
    operations = (migrations.RunSQL(STAYS, GONE), migrations.RunSQL(WALL, NO_WALL))
