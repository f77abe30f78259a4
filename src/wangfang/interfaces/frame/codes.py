"""Which petition does a number with its query code open, and how often may somebody guess?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wangfang.interfaces.frame.pacing import require_pace
from wangfang.records.cases import lookups

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wangfang.records.cases.models import Case

WRONG, MINUTES = 10, 30
_WHAT = "query-code"


def by_code(request: HttpRequest, number: str, code: str) -> Case:
    """Return the petition of a number and its query code; unknown and wrong are not told apart.

    Raises:
        NotFound: there is none, or the code is another; it is counted.
        TooOften: this address has tried too many wrong codes. The right one still opens: others behind the
            same address are not to suffer, and 80 bits are not guessed.
    """
    try:
        return lookups.by_code(number, code)
    except lookups.NotFound:
        require_pace(request, _WHAT, WRONG, MINUTES)
        raise
