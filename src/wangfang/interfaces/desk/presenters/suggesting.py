"""Which units are suggested for a case beside the field for its receiver?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wangfang.interfaces.frame import acts
from wangfang.records.agencies import directory
from wangfang.records.suggesting import offering, taking
from wangfang.rules.labels import Part, Secrecy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wangfang.interfaces.desk.opening import Opened

_NEAR = 5000  # more than any city has organs


def suggested_units(seen: Opened) -> Mapping[str, object]:
    """Return up to three units with the slip that brings back what was shown; nothing of a case whose content stays hidden.

    An accusation gets none: where it goes must not depend on its words.
    """
    case = seen.case
    if case.secrecy >= Secrecy.S2 or not seen.shows.has(Part.CONTENT):
        return {}
    near = directory.receivers(seen.holder, seen.life, acts.today(), limit=_NEAR)
    found = offering.units(case.title, case.text, case.region, near)
    return {"units": found, "slip": taking.slip(("to",), found, "")}
