"""The commands on how long cases are kept: the classes, what is due, and carrying out an approved destruction list."""

from __future__ import annotations

import json
from datetime import datetime

import click

from wangfang.interfaces.frame.acts import system_act, today
from wangfang.records.retention import destroying
from wangfang.records.retention.due import due as overdue
from wangfang.rules.keeping import classes, others


@click.group()
def retention() -> None:
    """保管和销毁：各类保管多久，哪些期满了，按批准的清单销毁。"""


@retention.command("classes")
def classes_command() -> None:
    """列出各类的保管期限和依据。"""
    for one in classes():
        click.echo(f"{one.name}\t{f'{one.years} 年' if one.years else '永久'}\t{one.source}")
    for other in others():
        click.echo(f"{other.name}\t{'不少于 ' if other.at_least else ''}{other.days} 天\t{other.source}")


@retention.command("due")
@click.option("--on", "day", type=click.DateTime(formats=["%Y-%m-%d"]), help="到哪一天为止，默认今天。")
@click.option("--agency", default="", metavar="CODE", help="只列这个单位最后办理的。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def due_command(day: datetime | None, agency: str, *, as_json: bool) -> None:
    """列出保管期满的，只看不动；不能销毁的写明为什么。"""
    found = list(overdue(day.date() if day else today(), agency))
    if as_json:
        said = [
            {"case": one.case.number, "class": one.keeping.id, "since": str(one.since), "hindered": one.hindered}
            for one in found
        ]
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one.case.number}\t{one.since}\t{one.keeping.name}\t{one.hindered}".rstrip())
    click.echo(f"共 {len(found)} 件，其中 {sum(bool(one.hindered) for one in found)} 件现在不能列入清单。")


@retention.command("destroy")
@click.option("--list", "number", required=True, metavar="NO", help="已经批准的销毁清单，例如 XH-2048-0001。")
@click.option("--really", is_flag=True, help="真的销毁；不写只看。")
def destroy_command(number: str, *, really: bool) -> None:
    """按批准的销毁清单销毁内容，不能恢复；不写 --really 只说会怎样。有没销毁的，退出码 1。"""
    done = destroying.carry_out(number, system_act(), dry=not really)
    for case, why in done.left:
        click.echo(f"{case}\t{why}", err=True)
    word = "销毁了" if really else "将销毁"
    click.echo(f"{word} {len(done.destroyed)} 件，早已销毁 {done.before} 件，没有销毁 {len(done.left)} 件。")
    raise click.exceptions.Exit(1 if done.left else 0)
