"""Loads the policy as it is, or one wrong copy of it, and lets either speak about a drawn world."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.oracle.policy_worlds import MOMENT, PARTS, Matter, Place, Somebody, World, day, minute
from wangfang.rules import labels
from wangfang.rules.facts import Actor, Agency, Kind, PostFacts, Purpose, Role

_ROOM = "wangfang.rules"
_ORDER = ("labels", "reach", "allowing", "seeing")
"""The modules of the policy, each after those that it leans on."""


@dataclass(frozen=True)
class Wrong:
    """One wrong variant: in which module, which text is replaced, and what that breaks."""

    module: str
    right: str
    wrong: str = ""


class Policy:
    """The four modules of the policy; those from the wrong one on are loaded anew."""

    def __init__(self, wrong: Wrong | None = None) -> None:
        modules = {name: importlib.import_module(f"{_ROOM}.{name}") for name in _ORDER}
        if wrong:
            with _put_back():
                for name in _ORDER[_ORDER.index(wrong.module) :]:
                    modules[name] = _copied(modules[name], wrong if name == wrong.module else None)
        self.labels: Any = modules["labels"]
        self.reach: Any = modules["reach"]
        self.seeing: Any = modules["seeing"]

    def verdicts(self, world: World) -> Iterator[tuple[Somebody, Matter, str, Any]]:
        """Give the verdict on every person, case and part of a world."""
        agencies = agencies_in(world)
        people = [_actor(person, agencies) for person in world.people]
        tasks = tuple(
            self.seeing.Mandate(t.login, t.place, day(t.since), day(t.until), t.topic, t.approver) for t in world.tasks
        )
        for matter in world.matters:
            marks, reach = marks_in(matter, self.labels), self._reach(world, matter)
            for person, actor in zip(world.people, people, strict=True):
                for part in PARTS:
                    asked = self.seeing.Question(actor, marks, reach, self.labels.Part(part), MOMENT, tasks, person.own)
                    yield person, matter, part, self.seeing.decide(asked)

    def _reach(self, world: World, matter: Matter) -> Any:
        named = frozenset({matter.holder} | matter.assisting | matter.asked | matter.took_part)
        lines = {code for one in named for code in _line(world.places, one)}
        above = frozenset(code for code in lines if world.places[code].kind == "bureau")
        return self.reach.Reach(Purpose(matter.purpose), matter.holder, matter.assisting, matter.asked, named, above)


def marks_in(matter: Matter, by: Any = labels) -> Any:
    """Return the marks of a case, as the nouns of one copy of the labels."""
    grants = tuple(
        by.Grant(let.login, frozenset(map(by.Part, let.parts)), minute(let.until), let.approver) for let in matter.lets
    )
    return by.Marks(matter.secrecy, matter.accused, matter.accused_people, matter.recused, grants)


def _copied(module: ModuleType, wrong: Wrong | None) -> ModuleType:
    text = Path(str(module.__file__)).read_text(encoding="utf-8")
    if wrong:
        assert text.count(wrong.right) == 1, f"{wrong.right!r} stands {text.count(wrong.right)} times in {wrong.module}"
        text = text.replace(wrong.right, wrong.wrong)
    copy = ModuleType(module.__name__)
    sys.modules[module.__name__] = copy
    exec(compile(text, f"<{wrong}>", "exec"), copy.__dict__)  # noqa: S102 - our own text with one word changed
    return copy


@contextmanager
def _put_back() -> Iterator[None]:
    kept = {f"{_ROOM}.{name}": sys.modules[f"{_ROOM}.{name}"] for name in _ORDER}
    try:
        yield
    finally:
        sys.modules.update(kept)


def agencies_in(world: World) -> dict[str, Agency]:
    """Return the agencies of a world as nouns of the rules."""
    return {
        code: Agency(code, code, Kind(place.kind), "230000", _line(world.places, code))
        for code, place in world.places.items()
    }


def _line(places: dict[str, Place], code: str) -> tuple[str, ...]:
    above = places[code].parent
    return (*_line(places, above), code) if above else (code,)


def _actor(person: Somebody, agencies: dict[str, Agency]) -> Actor:
    worn, *others = person.seats
    return Actor(
        person.login,
        person.login,
        Role(worn.role),
        agencies.get(worn.place),
        worn.clearance,
        tuple(
            PostFacts(agencies[seat.place], Role(seat.role), seat.clearance, day(seat.since), day(seat.until))
            for seat in others
        ),
        day(worn.until),
        person.active,
    )
