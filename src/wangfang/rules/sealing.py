"""Which cases are kept under seal, and which details of their steps stay readable: what leads a case on, and no free word."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping

from wangfang.rules.facts import Step
from wangfang.rules.labels import Secrecy

SEALED_FROM = Secrecy.S2
"""From this label on a case is kept under seal."""
LONGEST_LOGIN = 40
_PLACES = frozenset({"to", "from", "agency", "co", "head_of"})
_PEOPLE = frozenset({"login", "granted"})
_OURS = frozenset({
    "due_on", "days", "agree", "outcome", "procedure", "ground", "kind", "method", "conclusion", "rank", "on", "into",
    "other", "verdict", "repeat",
    "bureau", "unit", "evidence_on", "kept", "secrecy", "parts", "until",
})  # fmt: skip
_WORD = re.compile(r"[A-Za-z0-9_.:+-]{0,40}")
Test = Callable[[object], bool]


def is_sealed(secrecy: int) -> bool:
    """Tell whether a case with this label is kept under seal; one that was stays so when its label is lowered.

    Source: 《信访工作条例》第三十条、第四十六条; GB/T 22239-2019 8.1.4.8 (data at rest).
    """
    return secrecy >= SEALED_FROM


def apart(
    step: Step, detail: Mapping[str, object], agencies: Container[str]
) -> tuple[dict[str, object], dict[str, object]]:
    """Return what of a step's detail stays readable, and the words that are sealed; together they are the detail.

    Readable are codes of agencies that there are, logins, days, numbers and words of closed lists: what the walls, the
    clocks and the figures go by, and what is left of a case whose content is destroyed. What is not named here is sealed.
    """
    kept = {key: value for key, value in detail.items() if _stays(step, key, value, agencies)}
    return kept, {key: value for key, value in detail.items() if key not in kept}


def _stays(step: Step, key: str, value: object, agencies: Container[str]) -> bool:
    if key in _PLACES:
        return _all(value, lambda one: isinstance(one, str) and one in agencies)
    if key in _PEOPLE:
        return _all(value, _is_login)
    return (key in _OURS or (key == "why" and step is Step.PAUSE)) and _all(value, _is_ours)


def _all(value: object, test: Test) -> bool:
    if isinstance(value, list | tuple):
        return all(test(one) for one in value)
    if isinstance(value, Mapping):
        return all(test(name) and test(one) for name, one in value.items())
    return test(value)


def _is_login(said: object) -> bool:
    return isinstance(said, str) and 0 < len(said) <= LONGEST_LOGIN and not re.search(r"\s", said)


def _is_ours(said: object) -> bool:
    if isinstance(said, str):
        return _WORD.fullmatch(said) is not None
    return said is None or isinstance(said, bool | int | float)
