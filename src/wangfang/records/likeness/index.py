"""Writes the index of likeness: a case comes in, more of it comes in, it goes, fresh cases are folded in, all is built anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import connection, transaction
from django.db.models import Exists, Q

from wangfang.records.likeness.learning import Learned, counted, learned
from wangfang.records.likeness.models import BUILT, FRESH, NOTHING_LEARNED, Edition, Pieces, Posting
from wangfang.records.likeness.pieces import Words, all_of, kept_of

FOLDED_AT_ONCE = 50_000
"""Cases folded in one transaction; whoever takes a case out of the index waits for so many at most."""
_COPY = "copy likeness_pieces (edition, case_key, grams, standing) from stdin"

Read = Callable[[int, int], Sequence[tuple[int, Words]]]
"""Reads what cases say, from after a key on, up to so many; the caller leaves out what has no place in the index."""


def putting(case: int, words: Words, edition: int) -> tuple[str, list[object]]:
    """Return the statement that puts a case into the index; the act that takes it in knows the current edition."""
    return "select likeness_put(%s, %s::integer[])", [case, kept_of(words, learned(edition))]


def put_many(cases: Iterable[tuple[int, Words]]) -> None:
    """Put many cases in that are not there yet, in the transaction of the act that takes them in."""
    _copy(cases, learned(), FRESH)


def add(case: int, keys: Sequence[int]) -> None:
    """Add keys to a case that is in the index (its attachments come after its words); to another nothing happens."""
    if keys:
        with connection.cursor() as cursor:
            cursor.execute("select likeness_add(%s, %s::integer[])", [case, list(keys)])


def take_out(case: int) -> None:
    """Take a case out of every edition: its content is destroyed, or it has become secret."""
    with connection.cursor() as cursor:
        cursor.execute("select likeness_take_out(%s)", [case])


def wait_for_turn() -> None:
    """Wait until nobody else writes postings; held to the end of the transaction.

    Who reads texts to put them in does this first: else a case that is being taken out would come back.
    """
    with connection.cursor() as cursor:
        cursor.execute("select likeness_turn()")


def fold(edition: int | None = None) -> int:
    """Fold fresh cases into the postings, batch by batch; returns how many. A job's, no page's."""
    which, total = learned().edition if edition is None else edition, 0
    while done := _fold_some(which):
        total += done
    return total


def rebuild(texts: Read, read: Read, told: Callable[[int], None], batch: int = 500) -> int:
    """Learn anew what is rare and build the index anew beside the old one, which is searched meanwhile.

    `texts` reads what is learned from, `read` what is put in. `told` hears how many cases each batch has done: every case twice, once for learning and once for building.
    Returns how many cases the index has. Broken off, it leaves nothing but what the next rebuilding clears away.
    """
    _clear(Q(is_current=False))
    known = counted(_each(texts, told, batch))
    packed = {"grams": known.grams.astype("<i4").tobytes(), "counts": known.counts.astype("<i4").tobytes()}
    edition = Edition.objects.create(cases=known.cases, **packed)
    total, waiting, last = 0, 0, 0
    while cases := _build_some(read, last, batch, replace(known, edition=edition.pk)):
        last, waiting, total = cases[-1][0], waiting + len(cases), total + len(cases)
        if waiting >= FOLDED_AT_ONCE:
            fold(edition.pk)
            waiting = 0
        told(len(cases))
    fold(edition.pk)
    _change_to(edition)
    return total


def cases() -> int:
    """Return how many cases are in the index."""
    return Pieces.objects.filter(edition=learned().edition).count()


def size() -> int:
    """Return how many bytes the index takes on disk, with the indexes of its tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select sum(pg_total_relation_size(name)) from unnest(%s::regclass[]) name",
            [[model._meta.db_table for model in (Edition, Pieces, Posting)]],  # noqa: SLF001 - Django's documented way
        )
        return int(cursor.fetchone()[0])


def _each(read: Read, told: Callable[[int], None], batch: int) -> Iterator[set[int]]:
    last = 0
    while cases := read(last, batch):
        yield from (all_of(words) for _, words in cases)
        last = cases[-1][0]
        told(len(cases))


@transaction.atomic
def _build_some(read: Read, last: int, batch: int, known: Learned) -> Sequence[tuple[int, Words]]:
    wait_for_turn()
    cases = read(last, batch)
    _copy(cases, known, BUILT)
    return cases


@transaction.atomic
def _change_to(edition: Edition) -> None:
    Edition.objects.filter(is_current=True).update(is_current=False)
    Edition.objects.filter(pk=edition.pk).update(is_current=True)
    _clear(~Q(pk=edition.pk))


@transaction.atomic
def _clear(which: Q) -> None:
    """Remove editions with everything in them; what came before the first has none of its own."""
    kept = Edition.objects.exclude(which).values("pk")
    gone = ~Q(edition__in=kept) & (~Q(edition=NOTHING_LEARNED) | Q(Exists(kept)))
    Pieces.objects.filter(gone).delete()
    Posting.objects.filter(gone).delete()
    Edition.objects.filter(which).delete()


@transaction.atomic
def _fold_some(edition: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select likeness_fold(%s, %s)", [edition, FOLDED_AT_ONCE])
        return int(cursor.fetchone()[0])


def _copy(cases: Iterable[tuple[int, Words]], known: Learned, standing: int) -> None:
    with connection.cursor() as cursor, cursor.copy(_COPY) as sink:
        for case, words in cases:
            sink.write_row((known.edition, case, kept_of(words, known), standing))
