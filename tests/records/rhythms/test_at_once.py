"""Several schedulers at the same moment: each period is made once, and none before an earlier one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests.cast import load_city
from tests.moments import at
from tests.records.rhythms.days import clock, overdue
from wangfang.records.ledger.models import Entry
from wangfang.records.rhythms import scheduling
from wangfang.records.rhythms.models import Brief, DayBoard, Run
from wangfang.rules.rhythms import Rhythm

MANY = 4


@pytest.fixture(autouse=True)
def _city(transactional_db: None) -> None:
    """Stand in for the city of every other test of records: threads see only what is really written."""
    load_city()


def test_several_schedulers_make_each_period_once() -> None:
    overdue()
    scheduling.run_due(clock("2017-09-07 12:00"))
    ready = Barrier(MANY)

    def one(_: int) -> list[str]:
        try:
            connection.ensure_connection()
            ready.wait(20)
            return [made.due.name for made in scheduling.run_due(clock("2017-09-08 18:00"))]
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        made = [name for names in pool.map(one, range(MANY)) for name in names]
    scheduling.run_due(clock("2017-09-08 18:10"))
    assert len(made) == len(set(made)), "nobody made what somebody else had made"
    done = Run.objects.filter(done_at__isnull=False).order_by("pk")
    assert list(done.values_list("period", flat=True)) == ["2017-09-07", "2017W36", "2017-09-08"]
    assert (DayBoard.objects.count(), Brief.objects.count()) == (2, 5)
    assert Entry.objects.filter(subject="rhythm:day").count() == 2


def test_while_somebody_is_at_a_period_no_later_one_is_made() -> None:
    overdue()
    scheduling.run_due(clock("2017-09-07 12:00"))
    Run.objects.create(rhythm=Rhythm.DAY, period="2017-09-07", due_on="2017-09-07", begun_at=at("2017-09-07"))
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Run.objects.select_for_update().get()
        assert pool.submit(_apart).result(30) == []
    assert [made.due.name for made in scheduling.run_due(clock("2017-09-08 18:00"))] == [
        "2017-09-07", "2017W36", "2017-09-08",
    ]  # fmt: skip


def _apart() -> list[str]:
    try:
        return [made.due.name for made in scheduling.run_due(clock("2017-09-08 18:00"))]
    finally:
        connection.close()
