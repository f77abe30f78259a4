"""The commands that give people their accounts and posts, close them, and open them again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from wangfang.interfaces.frame.acts import system_act, today
from wangfang.records.people import codes, standing
from wangfang.records.people.mandates import give
from wangfang.records.people.posts import ORDINARY, STAFF, add_account, add_post
from wangfang.rules.seeing import Mandate

if TYPE_CHECKING:
    from wangfang.records.people.models import Account

DAY = click.DateTime(formats=["%Y-%m-%d"])
CLEARANCE = click.option(
    "--clearance",
    default=ORDINARY,
    show_default=True,
    type=click.IntRange(0, 3),
    help="知悉范围：1 普通和敏感，2 检举控告（举报受理岗），3 保护举报人。",
)


@click.group()
def accounts() -> None:
    """账号：建立人员和岗位。"""


@accounts.command("add")
@click.option("--login", required=True, help="登录名。")
@click.option("--name", required=True, help="姓名。")
@click.option("--agency", required=True, metavar="CODE", help="所在机构代码。")
@click.option("--role", required=True, type=click.Choice([str(role) for role in STAFF]), help="岗位。")
@CLEARANCE
def add(login: str, name: str, agency: str, role: str, clearance: int) -> None:
    """建立一个账号，打印一次性口令。"""
    post = {"login": login, "agency": agency, "role": role}
    click.echo(add_account(**post, name=name, clearance=clearance, act=system_act()))


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
@CLEARANCE
def post(login: str, agency: str, role: str, start: datetime | None, clearance: int) -> None:
    """给已有的账号另一个岗位，如原单位撤并以后。"""
    begins = start.date() if start else today()
    add_post(login=login, agency=agency, role=role, starts_on=begins, act=system_act(), clearance=clearance)
    click.echo(f"{login} 自 {begins} 起在 {agency} 任 {role}。")


@accounts.command("mandate")
@click.option("--login", required=True, help="督查员的登录名。")
@click.option("--agency", required=True, metavar="CODE", help="督查哪个机构和它下面的。")
@click.option("--from", "start", required=True, type=DAY, help="第一天。")
@click.option("--until", required=True, type=DAY, help="最后一天（含当日）。")
@click.option("--topic", default="", help="只督查一种信访目的；不写为全部。")
@click.option("--approved-by", required=True, help="批准人的登录名，不能是督查员本人。")
def mandate(login: str, agency: str, start: datetime, until: datetime, topic: str, approved_by: str) -> None:  # noqa: PLR0913, PLR0917 - what a task is
    """给督查员一项书面督查任务。"""
    give(Mandate(login, agency, start.date(), until.date(), topic, approved_by), system_act())
    click.echo(f"{login} 自 {start:%Y-%m-%d} 至 {until:%Y-%m-%d} 督查 {agency}。")
