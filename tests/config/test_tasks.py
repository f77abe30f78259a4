"""Do the jobs that run by themselves do what they promise: rescue the jobs of the dead, deliver what waits."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from procrastinate.contrib.django import app

from tests.cast import load_city
from tests.moments import at
from tests.records.hot_matters.crowds import kept, voice
from tests.sealing import sealed
from wangfang.config import tasks
from wangfang.records.hot_matters import keeping
from wangfang.records.hot_matters.models import Member


@pytest.fixture(autouse=True)
def _empty_queue(transactional_db: None) -> Iterator[None]:
    """Take the queue's rows away, which belong to no model of ours and so outlive a test."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def _queued() -> int:
    job: int = tasks.deliver.defer(timestamp=0)  # type: ignore[call-arg]  # the argument that the clock gives
    return job


def _job_in_the_hands_of_a_worker(silent_for: str) -> int:
    """Queue a job and leave it half done with a worker that was last heard of some time ago."""
    job = _queued()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - %s::interval) returning id",
            [silent_for],
        )
        worker = cursor.fetchone()[0]
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s", [worker, job])
    return job


def _status(job: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("select status::text from procrastinate_jobs where id = %s", [job])
        row = cursor.fetchone()
    return row[0] if row else None


def _rescue() -> None:
    """Run the task in a thread of its own: a browser test before may have left a loop in this one."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(_rescued())).result()


async def _rescued() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as living:  # type: ignore[attr-defined]  # Django's has it
        async with living.open_async():
            await tasks.rescue.func(None, timestamp=0)  # type: ignore[arg-type]  # it never looks at it


@pytest.mark.parametrize(
    ("silent_for", "status"),
    [
        ("1 hour", "todo"),
        ("40 seconds", "todo"),
        ("12 seconds", "doing"),  # one heartbeat late: busy, not dead; to take it away would do it twice
        ("0 seconds", "doing"),
    ],
)
def test_only_the_job_of_a_dead_worker_goes_back_to_the_queue(silent_for: str, status: str) -> None:
    job = _job_in_the_hands_of_a_worker(silent_for)
    _rescue()
    assert _status(job) == status


def test_a_dead_job_whose_like_waits_already_is_dropped_and_stops_no_other_rescue() -> None:
    double = _job_in_the_hands_of_a_worker("1 hour")
    waiting = _queued()
    _rescue()
    assert (_status(double), _status(waiting)) == (None, "todo")


def test_the_night_takes_what_the_lapse_of_time_brings_once() -> None:
    from tests.cast import load_city  # Django is not ready yet when this file is read
    from tests.stories import story
    from wangfang.records.cases.models import Case

    load_city()
    story().submitted().registered().forwarded("NG-XF").accepted().worked().answered().served().closed()
    tasks.by_night.func(timestamp=0)
    case = Case.objects.get()
    assert case.state == "finalized"
    tasks.by_night.func(timestamp=0)
    assert Case.objects.get().steps_taken == case.steps_taken


def test_what_came_in_is_looked_at_each_minute() -> None:
    from tests.stories import story  # Django is not ready yet when this file is read
    from wangfang.records.cases.models import Arrival

    load_city()
    story().submitted()
    copy = story("2017-08-23 09:00").submitted().now
    tasks.arrived.func(timestamp=0)
    assert list(Arrival.objects.exclude(band="").values_list("case_id", flat=True)) == [copy.pk]


def test_the_trace_is_sealed_each_minute_and_the_day_before_is_anchored(tmp_path: Path, settings: Any) -> None:
    settings.WANGFANG_ANCHORS = str(tmp_path)
    settings.WANGFANG_MIRROR = str(tmp_path / "leaves")
    load_city()
    sealed(at("2026-11-22 12:00"))
    tasks.seal.func(timestamp=0)
    with time_machine.travel(at("2026-11-23 00:40"), tick=False):
        tasks.anchor.func(timestamp=0)
    said = json.loads((tmp_path / "2026-11-22.json").read_text())
    assert (said["on"], said["checkpoint"]["size"]) == ("2026-11-22", 1)
    assert len((tmp_path / "leaves").read_text().splitlines()) == 1


def _sweeps() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name like '%%.hot_matters'")
        return int(cursor.fetchone()[0])


def test_the_night_keeps_the_hot_matters_and_gives_way_to_a_sweep_under_way(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path
    load_city()
    cases = [voice(nth) for nth in range(3)]
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [keeping.SWEEPING])
        tasks.hot_matters.func(timestamp=0)
        assert keeping.is_empty()
        cursor.execute("select pg_advisory_unlock(%s)", [keeping.SWEEPING])  # closing lets go of it a moment later
    other.close()
    tasks.hot_matters.func(timestamp=0)
    assert Member.objects.filter(case__in=[one.now for one in cases]).count() == 3


def test_a_city_without_hot_matters_is_swept_once_as_it_starts() -> None:
    tasks.sweep_a_first_time()
    tasks.sweep_a_first_time()
    assert _sweeps() == 1
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")
    load_city()
    kept([voice(nth) for nth in range(2)])
    tasks.sweep_a_first_time()
    assert _sweeps() == 0


def test_the_rhythms_are_made_as_they_fall_due_and_the_clock_may_ask_again() -> None:
    from wangfang.records.rhythms.models import Run  # Django is not ready yet when this file is read

    load_city()
    for when in ("2017-09-05 17:50", "2017-09-05 18:00", "2017-09-05 18:10"):
        with time_machine.travel(at(when), tick=False):
            tasks.rhythms.func(timestamp=0)
    assert list(Run.objects.values_list("period", "done_at")) == [("2017-09-05", at("2017-09-05 18:00"))]
