"""What is so delicate that a person must have proved within minutes who they are, and where do they prove it again?"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.kept import keep_form
from wangfang.records.people.models import Account
from wangfang.rules.entrance import SOURCE
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


class ProveAgain(Refused):
    """The last proof is too old for what was asked; it leads to the page that asks for one."""

    def __init__(self) -> None:
        super().__init__(_("这一步要再核对一次身份"), SOURCE)


def require_fresh(request: HttpRequest) -> None:
    """Let only who has proved within the last five minutes who they are go on.

    Raises:
        ProveAgain: the last proof is older.
    """
    if not acts.fresh(request):
        raise ProveAgain


def proved(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view whose button asks for a fresh proof; looking does not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST":
            require_fresh(request)
        return view(request, *args, **kwargs)

    return guarded


def leading(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks for a proof; what was typed is kept and waits behind it."""
    waits = keep_form(request, request.user) if isinstance(request.user, Account) else ""
    return led(request, reverse("desk:prove"), waits or request.get_full_path())


def led(request: HttpRequest, where: str, then: str) -> HttpResponse:
    """Lead to a page of the door, and from there on; a fragment leads the whole page."""
    address = f"{where}?{urlencode({'next': then}, safe='/')}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
