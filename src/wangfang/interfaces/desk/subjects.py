"""Of what does an instruction or a circulation speak: its title, its address, and may this person read it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.records.bulletins import lookups as bulletins
from wangfang.records.cases import lookups as cases
from wangfang.records.cases.lookups import NotFound
from wangfang.rules.instructions import subject_of
from wangfang.rules.labels import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from wangfang.rules.facts import Actor

_LONGEST_KEY = 9


@dataclass(frozen=True, slots=True)
class Subject:
    """What is spoken of: the subject as it is kept, its title, its address, and the number where it is a case."""

    subject: str
    title: str
    url: str
    case: str = ""


def opened(subject: str, actor: Actor, now: datetime) -> Subject:
    """Return what a subject speaks of.

    Raises:
        NotFound: there is no such thing for this person.
        Refused: it names nothing that can be spoken of.
    """
    kind, key = subject_of(subject)
    return _RESOLVERS[kind](key, actor, now)


def line_of(subject: str) -> Subject:
    """Return a subject as a list shows it: without asking for its title."""
    kind, key = subject_of(subject)
    if kind == "case":
        return Subject(subject, _("信访事项 %(number)s") % {"number": key}, reverse("desk:case", args=[key]), key)
    return Subject(subject, _("通报、专报"), reverse("desk:bulletin", args=[key]))


def _bulletin(key: str, actor: Actor, _now: datetime) -> Subject:
    if not (key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY):
        raise NotFound
    found = bulletins.bulletin(int(key), actor)
    return Subject(f"bulletin:{found.pk}", found.body["title"], reverse("desk:bulletin", args=[found.pk]))


def _case(key: str, actor: Actor, now: datetime) -> Subject:
    found = cases.open_case(key, actor)
    shows = cases.shown_in_list([found], actor, now)[found.pk]
    title = shows.clean(found.title) if shows.has(Part.CONTENT) else found.number
    return Subject(f"case:{found.number}", title, reverse("desk:case", args=[found.number]), found.number)


_RESOLVERS: Mapping[str, Callable[[str, Actor, datetime], Subject]] = {"bulletin": _bulletin, "case": _case}
"""By the kind of subject (`rules.instructions.SUBJECTS`)."""
