"""How does a matter leave for another procedure (导入其他程序), and which organ may an accusation go to?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from wangfang.rules.facts import Act, Agency, Kind, Life, Purpose
from wangfang.rules.labels import Secrecy, marks_of
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import SECRECY, WrongReceiver, territory_of
from wangfang.rules.routing import require_unaccused as require_clean

SOURCE = "《信访工作条例》第三十一条"

PROCEDURES = {
    "litigation": "诉讼、检察、公安等法律程序",
    "arbitration": "仲裁",
    "party": "党员申诉、复审",
    "administrative": "行政复议、裁决、确认、许可、处罚等行政程序",
    "protection": "申请查处违法行为、履行保护职责",
    "discipline": "纪检监察",
}
"""The other procedures of 《信访工作条例》第三十条、第三十一条 (2022), by the word that a step says."""


class Rank(StrEnum):
    """How high a cadre stands who is accused (被检举控告人的职务层次)."""

    TOWNSHIP = "township"  # 乡科级及以下
    COUNTY = "county"  # 县处级
    CITY = "city"  # 厅局级
    PROVINCE = "province"  # 省部级


_MANAGED_FROM = {Rank.TOWNSHIP: 6, Rank.COUNTY: 4, Rank.CITY: 2, Rank.PROVINCE: 0}
"""How many digits of the region code name the place whose organ manages cadres of a rank: the one above them."""


def require_exit(life: Life, act: Act, detail: Mapping[str, object]) -> None:
    """Let a matter leave that names its procedure, its organ and the day it was handed over.

    Raises:
        Refused: one of them is missing; an accusation goes elsewhere than to its discipline organ.

    Source: 《信访工作条例》第三十条、第三十一条 (2022).
    """
    if detail.get("procedure") not in PROCEDURES:
        raise Refused(f"请写明导入什么程序，可以是 {'、'.join(PROCEDURES)}", SOURCE)
    to = str(detail.get("to") or "").strip()
    if not to:
        raise Refused("请写明由哪个机关办理", SOURCE)
    _require_day(str(detail.get("on") or ""), act)
    if life.case.purpose is Purpose.ACCUSATION or detail["procedure"] == "discipline":
        _require_discipline(life, to, detail)


def _require_day(text: str, act: Act) -> None:
    try:
        on = date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused("请写明移交的日期，例如 2017-09-01", SOURCE) from wrong
    if on > act.day:
        raise Refused("移交的日期不能晚于今天", SOURCE)


def _require_discipline(life: Life, to: str, detail: Mapping[str, object]) -> None:
    organ = life.agencies.get(to)
    if organ is None or organ.kind is not Kind.DISCIPLINE:
        raise WrongReceiver("检举控告要移交纪检监察机关，请选择机构", SECRECY)
    require_unaccused(life, organ)
    if detail.get("rank") not in set(Rank):
        raise Refused(f"请写明被检举控告人的职务层次，可以是 {'、'.join(Rank)}", SECRECY)
    rank = Rank(str(detail["rank"]))
    if not manages(organ, rank):
        raise WrongReceiver(f"按干部管理权限，{organ.name}不受理这一层次干部的检举控告", SECRECY)


def require_unaccused(life: Life, agency: Agency) -> None:
    """Keep an accusation from whom it accuses and from whoever stands below, on every way beside the main one.

    Raises:
        WrongReceiver: the agency is the accused, or stands below it.

    Source: 《信访工作条例》第三十条、第四十六条.
    """
    require_clean(agency, marks_of(life), life.agencies)


def manages(organ: Agency, rank: Rank) -> bool:
    """Tell whether a discipline organ may take up what accuses cadres of a rank: their own level above, or higher.

    Source: 《信访工作条例》第二十二条第二款 (2022): 按照管理权限转送.
    """
    return len(territory_of(organ.region).removeprefix("00")) <= _MANAGED_FROM[rank]


def require_no_accusation(life: Life, receiver: Agency) -> None:
    """Keep an accusation from being handed to a unit for handling: it leaves to the discipline organ.

    Raises:
        WrongReceiver: the case accuses somebody and the receiver is a unit.

    Source: 《信访工作条例》第三十条.
    """
    if receiver.kind is Kind.UNIT and marks_of(life).secrecy >= Secrecy.S2:
        raise WrongReceiver("检举控告不转责任单位办理，请按干部管理权限移交纪检监察机关（导入其他程序）", SECRECY)
