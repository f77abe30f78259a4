"""How does a citizen find a petition again and read where it is (P07-P08)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.refusals import waiting
from wangfang.interfaces.portal import following
from wangfang.interfaces.portal.forms.follow import FollowForm
from wangfang.interfaces.portal.keepsakes import FOLLOWED
from wangfang.interfaces.portal.progress import progress_of
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups, papers
from wangfang.records.cases.together import first_of_copy
from wangfang.records.files.keep import all_for
from wangfang.records.printing import press
from wangfang.rules.facts import day_of
from wangfang.rules.papers import PaperKind, title_of

if TYPE_CHECKING:
    from django.http import HttpRequest

WRONG, TOO_OFTEN = 422, 429
PAGES = {"rate": "portal:rate"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """P07: number and query code."""
    after = request.GET.get("for", "")
    if request.method != "POST":
        return render(request, "portal/follow.html", {"form": FollowForm(), "after": after})
    form = FollowForm(request.POST)
    if not form.is_valid() or following.find(request, form) is None:
        status = TOO_OFTEN if form.wait else WRONG
        page = render(request, "portal/follow.html", {"form": form, "after": after}, status=status)
        return waiting(page, form.wait)
    answer = redirect(PAGES.get(after, "portal:case"))
    FOLLOWED.keep(answer, form.cleaned_data["number"], form.cleaned_data["code"])
    return answer


@never_cache
@require_safe
def case(request: HttpRequest) -> HttpResponse:
    """P08: who has it, by which day something happens, every station, every paper."""
    found = following.case_of(request)
    if found is None:
        return redirect("portal:follow")
    life, agencies = lookups.life(found), tree()
    context = {
        "case": found,
        "progress": progress_of(life, agencies.law, acts.today(), first_of_copy(found, agencies)),
        "papers": [(title_of(PaperKind(one.kind), day_of(one.issued_at)), one) for one in following.papers_of(found)],
        "files": all_for(found.number),
    }
    answer = render(request, "portal/case.html", context)
    FOLLOWED.keep(answer, *FOLLOWED.read(request))
    return answer


@never_cache
@require_safe
def paper(request: HttpRequest, key: int) -> HttpResponse:
    """One paper, readable on a phone."""
    found = following.case_of(request)
    if found is None:
        return redirect("portal:follow")
    sheet = following.paper_of(found, key)
    letter = press.composed(PaperKind(sheet.kind), papers.sheet_data(sheet))
    return render(request, "portal/paper.html", {"case": found, "paper": sheet, "letter": letter})


@never_cache
@require_safe
def paper_pdf(request: HttpRequest, key: int) -> HttpResponse:
    """Give the same paper in its official layout."""
    found = following.case_of(request)
    if found is None:
        return redirect("portal:follow")
    answer = HttpResponse(papers.pdf_of(following.paper_of(found, key)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}-{key}.pdf"'
    return answer


@require_POST
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view is given the request
    """Forget which petition was open, on a phone that others use too."""
    answer = redirect("portal:home")
    FOLLOWED.drop(answer)
    return answer
