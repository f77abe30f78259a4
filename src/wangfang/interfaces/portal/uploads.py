"""Which of the files that came with a page could be kept, and why could the others not?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from wangfang.interfaces.frame.pacing import address_of, require_within
from wangfang.interfaces.portal import texts
from wangfang.records.files.keep import all_for, discard, keep
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

    from wangfang.records.files.keep import Upload

MOST = 9
LONGEST_KEY = 18
"""Digits; a longer number is no key of a row."""


def keep_all(request: HttpRequest, token: str, at: datetime) -> list[str]:
    """Keep every file that came along and may be kept, and return one sentence for each that may not.

    Each is looked at for itself: a bad one does not hide behind a good one, nor a good one suffer from it.
    """
    files = request.FILES.getlist("files")
    if len(files) + len(all_for(token)) > MOST:
        return [str(texts.TOO_MANY_FILES)]
    return [sentence for file in files if (sentence := _kept(request, file, token, at))]


def drop(key: str, token: str) -> None:
    """Take back a file of this draft; a key that is none of its files changes nothing."""
    if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY:
        discard(int(key), token)


def _kept(request: HttpRequest, file: UploadedFile[bytes], token: str, at: datetime) -> str:
    try:
        require_within("files", hashlib.sha256(token.encode()).hexdigest())
        require_within("kilobytes", address_of(request), (file.size or 0) // 1024 + 1)
        keep(cast("Upload", file), token, at)  # the stubs call its size read-only, which is all that is asked
    except Refused as refused:
        return refused.why
    return ""
