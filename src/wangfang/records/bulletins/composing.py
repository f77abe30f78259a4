"""How do the figures, the texts and the number of a bulletin become the sheet that is shown and printed?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict, cast

from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins.models import Bulletin
from wangfang.records.bulletins.sections.pen import Section
from wangfang.records.ledger.formats import canonical
from wangfang.records.printing import shapes
from wangfang.records.printing.shapes import Block, column, form, heading, para, table
from wangfang.rules.bulletins import Addressee, Series, Way, addressees, number_text
from wangfang.rules.facts import Agency
from wangfang.rules.locked_figures import rendered

RED_HEADS = {Series.QUARTERLY: "网上信访工作通报", Series.SPECIAL: "信访重要情况专报"}
UNNUMBERED = "（送审稿）"


class Kept(TypedDict):
    """What is kept of a bulletin from the moment of its drafting."""

    title: str
    sections: list[Section]
    annexes: list[Block]
    basis: str


def kept_of(bulletin: Bulletin) -> Kept:
    """Return what was written from the figures; nothing stands there of bulletins from before there were sections."""
    return cast("Kept", bulletin.kept or {"title": bulletin.body["title"], "sections": [], "annexes": [], "basis": ""})


def receivers_of(issuer: Agency, series: Series, day: date) -> tuple[Addressee, ...]:
    """Return to which agencies a bulletin goes that is issued on a day."""
    return addressees(issuer, tree().by_code.values(), series, day)


def put_together(bulletin: Bulletin, texts: Mapping[int, str], day: date) -> None:
    """Set the sheet of a bulletin and its digest, from the newest texts by section, as of a day; nothing is saved."""
    issuer, series = tree().by_code[tree().code_of[bulletin.issuer_id]], Series(bulletin.series)
    kept, to, dated = kept_of(bulletin), receivers_of(issuer, series, day), f"{day.year}年{day.month}月{day.day}日"
    sheet: shapes.Bulletin = {
        "issuer": issuer.name,
        "name": RED_HEADS[series],
        "issue": number_text(bulletin.year, bulletin.serial) if bulletin.serial else UNNUMBERED,
        "dated": dated,
        "title": kept["title"],
        "to": _to(to, series),
        "blocks": _sections(kept, texts),
        "behind": _behind(kept, to, series, day),
        "reported_to": _conveners(issuer) if series is Series.QUARTERLY else "",
        "copies": _names(to, Way.ABOVE, day) if series is Series.QUARTERLY else "",
        "printed_on": dated,
        "basis": kept["basis"],
    }
    bulletin.body = dict(sheet)
    bulletin.digest = hashlib.sha256(canonical(bulletin.body).encode()).hexdigest()


def _sections(kept: Kept, texts: Mapping[int, str]) -> list[Block]:
    blocks: list[Block] = []
    for number, section in enumerate(kept["sections"], start=1):
        said = rendered(texts[number], section["figures"])
        blocks += [heading(section["title"]), *(para(line) for line in said.split("\n") if line), *section["tables"]]
    return blocks


def _behind(kept: Kept, to: Sequence[Addressee], series: Series, day: date) -> list[Block]:
    """Return the annexes and the register to sign on paper; on a special report there is room for instructions."""
    names = [one.agency.name_on(day) for one in to]
    if series is Series.SPECIAL:
        heads = [column("单位", "left", 2), *map(column, ("姓名", "职务", "时间")), column("意见", "left", 2)]
        rows = [[name, "", "", "", ""] for name in names or [""]]
        return [*kept["annexes"], form([("领导批示", "\n\n")]), table("签阅单", heads, rows)]
    heads = [column("单位", "left", 2.2), *map(column, ("签收人", "签收时间"))]
    return [
        *kept["annexes"],
        heading("附件3　签收登记"),
        table("签收登记表", heads, [[name, "", ""] for name in names]),
    ]


def _to(to: Sequence[Addressee], series: Series) -> str:
    if series is Series.SPECIAL:
        return "、".join(one.agency.name for one in to)
    kinds = {one.agency.kind.value for one in to if one.way is Way.DOWN}
    words = (("bureau", "各县（市、区）信访局"), ("unit", "市直有关部门"))
    return "、".join(word for kind, word in words if kind in kinds) or "各单位"


def _conveners(issuer: Agency) -> str:
    return f"{issuer.name.removesuffix('信访局')}信访工作联席会议召集人"


def _names(to: Sequence[Addressee], way: Way, day: date) -> str:
    return "、".join(one.agency.name_on(day) for one in to if one.way is way)
