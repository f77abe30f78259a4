"""Which petition may this browser see, because its number and query code were given?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wangfang.interfaces.frame import codes
from wangfang.interfaces.frame.pacing import TooOften
from wangfang.interfaces.portal import texts
from wangfang.interfaces.portal.keepsakes import FOLLOWED
from wangfang.records.cases import lookups
from wangfang.rules.papers import PaperKind, is_for_petitioner

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wangfang.interfaces.portal.forms.follow import FollowForm
    from wangfang.records.cases.models import Case, Paper


def find(request: HttpRequest, form: FollowForm) -> Case | None:
    """Return the petition that a valid form names; unknown and wrong are said in the same words at the form.

    After too many wrong codes the form says so, with what was typed still in it, and how long to wait.
    """
    try:
        return codes.by_code(request, form.cleaned_data["number"], form.cleaned_data["code"])
    except lookups.NotFound:
        form.add_error(None, str(texts.WRONG_CODE))
    except TooOften as often:
        form.add_error(None, often.why)
        form.wait = often.seconds
    return None


def case_of(request: HttpRequest) -> Case | None:
    """Return the petition that the browser has open, None after 20 idle minutes."""
    words = FOLLOWED.read(request)
    return lookups.by_code(*words) if words else None


def papers_of(case: Case) -> list[Paper]:
    """Return the papers that are the petitioner's to read, in order; letters between organs and internal ones never."""
    return [paper for paper in lookups.papers(case) if is_for_petitioner(PaperKind(paper.kind))]


def paper_of(case: Case, key: int) -> Paper:
    """Return one of the petitioner's papers.

    Raises:
        NotFound: the case has no such paper, or it is not the petitioner's.
    """
    found = next((paper for paper in papers_of(case) if paper.pk == key), None)
    if found is None:
        raise lookups.NotFound
    return found
