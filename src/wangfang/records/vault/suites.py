"""Which algorithms are used: the international ones, or the national ones (国密) where a password evaluation asks for them."""

from __future__ import annotations

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, CipherAlgorithm, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wangfang.rules.refusal import Refused

NONCE = 12
TAG = 16
"""Bytes of the nonce and of the tag of GCM (GB/T 36624, NIST SP 800-38D)."""


class Broken(Refused):
    """What was sealed cannot be opened: it was altered, moved to another place, or its key is another."""

    def __init__(self) -> None:
        super().__init__("这条密文打不开：内容、位置或密钥不符，请联系安全管理员")


@dataclass(frozen=True, slots=True)
class Suite:
    """One choice of digest and block cipher; every key of 32 bytes serves both suites."""

    name: str
    digest: hashes.HashAlgorithm
    cipher: type[algorithms.AES256 | algorithms.SM4]
    key_bytes: int

    def hashed(self, data: bytes) -> bytes:
        """Return the digest of data, 32 bytes."""
        running = hashes.Hash(self.digest)
        running.update(data)
        return running.finalize()

    def mac(self, key: bytes, data: bytes) -> bytes:
        """Return the keyed digest (HMAC) of data, 32 bytes."""
        running = hmac.HMAC(key, self.digest)
        running.update(data)
        return running.finalize()

    def seal(self, key: bytes, plain: bytes, place: bytes) -> bytes:
        """Return nonce, tag and cipher text; it opens at this `place` alone (associated data)."""
        nonce = os.urandom(NONCE)
        worker = Cipher(self._algorithm(key), modes.GCM(nonce)).encryptor()
        worker.authenticate_additional_data(place)
        text = worker.update(plain) + worker.finalize()
        return nonce + worker.tag + text

    def open(self, key: bytes, sealed: bytes, place: bytes) -> bytes:
        """Return what was sealed at this place with this key.

        Raises:
            Broken: the bytes, the place or the key are not those of the sealing.
        """
        nonce, tag, text = sealed[:NONCE], sealed[NONCE : NONCE + TAG], sealed[NONCE + TAG :]
        if len(tag) < TAG:
            raise Broken
        worker = Cipher(self._algorithm(key), modes.GCM(nonce, tag)).decryptor()
        worker.authenticate_additional_data(place)
        try:
            return worker.update(text) + worker.finalize()
        except InvalidTag as wrong:
            raise Broken from wrong

    def _algorithm(self, key: bytes) -> CipherAlgorithm:
        own = HKDF(self.digest, self.key_bytes, salt=None, info=f"wangfang {self.name} gcm".encode()).derive(key)
        return self.cipher(own)


STANDARD = Suite("standard", hashes.SHA256(), algorithms.AES256, 32)
"""SHA-256, AES-256-GCM."""
GM = Suite("gm", hashes.SM3(), algorithms.SM4, 16)
"""SM3 (GB/T 32905-2016), SM4-GCM (GB/T 32907-2016); signatures stay Ed25519, as the library has no SM2."""
SUITES = {suite.name: suite for suite in (STANDARD, GM)}
