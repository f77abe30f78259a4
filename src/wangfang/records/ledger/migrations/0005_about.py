"""Lets an access event say what it was about, and keeps, sealed, what a hidden field was wanted for.

Events that are there say nothing of it and keep their digests; nothing is rewritten.
"""

from __future__ import annotations

import uuid

from django.db import migrations, models


COLUMN = """
alter table ledger_access add column about varchar(120) collate "C" not null default '';
create index access_about on ledger_access (recorded_at) where about <> '';
"""
BACK = "alter table ledger_access drop column about;"


class Migration(migrations.Migration):
    """The index is made by hand, over all partitions."""

    dependencies = (("ledger", "0004_sealed"),)
    operations = (
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(COLUMN, BACK)],
            [
                migrations.AddField(
                    "access", "about", models.CharField(max_length=120, db_collation="C", blank=True, default="")
                ),
            ],
        ),
        migrations.CreateModel(
            "Ground",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sealed", models.BinaryField()),
            ],
        ),
    )
