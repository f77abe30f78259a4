"""Does `wangfang generate` make a city that the rules have let through, and an empty start only an administrator?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner, Result

from wangfang.interfaces.console import demo
from wangfang.interfaces.console.demo import city
from wangfang.interfaces.console.generating import city_of, generate, span
from wangfang.interfaces.frame.acts import now
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.people.models import Account
from wangfang.records.people.posts import actor_of
from wangfang.rules.facts import Role

LATE_2026 = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "count", "first", "last"),
    [
        (date(2026, 11, 22), 8, date(2024, 10, 1), date(2026, 9, 30)),  # eight whole quarters before this one
        (date(2026, 1, 20), 1, date(2025, 10, 1), date(2025, 12, 31)),  # across the new year
        (date(2026, 1, 5), 1, date(2025, 10, 1), date(2025, 12, 22)),  # the last fortnight is too fresh
    ],
)
def test_the_city_fills_whole_quarters(today: date, count: int, first: date, last: date) -> None:
    assert span(today, count) == (first, last)


def test_the_same_seed_gives_the_same_city_and_another_seed_another() -> None:
    days = span(date(2026, 11, 22), 2)
    once = list(city_of(30, 7, days, LATE_2026))
    assert list(city_of(30, 7, days, LATE_2026)) == once
    assert list(city_of(30, 8, days, LATE_2026)) != once


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    days = span(date(2026, 11, 22), 2)
    longer = list(city_of(12, 7, days, LATE_2026))
    assert longer[:5] == list(city_of(5, 7, days, LATE_2026))
    assert longer[5:] == list(city_of(12, 7, days, LATE_2026, 5))


@pytest.mark.django_db
def test_generating_writes_as_many_cases_as_asked_for_and_says_how_fast() -> None:
    ran = CliRunner().invoke(generate, ["--cases", "25", "--seed", "3", "--quarters", "1"], catch_exceptions=False)
    assert ran.exit_code == 0
    assert "新建 25 件" in ran.stdout
    assert "每秒" in ran.stdout
    assert set(tree().by_code) == set(city.places())
    assert len([n for n in range(30) if lookups.by_source("generate:3", f"3-{n}")]) == 25


def _generated(cases: int) -> Result:
    return CliRunner().invoke(generate, ["--cases", str(cases), "--seed", "5"], catch_exceptions=False)


@pytest.mark.django_db
def test_the_same_seed_goes_on_where_an_earlier_run_was_broken_off_and_says_so() -> None:
    _generated(3)
    numbers = {n: found.number for n in range(3) if (found := lookups.by_source("generate:5", f"5-{n}"))}

    longer = _generated(7)

    assert "已经生成了 3 件，这些跳过，接着生成其余 4 件" in longer.stderr
    assert "新建 4 件" in longer.stdout
    written = {n: found.number for n in range(9) if (found := lookups.by_source("generate:5", f"5-{n}"))}
    assert set(written) == set(range(7))
    assert {n: written[n] for n in range(3)} == numbers


@pytest.mark.django_db
def test_the_same_run_twice_writes_nothing_the_second_time() -> None:
    _generated(2)
    again = _generated(2)
    assert (again.exit_code, "新建 0 件" in again.stdout) == (0, True)


@pytest.mark.django_db
def test_an_empty_start_has_one_administrator_whose_password_is_told_once() -> None:
    [(_, login, password)] = demo.ensure(empty=True)
    account = Account.objects.get()
    assert account.login == login
    assert account.check_password(password)
    assert actor_of(account, date(2026, 1, 1)).role is Role.ADMIN
    assert demo.ensure(empty=True) == []


@pytest.mark.django_db
def test_a_demo_start_on_an_installation_in_use_adds_nothing() -> None:
    demo.ensure(empty=True)
    assert demo.ensure(empty=False) == []
    assert lookups.by_source("demo", "article-A") is None
    assert now() > LATE_2026.replace(year=2020)
