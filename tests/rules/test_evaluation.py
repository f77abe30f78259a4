"""Whether a petitioner may rate when, and only when, the rules give the right to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.evaluation import (
    CannotEvaluate,
    Satisfaction,
    Stage,
    Target,
    Window,
    rateable,
    rated,
    require_may_evaluate,
    require_rating,
    stage,
    window,
)
from wangfang.rules.facts import CHINA, Agency, CaseFacts, Event, Form, Kind, Life, Purpose, Step
from wangfang.rules.workdays import national_calendar

AGENCIES = {
    "230000": Agency("230000", "省信访局", Kind.BUREAU, "230000"),
    "230103": Agency("230103", "南岗区信访局", Kind.BUREAU, "230103"),
    "230103018": Agency("230103018", "先锋路街道办事处", Kind.UNIT, "230103018"),
}
SUBMITTED = (Step.SUBMIT, "2017-08-22", {"to": "230000"})
PASSED_DOWN = (Step.FORWARD, "2017-08-23", {"to": "230103"})
AT_THE_UNIT = (Step.FORWARD, "2017-08-23", {"to": "230103018"})
SERVED = (Step.SERVE, "2017-09-01", {"method": "direct"})
BOTH = frozenset(Target)
CALENDAR = national_calendar()


def lived(*acts: tuple[Step, str, dict[str, str]], form: Form = Form.ONLINE) -> Life:
    """Return a life of the acts, each at 07:30 in China of its day, when London still sleeps."""
    events = [
        Event(number, step, moment := datetime.combine(date.fromisoformat(day), time(7, 30), CHINA), moment, "", detail)
        for number, (step, day, detail) in enumerate(acts, start=1)
    ]
    return Life(CaseFacts("1", form, Purpose.REQUEST, "230103"), tuple(events), AGENCIES)


@pytest.mark.parametrize(
    ("life", "opens_on", "closes_on", "replied", "because"),
    [
        (lived(SUBMITTED, AT_THE_UNIT, SERVED), "2017-09-01", "2017-10-09", True, "30 days on is the October break"),
        (
            lived(SUBMITTED, (Step.SERVE, "2017-09-08", {})),
            "2017-09-08",
            "2017-10-09",
            True,
            "08 October is a rest day",
        ),
        (lived(SUBMITTED, (Step.SERVE, "2017-09-11", {})), "2017-09-11", "2017-10-11", True, "30 days, not rolled"),
        (lived(SUBMITTED), "2017-11-21", "2017-12-20", False, "days 91 to 120 after 22 August"),
        (lived((Step.SUBMIT, "2017-08-25", {})), "2017-11-24", "2017-12-25", False, "day 120 is a Saturday"),
        (
            lived((Step.REGISTER, "2017-08-22", {}), form=Form.LETTER),
            "2017-11-21",
            "2017-12-20",
            False,
            "a letter counts from its registration",
        ),
        (
            lived(SUBMITTED, SERVED, (Step.SERVE, "2017-09-11", {})),
            "2017-09-11",
            "2017-10-11",
            True,
            "a second service opens it anew",
        ),
        (
            lived(SUBMITTED, (Step.SERVE, "2018-03-01", {})),
            "2018-03-01",
            "2018-04-02",
            True,
            "a late reply opens it however late; 31 March is a Saturday",
        ),
    ],
)
def test_the_days_on_which_a_case_may_be_rated(
    life: Life, opens_on: str, closes_on: str, *, replied: bool, because: str
) -> None:
    expected = Window(date.fromisoformat(opens_on), date.fromisoformat(closes_on), replied=replied)
    assert window(life, CALENDAR) == expected, because


@pytest.mark.parametrize("life", [lived(), lived(SUBMITTED, (Step.DECLINE, "2017-08-25", {"why": "诉讼"}))])
def test_what_was_never_received_or_was_declined_is_out_of_scope(life: Life) -> None:
    assert window(life, CALENDAR) is None
    assert stage(life, date(2017, 12, 1), CALENDAR) is Stage.NOT_IN_SCOPE


@pytest.mark.parametrize(
    ("life", "targets", "because"),
    [
        (lived(SUBMITTED), {Target.BUREAU}, "no unit has seen it"),
        (lived(SUBMITTED, PASSED_DOWN), {Target.BUREAU}, "only bureaus have seen it"),
        (lived(SUBMITTED, PASSED_DOWN, AT_THE_UNIT), BOTH, "it reached a unit"),
        (
            lived(SUBMITTED, (Step.ASSIGN, "2017-08-23", {"to": "230103018"}), (Step.SIGN_IN, "2017-08-24", {})),
            BOTH,
            "an assignment reaches a unit as well",
        ),
        (lived(SUBMITTED, (Step.ACCEPT, "2017-08-23", {})), BOTH, "the bureau handles it itself"),
    ],
)
def test_who_can_be_rated(life: Life, targets: set[Target], because: str) -> None:
    assert rateable(life) == targets, because


def test_a_bureau_is_rated_once_and_the_unit_once() -> None:
    life = lived(SUBMITTED, AT_THE_UNIT, SERVED, (Step.EVALUATE, "2017-09-02", {"bureau": "satisfied"}))

    assert rated(life) == {Target.BUREAU}
    require_may_evaluate(life, [Target.UNIT], date(2017, 9, 3), CALENDAR)
    with pytest.raises(CannotEvaluate, match="已经评价过"):
        require_may_evaluate(life, [Target.BUREAU, Target.UNIT], date(2017, 9, 3), CALENDAR)


@pytest.mark.parametrize(
    ("life", "targets", "day", "why"),
    [
        (lived(SUBMITTED, AT_THE_UNIT, SERVED), (), "2017-09-02", "选一下满意、基本满意还是不满意"),
        (lived(), (Target.BUREAU,), "2017-09-02", "这件事没有受理，不在评价范围里"),
        (
            lived(SUBMITTED, AT_THE_UNIT),
            (Target.UNIT,),
            "2017-11-20",  # day 90
            "收到处理意见后就可以评价；一直没收到的话，2017年11月21日起也可以评价",
        ),
        (lived(SUBMITTED, AT_THE_UNIT), (Target.UNIT,), "2017-12-21", "评价时间过了，最后一天是2017年12月20日"),
        (lived(SUBMITTED, AT_THE_UNIT, SERVED), (Target.UNIT,), "2017-10-10", "评价时间过了，最后一天是2017年10月9日"),
        (
            lived(SUBMITTED, PASSED_DOWN),
            (Target.BUREAU, Target.UNIT),
            "2017-11-21",
            "这件事还没有转到负责的单位，现在只能评价信访部门",
        ),
    ],
)
def test_a_refused_rating_says_why(life: Life, targets: tuple[Target, ...], day: str, why: str) -> None:
    with pytest.raises(CannotEvaluate) as refused:
        require_may_evaluate(life, targets, date.fromisoformat(day), CALENDAR)

    assert (refused.value.why, refused.value.source) == (why, "《群众满意度评价工作办法》（国信发〔2014〕16号）")


@pytest.mark.parametrize("day", ["2017-11-21", "2017-12-20"])
def test_without_a_reply_it_may_be_rated_from_day_91_to_day_120(day: str) -> None:
    unanswered, today = lived(SUBMITTED, AT_THE_UNIT), date.fromisoformat(day)
    require_may_evaluate(unanswered, BOTH, today, CALENDAR)
    assert stage(unanswered, today, CALENDAR) is Stage.OPEN


@pytest.mark.parametrize(
    ("more", "today", "expected"),
    [
        ((), "2017-08-31", Stage.PENDING),
        ((SERVED,), "2017-09-01", Stage.OPEN),
        ((SERVED,), "2017-10-09", Stage.OPEN),
        ((SERVED,), "2017-10-10", Stage.LAPSED),
        ((SERVED, (Step.EVALUATE, "2017-09-02", {"bureau": "basically"})), "2017-09-03", Stage.OPEN),
        ((SERVED, (Step.EVALUATE, "2017-09-02", {"bureau": "basically"})), "2017-10-09", Stage.OPEN),
        ((SERVED, (Step.EVALUATE, "2017-09-02", {"bureau": "basically"})), "2017-10-10", Stage.EVALUATED),
        (
            (SERVED, (Step.EVALUATE, "2017-09-02", {"bureau": "basically", "unit": "satisfied"})),
            "2017-09-02",
            Stage.EVALUATED,
        ),
    ],
)
def test_how_the_rating_stands(more: tuple[tuple[Step, str, dict[str, str]], ...], today: str, expected: Stage) -> None:
    assert stage(lived(SUBMITTED, AT_THE_UNIT, *more), date.fromisoformat(today), CALENDAR) is expected


@pytest.mark.parametrize("word", ["satisfied", "basically", "dissatisfied"])
def test_three_words_can_be_said(word: str) -> None:
    assert require_rating(word) is Satisfaction(word)


@pytest.mark.parametrize("word", ["", "SATISFIED", "满意", "good"])
def test_no_other_word_can_be_said(word: str) -> None:
    with pytest.raises(CannotEvaluate, match="选一个"):
        require_rating(word)


@given(st.dates(date(2006, 1, 1), date(2025, 12, 31)), st.integers(0, 300))
def test_whoever_got_a_reply_has_at_least_thirty_days_to_rate(received: date, later: int) -> None:
    served = received + timedelta(days=later)
    life = lived((Step.SUBMIT, received.isoformat(), {"to": "230103018"}), (Step.SERVE, served.isoformat(), {}))

    require_may_evaluate(life, [Target.BUREAU], served, CALENDAR)
    require_may_evaluate(life, [Target.BUREAU], served + timedelta(days=30), CALENDAR)
    with pytest.raises(CannotEvaluate):
        require_may_evaluate(life, [Target.BUREAU], served + timedelta(days=41), CALENDAR)
