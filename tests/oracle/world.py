"""The agencies of a made-up corner of the country, known to the oracle in its own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Organ:
    """One agency: `parent` is the code of the one above."""

    code: str
    name: str
    kind: str
    region: str
    parent: str = ""


@dataclass(frozen=True)
class OnTrial:
    """An agency and all below it on harbin-315 between two days, both included."""

    code: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class World:
    """Agencies by code, and the trials among them."""

    organs: dict[str, Organ]
    trials: tuple[OnTrial, ...] = ()

    def above(self, code: str) -> list[str]:
        """Give the agency's code and those above it."""
        line = []
        while code:
            line.append(code)
            code = self.organs[code].parent
        return line

    def is_unit(self, code: str) -> bool:
        """Tell whether the agency is a responsible unit."""
        return self.organs[code].kind == "unit"

    def is_bureau(self, code: str) -> bool:
        """Tell whether the agency is a petition bureau."""
        return self.organs[code].kind == "bureau"

    def on_trial(self, code: str, on: date) -> bool:
        """Tell whether harbin-315 is in force for the agency on the day."""
        line = self.above(code)
        return any(t.code in line and t.first <= on and (t.last is None or on <= t.last) for t in self.trials)


def world(organs: Iterable[Organ], *trials: OnTrial) -> World:
    """Give a world of these organs and trials."""
    return World({organ.code: organ for organ in organs}, trials)


CORNER = (
    Organ("P", "省信访局", "bureau", "230000"),
    Organ("C", "市信访局", "bureau", "230100", "P"),
    Organ("N", "南岗区信访局", "bureau", "230103", "C"),
    Organ("D", "道里区信访局", "bureau", "230102", "C"),
    Organ("PU", "省住建厅", "unit", "230000", "P"),
    Organ("CU", "市城管局", "unit", "230100", "C"),
    Organ("CW", "市水务局", "unit", "230100", "C"),
    Organ("NU", "南岗区住建局", "unit", "230103", "N"),
    Organ("NS", "先锋路街道办事处", "unit", "230103018", "N"),
    Organ("DU", "道里区教育局", "unit", "230102", "D"),
    Organ("R", "市复查复核办公室", "review_body", "230100", "C"),
)
"""A province, a city, two districts, six units at four rungs, and a body for remedies."""

ON_TRIAL = (OnTrial("N", date(2017, 9, 1), date(2018, 1, 31)), OnTrial("CW", date(2017, 10, 9)))
