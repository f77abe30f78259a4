"""The command that derives the open clocks anew after a new calendar or rule-set, on all cores, and can be broken off."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence

import click
from django.db import connections

from wangfang.interfaces.console.progress import with_bar
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.rebuilding import Order, Recomputed, batches, ended_keys, open_keys, rebuild, recompute

ALONE_BELOW = 4_000
"""Cases for which a second process is not worth its start."""

MOST_PROCESSES = 4
WHY = "工作日历或者规则更新"


@click.command("recompute")
@click.option("--agency", default="", metavar="CODE", help="只算这个机构和它下面的。")
@click.option("--why", default=WHY, show_default=True, help="重算的理由，写进每一件的留痕。")
@click.option("--dry-run", is_flag=True, help="只数会变多少件，不写入。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def recompute_command(agency: str, why: str, *, dry_run: bool, as_json: bool) -> None:
    """新的工作日历或规则集发布以后，重新计算全部未结事项的期限；已经告知信访人的期限不会变短。"""
    done = reckoned_anew(agency, why, dry=dry_run)
    if as_json:
        said = {"cases": done.cases, "changed": done.changed, "kept": done.kept, "refreshed": done.refreshed,
                "refused": [{"case": number, "why": reason} for number, reason in done.refused]}  # fmt: skip
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        click.echo(_sentence(done, dry=dry_run))
        for number, reason in done.refused:
            click.echo(f"{number}：{reason}", err=True)
    raise click.exceptions.Exit(1 if done.refused else 0)


def _sentence(done: Recomputed, *, dry: bool) -> str:
    verb = "会变" if dry else "变了"
    kept = f"，其中 {done.kept} 件保留已告知的期限" if done.kept else ""
    return f"核对了 {done.cases} 件：{done.changed} 件的期限{verb}{kept}；另有 {done.refreshed} 件只更新统计。"


def reckoned_anew(agency: str, why: str, *, dry: bool = False, whole: bool = False) -> Recomputed:
    """Derive the clocks anew with a bar: of open cases with a step each, of lately ended ones (or of all: `whole`) without."""
    found = tree()
    order, done = Order(why, system_act(), found, dry=dry), Recomputed()
    keys = [*open_keys(found, agency), *([] if whole else ended_keys(found, agency))]
    for part in with_bar(parts(keys, order), len(keys), lambda: done.cases, "重算期限"):
        done.add(part)
    if whole and not dry:
        done.refreshed += rebuild(agency)
    return done


def parts(keys: Sequence[int], order: Order) -> Iterator[Recomputed]:
    """Do the batches one after the other, or in as many processes as there are cores when they are many."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(keys) < ALONE_BELOW or processes == 1:
        yield from (recompute(batch, order) for batch in batches(keys))
        return
    connections.close_all()  # no child may speak on the line of its parent
    with multiprocessing.get_context("fork").Pool(processes, _begin, (order,)) as pool:
        yield from pool.imap_unordered(_do, batches(keys))


_orders: list[Order] = []
"""The order that a child process works on; handed over once, because it brings the whole tree along."""


def _begin(order: Order) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to say; a batch is done or undone
    _orders[:] = [order]


def _do(keys: list[int]) -> Recomputed:
    return recompute(keys, _orders[0])
