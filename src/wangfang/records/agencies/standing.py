"""Where does each agency stand in the tree: below its parent, in no circle, not too deep."""

from __future__ import annotations

from collections.abc import Mapping

from wangfang.records.agencies.models import Agency
from wangfang.rules.refusal import Refused

DEEPEST = 12
"""Levels of a tree; from the centre of the country down to a village there are six."""

LONGEST_PATH = 200  # width of the column


def above(known: Mapping[str, Agency]) -> dict[str, str]:
    """Return the code of each agency's parent, empty at the top."""
    code_of: dict[int | None, str] = {None: ""} | {agency.pk: agency.code for agency in known.values()}
    return {code: code_of[agency.parent_id] for code, agency in known.items()}


def placed(known: Mapping[str, Agency], parents: Mapping[str, str], numbers: Mapping[str, int]) -> list[Agency]:
    """Give every agency its parent and its path; return what is to be saved, parents before children.

    `numbers` are the rows that are being loaded. What stands below one of them moves with it.

    Raises:
        Refused: a parent that is not known, a circle, or more than `DEEPEST` levels.
    """
    lines: dict[str, tuple[str, ...]] = {"": ()}
    changed = []
    for start in known:
        for code in reversed(_way_up(start, known, parents, numbers, lines)):
            parent, agency = parents[code], known[code]
            lines[code] = (*lines[parent], code)
            path = _path(lines[code], numbers)
            if code in numbers or agency.path != path:
                agency.parent, agency.path = known.get(parent), path
                changed.append(agency)
    return changed


def _way_up(
    code: str,
    known: Mapping[str, Agency],
    parents: Mapping[str, str],
    numbers: Mapping[str, int],
    lines: Mapping[str, tuple[str, ...]],
) -> list[str]:
    """Return the agency and those above it, up to the first whose line is known."""
    way: dict[str, None] = {}  # in order, and quick to look into
    while code not in lines:
        if code in way:
            circle = [*way][[*way].index(code) :]
            own = next(each for each in circle if each in numbers)
            raise Refused(f"{_named(own, numbers)}成了自己的上级")
        if code not in known:
            raise Refused(f"第 {numbers[[*way][-1]]} 行的上级机构“{code[:40]}”不存在")
        way[code] = None
        code = parents[code]
    return [*way]


def _path(line: tuple[str, ...], numbers: Mapping[str, int]) -> str:
    path = f".{'.'.join(line)}."
    if len(line) > DEEPEST:
        raise Refused(f"{_named(line[-1], numbers)}在第 {len(line)} 级，机构最多 {DEEPEST} 级")
    if len(path) > LONGEST_PATH:
        raise Refused(f"{_named(line[-1], numbers)}和它的各级上级的代码合起来太长，最多 {LONGEST_PATH} 个字符")
    return path


def _named(code: str, numbers: Mapping[str, int]) -> str:
    row = f"第 {numbers[code]} 行的" if code in numbers else ""
    return f"{row}机构“{code}”"
