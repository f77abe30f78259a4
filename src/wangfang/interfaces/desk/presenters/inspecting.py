"""How the opinions of units are listed for whoever inspects: what a reader may look at again, and no mark for anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.desk.presenters.cases import title_of
from wangfang.records.agencies.tree import tree
from wangfang.rules.answering import Gap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from wangfang.records.cases.answers import Answered
    from wangfang.rules.answering import Measured

GAPS: Mapping[Gap, StrOrPromise] = {
    Gap.EMPTY: gettext_lazy("没有实质内容"),
    Gap.PASSED_ON: gettext_lazy("只写了转给谁"),
    Gap.OFF_TOPIC: gettext_lazy("和反映的事对不上"),
    Gap.UNMET: gettext_lazy("有诉求没有回应"),
    Gap.NO_REASON: gettext_lazy("没有写查明的事实或者理由"),
    Gap.NO_BASIS: gettext_lazy("没有写依据"),
    Gap.NO_RESULT: gettext_lazy("没有写怎么办、何时办"),
    Gap.BOILERPLATE: gettext_lazy("客套话偏多"),
    Gap.COPIED: gettext_lazy("照抄原信，或者和本单位别的意见大段相同"),
}
"""What each gap is called in a list, in the order in which it can be asked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One opinion: its case, the unit, the day of service, what may be looked at again, and how many demands it takes up."""

    number: str
    url: str
    title: str
    unit: str
    served: str
    gaps: tuple[StrOrPromise, ...]
    demands: str


def row_of(one: Answered) -> Row:
    """Return an opinion as a line."""
    known = tree().by_code
    return Row(
        number=one.case.number,
        url=reverse("desk:case", args=[one.case.number]),
        title=title_of(one.case, one.shows),
        unit=known[one.unit].name if one.unit in known else one.unit,
        served=one.served_on.isoformat(),
        gaps=tuple(GAPS[gap] for gap in one.found.gaps),
        demands=_demands(one.found),
    )


def _demands(found: Measured) -> str:
    met = sum(demand.met for demand in found.demands)
    return _("%(met)s／%(all)s") % {"met": met, "all": len(found.demands)}
