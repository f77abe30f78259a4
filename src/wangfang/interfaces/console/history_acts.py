"""How one line of a history becomes an act of the house: who acts, and when."""

from __future__ import annotations

import hashlib
import json

from wangfang.interfaces.console.history_line import Line
from wangfang.interfaces.frame.acts import PETITIONER
from wangfang.records.agencies.tree import tree
from wangfang.rules.facts import Act, Actor, Role

LOGIN, NAME = "history", "历史数据导入"


def act_of(line: Line, source: str) -> Act:
    """Return who acts and when; the key makes the same line of the same source harmless a second time.

    Raises:
        Refused: the agency is not in the tree.
    """
    actor = PETITIONER
    if line.agency:
        actor = Actor(line.actor or LOGIN, line.actor or NAME, Role.SYSTEM, tree().agency(line.agency))
    words = json.dumps([source, line.said], sort_keys=True)
    key = hashlib.sha256(words.encode()).hexdigest()
    return Act(actor, line.occurred_at, line.recorded_at, key, quiet=True)
