"""What the words of a petition suggest, while it is being registered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from wangfang.interfaces.frame import acts
from wangfang.records.suggesting import offering, taking
from wangfang.rules import access
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

    from wangfang.records.suggesting.offering import Offer

LABELS: dict[str, StrOrPromise] = {
    "category": _("内容分类"),
    "region": _("区县"),
    "street": _("街道、乡镇"),
    "purpose": _("信访目的"),
}
"""The fields of the form for which something may be suggested."""


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion as it is shown beside the form."""

    field: str
    label: StrOrPromise
    word: str
    value: str
    percent: str
    why: str


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer with what may be taken over into the form; nothing of what was typed is kept."""
    access.require(acts.actor(request), Step.REGISTER, access.Hands())
    title, text = (request.POST.get(name, "")[:longest] for name, longest in (("title", 200), ("text", 20_000)))
    found = offering.offered(title, text, request.POST.get("region", "")[:12], acts.today())
    said = {
        "offers": [_line(offer) for offer in found.offers],
        "cues": found.cues,
        "slip": taking.slip(tuple(LABELS), found.offers, found.model),
    }
    return render(request, "desk/_offers.html", said)


def _line(offer: Offer) -> Line:
    return Line(offer.field, LABELS[offer.field], offer.word, offer.value, offer.percent, offer.why)
