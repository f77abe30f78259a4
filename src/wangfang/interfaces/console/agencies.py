"""The commands that set up agencies, their local rules, and the people at them."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import click

from wangfang.interfaces.console.recompute import reckoned_anew
from wangfang.interfaces.console.reorganise import abolish, merge, rename, split
from wangfang.interfaces.frame.acts import system_act, today
from wangfang.records.agencies.load import COLUMNS, load, put_on_pilot
from wangfang.records.people.mandates import give
from wangfang.records.people.posts import ORDINARY, STAFF, add_account, add_post
from wangfang.rules.refusal import Refused
from wangfang.rules.seeing import Mandate

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def agencies() -> None:
    """机构：导入机构表，设置试点，合并、分立、更名、撤销。"""


@agencies.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load_file(file: Path) -> None:
    """导入机构表（CSV，列 code,name,kind,region,parent,valid_from,valid_to）。"""
    rows = _rows(file)
    lacking = [column for column in COLUMNS[:5] if column not in rows[0]]
    if lacking:
        raise Refused(f"“{file.name}”缺少列：{'、'.join(lacking)}")
    long = next((number for number, row in enumerate(rows, start=1) if len(row) > len(rows[0])), None)
    if long:
        raise Refused(f"第 {long} 行的格数比表头多")
    agencies_said = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    if not any(any(said.values()) for said in agencies_said):
        raise Refused(f"“{file.name}”只有表头，没有机构")
    click.echo(f"已导入 {load(agencies_said, system_act())} 个机构。")


def _rows(file: Path) -> list[list[str]]:
    """Return every row, the header first and blank ones too, so that row numbers are those of a spreadsheet."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return [[cell.strip() for cell in row] for row in csv.reader(lines)] or [[]]
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise Refused(f"“{file.name}”不是 UTF-8 编码的 CSV 文件") from wrong


@agencies.command("pilot")
@click.argument("code")
@click.option("--rules", required=True, metavar="RULESET", help="规则集，如 harbin-315。")
@click.option("--from", "start", required=True, type=DAY, help="开始日期。")
@click.option("--until", type=DAY, help="结束日期（含当日）；不写为长期。")
def pilot(code: str, rules: str, start: datetime, until: datetime | None) -> None:
    """让一个机构和它下面的所有机构从某日起按地方规则办理。"""
    put_on_pilot(code, rules, start.date(), until.date() if until else None, system_act())
    done = reckoned_anew(code, f"自 {start:%Y-%m-%d} 起按规则集 {rules} 办理", whole=True)
    click.echo(f"{code} 自 {start:%Y-%m-%d} 起按 {rules} 办理；重新计算了 {done.changed + done.refreshed} 件的期限。")


for _command in (merge, split, rename, abolish):
    agencies.add_command(_command)


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
