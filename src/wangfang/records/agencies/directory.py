"""Which receivers a person typing a name, a code or pinyin initials may mean."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from wangfang.records.agencies.models import Agency as Row
from wangfang.records.agencies.tree import tree
from wangfang.rules import routing
from wangfang.rules.facts import Agency, CaseFacts
from wangfang.rules.refusal import Refused


def receivers(sender: Agency, case: CaseFacts, today: date, typed: str = "", limit: int = 20) -> list[Agency]:
    """Return agencies that exist today and to which `sender` may pass the case on, best match first."""
    rows = Row.objects.filter(kind__in=("bureau", "unit"))
    rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today))
    words = typed.strip()
    if words:
        rows = rows.filter(Q(name__contains=words) | Q(code__startswith=words) | Q(initials__contains=words.lower()))
    territory = routing.territory_of(sender.region)
    inside = rows.filter(Q(region__startswith=territory) | Q(path__contains=f".{sender.code}."))
    found = tree()
    near = sorted((found.by_code[r.code] for r in inside[:2000]), key=lambda a: _nearness(a, sender, case, words))
    return [agency for agency in near if _allowed(sender, agency, case)][:limit]


def _nearness(agency: Agency, sender: Agency, case: CaseFacts, words: str) -> tuple[bool, bool, bool, str]:
    own = agency.region == case.region or agency.region == case.region[:6]
    below = agency.line[-2:-1] == (sender.code,)
    return (not agency.name.startswith(words) if words else False, not own, not below, agency.code)


def _allowed(sender: Agency, receiver: Agency, case: CaseFacts) -> bool:
    try:
        routing.require_receiver(sender, receiver, case)
    except Refused:
        return False
    return True
