"""Who keeps the keys: files in the data folder, or a key service (KMS, HSM) behind the same few questions."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from time import monotonic, time_ns
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from wangfang.records.vault.suites import SUITES, Suite
from wangfang.rules.refusal import Refused

KEY_BYTES = 32
FRESH_SECONDS = 1.0
"""For how long what a folder of keys held is believed."""
_TICK_NS = 100_000_000
"""A folder that has just changed is believed not at all: two changes in one tick of the disk's clock look like one."""

_NAME = re.compile(r"^(wrap|index|trace|sign)-([0-9]{1,6})\.key$")


class Purpose(StrEnum):
    """What a key is for; no key serves two purposes."""

    WRAP = "wrap"  # wraps the data keys of people and cases
    INDEX = "index"  # blind indexes of document and telephone numbers
    TRACE = "trace"  # the keyed digest of every line of the trace
    SIGN = "sign"  # anchors, checkpoints, receipts


Latest = Callable[[], str]
"""Returns the key of a purpose that the latest of what is written names; empty while nothing is written."""
_LATEST: dict[Purpose, Latest] = {}


def needs(purpose: Purpose, latest: Latest) -> None:
    """Say what is written with the keys of a purpose: where that names a key that is gone, no new one takes its name."""
    _LATEST[purpose] = latest


class NoKey(Refused):
    """A key that is needed is not there; whatever needed it fails closed."""

    def __init__(self, kid: str) -> None:
        super().__init__(f"密钥 {kid} 不在，不能继续，请安全管理员恢复密钥")


class Keeper(Protocol):
    """The questions that a key service answers; keys themselves never leave it.

    A key is named by its purpose and number (`wrap-1`); the highest number is the current one. Implementations raise
    `NoKey` when a key is not there.
    """

    def current(self, purpose: Purpose) -> str:
        """Return the name of the key in use for a purpose."""

    def names(self) -> list[str]:
        """Return the names of every key that is there."""

    def rotate(self, purpose: Purpose) -> str:
        """Make the next key of a purpose the current one, and return its name; earlier ones stay."""

    def destroy(self, kid: str) -> None:
        """Destroy a key for ever; what only it can open is gone."""

    def mac(self, kid: str, data: bytes) -> bytes:
        """Return the keyed digest of data, 32 bytes."""

    def seal(self, kid: str, plain: bytes, place: bytes) -> bytes:
        """Seal a data key at its place."""

    def open(self, kid: str, sealed: bytes, place: bytes) -> bytes:
        """Open a data key at its place."""

    def sign(self, kid: str, data: bytes) -> bytes:
        """Return the Ed25519 signature of data, 64 bytes."""

    def public(self) -> Mapping[str, bytes]:
        """Return the public keys of the signing keys by their names, 32 raw bytes each."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a folder of keys held when it was read: how it was marked then, until when it is believed, the names."""

    mark: tuple[int, int]
    until: float
    names: tuple[str, ...]
    current: Mapping[str, str]


_UNREAD = _Listing((0, 0), 0.0, (), {})


