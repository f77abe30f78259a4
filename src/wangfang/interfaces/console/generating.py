"""What `wangfang generate` does: a synthetic city of any size, lived through the rules and copied in batch by batch."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

import click

from wangfang.interfaces.console.demo import city, quarters
from wangfang.interfaces.console.demo.courses import Acts, lived
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
    _require_room(source, seed)
    acts = 0
    first, last = span(day_of(started), count)
    lives = city_of(cases, seed, (first, last), started)
    with click.progressbar(length=cases, label="生成", file=sys.stderr) as bar:
        for done, written in taken_in(lives, source):
            acts += written
            bar.update(done)
    seconds = max((now() - started).total_seconds(), 0.001)
    click.echo(
        f"新建 {cases} 件（{first} 至 {last}），写入 {acts} 步，用时 {seconds:.1f} 秒，每秒 {acts / seconds:.0f} 步。"
    )


def _require_room(source: str, seed: int) -> None:
    """Make sure that the demo city's agencies are there, and that this seed was not used before.

    Raises:
        Refused: another city's agencies are loaded, or the seed was used.
    """
    known = set(tree().by_code)
    if not known & set(city.places()):
        found_city(system_act())
    elif not known >= set(city.places()):
        raise Refused("库里的机构与示范城市不一致，不能在这里生成")
    if by_source(source, name_of(seed, 0)):
        raise Refused(f"用种子 {seed} 生成过了，请换一个种子")


def span(today: date, count: int) -> tuple[date, date]:
    """Return the first and the last day of the `count` whole quarters before the one of `today`.

    The last days stay free when they are not a fortnight old: what came in then may not be registered yet.
    """
    month = (today.month - 1) // 3 * 3 + 1
    ends = date(today.year, month, 1)
    months = today.year * 12 + month - 1 - 3 * count
    return date(months // 12, months % 12 + 1, 1), min(ends - timedelta(days=1), today - FORTNIGHT)


def city_of(cases: int, seed: int, days: tuple[date, date], until: datetime) -> Iterator[Acts]:
    """Yield the lives one by one, nothing of them after `until`; the same arguments give the same lives."""
    regions = [region for region, weight, *_ in quarters.PLAN for _ in range(weight)]
    length = (days[1] - days[0]).days + 1
    for nth in range(cases):
        rng = Random(f"{seed}:{nth}")  # noqa: S311 - a repeatable city, nothing secret
        day = days[0] + timedelta(days=rng.randrange(length))
        wish = Wish(name_of(seed, nth), nth, rng.choice(regions), day, _lateness(rng))
        acts = lived(draw(wish, rng), rng)
        yield [act for act in acts if datetime.fromisoformat(str(act["occurred_at"])) <= until]


def name_of(seed: int, nth: int) -> str:
    """Return the source's own id of a generated case."""
    return f"{seed}-{nth}"


def _lateness(rng: Random) -> frozenset[str]:
    drawn = rng.random()
    return frozenset(next(([duty] for bound, duty in LATE if drawn < bound), []))
