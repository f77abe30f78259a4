"""What is done under a limit is counted when it is done: nobody waits for a neighbour, whoever is over the limit does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from django.db import connection, transaction

from tests.interfaces.frame.test_pacing import tighten
from wangfang.interfaces.frame.pacing import TooOften, within
from wangfang.records.pacing.models import Tries
from wangfang.rules.refusal import Refused

OFFICE = "10.0.0.9"
"""An address behind which many people sit."""
PATIENCE_SECONDS = 20


def counts() -> set[int]:
    """Return what is counted in the windows of the office."""
    return set(Tries.objects.filter(place__startswith="submit:").values_list("tries", flat=True))


@contextmanager
def page() -> Iterator[None]:
    """Open the transaction of a page; who waits for a lock in it gives up soon."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set local lock_timeout = '3s'")
        yield


@pytest.mark.django_db(transaction=True)
def test_two_of_one_office_submit_without_waiting_for_each_other(transactional_db: None) -> None:
    begun, done = Event(), Event()

    def slowly() -> None:
        try:
            with page(), within("submit", OFFICE):
                begun.set()
                assert done.wait(PATIENCE_SECONDS)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(slowly)
        assert begun.wait(PATIENCE_SECONDS)
        with page(), within("submit", OFFICE):
            pass
        done.set()
        slow.result(PATIENCE_SECONDS)
    assert counts() == {2}


@pytest.mark.django_db
def test_what_was_refused_is_a_try_as_well() -> None:
    with pytest.raises(Refused, match="no bureau"), page(), within("submit", OFFICE):
        raise Refused("no bureau there")
    assert counts() == set(), "the page itself was broken off here"
    with page(), pytest.raises(Refused, match="no bureau"), within("submit", OFFICE):
        raise Refused("no bureau there")
    assert counts() == {1}


@pytest.mark.django_db
def test_who_is_over_the_limit_does_nothing_at_all(settings: object) -> None:
    tighten(settings, "submit", 1, 2)
    with page(), within("submit", OFFICE):
        pass
    done = []
    with page(), pytest.raises(TooOften), within("submit", OFFICE):
        done.append("petition")
    assert not done
