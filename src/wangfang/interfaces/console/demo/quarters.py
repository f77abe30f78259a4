"""What happened in the demo city in 2017: who was late with what, county by county, so that the article's figures come out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from wangfang.interfaces.console.demo import city
from wangfang.interfaces.console.demo.courses import Acts, lived
from wangfang.interfaces.console.demo.diary import day_at
from wangfang.interfaces.console.demo.drawing import Wish, draw

SEED = 2017
FIRST_DAY, LAST_DAY = date(2017, 5, 8), date(2017, 12, 20)

PLAN: tuple[tuple[str, int, tuple[int, int, int], tuple[int, int, int]], ...] = (
    # code, cases without a late step, then late to route, accept, answer: due in Q3, due in Q4
    ("230100", 40, (1, 1, 2), (1, 1, 1)),  # 市本级
    ("230102", 46, (3, 2, 4), (2, 0, 1)),  # 道里区
    ("230103", 50, (1, 0, 1), (0, 0, 0)),  # 南岗区
    ("230104", 44, (3, 3, 4), (2, 1, 2)),  # 道外区
    ("230108", 24, (1, 0, 1), (1, 0, 1)),  # 平房区
    ("230109", 26, (0, 1, 0), (0, 0, 0)),  # 松北区
    ("230110", 44, (2, 2, 3), (1, 1, 1)),  # 香坊区
    ("230111", 38, (1, 0, 1), (0, 0, 0)),  # 呼兰区
    ("230112", 34, (2, 2, 3), (1, 1, 2)),  # 阿城区
    ("230113", 36, (3, 2, 3), (2, 1, 1)),  # 双城区
    ("230123", 24, (2, 1, 2), (1, 1, 1)),  # 依兰县
    ("230124", 18, (1, 0, 0), (0, 0, 1)),  # 方正县
    ("230125", 30, (2, 2, 3), (1, 1, 1)),  # 宾县
    ("230126", 30, (2, 1, 3), (2, 1, 2)),  # 巴彦县
    ("230127", 18, (1, 0, 1), (1, 0, 1)),  # 木兰县
    ("230128", 18, (1, 1, 1), (1, 1, 0)),  # 通河县
    ("230129", 18, (1, 1, 2), (1, 1, 1)),  # 延寿县
    ("230183", 32, (2, 2, 3), (1, 1, 0)),  # 尚志市
    ("230184", 36, (2, 1, 2), (1, 0, 1)),  # 五常市
)
DUTIES = ("route", "accept", "answer")

_WINDOWS = {
    # when a case must come in so that the late duty falls due inside the quarter, whatever the hops take
    ("route", 3): (date(2017, 6, 22), date(2017, 9, 1)),
    ("accept", 3): (date(2017, 6, 22), date(2017, 8, 28)),
    ("answer", 3): (date(2017, 5, 8), date(2017, 7, 10)),
    ("route", 4): (date(2017, 10, 9), date(2017, 12, 4)),
    ("accept", 4): (date(2017, 10, 9), date(2017, 11, 27)),
    ("answer", 4): (date(2017, 8, 9), date(2017, 10, 13)),
}
_PILOT_WINDOWS = {**_WINDOWS, ("answer", 3): (date(2017, 7, 6), date(2017, 8, 25))}


def wishes() -> Iterator[Wish]:
    """Yield one wish for every case of the plan, in the order of the plan."""
    serial = 0
    for region, calm, *quarters in PLAN:
        for nth in range(calm):
            serial += 1
            day = day_at(FIRST_DAY, LAST_DAY, (nth + 0.5) / calm)
            yield Wish(f"2017-{serial:04d}", serial, region, day)
        for quarter, late in enumerate(quarters, start=3):
            for duty, count in zip(DUTIES, late, strict=True):
                for nth in range(count):
                    serial += 1
                    day = day_at(*_window(region, duty, quarter), (nth + 0.5) / count)
                    yield Wish(f"2017-{serial:04d}", serial, region, day, frozenset({duty}))


def _window(region: str, duty: str, quarter: int) -> tuple[date, date]:
    windows = _PILOT_WINDOWS if region == city.NANGANG else _WINDOWS
    return windows[duty, quarter]


def lives() -> Iterator[Acts]:
    """Yield the acts of every case of the plan; the same every time."""
    for wish in wishes():
        rng = Random(f"{SEED}:{wish.case}")  # noqa: S311 - a repeatable demo, nothing secret
        yield lived(draw(wish, rng), rng)
