#!/usr/bin/env python3
"""Verifies a trace without the program that wrote it: a dump, or a citizen's receipt, against public keys and anchors.

    verify_trace.py --key keys.json [--anchors DIR] DUMP
    verify_trace.py --key keys.json [--anchors DIR] --receipt receipt.json

A dump is a folder with entries.csv, access.csv, leaves.csv and checkpoints.csv. Ends with 0 when everything holds,
with 1 and a line for each fault when something was altered. Needs Python 3.11 and `cryptography`; nothing of wangfang.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS = "0" * 64
COUNT = re.compile(r"0|[1-9][0-9]{0,17}")
HEX = re.compile(r"[0-9a-f]+")
SIGNED = ("size", "root", "previous", "at", "kid", "signature")
Row = dict[str, str]


class Fault(Exception):
    """Something does not hold."""


def main() -> int:
    """Verify what the command line names; returns the exit code."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("dump", nargs="?", type=Path)
    asked.add_argument("--key", required=True, type=Path)
    asked.add_argument("--anchors", type=Path)
    asked.add_argument("--receipt", type=Path)
    said = asked.parse_args()
    if (said.dump is None) == (said.receipt is None):
        asked.error("name either a dump or --receipt")
    try:
        keys = json.loads(said.key.read_text(encoding="utf-8"))
        anchors = read_anchors(said.anchors) if said.anchors else []
        faults = list(
            dump(said.dump, keys, anchors) if said.dump else receipt(said.receipt, keys, anchors, said.anchors)
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, Fault) as wrong:
        faults = [f"unreadable: {wrong}"]
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    sys.stdout.write(f"{len(faults)} faults\n" if faults else "everything holds\n")
    return 1 if faults else 0


def count(text: object) -> int:
    """Return a number written as the trace writes it."""
    if not COUNT.fullmatch(str(text)):
        raise Fault(f"no number: {str(text)[:40]!r}")
    return int(str(text))


def raw(text: object, size: int) -> bytes:
    """Return bytes written in hexadecimal, small letters."""
    if not isinstance(text, str) or len(text) != 2 * size or not HEX.fullmatch(text):
        raise Fault(f"no {size} bytes: {str(text)[:40]!r}")
    return bytes.fromhex(text)


def sha(data: bytes) -> bytes:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(data).digest()


def table(folder: Path, name: str) -> list[Row]:
    """Return the rows of one table of a dump."""
    csv.field_size_limit(2**31 - 1)
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    if any(None in row or None in row.values() for row in rows):
        raise Fault(f"{name}.csv: a row has another number of fields than the head")
    return rows


