"""The commands that find likely earlier cases, look at what came in, and build the index anew in which they are found."""

from __future__ import annotations

import json
import sys

import click

from wangfang.interfaces.frame.acts import now
from wangfang.records.cases import alike, arrivals, indexing
from wangfang.rules.refusal import Refused


@click.command("find")
@click.option("--text", default="", metavar="TEXT", help="反映的内容；第一行算标题。")
@click.option("--case", "number", default="", metavar="NO", help="已经在库里的信访件编号。")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200), help="最多列几件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def find(text: str, number: str, limit: int, *, as_json: bool) -> None:
    """找出可能已经在库里的同一事项，说明理由；涉密件、检举控告件不在其中。"""
    if bool(text.strip()) == bool(number):
        raise click.UsageError("请给出 --text 或者 --case，只给一个。")
    hints = _beside(number, limit) if number else _typed(text, limit)
    if as_json:
        said = [{"case": h.number, "score": h.score, "band": h.band, "reasons": list(h.reasons)} for h in hints]
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for hint in hints:
        click.echo(f"{hint.number}\t{hint.score:.2f}\t{_BANDS[hint.band]}\t{'；'.join(hint.reasons)}")
    click.echo(f"共 {len(hints)} 件。", err=True)


@click.command("rebuild")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def rebuild(*, as_json: bool) -> None:
    """重新学习哪些字词少见，重建查重索引；其间照常查重，中断不影响现有索引。"""
    with click.progressbar(length=max(2 * indexing.how_many(), 1), label="重建", file=sys.stderr) as bar:
        done = indexing.rebuild(bar.update)
    size = indexing.size()
    click.echo(
        json.dumps({"cases": done, "bytes": size}) if as_json else f"索引里有 {done} 件，占 {size / 1e6:.1f} MB。"
    )


@click.command("arrivals")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def arrived(*, as_json: bool) -> None:
    """比对新到的信访件，更新工作台“疑似重复”；后台任务每分钟自己做一次。"""
    cases = likely = 0
    while (looked := arrivals.look(now())).cases:
        cases, likely = cases + looked.cases, likely + looked.likely
    said = {"cases": cases, "likely": likely}
    click.echo(json.dumps(said) if as_json else f"比对了 {cases} 件，其中疑似重复 {likely} 件。")


_BANDS = {"merge": "拟并案", "review": "待核"}


def _beside(number: str, limit: int) -> list[alike.Hint]:
    case = indexing.placed_case(number)
    if case is None:
        raise Refused(f"查重索引里没有 {number[:40]}：没有这一件，或者涉密、是检举控告、内容已经销毁")
    return alike.of_case(case, None, now(), limit)


def _typed(text: str, limit: int) -> list[alike.Hint]:
    title, _, rest = text.strip().partition("\n")
    return alike.of_text(alike.Typed(title=title, text=rest or title), None, now(), limit)
