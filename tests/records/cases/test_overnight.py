"""What the lapse of time brings: which closed cases become final, who has a case that nobody decides about?"""

from __future__ import annotations

import pytest

from tests.cast import PETITIONER, load_review_body
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases import closing, evaluation, overnight
from wangfang.records.cases.models import Case, Duty, Paper, StepTaken
from wangfang.records.cases.verification import verify
from wangfang.rules.facts import Act, Actor, Role


def night(when: str) -> Act:
    """Return the act of the house in a night."""
    return Act(Actor("system", "系统", Role.SYSTEM), at(when), at(when))


def closed() -> Story:
    """Return a case served and closed on 22 August 2017, whose remedy lapses on 21 September."""
    return (
        story().submitted().registered().forwarded("NG-XF").accepted().worked().resolved().answered().served().closed()
    )


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2017-09-21 23:30", "closed"),  # the thirtieth day is the petitioner's
        ("2017-09-23 02:30", "finalized"),
    ],
)
def test_a_closed_case_is_final_when_no_remedy_can_be_asked_for(when: str, state: str) -> None:
    case = closed().now
    figures = list(Duty.objects.order_by("pk").values())
    overnight.run("finalize", night(when))
    case.refresh_from_db()
    assert case.state == state
    assert list(Duty.objects.order_by("pk").values()) == figures, "no figure knows of it"
    assert list(verify()) == []


def test_finality_is_written_once_with_its_record() -> None:
    closed()
    assert overnight.run("finalize", night("2017-10-10 02:30")).steps == 1
    assert overnight.run("finalize", night("2017-10-11 02:30")).steps == 0
    assert Paper.objects.get(kind="finalisation_record").body["ground"] == "期限内没有申请复查"


def test_what_was_final_by_settlement_can_still_be_rated_in_time() -> None:
    told = story().submitted().registered().forwarded("NG-XF").accepted().settled().resolved()
    case = told.answered().served().closed().now
    closing.finalize(case, "settled", night("2017-08-25 02:30"))
    case.refresh_from_db()
    late = Act(PETITIONER, at("2017-08-26 09:00"), at("2017-08-26 09:00"))
    assert evaluation.evaluate(case, late, bureau="satisfied", unit="satisfied").state == "finalized"


def test_a_settlement_that_was_kept_is_the_ground() -> None:
    told = story().submitted().registered().forwarded("NG-XF").accepted().settled().resolved()
    case = told.answered().served().closed().now
    overnight.run("finalize", night("2017-10-10 02:30"))
    assert StepTaken.objects.get(case=case, step="finalize").detail == {"ground": "settled"}


def test_a_case_under_review_is_left_alone() -> None:
    load_review_body()
    case = closed().on("2017-09-01 09:00").review_asked("HRB-FC").now
    overnight.run("finalize", night("2018-01-10 02:30"))
    assert Case.objects.get(pk=case.pk).state == "under_review"


def bounced() -> Story:
    """Return a case sent back twice, to which a third unit objects on Monday, 28 August 2017."""
    told = story().submitted().registered().forwarded("NG-ZJ").objected().returned("NG", "NG-HX").objected()
    return told.returned("NG", "NG-XF").on("2017-08-28 09:00").objected()


@pytest.mark.parametrize(
    ("when", "steps"),
    [
        ("2017-09-04 23:00", 0),  # the fifth working day
        ("2017-09-05 02:30", 1),
    ],
)
def test_an_objection_that_nobody_decides_goes_to_the_unit_of_the_place(when: str, steps: int) -> None:
    case = bounced().now
    assert overnight.run("backstop", night(when)).steps == steps
    if steps:
        case.refresh_from_db()
        assert (case.state, case.holder.code) == ("awaiting_unit", "NG-XF")
        step = StepTaken.objects.get(case=case, step="arbitrate")
        assert (step.agency, step.actor) == ("NG", "system"), "in the name of the common superior"
        assert overnight.run("backstop", night(when)).steps == 0
        assert list(verify()) == []


def test_an_objection_that_the_sender_can_decide_is_no_case_for_the_backstop() -> None:
    case = story().submitted().registered().forwarded("NG-XF").objected().now
    assert overnight.run("backstop", night("2018-01-10 02:30")).steps == 0
    assert Case.objects.get(pk=case.pk).state == "return_requested"


def test_the_jobs_are_run_in_an_order_in_which_each_helps_the_next() -> None:
    assert list(overnight.JOBS) == ["reorganise", "backstop", "finalize", "let-in"]
    assert overnight.run("reorganise", night("2018-01-10 02:30")).steps == 0
