"""The commands that merge, split, rename and abolish agencies, each with a preview of what it moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import click

from wangfang.interfaces.console.progress import added_up
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.agencies import succession
from wangfang.records.agencies.succession import Reorganisation
from wangfang.records.cases import inheriting
from wangfang.records.cases.lookups import in_hand_of
from wangfang.records.people.posts import posts_at
from wangfang.rules.succession import CHANGE_WORDS, Change

DAY = click.DateTime(formats=["%Y-%m-%d"])


def _told(command: Any) -> Any:  # click's decorators have no narrower type
    """Add the options that every reorganisation has."""
    for option in (
        click.option("--dry-run", is_flag=True, help="只预览：会移交哪些、哪些岗位会结束，不写入。"),
        click.option("--source", required=True, metavar="TEXT", help="依据的文件，如“哈编办〔2026〕12号”。"),
        click.option("--on", "day", required=True, type=DAY, help="从哪一天起；以后的日期到那天夜里生效。"),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("old", nargs=-1, required=True)
@click.option("--into", required=True, metavar="CODE", help="承接职责的机构代码。")
@_told
def merge(old: tuple[str, ...], into: str, day: datetime, source: str, *, dry_run: bool) -> None:
    """合并：OLD… 并入另一个机构，未结事项移交，期限接着算。"""
    _carry_out(Reorganisation(Change.MERGE, old, day.date(), source, (into,)), dry=dry_run)


@click.command()
@click.argument("old")
@click.option(
    "--into", multiple=True, required=True, metavar="CODE", help="承接的机构代码，写两次以上；原机构保留的也写上。"
)
@click.option("--default", "rest", default="", metavar="CODE", help="问题属地分不出时由谁承接；不写为第一个。")
@_told
def split(old: str, into: tuple[str, ...], rest: str, day: datetime, source: str, *, dry_run: bool) -> None:  # noqa: PLR0913 - one for each option
    """分立：OLD 分成几个机构，未结事项按问题属地移交。"""
    heirs = tuple(dict.fromkeys((rest, *into) if rest else into))
    _carry_out(Reorganisation(Change.SPLIT, (old,), day.date(), source, heirs), dry=dry_run)


@click.command()
@click.argument("code")
@click.option("--to", "name", required=True, metavar="NAME", help="新的名称。")
@_told
def rename(code: str, name: str, day: datetime, source: str, *, dry_run: bool) -> None:
    """更名：代码不变，以前的统计和文书仍用当时的名称。"""
    _carry_out(Reorganisation(Change.RENAME, (code,), day.date(), source, name=name), dry=dry_run)


@click.command()
@click.argument("old")
@click.option("--into", default="", metavar="CODE", help="承接职责的机构代码；没有未结事项和下级的可以不写。")
@_told
def abolish(old: str, into: str, day: datetime, source: str, *, dry_run: bool) -> None:
    """撤销：OLD 不再存在，未结事项移交给承接职责的机构。"""
    _carry_out(Reorganisation(Change.ABOLISH, (old,), day.date(), source, (into,) if into else ()), dry=dry_run)


def _carry_out(wanted: Reorganisation, *, dry: bool) -> None:
    succession.require(wanted)
    waiting = {code: in_hand_of(code) for code in wanted.leaving}
    if wanted.kind is Change.ABOLISH and not wanted.heirs:
        _require_nothing_open(waiting)
    if dry:
        _preview(wanted, waiting)
        return
    act = system_act()
    succession.record(wanted, act)
    if wanted.day > act.day:
        click.echo(f"已登记，{wanted.day} 夜里生效。")
        return
    done = inheriting.put_into_effect(act)
    _move(wanted.leaving)
    click.echo(f"{CHANGE_WORDS[wanted.kind]}已生效；{len(done.posts)} 个岗位结束。")


def _require_nothing_open(waiting: dict[str, int]) -> None:
    for code, number in waiting.items():
        if number:
            raise click.ClickException(f"{code} 还有 {number} 件没有办完，请用 --into 写明由谁承接。")


def _move(leaving: Iterable[str]) -> None:
    act = system_act()
    keys = inheriting.left_behind(act.day, leaving)
    done = added_up(inheriting.move(keys, act), len(keys), "移交")
    click.echo(f"移交了 {done.steps} 件。")
    for number, why in done.refused:
        click.echo(f"{number}：{why}", err=True)


def _preview(wanted: Reorganisation, waiting: dict[str, int]) -> None:
    for code, number in waiting.items():
        click.echo(
            f"{code}：自 {wanted.day} 起{CHANGE_WORDS[wanted.kind]}"
            + (f"，由 {'、'.join(wanted.heirs)} 承接" if wanted.heirs else "")
        )
        if wanted.kind is Change.RENAME or code in wanted.heirs:
            continue
        click.echo(f"  未结事项和待答复的：{number} 件")
        for child in succession.children_of(code):
            click.echo(f"  下级机构改到承接单位下面：{child}")
        for post in posts_at(code):
            click.echo(f"  结束的岗位：{post.account.login}（{post.account.name}，{post.role}）")
    for pilot in succession.pilots_of(wanted.leaving):
        click.echo(f"  试点不再适用于下级：{pilot.agency.code} 的 {pilot.rules}（自 {pilot.starts_on}）")
