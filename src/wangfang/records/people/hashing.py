"""How expensive is one guess at a password?"""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with three passes over 64 MiB in four lanes (RFC 9106, the second recommended choice).

    Passwords kept with other figures are hashed anew when they are next used.
    """

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4
