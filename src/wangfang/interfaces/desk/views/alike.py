"""查重: is this petition here already? The list of likely cases, two side by side, the verdict, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_POST

from wangfang.interfaces.desk.forms.alike import (
    UNDONE,
    DismissForm,
    LinkForm,
    OtherForm,
    TypedForm,
    UnlinkForm,
    VerdictForm,
)
from wangfang.interfaces.desk.opening import Opened, opened
from wangfang.interfaces.desk.presenters import alike as presenting
from wangfang.interfaces.desk.presenters.buttons import reason
from wangfang.interfaces.desk.views import worklist
from wangfang.interfaces.desk.views.acting import WRONG_INPUT, Asking, ask, done, repeated
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.pacing import require_within
from wangfang.records.cases import duplicates, intake, linking, lookups, ties
from wangfang.rules import access
from wangfang.rules.facts import Step, day_of
from wangfang.rules.labels import Part
from wangfang.rules.matters import VERDICT_STEPS, Verdict, class_of
from wangfang.rules.states import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from wangfang.records.cases.alike import Hint
    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Act


def alike(request: HttpRequest, number: str) -> HttpResponse:
    """Show the likely cases beside one; with `?with=` two side by side; a POST settles what they are to each other.

    Raises:
        NotFound: one of the two is not there for this person, or its content is not seen.
    """
    seen = opened(request, number)
    if not seen.shows.has(Part.CONTENT):
        raise lookups.NotFound
    if request.method == "POST":
        return _settle(request, seen)
    other = request.GET.get("with", "")
    if other:
        return _compare(request, seen, other, VerdictForm(None, actor=seen.actor, initial={"other": other}))
    return _list(request, seen)


def _list(request: HttpRequest, seen: Opened, wrong: str = "") -> HttpResponse:
    said = {
        **seen.hidden(),
        **_open_to(seen),
        "case": seen.view,
        "lines": presenting.lines_of(seen),
        "alike_url": reverse("desk:alike", args=[seen.case.number]),
        "wrong": wrong,
        "in_panel": request.GET.get("in") == "panel",
        "crumbs": ((_("待办事项"), "/desk/"), (seen.case.number, seen.view.url), (_("可能重复的信访件"), "")),
    }
    page = "desk/_alike.html" if _from_panel(request) else "desk/alike.html"
    return render(request, page, said, status=WRONG_INPUT if wrong else 200)


def _compare(request: HttpRequest, seen: Opened, number: str, form: VerdictForm) -> HttpResponse:
    other = opened(request, number)
    if other.case.pk == seen.case.pk or not other.shows.has(Part.CONTENT):
        raise lookups.NotFound
    first = ties.first_cases([other.case], seen.actor)[number]
    if first.pk not in {other.case.pk, seen.case.pk}:  # a copy: what it repeats is compared
        return redirect(f"{reverse('desk:alike', args=[seen.case.number])}?with={first.number}")
    pair = presenting.pair_of(seen, other)
    said = {
        **seen.hidden(),
        **_open_to(seen),
        "case": seen.view,
        "pair": pair,
        "form": form,
        "why": form.data.get("why") or (_reasons(pair.hint) if not form.is_bound else ""),
        "alike_url": reverse("desk:alike", args=[seen.case.number]),
        "crumbs": (
            (_("待办事项"), "/desk/"),
            (seen.case.number, seen.view.url),
            (_("可能重复的信访件"), reverse("desk:alike", args=[seen.case.number])),
            (_("对照"), ""),
        ),
    }
    return render(request, "desk/compare.html", said, status=WRONG_INPUT if form.errors else 200)


def _reasons(hint: Hint | None) -> str:
    return presenting.found_by(hint.reasons) if hint else ""


def _open_to(seen: Opened) -> dict[str, bool]:
    """Return which verdicts this person may give now; what came in online is registered on the way to its merge."""
    first = Step.REGISTER if seen.case.state == State.SUBMITTED else Step.MERGE
    may_merge = access.may(seen.actor.role, Step.MERGE) and not reason(seen, first)
    return {"may_merge": may_merge, "may_link": not reason(seen, Step.LINK)}


def _settle(request: HttpRequest, seen: Opened) -> HttpResponse:
    if repeated(request, seen):
        return done(request, seen, _("这一步已经办好，没有重复办理。"))
    form = VerdictForm(request.POST, actor=seen.actor)
    if not form.is_valid() or form.found is None:
        wrong = str(next(iter(form.errors.values()))[0])
        return _list(request, seen, wrong)
    hint = presenting.hint_of(seen, form.found.number)
    if not form.stands(proposed=presenting.is_strong(hint)):
        return _asked_why(request, seen, form)
    verdict, why = Verdict(form.cleaned_data["verdict"]), form.cleaned_data["why"]
    if verdict is Verdict.SAME:
        _merge(seen, form.found, why or _reasons(hint) or presenting.FOUND_THE_SAME, acts.act_now(request))
    elif VERDICT_STEPS[verdict] is Step.LINK:
        linking.link(seen.case, form.found, verdict, why, acts.act_now(request))
    else:
        linking.dismiss(seen.case, form.found, why, acts.act_now(request))
    return _answer(request, seen, verdict, form.found.number)


def _asked_why(request: HttpRequest, seen: Opened, form: VerdictForm) -> HttpResponse:
    """Show the two side by side, with the field for the reason; from the panel the page is changed for it."""
    number = form.found.number if form.found else ""
    if _from_panel(request):
        page = f"{reverse('desk:alike', args=[seen.case.number])}?with={number}"
        return HttpResponse(status=204, headers={"HX-Redirect": page})
    return _compare(request, seen, number, form)


def _answer(request: HttpRequest, seen: Opened, verdict: Verdict, other: str) -> HttpResponse:
    """Answer a verdict: in the panel the next case after a merge, the same one after anything else."""
    said = _said(verdict, seen.case.number, other)
    if not _from_panel(request):
        answer = done(request, seen, said)
        return redirect("desk:worklist") if request.POST.get("from") == "worklist" else answer
    undo = {"number": seen.case.number, "other": other, "said": said}
    if verdict is Verdict.SAME:
        return worklist.after_act(request, seen.case.number, said, undo)
    now = opened(request, seen.case.number)
    return render(request, "desk/_panel.html", {**worklist.panel(now), "undo": undo})


def _said(verdict: Verdict, number: str, other: str) -> str:
    words = {
        Verdict.SAME: _("%(number)s 已并入 %(other)s。"),
        Verdict.SAME_MATTER: _("%(number)s 和 %(other)s 已关联：同事不同人。"),
        Verdict.SAME_PERSON: _("%(number)s 和 %(other)s 已关联：同人不同事。"),
        Verdict.UNRELATED: _("已记下 %(number)s 和 %(other)s 不是同一件事，以后不再提示。"),
    }
    return words[verdict] % {"number": number, "other": other}


@transaction.atomic
def _merge(seen: Opened, first: Case, why: str, act: Act) -> None:
    """Merge, and register first what was only submitted: two acts that always follow each other."""
    case, kind = seen.case, kind_between(seen.case, first, act)
    if case.state == State.SUBMITTED:
        case = intake.register(case, act)
        act = replace(act, seen=None, key=act.key[::-1])
    duplicates.merge(case, first, why, act, kind)


def kind_between(case: Case, first: Case, act: Act) -> str:
    """Return the class of the repetition as a merge keeps it."""
    standings = duplicates.standing_of(first), duplicates.standing_of(case)
    return presenting.kind_of(class_of(Verdict.SAME, *standings, day_of(act.occurred_at)))


@require_POST
def undo(request: HttpRequest, number: str) -> HttpResponse:
    """Take back what was settled with another case: a merge, a link, or that the two were told apart."""
    seen = opened(request, number)
    if repeated(request, seen):
        return done(request, seen, _("这一步已经办好，没有重复办理。"))
    form = OtherForm(request.POST, actor=seen.actor)
    if not form.is_valid() or form.found is None:
        return _list(request, seen, str(next(iter(form.errors.values()))[0]))
    act = acts.act_now(request)
    if form.found.number == seen.case.merged_into:
        duplicates.unmerge(seen.case, UNDONE, act)
    else:
        linking.unlink(seen.case, form.found, UNDONE, act)
    messages.success(request, _("已撤销，%(number)s 恢复原样。") % {"number": number})
    return redirect("desk:case", number)


@require_POST
def typed(request: HttpRequest) -> HttpResponse:
    """Show the likely cases beside a registration that is being typed (HTMX), or as a page without scripts.

    Raises:
        NotYours: the post registers nothing.
        TooOften: this person searches faster than anybody types.
    """
    actor = acts.actor(request)
    access.require(actor, Step.REGISTER, access.Hands())
    require_within("search", actor.login)
    lines = presenting.lines_typed(TypedForm(request.POST).typed(), actor, acts.now())
    page = "desk/_typed.html" if _from_panel(request) else "desk/typed.html"
    return render(request, page, {"lines": lines})


def _from_panel(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _pair_page(
    step: Step, form_class: type[DismissForm | UnlinkForm], asking: Asking, take: Callable[..., object]
) -> Callable[[HttpRequest, str], HttpResponse]:
    """Return the page of an act about two cases, for whoever knows the number of the other one."""

    def page(request: HttpRequest, number: str) -> HttpResponse:
        seen = opened(request, number)
        form = form_class(request.POST or None, actor=seen.actor, initial={"other": request.GET.get("with", "")})
        if not form.is_valid() or form.found is None:
            seen.require(step)
            return ask(request, seen, form, asking)
        take(seen.case, form.found, form.cleaned_data, acts.act_now(request))
        return done(request, seen, _("已记下和 %(other)s 的关系。") % {"other": form.found.number})

    return page


# 关联: the same matter by others, or another matter by the same person.
link = _pair_page(
    Step.LINK,
    LinkForm,
    Asking(_later("关联"), _later("关联"), _later("两件各自办理，互相能看到。同一个人反映同一件事的，用并案。")),
    lambda case, other, said, act: linking.link(case, other, said["verdict"], said["why"], act),
)
# 认定不是同一件事: not proposed again.
dismiss = _pair_page(
    Step.DISMISS,
    DismissForm,
    Asking(_later("认定不是同一件事"), _later("认定"), _later("记下来以后，系统不再提示这两件可能重复。")),
    lambda case, other, said, act: linking.dismiss(case, other, said["why"], act),
)
# 撤销认定: as if nothing had been settled between the two.
unlink = _pair_page(
    Step.UNLINK,
    UnlinkForm,
    Asking(_later("撤销认定"), _later("撤销"), _later("撤销关联，或者撤销“不是同一件事”的认定。")),
    lambda case, other, said, act: linking.unlink(case, other, said["why"], act),
)
