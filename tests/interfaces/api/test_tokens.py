"""Nobody comes in without a token that serves today; a session is worth nothing here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.interfaces.api.asking import System, system_at
from wangfang.interfaces.api import entering
from wangfang.interfaces.frame.acts import system_act, today
from wangfang.records.people.models import Account, Token
from wangfang.records.people.tokens import revoke

READ = ["cases", "worklist", "cases/20170822-000001", "indicators?period=2017Q4"]


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize(
    "shown", ["", "Bearer ", "Bearer wf_nothing", "Basic d2Y6d2Y=", "wf_x", "Bearer \xff\xfe", "Bearer"]
)
def test_without_a_token_every_address_is_closed(city: None, path: str, shown: str) -> None:
    answer = Client().get(f"/api/v1/{path}", headers={"Authorization": shown} if shown else {})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_opens_nothing(bureau: System) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    assert {client.get(f"/api/v1/{path}").status_code for path in READ} == {401}
    assert client.post("/api/v1/cases", {}, content_type="application/json").status_code == 401


def test_a_token_needs_no_cookie_against_forgery_and_sets_none(bureau: System) -> None:
    bureau.client = Client(enforce_csrf_checks=True)
    told = bureau.submits()
    assert (told.status, told.headers["Cache-Control"]) == (201, "no-store")
    assert not bureau.client.cookies


def test_a_token_stops_with_its_last_day_its_revocation_and_its_account(bureau: System) -> None:
    other, third = system_at("HL"), system_at("DL")
    assert {system.get("cases").status for system in (bureau, other, third)} == {200}

    Token.objects.filter(account__login="sys-ng-clerk").update(expires_on=today() - timedelta(days=1))
    revoke("sys-hl-clerk", system_act())
    Account.objects.filter(login="sys-dl-clerk").update(is_active=False)

    assert {system.get("cases").status for system in (bureau, other, third)} == {401}


def test_who_guesses_tokens_is_slowed_down(city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "WRONG_TOKENS", 3)
    guesser = System("wf_guessed")
    assert [guesser.get("cases").status for _ in range(5)] == [401, 401, 401, 429, 429]


def test_a_token_asks_only_so_often(bureau: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "REQUESTS", 2)
    assert [bureau.get("cases").status for _ in range(3)] == [200, 200, 429]


def test_an_account_that_lost_its_post_is_told_so(bureau: System) -> None:
    Account.objects.get().posts.all().delete()
    assert "岗位" in bureau.get("cases").said["why"]
