"""Which petition does a number with its query code open, and how often may somebody guess?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from wangfang.interfaces.frame.pacing import address_of, require_within
from wangfang.records.cases import lookups

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wangfang.records.cases.models import Case


def by_code(request: HttpRequest, number: str, code: str) -> Case:
    """Return the petition of a number and its query code; unknown and wrong are not told apart.

    Raises:
        NotFound: there is none, or the code is another; it is counted.
        TooOften: there were too many wrong codes, from this address, for this number or altogether. The right one
            still opens: others behind the same address are not to suffer, nor the petitioner whose number somebody
            else tries, and 80 bits are not guessed.
    """
    try:
        return lookups.by_code(number, code)
    except lookups.NotFound:
        require_within("query", address_of(request))
        require_within("query-number", hashlib.sha256(number.strip().encode()).hexdigest())
        require_within("query-all", "")
        raise
