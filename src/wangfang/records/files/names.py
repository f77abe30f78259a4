"""Under which name is an attachment shown and handed out, whatever it was called where it came from?"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Characters of a name with its extension."""

NAMELESS = "附件"

_SLASHES = re.compile("[/\\\\\u2044\u2215\u29f5\u29f8\uff0f\uff3c]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})  # private use stays: made-up characters of rare names
_SPECIAL = str.maketrans(dict.fromkeys("\"';:*?<>|%`$&", "_"))
"""What ends a name inside a header, a shell or a folder of Windows."""

_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names that Windows opens as a device, with any extension."""


def display_name(name: str) -> str:
    """Return a name without folders, unseen signs, signs that end a header, and excess length; never empty.

    The bytes never lie under this name: it is only shown, and offered to whoever downloads the file.
    """
    last = _SLASHES.split(name.replace("\u2028", " "))[-1]
    signs = (" " if unicodedata.category(c) == "Zs" else c for c in last)
    seen = "".join(c for c in signs if unicodedata.category(c) not in _UNSEEN).translate(_SPECIAL)
    bare = re.sub(r"\.{2,}", ".", seen).strip(" .-_~")
    stem, dot, extension = bare.rpartition(".")
    if dot and len(extension) < LONGEST // 2:
        bare = stem[: LONGEST - len(extension) - 1].rstrip(" .") + dot + extension
    bare = bare[:LONGEST]
    return f"_{bare}" if _DEVICES.fullmatch(bare) else bare or NAMELESS


def extension_of(name: str) -> str:
    """Return the extension in small letters without its dot, empty when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
