"""How a file is sent in these tests."""

from __future__ import annotations

from dataclasses import dataclass

from tests.moments import at
from wangfang.records.files import keep
from wangfang.records.files.models import StoredFile
from wangfang.rules.refusal import Refused

DRAFT = "a-draft"


@dataclass
class Sent:
    """A file as the web framework hands it over."""

    name: str | None
    body: bytes
    size: int | None = None

    def chunks(self) -> list[bytes]:
        """Give it in one piece."""
        return [self.body]


def send(name: str, body: bytes, subject: str = DRAFT) -> StoredFile:
    """Keep a file."""
    return keep.keep(Sent(name, body), subject, at("2017-08-22"))


def kept_bytes(stored: StoredFile) -> bytes:
    """Return what is handed out of a file."""
    return b"".join(keep.bytes_of(stored))


def refusal_of(name: str, body: bytes) -> str:
    """Return why a file is refused, empty when it is kept."""
    try:
        send(name, body)
    except Refused as refused:
        return refused.why
    return ""
