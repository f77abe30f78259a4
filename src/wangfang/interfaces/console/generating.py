"""What `wangfang generate` does: a synthetic city of any size, lived through the rules and copied in batch by batch."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

import click
from django.db import transaction

from wangfang.interfaces.console.demo import city, quarters, turns, winding
from wangfang.interfaces.console.demo.courses import Acts
from wangfang.interfaces.console.demo.drawing import Wish, draw
from wangfang.interfaces.console.demo.founding import found_city, taken_in
from wangfang.interfaces.frame.acts import now, system_act
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.lookups import by_source
from wangfang.rules.facts import day_of
from wangfang.rules.refusal import Refused

LATE = ((0.03, "route"), (0.06, "accept"), (0.10, "answer"))
"""Of all cases, 3 % are passed on late, 3 % accepted late and 4 % answered late; the bounds add up."""

FORTNIGHT = timedelta(days=14)


@click.command()
@click.option("--cases", required=True, type=click.IntRange(1, 100_000_000), metavar="N", help="信访件数。")
@click.option(
    "--seed", required=True, type=click.IntRange(0, 2**63), metavar="S", help="随机种子，同一种子得到同样的城市。"
)
@click.option("--quarters", "count", default=8, show_default=True, type=click.IntRange(1, 60), help="跨几个季度。")
def generate(cases: int, seed: int, count: int) -> None:
    """生成一座虚构的城市：每件事都按规则一步一步办过，成批写入。"""
    started = now()
    source = f"generate:{seed}"
    _require_room()
    present = present_of(source, seed, cases)
    if present:
        rest = f"接着生成其余 {cases - present} 件" if present < cases else "没有其余的要生成"
        click.echo(f"用种子 {seed} 已经生成了 {present} 件，这些跳过，{rest}。", err=True)
    acts = 0
    first, last = span(day_of(started), count)
    lives = city_of(cases, seed, (first, last), started, present)
    with click.progressbar(length=cases, label="生成", file=sys.stderr) as bar:
        bar.update(present)
        for done, written in taken_in(lives, source):
            acts += written
            bar.update(done)
    seconds = max((now() - started).total_seconds(), 0.001)
    click.echo(
        f"新建 {cases - present} 件（{first} 至 {last}），写入 {acts} 步，"
        f"用时 {seconds:.1f} 秒，每秒 {acts / seconds:.0f} 步。"
    )


def _require_room() -> None:
    """Make sure that the demo city's agencies are there.

    Raises:
        Refused: another city's agencies are loaded.
    """
    known = set(tree().by_code)
    if not known & set(city.places()):
        with transaction.atomic():  # a run that is broken off leaves no city without its pilots
            found_city(system_act())
    elif not known >= set(city.places()):
        raise Refused("库里的机构与示范城市不一致，不能在这里生成")


def present_of(source: str, seed: int, cases: int) -> int:
    """Return how many of the cases an earlier run has written: it wrote them in their order, in whole batches."""
    return bisect_left(range(cases), True, key=lambda nth: by_source(source, name_of(seed, nth)) is None)


def span(today: date, count: int) -> tuple[date, date]:
    """Return the first and the last day of the `count` whole quarters before the one of `today`.

    The last days stay free when they are not a fortnight old: what came in then may not be registered yet.
    """
    month = (today.month - 1) // 3 * 3 + 1
    ends = date(today.year, month, 1)
    months = today.year * 12 + month - 1 - 3 * count
    return date(months // 12, months % 12 + 1, 1), min(ends - timedelta(days=1), today - FORTNIGHT)


def city_of(cases: int, seed: int, days: tuple[date, date], until: datetime, present: int = 0) -> Iterator[Acts]:
    """Yield the lives one by one, nothing of them after `until`; the same arguments give the same lives.

    The first `present` of them are left out; every life is drawn by itself, so the others stay what they are.
    """
    regions = [region for region, weight, *_ in quarters.PLAN for _ in range(weight)]
    length = (days[1] - days[0]).days + 1
    for nth in range(present, cases):
        rng = Random(f"{seed}:{nth}")  # noqa: S311 - a repeatable city, nothing secret
        day = days[0] + timedelta(days=rng.randrange(length))
        wish = Wish(name_of(seed, nth), nth, rng.choice(regions), day, _lateness(rng))
        course = draw(wish, rng)
        acts = winding.lived(course, turns.drawn(course, rng), rng)
        yield [act for act in acts if datetime.fromisoformat(str(act["occurred_at"])) <= until]


def name_of(seed: int, nth: int) -> str:
    """Return the source's own id of a generated case."""
    return f"{seed}-{nth}"


def _lateness(rng: Random) -> frozenset[str]:
    drawn = rng.random()
    return frozenset(next(([duty] for bound, duty in LATE if drawn < bound), []))
