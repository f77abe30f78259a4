"""The figures of the door: how long a stay is, how long a proof serves, which logins are one, who looks after accounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.access import NotYours
from wangfang.rules.entrance import SecondFactor, has_ended, is_fresh, login_key, require_keeper
from wangfang.rules.facts import Actor, Role

NINE = datetime(2017, 9, 4, 1, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("since", "seen", "ended", "why"),
    [
        (0 * MINUTE, 0 * MINUTE, "in", "just come in"),
        (30 * MINUTE, 15 * MINUTE, "in", "the fifteenth minute counts"),
        (30 * MINUTE, 15 * MINUTE + SECOND, "out", "a second more does not"),
        (12 * 60 * MINUTE, SECOND, "in", "twelve hours, busy to the last"),
        (12 * 60 * MINUTE + SECOND, SECOND, "out", "not a second longer, however busy"),
    ],
)
def test_a_stay_ends(since: timedelta, seen: timedelta, ended: str, why: str) -> None:
    assert has_ended(NINE - since, NINE - seen, NINE, 15 * MINUTE) is (ended == "out"), why


@pytest.mark.parametrize(
    ("ago", "fresh"), [(0 * MINUTE, "yes"), (5 * MINUTE, "yes"), (5 * MINUTE + SECOND, "no"), (-SECOND, "no")]
)
def test_a_proof_serves_five_minutes(ago: timedelta, fresh: str) -> None:
    assert is_fresh(NINE - ago, NINE) is (fresh == "yes")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zhang", "zhang"),
        ("ＺＨＡＮＧ", "zhang"),
        ("zhang ", "zhang"),
        ("straße", "STRASSE"),
        ("ﬁrst", "FIRST"),
        ("张伟", "张伟 "),
    ],
)
def test_case_and_width_do_not_tell_people_apart(one: str, other: str) -> None:
    assert login_key(one) == login_key(other)


@pytest.mark.parametrize(("one", "other"), [("zhang1", "zhang2"), ("张伟", "张玮"), ("a.b", "ab"), ("l", "1")])
def test_what_is_written_otherwise_is_another(one: str, other: str) -> None:
    assert login_key(one) != login_key(other)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(login: str) -> None:
    assert login_key(login_key(login)) == login_key(login)


@pytest.mark.parametrize("role", list(Role))
def test_accounts_are_looked_after_by_the_administrator_alone(role: Role) -> None:
    actor = Actor("x", "某", role)
    if role is Role.ADMIN:
        require_keeper(actor)
    else:
        with pytest.raises(NotYours, match="由系统管理员办理"):
            require_keeper(actor)


def test_only_off_is_off() -> None:
    assert [factor for factor in SecondFactor if not factor.is_asked] == [SecondFactor.OFF]
