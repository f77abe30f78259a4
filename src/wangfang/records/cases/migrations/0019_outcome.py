"""How a case came out becomes columns of it: the further figures are sums over rows."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Cases from before are read anew by `follow_up` of the migration, in batches."""

    dependencies = (("agencies", "0002_reorganisation"), ("cases", "0018_in_hand"))

    operations = (
        *(
            migrations.AddField(
                "case",
                name,
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.agency",
                ),
            )
            for name in ("first_bureau", "last_unit")
        ),
        *(
            migrations.AddField("case", name, models.DateTimeField(null=True))
            for name in ("closed_at", "bureau_rated_at", "unit_rated_at")
        ),
        migrations.AddField("case", "rates_until", models.DateField(null=True)),
        *(
            migrations.AddField("case", name, models.BooleanField(default=False))
            for name in ("solved", "once", "rates_unit")
        ),
        *(
            migrations.AddField(
                "case", name, models.CharField(blank=True, db_collation="C", default="", max_length=20)
            )
            for name in ("bureau_rating", "unit_rating")
        ),
        *(
            migrations.AddIndex(
                "case",
                models.Index(
                    condition=models.Q((f"{name}__isnull", False)), fields=[name], name=f"case_{name}"
                ),
            )
            for name in ("closed_at", "rates_until", "bureau_rated_at", "unit_rated_at")
        ),
    )
