"""What does `wangfang bench` do: take figures in a scratch database, each beside its floor, and print them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import cast

import click

from wangfang.interfaces.console.bench.inside import DUTIES, ROOMS
from wangfang.interfaces.console.bench.scratch import may_make_databases, scratch
from wangfang.interfaces.frame import acts
from wangfang.rules.refusal import Refused

ENTRANCE = "wangfang.config.cli"
TAKING_FILES = ("import", "likeness")
COUNTING_DUTIES = "quarter"
OWNER = {"WANGFANG_ACT_AS": "owner"}


@click.command()
@click.argument("name", required=False, type=click.Choice(list(ROOMS)))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--quick", is_flag=True, help="只看能不能跑通：规模很小，数字没有意义。")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="导入用的表；测查重时，CSV 的 text 列是拼接正文用的真实文字。",
)
@click.option("--duties", type=click.IntRange(1), help="测整季指标时，期限的条数，默认 1000000。")
def bench(name: str | None, file: Path | None, duties: int | None, *, as_json: bool, quick: bool) -> None:
    """在单独的数据库里测速度和内存，每个数字旁边是同一台机器、同一次运行的下限。"""
    if not may_make_databases():
        again_as_owner()
    if file and name not in TAKING_FILES:
        raise Refused(f"--file 只用于 wangfang bench {'、'.join(TAKING_FILES)}")
    if duties and name != COUNTING_DUTIES:
        raise Refused(f"--duties 只用于 wangfang bench {COUNTING_DUTIES}")
    words = ["--quick"] * quick + ([f"{DUTIES}{duties}"] if duties else []) + ([str(file.absolute())] if file else [])
    found: list[dict[str, object]] = []
    for room in [name] if name else ROOMS:
        click.echo(f"{room} ……", err=True)
        with scratch() as place:
            figures = place.take(room, *words)
        found.extend(figures)
        for figure in [] if as_json else figures:
            click.echo(sentence(figure))
    if as_json:
        click.echo(json.dumps({**_machine(), "quick": quick, "figures": found}, ensure_ascii=False))


def sentence(figure: dict[str, object]) -> str:
    """Return a figure as one line: ours, the floor, the ratio, the goal and whether it holds."""
    ours, floor, ratio = (cast("float", figure[key]) for key in ("ours", "floor", "ratio"))
    more = cast("dict[str, float]", figure["more"])
    rest = "".join(f"，{key} {value:.4g}" for key, value in more.items())
    verdict = "达到" if figure["met"] else "未达到"
    return f"{figure['name']}：{ours:.4g} {figure['unit']}，下限 {floor:.4g}，比值 {ratio:.2f}；目标 {figure['goal']}，{verdict}{rest}"


def again_as_owner() -> None:
    """Start over as the account that may make databases; the one the pages use may not.

    Raises:
        Refused: there is no such account.
    """
    if os.environ.get("WANGFANG_ACT_AS") == "owner":
        raise Refused("数据库账号没有建库的权限，请用 WANGFANG_OWNER_URL 给出能建库的账号")
    command = [sys.executable, "-m", ENTRANCE, *sys.argv[1:]]
    # The exit code is passed on below; the command has told its own trouble.
    code = subprocess.run(command, check=False, env=os.environ | OWNER).returncode  # noqa: S603 - ourselves
    raise click.exceptions.Exit(code)


def _machine() -> dict[str, object]:
    load = os.getloadavg()[0]
    return {
        "taken_on": acts.today().isoformat(),
        "cores": os.cpu_count(),
        "load": load,
        "python": platform.python_version(),
    }
