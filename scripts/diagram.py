"""Does the page on the workflow show the table that the code holds: draw diagram and table anew from it?"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from wangfang.rules.facts import Kind, Step  # noqa: E402 - the tree is found first
from wangfang.rules.states import State  # noqa: E402 - the tree is found first
from wangfang.rules.transitions import ENDED, OPEN, TRANSITIONS, Edge  # noqa: E402 - likewise

PAGE = ROOT / "docs" / "rules" / "workflow.md"
BEGIN, END = "<!-- drawn by scripts/diagram.py -->", "<!-- end of what is drawn -->"


def main() -> int:
    """Write the page anew; with --check only tell whether it differs."""
    now = PAGE.read_text(encoding="utf-8")
    after = redrawn(now)
    if "--check" in sys.argv:
        return int(now != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


def redrawn(page: str) -> str:
    """Return the page with diagram and table as the code has them."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{diagram()}\n\n{table()}\n\n{END}{after}"


def diagram() -> str:
    """Return the states and the steps that lead from one to another, as Mermaid."""
    moves: dict[tuple[str, str], list[str]] = {}
    for edge in TRANSITIONS:
        if edge.before is not edge.after:
            start = "any_open" if _from_anywhere(edge.step) else edge.before or "[*]"
            steps = moves.setdefault((str(start), str(edge.after)), [])
            if _said(edge) not in steps:
                steps.append(_said(edge))
    lines = [f"    {start} --> {after} : {', '.join(steps)}" for (start, after), steps in moves.items()]
    ends = [f"    {state} --> [*]" for state in State if state in ENDED]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    any_open : any open state", *lines, *ends, "```"])


def table() -> str:
    """Return one line for each number, step and result."""
    lines = ["| No. | Step | From | To | By | Source |", "|---|---|---|---|---|---|"]
    for (number, step), edges in groupby(_in_order(), key=lambda edge: (edge.number, edge.step)):
        for (after, by), same in _results(edges):
            starts = _states([edge.before for edge in same])
            source = same[0].source.removeprefix("《信访工作条例》")
            lines.append(f"| {number} | {step} | {starts} | {after} | {by} | {source} |")
    return "\n".join(lines)


def _in_order() -> list[Edge]:
    steps = list(Step)
    return sorted(TRANSITIONS, key=lambda edge: (edge.number[0] == "S", edge.number, steps.index(edge.step)))


def _results(edges: Iterable[Edge]) -> Iterator[tuple[tuple[str, str], list[Edge]]]:
    """Put together the rows that differ only in the state before."""
    rows: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        after = "unchanged" if edge.after is edge.before else str(edge.after)
        beside = [word for word in (edge.choice, f"to a {edge.toward}" if edge.toward else "") if word]
        said = f"{after} ({', '.join(beside)})" if beside else after
        rows.setdefault((said, _by(edge.by)), []).append(edge)
    yield from rows.items()


def _by(kind: Kind | None) -> str:
    return str(kind).replace("_", " ") if kind else "see access"


def _states(states: list[State | None]) -> str:
    if set(states) == set(State):
        return "any"
    if set(states) == set(OPEN):
        return "any open"
    return ", ".join(dict.fromkeys(str(state) if state else "nothing" for state in states))


def _said(edge: Edge) -> str:
    return f"{edge.step} ({edge.choice})" if edge.choice else str(edge.step)


def _from_anywhere(step: Step) -> bool:
    return {edge.before for edge in TRANSITIONS if edge.step is step} >= set(OPEN)


if __name__ == "__main__":
    sys.exit(main())
