"""How a campaign is shown: its line, its figures, the matrix of what is missing, one case item by item, its workbook."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters.cases import title_of
from wangfang.interfaces.desk.wording import ITEM_WORDS
from wangfang.interfaces.frame.cells import workbook_in_memory
from wangfang.interfaces.frame.templatetags.frame import china_day, china_moment
from wangfang.interfaces.frame.wording import FORMS
from wangfang.records.campaigns import reporting
from wangfang.records.cases import lookups
from wangfang.rules.access import DEEDS, Deed
from wangfang.rules.basics import ITEMS
from wangfang.rules.facts import Form
from wangfang.rules.labels import Part
from wangfang.rules.rankings import percent_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from wangfang.records.campaigns.models import Campaign, Explanation, Target, Told
    from wangfang.records.campaigns.progress import Gap, Progress, Share
    from wangfang.rules.facts import Actor
    from wangfang.rules.showing import Showing

WIDE, HIGH = 600, 140
"""The drawing of what is open by day, in its own units."""


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One campaign on the list and on top of its pages; `runs` tells whether this person runs it."""

    number: str
    name: str
    sentence: str
    url: str
    matrix_url: str
    report_url: str
    key: int
    runs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of figures under a name; `met` of `due` are done."""

    name: str
    cells: list[str]
    due: int
    met: int
    rate: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One item of one case: the colour of its tag and its word, both empty where nothing was missing."""

    colour: str
    word: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One case of the matrix."""

    place: int
    number: str
    title: str
    form: str
    unit: str
    due: str
    late: bool
    cells: list[Cell]
    url: str


@dataclass(frozen=True, slots=True)
class GapLine:
    """One item of one case on its own page, with what puts it right and where this person can do something about it."""

    word: str
    remedy: str
    source: str
    cell: Cell
    done: str
    said: str
    answer: str
    fill_url: str
    explain_url: str
    judge_url: str


def line_of(campaign: Campaign, actor: Actor) -> CampaignLine:
    """Return the line of a campaign."""
    said = {"who": campaign.issuer.name, "at": china_day(campaign.made_at), "due": china_day(campaign.due_on)}
    sentence = _("%(who)s · %(at)s 冻结名单 · %(due)s 前完成") % said
    ended = _(" · %(at)s 结束") % {"at": china_day(campaign.ended_at)} if campaign.ended_at else ""
    return CampaignLine(
        campaign.number,
        campaign.name,
        sentence + ended,
        reverse("desk:campaign", args=[campaign.pk]),
        reverse("desk:campaign-matrix", args=[campaign.pk]),
        reverse("desk:campaign-report", args=[campaign.pk]) if campaign.ended_at else "",
        campaign.pk,
        campaign.ended_at is None and runs(campaign, actor),
    )


def runs(campaign: Campaign, actor: Actor) -> bool:
    """Tell whether the buttons of who runs a campaign are shown; the rules decide when they are pressed."""
    own = actor.agency is not None and actor.agency.code == campaign.issuer.code
    return own and actor.role in DEEDS[Deed.ASSIGN]


def figures_of(campaign: Campaign, found: Progress) -> dict[str, object]:
    """Return the figures of a campaign as its page shows them."""
    whole = found.whole
    matrix = reverse("desk:campaign-matrix", args=[campaign.pk])
    return {
        "whole": whole,
        "filled": whole.items - whole.open - whole.explained,
        "rate": percent_text(whole.items - whole.open, whole.items) if whole.items else "—",
        "forms": [_row(str(FORMS[Form(one.name)]), one) for one in found.forms],
        "items": [_row(str(ITEM_WORDS[one.name]), one, f"{matrix}?item={one.name}&open=on") for one in found.items],
        "units": [
            Row(
                place.entrant.name,
                [str(place.rank)],
                place.entrant.due,
                place.entrant.met,
                percent_text(place.entrant.met, place.entrant.due),
                f"{matrix}?unit={place.entrant.code}&open=on",
            )
            for place in found.units.places
        ],
        "unassigned": found.unassigned,
        "days": _changes(found.days),
        "points": points_of(found.days),
        "box": f"0 0 {WIDE} {HIGH}",
    }


def points_of(days: Sequence[tuple[date, int]]) -> str:
    """Return the line of what is open by day as the points of a drawing: time to the right, open items upward."""
    most = max((count for _day, count in days), default=0) or 1
    wide = WIDE / max(len(days) - 1, 1)
    return " ".join(
        f"{nth * wide:.1f},{HIGH - 4 - (HIGH - 8) * count / most:.1f}" for nth, (_day, count) in enumerate(days)
    )


def matrix_rows(gaps: Sequence[Gap], actor: Actor, now: datetime, today: date) -> list[MatrixRow]:
    """Return the rows of the matrix, one for each case in the order of the list; one query at most beside the gaps."""
    cases = {gap.target.case_id: gap.target.case for gap in gaps}
    shows = lookups.shown_in_list(list(cases.values()), actor, now)
    found = []
    for _place, part in groupby(gaps, key=lambda gap: gap.target.place):
        mine = {gap.item: gap for gap in part}
        target = next(iter(mine.values())).target
        found.append(_matrix_row(target, mine, shows[target.case_id], today))
    return found


def gap_lines(
    gaps: Sequence[Gap], said: dict[tuple[int, str], Explanation], shows: Showing, *, runs: bool, works: bool
) -> list[GapLine]:
    """Return the items of one case; explanations are read by who reads what offices say among themselves."""
    reads = shows.has(Part.INTERNAL)
    return [_gap_line(gap, said.get((gap.target.pk, gap.item)), reads=reads, runs=runs, works=works) for gap in gaps]


def told_lines(told: Sequence[Told]) -> list[str]:
    """Return the notices to units as sentences."""
    words = {"assigned": _("%(at)s 分派 %(unit)s %(n)s 件"), "reminded": _("%(at)s 提醒 %(unit)s，还有 %(n)s 项未完成")}
    return [words[one.kind] % {"at": china_moment(one.at), "unit": one.unit.name, "n": one.count} for one in told]


def workbook_of(campaign: Campaign) -> bytes:
    """Return the report as an XLSX file: every table on a sheet of its own, figures as texts, no case on any of them."""
    target = BytesIO()
    book = workbook_in_memory(target)
    book.set_properties({"title": campaign.name, "subject": campaign.number, "comments": campaign.report_digest})
    assert campaign.report is not None  # noqa: S101 - the caller has one that ended
    for table in reporting.tables_of(campaign.report):
        sheet = book.add_worksheet(table["caption"][:31])
        rows = [
            [column["title"] for column in table["columns"]],
            *table["rows"],
            *([table["foot"]] if table["foot"] else []),
        ]
        for nth, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(nth, place, cell)
    book.close()
    return target.getvalue()


def cell_of(gap: Gap | None) -> Cell:
    """Return how an item stands, as its tag."""
    if gap is None:
        return Cell("", "")
    if gap.is_open:
        return Cell("amber", _("待核定")) if gap.waits else Cell("line", _("缺"))
    return Cell("teal", _("已说明")) if gap.explained else Cell("green", _("已补"))


def _row(name: str, one: Share, url: str = "") -> Row:
    cells = [str(n) for n in (one.cases, one.complete, one.items, one.open, one.explained)]
    return Row(name, cells, one.items, one.items - one.open, percent_text(one.items - one.open, one.items), url)


def _changes(days: Sequence[tuple[date, int]]) -> list[tuple[str, int, int]]:
    """Return the first day and those on which something was done, the newest first: day, done on it, open at its end."""
    before = [days[0][1] if days else 0, *(count for _day, count in days)]
    rows = [(day, earlier - count, count) for (day, count), earlier in zip(days, before, strict=False)]
    return [(china_day(day), done, count) for nth, (day, done, count) in enumerate(rows) if done or not nth][::-1]


def _matrix_row(target: Target, mine: dict[str, Gap], shows: Showing, today: date) -> MatrixRow:
    is_open = any(gap.is_open for gap in mine.values())
    return MatrixRow(
        target.place,
        target.case.number,
        title_of(target.case, shows),
        str(FORMS[Form(target.form)]),
        target.unit.name if target.unit else _("未分派"),
        china_day(target.due_on) if target.due_on else "",
        is_open and target.due_on is not None and target.due_on < today,
        [cell_of(mine.get(key)) for key in ITEMS],
        reverse("desk:campaign-case", args=[target.campaign_id, target.place]),
    )


def _gap_line(gap: Gap, said: Explanation | None, *, reads: bool, runs: bool, works: bool) -> GapLine:
    item, where = ITEMS[gap.item], [gap.target.campaign_id, gap.target.place, gap.item]
    may_work = works and gap.is_open
    return GapLine(
        str(ITEM_WORDS[item.key]),
        item.remedy,
        item.source,
        cell_of(gap),
        china_moment(gap.done_at) if gap.done_at else "",
        said.text if said and reads else "",
        said.answer if said and reads else "",
        reverse("desk:campaign-fill", args=where) if may_work else "",
        reverse("desk:campaign-explain", args=where) if may_work and not gap.waits else "",
        reverse("desk:campaign-judge", args=where) if runs and gap.waits and gap.is_open else "",
    )
