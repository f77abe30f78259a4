"""Loads the tree of agencies, and puts agencies on local rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from pypinyin import Style, lazy_pinyin

from wangfang.records.agencies import standing, tree
from wangfang.records.agencies.models import Agency, Pilot
from wangfang.records.ledger.append import append
from wangfang.rules.facts import Act, Kind
from wangfang.rules.limits import rule_set
from wangfang.rules.refusal import Refused

_REGION = re.compile(r"\d{6}(\d{3}(\d{3})?)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
COLUMNS = ("code", "name", "kind", "region", "parent", "valid_from", "valid_to")


@transaction.atomic
def load(rows: Sequence[Mapping[str, str]], act: Act) -> int:
    """Create or update agencies from rows with the columns `COLUMNS`; all of them, or none.

    Raises:
        Refused: a row lacks its code, name or region, names an unknown kind or parent, or
            does not fit into the tree (see `standing.placed`).
    """
    numbered = [(number, row) for number, row in enumerate(rows, start=2) if any(row.values())]
    numbers = _require_one_row_each(numbered)
    known = {row.code: row for row in Agency.objects.all()}
    parents = standing.above(known)
    for number, row in numbered:
        code = _text(row, "code")
        known[code] = _filled(known.get(code) or Agency(code=code), row, number)
        parents[code] = _text(row, "parent")
    for agency in standing.placed(known, parents, numbers):
        agency.save()
    tree.changed()
    append("agencies", act.recorded_at, {"step": "load_agencies", "actor": act.actor.login, "rows": len(numbered)})
    return len(numbered)


@transaction.atomic
def put_on_pilot(agency: str, rules: str, starts_on: date, ends_on: date | None, act: Act) -> Pilot:
    """Put an agency and all below it on a local rule-set from a day on (试点先行).

    Raises:
        Refused: no such agency or rule-set, the end lies before the start, or another pilot of the agency
            starts the same day.
    """
    row = Agency.objects.select_for_update().get(pk=find(agency).pk)  # two at once take turns
    chosen = rule_set(rules)
    if ends_on is not None and ends_on < starts_on:
        raise Refused("试点结束日期早于开始日期")
    other = Pilot.objects.filter(agency=row, starts_on=starts_on).exclude(rules=chosen.id).first()
    if other is not None:
        raise Refused(
            f"{row.name}自 {starts_on} 起已经按 {other.rules} 试点，同一天不能再按 {chosen.id}，请换一个开始日期"
        )
    pilot, _ = Pilot.objects.update_or_create(
        agency=row, rules=chosen.id, starts_on=starts_on, defaults={"ends_on": ends_on}
    )
    tree.changed()
    said = {"step": "pilot", "actor": act.actor.login, "rules": rules, "from": starts_on, "until": ends_on}
    append(f"agency:{agency}", act.recorded_at, said)
    return pilot


def find(code: str) -> Agency:
    """Return the row of an agency.

    Raises:
        Refused: there is none of that code.
    """
    row = Agency.objects.filter(code=code).first()
    if row is None:
        raise Refused(f"没有代码为“{code[:40]}”的单位，请核对机构代码")
    return row


def initials_of(name: str) -> str:
    """Return the pinyin initials that the type-ahead is searched by (先锋路街道办事处 → xfljdbsc)."""
    return "".join(word[0] for word in lazy_pinyin(name, style=Style.FIRST_LETTER) if word).lower()[:100]


def _require_one_row_each(rows: Sequence[tuple[int, Mapping[str, str]]]) -> dict[str, int]:
    """Return the number of the row in which each code stands."""
    seen: dict[str, int] = {}
    for number, row in rows:
        code = _text(row, "code")
        if any(_CONTROL.search(value or "") for value in row.values()):
            raise Refused(f"第 {number} 行里有不能保存的字符")
        if code in seen:
            raise Refused(f"第 {number} 行的机构代码“{code}”和第 {seen[code]} 行重复")
        seen[code] = number
    return seen


def _filled(agency: Agency, row: Mapping[str, str], number: int) -> Agency:
    agency.name, agency.kind, agency.region = _text(row, "name"), _text(row, "kind"), _text(row, "region")
    if not (agency.code and agency.name and agency.region):
        raise Refused(f"第 {number} 行缺少机构代码、名称或地区代码")
    if "." in agency.code or len(agency.code) > 20 or len(agency.name) > 100 or len(agency.region) > 12:  # noqa: PLR2004 - widths of the columns
        raise Refused(f"第 {number} 行的机构代码不能含点号，代码最多 20 个字符、名称最多 100 个、地区代码最多 12 个")
    if agency.kind not in set(Kind):
        raise Refused(f"第 {number} 行的机构类别“{agency.kind[:20]}”不认识，只能是 {'、'.join(Kind)}")
    if not _REGION.fullmatch(agency.region):
        raise Refused(f"第 {number} 行的地区代码“{agency.region}”不对，应为 6、9 或 12 位数字")
    ended = _taken_over_on(agency)
    agency.valid_from, agency.valid_to = _day(row, "valid_from", number), _day(row, "valid_to", number)
    if ended and (agency.valid_to is None or agency.valid_to > ended):
        raise Refused(f"第 {number} 行的机构“{agency.code}”到{ended}为止，已由别的单位承接，不能再启用")
    if agency.valid_from and agency.valid_to and agency.valid_to < agency.valid_from:
        raise Refused(f"第 {number} 行的停用日期早于启用日期")
    agency.initials = initials_of(agency.name)
    return agency


def _taken_over_on(agency: Agency) -> date | None:
    """Return the last day of an agency whose work another goes on with, none of any other agency."""
    over = agency.pk and agency.valid_to and agency.heirs.exclude(applied_on=None).exists()
    return agency.valid_to if over else None


def _text(row: Mapping[str, str], column: str) -> str:
    return (row.get(column) or "").strip()


def _day(row: Mapping[str, str], column: str, number: int) -> date | None:
    text = _text(row, column)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Refused(f"第 {number} 行的日期“{text[:20]}”不对，请写成 2017-01-01") from wrong
