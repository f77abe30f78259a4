"""What does a checkpoint say, and is its signature good?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wangfang.records.ledger.formats import checkpoint_text, instant
from wangfang.records.ledger.models import Checkpoint
from wangfang.records.vault.keys import Purpose, keeper

Keys = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed root over the first `size` leaves, as it is stored, printed and sent; digests in hexadecimal."""

    size: int
    root: str
    previous: str
    at: str
    kid: str
    signature: str

    def text(self) -> bytes:
        """Return what the signature signs."""
        return checkpoint_text(self.size, self.root, self.previous, self.at, self.kid)

    def is_good(self, keys: Keys) -> bool:
        """Tell whether the signature is that of the key it names."""
        raw = keys.get(self.kid)
        if raw is None:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(raw).verify(bytes.fromhex(self.signature), self.text())
        except (InvalidSignature, ValueError):
            return False
        return self.signature == self.signature.lower()

    def plain(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return asdict(self)


def signed(size: int, root: str, previous: str, at: datetime) -> Signed:
    """Return a checkpoint with its signature.

    Raises:
        NoKey: the signing key is not there.
    """
    keys = keeper()
    kid, moment = keys.current(Purpose.SIGN), instant(at)
    signature = keys.sign(kid, checkpoint_text(size, root, previous, moment, kid))
    return Signed(size, root, previous, moment, kid, signature.hex())


def stored(row: Checkpoint) -> Signed:
    """Return a checkpoint as its row has it."""
    return Signed(row.size, row.root, row.previous, instant(row.recorded_at), row.kid, row.signature)


def last() -> Signed | None:
    """Return the last checkpoint, None when there is none yet."""
    row = Checkpoint.objects.order_by("-size").first()
    return stored(row) if row else None


def covering(index: int) -> Signed | None:
    """Return the first checkpoint that covers the leaf at a place, None when it is still to come."""
    row = Checkpoint.objects.filter(size__gt=index).order_by("size").first()
    return stored(row) if row else None


def closing(moment: datetime) -> Signed | None:
    """Return the last checkpoint made before a moment, the very first when none was, None when there is none at all.

    What is committed in the last minute of a day may stand under the first checkpoint of the next.
    """
    rows = Checkpoint.objects.order_by("-size")
    row = rows.filter(recorded_at__lt=moment).first() or rows.last()
    return stored(row) if row else None
