"""Gives every case the salt of what the trace says of it; each case that is there gets its own."""

from __future__ import annotations

from django.db import migrations, models

import wangfang.records.cases.models.case

EACH = """
alter table cases_case add column salt varchar(32) collate "C" not null
    default encode(substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) for 16), 'hex');
alter table cases_case alter column salt drop default;
"""
"""The default is drawn anew for each row; both halves of what is hashed come from the strong source of the server."""


class Migration(migrations.Migration):
    """Lines that are there stay as they are; from the next line on a case says digests."""

    dependencies = (("cases", "0009_second_wall"), ("ledger", "0004_sealed"))
    operations = (
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(EACH, "alter table cases_case drop column salt")],
            [
                migrations.AddField(
                    "case",
                    "salt",
                    models.CharField(
                        max_length=32,
                        blank=True,
                        default=wangfang.records.cases.models.case.new_salt,
                        db_collation="C",
                    ),
                ),
            ],
        ),
    )
