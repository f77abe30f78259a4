"""Tells the planner that an agency has its clocks in one county, or few: it counts the groups of a set right, and so in parallel."""

from __future__ import annotations

from django.db import migrations

STATISTICS = "create statistics duty_owner_county (ndistinct) on owner_id, county from cases_duty"
BACK = "drop statistics duty_owner_county"


class Migration(migrations.Migration):
    """Taken as two columns that know nothing of each other they would make twelve times as many groups as there are."""

    dependencies = (("cases", "0019_outcome"),)
    operations = (migrations.RunSQL(STATISTICS, BACK),)
