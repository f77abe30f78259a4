"""Which jobs run by themselves, and when: the rescue of dead jobs, the messages that wait, what the night brings, the seal on the trace."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from wangfang.records.cases import arrivals, indexing, overnight
from wangfang.records.exporting import making
from wangfang.records.files.keep import look_again
from wangfang.records.hot_matters import keeping
from wangfang.records.ledger import anchors
from wangfang.records.ledger.mirror import seal_and_follow
from wangfang.records.notices import send
from wangfang.records.rhythms import scheduling
from wangfang.rules.facts import Act, Actor, Role, day_of
from wangfang.rules.refusal import Refused

log = structlog.get_logger(__name__)
# The heartbeat comes every 10 seconds; a threshold near it takes the living for dead and runs jobs twice.
SILENT_SECONDS = 35


@app.periodic(cron="* * * * * */15")  # six fields: seconds last
@app.task(queue="clock", queueing_lock="rescue", pass_context=True)
async def rescue(_context: JobContext, timestamp: int) -> None:
    """Give the jobs of a dead worker back to the queue; every job is written to be done twice without harm."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        try:
            await app.job_manager.retry_job(job)
            log.warning("job rescued", job=job.id, task=job.task_name, at=timestamp)
        except UniqueViolation:  # its like waits in the queue already and will do the same work
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


@app.periodic(cron="* * * * * */10")
@app.task(queue="clock", queueing_lock="deliver")
def deliver(timestamp: int) -> None:
    """Send the messages that wait; without a way out they keep waiting, and `wangfang doctor` says so."""
    if settings.DEMO and (sent := send.deliver(timezone.now(), send.show_in_demo)):
        log.info("notices delivered", count=sent, at=timestamp)


@app.periodic(cron="* * * * *")
@app.task(queue="clock", queueing_lock="seal")
def seal(timestamp: int) -> None:
    """Give places to the lines and looks of the last minute, and sign the root; nothing new, nothing signed."""
    if found := seal_and_follow(timezone.now()):
        log.info("trace sealed", size=found.size, at=timestamp)


@app.periodic(cron="40 16 * * *")  # 40 minutes past midnight in China
@app.task(queue="clock", queueing_lock="anchor")
def anchor(timestamp: int) -> None:
    """Write the anchor of the day that is over into the data folder, to be printed and sent to the bureau above."""
    now = timezone.now()
    found = anchors.of_day(day_of(now) - timedelta(days=1), now)
    anchors.write(found, Path(settings.WANGFANG_ANCHORS) / f"{found.on:%Y-%m-%d}.json")
    log.info("day anchored", day=f"{found.on:%Y-%m-%d}", at=timestamp)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="clock", queueing_lock="exports")
def exports(timestamp: int) -> None:
    """Take the files of exports away whose 24 hours are over."""
    if gone := making.take_away(timezone.now()):
        log.info("exports taken away", count=gone, at=timestamp)


@app.periodic(cron="* * * * *")
@app.task(queue="clock", queueing_lock="arrivals", lock="arrivals")
def arrived(timestamp: int) -> None:
    """Look whether cases that came in are likely here already, for the tab of the work list."""
    looked = arrivals.look(timezone.now())
    if looked.cases:
        log.info("arrivals looked at", cases=looked.cases, likely=looked.likely, at=timestamp)


@app.periodic(cron="10 17 * * *")  # ten past one at night in China
@app.task(queue="clock", queueing_lock="likeness")
def likeness(timestamp: int) -> None:
    """Tend the index of likeness: what is missing comes in, what is fresh is folded in, a store grown by half is learned anew."""
    caught, built = indexing.tend()
    log.info("likeness tended", caught=caught, built=built, at=timestamp)


@app.periodic(cron="40 19 * * *")  # twenty to four at night in China, when the index has long been tended
@app.task(queue="clock", queueing_lock="hot-matters")
def hot_matters(timestamp: int) -> None:
    """Sweep the whole store and keep which cases are one matter; a sweep that somebody has begun is left alone."""
    try:
        _, kept = keeping.sweep(Path(settings.DATA), "", lambda *_: None, timezone.now())
    except Refused as refusal:
        log.warning("sweep refused", why=str(refusal), at=timestamp)
    else:
        log.info("hot matters kept", matters=kept.matters, new=kept.new, at=timestamp)


def sweep_a_first_time() -> None:
    """Queue a sweep where no matter is kept yet: a city that was just founded shows its hot matters within minutes."""
    if keeping.is_empty():
        with suppress(AlreadyEnqueued):
            hot_matters.defer(timestamp=0)  # type: ignore[call-arg]  # the argument that the clock gives


@app.periodic(cron="*/10 * * * *")
@app.task(queue="clock", queueing_lock="rhythms", lock="rhythms")
def rhythms(timestamp: int) -> None:
    """Make what has fallen due of 日清理、周小结、月汇总、季通报, and make up what was missed; each period is made once."""
    moment = timezone.now()
    for made in scheduling.run_due(Act(Actor("system", "系统", Role.SYSTEM), moment, moment)):
        log.info("rhythm made", rhythm=made.due.rhythm, period=made.due.name, at=timestamp, **made.outcome)


@app.task(queue="clock", queueing_lock="scan")
def scan(timestamp: int) -> None:
    """Ask the virus scanner again about the files that came while it was away."""
    if settings.WANGFANG_SCANNER and (told := look_again()):
        log.info("held files scanned", count=told, at=timestamp)


@app.periodic(cron="30 18 * * *")  # the clock counts in UTC: half past two at night in China
@app.task(queue="clock", queueing_lock="overnight")
def by_night(timestamp: int) -> None:
    """Do what the lapse of time brings: reorganisations, the backstop, finality; each can be done again without harm."""
    moment = timezone.now()
    act = Act(Actor("system", "系统", Role.SYSTEM), moment, moment)
    for name in overnight.JOBS:
        done = overnight.run(name, act)
        log.info("night job done", job=name, steps=done.steps, refused=len(done.refused), at=timestamp)
