"""Secrets of one-time codes and kept forms come into the vault; until now a key made of the secret key sealed them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wangfang.records.vault.carrying import carry, rewrite
from wangfang.records.vault.cells import opened_json
from wangfang.records.vault.envelopes import Place

CODES, FORMS = "people_codedevice", "people_keptform"
PURPOSES = {CODES: "one-time codes", FORMS: "kept form"}
NONCE = 12


def sealed_before(table: str, account: int, plain: bytes) -> bytes:
    """Seal as it was done before."""
    purpose, nonce = f"{PURPOSES[table]} {account}", os.urandom(NONCE)
    return nonce + AESGCM(_key(purpose)).encrypt(nonce, plain, purpose.encode())


def opened_before(table: str, account: int, sealed: bytes) -> bytes | None:
    """Open what was sealed before; none when the secret key has changed since, so that it opens no more."""
    purpose = f"{PURPOSES[table]} {account}"
    try:
        return AESGCM(_key(purpose)).decrypt(sealed[:NONCE], sealed[NONCE:], purpose.encode())
    except InvalidTag:
        return None


def _key(purpose: str) -> bytes:
    info = f"wangfang {purpose}".encode()
    return HKDF(SHA256(), length=32, salt=None, info=info).derive(settings.SECRET_KEY.encode())


def _secret(row: Mapping[str, Any]) -> Mapping[str, object]:
    """Return the secret of a device; where it is lost already the second factor stays on, and takes no code."""
    found = opened_before(CODES, row["account_id"], bytes(row["secret"]))
    return {"secret": (found or b"").decode()}


def _form(row: Mapping[str, Any]) -> Mapping[str, object]:
    found = opened_before(FORMS, row["account_id"], bytes(row["sealed"]))
    said: Mapping[str, object] = json.loads(found) if found else {"fields": [], "files": []}
    return said


def _seal(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    carry(schema, CODES, _secret, by="account_id")
    carry(schema, FORMS, _form, by="account_id")


def _bring_back(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    _as_before(schema, CODES, "secret", lambda said: str(said["secret"]).encode())
    _as_before(schema, FORMS, "sealed", lambda said: json.dumps(said, ensure_ascii=False).encode())


def _as_before(
    schema: BaseDatabaseSchemaEditor, table: str, column: str, plain: Callable[[Mapping[str, Any]], bytes]
) -> None:
    with schema.connection.cursor() as cursor:
        cursor.execute(f'select id, account_id, sealed from "{table}"')  # noqa: S608 - tables of ours
        for key, account, sealed in cursor.fetchall():
            said = opened_json(bytes(sealed), Place(table, "sealed", str(account)))
            again = sealed_before(table, account, plain(said))
            cursor.execute(f'update "{table}" set "{column}" = %s where id = %s', [again, key])  # noqa: S608 - as above


def _rewrite(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    rewrite(schema, CODES)
    rewrite(schema, FORMS)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0006_sealed"),
    ]

    operations = [
        migrations.AddField("codedevice", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AlterField("codedevice", "secret", models.BinaryField(default=b"")),
        migrations.RunPython(_seal, _bring_back, elidable=True),
        migrations.RemoveField("codedevice", "secret"),
        migrations.RunPython(_rewrite, migrations.RunPython.noop, elidable=True),
    ]
