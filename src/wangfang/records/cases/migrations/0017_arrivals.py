"""What was found when a case that came in was looked at, for the work list; it goes by itself when it may have changed."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

FUNCTIONS = """
-- The cases at an agency that are likely here already; none for who may not ask about it. Keys of its own cases alone.
create function case_likely_here(agency bigint) returns setof bigint
language plpgsql stable rows 20 security definer set search_path = public, pg_temp as $$
begin
    if case_may_ask(agency) then
        return query select case_id from cases_arrival where holder = agency and band <> '';
    end if;
end $$;

-- Whatever may change what was found takes it away, and the case is looked at again: it moves on or becomes marked,
-- something is settled about it, or the earlier case is settled, marked or destroyed.
create function cases_look_again() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    delete from cases_arrival where case_id = new.id;
    delete from cases_arrival where other_id = new.id;
    delete from cases_arrival where found_id = new.id;
    return null;
end $$;
create trigger look_again after update on cases_case for each row
    when (
        old.state in ('submitted', 'registered', 'screening', 'routing')
            and (new.state not in ('submitted', 'registered', 'screening', 'routing') or new.holder_id <> old.holder_id)
        or new.marked <> old.marked or new.destroyed <> old.destroyed or new.merged_into <> old.merged_into
        or new.linked <> old.linked or new.apart <> old.apart
    )
    execute function cases_look_again();
"""
BACK = """
drop trigger look_again on cases_case; drop function cases_look_again(); drop function case_likely_here(bigint);
"""
ARRIVED = models.Q(("state__in", ("submitted", "registered", "screening", "routing")))


class Migration(migrations.Migration):
    """Pages count by a function alone (`records.walls.building`); what is in hand is looked at by the job, newest first."""

    dependencies = (("cases", "0016_taken_out"),)
    operations = (
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("holder", models.BigIntegerField()),
                ("band", models.CharField(blank=True, db_collation="C", default="", max_length=10)),
                ("looked_at", models.DateTimeField()),
                (
                    "found",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                condition=models.Q(("band", ""), _negated=True), fields=["holder", "case"], name="case_likely_here"
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                condition=models.Q(("other__isnull", False)), fields=["other"], name="case_likely_other"
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                condition=models.Q(("found__isnull", False)), fields=["found"], name="case_likely_found"
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("band", ""), ("found__isnull", True), ("other__isnull", True)),
                    models.Q(
                        models.Q(("band", ""), _negated=True), ("found__isnull", False), ("other__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="case_likely_names_other",
            ),
        ),
        migrations.AddIndex(
            model_name="case", index=models.Index(condition=ARRIVED, fields=["id"], name="case_arrived")
        ),
        migrations.RunSQL(FUNCTIONS, BACK),
    )
