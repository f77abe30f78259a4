"""What came of a report or a case: the instructions on it and the sheets with signatures that this person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse

from wangfang.interfaces.desk.presenters import instructions as shown
from wangfang.interfaces.desk.presenters import sign_offs as sheets
from wangfang.interfaces.frame import acts
from wangfang.records.instructions import lookups
from wangfang.records.sign_offs import lookups as sign_offs
from wangfang.rules.instructions import GIVERS
from wangfang.rules.sign_offs import CIRCULATORS, DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

register = template.Library()


@register.inclusion_tag("desk/_following.html", takes_context=True)
def following(context: Mapping[str, Any], kind: str) -> dict[str, object]:
    """Show what came of the report or case whose page this is; `kind` is bulletin or case."""
    request: HttpRequest = context["request"]
    actor, match = acts.actor(request), request.resolver_match
    words = match.kwargs if match else {}
    subject = f"{kind}:{words.get('number') or words.get('key', '')}"
    gives, circulated = actor.role in GIVERS, kind == DOCUMENT
    sends = circulated and actor.role in CIRCULATORS
    return {
        "sheets": [sheets.sheet_line(one) for one in sign_offs.newest(actor, subject)] if circulated else [],
        "send_url": f"{reverse('desk:sign-off-circulate')}?subject={subject}" if sends else "",
        "lines": [shown.line_of(one, acts.today()) for one in lookups.on(subject, actor)],
        "give_url": f"{reverse('desk:instruction-give')}?subject={subject}" if gives else "",
    }
