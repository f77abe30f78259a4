"""Gives posts a clearance and people their mandates, and keeps the 三员 apart from one another and from the business."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

APART = """
create function keep_posts_apart() returns trigger language plpgsql as $$
begin
    -- Two at once take turns, else neither would see the other's row.
    perform pg_advisory_xact_lock(hashtextextended('posts of ' || new.account_id, 0));
    if exists (
        select from people_post other
        where other.account_id = new.account_id and other.id <> new.id and other.role <> new.role
            and (other.role in ('admin', 'security', 'auditor') or new.role in ('admin', 'security', 'auditor'))
            and coalesce(other.starts_on, '-infinity') <= coalesce(new.ends_on, 'infinity')
            and coalesce(new.starts_on, '-infinity') <= coalesce(other.ends_on, 'infinity')
    ) then
        raise exclusion_violation using message = 'one person, two posts that exclude one another', constraint = 'posts_apart';
    end if;
    return new;
end $$;
create trigger posts_apart before insert or update on people_post for each row execute function keep_posts_apart();
"""
BACK = "drop trigger posts_apart on people_post; drop function keep_posts_apart();"


class Migration(migrations.Migration):
    """A trigger, because the private database has no extension for an exclusion over equality and ranges."""

    dependencies = (("agencies", "0002_reorganisation"), ("people", "0003_behind_a_petition"))
    operations = (
        migrations.AddField("post", "clearance", models.PositiveSmallIntegerField(default=1)),
        migrations.AddConstraint("post", models.CheckConstraint(condition=Q(clearance__lte=3), name="post_clearance")),
        migrations.CreateModel(
            "Mandate",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("topic", models.CharField(blank=True, default="", max_length=20)),
                ("approved_by", models.CharField(max_length=40)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "mandate", models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="mandate_has_days")
        ),
        migrations.RunSQL(APART, BACK),
    )
