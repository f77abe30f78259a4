"""What may a clerk be offered for a petition: class, place, purpose, units, and words that somebody must read at once?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from wangfang.records.agencies import places
from wangfang.records.suggesting import shelf
from wangfang.records.suggesting.learned import Said
from wangfang.records.suggesting.shelf import What
from wangfang.rules import competence, contents, cues
from wangfang.rules.contents import Table
from wangfang.rules.cues import Cue
from wangfang.rules.facts import Agency, Purpose

SHORTEST = 8
"""Characters of title and text together below which nothing is said."""
UNITS = 3
_LEAST = 0.25
"""What must speak for a unit, of a model's confidence and of the weights of place and duty."""
_IN_MODEL = 1.0
_MANY = 50
"""Labels of a model that are asked about: beyond them the confidence is nothing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion: the field, its value and the word for it, how sure a model is (None when words say it), and why."""

    field: str
    value: str
    word: str
    confidence: float | None
    why: str

    @property
    def percent(self) -> str:
        """Return the confidence for the screen, empty when no model spoke; never 100 %."""
        return "" if self.confidence is None else f"{min(99, round(self.confidence * 100))}%"


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered for a petition; `model` is the digest of the model that spoke for the class."""

    offers: tuple[Offer, ...]
    cues: tuple[Cue, ...]
    model: str = ""

    def of(self, field: str) -> Offer | None:
        """Return the first offer for a field."""
        return next((offer for offer in self.offers if offer.field == field), None)


def offered(title: str, text: str, region: str, day: date) -> Offered:
    """Return what title and text suggest, in the words of a day; `region` is the county chosen so far.

    Nothing is decided by it. Without a model, words alone speak, and of the class nothing is said.
    """
    told = f"{title}\n{text}"
    if len(told.strip()) < SHORTEST:
        return Offered((), ())
    model = shelf.take(What.CATEGORY)
    said = model.label(told) if model else Said("", 0.0)
    found = (_category(said, day), *_places(told, region, day), _purpose(title, text, day))
    return Offered(tuple(one for one in found if one), cues.urgent(told), model.card.digest if model else "")


def units(title: str, text: str, region: str, near: Sequence[Agency]) -> list[Offer]:
    """Return up to three of the units near that a case may go to, the likeliest first, each with why.

    Places and duties named in the text speak for a unit by its name, the place of the case by its territory, and a
    model by what it has learned.
    """
    told = f"{title}\n{text}"
    about, learned = competence.duties_in(told), _learned(told)
    scored = [(_score(told, agency, region, about, learned), agency) for agency in near]
    best = sorted((one for one in scored if one[0] >= _LEAST), key=lambda one: (-one[0], one[1].code))
    return [
        Offer("to", agency.code, agency.name, learned.get(agency.code), _why_unit(told, agency, region))
        for _points, agency in best[:UNITS]
    ]


def _score(told: str, agency: Agency, region: str, about: competence.About, learned: dict[str, float]) -> float:
    leaning = competence.leaning(told, agency.name, about)
    street = agency.region == region and len(region) > places.COUNTY
    return leaning + competence.weights().place * street + _IN_MODEL * learned.get(agency.code, 0.0)


def _learned(told: str) -> dict[str, float]:
    model = shelf.take(What.UNIT)
    return {one.label: one.confidence for one in model.say(told, _MANY)} if model else {}


def _why_unit(told: str, agency: Agency, region: str) -> str:
    if competence.names_place(told, competence.place_of(agency.name)):
        return _("文中写到%(place)s") % {"place": competence.short(competence.place_of(agency.name))}
    words = competence.words_for(told, agency.name)
    if words:
        return _("文中写到%(words)s") % {"words": "、".join(words)}
    return _("问题发生在它的辖区") if agency.region == region else _("以前类似的事项由它办理")


def _category(said: Said, day: date) -> Offer | None:
    """Return the class of the first level that a label means on a day; a label that no table has is not offered."""
    term = contents.find(said.label, day) if said.label else None
    now = contents.successors_of(term, day) if term else ()
    if len(now) != 1:
        return None
    name = contents.line_of(now[0], day)[0].name
    return Offer("category", name, name, said.confidence, _("以前类似的事项登记为这一类"))


def _places(told: str, region: str, day: date) -> tuple[Offer, ...]:
    """Return the county that the text names and its street, each only when it names just one."""
    counties = [place for place in places.counties(day) if competence.names_place(told, place.name)]
    named = [(county, street) for county in places.counties(day) for street in _streets(told, county.region, day)]
    inside = [pair for pair in named if pair[0] in counties] or [pair for pair in named if pair[0].region == region]
    streets = inside or named
    only = {pair[0] for pair in streets} if not counties else set(counties)
    found = [_place("region", only.pop())] if len(only) == 1 else []
    if len(streets) == 1:
        found.append(_place("street", streets[0][1]))
    return tuple(found)


def _streets(told: str, county: str, day: date) -> list[places.Place]:
    """Return the streets of a county that a text names; a name within a longer one that is named too does not count."""
    found = [place for place in places.streets(county, day) if competence.names_place(told, place.name)]
    names = [competence.short(place.name) for place in found]
    return [
        place
        for place in found
        if not any(competence.short(place.name) in name for name in names if name != competence.short(place.name))
    ]


def _place(field: str, place: places.Place) -> Offer:
    value = place.region if field == "region" else place.name
    return Offer(field, value, place.name, None, _("文中写到%(place)s") % {"place": competence.short(place.name)})


def _purpose(title: str, text: str, day: date) -> Offer | None:
    lean = cues.purpose(title, text)
    if lean is None:
        return None
    names = {term.word: term.name for term in reversed(contents.on(day, Table.PURPOSES))}
    return Offer(
        "purpose",
        lean.purpose.value,
        names.get(lean.purpose, lean.purpose.value),
        None,
        _("文中写到%(words)s") % {"words": "、".join(lean.words[:3])},
    )


def is_secret(offer: Offer) -> bool:
    """Tell whether an offer hints at an accusation: it is shown, and kept nowhere."""
    return offer.field == "purpose" and offer.value == Purpose.ACCUSATION
