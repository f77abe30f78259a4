"""Cases of one matter by different people, taken in through the real verbs, and kept as a sweep would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases.petitions import Person
from wangfang.records.hot_matters import keeping

NOW = at("2017-09-20 09:00")
ENDINGS = ("", "请维修", "求助")
NAMES = ("李志强", "张桂芬", "刘建国", "陈玉梅", "杨树林", "赵淑珍")


def voice(nth: int, days_ago: int = 1, to: str = "NG", **changes: object) -> Story:
    """Return the petition of the nth neighbour about one roof, as it came in so many days ago."""
    said = {
        "petitioner": Person(NAMES[nth % len(NAMES)], phone=f"1380013{nth:04}", address=f"南岗区辽河小区5栋{nth}号"),
        "title": f"辽河小区顶楼漏雨{ENDINGS[nth % len(ENDINGS)]}",
        "text": f"我家住南岗区辽河小区5栋{nth}单元，今年6月以来每次下雨屋顶都漏，希望尽快派人来修。",
    }
    told = story().about(**said | changes)
    told.moment = NOW - timedelta(days=days_ago)
    return told.submitted(to=to)


def kept(*groups: Sequence[Story]) -> keeping.Kept:
    """Keep cases as the groups of a sweep."""
    return keeping.keep([[one.now.number for one in group] for group in groups], NOW)
