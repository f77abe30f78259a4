"""How suggestions are shown: units beside the field for the receiver, what became of all, and what the models are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.frame import acts
from wangfang.records.agencies import directory
from wangfang.records.suggesting import offering, taking
from wangfang.records.suggesting.shelf import What
from wangfang.rules.labels import Part, Secrecy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.records.suggesting.counting import Counted
    from wangfang.records.suggesting.learned import Card

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


LABELS: Mapping[str, StrOrPromise] = {
    "category": gettext_lazy("内容分类"),
    "region": gettext_lazy("区县"),
    "street": gettext_lazy("街道、乡镇"),
    "purpose": gettext_lazy("信访目的"),
}
"""The fields of the form of a registration for which something may be suggested."""
_FIELDS: Mapping[str, StrOrPromise] = {**LABELS, "to": gettext_lazy("责任单位")}
_MODELS: Mapping[What, StrOrPromise] = {What.CATEGORY: LABELS["category"], What.UNIT: _FIELDS["to"]}


@dataclass(frozen=True, slots=True)
class CountLine:
    """What became of the suggestions for one field."""

    field: StrOrPromise
    offered: int
    accepted: int
    overruled: int
    silent: int
    share: str


@dataclass(frozen=True, slots=True)
class CardView:
    """The card of a model in words, and how well it knows each label: the F1 score, the weakest first."""

    name: StrOrPromise
    lines: list[tuple[StrOrPromise, str]]
    labels: list[tuple[str, str]]


def count_line(one: Counted) -> CountLine:
    """Return the figures of one field as a line."""
    share = "—" if one.share is None else _percent(one.share)
    return CountLine(_FIELDS[one.field], one.offered, one.accepted, one.overruled, one.silent, share)


def card_view(card: Card) -> CardView:
    """Return the card of a model as a page shows it."""
    left_out = _("、").join(f"{label} {count}" for label, count in card.left_out.items())
    lines: list[tuple[StrOrPromise, str]] = [
        (_("训练时间"), card.trained_at),
        (_("用了多少件"), _("%(rows)s 件，%(labels)s 类") % {"rows": card.rows, "labels": len(card.labels)}),
        (_("太少没有学的"), left_out or "—"),
        (_("准确率"), _percent(card.accuracy)),
        (_("宏平均 F1"), f"{card.macro_f1:.3f}"),
        (_("前三个里有正确的"), _percent(card.top3)),
        (_("把握最大的七成里的准确率"), _percent(card.surest)),
        (_("低于多少把握不提出"), _percent(card.threshold)),
        (_("提出建议的占"), _percent(card.covered)),
    ]
    weakest = sorted(card.per_label.items(), key=lambda one: (one[1], one[0]))
    return CardView(_MODELS[What(card.what)], lines, [(label, f"{score:.3f}") for label, score in weakest])


def _percent(share: float) -> str:
    return f"{share:.1%}"
