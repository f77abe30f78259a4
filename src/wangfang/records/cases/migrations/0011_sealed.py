"""Papers and drafts name the petitioner, so they come under seal; what was written in clear is carried over."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wangfang.records.vault.carrying import bring_back, carry, rewrite


def _json(value: Any) -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads(value) if isinstance(value, str) else value
    return found


def _seal(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    carry(schema, "cases_paper", lambda row: _json(row["body"]))
    carry(schema, "cases_draft", lambda row: _json(row["fields"]), by="token_digest")


def _bring_back(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    bring_back(schema, "cases_paper", lambda said: {"body": json.dumps(said, ensure_ascii=False)})
    bring_back(
        schema, "cases_draft", lambda said: {"fields": json.dumps(said, ensure_ascii=False)}, by="token_digest"
    )


def _rewrite(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    rewrite(schema, "cases_paper")
    rewrite(schema, "cases_draft")


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0010_salt"),
        ("people", "0006_sealed"),
    ]

    operations = [
        migrations.AddField("paper", "token", models.UUIDField(null=True)),
        migrations.AddField("paper", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField("draft", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AlterField("paper", "body", models.JSONField(default=dict)),
        migrations.RunPython(_seal, _bring_back, elidable=True),
        migrations.AlterField("paper", "token", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RemoveField("paper", "body"),
        migrations.RemoveField("draft", "fields"),
        migrations.RunPython(_rewrite, migrations.RunPython.noop, elidable=True),
    ]
