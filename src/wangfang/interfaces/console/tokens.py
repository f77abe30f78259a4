"""The commands that give other systems their tokens, take them away, and list them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from wangfang.interfaces.frame.acts import system_act, today
from wangfang.records.people.tokens import every, issue, revoke

if TYPE_CHECKING:
    from wangfang.records.people.models import Token

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def tokens() -> None:
    """令牌：让别的系统通过 /api/v1 办理。"""


@tokens.command("issue")
@click.option("--login", required=True, help="令牌代表的账号，用 accounts add 建立。")
@click.option("--name", required=True, help="令牌的名称，如“12345 热线”。")
@click.option("--until", type=DAY, help="最后一天（含当日）；不写为一年。")
def issue_one(login: str, name: str, until: datetime | None) -> None:
    """发一个令牌，只打印这一次。"""
    click.echo(issue(login, name, until.date() if until else None, system_act()))


@tokens.command("revoke")
@click.argument("name")
def revoke_one(name: str) -> None:
    """吊销一个令牌，立即生效。"""
    revoke(name, system_act())
    click.echo(f"令牌“{name}”已吊销。")


@tokens.command("list")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_all(*, as_json: bool) -> None:
    """列出全部令牌：代表谁，到哪一天，最近哪天用过。"""
    day = today()
    rows = [_plain(token, day) for token in every()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo("\t".join(str(value or "") for value in row.values()))


def _plain(token: Token, day: date) -> dict[str, str | None]:
    standing = "revoked" if token.revoked_at else "expired" if token.expires_on < day else "valid"
    return {
        "name": token.name,
        "login": token.account.login,
        "standing": standing,
        "expires_on": token.expires_on.isoformat(),
        "last_used_on": token.last_used_on.isoformat() if token.last_used_on else None,
    }
