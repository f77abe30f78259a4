"""Takes an attachment in: sniffed by its first bytes, bounded in size, kept sealed under a token of its own."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction

from wangfang.records.files.models import StoredFile
from wangfang.records.vault import chunks
from wangfang.records.vault.keys import KEY_BYTES
from wangfang.rules.refusal import Refused

LARGEST = 20 * 1024 * 1024
"""Bytes that one attachment may have."""

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Upload(Protocol):
    """What the web framework hands over: a name, a size and the bytes in pieces."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]:
        """Yield the bytes."""


def keep(upload: Upload, subject: str, at: datetime) -> StoredFile:
    """Keep an upload for a subject (a case number, or the token of a draft).

    Raises:
        Refused: it is empty, larger than 20 MB, or no photo, recording, PDF or Word file.
    """
    name = safe_name(upload.name or "")
    body = _body(upload, name)
    kind = _kind_of(body, name)
    stored = StoredFile(kind=kind, size=len(body), subject=subject, kept_at=at)
    stored.name = name
    put_away(stored, body)
    stored.save()
    return stored


def put_away(stored: StoredFile, body: bytes) -> None:
    """Seal the bytes of a file into its place in the data folder; the caller saves the row, which has their key."""
    data_key = os.urandom(KEY_BYTES)
    target = path_of(stored)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = target.with_name(f"{target.name}.part")
    stored.suite = chunks.write(half, (body,), data_key, str(stored.token))
    half.replace(target)
    stored.data_key, stored.sha256 = data_key.hex(), hashlib.sha256(body).hexdigest()


def path_of(stored: StoredFile) -> Path:
    """Return where the sealed bytes of a kept file lie."""
    name = stored.token.hex
    return Path(settings.MEDIA_ROOT) / name[:2] / name


def bytes_of(stored: StoredFile) -> Iterator[bytes]:
    """Yield the bytes of a kept file as they came in, piece by piece, each once it is proved.

    Raises:
        Broken: they were altered, or are not those of this file.
        NoKey: the key that their key is sealed with is not there.
    """
    return chunks.read(path_of(stored), bytes.fromhex(stored.data_key), str(stored.token), stored.suite)


def kept_for(subject: str) -> list[StoredFile]:
    """Return the files of a subject in the order in which they came."""
    return list(StoredFile.objects.filter(subject=subject).order_by("pk"))


def hand_over(token: str, subject: str) -> int:
    """Move the files of a draft to the case it became; returns how many."""
    return StoredFile.objects.filter(subject=token).update(subject=subject)


def discard(key: int, subject: str) -> bool:
    """Forget a file of a draft, its bytes as well; tells whether there was one."""
    stored = StoredFile.objects.filter(pk=key, subject=subject).first()
    if stored is None:
        return False
    stored.delete()
    transaction.on_commit(lambda: path_of(stored).unlink(missing_ok=True))
    return True


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters and excess length."""
    plain = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if unicodedata.category(c)[0] != "C")
    return plain[-120:] or "附件"


def _body(upload: Upload, name: str) -> bytes:
    if (upload.size or 0) > LARGEST:
        raise Refused(f"“{name}”太大，一个文件最多 20 MB")
    body = b"".join(upload.chunks())
    if not body:
        raise Refused(f"“{name}”是空文件，请重新选择")
    if len(body) > LARGEST:
        raise Refused(f"“{name}”太大，一个文件最多 20 MB")
    return body


def _kind_of(body: bytes, name: str) -> str:
    kind = next((kind for start, kind in SIGNATURES if body.startswith(start)), "")
    if kind == "application/zip":
        kind = _WORD if b"word/" in body[:4096] or b"word/document.xml" in body else ""
    if not kind and body[4:8] == b"ftyp":
        kind = "audio/mp4"
    if not kind:
        raise Refused(f"“{name}”不能传：只能传照片、录音、PDF、Word 文件")
    return kind
