"""What `wangfang due` and `wangfang limits` print: due days with their reasons, and the rule-sets in the tables."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import click

from wangfang.interfaces.frame.cells import in_csv
from wangfang.rules.deadlines import CountedDay, Due, due_of_many, explain
from wangfang.rules.deadlines import due as due_day
from wangfang.rules.facts import CHINA, day_of
from wangfang.rules.limits import Limit, RuleSet, Unit, rule_set, rule_sets
from wangfang.rules.refusal import Refused
from wangfang.rules.workdays import national_calendar

COLUMNS = ("limit", "rules", "from")
LONGEST_LINE = 1 << 16  # bytes
UNITS = {Unit.CALENDAR_DAYS: "日", Unit.WORKING_DAYS: "工作日"}


@click.command()
@click.option("--limit", "limit_id", metavar="LIMIT", help="期限编号，如 DL06。")
@click.option("--rules", "rules_id", metavar="RULESET", help="规则集，如 order-2005。")
@click.option(
    "--from", "start", metavar="DATETIME", help="起算时间，如 2017-09-28T10:00:00+08:00；不带时区按北京时间。"
)
@click.option(
    "--batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="批量：CSV，列 limit,rules,from。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def due(limit_id: str | None, rules_id: str | None, start: str | None, batch: Path | None, *, as_json: bool) -> None:
    """计算期限届满日，逐日说明理由；或者用 --batch 批量计算。"""
    single = (limit_id, rules_id, start)
    if batch:
        if any(single) or as_json:
            raise click.UsageError("--batch 不能与其他选项同用。")
        _print_batch(batch)
        return
    if limit_id is None or rules_id is None or start is None:
        raise click.UsageError("请给出 --limit、--rules 和 --from，或者 --batch。")
    limit, start_day = _limit(rules_id, limit_id), day_from(start)
    calendar = national_calendar()
    found, days = due_day(limit, start_day, calendar), explain(limit, start_day, calendar)
    answer = {"limit": limit_id, "rules": rules_id, "from": start} | _answered(limit, found, days)
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else _as_text(limit, found, days))


def _answered(limit: Limit, found: Due, days: tuple[CountedDay, ...]) -> dict[str, object]:
    return {
        "due_legal": found.due_legal.isoformat(),
        "due_stat": found.due_stat.isoformat(),
        "unit": limit.unit.value,
        "count": limit.count,
        "source": limit.source,
        "provisional": found.provisional,
        "days": [{"date": d.date.isoformat(), "counted": d.counted, "nth": d.nth, "why": d.why} for d in days],
    }


def _as_text(limit: Limit, found: Due, days: tuple[CountedDay, ...]) -> str:
    lines = [f"{limit.id} {limit.name}：{limit.count}{UNITS[limit.unit]}，自{limit.start}起（{limit.source}）"]
    lines += [f"{d.date.isoformat()}  {'' if d.nth is None else d.nth:>3}  {d.why}" for d in days]
    lines.append(f"法定届满日 {found.due_legal.isoformat()}，统计届满日 {found.due_stat.isoformat()}")
    if found.provisional:
        lines.append("其中有放假通知未收录的日子，结果暂定。")
    return "\n".join(lines)


def day_from(text: str) -> date:
    """Return the day in China of an ISO date or moment; without a zone it is meant in China.

    Raises:
        Refused: the text is neither.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return day_of(moment if moment.tzinfo else moment.replace(tzinfo=CHINA))
    except (ValueError, OverflowError):
        why = f"{text[:40]!r}不是日期或时间，请写成 2017-09-28 或 2017-09-28T10:00:00+08:00"
        raise Refused(why) from None


@lru_cache(maxsize=256)
def _limit(rules_id: str, limit_id: str) -> Limit:
    return rule_set(rules_id).limit(limit_id)


class Batch:
    """A CSV of questions, read line by line; knows at every moment which line it stands on."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rows = csv.reader(self._lines())
        self.line = 0
        self.cells: list[str] = []

    def _lines(self) -> Iterator[str]:
        while line := self._file.readline(LONGEST_LINE):
            self.line += 1
            if len(line) == LONGEST_LINE:
                raise Refused("这一行太长")
            yield line.decode("utf-8-sig" if self.line == 1 else "utf-8")

    def header(self) -> list[str]:
        """Read the first row, which names the columns.

        Raises:
            Refused: one of the three columns is missing.
        """
        self.cells = next(self._rows, [])
        missing = [name for name in COLUMNS if name not in self.cells]
        if missing:
            raise Refused(f"表头缺少列：{'、'.join(missing)}")
        return self.cells

    def questions(self, header: list[str]) -> Iterator[tuple[Limit, date]]:
        """Yield the limit and the start day of every further row; `cells` holds that row meanwhile.

        Raises:
            Refused: a row has not as many cells as the header, or asks for what there is not.
        """
        limit_at, rules_at, from_at = (header.index(name) for name in COLUMNS)
        for cells in self._rows:
            if not cells:
                continue  # a blank line
            if len(cells) != len(header):
                raise Refused(f"有{len(cells)}列，表头有{len(header)}列")
            self.cells = cells
            yield _limit(cells[rules_at], cells[limit_at]), day_from(cells[from_at])


def _print_batch(path: Path) -> None:
    with path.open("rb") as file:
        batch = Batch(file)
        try:
            _answer(batch)
        except Refused as refused:
            raise Refused(f"第{max(batch.line, 1)}行：{refused.why}", refused.source) from None
        except UnicodeDecodeError:
            raise Refused(f"第{batch.line}行：不是 UTF-8 编码") from None
        except csv.Error:
            raise Refused(f"第{batch.line}行：不是完整的 CSV") from None


def _answer(batch: Batch) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    header = batch.header()
    writer.writerow([*header, "due_legal", "due_stat"])
    for found in due_of_many(batch.questions(header), national_calendar()):
        writer.writerow([*map(in_csv, batch.cells), found.due_legal, found.due_stat])


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def limits(*, as_json: bool) -> None:
    """列出规则集及其期限、出处和施行日期。"""
    known = rule_sets().values()
    if as_json:
        click.echo(json.dumps([_written_out(rules) for rules in known], ensure_ascii=False, indent=2))
        return
    for rules in known:
        click.echo(f"{rules.id}  {rules.name}  {_span(rules)}  {rules.source}")
        for limit in rules.limits.values():
            click.echo(f"  {limit.id}  {limit.count}{UNITS[limit.unit]}  {limit.start}→{limit.until}  {limit.source}")


def _written_out(rules: RuleSet) -> dict[str, object]:
    return {
        "id": rules.id,
        "name": rules.name,
        "source": rules.source,
        "valid_from": rules.valid_from and rules.valid_from.isoformat(),
        "valid_to": rules.valid_to and rules.valid_to.isoformat(),
        "base": rules.base or None,
        "limits": [
            {
                "id": limit.id,
                "name": limit.name,
                "unit": limit.unit.value,
                "count": limit.count,
                "start": limit.start,
                "until": limit.until,
                "source": limit.source,
            }
            for limit in rules.limits.values()
        ],
    }


def _span(rules: RuleSet) -> str:
    if rules.valid_from is None:
        return f"叠加于 {rules.base}" if rules.base else ""
    return f"{rules.valid_from.isoformat()} 起" + (f"，至 {rules.valid_to.isoformat()}" if rules.valid_to else "")
