"""Are figures frozen with their cases as the live ones say, once, in numbers, and never changed again?"""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import at_accusations, clerk, officer, operator_act, person
from tests.moments import at
from tests.records.test_bulletins import closed, late_entry, quarter
from tests.stories import story
from tests.walled import seen_as
from wangfang.records.agencies.models import Agency, Revision
from wangfang.records.cases import passing
from wangfang.records.cases.lookups import NotFound
from wangfang.records.frozen import freezing, lookups, verifying
from wangfang.records.frozen.models import FrozenCase, FrozenSet
from wangfang.records.indicators import lookups as live
from wangfang.records.indicators import measures
from wangfang.records.indicators.lookups import BY
from wangfang.records.ledger.guards import FROZEN
from wangfang.records.ledger.models import Entry
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.measures import Measure, Numerator
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

Q3, Q4 = Period.parse("2017Q3"), Period.parse("2017Q4")


def frozen(
    when: str = "2018-01-05",
    who: Actor | None = None,
    period: Period = Q4,
    definition: Definition = Definition.LEGAL,
) -> FrozenSet:
    """Freeze a quarter."""
    return freezing.freeze(period, definition, Act(who or clerk("HRB"), at(when), at(when)))


def lives() -> None:
    """Add to the quarter what the further figures count: a rating, a copy, and a case of several people."""
    quarter()
    first = closed(story("2017-10-09").about(people=3).submitted().registered().forwarded("NG-XF"))
    first.on("2017-10-20").rated("satisfied", "dissatisfied")
    story("2017-12-01").submitted(to="NG").registered().merged(first.now)


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("definition", Definition)
def test_a_set_says_what_the_figures_say(by: str, definition: Definition) -> None:
    lives()
    made, now = frozen(definition=definition), at("2018-01-05")
    assert made.number == f"2017Q4-{definition}-1"
    assert lookups.rates(made, by=by) == live.table(Q4, definition, by=by, now=now)
    assert lookups.measures(made, by=by) == measures.table(Q4, by=by, now=now)
    assert lookups.measures(made, by=by, group="ending") == measures.table(Q4, by=by, now=now, group="ending")


def test_a_set_is_found_by_its_number_its_period_and_among_the_newest() -> None:
    quarter()
    first = frozen()
    other = frozen(definition=Definition.GD2020)
    closed(story("2017-10-09").submitted(to="HRB").registered().forwarded("HRB-ZJ"))
    second = frozen("2018-01-06")
    assert [one.number for one in (first, other, second)] == ["2017Q4-LEGAL-1", "2017Q4-GD2020-1", "2017Q4-LEGAL-2"]
    assert lookups.newest() == [second, other, first]
    assert lookups.of_period(Q4) == [second, other, first]
    assert lookups.of_period(Q3) == []
    assert lookups.by_number(first.number) == first
    assert lookups.latest_of(Q4, Definition.LEGAL) == second
    assert lookups.latest_of(Q3, Definition.LEGAL) is None
    with pytest.raises(NotFound):
        lookups.by_number("2017Q4-LEGAL-3")


def test_what_was_frozen_stays_when_more_comes_in() -> None:
    quarter()
    made = frozen()
    before = lookups.rates(made, by="county"), lookups.measures(made, by="county")
    closed(story("2017-10-09").submitted(to="HRB").registered().forwarded("HRB-ZJ"))
    assert (lookups.rates(made, by="county"), lookups.measures(made, by="county")) == before
    assert verifying.altered(made) == []


@pytest.mark.parametrize("definition", Definition)
def test_what_was_frozen_can_be_derived_anew_as_of_its_moment(definition: Definition) -> None:
    lives()
    told = story("2017-10-09").submitted(to="HRB").registered()
    made = frozen(definition=definition)
    told.case = passing.forward(told.now, "HRB-ZJ", late_entry(told, "2018-01-20"))
    closed(told.on("2018-01-21"))
    now, then = at("2018-02-01"), made.as_of
    assert lookups.rates(made, by="agency") == live.table(Q4, definition, by="agency", now=now, as_of=then)
    assert lookups.measures(made, by="agency") == measures.table(Q4, by="agency", now=now, as_of=then)
    assert lookups.rates(made, by="agency") != live.table(Q4, definition, by="agency", now=now)


