"""The commands about keys: which there are and what needs them, the next one, and everything brought under it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from wangfang.records.ledger import keyed
from wangfang.records.people import finding
from wangfang.records.vault import turning
from wangfang.records.vault.keys import Purpose, keeper
from wangfang.rules.refusal import Refused


@click.group()
def keys() -> None:
    """密钥：有哪些，换下一把，把封存的内容换到新的密钥下。"""


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_all(*, as_json: bool) -> None:
    """列出密钥，各有多少条内容要用；缺少的也列出来。"""
    rows, there = needed(), keeper().names()
    found = [
        {"key": kid, "there": kid in there, "current": kid in there and keeper().current(_purpose(kid)) == kid,
         "rows": rows.get(kid, 0)}
        for kid in sorted({*there, *rows})
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        standing = "缺少" if not one["there"] else "在用" if one["current"] else "旧的"
        click.echo(f"{one['key']}\t{standing}\t{one['rows']}")


@keys.command("rotate")
@click.argument("purpose", type=click.Choice([one.value for one in Purpose]))
def rotate(purpose: str) -> None:
    """换下一把密钥；旧的留着，照样能读。索引密钥换了以后马上重算索引。"""
    click.echo(keeper().rotate(Purpose(purpose)))
    if purpose == Purpose.INDEX:
        _added_up(finding.reindex(), finding.stale(), "重算索引")


@keys.command("rewrap")
def rewrap() -> None:
    """把每条内容的数据密钥换到在用的密钥下，内容不解开；断了可以接着做。"""
    done = _added_up(turning.turn(turning.rewrapped), turning.waiting(), "换密钥")
    click.echo(f"换了 {done} 条，重算索引 {_added_up(finding.reindex(), finding.stale(), '重算索引')} 条。")


@keys.command("reseal")
def reseal() -> None:
    """把不在当前密钥或者当前算法下的内容解开，用新的数据密钥重新封存；断了可以接着做。"""
    click.echo(f"重新封存 {_added_up(turning.turn(turning.resealed), turning.waiting(), '重新封存')} 条。")


@keys.command("destroy")
@click.argument("kid")
def destroy(kid: str) -> None:
    """永远销毁一把旧密钥；还有内容要用的、在用的、留痕要核对的不能销毁。"""
    purpose = _purpose(kid)
    if purpose in {Purpose.TRACE, Purpose.SIGN}:
        raise Refused(f"{kid} 以后核对留痕还要用，不能销毁")
    if kid in keeper().names() and keeper().current(purpose) == kid:
        raise Refused(f"{kid} 正在使用，先换下一把：wangfang keys rotate {purpose}")
    if count := needed().get(kid, 0):
        raise Refused(f"还有 {count} 条内容要用 {kid}，先运行 wangfang keys rewrap")
    keeper().destroy(kid)
    click.echo(f"{kid} 已经销毁。")


def needed() -> dict[str, int]:
    """Return how many rows need each key."""
    return {**turning.in_use(), **finding.by_key(), **keyed.by_key()}


def _purpose(kid: str) -> Purpose:
    word = kid.partition("-")[0]
    if word not in set(Purpose):
        raise Refused(f"没有密钥“{kid[:20]}”，密钥的名字像 wrap-1")
    return Purpose(word)


def _added_up(parts: Iterator[int], size: int, label: str) -> int:
    done = 0
    with click.progressbar(length=max(size, 1), label=label, file=sys.stderr) as bar:
        for part in parts:
            done += part
            bar.update(part)
    return done
