"""Who else has this number: the petitioners of an identity or telephone number, found by its index alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Count, QuerySet

from wangfang.records.people.models import Petitioner
from wangfang.records.vault.blind import Kind, index_of, indexes_of
from wangfang.records.vault.keys import NoKey, Purpose, keeper
from wangfang.rules.grams import WIDTH, normal

BATCH = 500


def index(petitioners: Iterable[Petitioner]) -> None:
    """Give petitioners the indexes of their numbers, under the key in use; the caller writes them.

    Raises:
        NoKey: there are indexes already and no key of theirs.
    """
    kid = _in_use()
    for who in petitioners:
        who.id_index = index_of(Kind.ID_NUMBER, who.id_number, kid)
        who.phone_index = index_of(Kind.PHONE, who.phone, kid)
        who.indexed_by = kid


def with_id_number(number: str) -> QuerySet[Petitioner]:
    """Return the petitioners with an identity number, however it is written; nobody for an empty one."""
    _in_use()
    return Petitioner.objects.filter(id_index__in=indexes_of(Kind.ID_NUMBER, number))


def with_phone(number: str) -> QuerySet[Petitioner]:
    """Return the petitioners with a telephone number, however it is written; nobody for an empty one."""
    _in_use()
    return Petitioner.objects.filter(phone_index__in=indexes_of(Kind.PHONE, number))


def others_like(who: Petitioner) -> QuerySet[Petitioner]:
    """Return who else has the identity or the telephone number of a petitioner."""
    numbers = with_id_number(who.id_number) | with_phone(who.phone)
    return numbers.exclude(pk=who.pk)


def are_others(one: Petitioner, other: Petitioner) -> bool:
    """Tell whether two petitioners are known to be different people: two numbers of one kind of paper that differ.

    Where a number is missing, or the two stand under different keys, it is not known.
    """
    known = one.id_index and other.id_index and one.indexed_by == other.indexed_by
    return bool(known) and one.id_type == other.id_type and bytes(one.id_index or b"") != bytes(other.id_index or b"")


def households_of(name: str, address: str, *, earlier: bool = False) -> list[int]:
    """Return the number under which a name at an address is found again: 31 bits of a keyed digest, nothing without both.

    With `earlier` the numbers under keys that were in use before come as well, for a search. Two households may share
    a number; whoever opens the rows sees it.
    """
    if not (normal(name) and normal(address)):
        return []
    named = [kid for kid in keeper().names() if kid.startswith(f"{Purpose.INDEX}-")] if earlier else []
    said = f"household|{normal(name)}|{normal(address)}".encode()
    macs = {keeper().mac(kid, said) for kid in (*named, keeper().current(Purpose.INDEX))}
    return sorted(int.from_bytes(mac[:4]) & WIDTH for mac in macs)


def _in_use() -> str:
    """Return the name of the key in use; the first is made only where nothing has an index yet."""
    begun = any(name.startswith(f"{Purpose.INDEX}-") for name in keeper().names())
    if not begun and Petitioner.objects.exclude(indexed_by="").exists():
        raise NoKey(f"{Purpose.INDEX}-1")
    return keeper().current(Purpose.INDEX)


def stale() -> int:
    """Return how many petitioners have indexes under an earlier key."""
    return Petitioner.objects.exclude(indexed_by=keeper().current(Purpose.INDEX)).count()


def reindex() -> Iterator[int]:
    """Give petitioners indexes under the key in use, and yield the size of each batch.

    It can be broken off and taken up again. Searches find both the old and the new while it runs.

    Raises:
        Broken, NoKey: a petitioner does not open; those before it are done.
    """
    kid, last = keeper().current(Purpose.INDEX), 0
    while batch := list(Petitioner.objects.filter(pk__gt=last).exclude(indexed_by=kid).order_by("pk")[:BATCH]):
        index(batch)
        Petitioner.objects.bulk_update(batch, ("id_index", "phone_index", "indexed_by"))
        last = batch[-1].pk
        yield len(batch)


def by_key() -> dict[str, int]:
    """Return how many petitioners have indexes under each key."""
    rows = Petitioner.objects.exclude(indexed_by="").order_by("indexed_by").values_list("indexed_by")
    return dict(rows.annotate(count=Count("pk")))
