"""Which table of figures does an address ask for, as of when, and what of its period is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters import figures
from wangfang.interfaces.desk.presenters import frozen as shown
from wangfang.interfaces.frame import acts
from wangfang.records.agencies.directory import issuer_of
from wangfang.records.agencies.tree import tree
from wangfang.records.frozen import lookups
from wangfang.rules.access import FREEZING, may_freeze
from wangfang.rules.indicators import Definition

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from wangfang.interfaces.desk.forms.figures import ScopeForm
    from wangfang.interfaces.desk.presenters.figures import Scope
    from wangfang.rules.facts import Actor


def scope_of(request: HttpRequest, form: ScopeForm) -> Scope:
    """Return what an address asks for; what it does not say, or says wrongly, is the present quarter by county, now."""
    form.is_valid()
    said = form.cleaned_data
    return figures.Scope(
        actor=acts.actor(request),
        period=said.get("period") or figures.quarter_of(acts.today()),
        definition=Definition(said.get("definition") or Definition.LEGAL),
        by=said.get("by") or "county",
        group=said.get("group") or "rates",
        as_of=said.get("as_of"),
    )


def moment_words(scope: Scope, form: ScopeForm, now: datetime) -> dict[str, object]:
    """Return what the head says of the moment: as of when, what was typed, and what is wrong with it."""
    fault = _("%(fault)s。下面是现在的数据。") % {"fault": form.fault} if form.fault else ""
    return {
        "as_of": scope.as_of or now,
        "is_past": bool(scope.as_of),
        "typed": form["as_of"].value() or "",
        "fault": fault,
    }


def frozen_here(scope: Scope) -> dict[str, object]:
    """Return the sets of the period, and whether somebody may freeze it now."""
    return {
        "sets": [shown.set_line(one) for one in lookups.of_period(scope.period)],
        "scope_definition": scope.definition.value,
        "may_freeze": freezes(scope.actor) and scope.as_of is None and scope.period.starts_at <= acts.now(),
    }


def freezes(actor: Actor) -> bool:
    """Tell whether somebody may freeze figures; the tree is looked over only for a post that could."""
    return actor.role in FREEZING and may_freeze(actor, issuer_of(tree()))
