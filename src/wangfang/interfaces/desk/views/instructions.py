"""批示台账: instructions are given on a report or a case, worked off, reported and closed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import subjects
from wangfang.interfaces.desk.forms.instructions import (
    VIEWS,
    ExtendForm,
    InstructionForm,
    LedgerForm,
    NotedForm,
    SaidForm,
)
from wangfang.interfaces.desk.presenters import instructions as shown
from wangfang.interfaces.desk.views.acting import WRONG_INPUT
from wangfang.interfaces.frame import acts, watching
from wangfang.records.cases import lookups as cases
from wangfang.records.instructions import giving, lookups, moving
from wangfang.rules.facts import Role
from wangfang.rules.instructions import Carrier, Given, Move, Standing, next_standing, require_giver, require_mover
from wangfang.rules.journey import hands_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from wangfang.interfaces.desk.subjects import Subject
    from wangfang.records.instructions.models import Instruction
    from wangfang.rules.facts import Act, Agency

_FORMS: Mapping[Move, type[forms.Form]] = {
    Move.TAKE_OVER: NotedForm,
    Move.PROGRESS: SaidForm,
    Move.REPORT: SaidForm,
    Move.SEND_BACK: SaidForm,
    Move.EXTEND: ExtendForm,
    Move.CLOSE: NotedForm,
}
_VERBS: Mapping[Move, Callable[[int, Mapping[str, Any], Act], Instruction]] = {
    Move.TAKE_OVER: lambda key, _said, act: moving.take_over(key, act),
    Move.PROGRESS: lambda key, said, act: moving.progress(key, said["text"], act),
    Move.REPORT: lambda key, said, act: moving.report(key, said["text"], act),
    Move.SEND_BACK: lambda key, said, act: moving.send_back(key, said["text"], act),
    Move.EXTEND: lambda key, said, act: moving.extend(key, said["until"], said["text"], act),
    Move.CLOSE: lambda key, said, act: moving.close(key, said["text"], act),
}


def instructions(request: HttpRequest) -> HttpResponse:
    """List the instructions that this person sees, all, their agency's, the open or the overdue ones."""
    form = LedgerForm(request.GET)
    form.is_valid()
    filters = lookups.Filters(form.cleaned_data.get("view") or "all", form.cleaned_data.get("page") or 1)
    today = acts.today()
    found = lookups.ledger(acts.actor(request), filters, today)
    said = {
        "lines": [shown.line_of(one, today) for one in found[: lookups.PAGE]],
        "views": [(word, _page(name, 1), name == filters.view) for name, word in VIEWS.items()],
        "page_words": _("第 %(n)s 页") % {"n": filters.page},
        "first_url": _page(filters.view, 1) if filters.page > 1 else "",
        "next_url": _page(filters.view, filters.page + 1) if len(found) > lookups.PAGE else "",
    }
    return render(request, "desk/instructions.html", said)


def give(request: HttpRequest) -> HttpResponse:
    """Give an instruction on a report or a case, or enter one that a leader gave.

    Raises:
        NotYours: the post gives and enters none.
        NotFound: the person may not read what it speaks of.
        Refused: see `giving.give`.
    """
    act = acts.act_now(request)
    issuer = require_giver(act.actor)
    about = subjects.opened(request.GET.get("subject", ""), act.actor, acts.now())
    _note(request, about)
    form = InstructionForm(request.POST or None, agencies=_receivers(issuer, about, act), initial=_begun(about, act))
    if act.actor.role is Role.LEADER:
        form.fields["leader"].disabled = True
    if form.is_valid():
        said = {**form.cleaned_data, "carrier": Carrier(form.cleaned_data["carrier"])}
        made = giving.give(Given(subject=about.subject, **said), act)
        messages.success(request, _("批示已登记，编号 %(number)s。") % {"number": made.number})
        return redirect("desk:instruction", made.pk)
    said = {"form": form, "about": about, "crumbs": _crumbs((_("登记批示"), "")), "act_key": secrets.token_hex(16)}
    return render(request, "desk/instruction_give.html", said, status=WRONG_INPUT if form.errors else 200)


def instruction(request: HttpRequest, key: int) -> HttpResponse:
    """Show one instruction with everything that was done about it.

    Raises:
        NotFound: there is none for this person.
    """
    actor = acts.actor(request)
    found = lookups.open_instruction(key, actor)
    about = subjects.line_of(found.subject)
    _note(request, about)
    said = {
        "line": shown.line_of(found, acts.today()),
        "text": found.text,
        "facts": shown.facts_of(found),
        "entries": shown.entry_lines(lookups.entries(found)),
        "ways": shown.ways_of(found, actor),
        "crumbs": _crumbs((found.number, "")),
    }
    return render(request, "desk/instruction.html", said)


def move(request: HttpRequest, key: int, move: Move) -> HttpResponse:
    """Take one move of an instruction.

    Raises:
        NotFound, NotYours, Refused: see `records.instructions.moving`.
    """
    actor = acts.actor(request)
    found = lookups.open_instruction(key, actor)
    require_mover(actor, move, lookups.parties_of(found))
    next_standing(Standing(found.standing), move)
    _note(request, subjects.line_of(found.subject))
    form = _FORMS[move](request.POST if request.method == "POST" else None)
    if form.is_valid():
        _VERBS[move](key, form.cleaned_data, acts.act_now(request))
        messages.success(request, _("已记录：%(word)s。") % {"word": shown.MOVES[move]})
        return redirect("desk:instruction", key)
    said = {
        "line": shown.line_of(found, acts.today()),
        "text": found.text,
        "form": form,
        "word": shown.MOVES[move],
        "act_key": secrets.token_hex(16),
        "crumbs": _crumbs((found.number, reverse("desk:instruction", args=[key])), (str(shown.MOVES[move]), "")),
    }
    return render(request, "desk/instruction_act.html", said, status=WRONG_INPUT if form.errors else 200)


def _receivers(issuer: Agency, about: Subject, act: Act) -> list[Agency]:
    """Return to whom an instruction may go: of a case those that have had it, of a report those below the issuer."""
    if not about.case:
        return lookups.receivers(issuer, act.day)
    lived = cases.life(cases.open_case(about.case, act.actor))
    return [agency for agency in hands_of(lived).had_it if agency.exists_on(act.day)]


def _begun(about: Subject, act: Act) -> dict[str, object]:
    """Return what stands in the form before anything is typed."""
    name = act.actor.name if act.actor.role is Role.LEADER else ""
    carrier = Carrier.LETTER if about.case else Carrier.REPORT
    return {"leader": name, "given_on": act.day, "carrier": carrier.value}


def _note(request: HttpRequest, about: Subject) -> None:
    """Note that a case is shown."""
    if about.case:
        watching.shown(request, about.case)


def _page(view: str, page: int) -> str:
    return f"{reverse('desk:instructions')}?view={view}&page={page}"


def _crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((_("批示台账"), reverse("desk:instructions")), *more)
