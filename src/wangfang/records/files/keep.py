"""Takes an attachment in: named, bounded, read by its own reader, scanned, and kept sealed under a token of its own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from wangfang.records.files import scanning
from wangfang.records.files.kinds import kind_of
from wangfang.records.files.models import StoredFile
from wangfang.records.files.names import display_name
from wangfang.records.files.scanning import SHOWN, Verdict
from wangfang.records.files.unfit import Unfit
from wangfang.records.vault import chunks
from wangfang.records.vault.keys import KEY_BYTES, NoKey
from wangfang.rules.refusal import Refused

LARGEST = 20 * 1024 * 1024
"""Bytes that one attachment may have."""

MOST = 100 * 1024 * 1024
"""Bytes that all attachments of a case may have together."""

UNREADABLE_SIGN = "\N{REPLACEMENT CHARACTER}"


class Upload(Protocol):
    """What the web framework hands over: a name, a size and the bytes in pieces."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]:
        """Yield the bytes."""


def keep(upload: Upload, subject: str, at: datetime) -> StoredFile:
    """Keep an upload for a subject (a case number, or the token of a draft).

    What is kept is what the reader of its kind made of it: a picture without the place where it was taken, a
    document without its author. While the scanner is away the file is held: kept, and shown to nobody.

    Raises:
        Refused: it is empty, larger than 20 MB, makes the case larger than 100 MB, is of no kind that may be
            attached, not what its name says, broken, or infected.
    """
    if UNREADABLE_SIGN in (upload.name or ""):
        raise Refused("文件名里有认不出的字，改个名字再传")
    name = display_name(upload.name or "")
    body = _body(upload, name)
    _require_room(subject, len(body))
    try:
        kind = kind_of(name, body)
        clean = kind.cleaned(body)
    except Unfit as unfit:
        raise Refused(f"“{name}”{unfit}") from unfit
    standing = scanning.verdict_of(body)
    if standing is Verdict.INFECTED:
        raise Refused(f"“{name}”里查出了病毒，没有收下；换一台设备重新生成再传")
    stored = StoredFile(kind=kind.media, size=len(clean), subject=subject, kept_at=at, standing=standing)
    stored.name = name
    put_away(stored, clean)
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
    """Return the bytes of a kept file, piece by piece, each once it is proved; the first is proved on the spot.

    So whoever hands them out learns that they are not there before the answer has begun.

    Raises:
        Refused: the file is not there any more.
        Broken: they were altered, or are not those of this file.
        NoKey: the key that their key is sealed with is not there.
    """
    if not stored.data_key or not path_of(stored).is_file():
        raise Refused(f"“{stored.name}”的内容不在了，请管理员从备份恢复")
    pieces = chunks.read(path_of(stored), bytes.fromhex(stored.data_key), str(stored.token), stored.suite)
    return chain((next(pieces),), pieces)


def kept_for(subject: str) -> list[StoredFile]:
    """Return the files of a subject that may be seen, in the order in which they came."""
    return list(StoredFile.objects.filter(subject=subject, standing__in=SHOWN).order_by("pk"))


def all_for(subject: str) -> list[StoredFile]:
    """Return the files of a subject, also those that wait for the scanner and cannot be read yet."""
    return list(StoredFile.objects.filter(subject=subject).exclude(standing=Verdict.INFECTED).order_by("pk"))


def look_again() -> int:
    """Ask the scanner about the files that are held; returns how many it could say something about.

    What it finds infected stays unseen, and is not handed over any more. A file that does not open stays held, and
    keeps nobody else's waiting.
    """
    told = 0
    for stored in StoredFile.objects.filter(standing=Verdict.HELD).order_by("pk").iterator(chunk_size=100):
        try:
            body = b"".join(bytes_of(stored))
        except NoKey:
            raise  # that is no matter of one file
        except Refused:
            continue
        standing = scanning.verdict_of(body)
        if standing is Verdict.HELD:
            break
        told += StoredFile.objects.filter(pk=stored.pk).update(standing=standing)
    return told


def hand_over(token: str, subject: str) -> int:
    """Move the files of a draft to the case it became; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("update files_storedfile set subject = %s where subject = %s", [subject, token])
        return int(cursor.rowcount)


def discard(key: int, subject: str) -> bool:
    """Forget a file of a draft, its bytes as well; tells whether there was one."""
    stored = StoredFile.objects.filter(pk=key, subject=subject).first()
    if stored is None:
        return False
    stored.delete()
    transaction.on_commit(lambda: path_of(stored).unlink(missing_ok=True))
    return True


def keep_own(name: str, media: str, body: bytes, subject: str, at: datetime) -> StoredFile:
    """Keep a file that this program has made itself, sealed like any other."""
    stored = StoredFile(kind=media, size=len(body), subject=subject, kept_at=at, standing=Verdict.CLEAN)
    stored.name = name
    put_away(stored, body)
    stored.save()
    return stored


def forget(subject: str) -> int:
    """Forget every file of a subject, its bytes as well; returns how many there were."""
    paths = where_kept(subject)
    StoredFile.objects.filter(subject=subject).delete()
    transaction.on_commit(lambda: unlink_all(paths))
    return len(paths)


def subjects_before(beginning: str, moment: datetime) -> list[str]:
    """Return the subjects that begin so and of which a file was kept at a moment or before."""
    old = StoredFile.objects.filter(subject__startswith=beginning, kept_at__lte=moment)
    return sorted(set(old.values_list("subject", flat=True)))


def digests_of(subjects: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the SHA-256 of the files of each of some subjects; a subject without files is not among them."""
    found: dict[str, frozenset[str]] = {}
    for stored in StoredFile.objects.filter(subject__in=list(subjects)):
        found[stored.subject] = found.get(stored.subject, frozenset()) | {stored.sha256}
    return found


def where_kept(subject: str) -> list[Path]:
    """Return where the bytes of every file of a subject lie, seen or held."""
    return [path_of(stored) for stored in StoredFile.objects.filter(subject=subject).order_by("pk")]


def unlink_all(paths: Iterable[Path]) -> None:
    """Take bytes off the disk; their keys are gone with their rows."""
    for path in paths:
        path.unlink(missing_ok=True)


def _require_room(subject: str, more: int) -> None:
    taken = StoredFile.objects.filter(subject=subject).aggregate(taken=Sum("size"))["taken"] or 0
    if taken + more > MOST:
        raise Refused("这件事的附件加起来最多 100 MB，先移除几个，或者把照片缩小再传")


def _body(upload: Upload, name: str) -> bytes:
    if (upload.size or 0) > LARGEST:
        raise Refused(f"“{name}”太大，一个文件最多 20 MB")
    body = b"".join(upload.chunks())
    if not body:
        raise Refused(f"“{name}”是空文件，请重新选择")
    if len(body) > LARGEST:
        raise Refused(f"“{name}”太大，一个文件最多 20 MB")
    return body
