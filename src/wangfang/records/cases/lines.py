"""What does the trace say of a step: who, where and when in words; what was said, and of whom, only as salted digests."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence

from wangfang.records.cases.models import Case, Paper, StepTaken
from wangfang.records.ledger.formats import PLAIN, canonical, instant

Digest = Callable[[str], str]
HEAD = ("step", "actor", "agency", "occurred_at", "recorded_at")
"""What stays readable for ever: none of it is about the people of a petition."""


def payload_of(case: Case, row: StepTaken, papers: Sequence[Paper] = ()) -> dict[str, object]:
    """Return what the trace says of a step, of its papers, and in the first line of the petition itself.

    One paper stands under `paper`, several in the order of their issue under `papers`.
    """
    salted = _salted(case.salt)
    told = {"name": row.actor_name, "detail": row.detail}
    return {**head_of(row), "said": salted(canonical(told)), **_bound(case, row, papers, salted)}


def plain_payload_of(case: Case, row: StepTaken, papers: Sequence[Paper] = ()) -> dict[str, object]:
    """Return what lines of the first edition say: the step in full, the rest as digests without salt."""
    told = {"name": row.actor_name, "detail": row.detail}
    return {**head_of(row), **told, **_bound(case, row, papers, _plain)}


def as_written(v: int, case: Case, row: StepTaken, papers: Sequence[Paper] = ()) -> dict[str, object]:
    """Return what a line of format `v` says of a step."""
    return (plain_payload_of if v == PLAIN else payload_of)(case, row, papers)


def petition_text(case: Case) -> str:
    """Return the part of a case that never changes, its petitioner included, as the one text that is hashed.

    What only some petitions have (content code, kind of document, signers, agents, no name) is added
    when it is there, so that the digests of petitions without any of it stay what they were.
    """
    who = case.petitioner
    more = {
        "content": case.content, "id_type": who.id_type, "anonymous": who.anonymous, "signers": who.signers,
        "agents": who.agents,
    }  # fmt: skip
    said = {key: value for key, value in more.items() if value}
    return _joined(
        case.number, case.form, case.purpose, case.title, case.text, case.region, case.address,
        case.category, case.respondent, case.respondent_code, str(case.people), str(case.petitioner_id),
        str(case.publish), case.source, case.external_id, who.name, who.id_number, who.phone, who.address,
        *((canonical(said),) if said else ()),
    )  # fmt: skip


def petition_digest(case: Case) -> str:
    """Return the digest of a petition as lines of the first edition have it."""
    return _plain(petition_text(case))


def head_of(row: StepTaken) -> dict[str, object]:
    """Return what a line says readably of a step, whatever its format."""
    return {
        "step": row.step,
        "actor": row.actor,
        "agency": row.agency,
        "occurred_at": instant(row.occurred_at),
        "recorded_at": instant(row.recorded_at),
    }


def _bound(case: Case, row: StepTaken, papers: Sequence[Paper], digest: Digest) -> dict[str, object]:
    said: dict[str, object] = {"petition": digest(petition_text(case))} if row.number == 1 else {}
    digests = [digest(_paper_text(paper)) for paper in papers]
    if digests:
        said["paper" if len(digests) == 1 else "papers"] = digests[0] if len(digests) == 1 else digests
    return said


def _paper_text(paper: Paper) -> str:
    return _joined(paper.kind, paper.number, str(paper.issuer_id), instant(paper.issued_at), canonical(paper.body))


def _joined(*parts: str) -> str:
    return "\x1f".join(parts)


def _plain(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _salted(salt: str) -> Digest:
    """Return the digest that nobody can guess content from who has not the salt of the case."""
    key = bytes.fromhex(salt)
    return lambda text: hmac.digest(key, text.encode(), "sha256").hex()
