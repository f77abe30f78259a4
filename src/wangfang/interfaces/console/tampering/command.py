"""The command that tries the trace: every attack so many times in a scratch database, each of them to be found."""

from __future__ import annotations

import json

import click

from wangfang.interfaces.console.bench.command import again_as_owner
from wangfang.interfaces.console.bench.scratch import may_make_databases, scratch

NAME = "wangfang_bench_selftest"
INSIDE = "wangfang.interfaces.console.tampering.trials"
LIMIT = "cut_tail"
WORDS = {
    "edit_payload": "改一行的内容",
    "edit_time": "改一行的时间",
    "edit_actor": "改办理人",
    "delete_middle": "删中间一行",
    "delete_tail": "删最后几行并补好状态",
    "chain_anew": "改一行并重算整条链",
    "swap": "对调两行并重算整条链",
    "forge": "补造一行",
    "delete_case": "整件删除",
    "restore": "恢复昨天的数据库",
    "edit_case": "不办理就改状态",
    "disable_trigger": "停用触发器",
    LIMIT: "删掉还没有交存摘要的最后几行",
}


@click.command("selftest")
@click.option("--instances", default=100, show_default=True, type=click.IntRange(1, 10_000), help="每种做几次。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def selftest(instances: int, *, as_json: bool) -> None:
    """在单独的数据库里，用最高权限、停掉触发器，试 13 种篡改，看是否每次都查得出；退出码 1 表示有查不出的。"""
    if not may_make_databases():
        again_as_owner()
    with scratch(NAME) as place:
        told = place.run(INSIDE, str(instances))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for attack, tried, found, mirrored in told["outcomes"]:
            limit = "（已知的界限：要有镜像才查得出）" if attack == LIMIT else ""
            click.echo(f"{WORDS[attack]}：{tried} 次，查出 {found} 次，有镜像时 {mirrored} 次{limit}")
        click.echo(f"没有改动时的误报：{told['alarms']} 处。")
    raise click.exceptions.Exit(0 if _holds(told["alarms"], told["outcomes"]) else 1)


def _holds(alarms: int, outcomes: list[tuple[str, int, int, int]]) -> bool:
    """Tell whether nobody was accused, and everything found: the known limit by the mirror, all else by the anchor."""
    return not alarms and all(
        tried == (mirrored if attack == LIMIT else found) for attack, tried, found, mirrored in outcomes
    )
