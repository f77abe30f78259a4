"""How often something was tried: a window begins with its first try and ends when it ends."""

from __future__ import annotations

from datetime import timedelta

from tests.moments import at
from wangfang.records.pacing.count import count
from wangfang.records.pacing.models import Tries

HALF_AN_HOUR = timedelta(minutes=30)


def test_tries_are_counted_until_the_window_ends_however_late_the_last_one_was() -> None:
    moments = ("09:00", "09:10", "09:20", "09:29", "09:30", "09:31")
    counted = [count("code:10.0.0.1", HALF_AN_HOUR, at(f"2017-09-01 {moment}")) for moment in moments]
    assert counted == [1, 2, 3, 4, 1, 2]


def test_each_place_has_its_own_count() -> None:
    for place in ("code:10.0.0.1", "code:10.0.0.2", "door:10.0.0.1"):
        assert count(place, HALF_AN_HOUR, at("2017-09-01 09:00")) == 1


def test_a_count_is_forgotten_after_a_day() -> None:
    count("code:10.0.0.1", HALF_AN_HOUR, at("2017-09-01 09:00"))
    count("code:10.0.0.2", HALF_AN_HOUR, at("2017-09-02 09:01"))
    assert list(Tries.objects.values_list("place", flat=True)) == ["code:10.0.0.2"]
