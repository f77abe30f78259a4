"""What the words of a petition suggest, while it is being registered; and what became of all that was suggested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk.presenters.suggesting import LABELS, card_view, count_line
from wangfang.interfaces.frame import acts
from wangfang.records.suggesting import counting, offering, shelf, taking
from wangfang.records.suggesting.shelf import What
from wangfang.rules import access
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

    from wangfang.records.suggesting.offering import Offer


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


def suggestions(request: HttpRequest) -> HttpResponse:
    """Show how often suggestions were taken and overruled, field by field, and the cards of the models.

    Raises:
        NotYours: the post neither keeps the system nor leads a bureau.
        Unreadable: a model does not belong to this edition.
    """
    access.require_weigher(acts.actor(request))
    models = [model for what in What if (model := shelf.take(what))]
    said = {
        "counts": [count_line(one) for one in counting.counts_of_the_house()],
        "cards": [card_view(model.card) for model in models],
    }
    return render(request, "desk/suggestions.html", said)


def _line(offer: Offer) -> Line:
    return Line(offer.field, LABELS[offer.field], offer.word, offer.value, offer.percent, offer.why)
