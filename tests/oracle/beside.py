"""The clocks beside the main way, by the pages on duties and strands alone: remedies, objections, helpers, proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tests.oracle.days import calendar_days, day, working_days
from tests.oracle.stories import Stint, Story, agreed, at


@dataclass(frozen=True)
class Beside:
    """One clock: what is owed, by whom, begun by which act, due when, and by which act it was met; acts count from 1."""

    kind: str
    owner: str
    start: int
    due: date
    met: int | None


def beside(story: Story) -> list[Beside]:
    """Give the clocks that stand: what a given-up case leaves open is void unless overdue, proposals excepted."""
    found = (*remedies(story), *objections(story), *help_owed(story), *proposals(story))
    told = [Beside(b.kind, b.owner, b.start, max(b.due, story.kept(f"{b.kind}:{b.start}")), b.met) for b in found]
    return [clock for clock in told if _stands(story, clock)]


def _stands(story: Story, clock: Beside) -> bool:
    if clock.kind == "proposal" or clock.met is not None:
        return True
    ends = [n for n, act in enumerate(story.acts, 1) if at(act) == story.end()]
    return not ends or max(ends) < clock.start or story.stands(clock.due, None)


def _next(story: Story, start: int, steps: Iterable[str], by: str = "") -> int | None:
    """Give the number of the first act of these steps after an act, of one agency when it is named."""
    wanted = set(steps)
    later = (n for n, act in enumerate(story.acts, 1) if n > start and act["step"] in wanted)
    return next((n for n in later if not by or story.acts[n - 1].get("agency") == by), None)


def remedies(story: Story) -> Iterator[Beside]:
    """Thirty days for whoever was asked, or for whoever decided when nobody was named."""
    for start, act in enumerate(story.acts, 1):
        if act["step"] in ("request_review", "request_recheck"):
            kind = act["step"].removeprefix("request_")
            met = _next(story, start, [f"decide_{kind}"])
            owner = act.get("agency") or (story.acts[met - 1]["agency"] if met else "")
            if owner:
                yield Beside(kind, owner, start, calendar_days(day(at(act)), 30), met)


def objections(story: Story) -> Iterator[Beside]:
    """One working day for whoever sent the case; from the third on for the lowest bureau above all who had it."""
    for start, act in enumerate(story.acts, 1):
        if act["step"] == "request_return":
            before = story.acts[: start - 1]
            owner = [a for a in before if a["step"] in ("forward", "assign") or agreed(a)][-1]["agency"]
            if sum(agreed(a) for a in before) >= 2:
                owner = _above_all(
                    story, [a["agency"] for a in before if a["step"] == "request_return"] + [act["agency"]]
                )
            if owner:
                yield Beside("decide_return", owner, start, working_days(day(at(act)), 1),
                             _next(story, start, ("decide_return", "arbitrate")))  # fmt: skip


def _above_all(story: Story, units: Iterable[str]) -> str:
    shared = [set(story.world.above(unit)) for unit in units]
    common = [code for code in story.world.above(min(units)) if all(code in line for line in shared)]
    return next((code for code in common if story.world.is_bureau(code)), "")


def help_owed(story: Story) -> Iterator[Beside]:
    """Give the lead's own number of days from the day that the helpers were asked, or the day that was set."""
    stints = story.stints()
    for stint, after in zip(stints, [*stints[1:], None], strict=True):
        for code in stint.by.get("co", ()):
            start = story.place(stint.by) + 1
            until = story.place(after.by) + 1 if after else None
            met = min((n for n in (_next(story, start, ["assist"], code),) if n), default=None)
            if met is None or (until and met > until):
                met = _opinion(story, start, until) or until
            yield Beside("assist", code, start, _lead_due(story, stint), met)


def _opinion(story: Story, start: int, until: int | None) -> int | None:
    said = _next(story, start, ["issue_opinion"])
    return said if said and (until is None or said < until) else None


def _lead_due(story: Story, stint: Stint) -> date:
    since, own = day(stint.since), stint.own_limit()
    if story.world.on_trial(stint.owner, since):
        due = working_days(since, 15)
    else:
        due = working_days(since, 10) if story.simplified(stint.by) else calendar_days(since, 60)
    return min(due, own) if own else due


def proposals(story: Story) -> Iterator[Beside]:
    """Thirty days under the order of 2005; several to one agency are answered in the order in which they were made."""
    taken: set[int] = set()
    for start, act in enumerate(story.acts, 1):
        if act["step"] == "propose":
            met: int | None = start
            while met and (met == start or met in taken):
                met = _next(story, met, ["answer_proposal"], act["to"])
            taken |= {met} if met else set()
            yield Beside("proposal", act["to"], start, calendar_days(day(at(act)), 30), met)
