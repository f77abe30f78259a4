"""The command that runs a job of the night by hand."""

from __future__ import annotations

import json

import click

from wangfang.interfaces.console.progress import added_up
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.cases.overnight import JOBS


@click.group()
def jobs() -> None:
    """定时任务：每天夜里自动做的事，也可以现在就做。"""


@jobs.command("list")
def list_all() -> None:
    """列出定时任务。"""
    for name, job in JOBS.items():
        click.echo(f"{name}\t{job.title}")


@jobs.command("run")
@click.argument("name", type=click.Choice(list(JOBS)))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def run_one(name: str, *, as_json: bool) -> None:
    """现在就做一项定时任务；重复做没有影响。"""
    act, job = system_act(), JOBS[name]
    keys = job.keys(act)
    done = added_up(job.take(keys, act), len(keys), job.title)
    if as_json:
        refused = [{"case": number, "why": why} for number, why in done.refused]
        click.echo(json.dumps({"looked_at": len(keys), "steps": done.steps, "refused": refused}, ensure_ascii=False))
        return
    click.echo(f"{job.title}：核对了 {len(keys)} 件，办了 {done.steps} 件，有 {len(done.refused)} 件办不了。")
    for number, why in done.refused:
        click.echo(f"{number}：{why}", err=True)
