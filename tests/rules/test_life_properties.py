"""What is true of every life that anybody can make: tries of all kinds, of which only the lawful ones are taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.moments import at
from tests.rules.lives import CITY, NATIONAL, ONLINE
from wangfang.rules.drafting import drafts_of
from wangfang.rules.duties import duties_of
from wangfang.rules.facts import Act, Actor, CaseFacts, Form, Kind, Life, Purpose, Role, Step
from wangfang.rules.journey import assisting_in, hands_of, hops_of
from wangfang.rules.labels import MARKING, SECRECIES, marks_of, stands_accused
from wangfang.rules.living import proceed
from wangfang.rules.refusal import Refused
from wangfang.rules.states import State
from wangfang.rules.transitions import TRANSITIONS
from wangfang.rules.workflow import acting_kind, choice_in, next_state, receiving_kind, state_of

CODES = sorted(CITY)
UNITS = ("D-JD", "D-ZJ", "D-ZJ-1", "E-ZJ", "C-ZJ")
BODIES = ("C-FC",)
TOWARD = {
    Step.SUBMIT: ("P", "C", "D"), Step.FORWARD: ("C", "D", "E", *UNITS), Step.DIVERT: ("D-JW", "C-JW", "P-JW"),
    Step.REQUEST_REVIEW: BODIES, Step.REQUEST_RECHECK: BODIES,
}  # fmt: skip
TRIES = 32
ROLE_OF = {
    Kind.BUREAU: (Role.CLERK, Role.BUREAU_LEADER, Role.SUPERVISOR),
    Kind.UNIT: (Role.OFFICER, Role.UNIT_LEADER),
    Kind.JOINT_OFFICE: (Role.SUPERVISOR,),
    Kind.REVIEW_BODY: (Role.REVIEWER,),
    Kind.DISCIPLINE: (Role.CLERK,),
}
TEXTS = ("已更换防水层。", "不归我们管。", " 已更换防水层。 ")
CITIZENS = frozenset({Step.SUBMIT, Step.EVALUATE, Step.WITHDRAW, Step.REQUEST_REVIEW, Step.REQUEST_RECHECK})
HOUSES = frozenset({Step.HAND_OVER, Step.RECOMPUTE, Step.FINALIZE})
POSSIBLE = {state: sorted({edge.step for edge in TRANSITIONS if edge.before is state}) for state in (None, *State)}
WEIGHTS = {
    **{edge.step: 12.0 for edge in TRANSITIONS if edge.before is not edge.after},
    **dict.fromkeys((Step.FORWARD, Step.REQUEST_RETURN, Step.DECIDE_RETURN, Step.SIGN_DRAFT, Step.ASSIST), 25.0),
    **dict.fromkeys((Step.PASS_DRAFT, Step.ACCEPT_REVIEW, Step.REQUEST_REVIEW), 12.0),
    **dict.fromkeys((Step.WITHDRAW, Step.MERGE, Step.FAIL_SCREENING, Step.DIVERT, Step.FILE), 2.0),
    **dict.fromkeys(MARKING, 0.7),
    **dict.fromkeys((Step.NO_LONGER_ACCEPT, Step.DECLINE, Step.EVALUATE, Step.LIFT), 2.0),
}
"""How often a step is tried: those that lead on often, those that end a case seldom."""


class Somebody:
    """Tries step after step on one case, by chance; what is refused leaves the life as it was."""

    def __init__(self, chance: Random, case: CaseFacts, *, replays: bool = False) -> None:
        self.chance, self.replays = chance, replays
        self.life = Life(case, (), CITY)
        self.now = at("2017-08-22 09:00")

    def lives(self) -> Iterator[Life]:
        """Give the life after every try that was taken."""
        for _ in range(TRIES):
            self.now += timedelta(hours=self.chance.choice((0, 1, 20, 200)))
            try:
                self.life = proceed(self.life, *self._try(), NATIONAL)
            except Refused:
                continue
            yield self.life

    def _try(self) -> tuple[Step, Act, dict[str, object]]:
        step = self._step()
        code = self._by(step)
        role = Role.SYSTEM if self.replays and self.chance.random() < 0.3 else self._role(step, CITY[code].kind)
        agency = None if step in CITIZENS else CITY[code]
        who = self.chance.choice(("x", "y"))
        return step, Act(Actor(who, "张三", role, agency), self.now, self.now), self._says(step)

    def _step(self) -> Step:
        """Choose a step: mostly one that leads on, seldom one that ends it all, sometimes one that cannot be."""
        if self.chance.random() < 0.05:
            return self.chance.choice(list(Step))
        if not self.life.events:
            return Step.SUBMIT if self.life.case.form is Form.ONLINE else Step.REGISTER
        likely = POSSIBLE[state_of(self.life)]
        return self.chance.choices(likely, [WEIGHTS.get(step, 0.5) for step in likely])[0]

    def _by(self, step: Step) -> str:
        """Choose who tries it: mostly whoever has the case, or sent it, or is asked."""
        if not self.life.events or self.chance.random() < 0.15:
            return self.chance.choice(CODES)
        hands = hands_of(self.life)
        rightful = hands.holder
        if step is Step.DECIDE_RETURN:
            rightful = hands.sender
        elif step in (Step.REOPEN, Step.ARBITRATE, Step.PROPOSE):
            rightful = CITY["C"]
        elif step in (Step.ACCEPT_REVIEW, Step.DECIDE_REVIEW, Step.DECIDE_RECHECK):
            rightful = CITY["C-FC"]
        elif step is Step.ASSIST and hands.assisting:
            rightful = hands.assisting[0]
        return rightful.code if rightful else "C"

    def _role(self, step: Step, kind: Kind) -> Role:
        if step in CITIZENS:
            return Role.PETITIONER
        return Role.ADMIN if step in HOUSES else self.chance.choice(ROLE_OF[kind])

    def _says(self, step: Step) -> dict[str, object]:
        """Say everything that any step may want to know, right mostly."""
        pick, text = self.chance.choice, self.chance.choice(TEXTS)
        says: dict[str, object] = {
            "why": pick(("appraisal", "不属于我们")), "text": text, "note": "办理", "conclusion": pick(("support", "reject")),
            "kind": pick(("call", "improve")), "days": 10, "method": "direct", "outcome": pick(("uphold", "redo")),
            "due_on": "2018-08-01", "on": "2017-08-22", "rank": pick(("township", "county")), "ground": "clear",
            "procedure": pick(("ordinary", "simplified") if step is Step.SCREEN else ("discipline", "litigation")),
            "field": "phone", "value": "1", "evidence_on": "2017-08-22", "agree": pick((True, True, False)),
            "into": "2", "unit": "satisfied", "report": "办结", "consent": "同意", "bypass": pick(("", "", "急")),
            "without": pick(("", "急")),
        }  # fmt: skip
        if step is Step.FINALIZE:
            says["ground"] = pick(("lapsed", "settled"))
        if step is Step.PAUSE:
            says["why"] = "appraisal"
        if step in MARKING:
            says.update(self._marks(step))
        if step is Step.DECIDE_RETURN and self.chance.random() < 0.3:
            return says
        says["to"] = pick(CODES if self.chance.random() < 0.3 else TOWARD.get(step, UNITS))
        if step in (Step.FORWARD, Step.ASSIGN) and self.chance.random() < 0.3:
            says["co"] = [pick(CODES)]
        return says

    def _marks(self, step: Step) -> dict[str, object]:
        """Say whom and what a mark is about: mostly somebody else than the two who act here."""
        pick = self.chance.choice
        who = pick(("x", "y", "z", "z")) if step in (Step.ASK_GRANT, Step.APPROVE_GRANT, Step.END_GRANT) else "z"
        return {
            "login": who, "until": self.now.date().isoformat(), "parts": ["content"], "secrecy": pick(tuple(SECRECIES)),
            "agency": pick(("", "E-ZJ", "C-ZJ")),
        }  # fmt: skip


chances = st.randoms(use_true_random=False)
requests = st.sampled_from(
    [replace(ONLINE, form=form, purpose=purpose) for form in Form for purpose in (Purpose.REQUEST, Purpose.SUGGESTION)]
)
accusations = st.builds(
    CaseFacts, st.just("1"), st.sampled_from(Form), st.just(Purpose.ACCUSATION), st.just("230103018"), st.just(1),
    st.sampled_from(["", *CODES]),
)  # fmt: skip


@given(chances, requests, st.booleans())
def test_the_state_is_the_fold_of_rows_and_every_clock_begins_and_ends_in_the_life(
    chance: Random,
    case: CaseFacts,
    replays: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    state: State | None = None
    for lived in Somebody(chance, case, replays=replays).lives():
        event = lived.events[-1]
        kinds = acting_kind(lived, event), receiving_kind(lived, event)
        state = next_state(state, event.step, *kinds, choice_in(lived, event.step, event.detail, event.number))
        assert state_of(lived) is state
        for duty in duties_of(lived, NATIONAL):
            assert duty.owner in CITY
            assert lived.events[duty.number - 1].occurred_at == duty.started_at
            assert duty.met_by is None or duty.number < duty.met_by <= len(lived.events)


@given(chances, requests)
def test_no_person_issues_what_was_not_signed_but_by_saying_so(chance: Random, case: CaseFacts) -> None:
    before = Life(case, (), CITY)
    for lived in Somebody(chance, case).lives():
        event = lived.events[-1]
        if event.step is Step.ISSUE_OPINION and not event.text("bypass"):
            signed = drafts_of(before)[-1]
            assert "".join(event.text("text").split()) == "".join(signed.text("text").split())
            assert event.text("conclusion") == signed.text("conclusion")
            assert Step.SIGN_DRAFT in {e.step for e in before.events if e.number > signed.number}
        before = lived


@given(chances, accusations, st.booleans())
def test_an_accusation_never_reaches_the_accused_and_by_no_person_a_unit(
    chance: Random,
    case: CaseFacts,
    replays: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    before = Life(case, (), CITY)
    for lived in Somebody(chance, case, replays=replays).lives():
        event, accused = lived.events[-1], marks_of(before).accused  # whom it named itself was not named before
        reached = {hop.agency for hop in hops_of(lived) if hop.number == event.number} | set(assisting_in(event.detail))
        before = lived
        named = event.text("to") if event.step is not Step.DECIDE_RETURN or event.detail["agree"] else ""
        heard = {CITY[code] for code in reached | ({named} & set(CITY) if _tells(event.step) else set())}
        assert [agency.code for agency in heard if stands_accused(agency, accused)] == []
        assert replays or [agency.code for agency in heard if agency.kind is Kind.UNIT] == []


def _tells(step: Step) -> bool:
    """Tell whether whoever a step names may read the case from then on."""
    return step in {Step.SUBMIT, Step.FORWARD, Step.ASSIGN, Step.DECIDE_RETURN, Step.ARBITRATE, Step.HAND_OVER,
                    Step.DIVERT, Step.PROPOSE, Step.REPORT_URGENT, Step.REQUEST_REVIEW, Step.REQUEST_RECHECK}  # fmt: skip


@pytest.mark.parametrize(
    ("purpose", "least"),
    [(Purpose.REQUEST, 38), (Purpose.ACCUSATION, 25)],
)
def test_the_tries_come_far_enough_to_mean_something(purpose: Purpose, least: int) -> None:
    """Hold the tries themselves: if none of them got anywhere, nothing above could fail."""
    taken: set[Step] = set()
    for seed in range(100):
        case = replace(ONLINE, form=list(Form)[seed % len(Form)], purpose=purpose, respondent="D-ZJ")
        for lived in Somebody(Random(seed), case, replays=seed % 2 == 0).lives():
            taken.add(lived.events[-1].step)
    assert (len(taken) >= least, set(Step) - taken) == (True, set(Step) - taken)
