"""Which cases are likely to be here already: hints for whoever looks, and only among the cases that they see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from wangfang.records.cases import showing, visible
from wangfang.records.people import finding
from wangfang.rules.labels import Part, Secrecy

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Actor
    from wangfang.rules.showing import Showing

MERGE, REVIEW = "merge", "review"
_SURE, _LIKELY = 0.9, 0.6
_ID, _PHONE, _TITLE = 0.75, 0.6, 0.65
_PERSON_ALONE = 0.85
_MOST = 200
"""How many cases are looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A case that is likely the same matter: how likely (0 to 1), the band, and why, in words for a clerk."""

    number: str
    score: float
    band: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a petition so far; any of it may be empty."""

    title: str = ""
    text: str = ""
    id_number: str = ""
    phone: str = ""


def of_case(case: Case, actor: Actor, moment: datetime, limit: int = 10) -> list[Hint]:
    """Return the likeliest cases beside one, among those that the actor sees; likeliest first.

    Numbers count where the actor sees the identity in both, the title where the content is seen in both.
    """
    shows = showing.of_cases([case], actor, moment)[case.pk]
    content = shows.has(Part.CONTENT) and case.secrecy < Secrecy.S2
    who = case.petitioner if shows.has(Part.IDENTITY) else None
    said = Typed(
        case.title if content else "",
        case.text if content else "",
        who.id_number if who else "",
        who.phone if who else "",
    )
    return [hint for hint in of_text(said, actor, moment, limit + 1) if hint.number != case.number][:limit]


def of_text(typed: Typed, actor: Actor, moment: datetime, limit: int = 10) -> list[Hint]:
    """Return the likeliest cases beside what was typed, among those that the actor sees; likeliest first."""
    numbers = _Numbers(
        frozenset(finding.with_id_number(typed.id_number).values_list("pk", flat=True)),
        frozenset(finding.with_phone(typed.phone).values_list("pk", flat=True)),
    )
    title = typed.title.strip()
    by_title = Q(plain_title=title, secrecy__lt=Secrecy.S2) if title else Q(pk=None)
    rows = visible.visible_to(actor).select_related("petitioner").filter(destroyed="")
    near = rows.filter(Q(petitioner__in=numbers.same_id | numbers.same_phone) | by_title)
    found = list(near.order_by("-received_at", "-pk")[:_MOST])
    shows = showing.of_cases(found, actor, moment)
    hints = (hint for case in found if (hint := _hint(title, numbers, case, shows[case.pk])))
    return sorted(hints, key=lambda hint: (-hint.score, hint.number))[:limit]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The keys of the petitioners who have the identity number, and the telephone, that is looked for."""

    same_id: frozenset[int]
    same_phone: frozenset[int]


def _hint(title: str, numbers: _Numbers, case: Case, shows: Showing) -> Hint | None:
    identity = shows.has(Part.IDENTITY)
    content = shows.has(Part.CONTENT) and case.secrecy < Secrecy.S2
    signs = (
        (identity and case.petitioner_id in numbers.same_id, _ID, "证件号码相同"),
        (identity and case.petitioner_id in numbers.same_phone, _PHONE, "手机号码相同"),
        (content and bool(title) and case.title == title, _TITLE, "标题相同"),
    )
    score = _together(weight for same, weight, _ in signs if same)
    if not signs[-1][0]:  # the same person may well complain of something else
        score = min(score, _PERSON_ALONE)
    if score < _LIKELY:
        return None
    band = MERGE if score >= _SURE else REVIEW
    return Hint(case.number, round(score, 3), band, tuple(word for same, _, word in signs if same))


def _together(weights: Iterable[float]) -> float:
    """Return the chance that at least one of several signs is right, taken as independent."""
    wrong = 1.0
    for weight in weights:
        wrong *= 1 - weight
    return 1 - wrong
