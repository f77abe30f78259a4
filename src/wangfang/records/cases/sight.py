"""Which agencies may follow a case, and which are asked for something though they do not hold it?"""

from __future__ import annotations

from collections.abc import Iterator

from wangfang.records.agencies.tree import Tree, keys_above
from wangfang.rules.facts import Life, Purpose, Step
from wangfang.rules.journey import assisting_in
from wangfang.rules.routing import is_accused
from wangfang.rules.strands import strands_of
from wangfang.rules.workflow import receiver_of

_NAMED = frozenset({Step.SUBMIT, Step.REQUEST_REVIEW, Step.REQUEST_RECHECK, Step.DIVERT, Step.PROPOSE})
"""Steps that name an agency without handing it the case; it may then see the case."""


def seen_by(life: Life, found: Tree) -> list[int]:
    """Return the keys of whoever the case passed through or was brought to, with every bureau above them.

    Whom the case accuses, and whoever stands below, is never among them.

    Source: 《信访工作条例》第三十条、第四十六条.
    """
    codes = {code for code in _codes(life) if code in found.by_code}
    keys = keys_above(codes, found)
    if life.case.purpose is Purpose.ACCUSATION and life.case.respondent:
        keys = {key for key in keys if not is_accused(found.by_code[found.code_of[key]], life.case)}
    return sorted(keys)


def asked(life: Life, found: Tree, *, is_open: bool) -> list[int]:
    """Return the keys of agencies that owe something beside the main way: a decision, an answer, a review."""
    owing = {s.owner for s in strands_of(life) if s.met is None and (is_open or s.kind == "proposal")}
    known = (code for code in owing if code in found.key_of)
    return sorted(found.key_of[code] for code in known if not is_accused(found.by_code[code], life.case))


def _codes(life: Life) -> Iterator[str]:
    for event in life.events:
        yield event.text("to") if event.step in _NAMED else receiver_of(event.step, event.detail)
        yield event.agency
        yield from assisting_in(event.detail)