def test_the_same_again_is_refused_by_the_number_of_the_last_set() -> None:
    quarter()
    frozen()
    with pytest.raises(Refused, match=r"^自“2017Q4-LEGAL-1”冻结以来，这一期的数据没有变化，不用再冻结$"):
        frozen("2018-01-06")
    assert FrozenSet.objects.count() == 1
    assert Entry.objects.filter(subject__startswith="frozen:").count() == 1


@pytest.mark.parametrize(
    ("agency", "role"),
    [("NG", Role.CLERK), ("HRB-ZJ", Role.OFFICER), ("HRB", Role.SUPERVISOR), ("HRB", Role.ANALYST)],
)
def test_only_the_bureau_that_compares_freezes(agency: str, role: Role) -> None:
    with pytest.raises(NotYours, match="统计数据由哈尔滨市信访局的经办人或者负责人冻结"):
        frozen(who=person(agency, role))


@pytest.mark.parametrize("who", [Role.BUREAU_LEADER, Role.SYSTEM])
def test_its_leader_freezes_and_what_runs_by_itself(who: Role) -> None:
    quarter()
    actor = operator_act().actor if who is Role.SYSTEM else person("HRB", who)
    made = frozen(who=actor)
    assert (made.frozen_by, made.agency.code) == (actor.login, "HRB")


def test_a_period_that_has_not_begun_is_refused() -> None:
    with pytest.raises(Refused, match="还没有开始"):
        frozen("2017-09-30 23:59")


def test_without_a_bureau_nothing_is_frozen() -> None:
    who = operator_act().actor
    Agency.objects.update(kind="unit")
    Revision.objects.update(stamp=uuid4())
    with pytest.raises(Refused, match="还没有信访部门，请先导入机构"):
        frozen(who=who)


def test_the_trace_says_who_froze_what_with_which_digest() -> None:
    quarter()
    made = frozen()
    line = Entry.objects.get(subject="frozen:2017Q4-LEGAL-1")
    assert '"actor":"hrb-clerk"' in line.payload
    assert f'"digest":"{made.digest}"' in line.payload


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize("act", ["update {} set id = id", "delete from {}", "truncate {} cascade"])
def test_even_the_owner_of_the_tables_changes_nothing_that_was_frozen(table: str, act: str) -> None:
    quarter()
    frozen()
    refused = pytest.raises(DatabaseError, match="never changed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(act.format(table))


@pytest.mark.parametrize("by", BY)
def test_a_number_opens_exactly_its_rows_for_who_sees_them_all(by: str) -> None:
    lives()
    made, reader = frozen(), clerk("HRB")
    told: list[tuple[Indicator | Measure, live.Told]] = [(row.indicator, row) for row in lookups.rates(made, by=by)]
    told += [(row.measure, row) for row in lookups.measures(made, by=by)]
    with seen_as(reader, at("2018-01-05")):
        for figure, row in told:
            of_days = isinstance(figure, Measure) and figure.card.met_when == Numerator.DAYS
            counts = {"due": row.due, "met": row.due if of_days else row.met, "late": row.due if of_days else row.late}
            for bucket, count in counts.items():
                found = lookups.cases_behind(reader, made, figure, by=by, code=row.code, bucket=bucket)
                assert found.count() == count, (figure, row.code, bucket)


def test_who_sees_less_finds_less_behind_the_same_number() -> None:
    quarter()
    made = frozen()

    def found(who: Actor) -> int:
        with seen_as(who, at("2018-01-05")):
            asked = lookups.cases_behind(who, made, Indicator.BUREAU_TIMELY, by="total", code="", bucket="due")
            assert asked.count() == FrozenCase.objects.filter(indicator="bureau_timely").count(), (
                "the wall says the same"
            )
            return asked.count()

    assert [found(who) for who in (clerk("HRB"), clerk("NG"), officer("NG-ZJ"), clerk("DL"))] == [2, 1, 1, 0]


def test_accusations_are_counted_in_fives_and_listed_for_nobody() -> None:
    at_accusations("NG")
    quarter()
    for _ in range(5):
        story("2017-10-09").accusing("NG-HX").submitted(to="NG")
    made, reader = frozen(), clerk("HRB")
    due = {row.code: row.due for row in lookups.rates(made, by="county") if row.indicator is Indicator.BUREAU_TIMELY}
    assert due == {"230103": 6, "230111": 1}
    with seen_as(reader, at("2018-01-05")):
        asked = lookups.cases_behind(reader, made, Indicator.BUREAU_TIMELY, by="county", code="230103", bucket="due")
        assert asked.count() == 1
    assert verifying.altered(made) == []
