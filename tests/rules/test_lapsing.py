"""What comes about by the lapse of time alone, and what no new law may bring forward."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.lives import DONE, NATIONAL, SENT_DOWN, TAKEN_UP, Told, act, life, proceed, told
from wangfang.rules.duties import DutyKind, duties_of
from wangfang.rules.facts import Role, Step
from wangfang.rules.lapsing import final_ground, is_unsettled
from wangfang.rules.notified import kept_in, name_of, no_earlier
from wangfang.rules.periods import Period
from wangfang.rules.workdays import Holiday, Notice, national_calendar

SETTLED = told("2017-08-24 09:00", "settle", "D-JD", note="物业赔偿")
SOLVED = told("2017-08-25 09:00", "resolve", "D-JD", note="已修好")
ANSWERED = DONE[len(TAKEN_UP) :]


@pytest.mark.parametrize(
    ("acts", "day", "ground"),
    [
        (DONE, "2017-10-09", ""),  # served on 4 September; the thirtieth day lies in the October holidays
        (DONE, "2017-10-10", "lapsed"),
        ((*TAKEN_UP, SETTLED, SOLVED, *ANSWERED), "2017-09-06", "settled"),
        ((*TAKEN_UP, SOLVED, SETTLED, *ANSWERED), "2017-09-06", ""),  # solved before: not by the settlement
        ((*TAKEN_UP, SETTLED, *ANSWERED), "2017-09-06", ""),
        (SENT_DOWN, "2018-01-01", ""),  # nothing was served
    ],
)
def test_a_closed_case_is_final_when_nothing_can_be_asked_any_more(
    acts: tuple[Told, ...], day: str, ground: str
) -> None:
    assert final_ground(life(*acts), date.fromisoformat(day), NATIONAL) == ground


ASKED = told("2017-08-28 09:00", "request_return", "D-JD", why="不归我们")
AGREED = told("2017-08-24 09:00", "decide_return", "D", to="D-JD", agree=True)
BOUNCED = (*SENT_DOWN, AGREED, AGREED, ASKED)


@pytest.mark.parametrize(
    ("acts", "day", "unsettled"),
    [
        (BOUNCED, "2017-09-04", False),  # the fifth working day
        (BOUNCED, "2017-09-05", True),
        ((*SENT_DOWN, AGREED, ASKED), "2018-01-01", False),  # the sender can still decide
        ((*SENT_DOWN, ASKED), "2018-01-01", False),
        (SENT_DOWN, "2018-01-01", False),
        ((*BOUNCED, told("2017-08-29 09:00", "arbitrate", "C", "D-JD", why="属地")), "2018-01-01", False),
        ((*BOUNCED, told("2017-08-29 09:00", "decide_return", "D", agree=False)), "2018-01-01", False),
    ],
)
def test_an_objection_is_unsettled_when_the_superior_has_let_five_working_days_go(
    acts: tuple[Told, ...], day: str, *, unsettled: bool
) -> None:
    assert is_unsettled(life(*acts), date.fromisoformat(day), NATIONAL) is unsettled


def recomputed(**kept: str) -> Told:
    """Write a recomputation that keeps days."""
    return told(
        "2017-09-01 02:30", "recompute", why="通知", kept={name.replace("_", ":"): day for name, day in kept.items()}
    )


@pytest.mark.parametrize(
    ("acts", "due"),
    [
        ((), "2017-10-23"),
        ((recomputed(answer_4="2017-10-25"),), "2017-10-25"),
        ((recomputed(answer_4="2017-10-20"),), "2017-10-23"),  # earlier than derived: nothing to hold
        ((recomputed(answer_4="2017-10-25"), recomputed(answer_4="2017-10-24")), "2017-10-24"),  # the last word
        ((recomputed(answer_9="2017-10-25"),), "2017-10-23"),  # another clock
        ((told("2017-09-01 02:30", "recompute", why="通知"),), "2017-10-23"),
        (
            (recomputed(answer_4="2017-10-25"), told("2017-09-02 02:30", "hand_over", to="D-ZJ", why="合并")),
            "2017-10-25",
        ),
    ],
)
def test_a_day_that_was_notified_is_never_brought_forward(acts: tuple[Told, ...], due: str) -> None:
    answer = next(d for d in duties_of(life(*TAKEN_UP, *acts), NATIONAL) if d.kind is DutyKind.ANSWER)
    assert answer.due_legal.isoformat() == due
    assert name_of(answer) == "answer:4"


def test_a_clock_without_a_kept_day_stays_as_it_is() -> None:
    answer = duties_of(life(*TAKEN_UP), NATIONAL)[-1]
    assert no_earlier(answer, {}) is answer
    assert kept_in(life(*TAKEN_UP)) == {}


def test_the_house_may_recompute_an_open_case() -> None:
    kept = {"why": "国务院办公厅通知", "kept": {"answer:4": "2017-10-25"}}
    after = proceed(life(*TAKEN_UP), Step.RECOMPUTE, act("", "2017-09-01 02:30", Role.SYSTEM), kept)
    assert duties_of(after, NATIONAL)[-1].due_legal == date(2017, 10, 25)


def test_a_notice_that_comes_later_changes_the_calendar() -> None:
    days = Holiday("台风", date(2017, 10, 23), date(2017, 10, 24), ())
    later = Notice(2017, "国办发明电〔2017〕99号", "放假", date(2017, 8, 24), (days,))
    calendar = national_calendar().with_notice(later)
    assert calendar.first_workday_from(date(2017, 10, 23)) == date(2017, 10, 25)
    assert national_calendar().first_workday_from(date(2017, 10, 23)) == date(2017, 10, 23)


def test_a_period_knows_its_last_day() -> None:
    assert Period.parse("2017Q4").last_day == date(2017, 12, 31)
