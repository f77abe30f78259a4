"""What does the virus scanner say about the bytes of a file: clean, infected, or is it not there to be asked?"""

from __future__ import annotations

import socket
import struct
from enum import StrEnum

from django.conf import settings

PIECE = 1 << 16
SECONDS = 10.0
"""How long the scanner may take to answer; then it counts as not there."""

LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    """How a file stands: nobody looks when no scanner is set."""

    CLEAN = "clean"
    UNSCANNED = "unscanned"
    HELD = "held"
    INFECTED = "infected"


SHOWN = (Verdict.CLEAN, Verdict.UNSCANNED)
"""Files that people see."""


def verdict_of(body: bytes) -> Verdict:
    """Return what the scanner at `WANGFANG_SCANNER` says; a scanner that is down or slow leaves the file held."""
    where = settings.WANGFANG_SCANNER
    if not where:
        return Verdict.UNSCANNED
    try:
        answer = _asked(where, body)
    except OSError:
        return Verdict.HELD
    if answer.endswith(b"OK"):
        return Verdict.CLEAN
    return Verdict.INFECTED if answer.endswith(b"FOUND") else Verdict.HELD


def answers() -> bool:
    """Tell whether the scanner is there."""
    return verdict_of(b"") is not Verdict.HELD


def _asked(where: str, body: bytes) -> bytes:
    """Return the answer to INSTREAM, the one command of clamd that needs no shared folder."""
    with _connected(where) as line:
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(body), PIECE):
            piece = body[at : at + PIECE]
            line.sendall(struct.pack(">L", len(piece)) + piece)
        line.sendall(struct.pack(">L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
            answer += more
    return answer.rstrip(b"\0\n")


def _connected(where: str) -> socket.socket:
    """Connect to `host:port`, or to the path of a socket."""
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(where)
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
