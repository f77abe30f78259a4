"""How often may something be tried: a little at once, and how much in the long run; what an operator may change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

HOUR, DAY = 3600, 86_400


@dataclass(frozen=True, slots=True)
class Window:
    """At most `most` in `seconds`."""

    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Limit:
    """A burst inside a sustained window; the second is the larger one in both, and never the faster one.

    Raises:
        ValueError: the two contradict each other.
    """

    burst: Window
    sustained: Window

    def __post_init__(self) -> None:
        short, long = self.burst, self.sustained
        if min(short.most, short.seconds) < 1:
            msg = "a window lets through at least one in at least a second"
            raise ValueError(msg)
        if not (long.most > short.most and long.seconds > short.seconds):
            msg = f"the sustained window {_told(long)} has to be larger than the burst {_told(short)}, in both numbers"
            raise ValueError(msg)
        if long.most * short.seconds > short.most * long.seconds:
            msg = f"the sustained window {_told(long)} would never be reached behind the burst {_told(short)}"
            raise ValueError(msg)


DEFAULTS: Mapping[str, Limit] = {
    "pages": Limit(Window(20, 1), Window(300, 60)),  # of one address that is not signed in
    "submit": Limit(Window(6, 600), Window(10, HOUR)),  # petitions from one address
    "query": Limit(Window(4, 600), Window(5, HOUR)),  # wrong query codes from one address
    "query-number": Limit(Window(9, 600), Window(10, HOUR)),  # wrong query codes for one number
    "query-all": Limit(Window(500, 600), Window(1_000, HOUR)),  # wrong query codes altogether
    "files": Limit(Window(27, 600), Window(30, HOUR)),  # attachments of one draft
    "kilobytes": Limit(Window(200_000, 600), Window(512_000, DAY)),  # attachments from one address
    "search": Limit(Window(20, 5), Window(120, 60)),  # searches of one officer
}
"""Where an installation begins; by the name under which `WANGFANG_LIMIT_…` changes it."""

_WORDS = re.compile(r"([0-9]{1,9})/([0-9]{1,6}),([0-9]{1,9})/([0-9]{1,6})")


def limits_of(environment: Mapping[str, str]) -> dict[str, Limit]:
    """Return every limit, as the environment changes it: `WANGFANG_LIMIT_QUERY_NUMBER=9/600,10/3600`.

    Raises:
        ValueError: a value is not of that shape, or its two windows contradict each other.
    """
    found = dict(DEFAULTS)
    for name in DEFAULTS:
        variable = f"WANGFANG_LIMIT_{name.upper().replace('-', '_')}"
        if said := environment.get(variable, ""):
            found[name] = _read(variable, said)
    return found


def _read(variable: str, said: str) -> Limit:
    words = _WORDS.fullmatch(said.replace(" ", ""))
    if words is None:
        msg = f"{variable} has to be written as 20/1,300/60: 20 in one second, 300 in sixty"
        raise ValueError(msg)
    first, second, third, fourth = (int(number) for number in words.groups())
    try:
        return Limit(Window(first, second), Window(third, fourth))
    except ValueError as wrong:
        msg = f"{variable}: {wrong}"
        raise ValueError(msg) from wrong


def _told(window: Window) -> str:
    return f"{window.most}/{window.seconds}"
