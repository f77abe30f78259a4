"""What is one petition of a county about, who brings it, which way does it come and at what pace?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from wangfang.interfaces.console.demo import city, texts
from wangfang.interfaces.console.demo.courses import PILOTS, Course, Pace
from wangfang.interfaces.console.demo.diary import waking_moment
from wangfang.interfaces.console.demo.persons import person

FORMS = ("online", "online", "online", "online", "online", "letter", "visit", "call")
_DOORS = (city.PROVINCE, city.PROVINCE, city.CITY, "")
_INNER = ("230102", "230103", "230104", "230110")
"""The districts in which the city's own departments have most to do."""
_OUTER = "23012"
"""Counties whose code begins so lie in the country, and so do the two cities 尚志 and 五常."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the plan wants of a case: where it is answered, when it comes in, and which duties are met late.

    `unit` fixes who answers. A `plain` case is forwarded and accepted in the ordinary procedure, as are
    those with a late duty; the others may be assigned, simplified or declined.
    """

    case: str
    serial: int
    region: str
    day: date
    late: frozenset[str] = frozenset()
    unit: str = ""
    plain: bool = False


def draw(wish: Wish, rng: Random) -> Course:
    """Return a course that fulfils the wish; the same wish and the same generator give the same course."""
    template, street = _matter(wish, rng)
    story = texts.tell(template, rng, street.name, wish.day.month)
    unit = street.code if template.unit == city.STREET else city.department(wish.region, template.unit, wish.day)
    form, plain = rng.choice(FORMS), wish.plain or bool(wish.late)
    simplified = not plain and template.purpose == "suggestion" and not _on_pilot(wish)
    assigned = not plain and not simplified and rng.random() < 0.12  # noqa: PLR2004 - about one case in eight
    return Course(
        case=wish.case,
        starts_at=waking_moment(wish.day, rng),
        bureaus=_bureaus(wish.region, form, rng),
        unit=wish.unit or unit,
        region=street.region if wish.region != city.CITY else city.CITY,
        story=story,
        petitioner=person(rng, wish.serial, f"哈尔滨市{story.address}"),
        form=form,
        pace=_pace(wish, rng, quick=simplified or assigned),
        late=wish.late,
        simplified=simplified,
        assigned_until=wish.day + timedelta(days=60) if assigned else None,
        declined=not plain and not assigned and rng.random() < 0.04,  # noqa: PLR2004 - one in twenty-five
        people=rng.choice((1, 1, 1, 1, 1, 2, 3, rng.randint(4, 30))),
    )


def _matter(wish: Wish, rng: Random) -> tuple[texts.Template, city.Place]:
    """Choose what it is about and where; the city's own departments answer nothing that is a street's."""
    rural = _is_rural(wish.region) and rng.random() < 0.7  # noqa: PLR2004 - the county town is the rest
    found = [t for t in texts.templates("rural" if rural else "city") if _may_answer(wish, t.unit)]
    county = rng.choice(_INNER) if wish.region == city.CITY else wish.region
    template = found[wish.serial % len(found)] if wish.unit else rng.choice(found)  # no matter twice on one desk
    streets = city.rural_streets if rural or template.where == "rural" else city.urban_streets
    street = rng.choice(streets(county))
    return template, city.places()[wish.unit] if template.unit == city.STREET and wish.unit else street


def _may_answer(wish: Wish, key: str) -> bool:
    """Tell whether matters of this key are the business of the unit, or the region, that the wish names."""
    if wish.unit:
        own = wish.unit.partition("-")[2] or city.STREET
        return key == own
    return key != city.STREET or wish.region != city.CITY


def _bureaus(region: str, form: str, rng: Random) -> tuple[str, ...]:
    """Return the way down: online petitions enter by any door, the others by the last."""
    door = rng.choice(_DOORS) if form == "online" else ""
    way = {city.PROVINCE: (city.PROVINCE, city.CITY), city.CITY: (city.CITY,)}.get(door, ())
    return tuple(city.bureau_of(place) for place in (*(p for p in way if p != region), region))


def _pace(wish: Wish, rng: Random, *, quick: bool) -> Pace:
    """Choose a pace that keeps every limit with days to spare."""
    if quick or _on_pilot(wish):
        return Pace(0, rng.randint(0, 1), rng.randint(0, 1), rng.randint(3, 6), rng.randint(1, 10))
    return Pace(rng.randint(0, 1), rng.randint(0, 4), rng.randint(0, 5), rng.randint(6, 29), rng.randint(1, 10))


def _on_pilot(wish: Wish) -> bool:
    return any(pilot.agency == city.bureau_of(wish.region) and pilot.covers(wish.day) for pilot in PILOTS)


def _is_rural(region: str) -> bool:
    return region.startswith(_OUTER) or region in {"230183", "230184"}
