"""How the pages of the three (三员) show what each of them may know: tokens, pseudonyms, labels, grounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.looks import WORDS
from wangfang.interfaces.frame import wording as shared
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.guarding import token_of
from wangfang.records.ledger.access import What
from wangfang.records.vault.blind import pseudonym_of
from wangfang.rules.facts import Role
from wangfang.rules.labels import SECRECIES

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from wangfang.records.cases.guarding import Asked, Lowering
    from wangfang.records.ledger.models import Access
    from wangfang.records.ledger.verify import Finding
    from wangfang.records.people.models import Post
    from wangfang.rules.labels import Secrecy

_LABELS = {secrecy: word for word, secrecy in SECRECIES.items()}


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A grant that waits, in words."""

    token: str
    label: StrOrPromise
    login: str
    parts: str
    until: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LoweringLine:
    """A label that waits, in words."""

    token: str
    label: StrOrPromise
    to: StrOrPromise
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post with its clearance."""

    login: str
    name: str
    agency: str
    role: StrOrPromise
    clearance: StrOrPromise
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look: person and case by pseudonym."""

    at: datetime
    who: str
    post: str
    word: str
    case: str
    origin: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something in the trace that is not as it was written."""

    subject: str
    line: int
    kind: str


def asked_line(one: Asked) -> AskedLine:
    """Return a grant that waits as the page shows it."""
    parts = _("、").join(str(wording.PARTS.get(part, "")) for part in one.parts)
    return AskedLine(
        one.token, label_word(one.secrecy), one.login, parts, one.until, one.why, _by(one.by, one.agency), one.at
    )


def lowering_line(one: Lowering) -> LoweringLine:
    """Return a label that waits as the page shows it."""
    to = wording.SECRECIES[one.to]
    return LoweringLine(one.token, label_word(one.secrecy), to, one.why, _by(one.by, one.agency), one.at)


def post_line(post: Post) -> PostLine:
    """Return a post as the overview shows it."""
    return PostLine(
        post.account.login,
        post.account.name,
        post.agency.name,
        shared.ROLES[Role(post.role)],
        wording.SECRECIES[[*SECRECIES][post.clearance]],
        post.starts_on.isoformat() if post.starts_on else "",
        post.ends_on.isoformat() if post.ends_on else "",
    )


def look_line(one: Access) -> LookLine:
    """Return a look as the auditor reads it."""
    code, _slash, role = one.post.rpartition("/")
    known = tree().by_code.get(code)
    post = " ".join((known.name if known else _("系统"), str(shared.ROLES[Role(role)]) if role in set(Role) else ""))
    case = token_of(one.case) if one.case else ""
    return LookLine(one.recorded_at, person(one.who), post.strip(), str(WORDS[What(one.what)]), case, one.origin)


def finding_line(one: Finding) -> FindingLine:
    """Return a finding as the auditor reads it."""
    kind, colon, rest = one.case.partition(":")
    subject = f"{kind}:{person(rest)}" if colon else token_of(one.case) if one.case else ""
    return FindingLine(subject, one.line, one.kind)


def person(login: str) -> str:
    """Return the pseudonym of an account."""
    return pseudonym_of("person", login)


def label_word(secrecy: Secrecy) -> StrOrPromise:
    """Return how a label is called."""
    return wording.SECRECIES[_LABELS[secrecy]]


def _by(login: str, code: str) -> str:
    known = tree().by_code.get(code)
    return " · ".join(part for part in (known.name if known else "", login) if part)
