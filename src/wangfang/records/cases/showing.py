"""Which parts of a case does this viewer see: the one place that answers, for a page, for a list and for a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from wangfang.records.agencies.tree import tree
from wangfang.records.cases.facts import lives_of
from wangfang.records.cases.models import Case, Paper
from wangfang.records.cases.visible import visible_to
from wangfang.records.people.mandates import mandates_of
from wangfang.records.people.models import Petitioner
from wangfang.rules.facts import Actor, Life, Purpose, Role
from wangfang.rules.joint import Agent, Signer
from wangfang.rules.labels import Marks, Part, Secrecy
from wangfang.rules.matters import named_in
from wangfang.rules.papers import PaperKind, may_read
from wangfang.rules.reach import ENDS, Reach
from wangfang.rules.seeing import Mandate, parts_from, parts_seen
from wangfang.rules.showing import Showing

MOST_DOUBTFUL = 200
"""How many cases a search by words looks into one by one, where the columns do not say whether their content is seen."""


def of_case(case: Case, life: Life, actor: Actor, moment: datetime) -> Showing:
    """Return what an actor sees of a case at a moment; what is not among its parts stays out of every answer."""
    verdicts = parts_seen(actor, life, moment, _tasks(actor))
    hidden = () if Part.IDENTITY in verdicts else tuple(_identity(case.petitioner))
    return Showing(verdicts, _code(actor), (*hidden, *_unseen_in(life, actor)))


def of_cases(cases: Sequence[Case], actor: Actor, moment: datetime) -> dict[int, Showing]:
    """Return what an actor sees of each case of a list that he may see, by the keys; one query at most, for all of them.

    The columns of a row decide where they can. Only of a case that a name opens, and of one that a unit or a review
    body does not hold, the life is read: who was let in to what, and who assists, stands in its steps alone.
    """
    doubtful = [case for case in cases if _is_doubtful(case, actor)]
    lives, tasks = lives_of(doubtful, tree()) if doubtful else {}, _tasks(actor)
    alike: dict[tuple[int, str, int], Showing] = {}  # the lines of a list hardly differ in what decides
    found = {}
    for case in cases:
        if life := lives.get(case.pk):
            found[case.pk] = Showing(parts_seen(actor, life, moment, tasks), _code(actor))
            continue
        key = (case.secrecy, case.purpose, case.holder_id)
        if key not in alike:
            alike[key] = Showing(parts_from(actor, _standing(case, actor), moment, tasks), _code(actor))
        found[case.pk] = alike[key]
    return found


def papers_of(case: Case, life: Life, shows: Showing, reader: Actor) -> list[Paper]:
    """Return the papers of a case that somebody sees, in order: their part is seen, and they are not another's own."""
    if reader.agency is None:
        return []
    found, events = tree(), {event.number: event for event in life.events}
    rows = Paper.objects.filter(case=case).select_related("issuer").order_by("pk")
    return [
        paper
        for paper in rows
        if shows.hands_out(PaperKind(paper.kind), events[paper.step])
        and may_read(PaperKind(paper.kind), found.agency(paper.issuer.code), reader.agency)
    ]


def in_content(rows: QuerySet[Case], words: str, actor: Actor, moment: datetime | None) -> Q:
    """Return the condition that a case says some words in its title or text, and that the actor sees its content.

    Where the columns do not tell, and where the words lie under seal, the newest `MOST_DOUBTFUL` are looked into one by
    one; without a moment none of these is found.
    """
    said = Q(plain_title__contains=words) | Q(plain_text__contains=words)
    doubt = _doubtful(actor)
    readable: list[int] = []
    if moment is not None:
        near = list(rows.filter((said & doubt) | ~Q(sealed=b"")).order_by("-received_at")[:MOST_DOUBTFUL])
        shows = of_cases(near, actor, moment)
        readable = [case.pk for case in near if shows[case.pk].has(Part.CONTENT) and _says(case, words)]
    return (said & ~doubt) | Q(pk__in=readable)


def _says(case: Case, words: str) -> bool:
    return words in case.title or words in case.text


def _is_doubtful(case: Case, actor: Actor) -> bool:
    by_name = case.secrecy >= Secrecy.S2 or actor.login in case.granted_to
    return by_name or (_part_may_end(actor) and case.holder_id != _key(actor))


def _doubtful(actor: Actor) -> Q:
    by_name = Q(secrecy__gte=Secrecy.S2) | Q(granted_to__contains=[actor.login])
    return by_name | ~Q(holder_id=_key(actor)) if _part_may_end(actor) else by_name


def _part_may_end(actor: Actor) -> bool:
    return actor.agency is not None and actor.agency.kind in ENDS


def _standing(case: Case, actor: Actor) -> tuple[Marks, Reach]:
    """Return marks and reach as far as a row tells them, for a case that the actor is known to see."""
    holder = tree().code_of[case.holder_id]
    named = frozenset({holder, _code(actor)})
    return Marks(Secrecy(case.secrecy)), Reach(
        Purpose(case.purpose), holder, frozenset(), frozenset(), named, frozenset()
    )


def _tasks(actor: Actor) -> tuple[Mandate, ...]:
    return mandates_of(actor.login) if actor.role is Role.SUPERVISOR else ()


def _identity(person: Petitioner) -> Iterator[str]:
    """Yield every word by which the petitioner, or who stands behind the petition, could be known."""
    one: Iterable[str] = (person.name, person.id_number, person.phone, person.address)
    yield from (word.strip() for word in one if word.strip())
    others: Iterable[Signer | Agent] = (*person.joint, *person.acting)
    for other in others:
        yield from (word for word in (other.name, other.id_number, other.phone) if word)


def _unseen_in(life: Life, actor: Actor) -> tuple[str, ...]:
    """Return the numbers that the steps of a case name and whose cases the actor does not see."""
    named = named_in(life)
    if not named:
        return ()
    seen = visible_to(actor).filter(number__in=sorted(named)).values_list("number", flat=True)
    return tuple(sorted(named - frozenset(seen)))


def _code(actor: Actor) -> str:
    return actor.agency.code if actor.agency else ""


def _key(actor: Actor) -> int:
    return tree().key_of[_code(actor)] if actor.agency else 0
