"""How long each duty may take, by which rule-set (规则集), and which one is in force."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from wangfang.rules.refusal import Refused
from wangfang.rules.routing import territory_of
from wangfang.rules.workdays import Calendar, national_calendar

NATIONAL_OF_2005 = "order-2005"
NATIONAL_OF_2022 = "regulation-2022"
SIMPLIFIED = "simple-2016"


_WHOLE = "DL01"
_SHARES = {0: "DL02N", 2: "DL02P", 4: "DL02C", 6: "DL02D"}  # by the digits that name the place of a bureau


class Unit(StrEnum):
    """What a limit counts: 日 or 工作日."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Limit:
    """One legal limit (期限): `count` days of `unit` from the act `start` to the act `until`.

    `shortens` is the statutory limit that a local or simplified one takes the place of. `no_clock`
    says why no clock runs under it, where none does.
    """

    id: str
    name: str
    count: int
    unit: Unit
    start: str
    until: str
    source: str
    shortens: str = ""
    no_clock: str = ""

    def last_day(self, start_day: date, calendar: Calendar) -> date:
        """Return the day the limit runs out when counted from `start_day`, not rolled."""
        if self.unit is Unit.WORKING_DAYS:
            return calendar.workday_after(start_day, self.count)
        return calendar.days_after(start_day, self.count)[0]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A version of the law, or an overlay (简易办理、地方办法) on the one named by `base`.

    `valid_from` and `valid_to` are the first and the last day in force, None where the source
    names no day. `route`, `accept` and `answer` say which limit each duty runs under.
    """

    id: str
    name: str
    source: str
    valid_from: date | None
    valid_to: date | None
    base: str
    limits: Mapping[str, Limit]
    route: str
    accept: str
    answer: str
    answer_from_receipt: bool = False
    answer_met_by: str = "close"
    without: tuple[str, ...] = ()

    def route_limit(self, region: str = "") -> Limit:
        """Return how long a bureau may keep a case (转送交办期限).

        Of a case registered at the national bureau each rung has a share of the fifteen days; `region`
        is then that of the bureau. A shorter limit of an overlay comes first.

        Source: 国信发〔2014〕16号 (5, 3, 3 and 4 日).
        """
        share = _SHARES.get(len(territory_of(region).removeprefix("00")), "") if region else ""
        return self.limits[share] if self.route == _WHOLE and share in self.limits else self.limits[self.route]

    def accept_limit(self) -> Limit:
        """Return how long a unit may take to accept or decline (受理期限)."""
        return self.limits[self.accept]

    def answer_limit(self) -> Limit:
        """Return how long a unit may take to answer (办理期限)."""
        return self.limits[self.answer]

    def limit(self, name: str) -> Limit:
        """Return the limit of an id such as DL06.

        Raises:
            NoSuchLimit: the rule-set has none of that id.
        """
        if name not in self.limits:
            raise NoSuchLimit(name, self)
        return self.limits[name]


class NoSuchLimit(Refused):
    """A limit was asked for that the rule-set does not have."""

    def __init__(self, name: str, rules: RuleSet) -> None:
        known = "、".join(sorted(rules.limits))
        super().__init__(f"规则集“{rules.id}”没有期限{name[:20]!r}，可用的有：{known}", rules.source)


@dataclass(frozen=True, slots=True)
class Pilot:
    """An agency, with all below it, on a local rule-set (试点) from `starts_on` to `ends_on`, both included."""

    agency: str
    rules: str
    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the pilot runs on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@cache
def rule_sets() -> Mapping[str, RuleSet]:
    """Return every rule-set by id as written in `tables/limits`, overlays resolved over their own base.

    Raises:
        LongerThanTheLaw: an overlay would lengthen a statutory limit.
    """
    return MappingProxyType({name: _resolved(name, written.base) for name, written in _written().items()})


def rule_set(name: str) -> RuleSet:
    """Return the rule-set of an id, whole, whatever its dates in force.

    Raises:
        NoSuchRuleSet: there is none of that id.
    """
    found = rule_sets().get(name)
    if found is None:
        raise NoSuchRuleSet(name)
    return found


class NoSuchRuleSet(Refused):
    """A rule-set was asked for that is not in the tables."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有规则集{name[:20]!r}，可用的有：{'、'.join(sorted(_written()))}")


