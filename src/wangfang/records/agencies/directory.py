"""Which receivers a person typing a name, a code, pinyin or its initials may mean."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Q
from pypinyin import lazy_pinyin

from wangfang.records.agencies.models import Agency as Row
from wangfang.records.agencies.tree import Tree, tree
from wangfang.rules import routing
from wangfang.rules.facts import Agency, CaseFacts, Kind, Life
from wangfang.rules.labels import Marks, marks_of
from wangfang.rules.refusal import Refused

SHORTEST_SOUND = 2
"""Letters; one alone is an initial."""


def receivers(sender: Agency, life: Life, today: date, typed: str = "", limit: int = 20) -> list[Agency]:
    """Return agencies that exist today and to which `sender` may pass the case on, best match first.

    Whomever any step of the life accuses is not among them, and nobody below.
    """
    rows = Row.objects.filter(kind__in=("bureau", "unit"))
    rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today))
    words = typed.strip()
    if words:
        rows = rows.filter(
            Q(name__contains=words)
            | Q(code__startswith=words)
            | Q(initials__contains=words.lower())
            | Q(code__in=sounding(words))
        )
    territory = routing.territory_of(sender.region)
    inside = rows.filter(Q(region__startswith=territory) | Q(path__contains=f".{sender.code}."))
    found = tree()
    near = sorted((found.by_code[r.code] for r in inside[:2000]), key=lambda a: _nearness(a, sender, life.case, words))
    marks = marks_of(life)
    return [agency for agency in near if _allowed(sender, agency, marks)][:limit]


def issuer_of(found: Tree) -> Agency | None:
    """Return the bureau that compares the others: the one with most bureaus directly below it."""
    bureaus = [a for a in found.by_code.values() if a.kind is Kind.BUREAU]
    below = {a.code: sum(b.line[-2:-1] == (a.code,) for b in bureaus) for a in bureaus}
    return min(bureaus, key=lambda a: (-below[a.code], a.code), default=None)


def sounding(typed: str) -> list[str]:
    """Return the codes of the agencies in whose names the typed pinyin begins with a syllable.

    Blanks and apostrophes between syllables do not matter; what is no pinyin finds nothing.
    """
    letters = _letters(typed)
    if not letters:
        return []
    return [code for code, agency in tree().by_code.items() if _sounds(letters, _syllables(agency.name))]


def _letters(typed: str) -> str:
    letters = typed.lower().replace(" ", "").replace("'", "").replace("’", "")
    is_pinyin = len(letters) >= SHORTEST_SOUND and letters.isascii() and letters.isalpha()
    return letters if is_pinyin else ""


@lru_cache(maxsize=20_000)
def _syllables(name: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(name))


def _sounds(letters: str, syllables: tuple[str, ...]) -> bool:
    whole = "".join(syllables)
    at = 0
    for syllable in syllables if letters in whole else ():
        if whole.startswith(letters, at):
            return True
        at += len(syllable)
    return False


def _nearness(agency: Agency, sender: Agency, case: CaseFacts, words: str) -> tuple[bool, bool, bool, str]:
    own = agency.region == case.region or agency.region == case.region[:6]
    below = agency.line[-2:-1] == (sender.code,)
    return (not _begins(agency.name, words), not own, not below, agency.code)


def _begins(name: str, words: str) -> bool:
    letters = _letters(words)
    return name.startswith(words) or (bool(letters) and "".join(_syllables(name)).startswith(letters))


def _allowed(sender: Agency, receiver: Agency, marks: Marks) -> bool:
    try:
        routing.require_receiver(sender, receiver, marks, tree().by_code)
    except Refused:
        return False
    return True
