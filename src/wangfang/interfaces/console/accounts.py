"""The commands that give people their accounts and posts, close them, and open them again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from wangfang.interfaces.frame.acts import system_act, today
from wangfang.records.people import codes, standing
from wangfang.records.people.posts import STAFF, add_account, add_post

if TYPE_CHECKING:
    from wangfang.records.people.models import Account

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def accounts() -> None:
    """账号：建立人员和岗位。"""


@accounts.command("add")
@click.option("--login", required=True, help="登录名。")
@click.option("--name", required=True, help="姓名。")
@click.option("--agency", required=True, metavar="CODE", help="所在机构代码。")
@click.option("--role", required=True, type=click.Choice([str(role) for role in STAFF]), help="岗位。")
def add(login: str, name: str, agency: str, role: str) -> None:
    """建立一个账号，打印一次性口令。"""
    click.echo(add_account(login=login, name=name, agency=agency, role=role, act=system_act()))


@accounts.command("reset")
@click.argument("login")
def reset_one(login: str) -> None:
    """重设密码，打印一次性口令；这个人的登录和令牌全部结束。"""
    click.echo(standing.reset(login, system_act()))


@accounts.command("deactivate")
@click.argument("login")
def deactivate_one(login: str) -> None:
    """停用账号，立即生效；登录和令牌全部结束。"""
    standing.deactivate(login, system_act())
    click.echo(f"账号“{login}”已停用。")


@accounts.command("activate")
@click.argument("login")
def activate_one(login: str) -> None:
    """重新启用账号；令牌要另发。"""
    standing.activate(login, system_act())
    click.echo(f"账号“{login}”已启用。")


@accounts.command("list")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_all(*, as_json: bool) -> None:
    """列出全部账号：姓名，是否启用，岗位，动态口令。"""
    rows = [_plain(account) for account in standing.every()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        posts = "、".join(f"{post['agency']} {post['role']}" for post in row["posts"])
        click.echo(f"{row['login']}\t{row['name']}\t{row['standing']}\t{row['second_factor']}\t{posts}")


def _plain(account: Account) -> dict[str, Any]:
    day = today()
    held = [post for post in account.posts.all() if post.ends_on is None or post.ends_on >= day]
    return {
        "login": account.login,
        "name": account.name,
        "standing": "active" if account.is_active else "inactive",
        "second_factor": "on" if codes.is_on(account) else "off",
        "one_time_until": account.one_time_until.isoformat() if account.one_time_until else None,
        "posts": [{"agency": post.agency.code, "role": post.role} for post in held],
    }


@accounts.command("post")
@click.option("--login", required=True, help="登录名。")
@click.option("--agency", required=True, metavar="CODE", help="岗位所在机构代码。")
@click.option("--role", required=True, type=click.Choice([str(role) for role in STAFF]), help="岗位。")
@click.option("--from", "start", type=DAY, help="第一天；不写为今天。")
def post(login: str, agency: str, role: str, start: datetime | None) -> None:
    """给已有的账号另一个岗位，如原单位撤并以后。"""
    begins = start.date() if start else today()
    add_post(login=login, agency=agency, role=role, starts_on=begins, act=system_act())
    click.echo(f"{login} 自 {begins} 起在 {agency} 任 {role}。")
