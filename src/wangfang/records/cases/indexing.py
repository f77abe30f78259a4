"""What does the index of likeness know of a case: put in with the case, caught up by night, built anew from what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from wangfang.records.cases.models import Case
from wangfang.records.files.keep import digests_of
from wangfang.records.likeness import index, learning
from wangfang.records.likeness.models import Pieces
from wangfang.records.likeness.pieces import Words
from wangfang.records.people import finding
from wangfang.rules.facts import Purpose
from wangfang.rules.grams import key_of
from wangfang.rules.labels import Secrecy
from wangfang.rules.privacy import is_secret

PLACED = Q(secrecy__lt=Secrecy.S2, sealed=b"", destroyed="") & ~Q(purpose=Purpose.ACCUSATION)
"""Which cases have a place in the index: `has_place`, in the words of the query builder."""
BATCH = 500
_TOLD = ("number", "sealed", "plain_title", "plain_text", "region", "plain_respondent", "petitioner")
LEARN_AGAIN = 1.5
"""How many times as many cases as when it was last learned which pieces are rare make it be learned again."""
WORTH_LEARNING = 500
"""Below so many cases nothing is learned: every piece is kept, and rare is what stands once by chance."""


def words_of(case: Case, files: Iterable[str] = ()) -> Words:
    """Return what the index is told of a case: its texts, household, respondent and place, attachments."""
    who = case.petitioner
    household = [] if who.anonymous else finding.households_of(who.name, who.address)
    return Words(
        case.title,
        case.text,
        (*household, *respondent_keys(case.respondent, case.region), *attachment_keys(files)),
    )


def respondent_keys(respondent: str, region: str) -> list[int]:
    """Return the key of a respondent in a place; none without both."""
    return [key_of("respondent", f"{respondent}{region}")] if respondent and region else []


def attachment_keys(digests: Iterable[str]) -> list[int]:
    """Return the keys of attachments by the SHA-256 of what came in."""
    return [key_of("attachment", digest) for digest in digests if digest]


def has_place(case: Case) -> bool:
    """Tell whether a case has a place in the index: no accusation, never sealed, content not destroyed.

    What once lay under seal stays out for good: no word of it is to stand in clear in another table.
    """
    return not is_secret(case.purpose, case.secrecy) and not case.sealed and not case.destroyed


def putting(case: Case, edition: int) -> list[tuple[str, list[object]]]:
    """Return what puts a new case into the index along with its first step; nothing where it has no place there."""
    return [index.putting(case.pk, words_of(case), edition)] if has_place(case) else []


def put_many(cases: Iterable[Case]) -> None:
    """Put many new cases into the index, in the transaction that writes them."""
    index.put_many((case.pk, words_of(case)) for case in cases if has_place(case))


def add_files(case: Case) -> None:
    """Tell the index of the attachments that came with a case, once they belong to it."""
    if has_place(case):
        index.add(case.pk, attachment_keys(digests_of([case.number]).get(case.number, ())))


def catch_up() -> int:
    """Put in what is missing: cases from before there was an index; returns how many."""
    total = 0
    while done := _catch_up_some():
        total += done
    return total


@transaction.atomic
def _catch_up_some() -> int:
    index.wait_for_turn()
    kept = Pieces.objects.filter(edition=learning.learned().edition, case_key=OuterRef("pk"))
    missing = list(placed().filter(~Exists(kept)).order_by("pk")[:BATCH])
    index.put_many(_told(missing))
    return len(missing)


def tend() -> tuple[int, int]:
    """Catch up, fold in what is fresh, and learn again when the store has grown by half; a job's.

    Returns how many cases were caught up, and how many the index built anew has: 0 where there was no need.
    """
    caught = catch_up()
    index.fold()
    cases = index.cases()
    grown = cases >= max(WORTH_LEARNING, learning.learned().cases * LEARN_AGAIN)
    return caught, rebuild(lambda _: None) if grown else 0


def rebuild(told: Callable[[int], None]) -> int:
    """Learn anew which pieces are rare and build the index anew; returns how many cases it has.

    `told` hears how many cases each batch has done, every case twice.
    """
    return index.rebuild(_texts, _read, told)


def how_many() -> int:
    """Return how many cases have a place in the index."""
    return placed().count()


def _texts(after: int, most: int) -> Sequence[tuple[int, Words]]:
    """Read what is learned from: no seal is opened to count words."""
    columns = ("pk", "plain_title", "plain_text", "plain_respondent", "region")
    rows = placed().filter(pk__gt=after).order_by("pk").values_list(*columns)[:most]
    return [(key, Words(title, text, tuple(respondent_keys(*place)))) for key, title, text, *place in rows]


def _read(after: int, most: int) -> Sequence[tuple[int, Words]]:
    return _told(list(placed().only(*_TOLD).filter(pk__gt=after).order_by("pk")[:most]))


def _told(cases: Sequence[Case]) -> list[tuple[int, Words]]:
    files = digests_of(case.number for case in cases)
    return [(case.pk, words_of(case, files.get(case.number, ()))) for case in cases]


def placed_case(number: str) -> Case | None:
    """Return a case that has a place in the index; none where there is no such case, or it has none."""
    return placed().filter(number=number).first()


def size() -> int:
    """Return how many bytes the index takes on disk."""
    return index.size()


def placed() -> QuerySet[Case]:
    """Return the cases that have a place in the index, with their petitioners."""
    return Case.objects.filter(PLACED).select_related("petitioner")
