"""Signs for a bulletin at the agency to which it went (签收)."""

from __future__ import annotations

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import lookups
from wangfang.records.bulletins.drafting import trace
from wangfang.records.bulletins.models import Receipt
from wangfang.records.cases.lookups import NotFound
from wangfang.rules.bulletins import require_receiver
from wangfang.rules.facts import Act


@transaction.atomic
def receive(key: int, act: Act) -> Receipt:
    """Sign for a bulletin on behalf of one's own agency, once.

    Raises:
        NotFound: there is none of that key that the actor reads, or it did not go to that agency.
        NotYours: the post signs for nothing.
        Refused: it was signed for.
    """
    bulletin = lookups.bulletin(key, act.actor)
    own = tree().key_of[act.actor.agency.code] if act.actor.agency else 0
    found = Receipt.objects.select_for_update().filter(bulletin=bulletin, agency_id=own).first()
    if found is None:
        raise NotFound
    require_receiver(act.actor, found.signed_by)
    found.signed_by, found.signed_name, found.signed_at = act.actor.login, act.actor.name, act.recorded_at
    found.save(update_fields=["signed_by", "signed_name", "signed_at"])
    agency = act.actor.agency.code if act.actor.agency else ""
    trace(bulletin, "bulletin_received", act, agency=agency)
    return found
