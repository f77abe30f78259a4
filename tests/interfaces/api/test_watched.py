"""What another system reads is written down like what a person reads."""

from __future__ import annotations

from tests.interfaces.api.asking import System
from tests.stories import story
from wangfang.records.ledger.models import Access


def test_cases_lists_and_refusals_leave_events(bureau: System) -> None:
    mine = story().submitted().registered().now
    other = story().submitted(to="DL").now
    bureau.get(f"cases/{mine.number}")
    bureau.get(f"cases/{other.number}")
    bureau.get("cases")
    bureau.get("worklist")
    bureau.get("worklist", words="漏雨")
    rows = list(Access.objects.order_by("pk").values_list("what", "case"))
    assert rows == [("view", mine.number), ("failed", other.number), ("search", ""), ("search", "")]
    assert set(Access.objects.values_list("who", flat=True)) == {"sys-ng-clerk"}
