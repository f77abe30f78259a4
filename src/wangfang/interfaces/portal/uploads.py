"""Which of the files that came with a page could be kept, and why could the others not?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from wangfang.interfaces.portal import texts
from wangfang.records.files.keep import discard, keep, kept_for
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from wangfang.records.files.keep import Upload

MOST = 9
LONGEST_KEY = 18
"""Digits; a longer number is no key of a row."""

ACCEPTED = "image/jpeg,image/png,application/pdf,audio/*,.doc,.docx"


def keep_all(files: Sequence[UploadedFile[bytes]], token: str, at: datetime) -> list[str]:
    """Keep every file that may be kept, and return one sentence for each that may not."""
    if len(files) + len(kept_for(token)) > MOST:
        return [str(texts.TOO_MANY_FILES)]
    return [sentence for file in files if (sentence := _kept(file, token, at))]


def drop(key: str, token: str) -> None:
    """Take back a file of this draft; a key that is none of its files changes nothing."""
    if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY:
        discard(int(key), token)


def _kept(file: UploadedFile[bytes], token: str, at: datetime) -> str:
    try:
        keep(cast("Upload", file), token, at)  # the stubs call its size read-only, which is all that is asked
    except Refused as refused:
        return refused.why
    return ""