class FileKeeper:
    """Keys as files that only the account of the installation may read; each is made when it is first asked for.

    `latest` says what is written with the keys of some purposes, see `needs`.
    """

    def __init__(self, folder: Path, suite: Suite, latest: Mapping[Purpose, Latest] | None = None) -> None:
        self._folder, self._suite, self._latest = folder, suite, latest or {}
        self._known: dict[str, bytes] = {}
        self._seen = _UNREAD

    def current(self, purpose: Purpose) -> str:
        """Return the name of the key in use for a purpose; the first is made on the way.

        Raises:
            NoKey: there is none, though something is written with one.
        """
        return self._listed().current.get(purpose) or self._after(purpose, 0)

    def names(self) -> list[str]:
        """Return the names of every key that is there."""
        return list(self._listed().names)

    def rotate(self, purpose: Purpose) -> str:
        """Make the next key of a purpose the current one, and return its name; earlier ones stay.

        Raises:
            NoKey: the latest key that something is written with is not there; another would take its name.
        """
        self._seen = _UNREAD
        return self._after(purpose, _number(self.current(purpose)))

    def destroy(self, kid: str) -> None:
        """Destroy a key for ever; what only it can open is gone."""
        self._require(kid)
        self._path(kid).unlink()
        self._known.pop(kid, None)
        self._seen = _UNREAD

    def mac(self, kid: str, data: bytes) -> bytes:
        """Return the keyed digest of data, 32 bytes."""
        return self._suite.mac(self._secret(kid), data)

    def seal(self, kid: str, plain: bytes, place: bytes) -> bytes:
        """Seal a data key at its place."""
        return self._suite.seal(self._secret(kid), plain, place)

    def open(self, kid: str, sealed: bytes, place: bytes) -> bytes:
        """Open a data key at its place."""
        return self._suite.open(self._secret(kid), sealed, place)

    def sign(self, kid: str, data: bytes) -> bytes:
        """Return the Ed25519 signature of data, 64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self._secret(kid)).sign(data)

    def public(self) -> Mapping[str, bytes]:
        """Return the public keys of the signing keys by their names, 32 raw bytes each."""
        signing = [name for name in self.names() if name.startswith(f"{Purpose.SIGN}-")]
        return {name: _public_of(self._secret(name)) for name in signing}

    def _listed(self) -> _Listing:
        """Return what the folder holds; it is read again when another process may have changed it."""
        try:
            told = os.stat(self._folder)  # noqa: PTH116 - for each line of the trace: half the time of Path.stat
        except FileNotFoundError:
            return _UNREAD
        mark, seen = (told.st_ino, told.st_mtime_ns), self._seen
        if seen.mark != mark or seen.until < monotonic():
            seen = self._seen = _read(self._folder, mark)
        return seen

    def _after(self, purpose: Purpose, number: int) -> str:
        """Make the key after a number that the caller has seen; another process may have made it in the meantime."""
        latest = self._latest[purpose]() if purpose in self._latest else ""
        if latest and not self._path(latest).is_file():
            raise NoKey(latest)
        return self._make(purpose, number + 1)

    def _secret(self, kid: str) -> bytes:
        known = self._known.get(kid)
        if known is None:
            self._require(kid)
            known = self._known[kid] = bytes.fromhex(self._path(kid).read_text(encoding="ascii").strip())
        return known

    def _require(self, kid: str) -> None:
        if not _named(kid) or not self._path(kid).is_file():
            raise NoKey(kid)

    def _path(self, kid: str) -> Path:
        return self._folder / f"{kid}.key"

    def _make(self, purpose: Purpose, number: int) -> str:
        """Make a key, or take the one that another process has just made under this name."""
        kid = f"{purpose}-{number}"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mine = self._folder / f".{kid}.{os.urandom(4).hex()}"
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(os.urandom(KEY_BYTES).hex())
            file.flush()
            os.fsync(file.fileno())  # what it is going to seal must not outlive it after a power cut
        try:
            os.link(mine, self._path(kid))  # whole or not at all, and only the first of two at once
        except FileExistsError:
            pass
        finally:
            mine.unlink()
        self._known.pop(kid, None)  # that of a lost one of this name
        self._seen = _UNREAD
        return kid


def _read(folder: Path, mark: tuple[int, int]) -> _Listing:
    until = monotonic() + (FRESH_SECONDS if time_ns() - mark[1] > _TICK_NS else 0.0)
    names = sorted(entry.name.removesuffix(".key") for entry in os.scandir(folder) if _NAME.match(entry.name))
    current = {name.partition("-")[0]: name for name in sorted(names, key=_number)}
    return _Listing(mark, until, tuple(names), current)


def _number(kid: str) -> int:
    return int(kid.rpartition("-")[2])


def _named(name: str) -> re.Match[str] | None:
    return _NAME.match(f"{name}.key")


def _public_of(secret: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def suite() -> Suite:
    """Return the suite of this installation (WANGFANG_SUITE)."""
    return SUITES[settings.WANGFANG_SUITE]


def keeper(chosen: str = "") -> Keeper:
    """Return who keeps the keys: the files of the data folder, or the service that WANGFANG_KEEPER names.

    WANGFANG_KEEPER is `package.module:function`; the function takes the suite and returns a `Keeper`. `chosen` names
    the suite in which something was sealed, when that may be another than this installation's.
    """
    return _keeper(settings.WANGFANG_KEEPER, Path(settings.WANGFANG_KEYS), chosen or settings.WANGFANG_SUITE)


@lru_cache(maxsize=4)
def _keeper(named: str, folder: Path, chosen: str) -> Keeper:
    if not named:
        return FileKeeper(folder, SUITES[chosen], _LATEST)
    module, _colon, name = named.partition(":")
    made: Keeper = getattr(import_module(module), name)(SUITES[chosen])
    return made
