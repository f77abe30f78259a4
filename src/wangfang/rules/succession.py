"""Who goes on with the work of an agency that was merged, split or abolished (机构调整)?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from wangfang.rules.facts import Agency
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import SUCCESSION, territory_of

LONGEST_SOURCE = 300
"""Characters that the document behind a change may be called by."""


class Change(StrEnum):
    """What happens to an agency."""

    MERGE = "merge"  # 合并
    SPLIT = "split"  # 分立
    RENAME = "rename"  # 更名
    ABOLISH = "abolish"  # 撤销


CHANGE_WORDS = {Change.MERGE: "合并", Change.SPLIT: "分立", Change.RENAME: "更名", Change.ABOLISH: "撤销"}


@dataclass(frozen=True, slots=True)
class Succession:
    """From `day` on the successor goes on with what the predecessor did; `source` is the document that says so.

    Of a split agency each successor takes what lies in its territory, and the one that is the `rest` takes
    what lies in nobody's. Whoever is renamed succeeds itself; the successor of an abolished agency may be
    missing (empty) when it left nothing open.
    """

    predecessor: str
    successor: str
    day: date
    kind: Change
    source: str
    rest: bool = True


def heir_on(code: str, region: str, day: date, known: Mapping[str, Agency], changes: Sequence[Succession]) -> str:
    """Return who on a day does what an agency once did about a place; empty when nobody does.

    `changes` stand in the order in which they took effect; `region` is the GB/T 2260 code of the place.

    Source: 《信访工作条例》第二十四条 (分立、合并、撤销的，由继续行使其职权的机关、单位受理); 《信访条例》第二十五条.
    """
    for (predecessor, since), rows in groupby(changes, key=lambda change: (change.predecessor, change.day)):
        if predecessor == code and since <= day:
            code = _taker(list(rows), region, known)
    return code


def _taker(rows: Sequence[Succession], region: str, known: Mapping[str, Agency]) -> str:
    near = [row for row in rows if row.successor in known and region.startswith(_territory(known[row.successor]))]
    nearest = max(near, key=lambda row: len(_territory(known[row.successor])), default=None)
    if nearest and len(rows) > 1 and _is_told_apart(rows, known):
        return nearest.successor
    return next(row.successor for row in rows if row.rest)


def _is_told_apart(rows: Sequence[Succession], known: Mapping[str, Agency]) -> bool:
    """Tell whether the successors have territories of their own: two offices for one place are not told apart by it."""
    places = {_territory(known[row.successor]) for row in rows if row.successor in known}
    return len(places) > 1


def _territory(agency: Agency) -> str:
    return territory_of(agency.region)


def require_change(change: Succession, known: Mapping[str, Agency]) -> None:
    """Let an agency be merged, split, renamed or abolished that is there, toward one of its kind that will be.

    Raises:
        Refused: with the reason.

    Source: 《信访工作条例》第二十四条.
    """
    if not change.source.strip() or len(change.source) > LONGEST_SOURCE:
        raise Refused(f"机构调整要写明依据的文件，最多 {LONGEST_SOURCE} 个字", SUCCESSION)
    leaving = _known(change.predecessor, known)
    if not leaving.exists_on(change.day - timedelta(days=1)):
        raise Refused(
            f"{leaving.name}在{change.day}的前一天不存在，不能从这一天起{CHANGE_WORDS[change.kind]}", SUCCESSION
        )
    if not change.successor:
        return
    heir = _known(change.successor, known)
    if heir.code == leaving.code and change.kind not in (Change.SPLIT, Change.RENAME):
        raise Refused(f"{leaving.name}不能由自己承接", SUCCESSION)
    if heir.kind is not leaving.kind:
        raise Refused(f"{heir.name}和{leaving.name}不是同类单位，不能承接它的职责", SUCCESSION)
    if not heir.exists_on(change.day):
        raise Refused(f"{heir.name}在{change.day}不存在，不能承接{leaving.name}的职责", SUCCESSION)
    if leaving.code in heir.line[:-1]:
        raise Refused(f"{heir.name}是{leaving.name}的下级，先把它移到别的上级下面", SUCCESSION)


def _known(code: str, known: Mapping[str, Agency]) -> Agency:
    if code not in known:
        raise Refused(f"没有代码为“{code[:40]}”的单位，请核对机构代码")
    return known[code]
