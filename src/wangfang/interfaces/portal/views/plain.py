"""Which pages only tell something: how to fill in, rights and limits, notes before sending, privacy?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from wangfang.interfaces.frame import acts
from wangfang.interfaces.portal.limits import promises_under
from wangfang.records.agencies.tree import tree
from wangfang.rules.limits import in_force

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """怎么填."""
    return render(request, "portal/how.html")


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """您的权利和时限: the limits are those in force today, and the local ones where a district tries shorter ones."""
    today = acts.today()
    rules = in_force(today, (), ())
    found = tree()
    pilots = [
        (found.agency(pilot.agency).name, promises_under(in_force(today, (pilot.agency,), (pilot,))))
        for pilot in found.law.pilots
        if pilot.covers(today)
    ]
    context = {"rules": rules, "promises": promises_under(rules), "review": rules.limit("DL15"), "pilots": pilots}
    return render(request, "portal/rights.html", context)


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """提交前看五句话."""
    return render(request, "portal/notice.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """隐私说明."""
    return render(request, "portal/privacy.html")
