"""Attachments come under seal, their names and digests too; the files in clear are taken away when that is done."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wangfang.records.vault import chunks
from wangfang.records.vault.carrying import carry, rewrite
from wangfang.records.vault.keys import KEY_BYTES

TABLE = "files_storedfile"


def _seal(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    folder, clear = Path(settings.MEDIA_ROOT), set[Path]()
    with schema.connection.cursor() as cursor:
        cursor.execute(f"update {TABLE} set token = gen_random_uuid()")

    def said(row: Mapping[str, Any]) -> Mapping[str, object]:
        plain = {"name": row["name"], "sha256": row["sha256"]}
        before = folder / row["sha256"][:2] / row["sha256"]
        if not before.is_file():  # lost long before; the row still says what it was
            return plain
        clear.add(before)
        after, data_key = folder / row["token"].hex[:2] / row["token"].hex, os.urandom(KEY_BYTES)
        after.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        body = before.read_bytes()
        if hashlib.sha256(body).hexdigest() != row["sha256"]:
            msg = f"附件 {row['id']} 的内容和登记的摘要不符，没有封存，请先核对"
            raise ValueError(msg)
        return {**plain, "data_key": data_key.hex(), "suite": chunks.write(after, (body,), data_key, str(row["token"]))}

    carry(schema, TABLE, said)
    transaction.on_commit(lambda: [path.unlink(missing_ok=True) for path in clear])


def _rewrite(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    rewrite(schema, TABLE)


class Migration(migrations.Migration):

    dependencies = [
        ("files", "0002_read_and_scanned"),
    ]

    operations = [
        migrations.AddField("storedfile", "token", models.UUIDField(null=True)),
        migrations.AddField("storedfile", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.RunPython(_seal, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("storedfile", "token", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.RemoveField("storedfile", "name"),
        migrations.RemoveField("storedfile", "sha256"),
        migrations.RunPython(_rewrite, migrations.RunPython.noop, elidable=True),
    ]
