"""What the auditor (安全审计员) can have verified at the desk: every line, every look and the tree over them, up to a size."""

from __future__ import annotations

from itertools import chain, islice

from wangfang.records.ledger.models import Checkpoint, Leaf
from wangfang.records.ledger.verify import Finding, broken_lines, broken_looks
from wangfang.records.ledger.verify_tree import broken_tree
from wangfang.rules.refusal import Refused

MOST_ROWS = 200_000
"""So many lines and looks are verified while somebody waits for the page; more is for the console."""
MOST_FINDINGS = 200


def last_checkpoint() -> Checkpoint | None:
    """Return the newest signed root, none before the first."""
    return Checkpoint.objects.order_by("-size").first()


def findings() -> list[Finding]:
    """Verify the trace, and return the first of what is wrong with it.

    Raises:
        Refused: it is too long for a page.
    """
    last = Leaf.objects.order_by("-index").first()
    if last is not None and last.index >= MOST_ROWS:
        raise Refused("留痕已经太长，不能在网页上核验，请由系统管理员在控制台运行 wangfang ledger verify")
    return list(islice(chain(broken_lines(), broken_looks(), broken_tree()), MOST_FINDINGS))
