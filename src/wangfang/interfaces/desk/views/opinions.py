"""From the draft to the opinion: written, passed, sent back, signed, issued, and its versions compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.forms.opinions import (
    DraftForm,
    PassForm,
    ReturnDraftForm,
    SignedForm,
    SignForm,
    UnsignedForm,
)
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.presenters import answering, assisting
from wangfang.interfaces.desk.presenters import opinions as drafts_in
from wangfang.interfaces.desk.presenters.previews import body_of, letter_of, opinion_checks
from wangfang.interfaces.desk.views.acting import Asking, ask, done, repeated
from wangfang.interfaces.frame import acts
from wangfang.records.cases import lookups, opinions
from wangfang.records.cases.opinions import Opinion
from wangfang.records.printing import wording as printing
from wangfang.rules.drafting import drafts_of, standing_of
from wangfang.rules.facts import Step
from wangfang.rules.labels import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms
    from django.http import HttpRequest, HttpResponse, QueryDict

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.rules.facts import Event

_UNFINISHED = frozenset({"preview", "merge"})
"""Buttons that only change what is on the page."""
_SAID = ("conclusion", "text", "facts", "basis")
_PAST = {"bypass": "…", "without": "…"}  # what keeps a preview from being asked for reasons


def draft_opinion(request: HttpRequest, number: str) -> HttpResponse:
    """拟稿: written on the left, seen as paper on the right, and sent to be passed."""
    seen = opened(request, number)
    form = DraftForm(_typed(request, seen), initial=_last_words(seen))
    if not form.is_valid() or _UNFINISHED & request.POST.keys():
        seen.require(Step.DRAFT_OPINION)
        lead_in = _("提交以后由负责审核的同事审核，再由单位负责人签发；签发以后原样出具。")
        asking = Asking(_("拟处理意见"), _("提交审核"), lead_in, more=_writing(request, seen, form))
        return ask(request, seen, form, asking)
    opinions.draft(seen.case, form.opinion(), acts.act_now(request))
    return done(request, seen, _("稿子已提交审核。"))


def pass_draft(request: HttpRequest, number: str) -> HttpResponse:
    """审核通过: the draft goes on to be signed."""
    seen = opened(request, number)
    form = PassForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.PASS_DRAFT)
        lead_in = _("通过以后由单位负责人签发。")
        return ask(request, seen, form, Asking(_("审核稿子"), _("审核通过"), lead_in, more=_reading(request, seen)))
    opinions.pass_draft(seen.case, acts.act_now(request), form.cleaned_data["note"])
    return done(request, seen, _("审核通过，等负责人签发。"))


def return_draft(request: HttpRequest, number: str) -> HttpResponse:
    """退回修改: the draft goes back to who wrote it, with what is to be changed."""
    seen = opened(request, number)
    form = ReturnDraftForm(request.POST or None)
    if not form.is_valid():
        seen.require(Step.RETURN_DRAFT)
        more = {**_reading(request, seen), "aside": None}
        return ask(request, seen, form, Asking(_("退回修改"), _("退回修改"), key="2", danger=True, more=more))
    opinions.return_draft(seen.case, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("稿子已退回修改。"))


def sign_draft(request: HttpRequest, number: str) -> HttpResponse:
    """签发: what is signed is what will be issued, to the letter."""
    seen = opened(request, number)
    past = standing_of(seen.life) is Step.DRAFT_OPINION
    form = SignForm(request.POST or None, past=past)
    if not form.is_valid():
        seen.require(Step.SIGN_DRAFT, past=True)
        lead_in = _("签发以后，由经办人原样出具；要改的，退回修改。")
        word = _("越过审核签发") if past else _("签发")
        return ask(request, seen, form, Asking(word, word, lead_in, more=_reading(request, seen)))
    opinions.sign_draft(seen.case, acts.act_now(request), form.cleaned_data.get("bypass", ""))
    return done(request, seen, _("已签发，可以出具了。"))


def opinion(request: HttpRequest, number: str) -> HttpResponse:
    """出具处理意见书: what was signed, to the letter; without a signature only with the reason why."""
    seen = opened(request, number)
    if repeated(request, seen):
        return done(request, seen, _("这一步已经办好，没有重复办理。"))
    signed, missing = drafts_in.signed(seen.life), assisting.missing(seen.life)
    form = SignedForm(request.POST or None, missing=missing) if signed else _unsigned(request, seen, missing)
    if not form.is_valid() or _UNFINISHED & request.POST.keys():
        seen.require(Step.ISSUE_OPINION, past=True)
        asking = _issuing(request, seen, signed) if isinstance(form, SignedForm) else _past(request, seen, form)
        return ask(request, seen, form, asking)
    words = _of(signed) if signed else form.opinion()  # type: ignore[union-attr]  # without a signature it is the unsigned form
    said = {key: form.cleaned_data.get(key, "") for key in ("bypass", "without")}
    opinions.issue(seen.case, words, acts.act_now(request), **said)
    return done(request, seen, _("处理意见书已出具，下一步是送达。"))


def drafts(request: HttpRequest, number: str, place: int = 0) -> HttpResponse:
    """D08: every version of the opinion, and how one differs from the version before it."""
    seen = opened(request, number)
    written = drafts_of(seen.told) if seen.shows.whole(Part.INTERNAL) else ()
    at = place or len(written)
    if not 1 <= at <= len(written):
        raise lookups.NotFound
    said = {
        "case": seen.view,
        "versions": drafts_in.versions(number, seen.told, at),
        "changes": drafts_in.changes(written, at),
        "place": at,
        "before": at - 1,
        "standing": drafts_in.standing(number, seen.told),
        "crumbs": ((_("待办事项"), reverse("desk:worklist")), (number, seen.view.url), (_("处理意见的稿子"), "")),
    }
    return render(request, "desk/drafts.html", said)


def _typed(request: HttpRequest, seen: Opened) -> QueryDict | None:
    """Return what was typed, with the answer of a unit at its end when its button was pressed."""
    code = request.POST.get("merge", "")
    if not request.POST or not code:
        return request.POST or None
    typed = request.POST.copy()
    typed["text"] = "\n\n".join(
        part for part in (typed.get("text", "").rstrip(), assisting.quoted(seen.told, code)) if part
    )
    return typed


def _unsigned(request: HttpRequest, seen: Opened, missing: str) -> UnsignedForm:
    return UnsignedForm(_typed(request, seen), initial=_last_words(seen), missing=missing)


def _last_words(seen: Opened) -> dict[str, str]:
    """Return the words of the last version, so that nobody types them again."""
    written = drafts_of(seen.told)
    return {key: written[-1].text(key) for key in _SAID} if written else {}


def _of(signed: Event) -> Opinion:
    return Opinion(*(signed.text(key) for key in _SAID))


def _issuing(request: HttpRequest, seen: Opened, signed: Event | None) -> Asking:
    lead_in = _("右边就是签发的稿子，原样出具，不用再写。发出后不能撤回。")
    more = _reading(request, seen) if signed else {}
    return Asking(_("出具处理意见书"), _("出具处理意见书"), lead_in, more={**more, "aside": None})


def _past(request: HttpRequest, seen: Opened, form: forms.Form) -> Asking:
    word = _("不经审签直接出具")
    return Asking(word, word, danger=True, more=_writing(request, seen, form))


def _reading(request: HttpRequest, seen: Opened) -> dict[str, object]:
    """Return the last version as paper, what changed in it, and the way to send it back."""
    written = drafts_of(seen.told)
    if not written or not seen.shows.whole(Part.INTERNAL):
        return {}
    detail = {**{key: written[-1].text(key) for key in _SAID}, **_PAST}
    back = (_("退回修改"), reverse("desk:return-draft", args=[seen.case.number]))
    return {
        "letter": letter_of(seen, Step.ISSUE_OPINION, acts.act_now(request), detail),
        "changes": drafts_in.changes(written, len(written)) if len(written) > 1 else [],
        "answers": assisting.answers(seen.told, mergeable=False),
        "aside": back,
    }


def _writing(request: HttpRequest, seen: Opened, form: forms.Form) -> Mapping[str, object]:
    """Return the paper as far as it is written, the list it is checked against, and what the others answered."""
    given = {key: str(form[key].value() or "").strip() for key in _SAID}
    choices = dict(form.fields["conclusion"].choices)  # type: ignore[attr-defined]  # a ChoiceField has them
    conclusion = given["conclusion"] if given["conclusion"] in choices else ""
    shown = {
        "conclusion": conclusion or "support",
        "text": given["text"] or _("（这里写查明的事实、办理经过和处理意见）"),
    }
    found = body_of(seen, Step.ISSUE_OPINION, acts.act_now(request), {**given, **shown, **_PAST})
    said = {"answers": assisting.answers(seen.told, mergeable=True), "previewable": True}
    if found is None:
        return said
    kind, body = found
    checked = {**body, "facts": given["facts"] or given["text"], "opinion": body["opinion"] if conclusion else ""}
    hints = answering.hints(seen, given)
    return {**said, "letter": printing.letter(kind, body), "checks": opinion_checks(checked), "hints": hints}
