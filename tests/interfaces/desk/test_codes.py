"""The second factor: switched on, asked for, never taken twice, and no way past it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
import segno
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.interfaces.desk.door import (
    CODE,
    DOOR,
    HOME,
    SECRET,
    THERE,
    act_of,
    browser,
    code_of,
    entered,
    is_in,
    knock,
    raw,
    somebody,
    trail,
    with_code,
)
from tests.moments import at
from wangfang.interfaces.frame import acts
from wangfang.records.people import codes, standing
from wangfang.records.people.models import CodeDevice
from wangfang.rules.facts import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
SECOND = reverse("desk:second")
STEP = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Let the clock stand; a test moves it."""
    with time_machine.travel(at("2017-09-04 08:30"), tick=False) as standing:
        yield standing


def squares(page: str) -> set[tuple[int, int]]:
    """Return the dark squares of the drawing on a page, the white ones around it left out."""
    drawing = page.partition('<div class="qr">')[2].partition("</div>")[0]
    dark: set[tuple[int, int]] = set()
    for x, y, wide, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", drawing):
        assert wide == back
        dark |= {(int(x) + n - 4, int(y) - 4) for n in range(int(wide))}
    return dark


def squares_of(text: str) -> set[tuple[int, int]]:
    """Return the dark squares of a QR code, row by row as the library writes them as text."""
    written = StringIO()
    segno.make(text, error="m", micro=False).save(written, kind="txt", border=0)
    rows = written.getvalue().splitlines()
    return {(x, y) for y, row in enumerate(rows) for x, sign in enumerate(row) if sign == "1"}


def given(client: Client, code: str) -> int:
    """Give a code, and return what was answered."""
    return client.post(CODE, {"code": code}).status_code


def test_it_is_switched_on_by_the_person_and_asked_from_then_on(clock: time_machine.Traveller) -> None:
    account = somebody()
    other = entered(account, THERE)
    client = entered(account)
    client.post(SECOND, {"start": "1"})
    page = client.get(SECOND).content.decode()
    assert "<svg" in page
    assert not re.search(r"<svg[^>]*style=|<img", page), (
        "drawn in the page, without a style or a picture from elsewhere"
    )
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found
    assert squares(page) == squares_of(codes.address_of(account, found[1], settings.WANGFANG_ORGAN))
    key = raw(found[1])
    assert client.post(SECOND, {"code": "000000"}).status_code == 422
    shown = client.post(SECOND, {"code": code_of(key, acts.now())}).content.decode()
    recovery = re.findall(r"<code>([a-z2-9-]{19})</code>", shown)
    assert len(set(recovery)) == 10
    assert found[1] not in client.get(SECOND).content.decode(), "the secret is shown while it is set up, never after"
    assert (is_in(client), is_in(other)) == (True, False)
    clock.shift(STEP)
    client = browser()
    assert knock(client, account.login).headers["Location"] == CODE
    assert not is_in(client), "with the password alone nothing opens"
    assert given(client, code_of(key, acts.now())) == 302
    assert is_in(client)
    assert [one for one in trail(account.login) if one in {"code_on", "sign_in"}][-2:] == ["code_on", "sign_in"]


def test_neither_the_secret_nor_a_recovery_code_can_be_read_from_the_table() -> None:
    account, secret = somebody(), codes.new_secret()
    recovery = codes.switch_on(account, secret, code_of(secret, acts.now()), act_of(account))
    kept = CodeDevice.objects.get()
    assert kept.secret == secret, "the vault opens it"
    assert secret.encode() not in bytes(kept.sealed)
    assert raw(secret) not in bytes(kept.sealed)
    assert not {one.replace("-", "") for one in recovery} & set(kept.recovery)


def test_no_code_counts_twice(clock: time_machine.Traveller) -> None:
    account = somebody()
    key = with_code(account)
    clock.shift(STEP)
    code = code_of(key, acts.now())
    first, second = browser(), browser(THERE)
    knock(first, account.login)
    knock(second, account.login)
    assert (given(first, code), given(second, code)) == (302, 422)
    assert given(second, code_of(key, acts.now() - STEP)) == 422, "nor does one from before the last"


