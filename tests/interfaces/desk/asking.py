"""How somebody at the desk asks for one hidden field, and what the trace has of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from tests.moments import at
from tests.stories import Story, story
from wangfang.records.ledger import reveals
from wangfang.records.ledger.access import Looker
from wangfang.records.ledger.models import Access
from wangfang.records.ledger.reveals import Wanted

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

START = at("2017-09-04 08:30")
"""A Monday morning."""
SAID = {"reason": "contact", "why": "约定上门查看的时间"}
FULL = {"name": "王秀兰", "id_number": "230103195804000026", "phone": "13800138000", "address": "5栋2单元702"}


def told() -> Story:
    return story().submitted().registered().forwarded("NG-XF").accepted()


def page_of(case: Story, spot: str = "phone") -> str:
    return reverse("desk:reveal", args=[case.now.number, spot])


def asked(client: Client, case: Story, spot: str = "phone", **changes: str) -> Answer:
    return client.post(page_of(case, spot), {**SAID, **changes})


def text(answer: Answer) -> str:
    return answer.content.decode()


def events(what: str) -> list[tuple[str, str, str]]:
    """Return who, case and about of the events of a kind."""
    return list(Access.objects.filter(what=what).order_by("pk").values_list("who", "case", "about"))


def shown_before(who: str, times: int, first: datetime, role: str = "officer", gap: int = 60) -> None:
    """Let somebody have been shown fields, `gap` seconds apart."""
    by = Looker(who, f"NG-XF/{role}", "0.1")
    for n in range(times):
        reveals.write(
            Wanted("20170822-000001", "phone", "contact", SAID["why"]), by, first + timedelta(seconds=n * gap)
        )
