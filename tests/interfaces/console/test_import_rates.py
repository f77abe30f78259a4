"""Real answers go in, and the rates of every quarter are those that plain Python finds in the CSV."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cast import load_city
from tests.oracle.days import ZONE, calendar_days, day, midnight, quarter_of, working_days
from wangfang.interfaces.console.main import group
from wangfang.rules.indicators import Indicator

REPLIES = Path(__file__).resolve().parents[4] / "shared" / "data" / "replies.csv"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.data,
    pytest.mark.skipif(not REPLIES.exists(), reason="the shared real data is not beside the repository"),
]

BY_RECEIPT, BY_ANSWER = "received", "answered"
Figures = dict[tuple[str, str, str], tuple[int, int]]


def lives() -> Iterator[tuple[datetime, datetime]]:
    """Yield when each message was sent and answered."""
    with REPLIES.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            sent, answered = (datetime.fromisoformat(row[name]) for name in ("time", "reply_time"))
            yield sent.replace(tzinfo=ZONE), answered.replace(tzinfo=ZONE)


def counted(sent: datetime, answered: datetime, accepted: datetime) -> Iterator[tuple[str, str, datetime, bool]]:
    """Yield definition, rate, the moment that decides the quarter, and whether it was in time.

    Passed on and registered when it was sent; nothing here is on trial or simplified.
    """
    route, accept = calendar_days(day(sent), 15), calendar_days(day(sent), 15)
    answer = calendar_days(day(accepted), 60)
    yield "LEGAL", "bureau_timely", midnight(route), True
    yield "LEGAL", "unit_timely", midnight(accept), day(accepted) <= accept
    yield "LEGAL", "ontime_closure", midnight(answer), day(answered) <= answer
    third, fifteenth = working_days(day(sent), 3), working_days(day(sent), 15)
    yield "HRB_315", "bureau_timely", midnight(third), True
    yield "HRB_315", "unit_timely", midnight(accept), day(accepted) <= accept
    yield "HRB_315", "ontime_closure", midnight(fifteenth), day(answered) <= fifteenth
    bureau, unit, end = (sent + timedelta(15), sent + timedelta(30), accepted + timedelta(60))
    yield "GD2020", "bureau_timely", bureau, True
    yield "GD2020", "unit_timely", unit, accepted <= unit
    yield "GD2020", "ontime_closure", end, answered <= end


def expected(accepted: str) -> Figures:
    """Count every quarter from the file alone."""
    due: Counter[tuple[str, str, str]] = Counter()
    met: Counter[tuple[str, str, str]] = Counter()
    for sent, answered in lives():
        for definition, rate, at, in_time in counted(sent, answered, sent if accepted == BY_RECEIPT else answered):
            due[definition, quarter_of(at), rate] += 1
            met[definition, quarter_of(at), rate] += in_time
    return {key: (due[key], met[key]) for key in due}


def printed(quarters: set[str]) -> Figures:
    """Ask the product for every quarter."""
    found: Figures = {}
    for definition in ("LEGAL", "HRB_315", "GD2020"):
        for quarter in quarters:
            words = ["indicators", "--period", quarter, "--definition", definition, "--by", "total", "--json"]
            done = CliRunner().invoke(group, words, catch_exceptions=False)
            for row in json.loads(done.stdout):
                assert row["rate"] == (row["met"] / row["due"] if row["due"] else None)
                if row["due"] and row["indicator"] in set(Indicator):
                    found[definition, quarter, row["indicator"]] = row["due"], row["met"]
    return found


@pytest.mark.parametrize("accepted", [BY_RECEIPT, BY_ANSWER])
def test_the_rates_of_every_real_quarter_come_out(accepted: str) -> None:
    load_city()
    words = ["import", str(REPLIES), "--agency", "HRB", "--accepted", accepted, "--json"]
    answer = json.loads(CliRunner().invoke(group, words, catch_exceptions=False).stdout)
    rows = len(list(lives()))
    assert answer == {"read": rows, "created": rows, "skipped": 0, "errors": []}

    want = expected(accepted)
    quarters = {quarter for _, quarter, _ in want}

    assert len(quarters) > 30
    assert printed(quarters) == want


@pytest.mark.parametrize(
    ("name", "words", "errors"),
    [
        ("complaints_labelled.csv", (), []),  # most rows know neither title nor time
        ("hot_messages.csv", (), []),
        # seven answers without a date, an empty mail, dates without an answer, an answer before its mail
        ("mailbox.csv", ("--unit", "HRB-ZJ"), [2, 3, 4, 5, 6, 7, 11, 44, 64, 94, 128, 180, 332, 594, 634]),
        ("peoplecn_hangzhou.csv", (), [58]),  # a title with NUL
    ],
)
def test_real_messages_come_in_but_for_those_that_cannot(name: str, words: tuple[str, ...], errors: list[int]) -> None:
    load_city()
    file = REPLIES.with_name(name)
    with file.open(encoding="utf-8-sig", newline="") as rows:
        count = len(list(csv.reader(rows))) - 1

    done = CliRunner().invoke(group, ["import", str(file), "--agency", "HRB", *words, "--json"], catch_exceptions=False)

    answer = json.loads(done.stdout)
    assert [error["row"] for error in answer["errors"]] == errors
    assert (answer["read"], answer["created"], answer["skipped"]) == (count, count - len(errors), 0)


def test_what_is_not_on_record_is_the_only_rate_without_a_miss() -> None:
    """Either way one rate cannot fail, because its moment is not in the file; the others do."""
    for accepted, free in ((BY_RECEIPT, {"unit_timely"}), (BY_ANSWER, {"ontime_closure"})):
        missed = {
            rate
            for (definition, _, rate), (due, met) in expected(accepted).items()
            if met < due and definition != "HRB_315"
        }
        assert missed == {"unit_timely", "ontime_closure"} - free
    assert date(2011, 8, 3) == min(day(sent) for sent, _ in lives())
