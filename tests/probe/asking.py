"""How does a visitor ask at a door, and what is told back once everything that is drawn by lot is taken out?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from tests.house.doors import ROUTES, Door, behind
from tests.house.said import QUERIES, SAID
from tests.probe.world import Lived, Visitor
from wangfang.records.cases import lookups
from wangfang.records.files import keep
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

JSON = "application/json"
DETAIL = {
    "to": "NG-HX", "why": "不属于本机关职责范围", "note": "电话联系了信访人", "kind": "call", "text": "经查属实",
    "conclusion": "support", "agree": True, "into": "20170822-000001", "other": "20170822-000001", "verdict": "same_matter", "due_on": "2030-01-01", "days": 10,
    "procedure": "ordinary", "method": "direct", "proof": "签收", "outcome": "uphold", "field": "phone", "value": "1",
    "evidence_on": "2017-08-22", "ground": "lapsed", "kept": {}, "login": "clerk-right", "secrecy": 2,
}  # fmt: skip
"""What a step says at the JSON interface: enough for every one of them."""
_DRAWN = (
    (
        re.compile(rb"(csrfmiddlewaretoken\" value=\"|X-CSRFToken&quot;: &quot;|X-CSRFToken\": \")[A-Za-z0-9]{64}"),
        rb"\1CSRF",
    ),
    (re.compile(rb"nonce(=\"|-)[A-Za-z0-9+/=_-]{16,}"), b"nonce"),
    (re.compile(rb"(name=\"act_key\" value=\")[0-9a-f]{32}"), rb"\1KEY"),
)
"""What is different each time a page is made: tokens against forgery, nonces, keys of forms."""


@dataclass(frozen=True, slots=True)
class Knock:
    """One way to ask for a case: an address with a verb, or a step at the JSON interface."""

    address: str
    verb: str
    step: str = ""

    def __str__(self) -> str:
        return f"{self.verb} {self.address} {self.step}".strip()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer without what is drawn by lot, and without the number that was asked for."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def knocks() -> list[Knock]:
    """Return every way to ask for one case, read from the URL conf and from the steps there are."""
    desk = [Knock(name, verb) for name in behind(Door.CASE) for verb in ("GET", "POST")]
    drawn = [Knock("desk:panel", "HTMX")]
    return [*desk, *drawn, Knock("api:case", "GET"), *(Knock("api:act", "POST", step) for step in Step)]


def ask(visitor: Visitor, knock: Knock, number: str, key: int = 1, place: int = 1) -> Answer:
    """Ask for a case of a number; `key` is that of a paper or file, `place` that of a clock or draft."""
    known = {"number": number, "key": key, "place": place, "spot": "phone", "item": "receipt"}
    address = reverse(knock.address, kwargs={word: known[word] for word in ROUTES[knock.address].pattern.converters})
    if knock.address.startswith("api:"):
        return _ask_interface(visitor, knock, address)
    if knock.verb == "POST":
        return visitor.client.post(address, SAID)
    headers = {"HX-Request": "true"} if knock.verb == "HTMX" else {}
    return visitor.client.get(address + QUERIES.get(knock.address, ""), headers=headers)


def _ask_interface(visitor: Visitor, knock: Knock, address: str) -> Answer:
    headers = {"Authorization": f"Bearer {visitor.token}"} if visitor.token else {}
    if knock.verb == "GET":
        return visitor.client.get(address, headers=headers)
    said = {"step": knock.step, "expected_version": 1, "detail": DETAIL}
    return visitor.client.post(address, said, content_type=JSON, headers=headers)


def told(answer: Answer, number: str) -> Told:
    """Return an answer as it can be compared with that for another number."""
    hidden = "N" * len(number)
    headers = {name: value.replace(number, hidden) for name, value in answer.headers.items()}
    headers = {name: _drawn(value.encode()).decode() for name, value in headers.items()}
    cookies = {f"cookie {name}": "" for name in answer.cookies}
    body = _drawn(body_of(answer)).replace(number.encode(), hidden.encode())
    return Told(answer.status_code, tuple(sorted({**headers, **cookies}.items())), body)


def body_of(answer: Answer) -> bytes:
    """Return the bytes of an answer, streamed or not."""
    parts = getattr(answer, "streaming_content", None)
    return b"".join(parts) if parts is not None else bytes(answer.content)


def key_in(case: Lived, address: str) -> int:
    """Return the key of something of a case that stands behind an address: a file of it, or its first paper."""
    if address.endswith(":file"):
        return keep.kept_for(case.number)[0].pk
    return next((paper.pk for paper in lookups.papers(case.told.now)), 1)


def _drawn(said: bytes) -> bytes:
    for pattern, instead in _DRAWN:
        said = pattern.sub(instead, said)
    return said
