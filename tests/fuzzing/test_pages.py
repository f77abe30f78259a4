"""Whatever is sent to whichever page by whomever: a page or a sentence comes back, never a fault of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import load_city, load_review_body, operator_act
from tests.fuzzing import poison
from tests.house.said import SAID
from tests.house.test_every_url_has_a_keeper import ROUTES
from tests.interfaces.portal.walking import CONTACT, WHAT, WHERE
from tests.stories import Story, story
from wangfang.interfaces.frame.entrance import settled
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.rules.facts import Role

SEATS = {
    "stranger": None,
    "petitioner": None,
    "clerk": ("NG", Role.CLERK),
    "officer": ("NG-XF", Role.OFFICER),
    "admin": ("HRB", Role.ADMIN),
    "bureau leader": ("NG", Role.BUREAU_LEADER),
    "unit leader": ("NG-XF", Role.UNIT_LEADER),
    "supervisor": ("HRB", Role.SUPERVISOR),
    "leader": ("HRB-LB", Role.LEADER),
    "reviewer": ("HRB-FC", Role.REVIEWER),
}
DAILY = ("stranger", "petitioner", "clerk", "officer", "admin")
PAGES = [name for name in ROUTES if not name.startswith("api:")]
FIELDS = {
    **SAID,
    **WHAT,
    **WHERE,
    **CONTACT,
    "number": "1",
    "code": "1",
    "seen": "3",
    "username": "clerk",
    "password": "x",
}
ASKED = ["tab", "q", "category", "region", "after", "at", "period", "definition", "by", "code", "indicator", "bucket",
         "next", "elder", "back", "purpose", "for", "key", "case", "kind", "to", "view", "page", "words"]  # fmt: skip
WORDS = re.compile(r"[一-鿿]|\\u[4-9]")  # JSON writes them by number
PLACES = ["20170822-000001", "x", "%00", "%FF", "9" * 3_000, "-1", "..%2F..", "%E2%80%AE", "0", "9" * 19, "' or 1=1"]


@pytest.fixture
def lived(db: None) -> Story:
    """Let a case come to a street office."""
    load_city()
    load_review_body()
    return story().submitted(to="NG").registered().forwarded("NG-XF")


def _browser(seat: str, lived: Story) -> Client:
    client = Client(raise_request_exception=False)
    inside = client.handler
    client.handler = lambda environ: inside(settled(environ))  # type: ignore[assignment]  # as the web server comes in
    if seat == "petitioner":
        client.post(reverse("portal:follow"), {"number": lived.now.number, "code": lived.code})
        client.post(reverse("portal:what"), WHAT)
    post = SEATS[seat]
    if post:
        login = seat.replace(" ", "-")
        add_account(login=login, name=seat, agency=post[0], role=post[1], act=operator_act())
        client.force_login(Account.objects.get(login=login), backend="wangfang.records.people.doors.Door")
    return client


def _address(name: str, lived: Story, dice: Random) -> str:
    """Return an address of the route, mostly of the case that is there, else of nothing."""
    route = str(ROUTES[name].pattern)
    known = {"number": lived.now.number, "key": "1", "place": "1", "spot": "phone", "item": "receipt"}
    prefix = reverse(
        name, kwargs={word: known[word] if word == "number" else 1 for word in ROUTES[name].pattern.converters}
    )
    if "<" in route and dice.random() < 0.3:
        return prefix.replace(lived.now.number, dice.choice(PLACES)).replace("/1/", f"/{dice.choice(PLACES)}/")
    return prefix


def _asked(seat: str, lived: Story, dice: Random, rounds: int) -> Iterator[str]:
    """Ask every page again and again; yield what a fault was an answer to."""
    client = _browser(seat, lived)
    for name in PAGES:
        for nth in range(rounds):
            address = f"{_address(name, lived, dice)}?{poison.query(ASKED, dice)}"
            kind, head = dice.choice(poison.KINDS), dice.choice(poison.HEADS)
            sent = poison.body(FIELDS, kind, dice)
            with transaction.atomic():
                if nth % 2:
                    answer = client.get(address, headers=head)
                else:
                    address = address if dice.random() < 0.3 else address.partition("?")[0]
                    answer = client.generic("POST", address, sent, content_type=kind, headers=head)
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                yield f"{seat} {'get' if nth % 2 else 'post'} {address[:200]} {kind} {head} {sent[:300]!r}"
            elif answer.status_code >= 400 and not WORDS.search(answer.content.decode()):
                yield f"{answer.status_code} without words: {seat} {address[:200]} {head}"


@pytest.mark.parametrize("seat", DAILY)
def test_no_page_answers_with_a_fault(seat: str, lived: Story) -> None:
    assert list(_asked(seat, lived, Random(f"{seat} 1"), 3)) == []


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("seat", SEATS)
def test_no_page_answers_with_a_fault_by_night(seat: str, seed: int, lived: Story) -> None:
    assert list(_asked(seat, lived, Random(f"{seat} {seed}"), 12)) == []


def test_a_page_that_fails_would_be_noticed(lived: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr("wangfang.interfaces.portal.drafting.where", broken)
    assert list(_asked("stranger", lived, Random("1"), 2))


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ("&".join(f"f{n}=x" for n in range(100_000)).encode(), "application/x-www-form-urlencoded"),
        (b"--e\r\n" + b"\r\n--e\r\n".join(b'Content-Disposition: form-data; name="f%d"\r\n\r\nx' % n for n in range(10_000)) + b"\r\n--e--\r\n", "multipart/form-data; boundary=e"),
        (b"--e\r\n" + b"\r\n--e\r\n".join(b'Content-Disposition: form-data; name="files"; filename="%d.png"\r\n\r\nx' % n for n in range(10_000)) + b"\r\n--e--\r\n", "multipart/form-data; boundary=e"),
    ],
    ids=["fields", "parts", "files"],
)  # fmt: skip
def test_a_hundred_thousand_fields_are_told_to_be_too_many_within_a_second(sent: bytes, kind: str, db: None) -> None:
    import time

    began = time.perf_counter()
    answer = Client().post(reverse("portal:what"), sent, content_type=kind)
    assert (answer.status_code, time.perf_counter() - began < 1) == (413, True)
