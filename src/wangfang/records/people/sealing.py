"""How is what only this installation may read written into a table?"""

from __future__ import annotations

import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from wangfang.rules.refusal import Refused

NONCE = 12


def seal(purpose: str, plain: bytes) -> bytes:
    """Return bytes that are read again only with the same purpose and the key of the installation (AES-256-GCM)."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key(settings.SECRET_KEY, purpose)).encrypt(nonce, plain, purpose.encode())


def unseal(purpose: str, sealed: bytes) -> bytes:
    """Return what was sealed for a purpose.

    Raises:
        Refused: it was sealed under another key or for another purpose, or was altered.
    """
    cipher = AESGCM(_key(settings.SECRET_KEY, purpose))
    try:
        return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], purpose.encode())
    except InvalidTag as wrong:
        raise Refused("存下的内容打不开：安装的密钥换过了，或者内容被改动过，请联系管理员") from wrong


@cache
def _key(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=f"wangfang {purpose}".encode()).derive(secret.encode())
