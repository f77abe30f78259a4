"""How a life goes on, and every reason why it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.moments import at
from tests.rules.lives import ANSWERED, ARRIVED, LETTER, ONLINE, act, life, proceed, told
from wangfang.rules.access import NotYours
from wangfang.rules.details import LONGEST
from wangfang.rules.evaluation import CannotEvaluate
from wangfang.rules.facts import Act, Event, Purpose, Step, day_of
from wangfang.rules.journey import holder_of, hops_of, received_at
from wangfang.rules.living import OutOfOrder, Stale
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import WrongReceiver
from wangfang.rules.workflow import StepNotAllowed


def test_a_life_begins_with_its_submission() -> None:
    begun = proceed(life(), Step.SUBMIT, act("", "2017-08-22 09:14"), {"to": "P"})
    assert (begun.events[0].number, begun.events[0].agency, holder_of(begun)) == (1, "", "P")


def test_an_accepted_case_goes_on() -> None:
    after = proceed(life(*ARRIVED), Step.ACCEPT, act("D-JD", "2017-08-23 10:05"), {})
    assert (after.events[-1].number, after.events[-1].agency, after.events[-1].actor) == (6, "D-JD", "张三")


@pytest.mark.parametrize(
    ("step", "says", "why"),
    [
        ("log_work", {"kind": "dream", "note": "x"}, "不在可选范围内"),
        ("log_work", {"kind": "call", "note": " "}, "请填写办理情况"),
        ("log_work", {"kind": "call", "note": "长" * (LONGEST + 1)}, "太长"),
        ("issue_opinion", {"conclusion": "support"}, "请填写处理意见"),
        ("issue_opinion", {"conclusion": "", "text": "x"}, "不在可选范围内"),
        ("resolve", {}, "请填写解决情况"),
    ],
)
def test_a_step_says_what_it_must(step: str, says: dict[str, str], why: str) -> None:
    accepted = life(*ARRIVED, told("2017-08-23", "accept", "D-JD"))
    with pytest.raises(Refused, match=why):
        proceed(accepted, Step(step), act("D-JD", "2017-08-24"), says)


@pytest.mark.parametrize("due_on", ["", "soon", "2017-08-21"])
def test_an_assignment_names_a_day_that_is_not_over(due_on: str) -> None:
    with pytest.raises(Refused, match="交办"):
        proceed(life(*ARRIVED[:2]), Step.ASSIGN, act("P", "2017-08-22 12:00"), {"to": "C", "due_on": due_on})


def test_an_assignment_for_the_same_day_is_allowed() -> None:
    after = proceed(life(*ARRIVED[:2]), Step.ASSIGN, act("P", "2017-08-22 12:00"), {"to": "C", "due_on": "2017-08-22"})
    assert holder_of(after) == "C"


def test_a_case_is_signed_for_once_at_each_stay() -> None:
    signed = proceed(life(*ARRIVED), Step.SIGN_IN, act("D-JD", "2017-08-22 16:00"), {})
    with pytest.raises(Refused, match="已经签收过"):
        proceed(signed, Step.SIGN_IN, act("D-JD", "2017-08-22 17:00"), {})


@pytest.mark.parametrize(
    ("says", "why"),
    [({}, "选一下满意"), ({"bureau": "splendid"}, "满意、基本满意、不满意")],
)
def test_a_rating_is_one_of_three_words(says: dict[str, str], why: str) -> None:
    with pytest.raises(CannotEvaluate, match=why):
        proceed(life(*ANSWERED), Step.EVALUATE, act("", "2017-09-02"), says)


def test_a_rating_is_taken_once_for_each() -> None:
    rated = proceed(life(*ANSWERED), Step.EVALUATE, act("", "2017-09-02"), {"bureau": "satisfied"})
    both = proceed(rated, Step.EVALUATE, act("", "2017-09-03"), {"unit": "dissatisfied"})
    with pytest.raises(CannotEvaluate, match="已经评价过"):
        proceed(both, Step.EVALUATE, act("", "2017-09-04"), {"unit": "satisfied"})


def test_nobody_acts_on_what_he_has_not_seen() -> None:
    with pytest.raises(Stale, match="张三已在 08月22日 15:40 对这件事做了“转送”"):
        proceed(life(*ARRIVED), Step.ACCEPT, act("D-JD", "2017-08-23", seen=4), {})
    assert proceed(life(*ARRIVED), Step.ACCEPT, act("D-JD", "2017-08-23", seen=5), {}).events[-1].number == 6


def test_what_the_petitioner_did_in_between_is_told_as_such() -> None:
    rated = life(*ANSWERED, told("2017-09-02", "evaluate", bureau="satisfied"))
    with pytest.raises(Stale, match="信访人已在"):
        proceed(rated, Step.RESOLVE, act("D-JD", "2017-09-03", seen=10), {"note": "x"})


def test_an_act_is_not_dated_before_the_one_it_follows() -> None:
    with pytest.raises(OutOfOrder, match="2017-08-22"):
        proceed(life(*ARRIVED), Step.ACCEPT, act("D-JD", "2017-08-21"), {})


def test_only_the_holder_acts() -> None:
    with pytest.raises(NotYours, match="现在由街道办事处办理"):
        proceed(life(*ARRIVED), Step.ACCEPT, act("D-ZJ", "2017-08-23"), {})


def test_the_hops_of_a_case_are_read_off_its_events() -> None:
    hops = hops_of(life(*ANSWERED[:5], told("2017-08-22 16:00", "sign_in", "D-JD"), *ANSWERED[5:]))
    assert [(h.agency, h.arrived_at, h.signed_at, h.left_at) for h in hops] == [
        ("P", at("2017-08-22 09:14"), None, at("2017-08-22 11:00")),
        ("C", at("2017-08-22 11:00"), None, at("2017-08-22 14:00")),
        ("D", at("2017-08-22 14:00"), None, at("2017-08-22 15:40")),
        ("D-JD", at("2017-08-22 15:40"), at("2017-08-22 16:00"), at("2017-09-01 17:00")),
    ]


def test_a_letter_is_received_when_it_is_registered() -> None:
    letter = life(told("2017-08-23", "register", "D"), case=LETTER)
    assert (received_at(letter), holder_of(letter)) == (at("2017-08-23"), "D")
    assert received_at(life(*ARRIVED)) == at("2017-08-22 09:14")
    assert holder_of(life()) == ""
    entered_later = life(told("2017-08-23", "submit", to="D"), case=LETTER)
    assert received_at(entered_later) == at("2017-08-23")  # not registered yet: what there is


def test_a_day_is_a_day_in_china() -> None:
    assert day_of(at("2017-08-22 07:30")).isoformat() == "2017-08-22"  # still the 21st in UTC
    with pytest.raises(ValueError, match="time zone"):
        day_of(at("2017-08-22").replace(tzinfo=None))


def test_nothing_is_recorded_before_it_happens() -> None:
    with pytest.raises(Refused, match="晚于录入时间"):
        Act(act("D", "2017-08-22").actor, at("2017-08-23"), at("2017-08-22"))


def test_the_detail_of_an_event_reads_as_text() -> None:
    event = Event(1, Step.SUBMIT, at("2017-08-22"), at("2017-08-22"), detail={"to": "P", "n": 3, "none": None})
    assert (event.text("to"), event.text("n"), event.text("none"), event.text("x")) == ("P", "3", "", "")
    assert event.day.isoformat() == "2017-08-22"


@pytest.mark.parametrize(
    ("name", "first", "after", "before", "words"),
    [
        ("2017Q4", "2017-10-01", "2018-01-01", "2017Q3", "2017年第四季度"),
        ("2017Q1", "2017-01-01", "2017-04-01", "2016Q4", "2017年第一季度"),
        ("2017M12", "2017-12-01", "2018-01-01", "2017M11", "2017年12月"),
        ("2017W1", "2017-01-02", "2017-01-09", "2016W52", "2017年第1周"),
        ("2017", "2017-01-01", "2018-01-01", "2016", "2017年"),
    ],
)
def test_a_period_is_half_open(name: str, first: str, after: str, before: str, words: str) -> None:
    period = Period.parse(name)
    assert (period.start.isoformat(), period.end.isoformat()) == (first, after)
    assert (at(f"{first} 00:00") in period, at(f"{after} 00:00") in period) == (True, False)
    assert (period.before().name, period.in_words()) == (before, words)


@pytest.mark.parametrize(
    "name", ["2017Q5", "2017Q0", "2017M13", "2017W54", "17Q4", "2017Q", "Q4", "", "2017Q4 ", "0000"]
)
def test_a_period_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="统计期"):
        Period.parse(name)


def test_a_refusal_is_one_sentence_with_its_source() -> None:
    assert Refused("不行", "《条例》").sentence() == "不行（《条例》）"
    assert Refused("不行").sentence() == "不行"


def test_work_and_opinion_that_say_what_they_must_are_taken() -> None:
    accepted = life(*ARRIVED, told("2017-08-23", "accept", "D-JD"))
    worked = proceed(accepted, Step.LOG_WORK, act("D-JD", "2017-08-24"), {"kind": "call", "note": "联系了信访人"})
    said = {"conclusion": "explain", "text": "已解释", "bypass": "当场答复，局长口头同意"}
    assert proceed(worked, Step.ISSUE_OPINION, act("D-JD", "2017-08-25"), said).events[-1].detail == said


def test_a_receiver_that_does_not_exist_is_told_in_one_sentence() -> None:
    with pytest.raises(Refused, match="没有代码为“XX”的单位"):
        proceed(life(*ARRIVED[:2]), Step.FORWARD, act("P", "2017-08-22 12:00"), {"to": "XX"})


def test_an_online_petition_is_not_registered_before_it_is_submitted() -> None:
    with pytest.raises(StepNotAllowed, match="由信访人提交后再登记"):
        proceed(life(), Step.REGISTER, act("D", "2017-08-22"), {})
    assert proceed(life(case=LETTER), Step.REGISTER, act("D", "2017-08-22"), {}).events[0].agency == "D"


def test_the_accused_bureau_does_not_receive_the_accusation() -> None:
    accusing = replace(ONLINE, purpose=Purpose.ACCUSATION, respondent="D")
    with pytest.raises(WrongReceiver, match="请向它的上级信访部门提出"):
        proceed(life(case=accusing), Step.SUBMIT, act("", "2017-08-22"), {"to": "D"})
    assert holder_of(proceed(life(case=accusing), Step.SUBMIT, act("", "2017-08-22"), {"to": "C"})) == "C"
