"""The pages of the security officer (安全保密管理员): grants and labels that wait for a second person, posts and clearances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.guarding import APPROVE, LOWER, REFUSE, ClearanceForm, DecisionForm
from wangfang.interfaces.desk.presenters.guarding import asked_line, lowering_line, post_line
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.proving import proved
from wangfang.records.cases import guarding
from wangfang.records.people import posts
from wangfang.rules.facts import Role
from wangfang.rules.labels import Secrecy
from wangfang.rules.planes import require_seat

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from wangfang.rules.facts import Act

PAGE = 50


@proved
def requests(request: HttpRequest) -> HttpResponse:
    """授权和定密: what waits for a second person, by token; one button decides on one.

    Raises:
        NotYours: the post is another.
        ProveAgain: something is to be decided, and the last proof is too old.
    """
    officer = acts.actor(request)
    require_seat(officer, Role.SECURITY)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        messages.success(request, _decided(form.cleaned_data, acts.act_now(request)))
        return redirect("desk:requests")
    now = acts.now()
    said = {
        "form": form,
        "asked": [asked_line(one) for one in guarding.asked(officer, now)],
        "lowerings": [lowering_line(one) for one in guarding.lowerings(officer, now)],
    }
    return render(request, "desk/requests.html", said, status=WRONG_INPUT if form.errors else 200)


def clearances(request: HttpRequest) -> HttpResponse:
    """岗位和知悉范围: who may know how much today.

    Raises:
        NotYours: the post is another.
    """
    require_seat(acts.actor(request), Role.SECURITY)
    form = ClearanceForm(request.GET)
    given = form.cleaned_data.get("least") if form.is_valid() else None
    least = Secrecy.S2 if given is None else given
    page = Paginator(posts.cleared(acts.today(), least), PAGE).get_page(request.GET.get("page", "1")[:6])
    said = {
        "rows": [post_line(post) for post in page],
        "choices": form.fields["least"].choices,  # type: ignore[attr-defined]  # a ChoiceField has them
        "least": str(int(least)),
        "total": page.paginator.count,
        "words": _("第 %(first)s–%(last)s 个岗位") % {"first": page.start_index(), "last": page.end_index()},
        "back": f"?least={int(least)}&page={page.previous_page_number()}" if page.has_previous() else "",
        "on": f"?least={int(least)}&page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "desk/clearances.html", said)


def _decided(said: Mapping[str, Any], act: Act) -> str:
    if said["do"] == APPROVE:
        guarding.approve(said["token"], said["login"], act)
        return _("已批准授权。")
    if said["do"] == REFUSE:
        guarding.refuse(said["token"], said["login"], said["why"], act)
        return _("已不批准授权。")
    assert said["do"] == LOWER  # noqa: S101 - the form knows no fourth
    guarding.lower(said["token"], said["why"], act)
    return _("已确认降低密级。")
