"""What does a step say beyond what its actor said: a label by age, and who is let in where an accusation arrives?"""

from __future__ import annotations

from collections.abc import Mapping

from wangfang.records.cases.models import Case
from wangfang.records.people.posts import cleared_at
from wangfang.rules.credentials import IdType
from wangfang.rules.facts import Act, Agency, Life, Step
from wangfang.rules.labels import Secrecy, first_label
from wangfang.rules.reach import arrival_of


def completed(case: Case, life: Life, said: tuple[Step, Act, Mapping[str, object]]) -> Mapping[str, object]:
    """Return the detail of a step with what the house adds to it; most steps are left as they are.

    Where a case of S2 arrives, those at a post for accusations (举报受理岗) are let in by the same step. When an
    agency has none, those at the next agency above it are, so that an accusation is never without a reader.
    """
    step, act, detail = said
    more: dict[str, object] = {}
    if not life.events and case.petitioner.id_type in ("", IdType.RESIDENT):
        label = first_label(case.petitioner.id_number, act.day)
        more = {"secrecy": label} if label else {}
    arrives = arrival_of(life, step, act.actor.agency.code if act.actor.agency else "", detail)
    if arrives in life.agencies:
        logins = _let_in(life.agency(arrives), life.agencies, act)
        more = {**more, "granted": logins} if logins else more
    return {**detail, **more} if more else detail


def _let_in(agency: Agency, agencies: Mapping[str, Agency], act: Act) -> list[str]:
    """Return who takes accusations at an agency, or at the nearest one above it that has anybody."""
    line = [code for code in reversed(agency.line or (agency.code,)) if code in agencies]
    return next((logins for code in line if (logins := cleared_at(code, act.day, Secrecy.S2))), [])