@pytest.mark.parametrize(("off", "status"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_a_clock_may_be_half_a_minute_off(off: int, status: int, clock: time_machine.Traveller) -> None:
    account = somebody()
    key = with_code(account)
    clock.shift(5 * STEP)
    client = browser()
    knock(client, account.login)
    assert given(client, code_of(key, acts.now() + off * STEP)) == status


def test_five_wrong_codes_end_the_sign_in_and_close_the_account_to_codes(clock: time_machine.Traveller) -> None:
    account = somebody()
    key = with_code(account)
    clock.shift(STEP)
    client = browser()
    knock(client, account.login)
    assert [given(client, "000000") for _ in range(5)] == [422] * 4 + [429]
    assert client.get(CODE).headers["Location"] == DOOR
    knock(client, account.login)
    assert given(client, code_of(key, acts.now())) == 429, "beginning anew gives no more tries"
    clock.shift(timedelta(minutes=15, seconds=1))
    knock(client, account.login)
    assert given(client, code_of(key, acts.now())) == 302


def test_a_code_belongs_to_the_sign_in_in_which_the_password_was_given(clock: time_machine.Traveller) -> None:
    account = somebody()
    key = with_code(account)
    clock.shift(STEP)
    client = browser()
    knock(client, account.login)
    assert given(browser(), code_of(key, acts.now())) == 302  # to the door: there is no sign-in there
    assert not CodeDevice.objects.filter(last_step=int(acts.now().timestamp()) // 30).exists(), (
        "it was not even looked at"
    )
    clock.shift(timedelta(minutes=5, seconds=1))
    assert client.get(CODE).headers["Location"] == DOOR, "after five minutes the password is asked again"


def test_a_password_that_was_reset_meanwhile_ends_the_sign_in_in_progress(clock: time_machine.Traveller) -> None:
    account = somebody()
    key = with_code(account)
    clock.shift(STEP)
    client = browser()
    knock(client, account.login)
    standing.reset(account.login, acts.system_act())
    assert client.post(CODE, {"code": code_of(key, acts.now())}).headers["Location"] == DOOR
    assert not is_in(client)


def test_a_recovery_code_stands_in_once(clock: time_machine.Traveller) -> None:
    account, secret = somebody(), codes.new_secret()
    recovery = codes.switch_on(account, secret, code_of(secret, acts.now()), act_of(account))
    for said, status in ((recovery[0].upper(), 302), (recovery[0], 422), (recovery[1].replace("-", " "), 302)):
        client = browser()
        knock(client, account.login)
        assert given(client, said) == status
    assert len(CodeDevice.objects.get().recovery) == 8


def test_the_administrator_takes_it_off_with_a_reason(clock: time_machine.Traveller) -> None:
    account, page = somebody(), reverse("desk:accounts")
    with_code(account)
    admin = entered(somebody("HRB", Role.ADMIN))
    said = {"login": account.login, "do": "off"}
    assert admin.post(page, {**said, "why": " "}).status_code == 422
    assert CodeDevice.objects.exists()
    assert admin.post(page, {**said, "why": "手机丢失，当面核对"}).status_code == 302
    assert not CodeDevice.objects.exists()
    assert trail(account.login)[-1] == "code_off"
    assert entered(somebody("HRB", login="x")).post(page, {**said, "why": "想看看"}).status_code == 403


def test_a_proof_is_asked_by_code_where_there_is_one(clock: time_machine.Traveller) -> None:
    account = somebody()
    key = with_code(account)
    clock.shift(STEP)
    client = browser()
    knock(client, account.login)
    given(client, code_of(key, acts.now()))
    clock.shift(timedelta(minutes=6))
    prove = reverse("desk:prove")
    assert client.post(prove, {"password": SECRET}).status_code == 422
    assert client.post(prove, {"code": code_of(key, acts.now())}).status_code == 302
    assert acts.fresh(client.get(HOME).wsgi_request)
