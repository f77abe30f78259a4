"""The later acts of a case through the real verbs: returned, paused, merged, reopened, reviewed, withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import load_review_body
from tests.stories import Story, story
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Duty
from wangfang.records.cases.verification import verify
from wangfang.rules.refusal import Refused


def arrived() -> Story:
    """Return a case that has reached the street on 2017-08-22."""
    return story("2017-08-22 09:00").submitted(to="NG").registered().forwarded("NG-XF")


def handled() -> Story:
    """Return a case that the street is handling since 2017-08-23."""
    return arrived().on("2017-08-23 09:00").accepted().worked()


def finished() -> Story:
    """Return a case that was closed on 2017-09-01."""
    return handled().on("2017-09-01 09:00").answered().served().closed()


def clocks(told: Story, definition: str = "LEGAL") -> list[tuple[str, str, str, bool | None]]:
    """Return indicator, owner, the due day in China, and whether it was met in time."""
    rows = Duty.objects.filter(case=told.now, definition=definition).order_by("number", "-indicator")
    return [(row.indicator, row.owner.code, f"{row.due_at.astimezone():%m-%d}", row.in_time) for row in rows]


def said(told: Story) -> list[str]:
    """Return the steps that were written."""
    return [step.step for step in lookups.steps(told.now)]


def test_a_case_is_returned_and_passed_on_in_one_act() -> None:
    told = arrived().on("2017-08-24 09:00").objected().returned("NG", to="NG-ZJ")
    assert (told.now.state, told.holder().agency.code) == ("awaiting_unit", "NG-ZJ")  # type: ignore[union-attr]
    assert [(name, owner, met) for name, owner, _, met in clocks(told)] == [
        ("bureau_timely", "NG", True),
        ("unit_timely", "NG-XF", True),
        ("unit_timely", "NG-ZJ", False),
    ]
    told.on("2017-08-25 09:00").accepted()
    assert list(verify()) == []


def test_a_case_is_returned_to_the_bureau_that_finds_another_unit() -> None:
    told = arrived().on("2017-08-24 09:00").objected().returned("NG")
    assert (told.now.state, told.holder().agency.code) == ("routing", "NG")  # type: ignore[union-attr]
    told.on("2017-08-25 09:00").forwarded("NG-ZJ")
    assert [owner for _, owner, _, _ in clocks(told)] == ["NG", "NG-XF", "NG", "NG-ZJ"]
    assert list(verify()) == []


def test_a_refused_objection_leaves_the_case_and_its_clock_where_they_are() -> None:
    told = arrived()
    before = clocks(told)
    told.on("2017-08-24 09:00").objected().kept("NG")
    assert (told.now.state, clocks(told)) == ("awaiting_unit", before)
    with pytest.raises(Refused, match="只能申请退回一次"):
        told.objected()
    told.accepted()
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("verb", "state"), [("no_longer_accept", "no_longer_accepted"), ("file", "filed"), ("divert", "diverted")]
)
def test_a_bureau_ends_a_case_that_is_not_for_a_unit(verb: str, state: str) -> None:
    told = story("2017-08-22 09:00").submitted(to="NG").registered().screened("ordinary").ended(verb)
    assert (told.now.state, told.now.is_open) == (state, False)
    assert [(name, met) for name, _, _, met in clocks(told)] == [("bureau_timely", True)]
    assert list(verify()) == []


def test_a_unit_diverts_what_belongs_to_another_procedure() -> None:
    told = handled().ended("divert", why="属于仲裁范围")
    assert told.now.state == "diverted"
    assert "ontime_closure" not in {name for name, *_ in clocks(told)}
    assert list(verify()) == []


def test_a_withdrawn_case_owes_nothing_more_and_keeps_what_was_met() -> None:
    told = handled().withdrawn()
    assert (told.now.state, told.now.is_open) == ("withdrawn", False)
    assert [(name, met) for name, _, _, met in clocks(told)] == [("bureau_timely", True), ("unit_timely", True)]
    with pytest.raises(Refused, match="已撤回"):
        told.worked()
    assert list(verify()) == []


def test_a_copy_is_merged_and_taken_out_again() -> None:
    first = handled()
    copy = story("2017-09-04 09:00").submitted(to="NG").registered().merged(first.now)
    assert (copy.now.state, copy.now.is_open) == ("merged", False)
    with pytest.raises(Refused, match="已经并入别的件"):
        story("2017-09-05 09:00").submitted(to="NG").registered().merged(copy.now)
    copy.taken_apart().forwarded("NG-XF").accepted()
    assert copy.now.state == "accepted"
    assert list(verify()) == []


def test_an_extension_and_a_pause_move_the_day_on_which_the_answer_is_due() -> None:
    told = handled()
    assert told.now.due_on == date(2017, 10, 23)
    told.on("2017-08-28 09:00").extended(30)
    assert told.now.due_on == date(2017, 11, 21)
    told.on("2017-08-28 14:00").paused()
    told.on("2017-09-04 09:00").resumed()
    assert told.now.due_on == date(2017, 11, 28)
    with pytest.raises(Refused, match="已经延期过一次"):
        told.extended(1)
    told.settled().answered().served().closed()
    assert [row for row in clocks(told) if row[0] == "ontime_closure"] == [("ontime_closure", "NG-XF", "11-28", True)]
    assert list(verify()) == []


def test_a_case_whose_clock_stands_still_verifies_and_is_on_the_list() -> None:
    told = handled().paused("hearing")
    assert list(verify()) == []
    held = lookups.worklist(told.holder(), lookups.Filters(), date(2017, 9, 1))
    assert [case.number for case in held] == [told.now.number]


def test_what_is_entered_late_meets_no_duty() -> None:
    told = arrived().on("2017-10-20 09:00")
    before = clocks(told)
    told.entered_late("accepted_on", "2017-08-25", "2017-08-25")
    assert clocks(told) == before
    assert list(verify()) == []


def test_a_reopened_case_has_a_new_clock_beside_the_old_verdict() -> None:
    told = finished().on("2017-09-06 09:00").reopened("NG")
    assert (told.now.state, told.now.is_open, told.now.due_on) == ("reopened", True, date(2017, 11, 6))
    told.worked().on("2017-09-20 09:00").answered().served().closed()
    assert [row[1:] for row in clocks(told) if row[0] == "ontime_closure"] == [
        ("NG-XF", "10-23", True),
        ("NG-XF", "11-06", True),
    ]
    assert list(verify()) == []


def test_a_case_goes_through_review_and_recheck_to_its_last_word() -> None:
    load_review_body()
    told = finished().on("2017-09-10 09:00").review_asked("HRB-FC").on("2017-09-29 09:00").reviewed("HRB-FC")
    assert told.now.state == "closed"
    told.on("2017-10-10 09:00").recheck_asked("HRB-FC").on("2017-10-30 09:00").rechecked("HRB-FC")
    assert (told.now.state, told.now.is_open) == ("finalized", False)
    assert said(told)[-4:] == ["request_review", "decide_review", "request_recheck", "decide_recheck"]
    with pytest.raises(Refused, match="已终结"):
        told.on("2017-11-01 09:00").review_asked("HRB-FC")
    assert list(verify()) == []


def test_a_review_that_orders_it_done_again_does_not_take_the_same_opinion() -> None:
    load_review_body()
    told = finished().on("2017-09-10 09:00").review_asked("HRB-FC").reviewed("HRB-FC", "redo")
    assert told.now.state == "reopened"
    with pytest.raises(Refused, match="不能作出和原来相同的处理意见"):
        told.answered()
    told.answered("经重新勘查，屋面和女儿墙均已重做防水。").served().closed()
    assert told.now.state == "closed"
    assert list(verify()) == []


def test_those_above_urge_supervise_list_and_lift() -> None:
    told = handled().marked("urge", "NG").marked("supervise", "HRB").marked("put_on_list", "HRB-LB")
    assert told.now.state == "handling"  # a mark moves nothing
    with pytest.raises(Refused, match="您的单位不能"):
        told.marked("urge", "HL")
    told.marked("lift", "HRB-LB")
    with pytest.raises(Refused, match="没有挂牌督办"):
        told.marked("lift", "HRB-LB")
    assert list(verify()) == []
