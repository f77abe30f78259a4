"""How a case begins: submitted by its petitioner or registered by a bureau, and which way it goes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import indexing, steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.petitions import Petition, case_of
from wangfang.records.cases.saying import said
from wangfang.records.files.keep import hand_over
from wangfang.records.people import finding
from wangfang.rules.facts import Act, Step
from wangfang.rules.refusal import Refused

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 16
_LIKENED = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the petitioner takes away; the query code is kept only as a digest.

    A submission with a key has a code that follows from the key, so that a repeated request (the
    first answer was lost on the way) is told the same code.
    """

    case: Case
    query_code: str


def submit(petition: Petition, act: Act) -> Receipt:
    """Take in a petition over the network (提交); it waits for the bureau to register it.

    The same `act.key` twice gives the same case.

    Raises:
        Refused: see `petitions.case_of`; the source's own id came in before.
    """
    return _begin(petition, Step.SUBMIT, act, {"to": petition.to})


def register_new(petition: Petition, act: Act) -> Receipt:
    """Register a letter, a visit or a call (登记); the acting bureau holds it.

    Raises:
        Refused: see `petitions.case_of`; the actor is no bureau's.
    """
    return _begin(petition, Step.REGISTER, act, {})


def register(case: Case, act: Act) -> Case:
    """Register a petition that came in over the network (登记)."""
    return steps.take(case, Step.REGISTER, act, {})


def screen(case: Case, procedure: str, act: Act, ground: str = "") -> Case:
    """Decide which way the case goes: `ordinary` or `simplified` (甄别), the simple way on a `ground`."""
    return steps.take(case, Step.SCREEN, act, said(procedure=procedure, ground=ground))


@transaction.atomic
def _begin(petition: Petition, step: Step, act: Act, detail: dict[str, object]) -> Receipt:
    earlier = _begun_before(act.key) if act.key else None
    code = code_of(act.key) if act.key else new_code()
    if earlier:
        return Receipt(earlier, code)
    found = tree()
    case = case_of(petition, found)
    _require_new(petition)
    case.query_digest, case.submission_key = digest_of(code), act.key or None
    finding.index([case.petitioner])
    steps.begin(case, step, act, detail, found)
    if petition.files and hand_over(petition.files, case.number):
        indexing.add_files(case)
    return Receipt(case, code)


def _begun_before(key: str) -> Case | None:
    """Return the case that this key has begun; two requests with one key at the same moment take turns."""
    with connection.cursor() as cursor:
        with connection.wrap_database_errors, connection.connection.pipeline():
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
            cursor.execute("select set_config('wangfang.case', coalesce(case_begun(%s)::text, ''), true)", [key])
        (begun,) = cursor.fetchone() or ("",)
    return Case.objects.filter(submission_key=key).first() if begun else None


def _require_new(petition: Petition) -> None:
    if not petition.external_id:
        return
    with connection.cursor() as cursor:
        cursor.execute("select case_known(%s, %s)", [petition.source, petition.external_id])
        row = cursor.fetchone()
    if row and row[0]:
        raise AlreadyHere(f"来源编号“{petition.external_id[:40]}”已经录入过，编号 {row[0]}")


class AlreadyHere(Refused):
    """A petition with this source's own id is in the store."""


def new_code() -> str:
    """Return a query code: 16 characters of Crockford's base 32 in groups of four, 80 bits."""
    return _spelled(secrets.token_bytes(_CODE_LENGTH))


def code_of(key: str) -> str:
    """Return the query code that belongs to the key of a submission; only this installation can tell it."""
    return _spelled(_keyed(f"query-code-of:{key}"))


def digest_of(code: str) -> str:
    """Return the keyed digest under which a query code is kept; blanks, hyphens and case do not matter."""
    plain = "".join(c for c in code.upper().translate(_LIKENED) if c in CROCKFORD)
    return _keyed(f"query-code:{plain}").hex()


def _spelled(drawn: bytes) -> str:
    letters = "".join(CROCKFORD[byte % len(CROCKFORD)] for byte in drawn[:_CODE_LENGTH])
    return " ".join(letters[i : i + 4] for i in range(0, _CODE_LENGTH, 4))


def _keyed(text: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).digest()
