"""How are equal numbers found without being kept in clear: by a keyed digest, one kind apart from the other."""

from __future__ import annotations

from base64 import b32encode
from enum import StrEnum

from wangfang.records.vault.keys import Purpose, keeper
from wangfang.records.vault.suites import SUITES
from wangfang.rules.credentials import same_spelling
from wangfang.rules.identity import same_line


class Kind(StrEnum):
    """What has an index. Names have none: there are too few of them to stay hidden."""

    ID_NUMBER = "id_number"
    PHONE = "phone"


_SPELLING = {Kind.ID_NUMBER: same_spelling, Kind.PHONE: same_line}


def pseudonym_of(kind: str, word: str) -> str:
    """Return ten letters that stand for a person or a case (`kind`) and are always the same, until the key is changed.

    Raises:
        NoKey: the key is not there.
    """
    mac = keeper().mac(keeper().current(Purpose.INDEX), f"pseudonym|{kind}|{word}".encode())
    return b32encode(mac[:7]).decode().lower()[:10]


def index_of(kind: Kind, number: str, kid: str = "", chosen: str = "") -> bytes | None:
    """Return the index of a number however it is written, 32 bytes; nothing for a number that is not there.

    `kid` names an earlier key, for what was written before a rotation; `chosen` another suite than this
    installation's, for what was written before that was changed.

    Raises:
        NoKey: the key is not there.
    """
    plain = _SPELLING[kind](number)
    if not plain:
        return None
    return keeper(chosen).mac(kid or keeper().current(Purpose.INDEX), f"{kind}|{plain}".encode())


def indexes_of(kind: Kind, number: str) -> list[bytes]:
    """Return the index of a number under every key that is there and every suite, for a search while they change."""
    kids = [kid for kid in keeper().names() if kid.startswith(f"{Purpose.INDEX}-")]
    found = (index_of(kind, number, kid, chosen) for kid in kids for chosen in SUITES)
    return [index for index in found if index is not None]
