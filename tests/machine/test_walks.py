"""Random walks of cases through the real verbs: whatever anybody tries, a case never stands where it may not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.machine.people import everybody
from tests.machine.words import said_with
from tests.moments import at
from tests.stories import ROOF
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import intake, lookups, steps, verification
from wangfang.records.cases.models import Case
from wangfang.records.cases.verbs import PAIRED, VERBS
from wangfang.rules.access import may
from wangfang.rules.facts import Act, Actor, Form, Life, Purpose, Role, Step
from wangfang.rules.labels import MARKING
from wangfang.rules.refusal import Refused
from wangfang.rules.states import State
from wangfang.rules.transitions import ENDED, TRANSITIONS
from wangfang.rules.workflow import acting_kind, choice_in, next_state, receiving_kind, state_of

START = at("2017-08-22 09:14")
TAKEN: Counter[Step] = Counter()
"""How often each step was taken in all the walks of this run."""
RARE = {
    **dict.fromkeys((Step.PROPOSE, Step.RECOMPUTE, Step.HAND_OVER, Step.REPORT_URGENT, Step.SUPPLEMENT), 0.03),
    **dict.fromkeys((Step.ANSWER_PROPOSAL, Step.ASSIST, Step.FINALIZE), 0.2),
    **dict.fromkeys((Step.URGE, Step.SUPERVISE, Step.LIST, Step.LIFT, Step.EVALUATE), 0.1),
    **dict.fromkeys((Step.WITHDRAW, Step.DECLINE, Step.FILE, Step.DIVERT, Step.NO_LONGER_ACCEPT), 0.02),
    **dict.fromkeys((Step.FAIL_SCREENING, Step.MERGE), 0.2),
    **dict.fromkeys((Step.REQUEST_RETURN, Step.ARBITRATE, Step.UNMERGE), 4.0),
    **dict.fromkeys((*MARKING, Step.LINK, Step.UNLINK, Step.DISMISS), 0.05),
}
"""How much seldomer than others a step comes to somebody's mind (what marks a case, and what ends it), or how much oftener
(what leads to a step that needs two returns, or a merger, before it)."""
OVER = ENDED - {State.CLOSED}
"""Where little more can happen, so that another petition comes in."""
TRIED = 20
"""Steps that somebody tries in one turn, until one is taken."""


class Walk(RuleBasedStateMachine):
    """One case and everybody in the city, who try what comes to their mind."""

    def __init__(self) -> None:
        super().__init__()
        self.back = transaction.atomic()
        self.back.__enter__()
        self.people, self.keys = everybody(), tree().key_of
        self.moment = START
        self.lived: list[str] = []

    def teardown(self) -> None:
        """Verify the whole trace of the case, and leave the city as it was."""
        assert [found for number in self.lived for found in verification.verify(number)] == []
        transaction.set_rollback(True)
        self.back.__exit__(None, None, None)

    @initialize(
        form=st.sampled_from(Form),
        purpose=st.sampled_from([Purpose.REQUEST, Purpose.REQUEST, Purpose.APPEAL, Purpose.ACCUSATION]),
        people=st.sampled_from([1, 1, 6]),
        accused=st.sampled_from(["", "", "NG-XF", "NG"]),
    )
    def begins(self, form: Form, purpose: Purpose, people: int, accused: str) -> None:
        """Let the first petition come in."""
        self.comes_in(form, purpose, people, accused)

    def comes_in(self, form: Form, purpose: Purpose, people: int, accused: str) -> None:
        """Let a petition come in, on paper or over the network, about somebody or nobody."""
        bureau = "HRB" if accused == "NG" else "NG"
        petition = replace(ROOF, to=bureau, form=form, purpose=purpose, people=people, respondent=accused)
        clerk = next(who for who in self.people if who.role is Role.CLERK and who.agency and who.agency.code == bureau)
        if form is Form.ONLINE:
            self.case = intake.submit(petition, self.act(self.people[0])).case
        else:
            self.case = intake.register_new(petition, self.act(clerk)).case
        self.lived.append(self.case.number)

    @rule(seed=st.integers(0, 2**32), days=st.sampled_from([0, 0, 0, 1, 2, 5, 16, 40]))
    def goes_on(self, seed: int, days: int) -> None:
        """Let somebody try steps, most of them such as could be taken here, until one is."""
        self.moment += timedelta(days=days, minutes=1)
        dice = Random(seed)
        if self.case.state in OVER and dice.random() < 0.6:
            purpose = dice.choice([Purpose.REQUEST, Purpose.APPEAL, Purpose.ACCUSATION])
            self.comes_in(dice.choice(tuple(Form)), purpose, dice.choice([1, 6]), dice.choice(["", "", "NG-XF", "NG"]))
        before = lookups.life(self.case)
        for _ in range(TRIED):
            if self.tries(*self.idea(dice), dice):
                break
        after = lookups.life(self.case)
        assert after.events[: len(before.events)] == before.events
        if len(after.events) > len(before.events):
            self.require_a_row(before, after)

    def idea(self, dice: Random) -> tuple[Step, Actor]:
        """Return a step and somebody to try it: such as may rather than a stranger, the possible rather than not."""
        possible = sorted({edge.step for edge in TRANSITIONS if edge.before == self.case.state})
        weights = [RARE.get(step, 1.0) for step in possible]
        step = dice.choices(possible, weights)[0] if possible and dice.random() < 0.97 else dice.choice(tuple(Step))
        fit = [who for who in self.people if may(who.role, step) and (who.agency is None or self.is_near(who))]
        return step, dice.choice(fit if fit and dice.random() < 0.9 else self.people)

    def is_near(self, who: Actor) -> bool:
        """Tell whether somebody is at the agency that holds the case, or is asked, or stands above."""
        key = self.keys[who.agency.code] if who.agency else 0
        return key == self.case.holder_id or key in self.case.asked or key in self.case.seen_by

    def tries(self, step: Step, who: Actor, dice: Random) -> bool:
        """Let somebody try a step, and tell whether it was taken."""
        act = self.act(who)
        said = said_with(step, act.day, dice)
        try:
            with transaction.atomic():
                if step in PAIRED:
                    self.case = PAIRED[step](self.case, self.other(step), act, said)
                elif step in VERBS:
                    self.case = VERBS[step](self.case, act, said)
        except Refused:
            return False
        return step in VERBS or step in PAIRED

    def require_a_row(self, before: Life, after: Life) -> None:
        """Let the step be one row of the table, taken once."""
        assert len(after.events) == len(before.events) + 1
        event = after.events[-1]
        kinds = acting_kind(after, event), receiving_kind(after, event)
        choice = choice_in(after, event.step, event.detail, event.number)
        assert next_state(state_of(before), event.step, *kinds, choice) == self.case.state
        TAKEN[event.step] += 1

    def other(self, step: Step) -> Case:
        """Return another case, one that came in before; what is to be taken back was settled with it."""
        settled = [*self.case.linked, *self.case.apart] if step is Step.UNLINK else []
        if settled:
            return Case.objects.get(number=settled[0])
        earlier = START - timedelta(days=1)
        return intake.submit(replace(ROOF, to="NG"), Act(self.people[0], earlier, earlier)).case

    def act(self, who: Actor) -> Act:
        """Return an act of somebody at this moment."""
        return Act(who, self.moment, self.moment)

    @invariant()
    def what_is_cached_is_what_the_steps_say(self) -> None:
        """State and clocks are the fold of the steps: deriving them anew changes nothing."""
        case = Case.objects.select_related("petitioner").get(pk=self.case.pk)
        life = lookups.life(case)
        assert case.state == state_of(life)
        assert case.steps_taken == len(life.events)
        assert not steps.derive_anew(case)

    @invariant()
    def the_accused_sees_nothing(self) -> None:
        """Whom the case accuses never holds it, is never asked, and never finds it."""
        if self.case.purpose != Purpose.ACCUSATION or not self.case.respondent_code:
            return
        for who in self.people:
            if who.agency and who.agency.stands_under(self.case.respondent_code):
                with pytest.raises(lookups.NotFound):
                    lookups.open_case(self.case.number, who)


def _walk(walks: int, length: int) -> None:
    chosen = settings(
        max_examples=walks, stateful_step_count=length, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Walk, settings=chosen)


def test_a_few_walks(city: None) -> None:
    TAKEN.clear()
    _walk(walks=6, length=20)
    assert len(TAKEN) > 10, "the walks get somewhere"


@pytest.mark.nightly
def test_fifty_thousand_steps_and_every_step_among_them(city: None) -> None:
    TAKEN.clear()
    _walk(walks=1000, length=55)
    assert TAKEN.total() >= 50_000
    assert set(TAKEN) == set(Step) - {Step.SUBMIT}
