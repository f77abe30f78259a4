"""To whom a message goes and what it says comes under seal; what was written in clear is carried over."""

from __future__ import annotations

import uuid

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wangfang.records.vault.carrying import bring_back, carry, rewrite

TABLE, PARTS = "notices_notice", ("phone", "name", "text")


def _seal(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    carry(schema, TABLE, lambda row: {name: row[name] for name in PARTS})


def _bring_back(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    bring_back(schema, TABLE, lambda said: {name: said.get(name, "") for name in PARTS})


def _rewrite(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    rewrite(schema, TABLE)


class Migration(migrations.Migration):

    dependencies = [
        ("notices", "0001_initial"),
    ]

    operations = [
        migrations.AddField("notice", "token", models.UUIDField(null=True)),
        migrations.AddField("notice", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AlterField("notice", "phone", models.CharField(default="", max_length=20)),
        migrations.AlterField("notice", "name", models.CharField(default="", max_length=100)),
        migrations.AlterField("notice", "text", models.CharField(default="", max_length=300)),
        migrations.RunPython(_seal, _bring_back, elidable=True),
        migrations.AlterField("notice", "token", models.UUIDField(default=uuid.uuid4, editable=False)),
        *(migrations.RemoveField("notice", name) for name in PARTS),
        migrations.RunPython(_rewrite, migrations.RunPython.noop, elidable=True),
    ]
