"""Enters an instruction: a number that no other has, what it says under seal, who answers for it."""

from __future__ import annotations

from django.db import connection, transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.models import Case
from wangfang.records.instructions.models import Instruction
from wangfang.records.ledger.append import append
from wangfang.records.walls.context import as_job
from wangfang.rules.facts import Act, Actor
from wangfang.rules.instructions import (
    Given,
    Parties,
    Standing,
    require_given,
    require_giver,
    require_parties,
    subject_of,
)
from wangfang.rules.refusal import Refused

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('instructions'))"


@transaction.atomic
def give(given: Given, act: Act) -> Instruction:
    """Enter an instruction (批示); the same request again gives the same one.

    Raises:
        NotYours: the post gives and enters none.
        NotFound: it speaks of a case that the actor may not see.
        Refused: something is missing or wrong, or the owner does not see the case.
    """
    issuer = require_giver(act.actor)
    require_given(given, act)
    found = tree()
    parties = Parties(issuer, found.agency(given.owner), tuple(map(found.agency, given.co_owners)))
    require_parties(parties, act.day)
    case = _case_of(given.subject, parties, act.actor)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    if act.key and (known := Instruction.objects.filter(made_key=act.key).first()):
        return known
    return _written(given, parties, case, act)


def trace(instruction: Instruction, step: str, act: Act, **said: object) -> None:
    """Write one line on an instruction; its words do not stand in it."""
    told = {"step": step, "actor": act.actor.login, **said}
    append(f"instruction:{instruction.number}", act.recorded_at, told)


def _written(given: Given, parties: Parties, case: Case | None, act: Act) -> Instruction:
    keys = tree().key_of
    made = Instruction(
        number=_next(act),
        subject=given.subject,
        case=case,
        leader=given.leader.strip(),
        post=given.post.strip(),
        given_on=given.given_on,
        carrier=given.carrier,
        issuer_id=keys[parties.issuer.code],
        owner_id=keys[parties.owner.code],
        co_owners=[keys[one.code] for one in parties.co_owners],
        first_due_on=given.due_on,
        due_on=given.due_on,
        standing=Standing.GIVEN,
        made_by=act.actor.login,
        made_at=act.recorded_at,
        made_key=act.key,
    )
    made.text = given.text.strip()
    made.save(force_insert=True)
    trace(made, "instruction_given", act, owner=given.owner, due_on=given.due_on, given_on=given.given_on)
    return made


def _case_of(subject: str, parties: Parties, actor: Actor) -> Case | None:
    """Return the case of which an instruction speaks: one that its giver and everybody who has to act may see."""
    kind, key = subject_of(subject)
    if kind != "case":
        return None
    case = cases.open_case(key, actor)
    keys = tree().key_of
    for one in (parties.owner, *parties.co_owners):
        accused = {keys[code] for code in one.line if code in keys} & set(case.barred)
        if accused or keys[one.code] not in case.seen_by:
            raise Refused(f"{one.name}没有办理过这件事，不能看到它，不能把批示交给这个单位")
    return case


def _next(act: Act) -> str:
    """Return the next number of the year, counted over all, also those that the actor may not see."""
    year = act.day.year
    with as_job():
        last = Instruction.objects.filter(number__startswith=f"PS-{year}-").order_by("-pk").first()
    return f"PS-{year}-{(int(last.number.rpartition('-')[2]) if last else 0) + 1:04d}"
