"""A token is told once, kept as a digest, serves until its last day, and can be taken back at once."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from tests.cast import load_city, operator_act
from wangfang.interfaces.console.main import group
from wangfang.interfaces.frame.acts import today
from wangfang.records.ledger.models import Entry
from wangfang.records.people.models import Account, Token
from wangfang.records.people.posts import add_account
from wangfang.records.people.tokens import check, issue, revoke
from wangfang.rules.facts import Role
from wangfang.rules.refusal import Refused

DAY = date(2016, 1, 1)


@pytest.fixture(autouse=True)
def _account(db: None) -> None:
    load_city()
    add_account(login="hotline", name="12345 热线", agency="NG", role=Role.CLERK, act=operator_act())


def given(name: str = "热线", login: str = "hotline", until: date | None = None) -> str:
    """Issue a token on the first of January 2016."""
    return issue(login, name, until, operator_act())


def test_only_the_digest_is_kept() -> None:
    token = given()
    row = Token.objects.values().get()
    assert token not in str(row)
    assert token not in str(list(Entry.objects.values_list("payload")))
    assert len(token) > 40
    assert check(token, DAY) == Token.objects.get()
    assert check(f"{token}x", DAY) is None


def test_it_serves_for_a_year_when_nobody_says_otherwise() -> None:
    token = given()
    assert check(token, DAY)
    assert check(token, DAY + timedelta(days=365))
    assert check(token, DAY + timedelta(days=366)) is None


def test_the_day_of_its_last_use_is_kept() -> None:
    token = given()
    assert Token.objects.get().last_used_on is None
    check(token, DAY)
    check(token, DAY + timedelta(days=2))
    assert Token.objects.get().last_used_on == DAY + timedelta(days=2)


def test_a_revoked_token_is_worthless_and_its_row_stays() -> None:
    token = given()
    revoke("热线", operator_act())
    assert check(token, DAY) is None
    with pytest.raises(Refused, match="已经吊销过"):
        revoke("热线", operator_act())
    with pytest.raises(Refused, match="没有名称为“别的”的令牌"):
        revoke("别的", operator_act())


def test_the_trace_tells_who_was_given_a_token_and_when_it_was_taken() -> None:
    given()
    revoke("热线", operator_act())
    told = [json.loads(line) for line in Entry.objects.order_by("number").values_list("payload", flat=True)]
    assert [line["step"] for line in told if "token" in line] == ["issue_token", "revoke_token"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"login": "nobody"}, "没有登录名为“nobody”的账号"),
        ({"name": " "}, "要有名称"),
        ({"name": "长" * 101}, "要有名称"),
        ({"name": "a\x00"}, "要有名称"),
        ({"until": DAY - timedelta(days=1)}, "今天到 730 天以内"),
        ({"until": DAY + timedelta(days=731)}, "今天到 730 天以内"),
    ],
)
def test_a_token_that_should_not_be_is_refused(said: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        given(**said)  # type: ignore[arg-type]
    assert not Token.objects.exists()


def test_a_name_is_given_once_and_an_account_without_a_post_gets_none() -> None:
    given()
    with pytest.raises(Refused, match="已经有名称为“热线”的令牌"):
        given()
    Account.objects.get().posts.all().delete()
    with pytest.raises(Refused, match="没有岗位"):
        given("另一个")


def test_the_commands_issue_list_and_revoke() -> None:
    run = CliRunner()
    issued = run.invoke(group, ["tokens", "issue", "--login", "hotline", "--name", "热线"])
    assert check(issued.output.strip(), today())

    def listed() -> list[dict[str, str]]:
        return list(json.loads(run.invoke(group, ["tokens", "list", "--json"]).output))

    assert [(row["name"], row["login"], row["standing"]) for row in listed()] == [("热线", "hotline", "valid")]
    assert run.invoke(group, ["tokens", "revoke", "热线"]).exit_code == 0
    assert listed()[0]["standing"] == "revoked"
    assert "热线" in run.invoke(group, ["tokens", "list"]).output
