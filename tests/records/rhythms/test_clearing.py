"""The board of a day: what stands on it, how it is cleared or explained, when it is signed, and that it stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import PETITIONER, at_accusations, clerk, officer
from tests.moments import at
from tests.records.retention.lives import destroyed
from tests.records.rhythms.days import TODAY, WHY, act, arriving, board, clock, overdue, told
from tests.stories import story
from tests.walled import seen_as
from wangfang.records.cases import arrivals, marking
from wangfang.records.cases.lookups import NotFound
from wangfang.records.ledger.models import Entry
from wangfang.records.ledger.verify import broken_lines
from wangfang.records.notices.models import Notice
from wangfang.records.rhythms import boards, clearing
from wangfang.records.rhythms.models import DayBoard, DayItem, Explained
from wangfang.rules.access import NotYours
from wangfang.rules.day_boards import Standing, Undone
from wangfang.rules.refusal import Refused

OPEN, EXPLAINED, CLEARED = Standing.OPEN, Standing.EXPLAINED, Standing.CLEARED


def test_an_empty_board_is_signed_as_it_is() -> None:
    overdue()
    assert told(board("NG-HX")) == []
    clearing.sign(TODAY, act(officer("NG-HX"), "2017-09-05 16:30"))
    row = DayBoard.objects.get()
    assert (row.signed_by, row.counts, row.closed_at) == ("ng-hx-officer", {}, at("2017-09-05 16:30"))


def test_what_is_not_signed_for_or_late_stands_on_the_board_of_its_holder() -> None:
    late, fresh = overdue().now, arriving().now
    found = board()
    assert {one.case: one.kinds for one in found.items} == {
        late.pk: (Undone.OVERDUE,),
        fresh.pk: (Undone.UNSIGNED,),
    }
    assert told(board("NG")) == [], "the bureau has passed both on"


def test_what_is_signed_for_or_due_tomorrow_is_not_undone() -> None:
    arriving().signed_in()
    assert told(board()) == []


def test_a_case_is_due_on_its_last_day_and_overdue_on_the_next() -> None:
    case = overdue().now
    assert board(on=case.due_on, today=case.due_on).items[0].kinds == (Undone.DUE,)
    after = case.due_on + timedelta(days=1)
    assert board(on=after, today=after).items[0].kinds == (Undone.OVERDUE,)


def test_a_petition_nobody_has_looked_at_and_one_with_urgent_words_stand_on_the_board_of_the_bureau() -> None:
    plain = story("2017-09-05 09:00").submitted().now
    crying = story("2017-09-04 18:30").about(text="再不解决我就从楼顶跳楼，不想活了。").submitted().registered().now
    story("2017-09-04 09:00").about(text="再不解决我就从楼顶跳楼，不想活了。").submitted().registered()
    found = {one.case: one.kinds for one in board("NG").items}
    assert found == {plain.pk: (Undone.UNSIGNED,), crying.pk: (Undone.URGENT,)}, "the day before has had its board"


def test_an_objection_waits_on_the_board_of_who_decides() -> None:
    case = arriving().signed_in().objected().now
    assert [(one.case, one.kinds) for one in board("NG").items] == [(case.pk, (Undone.RETURNS,))]


def test_a_message_that_failed_stands_there_until_one_went_out_or_somebody_has_said_what_was_done() -> None:
    first, other = arriving().signed_in().now, arriving().signed_in().now
    Notice.objects.update(failed="OSError: no way out")
    assert {one.case: one.kinds for one in board().items} == {
        first.pk: (Undone.MESSAGES,), other.pk: (Undone.MESSAGES,),
    }  # fmt: skip
    Notice.objects.create(subject=first.number, queued_at=at("2017-09-05 15:00"), sent_at=at("2017-09-05 15:01"))
    assert [one.case for one in board().items] == [other.pk]
    clearing.explain(TODAY, [other.number], "已经打电话告知本人", act(officer("NG-XF")))
    assert told(board()) == [((), CLEARED)]


def test_a_likely_duplicate_stands_there_until_somebody_has_settled_it() -> None:
    story("2017-09-04 09:00").submitted().registered()
    copy = story("2017-09-05 09:00").submitted().registered()
    arrivals.look(at("2017-09-05 10:00"))
    assert [(one.case, one.kinds) for one in board("NG").items] == [(copy.now.pk, (Undone.LIKELY,))]


def test_an_accusation_stands_on_no_board() -> None:
    at_accusations("NG")
    story("2017-09-05 09:00").accusing("NG-ZJ").submitted()
    assert told(board("NG")) == []


def test_the_duty_officer_signs_when_all_is_cleared_or_explained() -> None:
    late, fresh = overdue(), arriving()
    with pytest.raises(Refused, match="还有 2 件没有办清也没有说明"):
        clearing.sign(TODAY, act(officer("NG-XF")))
    assert clearing.explain(TODAY, [late.now.number], WHY, act(officer("NG-XF"))) == 1
    fresh.on("2017-09-05 16:00").signed_in()
    assert told(board()) == [((Undone.OVERDUE,), EXPLAINED)]
    clearing.sign(TODAY, act(officer("NG-XF")))
    late.on("2017-09-06 09:00").accepted()
    assert told(board(today=date(2017, 9, 6))) == [((Undone.OVERDUE,), EXPLAINED)], "the log tells of its day"
    assert list(Entry.objects.filter(subject="day:NG-XF").values_list("number", flat=True)) == [1, 2]
    assert list(broken_lines("day:NG-XF")) == []


def test_a_closed_board_keeps_its_items_and_what_is_done_since_is_cleared() -> None:
    late, fresh = overdue(), arriving()
    assert clearing.close(TODAY, clock("2017-09-05 18:00")) == {"boards": 1, "items": 2}
    arriving().on("2017-09-05 19:00")
    late.on("2017-09-06 09:00").accepted()
    found = board(today=date(2017, 9, 6))
    assert told(found) == [((Undone.UNSIGNED,), OPEN), ((Undone.OVERDUE,), CLEARED)]
    assert DayBoard.objects.get().counts == {"overdue": 1, "unsigned": 1}
    clearing.explain(TODAY, [fresh.now.number], WHY, act(officer("NG-XF"), "2017-09-06 09:30"))
    clearing.sign(TODAY, act(officer("NG-XF"), "2017-09-06 09:31"))
    assert told(board(today=date(2017, 9, 6))) == [((Undone.UNSIGNED,), EXPLAINED), ((Undone.OVERDUE,), CLEARED)]


def test_closing_again_changes_nothing() -> None:
    overdue()
    clearing.close(TODAY, clock("2017-09-05 18:00"))
    arriving()
    assert clearing.close(TODAY, clock("2017-09-05 18:10")) == {"boards": 0, "items": 0}
    assert DayItem.objects.count() == 1


def test_a_board_that_was_signed_early_is_left_alone_when_the_day_is_closed() -> None:
    late = overdue()
    clearing.explain(TODAY, [late.now.number], WHY, act(officer("NG-XF"), "2017-09-05 16:00"))
    clearing.sign(TODAY, act(officer("NG-XF"), "2017-09-05 16:40"))
    arriving()
    assert clearing.close(TODAY, clock("2017-09-05 18:00")) == {"boards": 0, "items": 0}


def test_nothing_is_added_to_a_signed_board_and_nothing_of_it_changes() -> None:
    late = overdue()
    clearing.explain(TODAY, [late.now.number], WHY, act(officer("NG-XF")))
    row = clearing.sign(TODAY, act(officer("NG-XF")))
    with pytest.raises(Refused, match="已经签字，不能再改"):
        clearing.explain(TODAY, [late.now.number], WHY, act(officer("NG-XF"), "2017-09-05 17:30"))
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        DayBoard.objects.filter(pk=row.pk).update(signed_by="somebody")
    with pytest.raises(DatabaseError, match="nothing is added"), transaction.atomic():
        DayItem.objects.create(board=row, case=arriving().now, kinds=["overdue"])


def test_who_does_not_work_there_explains_and_signs_nothing() -> None:
    late = overdue().now
    for who in (clerk("NG"), officer("NG-HX")):
        with pytest.raises(NotFound):
            clearing.explain(TODAY, [late.number], WHY, act(who))
    with pytest.raises(NotYours):
        clearing.explain(TODAY, [late.number], WHY, act(PETITIONER))
    with pytest.raises(Refused, match="5 到 300 个字"):
        clearing.explain(TODAY, [late.number], "忙", act(officer("NG-XF")))
    assert not Explained.objects.exists()


def test_a_day_that_is_over_without_a_board_or_still_to_come_has_none() -> None:
    overdue()
    for on in (date(2017, 9, 4), date(2017, 9, 6)):
        with pytest.raises(NotFound):
            board(on=on)
        with pytest.raises(NotFound):
            clearing.sign(on, act(officer("NG-XF")))


def test_who_stands_there_reads_the_items_and_what_was_said_and_a_case_that_turns_secret_is_gone() -> None:
    late = overdue()
    clearing.explain(TODAY, [late.now.number], WHY, act(officer("NG-XF")))
    with seen_as(officer("NG-XF"), at("2017-09-05 17:30")):
        (line,) = boards.lines(board(), officer("NG-XF"))
        assert (line.case.pk, line.explained and line.explained.text) == (late.now.pk, WHY)
        assert boards.said_before(officer("NG-XF"), [late.now.pk]) == {late.now.pk: WHY}
    with seen_as(officer("NG-HX"), at("2017-09-05 17:30")):
        assert not Explained.objects.exists(), "the wall holds whoever asks"
    clearing.close(TODAY, clock("2017-09-05 18:00"))
    marking.label(late.now, "sensitive", "涉及个人隐私", act(clerk("NG"), "2017-09-05 18:10"))
    assert told(board()) == []


def test_what_was_explained_goes_with_the_content_of_its_case() -> None:
    gone, kept = overdue(), overdue()
    for one in (gone, kept):
        clearing.explain(TODAY, [one.now.number], f"{one.now.number}：{WHY}", act(officer("NG-XF")))
    gone.on("2017-09-06 09:00").accepted().worked().answered().served().closed()
    assert destroyed(gone).left == []
    assert {one.case_id: one.text for one in Explained.objects.all()} == {
        gone.now.pk: "", kept.now.pk: f"{kept.now.number}：{WHY}",
    }  # fmt: skip


def test_a_board_costs_the_same_with_one_item_and_with_ten() -> None:
    overdue()
    who = officer("NG-XF")
    boards.lines(board(), who)
    with CaptureQueriesContext(connection) as one:
        boards.lines(board(), who)
    for _ in range(9):
        overdue()
    with CaptureQueriesContext(connection) as ten:
        assert len(boards.lines(board(), who)) == 10
    assert len(ten) == len(one)


def test_explaining_once_more_is_helped_by_what_was_said_yesterday() -> None:
    late = overdue()
    clearing.explain(TODAY, [late.now.number], WHY, act(officer("NG-XF")))
    clearing.close(TODAY, clock("2017-09-05 18:00"))
    tomorrow = date(2017, 9, 6)
    assert told(board(on=tomorrow, today=tomorrow)) == [((Undone.OVERDUE,), OPEN)], "every day asks anew"
    assert boards.log_of(officer("NG-XF").agency)[0].on == TODAY  # type: ignore[arg-type]  # who is there has one