def in_force(day: date, line: Sequence[str], pilots: Sequence[Pilot], *, simplified: bool = False) -> RuleSet:
    """Return the rule-set for a duty that starts on `day` at the agency whose `line` ends in its own code.

    A pilot of the agency or of any agency above it comes first (the nearest wins, of two on one
    agency the later), then the simplified procedure, then the national law of the day.

    Raises:
        NoSuchRuleSet: a pilot names an unknown rule-set.

    Source: 《信访条例》（2005年）; 《信访工作条例》第五十条（2022年，2022年5月1日起施行）.
    """
    national = national_on(day)
    running = [pilot for pilot in pilots if pilot.agency in line and pilot.covers(day)]
    if running:
        nearest = max(running, key=lambda pilot: (line.index(pilot.agency), pilot.starts_on))
        return _over(nearest.rules, national)
    return _over(SIMPLIFIED, national) if simplified else rule_set(national)


def national_on(day: date) -> str:
    """Return the id of the national law for a duty that starts on `day`; before 2005 that of 2005.

    Source: 《信访工作条例》第五十条（2022年）.
    """
    starts = _written()[NATIONAL_OF_2022].valid_from
    return NATIONAL_OF_2022 if starts is not None and day >= starts else NATIONAL_OF_2005


def _over(name: str, national: str) -> RuleSet:
    return _resolved(name, national) if rule_set(name).base else rule_set(name)


@cache
def _resolved(name: str, base: str) -> RuleSet:
    written = _written()[name]
    if not base:
        return written
    law = _written()[base]
    require_not_longer(written, law, national_calendar())
    kept = {key: limit for key, limit in law.limits.items() if key not in written.without}
    return replace(written, base=base, limits=MappingProxyType(dict(sorted({**kept, **written.limits}.items()))))


def require_not_longer(overlay: RuleSet, law: RuleSet, calendar: Calendar) -> None:
    """Refuse an overlay that, counted from any day with a notice, runs out after the statutory limit.

    Every start day is tried, so that no holiday can hide a longer limit; the statutory day is
    taken unrolled, which is the stricter reading.

    Raises:
        LongerThanTheLaw: on at least one day the overlay gives more time than the law.

    Source: 《立法法》第九十九条（2023年）.
    """
    pairs = [(limit, law.limits.get(limit.shortens or limit.id)) for limit in overlay.limits.values()]
    first, last = calendar.sure
    for limit, statutory in pairs:
        if statutory is None:
            continue
        for number in range((last - first).days - limit.count):
            day = first + timedelta(days=number)
            if limit.last_day(day, calendar) > statutory.last_day(day, calendar):
                raise LongerThanTheLaw(limit, statutory, day)


class LongerThanTheLaw(Refused):
    """A local limit would give more time than the law does."""

    def __init__(self, limit: Limit, statutory: Limit, day: date) -> None:
        super().__init__(
            f"期限“{limit.id} {limit.name}”比法定期限“{statutory.id} {statutory.name}”长（例如自{day.isoformat()}起算）",
            statutory.source,
        )


@cache
def _written() -> Mapping[str, RuleSet]:
    tables = files("wangfang.rules") / "tables" / "limits"
    read = [_read(path.read_text(encoding="utf-8")) for path in tables.iterdir() if path.name.endswith(".toml")]
    return MappingProxyType({rules.id: rules for rules in sorted(read, key=lambda rules: rules.id)})


def _read(text: str) -> RuleSet:
    table = tomllib.loads(text)
    limits = [Limit(**{**row, "unit": Unit(row["unit"])}) for row in table.pop("limit")]
    table["limits"] = MappingProxyType({limit.id: limit for limit in limits})
    table["without"] = tuple(table.get("without", ()))
    return RuleSet(**{"valid_from": None, "valid_to": None, "base": "", **table})
