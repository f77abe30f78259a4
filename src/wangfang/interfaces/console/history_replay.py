"""How the lines of a history are lived through: whole new lives at once, everything else act by act."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError

from wangfang.interfaces.console.history_acts import act_of
from wangfang.interfaces.console.history_line import Line, petition_of
from wangfang.interfaces.console.history_names import Names
from wangfang.interfaces.frame.step_details import detail_of
from wangfang.records.cases import intake, lookups
from wangfang.records.cases.living import PastLife, Said, take_in
from wangfang.records.cases.verbs import PAIRED, VERBS
from wangfang.rules.facts import Act, Step
from wangfang.rules.matters import ABOUT_TWO
from wangfang.rules.refusal import Refused
from wangfang.rules.workflow import STEP_WORDS

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case

REMEMBERED = 2_000
"""Cases kept in memory while their acts go by; any other is read again."""

Numbered = tuple[int, Line]
Refusal = tuple[int, str]


@dataclass(slots=True)
class Replay:
    """One run over a file: what was written, and the cases that its lines speak of."""

    names: Names
    now: datetime
    acts: int = 0
    cases: int = 0
    skipped: int = 0
    known: OrderedDict[str, Case] = field(default_factory=OrderedDict)

    def one_by_one(self, lines: Iterable[Numbered]) -> Iterator[Refusal]:
        """Live through the lines in their order; yields those that are refused, with the reason."""
        for number, line in lines:
            try:
                self._go_on(line)
            except Refused as why:
                yield number, why.sentence()

    def together(self, lines: Sequence[Numbered]) -> list[Refusal]:
        """Live through the lines of whole cases, new lives at once; returns the refused ones. None of them merges."""
        groups: dict[str, list[Numbered]] = {}
        for number, line in lines:
            groups.setdefault(line.case, []).append((number, line))
        new = [group for group in groups.values() if self._is_new(group)]
        written = {group[0][1].case for group in new} if self._lived(new) else set()
        rest = [group for name, group in groups.items() if name not in written]
        return sorted(refusal for group in rest for refusal in self._apart(group))

    def _apart(self, group: list[Numbered]) -> Iterator[Refusal]:
        if not (self._is_new(group) and self._lived([group])):
            yield from self.one_by_one(group)

    def _is_new(self, group: list[Numbered]) -> bool:
        return group[0][1].begins() and self._case(group[0][1]) is None

    def _lived(self, groups: list[list[Numbered]]) -> bool:
        """Tell whether the lives could be written as they are; if not, nothing of them is."""
        try:
            lives = [self._life([line for _, line in group]) for group in groups]
            written = take_in(lives)
        except (Refused, IntegrityError):  # which line is at fault comes out when each goes alone
            return False
        for (_, first), *_ in groups:
            self.names.keep(first.case, self.names.source_of(first))
        self.acts += written
        self.cases += len(lives)
        self.skipped += sum(len(group) for group in groups) - written
        return True

    def _life(self, lines: list[Line]) -> PastLife:
        """Return a life without the lines that only repeat an earlier one."""
        acts: dict[str, Said] = {}
        source = self.names.source_of(lines[0])
        for line in lines:
            self._require_past(line)
            act = act_of(line, source)
            acts.setdefault(act.key, (line.step, act, detail_of(line.step, line)))
        return PastLife(petition_of(lines[0], source), tuple(acts.values()))

    def _go_on(self, line: Line) -> None:
        self._require_past(line)
        case = self._case(line)
        if case is None:
            self._begin(line)
            return
        act = act_of(line, self.names.source_of(line))
        if line.begins() and lookups.steps(case)[0].key == act.key:
            self.skipped += 1
            return
        if line.step is Step.SUBMIT:
            raise Refused(f"case“{line.case[:40]}”前面已经提交过，编号不能用两次")
        after = self._taken(case, line, act)
        self._remember(line.case, after)
        self.acts += after.steps_taken - case.steps_taken
        self.skipped += after.steps_taken == case.steps_taken

    def _taken(self, case: Case, line: Line, act: Act) -> Case:
        said = detail_of(line.step, line)
        if line.step not in ABOUT_TWO:
            return VERBS[line.step](case, act, said)
        key = ABOUT_TWO[line.step]
        name = line.names(key)
        other = self._found(name, self.names.source_named(name))
        if other is None:
            raise Refused(f"{key}“{name[:40]}”前面还没有提交或登记，不能{STEP_WORDS[line.step]}")
        return PAIRED[line.step](case, other, act, said)

    def _begin(self, line: Line) -> None:
        if not line.begins():
            raise Refused(f"case“{line.case[:40]}”还没有提交或登记，不能办“{line.step}”")
        begin = intake.submit if line.step is Step.SUBMIT else intake.register_new
        source = self.names.source_of(line)
        self._remember(line.case, begin(petition_of(line, source), act_of(line, source)).case)
        self.names.keep(line.case, source)
        self.acts += 1
        self.cases += 1

    def _require_past(self, line: Line) -> None:
        if line.recorded_at > self.now:
            raise Refused(f"时间 {line.recorded_at.isoformat()} 还没有到，不能导入将来的办理")

    def _case(self, line: Line) -> Case | None:
        return self._found(line.case, self.names.source_of(line))

    def _found(self, name: str, source: str) -> Case | None:
        case = self.known.get(name) or (lookups.by_source(source, name) if source else None)
        if case is not None:
            self.names.keep(name, source)
        return case

    def _remember(self, name: str, case: Case) -> None:
        self.known[name] = case
        self.known.move_to_end(name)
        if len(self.known) > REMEMBERED:
            self.known.popitem(last=False)
