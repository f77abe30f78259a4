"""What tells who petitions comes under seal; what was written in clear is carried over and its pages are written anew."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wangfang.records.vault.blind import Kind, index_of
from wangfang.records.vault.carrying import bring_back, carry, rewrite
from wangfang.records.vault.keys import Purpose, keeper
from wangfang.rules.privacy import is_secret, mask_name

TABLE = "people_petitioner"
PARTS = ("name", "id_type", "id_number", "phone", "address", "signers", "agents")


def _seal(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    with schema.connection.cursor() as cursor:
        cursor.execute("select distinct petitioner_id, purpose from cases_case")
        secret = {key for key, purpose in cursor.fetchall() if is_secret(purpose)}
    kid = keeper().current(Purpose.INDEX)

    def said(row: Mapping[str, Any]) -> Mapping[str, object]:
        plain = {name: row[name] for name in PARTS}
        lists = {name: json.loads(plain[name]) for name in ("signers", "agents") if isinstance(plain[name], str)}
        return {**plain, **lists}

    def more(row: Mapping[str, Any]) -> Mapping[str, object]:
        return {
            "masked": mask_name(row["name"], secret=row["id"] in secret),
            "id_index": index_of(Kind.ID_NUMBER, row["id_number"], kid),
            "phone_index": index_of(Kind.PHONE, row["phone"], kid),
            "indexed_by": kid,
        }

    carry(schema, TABLE, said, more=more)


def _bring_back(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    def told(said: Mapping[str, Any]) -> Mapping[str, object]:
        texts = {name: said.get(name, "") for name in PARTS[:5]}
        return {**texts, **{name: json.dumps(said.get(name, []), ensure_ascii=False) for name in PARTS[5:]}}

    bring_back(schema, TABLE, told)


def _rewrite(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    rewrite(schema, TABLE)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0005_the_door"),
        ("cases", "0007_counted"),
    ]

    operations = [
        migrations.AddField("petitioner", "token", models.UUIDField(null=True)),
        migrations.AddField("petitioner", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField("petitioner", "masked", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField("petitioner", "id_index", models.BinaryField(null=True)),
        migrations.AddField("petitioner", "phone_index", models.BinaryField(null=True)),
        migrations.AddField(
            "petitioner", "indexed_by", models.CharField(blank=True, db_collation="C", default="", max_length=12)
        ),
        migrations.AlterField("petitioner", "name", models.CharField(default="", max_length=100)),
        migrations.RunPython(_seal, _bring_back, elidable=True),
        migrations.AlterField("petitioner", "token", models.UUIDField(default=uuid.uuid4, editable=False)),
        *(migrations.RemoveField("petitioner", name) for name in PARTS),
        migrations.RunPython(_rewrite, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "petitioner",
            models.Index(
                fields=["id_index"], name="petitioner_id", condition=models.Q(("id_index__isnull", False))
            ),
        ),
        migrations.AddIndex(
            "petitioner",
            models.Index(
                fields=["phone_index"], name="petitioner_phone", condition=models.Q(("phone_index__isnull", False))
            ),
        ),
    ]
