"""Is it one matter: which verdict leads to which act, which class a repetition is, which case is the first, what stands settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given

from tests.moments import at
from tests.rules.lives import CITY, NATIONAL, SENT_DOWN, life, told
from tests.rules.test_life_properties import Somebody, chances, requests
from wangfang.rules import duties
from wangfang.rules.duties import duties_of
from wangfang.rules.facts import Act, Actor, CaseFacts, Life, Role, Step
from wangfang.rules.indicators import reckon
from wangfang.rules.journey import hands_of, holder_of, hops_of
from wangfang.rules.living import proceed
from wangfang.rules.matters import (
    MERGING,
    RULINGS,
    VERDICT_STEPS,
    Repeat,
    Settled,
    Standing,
    Verdict,
    class_of,
    first_of,
    is_rechecked,
    named_in,
    require_first,
    require_reason,
    settled_in,
)
from wangfang.rules.reach import reach_of
from wangfang.rules.refusal import Refused
from wangfang.rules.states import State
from wangfang.rules.strands import strands_of
from wangfang.rules.workflow import state_of

COPY = Standing("2", State.REGISTERED, at("2017-08-25 09:00"))
DAY = date(2017, 9, 1)
OPEN_UNTIL, CLOSED_SINCE = date(2017, 9, 30), date(2017, 8, 31)


def first(
    state: str, until: date | None = None, *, rechecked: bool = False, since: str = "2017-08-22 09:00"
) -> Standing:
    """Return the earlier of two petitions."""
    return Standing("1", State(state), at(since), until, rechecked)


CLASSES = [
    # the first case stands so, the copy so: the class, by its letter
    (first("registered", since="2017-08-25 08:00"), State.SUBMITTED, "a"),  # sent twice on one day
    (first("registered", since="2017-08-24 23:59"), State.SUBMITTED, "b"),  # the day before is another day
    (first("registered", since="2017-08-25 08:00"), State.REGISTERED, "b"),  # it has been let in already
    (first("awaiting_unit"), State.REGISTERED, "b"),
    (first("handling"), State.SCREENING, "b"),
    (first("reopened", CLOSED_SINCE), State.SCREENING, "b"),  # it is being handled again
    (first("opinion_issued"), State.SCREENING, "c"),  # not yet served: the window has not begun to close
    (first("served", OPEN_UNTIL), State.SCREENING, "c"),
    (first("closed", DAY), State.SCREENING, "c"),  # the last day counts
    (first("closed", CLOSED_SINCE), State.SCREENING, "e"),
    (first("under_review", CLOSED_SINCE), State.SCREENING, "c"),  # whoever asked in time waits for the answer
    (first("under_recheck", CLOSED_SINCE), State.SCREENING, "c"),
    (first("finalized", CLOSED_SINCE, rechecked=True), State.SCREENING, "d"),
    (first("finalized", CLOSED_SINCE), State.SCREENING, "e"),  # lapsed without a recheck
    (first("no_longer_accepted"), State.SCREENING, "d"),
    *((first(ended), State.SCREENING, "") for ended in ("declined", "filed", "diverted", "withdrawn", "screen_failed")),
]


@pytest.mark.parametrize(("earlier", "state", "letter"), CLASSES)
def test_the_class_of_a_repetition_is_read_off_the_two_lives(earlier: Standing, state: State, letter: str) -> None:
    found = class_of(Verdict.SAME, earlier, replace(COPY, state=state), DAY)
    assert (RULINGS[found].letter if found else "") == letter


@pytest.mark.parametrize(
    ("verdict", "new_facts", "letter"),
    [
        (Verdict.SAME, True, "f"),
        (Verdict.SAME_PERSON, False, "g"),
        (Verdict.SAME_PERSON, True, "g"),
        (Verdict.SAME_MATTER, False, "h"),
        (Verdict.UNRELATED, False, ""),
    ],
)
def test_what_people_find_decides_the_other_classes(verdict: Verdict, new_facts: bool, letter: str) -> None:  # noqa: FBT001 - a column
    found = class_of(verdict, first("handling"), COPY, DAY, new_facts=new_facts)
    assert (RULINGS[found].letter if found else "") == letter


def test_every_class_has_its_letter_its_consequence_and_its_source() -> None:
    assert [ruling.letter for ruling in RULINGS.values()] == list("abcdefgh")
    assert set(RULINGS) == set(Repeat)
    assert all(ruling.effect.endswith("。") and ruling.source.startswith("《") for ruling in RULINGS.values())
    assert {RULINGS[kind].letter for kind in MERGING} == {"b", "e"}
    assert set(VERDICT_STEPS) == set(Verdict)


@pytest.mark.parametrize(
    ("outcome", "decided"), [("uphold", True), ("revoke", True), ("change", True), ("redo", False)]
)
def test_a_recheck_decides_unless_it_orders_the_case_done_again(outcome: str, decided: bool) -> None:  # noqa: FBT001 - a column
    asked = (*HERE, told("2017-09-10", "request_recheck", why="不服"))
    assert not is_rechecked(life(*asked))
    assert is_rechecked(life(*asked, told("2017-09-20", "decide_recheck", "C-FC", outcome=outcome))) is decided


def test_the_first_case_is_the_earliest_that_is_alive_and_has_a_unit() -> None:
    early, late = first("screening"), Standing("3", State.HANDLING, at("2017-08-30 09:00"))
    ended, gone = first("closed", since="2016-01-01 09:00"), first("filed", since="2015-01-01 09:00")
    assert first_of((COPY, early)) is early
    assert first_of((early, late)) is late, "it is with a unit that can answer"
    assert first_of((ended, early, COPY)) is early, "one that is open comes before one that was answered"
    assert first_of((ended, gone)) is ended
    assert first_of((gone,)) is None
    twin = replace(early, number="0")
    assert first_of((early, twin)) is twin, "at one moment the number decides"


@pytest.mark.parametrize(
    ("into", "copy", "why"),
    [
        (first("handling"), COPY, ""),
        (first("registered"), COPY, ""),
        (first("registered", since="2017-08-26 09:00"), COPY, "2 才是初件"),
        (first("handling", since="2017-08-26 09:00"), COPY, ""),  # the later one, but a unit has it
        (first("closed", CLOSED_SINCE), COPY, ""),
        (first("finalized"), COPY, ""),
        (first("finalized", rechecked=True), COPY, "已经复核终结"),
        (first("no_longer_accepted"), COPY, "已经复核终结"),
        (first("declined"), COPY, "没有实体答复"),
        (first("withdrawn"), COPY, "没有实体答复"),
    ],
)
def test_a_copy_goes_into_the_first_case_only(into: Standing, copy: Standing, why: str) -> None:
    if not why:
        require_first(into, copy)
        return
    with pytest.raises(Refused, match=why):
        require_first(into, copy)


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("proposed", [True, False])
@pytest.mark.parametrize("why", ["", "  ", "门牌号不同"])
def test_only_who_overrules_a_proposal_has_to_say_why(verdict: Verdict, proposed: bool, why: str) -> None:  # noqa: FBT001 - a column
    overruled = proposed and verdict is not Verdict.SAME and not why.strip()
    if overruled:
        with pytest.raises(Refused, match="写明理由"):
            require_reason(verdict, why, proposed=proposed)
    else:
        require_reason(verdict, why, proposed=proposed)


HERE = SENT_DOWN[:2]


Told = tuple[str, dict[str, str]]


def settled(*events: Told) -> Settled:
    """Return what some acts of the bureau have settled."""
    acts = (told("2017-08-23", step, "D", "", **said) for step, said in events)
    return settled_in(life(*HERE, *acts))


def test_what_was_settled_last_stands() -> None:
    link = ("link", {"other": "7", "verdict": "same_matter"})
    apart, undone = ("dismiss", {"other": "7"}), ("unlink", {"other": "7"})
    merge, split = ("merge", {"into": "9"}), ("unmerge", {"why": "误并"})
    assert settled(link) == Settled("", {"7": Verdict.SAME_MATTER}, frozenset())
    assert settled(apart) == Settled("", {}, frozenset({"7"}))
    assert settled(link, undone) == settled(apart, undone) == settled(merge, split) == Settled()
    assert settled(apart, undone, link) == settled(link)
    assert settled(merge).merged_into == "9"
    assert settled(merge, link).names("9")
    assert settled(merge, link).names("7")
    assert not settled(merge, link).names("8")


def test_every_number_that_was_ever_named_is_known() -> None:
    acts = (
        told("2017-08-23", "link", "D", other="7", verdict="same_person"),
        told("2017-08-23", "unlink", "D", other="7"),
    )
    assert named_in(life(*HERE, *acts, told("2017-08-24", "merge", "D", into="9"))) == {"7", "9"}


@pytest.mark.parametrize(
    ("before", "step", "said", "why"),
    [
        ((), Step.LINK, {"other": "1", "verdict": "same_matter"}, "这一件自己"),
        ((), Step.LINK, {"other": "7", "verdict": "same"}, "不在可选范围"),
        ((), Step.LINK, {"other": "", "verdict": "same_matter"}, "请填写关联的编号"),
        ((("dismiss", {"other": "7"}),), Step.LINK, {"other": "7", "verdict": "same_matter"}, "认定过"),
        ((("link", {"other": "7", "verdict": "same_matter"}),), Step.DISMISS, {"other": "7"}, "认定过"),
        ((("dismiss", {"other": "7"}),), Step.DISMISS, {"other": "8"}, ""),
        ((), Step.UNLINK, {"other": "7", "why": "误"}, "没有认定过"),
        ((("link", {"other": "7", "verdict": "same_person"}),), Step.UNLINK, {"other": "8", "why": "误"}, "没有认定过"),
        ((("link", {"other": "7", "verdict": "same_person"}),), Step.UNLINK, {"other": "7", "why": "误"}, ""),
        ((), Step.MERGE, {"into": "9", "why": "同一事", "repeat": "in_hand"}, ""),
        ((), Step.MERGE, {"into": "9", "why": "同一事", "repeat": "other_matter"}, "不能并案"),
        ((), Step.MERGE, {"into": "9", "why": "同一事", "repeat": "zzz"}, "不能并案"),
    ],
)
def test_what_is_settled_between_two_cases_is_settled_once(
    before: tuple[Told, ...], step: Step, said: dict[str, object], why: str
) -> None:
    here = life(*HERE, *(told("2017-08-23", name, "D", "", **words) for name, words in before))
    moment = at("2017-08-25")
    act = Act(Actor("li", "李明", Role.CLERK, CITY["D"]), moment, moment)
    if not why:
        assert proceed(here, step, act, said, NATIONAL).events[-1].step is step
        return
    with pytest.raises(Refused, match=why):
        proceed(here, step, act, said, NATIONAL)


def told_of(one: Life) -> tuple[object, ...]:
    """Return everything that the rules say of a life, but for the events themselves."""
    clocks = duties_of(one, NATIONAL)
    return (
        state_of(one), holder_of(one), hops_of(one), hands_of(one), clocks, reckon(one, NATIONAL, clocks),
        reach_of(one), tuple(strands_of(one)), settled_in(one),
    )  # fmt: skip


@given(chances, requests)
def test_a_copy_that_is_taken_out_again_is_as_if_it_had_never_been_merged(chance: Random, case: CaseFacts) -> None:
    for before in Somebody(chance, case).lives():
        holder = CITY[holder_of(before)]
        moment = before.events[-1].occurred_at
        act = Act(Actor("li", "李明", Role.CLERK, holder), moment, moment)
        try:
            merged = proceed(before, Step.MERGE, act, {"into": "9", "why": "同一事"}, NATIONAL)
        except Refused:
            continue
        assert told_of(merged) != told_of(before)
        assert told_of(proceed(merged, Step.UNMERGE, act, {"why": "误并"}, NATIONAL)) == told_of(before)


def test_a_clock_that_a_merge_met_for_good_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    split = life(
        *HERE, told("2017-08-23", "merge", "D", into="9", why="同"), told("2017-08-24", "unmerge", "D", why="误")
    )
    assert told_of(split) == told_of(life(*HERE))
    monkeypatch.setattr(duties, "is_undone", lambda _life, _event: False)
    assert told_of(split) != told_of(life(*HERE)), "the broken variant: merging and splitting stops the clock"
