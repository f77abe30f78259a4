"""Which petition may this browser see, because its number and query code were given?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wangfang.interfaces.frame.pacing import require_pace
from wangfang.interfaces.portal import texts
from wangfang.interfaces.portal.keepsakes import FOLLOWED
from wangfang.records.cases import lookups

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wangfang.interfaces.portal.forms.follow import FollowForm
    from wangfang.records.cases.models import Case


WRONG_TRIES, MINUTES = 10, 30


def find(request: HttpRequest, form: FollowForm) -> Case | None:
    """Return the petition that a valid form names; unknown and wrong are said in the same words at the form.

    Raises:
        TooOften: this address has tried too many wrong codes.
    """
    try:
        return lookups.by_code(form.cleaned_data["number"], form.cleaned_data["code"])
    except lookups.NotFound:
        require_pace(request, "query-code", WRONG_TRIES, MINUTES)
        form.add_error(None, str(texts.WRONG_CODE))
        return None


def case_of(request: HttpRequest) -> Case | None:
    """Return the petition that the browser has open, None after 20 idle minutes."""
    words = FOLLOWED.read(request)
    return lookups.by_code(*words) if words else None
