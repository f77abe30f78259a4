"""Merges, splits, renames and abolishes agencies: recorded first, put into effect on the day, never undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from wangfang.records.agencies import tree
from wangfang.records.agencies.load import find, initials_of
from wangfang.records.agencies.models import Agency, Former, Pilot
from wangfang.records.agencies.models import Succession as Row
from wangfang.records.ledger.append import append
from wangfang.rules.facts import Act
from wangfang.rules.refusal import Refused
from wangfang.rules.routing import SUCCESSION
from wangfang.rules.succession import Change, Succession, heir_on, require_change

ONE_DAY = timedelta(days=1)
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What somebody wants to record: `leaving` are merged, split, renamed or abolished from `day` on.

    `heirs` go on with the work, the first of a split takes what lies in nobody's territory; nobody has to
    follow an agency that is abolished and left nothing. A rename says the new `name` and has no heirs.
    """

    kind: Change
    leaving: tuple[str, ...]
    day: date
    source: str
    heirs: tuple[str, ...] = ()
    name: str = ""

    def changes(self) -> tuple[Succession, ...]:
        """Return it as the rules speak of it, one change for each pair."""
        return tuple(
            Succession(code, heir, self.day, self.kind, self.source, rest=place == 0)
            for code in self.leaving
            for place, heir in enumerate(self.heirs or ((code,) if self.kind is Change.RENAME else ("",)))
        )


@transaction.atomic
def record(wanted: Reorganisation, act: Act) -> None:
    """Write a reorganisation down, one line of the trace for each agency; `apply_due` puts it into effect on its day.

    Raises:
        Refused: an agency is not there, the successor is of another kind or not there on the day, nobody follows
            an agency that others stand under, or the same was recorded before.
    """
    require(wanted)
    rows = {code: find(code) for code in {*wanted.leaving, *wanted.heirs}}
    for one in wanted.changes():
        Row.objects.create(
            predecessor=rows[one.predecessor],
            successor=rows.get(one.successor),
            day=one.day,
            kind=one.kind,
            source=one.source.strip(),
            name=wanted.name.strip(),
            rest=one.rest,
        )
    for code in wanted.leaving:
        said = {"step": wanted.kind, "actor": act.actor.login, "heirs": list(wanted.heirs), "name": wanted.name,
                "on": wanted.day, "source": wanted.source.strip()}  # fmt: skip
        append(f"agency:{code}", act.recorded_at, said)


def require(wanted: Reorganisation) -> None:
    """Let a reorganisation be recorded that can be put into effect.

    Raises:
        Refused: as `record`.
    """
    known = tree.tree().by_code
    for one in wanted.changes():
        require_change(one, known)
    for code in wanted.leaving:
        _require_first(code)
        if wanted.kind is Change.ABOLISH and not wanted.heirs and children_of(code):
            raise Refused(f"{known[code].name}下面还有机构，请写明由谁承接", SUCCESSION)
    if wanted.kind is Change.SPLIT and len(set(wanted.heirs)) < 2:  # noqa: PLR2004 - into two at the least
        raise Refused("分立要写明至少两个承接的单位", SUCCESSION)
    if wanted.kind is Change.RENAME and not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        raise Refused(f"请写明新的名称，最多 {LONGEST_NAME} 个字", SUCCESSION)


def _require_first(code: str) -> None:
    waiting = Row.objects.filter(predecessor__code=code, applied_on=None).first()
    if waiting:
        raise Refused(
            f"{waiting.predecessor.name}已经登记了从{waiting.day}起的机构调整，等它生效以后再登记", SUCCESSION
        )


def children_of(code: str) -> list[str]:
    """Return the codes of the agencies directly below one."""
    return list(Agency.objects.filter(parent__code=code).order_by("code").values_list("code", flat=True))


def pilots_of(codes: Iterable[str]) -> list[Pilot]:
    """Return the local rule-sets of agencies, which those below them are on."""
    return list(Pilot.objects.filter(agency__code__in=list(codes)).select_related("agency").order_by("pk"))


def waiting() -> QuerySet[Row]:
    """Return the changes that are recorded and not yet in effect, oldest first."""
    return Row.objects.filter(applied_on=None).select_related("predecessor", "successor").order_by("day", "pk")


def apply_due(act: Act) -> list[Succession]:
    """Put into effect what is due on the day of the act: names, last days, and who stands under whom.

    Returns the changes; the caller ends the posts and moves the cases. Nothing happens twice.
    """
    found = tree.tree()
    rows = list(waiting().filter(day__lte=act.day).select_for_update(of=("self",)))
    done = [
        Succession(row.predecessor.code, row.successor.code if row.successor else "", row.day, Change(row.kind),
                   row.source, row.rest)
        for row in rows
    ]  # fmt: skip
    for (key, day), group in groupby(rows, key=lambda row: (row.predecessor_id, row.day)):
        changes = list(group)
        if changes[0].kind == Change.RENAME:
            _rename(key, changes[0].name, day)
        elif key not in {row.successor_id for row in changes}:
            _end(key, day, [one for one in done if one.day == day], found)
    Row.objects.filter(pk__in=[row.pk for row in rows]).update(applied_on=act.day)
    if rows:
        tree.changed()
    return done


def _rename(key: int, name: str, day: date) -> None:
    agency = Agency.objects.get(pk=key)
    _remember([agency], day)
    agency.name, agency.initials = name, initials_of(name)
    agency.save(update_fields=["name", "initials"])


def _end(key: int, day: date, changes: Sequence[Succession], found: tree.Tree) -> None:
    """Give an agency its last day, and whoever stands under it a place under the successor."""
    agency = Agency.objects.get(pk=key)
    agency.valid_to = day - ONE_DAY
    agency.save(update_fields=["valid_to"])
    for child in Agency.objects.filter(parent=agency).order_by("pk"):
        heir = Agency.objects.get(code=heir_on(agency.code, child.region, day, found.by_code, changes))
        below = list(Agency.objects.filter(path__startswith=child.path).order_by("pk"))
        _remember(below, day)
        Agency.objects.filter(pk=child.pk).update(parent=heir)
        for one in below:
            one.path = heir.path + one.path.removeprefix(agency.path)
            one.save(update_fields=["path"])


def _remember(agencies: Iterable[Agency], day: date) -> None:
    """Keep what agencies were called, and where they stood, until the day before."""
    for agency in agencies:
        Former.objects.get_or_create(
            agency=agency, until=day - ONE_DAY, defaults={"name": agency.name, "path": agency.path}
        )
