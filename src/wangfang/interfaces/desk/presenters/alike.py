"""What a clerk sees of the likely earlier cases: the list with reasons, two side by side, what belongs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters.cases import brief_of, title_of
from wangfang.interfaces.desk.presenters.comparing import IN, OUT, SAME, compared
from wangfang.interfaces.desk.wording import BONDS
from wangfang.interfaces.frame import wording as shared
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import alike, lookups, ties
from wangfang.records.cases.duplicates import standing_in
from wangfang.records.cases.ties import Bond
from wangfang.rules import access
from wangfang.rules.facts import Form, Step, day_of
from wangfang.rules.labels import Part
from wangfang.rules.matters import MERGING, RULINGS, Verdict, class_of, first_of
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.interfaces.desk.presenters.comparing import Run
    from wangfang.records.cases.alike import Hint
    from wangfang.records.cases.models import Case
    from wangfang.records.cases.ties import Tie
    from wangfang.rules.facts import Actor
    from wangfang.rules.matters import Repeat, Ruling, Standing
    from wangfang.rules.showing import Showing

FOUND_THE_SAME = "经比对，是同一人反映同一件事"
"""The reason that is kept with a merge for which nobody gave one."""
STRONG = "merge"
"""The band in which a merge is proposed."""
SUREST = 99
"""Percent: no likeness of texts is certain."""
MOST = 5
"""How many likely cases a list shows."""
_LOOKED_AT = 50
"""How far down the list the reasons of two cases that are compared are looked for."""
SHORT = 2
"""Signs; what two texts share in a shorter run is chance and is not marked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One likely case: its number, what it is about, where it stands, how likely, and why."""

    number: str
    title: str
    form: str
    received: str
    state: str
    strong: bool
    percent: int
    reasons: tuple[str, ...]
    url: str
    compare_url: str

    @property
    def why(self) -> str:
        """Return the reasons as the sentence that is kept with a verdict."""
        return found_by(self.reasons)


def found_by(reasons: Sequence[str]) -> str:
    """Return the reasons of the system as they are kept with a verdict: in Chinese, whoever gives it."""
    return f"系统比对：{'、'.join(reasons)}"


def percent_of(score: float) -> int:
    """Return how likely two petitions are one matter, in whole percent; never 100, which only people can say."""
    return min(int(score * 100), SUREST)


def alike_url(seen: Opened) -> str:
    """Return where the likely cases beside one are shown: nowhere beside a copy, or to who does not see what it is about."""
    is_open = seen.shows.has(Part.CONTENT) and not seen.case.merged_into
    return reverse("desk:alike", args=[seen.case.number]) if is_open else ""


def lines_of(seen: Opened) -> list[Line]:
    """Return the likeliest cases beside one that nobody has settled yet."""
    hints = alike.of_case(seen.case, seen.actor, seen.now, _LOOKED_AT)
    proposed = ties.proposed(seen.case, seen.life, hints, seen.actor)
    return _lines(proposed[:MOST], seen.actor, seen.now, seen.case.number)


def lines_typed(said: Mapping[str, str], actor: Actor, moment: datetime) -> list[Line]:
    """Return the likeliest cases beside what is being typed: title, text, id_number, phone."""
    hints = alike.of_text(alike.Typed(**said), actor, moment, MOST)
    return _lines(ties.rooted(hints, actor), actor, moment)


def hint_of(seen: Opened, other: str) -> Hint | None:
    """Return why another case is likely, none when it is not among the likely ones."""
    rooted = ties.rooted(alike.of_case(seen.case, seen.actor, seen.now, _LOOKED_AT), seen.actor)
    return next((hint for hint, case in rooted if case.number == other), None)


def is_strong(hint: Hint | None) -> bool:
    """Tell whether a merge is proposed."""
    return hint is not None and hint.band == STRONG


def _lines(rooted: Sequence[tuple[Hint, Case]], actor: Actor, moment: datetime, beside: str = "") -> list[Line]:
    shows = lookups.shown_in_list([case for _, case in rooted], actor, moment)
    return [_line(hint, case, shows[case.pk], beside) for hint, case in rooted]


def _line(hint: Hint, case: Case, shows: Showing, beside: str) -> Line:
    page = reverse("desk:alike", args=[beside]) if beside else ""
    return Line(
        number=case.number,
        title=title_of(case, shows),
        form=str(shared.FORMS[Form(case.form)]),
        received=day_of(case.received_at).isoformat(),
        state=case.state,
        strong=is_strong(hint),
        percent=percent_of(hint.score),
        reasons=hint.reasons,
        url=reverse("desk:case", args=[case.number]),
        compare_url=f"{page}?with={case.number}" if page else "",
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One of two cases that are compared: what is known of it, and its text in runs, those that are shared marked."""

    number: str
    url: str
    state: str
    rows: list[tuple[str, str, bool]]
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases side by side, with what would follow from finding them the same."""

    mine: Side
    other: Side
    hint: Hint | None
    effect: str
    source: str
    way: str
    way_word: str
    merges: bool
    kind: str
    turned: str


def pair_of(seen: Opened, other: Opened) -> Pair:
    """Return two cases side by side; of each what the actor sees of it."""
    mine, theirs = standing_in(seen.case, seen.life, seen.law), standing_in(other.case, other.life, other.law)
    repeat = class_of(Verdict.SAME, theirs, mine, day_of(seen.now))
    ruling = RULINGS[repeat] if repeat else None
    turned = theirs.state not in ENDED and first_of((theirs, mine)) is mine
    back = f"{reverse('desk:alike', args=[theirs.number])}?with={mine.number}"
    runs = compared(seen.view.text, other.view.text)
    left, right = _facts(seen), _facts(other)
    return Pair(
        mine=_side(seen, left, dict(right), [run for run in runs if run.kind != IN]),
        other=_side(other, right, dict(left), [run for run in runs if run.kind != OUT]),
        hint=hint_of(seen, theirs.number),
        effect=_effect(ruling, theirs, other),
        source=ruling.source if ruling else "",
        way=_way(ruling, mine.number),
        way_word=str(shared.STEPS[ruling.step]) if ruling else "",
        merges=ruling is not None and ruling.step is Step.MERGE and not turned,
        kind=kind_of(repeat),
        turned=back if turned else "",
    )


def kind_of(repeat: Repeat | None) -> str:
    """Return the class of a repetition as a merge keeps it, empty when it is not one that merges."""
    return repeat.value if repeat in MERGING else ""


def _effect(ruling: Ruling | None, first: Standing, other: Opened) -> str:
    if first.state is State.MERGED:
        return _("那一件已经并案。")
    if ruling is None:
        return _("那一件没有实体答复就结束了，这一件按新的一件办理。")
    due = next((line.due for line in other.view.open_duties), "")
    until = _("初件期限：%s。") % due if due and ruling.step is Step.MERGE else ""
    asks = first.remedy_until
    remedy = _("%s前可以申请复查、复核。") % asks.isoformat() if asks and ruling.step is Step.DECLINE else ""
    told = {"letter": ruling.letter, "word": ruling.word, "effect": ruling.effect}
    return _("（%(letter)s）%(word)s：%(effect)s") % told + until + remedy


def _way(ruling: Ruling | None, number: str) -> str:
    """Return the page of the act that the law asks for where it is not a merge."""
    pages = {
        Step.FAIL_SCREENING: "desk:fail-screening",
        Step.DECLINE: "desk:decline",
        Step.NO_LONGER_ACCEPT: "desk:no-longer-accept",
    }
    page = pages.get(ruling.step) if ruling else None
    return reverse(page, args=[number]) if page else ""


def _facts(seen: Opened) -> list[tuple[str, str]]:
    state = (_("环节"), str(shared.STATES[State(seen.case.state)].staff))
    return [(_("标题"), seen.view.title), *brief_of(seen.case, seen.shows), (_("现由谁办"), seen.holder.name), state]


def _side(seen: Opened, rows: list[tuple[str, str]], beside: dict[str, str], runs: list[Run]) -> Side:
    told = [(name, value, bool(value) and beside.get(name) == value) for name, value in rows]
    return Side(seen.case.number, seen.view.url, seen.case.state, told, [_marked(run) for run in runs])


def _marked(run: Run) -> Run:
    """Keep a shared run that is long enough to mean something; the rest is shown as plain text."""
    kind = SAME if run.kind == SAME and len(run.text.strip()) >= SHORT else ""
    return type(run)(kind, run.text)


@dataclass(frozen=True, slots=True)
class TieLine:
    """A case that belongs to this one: how, what it says, where it stands, and where that is taken back."""

    bond: str
    number: str
    url: str
    title: str
    form: str
    received: str
    state: str
    holder: str
    text: str
    undo: bool


def ties_of(seen: Opened) -> list[TieLine]:
    """Return what belongs together with a case, copies with their own text."""
    found = ties.ties_of(seen.case, seen.life, seen.actor, seen.now)
    return [_tie_line(tie, undo=tie.own and may_undo(seen, tie.bond)) for tie in found]


def may_undo(seen: Opened, bond: Bond) -> bool:
    """Tell whether the actor may take back what was settled on a case."""
    step = Step.UNMERGE if bond is Bond.FIRST else Step.UNLINK
    held = seen.hands.had_it
    agency = seen.actor.agency
    return access.may(seen.actor.role, step) and agency is not None and agency.code in {one.code for one in held}


def _tie_line(tie: Tie, *, undo: bool) -> TieLine:
    case, found = tie.case, tree()
    whole = tie.shows is not None and tie.shows.has(Part.CONTENT) and not case.destroyed
    return TieLine(
        bond=str(BONDS[tie.bond]),
        number=case.number,
        url=reverse("desk:case", args=[case.number]),
        title=title_of(case, tie.shows) if tie.shows else case.number,
        form=str(shared.FORMS[Form(case.form)]),
        received=day_of(case.received_at).isoformat(),
        state=case.state,
        holder=found.agency(found.code_of[case.holder_id]).name,
        text=tie.shows.clean(case.text) if tie.shows and whole and tie.bond is Bond.COPY else "",
        undo=undo,
    )
