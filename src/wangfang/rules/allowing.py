"""Which parts of a case may a role see, depending on how its agency stands to the case?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wangfang.rules.facts import Role
from wangfang.rules.labels import Part
from wangfang.rules.reach import Stand


@dataclass(frozen=True, slots=True)
class Row:
    """What some roles see from some stands; `masked` hides the identity but for its ends, `unmask` lets it be shown.

    Unmasking is an act of its own, with a reason, and leaves a line in the trace. `shared` opens of content and
    internal opinions only what is shared with who assists.
    """

    roles: frozenset[Role]
    stands: frozenset[Stand | None]
    parts: frozenset[Part]
    masked: bool = True
    unmask: bool = False
    shared: bool = False


_MATTER = frozenset({Part.METADATA, Part.CONTENT, Part.INTERNAL, Part.FIGURES})
_WHOLE = _MATTER | {Part.IDENTITY}
_REST = frozenset({Part.METADATA, Part.FIGURES})
_NEAR = frozenset({Stand.HOLDS, Stand.PART, Stand.ASKED})
_ABOVE = frozenset({Stand.ABOVE})
_HELPS = frozenset({Stand.ASSISTS})
_ENDED = frozenset({Stand.ENDED})
_BUSINESS = frozenset({Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER, Role.LEADER, Role.REVIEWER})
_HANDLING = frozenset({Role.CLERK, Role.OFFICER, Role.REVIEWER})

ALLOWED: tuple[Row, ...] = (
    Row(frozenset({Role.CLERK, Role.REVIEWER}), _NEAR, _WHOLE, unmask=True),
    Row(frozenset({Role.OFFICER}), frozenset({Stand.HOLDS}), _WHOLE, unmask=True),
    Row(frozenset({Role.OFFICER}), _NEAR, _WHOLE),
    Row(_HANDLING, _ABOVE, _WHOLE),
    Row(_BUSINESS - _HANDLING, _NEAR | _ABOVE, _WHOLE),
    Row(_BUSINESS, _HELPS, _WHOLE, shared=True),
    Row(frozenset({Role.SUPERVISOR}), _NEAR | _ABOVE | {Stand.MANDATE}, _MATTER),
    Row(frozenset({Role.SUPERVISOR}), _HELPS, _MATTER, shared=True),
    Row(frozenset({Role.BUREAU_LEADER}), _NEAR | _ABOVE, frozenset({Part.TRACE})),
    Row(_BUSINESS | {Role.SUPERVISOR}, _ENDED, _REST),
    Row(frozenset({Role.ANALYST}), _NEAR | _HELPS | _ABOVE | _ENDED, frozenset({Part.FIGURES})),
    Row(frozenset({Role.AUDITOR}), frozenset({None, *Stand}), frozenset({Part.TRACE})),
    Row(
        frozenset({Role.PETITIONER}),
        frozenset({Stand.OWN}),
        frozenset({Part.METADATA, Part.CONTENT, Part.IDENTITY, Part.VAULT}),
        masked=False,
    ),
)
"""The one table of who sees what; what has no row is not seen. Whoever may see a case sees its metadata."""


def allowed(role: Role, stands: Collection[Stand | None], part: Part) -> Row | None:
    """Return the row that lets a role see a part from one of these stands, none when no row does."""
    rows = (row for row in ALLOWED if role in row.roles and part in row.parts)
    return next((row for row in rows if not row.stands.isdisjoint(stands)), None)
