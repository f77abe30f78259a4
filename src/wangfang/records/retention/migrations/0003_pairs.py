"""Of what was settled about two cases the numbers and the verdict stay when the content of one is destroyed."""

from __future__ import annotations

from django.db import migrations

KEPT = """
create or replace function retention_kept(step text, detail jsonb) returns jsonb language sql stable
security definer set search_path = public, pg_temp as $$
    select coalesce(jsonb_object_agg(key, value), '{{}}') from jsonb_each(detail) where case
        when key in ('to', 'from', 'agency', 'co', 'head_of') then retention_stays(value, 'agencies')
        when key in ('login', 'granted') then retention_stays(value, 'people')
        when key in (
            'due_on', 'days', 'agree', 'outcome', 'procedure', 'ground', 'kind', 'method', 'conclusion', 'rank', 'on',
            'into', {more}'bureau', 'unit', 'evidence_on', 'kept', 'secrecy', 'parts', 'until'
        ) then retention_stays(value, 'words')
        when key = 'why' and step = 'pause' then retention_stays(value, 'words')
        else false
    end
$$;
"""


class Migration(migrations.Migration):
    """The function is the one of before, with three more words."""

    dependencies = (("retention", "0002_destroying"),)
    operations = (migrations.RunSQL(KEPT.format(more="'other', 'verdict', 'repeat', "), KEPT.format(more="")),)
