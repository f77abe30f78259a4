"""How does a petition come in from another system, once however often it is sent?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wangfang.interfaces.api.problems import KeyTaken, NoKey
from wangfang.interfaces.api.shapes import PetitionSaid, ReceiptTold
from wangfang.interfaces.frame.acts import PETITIONER, today
from wangfang.interfaces.frame.people import person_of
from wangfang.records.agencies import places
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import intake, lookups, petitions
from wangfang.records.cases.petitions import Petition
from wangfang.rules.credentials import IdType, require_number
from wangfang.rules.facts import Form
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from datetime import date

    from wangfang.interfaces.api.entering import Caller
    from wangfang.records.cases.models import Case

LONGEST_KEY = 200
_FACTS = (
    "form", "purpose", "title", "text", "region", "address", "category", "content", "respondent", "people", "publish",
    "source", "external_id",
)  # fmt: skip
_PERSON = ("name", "id_type", "id_number", "phone", "address", "anonymous", "signers", "agents")


def take_in(said: PetitionSaid, key: str, caller: Caller) -> ReceiptTold:
    """Submit an online petition for its petitioner, or register a letter, visit or call as the caller's bureau.

    Raises:
        NoKey: the request has no usable key.
        KeyTaken: the key came with another petition before.
        Refused: see `intake.submit` and `intake.register_new`; the identity number is none.
    """
    words = ("submit", _require_key(key))
    petition = _petition_of(said, caller)
    if petition.form is Form.ONLINE:
        act = caller.act(words, actor=PETITIONER)
        _require_fit(petition, act.day)
        receipt = intake.submit(petition, act)
    else:
        act = caller.act(words)
        _require_fit(petition, act.day)
        receipt = intake.register_new(petition, act)
    if not _tells(receipt.case, petition):
        raise KeyTaken
    case = receipt.case
    return ReceiptTold(
        number=case.number, query_code=receipt.query_code, title=case.title, received_at=case.received_at
    )


def _require_key(key: str) -> str:
    if not (0 < len(key.strip()) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise NoKey
    return key


def _petition_of(said: PetitionSaid, caller: Caller) -> Petition:
    """Return the petition; its source is the account, so that two systems may use the same ids."""
    person = person_of(said.petitioner.dict(exclude_defaults=True))
    if person.id_number and not person.id_type:
        person = replace(person, id_type=IdType.RESIDENT.value)
    return Petition(
        **said.dict(exclude={"petitioner", "to"}),
        to=_receiver_of(said, caller),
        petitioner=person,
        source=caller.actor.login,
    )


def _receiver_of(said: PetitionSaid, caller: Caller) -> str:
    own = caller.actor.agency.code if caller.actor.agency else ""
    if said.form is not Form.ONLINE:
        if said.to not in ("", own):
            raise Refused("来信、来访、来电由登记它的信访部门接收，to 不用写")
        return own
    if said.to:
        return said.to
    bureau = places.bureau_of(said.region[:12], today())
    if bureau is None:
        raise Refused("这个地区没有信访部门，请在 to 里写明由哪个信访部门接收")
    return bureau.code


def _require_fit(petition: Petition, today: date) -> None:
    """Let a petition pass that could become a case, before an earlier one of the same key is looked for."""
    petitions.case_of(petition, tree())
    person = petition.petitioner
    if person.id_number:
        require_number(IdType(person.id_type), person.id_number, today)


def _tells(case: Case, petition: Petition) -> bool:
    """Tell whether a case says what the petition says, so that a repetition is told from another request."""
    again = petitions.case_of(petition, tree())
    if any(getattr(case, name) != getattr(again, name) for name in _FACTS):
        return False
    if any(getattr(case.petitioner, name) != getattr(again.petitioner, name) for name in _PERSON):
        return False
    first = lookups.life(case).events[0]
    return petition.to == (first.text("to") or first.agency)
