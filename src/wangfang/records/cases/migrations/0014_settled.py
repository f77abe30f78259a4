"""What was settled about a case and others becomes columns of it, so that either of two is found from the other."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

TIED = """
-- The cases that were merged into one, or linked with it, through an index that no policy can use; keys alone, which the
-- policy of the cases then lets through or not.
create function case_tied(known text) returns setof bigint
language plpgsql stable rows 20 security definer set search_path = public, pg_temp as $$
begin
    return query select id from cases_case where merged_into = known and merged_into <> ''
        union select id from cases_case where linked @> array[known::varchar] and linked <> '{}';
end $$;
"""
UNTIED = "drop function case_tied(text)"
KNOWN = """
update cases_case set merged_into = coalesce((
    select step.detail ->> 'into' from cases_steptaken step
    where step.case_id = cases_case.id and step.step = 'merge' order by step.number desc limit 1
), '') where state = 'merged'
"""
"""Copies that were merged before this column was there."""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_reorganisation'),
        ('cases', '0013_destroyed'),
        ('people', '0006_sealed'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='apart',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(db_collation='C', max_length=20), default=list, size=None),
        ),
        migrations.AddField(
            model_name='case',
            name='linked',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(db_collation='C', max_length=20), default=list, size=None),
        ),
        migrations.AddField(
            model_name='case',
            name='merged_into',
            field=models.CharField(blank=True, db_collation='C', default='', max_length=20),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('merged_into', ''), _negated=True), fields=['merged_into'], name='case_merged_into'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('linked', []), _negated=True), fastupdate=False, fields=['linked'], name='case_linked'),
        ),
        migrations.RunSQL(TIED, UNTIED),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
