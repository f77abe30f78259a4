"""A second keeper of keys: a process of its own, asked over a local socket; the keys never leave it.

It is what a key service (KMS, HSM) is to the installation: the same questions, another place. Started as
`python -m tests.records.vault.service SOCKET FOLDER`, reached by WANGFANG_KEEPER=tests.records.vault.service:keeper.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from wangfang.records.vault.keys import FileKeeper, NoKey, Purpose
from wangfang.records.vault.suites import SUITES, Broken, Suite

QUESTIONS = frozenset({"current", "names", "rotate", "destroy", "mac", "seal", "open", "sign", "public"})
Said = dict[str, object]


class SocketKeeper:
    """Asks the service; bytes travel as hexadecimal, one line of JSON there and one back."""

    def __init__(self, suite: Suite) -> None:
        self._suite, self._place = suite.name, os.environ["WANGFANG_TEST_KEY_SOCKET"]

    def current(self, purpose: Purpose) -> str:
        """Return the name of the key in use for a purpose."""
        return str(self._asked("current", str(purpose)))

    def names(self) -> list[str]:
        """Return the names of every key that is there."""
        found = self._asked("names")
        assert isinstance(found, list)
        return found

    def rotate(self, purpose: Purpose) -> str:
        """Make the next key of a purpose the current one."""
        return str(self._asked("rotate", str(purpose)))

    def destroy(self, kid: str) -> None:
        """Destroy a key for ever."""
        self._asked("destroy", kid)

    def mac(self, kid: str, data: bytes) -> bytes:
        """Return the keyed digest of data."""
        return self._bytes("mac", kid, data.hex())

    def seal(self, kid: str, plain: bytes, place: bytes) -> bytes:
        """Seal a data key at its place."""
        return self._bytes("seal", kid, plain.hex(), place.hex())

    def open(self, kid: str, sealed: bytes, place: bytes) -> bytes:
        """Open a data key at its place."""
        return self._bytes("open", kid, sealed.hex(), place.hex())

    def sign(self, kid: str, data: bytes) -> bytes:
        """Return the signature of data."""
        return self._bytes("sign", kid, data.hex())

    def public(self) -> Mapping[str, bytes]:
        """Return the public keys of the signing keys."""
        found = self._asked("public")
        assert isinstance(found, dict)
        return {name: bytes.fromhex(key) for name, key in found.items()}

    def _bytes(self, question: str, *words: str) -> bytes:
        return bytes.fromhex(str(self._asked(question, *words)))

    def _asked(self, question: str, *words: str) -> object:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(self._place)
            line.sendall(json.dumps([self._suite, question, *words]).encode() + b"\n")
            answer: Said = json.loads(line.makefile().readline())
        if answer.get("no_key"):
            raise NoKey(str(answer["no_key"]))
        if answer.get("broken"):
            raise Broken
        return answer["is"]


def keeper(suite: Suite) -> SocketKeeper:
    """Return who asks the service; named by WANGFANG_KEEPER."""
    return SocketKeeper(suite)


def serve(place: Path, folder: Path) -> None:
    """Answer one question after another until the process is ended."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place))
        door.listen()
        while True:
            line, _ = door.accept()
            with line:
                line.sendall(json.dumps(answered(json.loads(line.makefile().readline()), folder)).encode() + b"\n")


def answered(asked: list[str], folder: Path) -> Said:
    """Return the answer to one question."""
    suite, question, *words = asked
    assert question in QUESTIONS
    keys = FileKeeper(folder, SUITES[suite])
    given = (
        [Purpose(words[0])]
        if question in {"current", "rotate"}
        else [words[0], *map(bytes.fromhex, words[1:])]
        if words
        else []
    )
    try:
        found = getattr(keys, question)(*given)
    except NoKey as none:
        return {"no_key": none.sentence().split()[1]}
    except Broken:
        return {"broken": True}
    if isinstance(found, bytes):
        return {"is": found.hex()}
    return {"is": {name: key.hex() for name, key in found.items()} if isinstance(found, dict) else found}


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]))
