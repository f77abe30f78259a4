"""Who stands behind a petition, as JSON says it, and beside which field of a form a refusal of theirs belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wangfang.interfaces.frame.said import Said
from wangfang.records.cases.petitions import Person
from wangfang.rules import joint
from wangfang.rules.joint import Agent, Behind, Signer
from wangfang.rules.refusal import Refused

_CHECKS: Mapping[str, Callable[[Behind], None]] = {
    "anonymous": joint.require_named,
    "signers": joint.require_list,
    "people": joint.require_count,
    "agents": joint.require_agents,
}


def findings(behind: Behind) -> dict[str, Refused]:
    """Return what is wrong with the people behind a petition, by the field of the form beside which it is shown."""
    found = {}
    for field, check in _CHECKS.items():
        try:
            check(behind)
        except Refused as refused:
            found[field] = refused
    return found


def person_of(petitioner: object) -> Person:
    """Return the petitioner of a JSON object, with `signers` and `agents` where it has them.

    Raises:
        Refused: it is no object or lacks its name, or a key has another kind of value.
    """
    if not isinstance(petitioner, dict):
        raise Refused("缺少 petitioner：要写明信访人，至少有 name")
    said = Said(petitioner)
    anonymous = _flag(said, "anonymous")
    return Person(
        name=said.text("name", joint.ANONYMOUS if anonymous else None),
        id_number=said.text("id_number", ""),
        phone=said.text("phone", ""),
        address=said.text("address", ""),
        id_type=said.text("id_type", ""),
        anonymous=anonymous,
        signers=tuple(_signer(one) for one in _list(said, "signers")),
        agents=tuple(_agent(one) for one in _list(said, "agents")),
    )


def _signer(said: Said) -> Signer:
    return Signer(
        name=said.text("name"),
        id_type=said.text("id_type", ""),
        id_number=said.text("id_number", ""),
        phone=said.text("phone", ""),
        represents=_flag(said, "represents"),
    )


def _agent(said: Said) -> Agent:
    return Agent(
        name=said.text("name"),
        relation=said.text("relation", ""),
        scope=said.text("scope"),
        authorisation=said.text("authorisation"),
        id_type=said.text("id_type", ""),
        id_number=said.text("id_number", ""),
        phone=said.text("phone", ""),
    )


def _flag(said: Said, key: str) -> bool:
    return said.value(key) is not None and said.flag(key)


def _list(said: Said, key: str) -> list[Said]:
    rows = said.value(key)
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused(f"{key} 应当是一串对象，一人一个")
    return [Said(row) for row in rows]
