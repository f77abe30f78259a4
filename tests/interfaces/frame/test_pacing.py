"""How often may somebody try, from which address does he come, and what is he told when it was too often?"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from time import process_time

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at, signed_in
from tests.interfaces.portal.walking import CONFIRM, WHAT, key_of, post, walked
from tests.moments import at
from tests.stories import story
from wangfang.interfaces.frame.crowding import Crowd
from wangfang.interfaces.frame.hops import visitor
from wangfang.records.cases.models import Case
from wangfang.records.pacing.limits import DEFAULTS, Limit, Window, limits_of
from wangfang.rules.facts import Role

WRONG = "0000 0000 0000 0000"


def tighten(settings: object, name: str, burst: int, sustained: int) -> None:
    """Make a limit small enough to be reached."""
    limits = settings.WANGFANG_LIMITS  # type: ignore[attr-defined]
    small = Limit(Window(burst, 600), Window(sustained, 36_000))
    settings.WANGFANG_LIMITS = {**limits, name: small}  # type: ignore[attr-defined]


@pytest.fixture
def city(db: None) -> None:
    """Load the agencies."""
    load_city()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("20/1", "shape"), ("x", "shape"), ("20/1,300/60,1/1", "shape"), ("-1/1,300/60", "shape"),
        ("300/60,20/1", "larger"), ("20/60,300/60", "larger"), ("20/1,20/60", "larger"), ("0/1,300/60", "at least one"),
        ("20/10,300/20", "never be reached"),
    ],
)  # fmt: skip
def test_a_limit_that_contradicts_itself_is_not_taken(said: str, why: str) -> None:
    with pytest.raises(ValueError, match="WANGFANG_LIMIT_PAGES"):
        limits_of({"WANGFANG_LIMIT_PAGES": said})


def test_an_operator_changes_one_limit_and_the_others_stay() -> None:
    changed = limits_of({"WANGFANG_LIMIT_QUERY_NUMBER": "2/60, 3/3600"})
    assert changed == {**DEFAULTS, "query-number": Limit(Window(2, 60), Window(3, 3600))}


def test_the_limits_of_the_house_are_those_of_the_table() -> None:
    long_run = {name: (limit.sustained.most, limit.sustained.seconds) for name, limit in DEFAULTS.items()}
    assert long_run == {
        "pages": (300, 60), "submit": (10, 3600), "query": (5, 3600), "query-number": (10, 3600),
        "query-all": (1000, 3600), "files": (30, 3600), "kilobytes": (512_000, 86_400), "search": (120, 60),
    }  # fmt: skip


def test_a_burst_of_pages_is_let_through_then_no_more_until_the_second_is_over() -> None:
    crowd, limit = Crowd(), DEFAULTS["pages"]
    waits = [crowd.wait("a", limit, 100.0) for _ in range(21)]
    assert waits == [0] * 20 + [1]
    assert (crowd.wait("b", limit, 100.0), crowd.wait("a", limit, 101.0)) == (0, 0)


def test_in_the_long_run_five_pages_a_second() -> None:
    crowd, limit = Crowd(), DEFAULTS["pages"]
    let_through = sum(not crowd.wait("a", limit, 100 + n / 10) for n in range(600))
    assert let_through == 300


def test_a_stranger_who_hurries_is_told_to_wait_and_an_officer_is_not(city: None, settings: object) -> None:
    tighten(settings, "pages", 2, 20)
    hasty, officer = Client(REMOTE_ADDR="10.0.0.9"), signed_in(account_at("NG", Role.CLERK))
    with time_machine.travel(at("2017-09-01 08:00"), tick=False):
        answers = [hasty.get("/") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert {officer.get("/desk/keys/").status_code for _ in range(5)} == {200}
        assert Client(REMOTE_ADDR="10.0.0.8").get("/").status_code == 200
    assert answers[-1]["Retry-After"] == "600"
    assert "10 分钟后再试" in answers[-1].content.decode()


def test_whoever_submits_without_end_is_stopped_and_the_draft_stays(city: None, settings: object) -> None:
    tighten(settings, "submit", 1, 2)
    browser = Client()
    for _ in range(2):
        walked(browser)
        answer = post(browser, "check", **CONFIRM, act_key=key_of(browser))
    assert (answer.status_code, Case.objects.count()) == (429, 1)
    assert WHAT["text"] in browser.get(reverse("portal:check")).content.decode()


def test_too_many_files_are_refused_beside_what_was_typed(city: None, settings: object) -> None:
    tighten(settings, "files", 2, 3)
    files = [SimpleUploadedFile(f"{n}.png", SAMPLES["png"]) for n in range(3)]
    answer = Client().post(reverse("portal:what"), WHAT | {"files": files})
    assert (answer.status_code, answer.content.decode().count("试的次数太多")) == (422, 1)
    assert WHAT["text"] in answer.content.decode()


def test_a_day_of_one_address_has_a_bound_in_bytes(city: None, settings: object) -> None:
    tighten(settings, "kilobytes", 1, 2)
    answers = [
        Client().post(reverse("portal:what"), WHAT | {"files": SimpleUploadedFile("a.png", SAMPLES["png"])})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [302, 422]


def test_searching_faster_than_reading_is_stopped(city: None, settings: object) -> None:
    tighten(settings, "search", 2, 3)
    clerk = signed_in(account_at("NG", Role.CLERK))
    assert [clerk.get("/desk/", {"q": "屋顶"}).status_code for _ in range(3)] == [200, 200, 429]
    assert clerk.get("/desk/").status_code == 200


def _guess(number: str, code: str = WRONG, address: str = "10.0.0.1") -> tuple[int, str]:
    answer = Client(REMOTE_ADDR=address).post(reverse("portal:follow"), {"number": number, "code": code})
    text = answer.content.decode().replace(number, "").replace(code, "")
    return answer.status_code, text[text.index("<main") : text.index("</main>")].partition(
        'name="csrfmiddlewaretoken"'
    )[0]


@pytest.mark.usefixtures("city")
class TestGuessing:
    """Somebody tries query codes."""

    def test_unknown_wrong_and_locked_say_the_same_whether_the_number_is_there_or_not(self, settings: object) -> None:
        tighten(settings, "query", 100, 1_000)
        tighten(settings, "query-number", 2, 3)
        there = story().submitted().now.number
        with time_machine.travel(at("2017-09-01 08:00"), tick=False):
            known, unknown = ([_guess(number) for _ in range(3)] for number in (there, "20170822-999999"))
        assert known == unknown
        assert [status for status, _ in known] == [422, 422, 429]

    def test_many_addresses_share_one_limit_for_a_number_and_one_for_the_house(self, settings: object) -> None:
        tighten(settings, "query-number", 3, 4)
        tighten(settings, "query-all", 5, 6)
        number = story().submitted().now.number
        guesses = [_guess(number, address=f"10.0.0.{n}")[0] for n in range(4)]
        others = [_guess(f"20170822-9999{n}", address=f"10.0.1.{n}")[0] for n in range(10, 13)]
        assert (guesses, others) == ([422, 422, 422, 429], [422, 422, 429])

    def test_of_many_guesses_none_opens_and_only_the_limit_is_served(self) -> None:
        number = story().submitted().now.number
        statuses = [_guess(number, f"{n:016}")[0] for n in range(40)]
        assert (statuses.count(422), statuses.count(429)) == (4, 36)

    def test_an_unknown_number_takes_as_long_as_a_wrong_code(self, settings: object) -> None:
        for name in ("query", "query-number", "query-all"):
            tighten(settings, name, 10_000, 100_000)
        there = story().submitted().now.number
        took: dict[str, list[float]] = {there: [], "20170822-999999": []}
        asked: dict[str, list[int]] = {there: [], "20170822-999999": []}
        for _ in range(25):
            for number, times in took.items():
                with CaptureQueriesContext(connection) as queries:
                    began = process_time()
                    _guess(number)
                    times.append(process_time() - began)
                asked[number].append(len(queries))
        known, unknown = (median(times) for times in took.values())
        assert abs(known - unknown) < max(0.005, known / 5)
        assert [median(counts) for counts in asked.values()] == [median(asked[there])] * 2, "nothing is asked beyond"


HOPS = [
    ("203.0.113.7", "", "203.0.113.7", "who comes directly is who he is"),
    ("203.0.113.7", "10.9.9.9", "203.0.113.7", "and says nothing about himself"),
    ("127.0.0.1", "10.9.9.9, 203.0.113.7", "203.0.113.7", "our web server noted the last one"),
    ("127.0.0.1", "203.0.113.7, 127.0.0.1", "203.0.113.7", "two of our own in a row"),
    ("127.0.0.1", "", "127.0.0.1", "it noted nobody"),
    ("127.0.0.1", "<script>", "127.0.0.1", "no address"),
    ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", "a household has many addresses"),
    ("::ffff:203.0.113.7", "", "203.0.113.7", "one address, two spellings"),
]


@pytest.mark.parametrize(("peer", "forwarded", "found", "reason"), HOPS)
def test_nobody_pretends_to_be_somewhere_else(
    peer: str, forwarded: str, found: str, reason: str, settings: object
) -> None:
    settings.WANGFANG_PROXIES = frozenset({"127.0.0.1"})  # type: ignore[attr-defined]
    assert visitor(peer, forwarded) == found, reason


def test_a_forged_address_does_not_give_new_tries(city: None) -> None:
    forged = [
        Client(headers={"X-Forwarded-For": f"10.1.1.{n}", "X-Real-IP": f"10.1.1.{n}"}).post(
            reverse("portal:follow"), {"number": "1", "code": "1"}
        )
        for n in range(6)
    ]
    assert forged[-1].status_code == 429


def test_a_limit_can_be_copied_only_into_a_valid_one() -> None:
    with pytest.raises(ValueError, match="larger"):
        replace(DEFAULTS["pages"], sustained=Window(1, 1))
