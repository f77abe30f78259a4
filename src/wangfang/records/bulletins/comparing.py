"""How does a bulletin differ from that of the period before: text beside text, figure beside figure?"""

from __future__ import annotations

from dataclasses import dataclass

from wangfang.records.bulletins import lookups
from wangfang.records.bulletins.composing import kept_of
from wangfang.records.bulletins.models import Bulletin
from wangfang.rules.locked_figures import rendered

NONE = "—"


@dataclass(frozen=True, slots=True)
class Compared:
    """One section: its title, what it says now and said then, and its figures as name, then, now."""

    title: str
    now: str
    then: str
    figures: tuple[tuple[str, str, str], ...]


def compared(now: Bulletin, then: Bulletin) -> list[Compared]:
    """Return the sections of two bulletins side by side; a figure that one of them lacks is a dash there."""
    texts, texts_then = lookups.texts(now), lookups.texts(then)
    earlier = dict(enumerate(kept_of(then)["sections"], start=1))
    found = []
    for number, section in enumerate(kept_of(now)["sections"], start=1):
        other = earlier.get(number)
        figures, figures_then = section["figures"], other["figures"] if other else {}
        names = list(dict.fromkeys((*figures, *figures_then)))
        said_then = rendered(texts_then[number].text, figures_then) if other else ""
        rows = tuple((name, figures_then.get(name, NONE), figures.get(name, NONE)) for name in names)
        found.append(Compared(section["title"], rendered(texts[number].text, figures), said_then, rows))
    return found
