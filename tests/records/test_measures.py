"""Do the further figures of the store leave accusations out, cost the same for any number of cases, and stay explained?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import at_accusations, clerk
from tests.moments import at
from tests.records.cases.test_recomputing import reckoned, with_days_off
from tests.stories import Story, story
from tests.walled import seen_as
from wangfang.config import schema
from wangfang.records.cases.models import Case
from wangfang.records.cases.rebuilding import read_outcomes
from wangfang.records.cases.verification import verify
from wangfang.records.indicators import measures
from wangfang.records.indicators.lookups import BY
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

Q3, Q4, NOW = Period.parse("2017Q3"), Period.parse("2017Q4"), at("2018-06-30")


def closed(when: str = "2017-08-21") -> Story:
    """Let a case be solved and closed."""
    known = story(when).submitted().registered().forwarded("NG-XF").accepted()
    return known.resolved().answered().served().closed()


def counted(measure: str, by: str = "total", period: Period = Q3, **known: object) -> dict[str, tuple[int, int]]:
    """Return due and met of a figure by code."""
    rows = measures.table(period, by=by, now=NOW, **known)  # type: ignore[arg-type]  # as_of alone is passed on
    return {row.code: (row.due, row.met) for row in rows if row.measure == measure and row.due}


@pytest.mark.parametrize("as_of", [None, NOW])
def test_accusations_count_in_no_further_figure_however_many_they_are(as_of: object) -> None:
    at_accusations("NG")
    closed()
    story("2017-08-21").submitted()
    for _ in range(6):
        story("2017-08-21").accusing("NG-HX").submitted()
    found = [counted("online_share", by, as_of=as_of) for by in BY]
    assert found == [{"230103": (2, 2)}, {"NG": (2, 2)}, {"": (2, 2)}]


def test_a_row_stands_where_the_bureau_or_the_unit_stands() -> None:
    story("2017-08-21").submitted(to="HRB").registered().forwarded("NG").forwarded(
        "NG-XF"
    ).accepted().answered().served().closed()
    assert counted("online_share", "county") == {"230100": (1, 1)}
    assert counted("average_days", "county") == {"230103": (1, 0)}
    assert counted("average_days", "agency") == {"NG-XF": (1, 0)}


@pytest.mark.parametrize("by", ["county", "agency"])
def test_the_rows_add_up_to_the_whole(by: str) -> None:
    closed()
    story("2017-08-21").written("HRB")
    story("2017-08-21").submitted(to="HL").registered().forwarded(
        "HL-ZJ"
    ).accepted().resolved().answered().served().closed()
    rows = measures.table(Q3, by=by, now=NOW)
    assert len({row.code for row in rows if row.due}) > 1
    assert measures.total_of(rows, "") == measures.table(Q3, by="total", now=NOW)


def test_by_what_it_cannot_be_split_it_is_refused() -> None:
    with pytest.raises(Refused, match="不能按“moon”分列"):
        measures.table(Q3, by="moon", now=NOW)


def test_a_figure_of_then_stays_and_what_was_entered_late_shows_as_a_correction() -> None:
    one = closed()
    known = one.moment + timedelta(days=1)
    assert counted("resolved_once", as_of=known) == {"": (1, 1)}
    one.on("2017-09-20 09:00").reopened("NG")
    assert counted("resolved_once", as_of=known) == {"": (1, 1)}, "what was known then does not change"
    assert counted("resolved_once") == {"": (1, 0)}, "what is known now says otherwise"
    assert counted("resolved_once", as_of=one.moment) == {"": (1, 0)}


def _queries() -> int:
    with CaptureQueriesContext(connection) as seen:
        measures.table(Q3, by="agency", now=NOW)
    return len(seen)


def test_the_number_of_queries_does_not_depend_on_what_is_there() -> None:
    closed()
    measures.table(Q3, by="agency", now=NOW)
    one = _queries()
    for _ in range(4):
        closed()
    assert _queries() == one


def test_whether_a_matter_came_again_is_asked_of_the_index_of_copies() -> None:
    """Without it every case that was closed is held against every other one."""
    with CaptureQueriesContext(connection) as seen:
        measures.table(Q3, by="total", now=NOW, group="ending")
    asked = [query["sql"] for query in seen if "EXISTS" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        for sql in asked:
            cursor.execute(f"explain {sql}")
            assert "case_merged_into" in "".join(row[0] for row in cursor.fetchall())
    assert len(asked) == 3


@pytest.mark.parametrize("measure", Measure)
def test_a_number_opens_exactly_its_cases_also_for_a_bureau_behind_the_wall(measure: Measure) -> None:
    """The copy lies with the city: the county does not see it, and its figure counts it all the same."""
    first = closed("2017-06-20").on("2017-07-20").rated("satisfied", "dissatisfied").now
    closed("2017-06-20")
    story("2017-06-20").submitted(to="NG").registered()
    story("2017-07-25").submitted(to="HRB").registered().merged(first)
    reader = clerk("NG")
    for period in (Period.parse("2017Q2"), Q3, Q4):
        for bucket, column in (("due", 0), ("met", 1)):
            with seen_as(reader, NOW):
                told = counted(measure, "county", period).get("230103", (0, 0))[column]
                found = measures.cases_behind(
                    reader, period, measure, by="county", code="230103", bucket=bucket, now=NOW
                ).count()
            assert found == told or (bucket == "met" and measure is Measure.AVERAGE_DAYS), (period.name, bucket)


def test_a_new_calendar_moves_the_last_day_to_rate() -> None:
    story("2017-08-22").submitted()
    assert Case.objects.get().rates_until == date(2017, 12, 20)
    found = with_days_off("2017-12-20", "2017-12-21")
    assert reckoned(found).refreshed == 1
    assert Case.objects.get().rates_until == date(2017, 12, 22)
    assert reckoned(found).refreshed == 0, "a second time nothing differs"


def test_cases_from_before_are_read_when_the_tables_change() -> None:
    one = closed().now
    want = Case.objects.values().get()
    Case.objects.update(first_bureau=None, last_unit=None, closed_at=None, solved=False, once=False, rates_until=None)
    assert {finding.kind for finding in verify()} == {"state"}
    schema.follow_up()
    assert Case.objects.values().get() == want
    assert list(verify(one.number)) == []
    assert read_outcomes() == 0
