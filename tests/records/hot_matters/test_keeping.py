"""Does a matter go on under its number from sweep to sweep, and does a case leave it in the moment it becomes secret?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import clerk
from tests.records.hot_matters.crowds import NOW, kept, voice
from tests.walled import as_a_job
from wangfang.records.cases import sweeping
from wangfang.records.cases.models import Case
from wangfang.records.hot_matters import keeping, lookups
from wangfang.records.hot_matters.keeping import Kept
from wangfang.records.hot_matters.models import Matter, Member
from wangfang.rules.facts import Step
from wangfang.rules.refusal import Refused


def rows() -> set[tuple[int, int]]:
    return set(Member.objects.values_list("matter", "case"))


def test_a_sweep_keeps_what_it_found_and_a_job_may(tmp_path: Path) -> None:
    same = [voice(nth, nth) for nth in range(3)]
    other = voice(4, title="路灯不亮已经一个月", text="文昌街的路灯不亮，晚上看不清路。", region="230103016")
    with as_a_job():
        groups, done = keeping.sweep(tmp_path, "duckdb", lambda *_: None, NOW)
    assert groups == [sorted(one.now.number for one in same)]
    assert done == Kept(1, 1)
    (matter,) = Matter.objects.all()
    assert rows() == {(matter.pk, one.now.pk) for one in same}
    assert other.now.pk not in {case for _, case in rows()}
    with as_a_job():
        assert keeping.sweep(tmp_path, "duckdb", lambda *_: None, NOW)[1] == Kept(1, 0), "again does no harm"


def test_one_sweep_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def another(*_: object) -> list[list[str]]:
        assert not _takes_the_lock()
        raise Refused("…")

    monkeypatch.setattr(sweeping, "sweep", another)
    with pytest.raises(Refused, match="…"):
        keeping.sweep(tmp_path, "duckdb", lambda *_: None, NOW)
    assert _takes_the_lock(), "the one before has let go"
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(_TAKE)
        with pytest.raises(Refused, match="正在全库比对"):
            keeping.sweep(tmp_path, "duckdb", lambda *_: None, NOW)
    other.close()


_TAKE = f"select pg_try_advisory_lock({keeping.SWEEPING})"


def _takes_the_lock() -> bool:
    """Tell whether somebody else could begin a sweep now."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(_TAKE)
        (taken,) = cursor.fetchone()
    other.close()
    return bool(taken)


def test_a_matter_keeps_its_number_while_it_grows_and_shrinks() -> None:
    cases = [voice(nth) for nth in range(6)]
    assert kept(cases[:3], cases[4:]) == Kept(2, 2)
    first = Member.objects.get(case=cases[0].now).matter_id
    second = Member.objects.get(case=cases[5].now).matter_id
    assert kept(cases[:4], cases[4:]) == Kept(2, 0)
    assert rows() == {(first, one.now.pk) for one in cases[:4]} | {(second, one.now.pk) for one in cases[4:]}
    assert kept(cases) == Kept(1, 0)
    assert rows() == {(first, one.now.pk) for one in cases}, "the smaller one went into it"
    assert kept() == Kept(0, 0)
    assert rows() == set()
    assert kept(cases[4:]) == Kept(1, 1)
    assert Member.objects.get(case=cases[5].now).matter_id not in {first, second}, "a number is given once"


def test_what_is_as_it_was_is_not_written_again() -> None:
    cases = [voice(nth) for nth in range(4)]
    kept(cases[:3])
    before = dict(Member.objects.values_list("case", "pk"))
    kept(cases)
    assert {case: key for case, key in Member.objects.values_list("case", "pk") if case in before} == before


def test_a_case_is_in_one_matter_at_most() -> None:
    cases = [voice(nth) for nth in range(2)]
    kept(cases)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(matter=Matter.objects.create(found_at=NOW), case=cases[0].now)


def test_a_case_that_becomes_secret_leaves_at_once_and_is_not_kept_again() -> None:
    cases = [voice(nth) for nth in range(3)]
    kept(cases)
    gone = cases[0].registered().taken(Step.LABEL, clerk("NG"), secrecy="accusation", why="涉及举报人安全").now
    assert not Member.objects.filter(case=gone).exists()
    assert kept(cases) == Kept(1, 0)
    assert not Member.objects.filter(case=gone).exists()
    kept(cases[:2])
    assert rows() == set(), "one alone is no matter"


def test_a_case_that_is_destroyed_leaves_at_once() -> None:
    cases = [voice(nth) for nth in range(3)]
    kept(cases)
    Case.objects.filter(pk=cases[1].now.pk).update(destroyed="XH-2027-0001")
    assert {case for _, case in rows()} == {cases[0].now.pk, cases[2].now.pk}


def test_without_the_trigger_the_row_would_stay_and_still_not_be_shown() -> None:
    cases = [voice(nth) for nth in range(3)]
    kept(cases)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table cases_case disable trigger leave_matter")
        cases[0].registered().taken(Step.LABEL, clerk("NG"), secrecy="accusation", why="涉及举报人安全")
        cursor.execute("alter table cases_case enable trigger leave_matter")
    assert Member.objects.filter(case=cases[0].now).exists(), "the broken variant"
    (told,) = lookups.hottest(clerk("NG"), NOW)
    assert {one.case.pk for one in told.members} == {cases[1].now.pk, cases[2].now.pk}