def dump(folder: Path, keys: dict[str, str], anchors: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what does not hold in a dump."""
    leaves: dict[tuple[str, str], list[Row]] = {}
    places = table(folder, "leaves")
    for leaf in places:
        leaves.setdefault((leaf["kind"], leaf["row"]), []).append(leaf)
    signed = [{**row, "at": row["recorded_at"]} for row in table(folder, "checkpoints")]
    first = count(signed[0]["size"]) if signed else 0
    yield from chains(table(folder, "entries"), leaves, first)
    yield from looks(table(folder, "access"), leaves)
    yield from (f"leaf {leaf['index']}: its row is gone" for rest in leaves.values() for leaf in rest)
    wanted = {count(one["size"]) for one in (*signed, *anchors)}
    roots = yield from tree(places, wanted)
    if len(places) != max((count(one["size"]) for one in signed), default=0):
        yield "the last checkpoint does not cover all leaves, or more than there are"
    yield from checkpoints(signed, keys, roots)
    for one in anchors:
        if not is_good(one, keys) or roots.get(count(one["size"])) != one["root"]:
            yield f"anchor of {one['size']} leaves: this trace is not the one that was anchored"


def chains(rows: list[Row], leaves: dict[tuple[str, str], list[Row]], first: int) -> Iterator[str]:
    """Yield what is wrong with the lines; whose leaf is found is taken from `leaves`."""
    subject, number, previous, form = "", 0, GENESIS, 1
    for row in rows:
        if row["subject"] != subject:
            subject, number, previous, form = row["subject"], 0, GENESIS, 1
        name, version = f"{row['subject']} line {row['number']}", count(row["v"])
        if count(row["number"]) != number + 1 or row["previous"] != previous:
            yield f"{name}: does not follow on the line before"
        words = [row["previous"], row["subject"], row["number"]]
        if version > 1:
            words = [row["v"], *words, row["recorded_at"]]
        if sha("\n".join([*words, row["payload"]]).encode()).hex() != row["digest"]:
            yield f"{name}: the digest is not that of the line"
        said = ("E", row["v"], row["subject"], row["number"], row["recorded_at"], row["digest"], row["kid"], row["mac"])
        index = yield from in_tree(name, "E", row["id"], said, leaves)
        if not row["mac"] and (version != 1 or form != 1 or index is None or index >= first):
            yield f"{name}: written without a key"
        number, previous, form = count(row["number"]), row["digest"], version


def looks(rows: list[Row], leaves: dict[tuple[str, str], list[Row]]) -> Iterator[str]:
    """Yield what is wrong with the access events."""
    for row in rows:
        name = f"access event {row['id']}"
        words = [row[key] for key in ("who", "post", "what", "case", "item", "recorded_at", "origin")]
        words += [row["about"]] if row.get("about") else []
        text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
        if sha(text.encode()).hex() != row["digest"]:
            yield f"{name}: the digest is not that of the event"
        yield from in_tree(name, "A", row["id"], ("A", row["digest"], row["kid"], row["mac"]), leaves)


def in_tree(name: str, kind: str, key: str, said: tuple[str, ...], leaves: dict[tuple[str, str], list[Row]]) -> Any:
    """Yield what is wrong between a row and its leaf; returns the place of the leaf."""
    found = leaves.pop((kind, key), [])
    if len(found) != 1:
        yield f"{name}: has {len(found)} leaves"
        return None
    if sha(b"\x00" + "\n".join(said).encode()).hex() != found[0]["hash"]:
        yield f"{name}: the leaf is of something else"
    return count(found[0]["index"])


def tree(leaves: list[Row], wanted: set[int]) -> Any:
    """Yield gaps between the leaves; returns the roots over the first so many, by size, for every size wanted."""
    stack: list[tuple[int, bytes]] = []
    roots: dict[int, str] = {}
    for place, leaf in enumerate(leaves):
        if count(leaf["index"]) != place:
            yield f"leaf {place}: missing, or not in its place"
        height, digest = 0, raw(leaf["hash"], 32)
        while stack and stack[-1][0] == height:
            height, digest = height + 1, sha(b"\x01" + stack.pop()[1] + digest)
        stack.append((height, digest))
        if place + 1 in wanted:
            top = stack[-1][1]
            for _height, left in reversed(stack[:-1]):
                top = sha(b"\x01" + left + top)
            roots[place + 1] = top.hex()
    return roots


def checkpoints(signed: list[dict[str, Any]], keys: dict[str, str], roots: dict[int, str]) -> Iterator[str]:
    """Yield what is wrong with the signed roots."""
    previous, size = GENESIS, 0
    for one in signed:
        name = f"checkpoint {one['size']}"
        if not is_good(one, keys):
            yield f"{name}: the signature is not good"
        if one["previous"] != previous or count(one["size"]) <= size:
            yield f"{name}: does not follow on the one before"
        if roots.get(count(one["size"])) != one["root"]:
            yield f"{name}: the leaves give another root"
        previous, size = one["root"], count(one["size"])


def is_good(one: dict[str, Any], keys: dict[str, str]) -> bool:
    """Tell whether a checkpoint is signed by the key it names."""
    if one["kid"] not in keys:
        return False
    said = "\n".join(["wangfang checkpoint 1", *(str(one[key]) for key in SIGNED[:-1])])
    try:
        count(one["size"])
        key = Ed25519PublicKey.from_public_bytes(raw(keys[one["kid"]], 32))
        key.verify(raw(one["signature"], 64), said.encode())
    except (InvalidSignature, Fault):
        return False
    return True


def read_anchors(folder: Path) -> list[dict[str, Any]]:
    """Return the checkpoints of the anchors in a folder."""
    found = [json.loads(file.read_text(encoding="utf-8"))["checkpoint"] for file in sorted(folder.glob("*.json"))]
    if any(set(one) != set(SIGNED) for one in found):
        raise Fault("an anchor has other fields than an anchor has")
    return found


def receipt(file: Path, keys: dict[str, str], anchors: list[dict[str, Any]], anchored: Path | None) -> Iterator[str]:
    """Yield what does not hold in a receipt; with anchors, one of them must be the checkpoint that it leads to."""
    said = json.loads(file.read_text(encoding="utf-8"))
    root = said["checkpoint"]
    words = [said[key] for key in ("v", "number", "line", "recorded_at", "digest", "kid", "mac")]
    leaf = sha(b"\x00" + "\n".join(["E", *map(str, words)]).encode())
    if (
        climbed(count(said["index"]), count(root["size"]), leaf, [raw(one, 32) for one in said["proof"]])
        != root["root"]
    ):
        yield "the receipt does not lead to the root"
    if not is_good(root, keys):
        yield "the signature of the checkpoint is not good"
    if anchored and root not in anchors:
        yield "none of the anchors is the checkpoint of the receipt"


def climbed(index: int, size: int, digest: bytes, path: list[bytes]) -> str:
    """Return the root that a leaf and its proof lead to (RFC 9162, 2.1.3.2), empty when the proof has another length."""
    place, last = index, size - 1
    if place > last:
        return ""
    for one in path:
        if last == 0:
            return ""
        if place & 1 or place == last:
            digest = sha(b"\x01" + one + digest)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            digest = sha(b"\x01" + digest + one)
        place, last = place >> 1, last >> 1
    return digest.hex() if last == 0 else ""


if __name__ == "__main__":
    sys.exit(main())
