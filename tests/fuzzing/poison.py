"""What no person types: the values that break whoever believes that a field holds what its label says."""

from __future__ import annotations

import json
from random import Random
from urllib.parse import quote_from_bytes, urlencode

VALUES: tuple[bytes, ...] = tuple(
    value if isinstance(value, bytes) else value.encode()
    for value in (
        b"", b"\x00", b"a\x00b", b"\xed\xa0\x80", b"\xff\xfe", b"\xc3\x28", "\ufeff", "\u202e" + "gnp.exe", "\u200b",
        "9" * 5_000, "9" * 30, "-1", "0", "1e9999", "NaN", "²", "２０１７", "1.5", "true", "null", "[]", "{}", "[" * 500,
        "'", "' or 1=1 --", "\\", "%", "%00", "%s%n", "{{7*7}}", "{% debug %}", "${7*7}", "<script>alert(1)</script>",
        "../../etc/passwd", "..\\..\\x", "\r\nSet-Cookie: x=1", "x" * 20_001, "字" * 700, "𠮷" * 60, "\U000e0100", "é" * 40,
        "0000-00-00", "2017-02-30", "0001-01-01", "9999-12-31", "99999-01-01", "24:61", "2017-08-22T25:00", "2017Q5",
        "20170822-000001", "NG", "HRB-JW", "admin", "__class__", "case__petitioner__name", "2017-01-01,9" + "9" * 30,
        "2017-01-01T00:00:00+08:00,99999999999999999999", "9999-12-31T23:59:59-14:00,1", "0001-01-01T00:00:00+14:00,1",
    )
)  # fmt: skip
HEADS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Current-URL": "http://[::1/desk/?at=%00&tab=%ff"},
    {"HX-Current-URL": "javascript:alert(1)"},
    {"Referer": "//elsewhere.example/\r\nX: y"},
    {"Referer": "http://[broken"},
    {"Accept": "application/json"},
    {"Accept": "*/*;q=x, text/html;q=9e999"},
    {"Accept-Language": "x" * 3_000},
    {"User-Agent": "\x1b[31m\r\nfake line"},
    {"Cookie": 'sessionid="aaaaaaaa\\000bbbb"; csrftoken=\\377; elder=1'},
    {"Cookie": "draft=x; followed=eyJ9:1:1; messages=[[1]]"},
    {"If-Modified-Since": "Thu, 99 Foo 99999 99:99:99"},
    {"Content-Length": "²"},
)
KINDS = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=hex",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/form-data; boundary=edge; charset=rot13",
    "application/json",
    "text/html; charset=base64",
    "",
)


def query(names: list[str], dice: Random) -> str:
    """Return a query of some names, one of them perhaps twice."""
    chosen = [dice.choice(names) for _ in range(dice.randint(1, 4))]
    return "&".join(f"{name}={quote_from_bytes(dice.choice(VALUES))[:3_000]}" for name in chosen)


def form(fields: dict[str, str], dice: Random) -> bytes:
    """Return a form in which one to three fields were changed, left out or doubled."""
    pairs: list[tuple[str, str | bytes]] = list(fields.items())
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(pairs))
        name = pairs[at][0]
        pairs[at] = (name, dice.choice(VALUES))
        if dice.random() < 0.2:
            pairs.append((name, dice.choice(VALUES)))
        if dice.random() < 0.1:
            del pairs[at]
    return urlencode(pairs).encode()


def body(fields: dict[str, str], kind: str, dice: Random) -> bytes:
    """Return what is sent as a kind of content: what the kind says, or something else."""
    if "boundary=edge" in kind:
        parts = [
            f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + dice.choice(VALUES)
            for name in fields
        ]
        return b"\r\n".join(parts) + dice.choice((b"\r\n--edge--\r\n", b"", b"\r\n--edge"))
    if "json" in kind:
        return json.dumps(fields).encode()
    return form(fields, dice)
