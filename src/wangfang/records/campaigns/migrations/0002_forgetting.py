"""Lets what was explained about a case go with the content of the case, whoever destroys that."""

from __future__ import annotations

from django.db import migrations

FORGET = """
create function campaigns_forget() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    update campaigns_explanation set sealed = '' from campaigns_target target
        where target.id = target_id and target.case_id = new.id;
    return null;
end $$;
revoke execute on function campaigns_forget() from public;
create trigger forget_explanations after update of destroyed on cases_case
    for each row when (old.destroyed = '' and new.destroyed <> '') execute function campaigns_forget();
"""
BACK = """
drop trigger forget_explanations on cases_case;
drop function campaigns_forget();
"""


class Migration(migrations.Migration):
    """A trigger: the function that destroys knows nothing of campaigns."""

    dependencies = [("campaigns", "0001_initial"), ("retention", "0002_destroying")]
    operations = [migrations.RunSQL(FORGET, BACK)]
