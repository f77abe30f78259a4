"""How does a citizen report a problem: what, where, who, check, received (P02-P06)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.pacing import address_of, within
from wangfang.interfaces.portal import drafting, limits, receipts, uploads
from wangfang.interfaces.portal.drafting import Draft, draft_of
from wangfang.interfaces.portal.forms.contact import ContactForm
from wangfang.interfaces.portal.forms.petition import ConfirmForm, WhatForm, WhereForm
from wangfang.interfaces.portal.keepsakes import FOLLOWED, RECEIPT
from wangfang.records.agencies import places
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import intake
from wangfang.records.files.keep import all_for
from wangfang.records.files.kinds import ACCEPTED

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from wangfang.records.cases.petitions import Petition
    from wangfang.rules.facts import Act

WRONG = 422
CHECK = "check"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def what(request: HttpRequest) -> HttpResponse:
    """P02: what happened, with photos or a recording."""
    act = acts.petitioners_act(request)
    draft = draft_of(request, act)
    if draft.number:
        draft = drafting.fresh()
    if request.method != "POST":
        first = {"purpose": request.GET.get("purpose", "")} | draft.fields
        return _page(request, act, draft, WhatForm(initial=first), "what")
    form = WhatForm(request.POST)
    uploads.drop(request.POST.get("drop", ""), draft.token)
    refused = uploads.keep_all(request, draft.token, act.recorded_at)
    for sentence in refused:
        form.add_error(None, sentence)
    if "drop" in request.POST and not refused:
        return _stayed(request, act, draft)
    return _turned(request, act, draft, form, "where")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest) -> HttpResponse:
    """P03: in which county and street, at which address."""
    act = acts.petitioners_act(request)
    draft = draft_of(request, act)
    counties = drafting.counties()
    if request.method != "POST":
        return _page(request, act, draft, WhereForm(counties, initial=draft.fields), "where")
    return _turned(request, act, draft, WhereForm(counties, request.POST), "contact")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """P04: who asks, and how to reach them."""
    act = acts.petitioners_act(request)
    draft = draft_of(request, act)
    if request.method != "POST":
        return _page(request, act, draft, ContactForm(act.day, initial=draft.fields), "contact")
    return _turned(request, act, draft, ContactForm(act.day, request.POST), CHECK)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """P05: everything once more; the press that counts."""
    act = acts.petitioners_act(request)
    draft = draft_of(request, act)
    if draft.number:
        return _again(request, act, draft)
    filled = drafting.pages(draft.fields, act.day)
    gap = drafting.first_gap(filled)
    if gap:
        return redirect(f"portal:{gap}")
    if request.method != "POST":
        first = {"publish": draft.fields.get("publish", "no"), "act_key": draft.key}
        return _page(request, act, draft, ConfirmForm(draft.key, initial=first), CHECK)
    form = ConfirmForm(draft.key, request.POST.dict())
    if not form.is_valid():
        return _page(request, act, draft, form, CHECK)
    with within("submit", address_of(request)):
        return _sent(act, draft, drafting.petition_of(filled, form, draft.token))


@never_cache
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """P06: the number, the query code, and what happens next by which day."""
    kept = receipts.read(request)
    if kept is None:
        return redirect("portal:follow")
    found = tree()
    bureau = found.agency(kept.bureau)
    steps = limits.promises(found.law, bureau, acts.today())
    answer = render(request, "portal/received.html", {"receipt": kept, "bureau": bureau, "promises": steps})
    if kept.code:  # it stands on this very page, so its progress opens without typing it in again
        FOLLOWED.keep(answer, kept.number, kept.code)
    return answer


@never_cache
@require_safe
def slip(request: HttpRequest) -> HttpResponse:
    """Give the receipt as a PDF to keep or to print."""
    kept = receipts.read(request)
    if kept is None:
        return redirect("portal:follow")
    where_to_look = request.build_absolute_uri(resolve_url("portal:follow"))
    answer = HttpResponse(receipts.slip_of(kept, where_to_look), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{kept.number}.pdf"'
    return answer


def _sent(act: Act, draft: Draft, petition: Petition) -> HttpResponse:
    """Submit once, however often it is pressed, and hand out the receipt."""
    receipt = intake.submit(petition, act)
    answer = redirect("portal:received")
    kept = receipts.Kept(receipt.case.number, receipt.query_code, petition.to, petition.title, act.day.isoformat())
    RECEIPT.keep(answer, *kept.words())
    draft.become(kept.number, kept.bureau, kept.matter, kept.submitted_on)
    draft.save(answer, act)
    return answer


def _again(request: HttpRequest, act: Act, draft: Draft) -> HttpResponse:
    """Hand out the receipt once more to a press whose answer was lost on the way: a second one, or one over a bad line."""
    answer = redirect("portal:received")
    if request.method == "POST" and draft.is_of(request.POST.get("act_key", "")):
        number, bureau, matter, day = draft.became
        RECEIPT.keep(answer, *receipts.Kept(number, intake.code_of(act.key), bureau, matter, day).words())
    return answer


def _turned(request: HttpRequest, act: Act, draft: Draft, form: forms.Form, following: str) -> HttpResponse:
    """Keep what was typed, then go on, back to the check page, or stay with what is wrong."""
    draft.note(request.POST.dict())
    here = request.resolver_match.url_name if request.resolver_match else ""
    if form.is_valid():
        answer: HttpResponse = redirect(f"portal:{CHECK if request.POST.get('back') == CHECK else following}")
    else:
        answer = _page(request, act, draft, form, here or "")
    draft.save(answer, act)
    return answer


def _stayed(request: HttpRequest, act: Act, draft: Draft) -> HttpResponse:
    """Keep what was typed and open the first page again at its files: one of them was taken back."""
    draft.note(request.POST.dict())
    back = f"?back={CHECK}" if request.POST.get("back") == CHECK else ""
    answer = redirect(f"{resolve_url('portal:what')}{back}#files")
    draft.save(answer, act)
    return answer


def _page(request: HttpRequest, act: Act, draft: Draft, form: forms.Form, name: str) -> HttpResponse:
    """Show one of the four pages; a page with something to put right answers 422."""
    context = {
        "form": form,
        "fields": draft.fields,
        "place": drafting.where(draft.fields),
        "behind": drafting.behind_of(draft.fields, act.day) if name == CHECK else None,
        "files": all_for(draft.token),
        "accepted": ACCEPTED,
        "streets": places.streets("") if name == "where" else (),
        "back": CHECK if CHECK in (request.GET.get("back"), request.POST.get("back")) else "",
        "today": act.day,
    }
    return render(request, f"portal/{name}.html", context, status=WRONG if form.errors else 200)
