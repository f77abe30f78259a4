"""What `wangfang history load` does: acts of the past, line by line, through the verbs of the desk."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from wangfang.interfaces.console.history_line import Line, line_of, petition_of
from wangfang.interfaces.console.progress import with_bar
from wangfang.interfaces.console.spool import Spool
from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.acts import PETITIONER
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import closing, evaluation, handling, intake, passing
from wangfang.records.cases.lookups import by_source
from wangfang.rules.facts import Act, Actor, Role, Step
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.records.cases.intake import Case

LONGEST = 1 << 20
"""Bytes of a line; the longest texts the rules allow take a tenth of it."""

REMEMBERED = 2_000
"""Cases kept in memory while their acts go by; any other is read again."""

TOLD = 20
LOGIN, NAME = "history", "历史数据导入"


@click.group()
def history() -> None:
    """历史办理过程。"""


@history.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--stop-on-error", is_flag=True, help="遇到第一条被拒绝的就停下。")
@click.option("--source", default="", metavar="NAME", help="来源名称；默认由文件第一行得出，改名、续写后重新导入都认得。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def load(file: Path, source: str, *, stop_on_error: bool, as_json: bool) -> None:
    """按 history-format 逐行导入办理过程（JSON Lines），每一步都按当时的日期走同样的规则。"""
    with file.open("rb") as stream, Spool() as refused:
        replay = Replay(source or source_of(stream), acts.now())
        for number, raw in with_bar(_lines(stream), file.stat().st_size, stream.tell, "导入"):
            try:
                replay.go_on(raw)
            except Refused as why:
                refused.add({"line": number, "why": why.sentence()})
                if stop_on_error:
                    break
        _tell(replay, refused, as_json=as_json)
        if refused.count:
            raise click.exceptions.Exit(1)


def source_of(stream: BinaryIO) -> str:
    """Name a file by its first act: renamed, moved or grown, it stays the same source."""
    first = next((raw for _, raw in _lines(stream)), b"")
    stream.seek(0)
    return "history:" + hashlib.sha256(first.strip()).hexdigest()[:32]


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its number; of one that is too long only so much that it is seen to be."""
    number = 0
    while raw := stream.readline(LONGEST + 1):
        number += 1
        rest = raw
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST)
        if raw.strip():
            yield number, raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw


@dataclass(slots=True)
class Replay:
    """One run over a file: what was written, and the cases that its lines speak of."""

    source: str
    now: datetime
    acts: int = 0
    cases: int = 0
    skipped: int = 0
    known: OrderedDict[str, Case] = field(default_factory=OrderedDict)

    def go_on(self, raw: bytes) -> None:
        """Live through one line; an act that was loaded before is passed over.

        Raises:
            Refused: the line, or the act it tells of, with the reason; nothing of it is written.
        """
        if len(raw) > LONGEST:
            raise Refused("这一行超过 1 MB")
        line = line_of(raw)
        if line.recorded_at > self.now:
            raise Refused(f"时间{line.recorded_at.isoformat()[:40]}还没有到，不能导入将来的办理")
        act = self._act(line)
        case = self._case(line.case)
        if case is None:
            self._begin(line, act)
            return
        if case.submission_key == act.key:
            self.skipped += 1
            return
        if line.step is Step.SUBMIT:
            raise Refused(f"case“{line.case[:40]}”前面已经提交过，编号不能用两次")
        after = TAKE[line.step](case, act, line)
        self._remember(line.case, after)
        if after.steps_taken > case.steps_taken:
            self.acts += 1
        else:
            self.skipped += 1

    def _begin(self, line: Line, act: Act) -> None:
        if not line.begins():
            raise Refused(f"case“{line.case[:40]}”还没有提交或登记，不能办“{line.step}”")
        petition = petition_of(line, self.source)
        take_in = intake.submit if line.step is Step.SUBMIT else intake.register_new
        self._remember(line.case, take_in(petition, act).case)
        self.acts += 1
        self.cases += 1

    def _act(self, line: Line) -> Act:
        actor = PETITIONER
        if line.agency:
            actor = Actor(line.actor or LOGIN, line.actor or NAME, Role.SYSTEM, tree().agency(line.agency))
        return Act(actor, line.occurred_at, line.recorded_at, self._key(line), quiet=True)

    def _key(self, line: Line) -> str:
        words = json.dumps([self.source, line.said], sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()

    def _case(self, name: str) -> Case | None:
        return self.known.get(name) or by_source(self.source, name)

    def _remember(self, name: str, case: Case) -> None:
        self.known[name] = case
        self.known.move_to_end(name)
        if len(self.known) > REMEMBERED:
            self.known.popitem(last=False)


def _assign(case: Case, act: Act, line: Line) -> Case:
    if line.said.get("co"):
        raise Refused("co（协办单位）现在还不能导入")
    return passing.assign(case, line.text("to"), line.day("due_on"), act)


def _evaluate(case: Case, act: Act, line: Line) -> Case:
    bureau, unit, note = (line.text(key, "") for key in ("bureau", "unit", "note"))
    return evaluation.evaluate(case, act, bureau=bureau, unit=unit, note=note)


TAKE: dict[Step, Callable[[Case, Act, Line], Case]] = {
    Step.REGISTER: lambda case, act, _: intake.register(case, act),
    Step.SCREEN: lambda case, act, line: intake.screen(case, line.text("procedure"), act),
    Step.FORWARD: lambda case, act, line: passing.forward(case, line.text("to"), act),
    Step.ASSIGN: _assign,
    Step.SIGN_IN: lambda case, act, _: passing.sign_in(case, act),
    Step.ACCEPT: lambda case, act, _: handling.accept(case, act),
    Step.DECLINE: lambda case, act, line: handling.decline(case, line.text("why"), act),
    Step.LOG_WORK: lambda case, act, line: handling.log_work(case, line.text("kind"), line.text("note"), act),
    Step.RESOLVE: lambda case, act, line: handling.resolve(case, line.text("note"), act),
    Step.ISSUE_OPINION: lambda case, act, line: closing.issue_opinion(
        case, line.text("conclusion"), line.text("text"), act
    ),
    Step.SERVE: lambda case, act, line: closing.serve(case, line.text("method"), act),
    Step.CLOSE: lambda case, act, _: closing.close(case, act),
    Step.EVALUATE: _evaluate,
}
"""Every step but the submission, which begins a case, and the verb it is taken by."""


def _tell(replay: Replay, refused: Spool, *, as_json: bool) -> None:
    if as_json:
        refused.print_json({"acts": replay.acts, "cases": replay.cases, "skipped": replay.skipped}, "refused")
        return
    click.echo(f"新建 {replay.cases} 件，写入 {replay.acts} 步，跳过 {replay.skipped} 步，拒绝 {refused.count} 行。")
    for place, line in enumerate(refused.lines()):
        if place == TOLD:
            click.echo(f"……其余 {refused.count - TOLD} 行见 --json。")
            break
        said = json.loads(line)
        click.echo(f"第 {said['line']} 行：{said['why']}")
