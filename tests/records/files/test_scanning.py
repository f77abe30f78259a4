"""Does a virus scanner that is there keep infected files out, and one that is not there hold them back?"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Thread

import pytest

from tests.attachments import SAMPLES
from tests.records.files.sending import DRAFT, refusal_of, send
from wangfang.config import checkup
from wangfang.records.files import keep

pytestmark = pytest.mark.django_db
VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
INFECTED = SAMPLES["png"] + VIRUS
NOWHERE = "127.0.0.1:1"


def _whole(line: socket.socket) -> bytes:
    said = line.makefile("rb")
    assert said.read(10) == b"zINSTREAM\0"
    body = b""
    while size := struct.unpack(">L", said.read(4))[0]:
        body += said.read(size)
    return body


@contextmanager
def scanner() -> Iterator[str]:
    """Run a scanner that speaks as clamd does, and yield its address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as door:

        def serve() -> None:
            while True:
                try:
                    line, _ = door.accept()
                except OSError:
                    return
                with line:
                    line.sendall(b"stream: Eicar FOUND\0" if VIRUS in _whole(line) else b"stream: OK\0")

        Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{door.getsockname()[1]}"
        door.shutdown(socket.SHUT_RDWR)


def _says(settings: object, where: str) -> checkup.Finding:
    settings.WANGFANG_SCANNER = where  # type: ignore[attr-defined]
    return checkup._scanner()


def test_an_infected_file_is_refused_and_a_clean_one_is_kept(settings: object) -> None:
    with scanner() as where:
        assert _says(settings, where).state == "ready"
        assert "病毒" in refusal_of("a.png", INFECTED)
        assert send("b.png", SAMPLES["png"]).standing == "clean"
    assert [file.name for file in keep.kept_for(DRAFT)] == ["b.png"]


def test_while_the_scanner_is_away_a_file_is_held_and_shown_when_it_is_back(settings: object) -> None:
    assert _says(settings, NOWHERE).state == "missing"
    send("a.png", SAMPLES["png"])
    assert (keep.kept_for(DRAFT), [file.name for file in keep.all_for(DRAFT)]) == ([], ["a.png"])
    assert keep.look_again() == 0
    with scanner() as where:
        settings.WANGFANG_SCANNER = where  # type: ignore[attr-defined]
        assert keep.look_again() == 1
    assert [file.name for file in keep.kept_for(DRAFT)] == ["a.png"]


def test_a_file_that_does_not_open_stays_held_and_keeps_nobody_waiting(settings: object) -> None:
    _says(settings, NOWHERE)
    altered, gone, whole = (send(name, SAMPLES["png"]) for name in ("a.png", "b.png", "c.png"))
    keep.path_of(altered).write_bytes(b"x" * 99)
    keep.path_of(gone).unlink()
    with scanner() as where:
        settings.WANGFANG_SCANNER = where  # type: ignore[attr-defined]
        assert keep.look_again() == 1
    assert [file.pk for file in keep.kept_for(DRAFT)] == [whole.pk]


def test_what_turns_out_to_be_infected_is_shown_to_nobody(settings: object) -> None:
    _says(settings, NOWHERE)
    stored = send("a.png", SAMPLES["png"])
    keep.put_away(stored, INFECTED)
    stored.save()
    with scanner() as where:
        settings.WANGFANG_SCANNER = where  # type: ignore[attr-defined]
        assert keep.look_again() == 1
    assert keep.all_for(DRAFT) == []


def test_without_a_scanner_files_are_shown_and_the_doctor_says_so(settings: object) -> None:
    said = _says(settings, "")
    assert (said.state, "WANGFANG_SCANNER" in said.says) == ("provisional", True)
    assert send("a.png", INFECTED).standing == "unscanned"
