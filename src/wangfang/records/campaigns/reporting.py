"""What does the report of a campaign say, and how is it frozen when the campaign ends?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.campaigns import lookups, progress
from wangfang.records.campaigns.assigning import run_by
from wangfang.records.campaigns.freezing import trace
from wangfang.records.campaigns.models import Campaign
from wangfang.records.campaigns.progress import Progress, Share
from wangfang.records.ledger.formats import canonical
from wangfang.records.printing import shapes
from wangfang.records.printing.shapes import Block, column, heading, para, table
from wangfang.rules.access import Deed
from wangfang.rules.basics import ITEMS
from wangfang.rules.facts import Act, Form, day_of
from wangfang.rules.rankings import percent_text

FORMS = {Form.VISIT: "来访", Form.LETTER: "来信", Form.ONLINE: "网上投诉", Form.CALL: "来电"}
"""The forms in the words and the order of the report; the first three are those of 2017."""
_COLUMNS = ("件数", "已补齐件数", "应补项目", "已补录", "经核定说明", "未补齐")


@transaction.atomic
def end(key: int, act: Act) -> Campaign:
    """End a campaign: its figures are taken once more and frozen as its report (结束并出报告).

    Cases that were labelled as secret since do not count.

    Raises:
        NotFound, NotYours, Refused: see `assigning.run_by`.
    """
    campaign = run_by(key, Deed.END, act)
    gaps = progress.gaps_of(campaign, list(lookups.targets_seen(campaign, act.actor)))
    figures = progress.progress_of(campaign, gaps, act.recorded_at)
    campaign.report = dict(sheet_of(campaign, figures, act.day))
    campaign.report_digest = hashlib.sha256(canonical(campaign.report).encode()).hexdigest()
    campaign.ended_by, campaign.ended_at = act.actor.login, act.recorded_at
    campaign.save(update_fields=["report", "report_digest", "ended_by", "ended_at"])
    whole = figures.whole
    trace(campaign, "campaign_ended", act, cases=whole.cases, open=whole.open, report=campaign.report_digest)
    return campaign


def sheet_of(campaign: Campaign, figures: Progress, day: date) -> shapes.Bulletin:
    """Return the report as the shape that is shown, printed and written into a workbook."""
    dated = _in_words(day)
    issuer = tree().by_code[tree().code_of[campaign.issuer_id]].name
    return {
        "issuer": issuer,
        "name": "专项整改情况报告",
        "issue": campaign.number,
        "dated": dated,
        "title": f"关于“{campaign.name}”整改情况的报告",
        "to": "",
        "blocks": [*_overall(campaign, figures), *_by_form(figures), *_by_unit(figures), *_by_item(figures)],
        "reported_to": "",
        "copies": "",
        "printed_on": dated,
        "basis": _basis(campaign, day),
    }


def tables_of(report: shapes.Bulletin) -> list[shapes.Table]:
    """Return the tables of a report, for a workbook."""
    return [block for block in report["blocks"] if block["kind"] == "table"]


def _overall(campaign: Campaign, figures: Progress) -> Iterator[Block]:
    whole = figures.whole
    forms = "、".join(f"{FORMS[Form(one.name)]}{one.cases}件" for one in _in_order(figures.forms))
    since = _in_words(day_of(campaign.made_at))
    yield heading("一、总体情况")
    yield para(
        f"{since}按条件筛选并冻结整改名单，共{whole.cases}件（{forms}），应补项目{whole.items}项。"
        f"到报告之日，已补齐{whole.complete}件，补录{_filled(whole)}项，经核定说明{whole.explained}项，"
        f"尚有{whole.open}项未补齐，完成率{percent_text(whole.items - whole.open, whole.items)}。"
    )


def _by_form(figures: Progress) -> Iterator[Block]:
    yield heading("二、按信访形式")
    rows = [[FORMS[Form(one.name)], *_cells(one)] for one in _in_order(figures.forms)]
    yield table("各信访形式整改情况", _heads("信访形式"), rows, foot=["合计", *_cells(figures.whole)])


def _by_unit(figures: Progress) -> Iterator[Block]:
    yield heading("三、各单位")
    rows = [
        [one.entrant.name, str(one.entrant.due), str(one.entrant.met), str(one.entrant.due - one.entrant.met),
         percent_text(one.entrant.met, one.entrant.due), str(one.rank)]
        for one in figures.units.places
    ]  # fmt: skip
    heads = [column("单位", "left", 2.4), *map(column, ("应补项目", "已完成", "未补齐", "完成率", "名次"))]
    note = f"另有{figures.unassigned}件没有分派。" if figures.unassigned else ""
    yield table("各单位完成情况", heads, rows, note=note)


def _by_item(figures: Progress) -> Iterator[Block]:
    yield heading("四、逐项情况")
    rows = [[ITEMS[one.name].word, *_cells(one)] for one in figures.items]
    yield table("各检查项目整改情况", _heads("项目"), rows, foot=["合计", *_cells(figures.whole)])


def _basis(campaign: Campaign, day: date) -> str:
    return (
        f"名单以{campaign.number}冻结时为准，摘要{campaign.digest[:16]}。补录以录入时间计，不改变原来是否超期；"
        f"项目是否补齐由事项的办理过程得出，不由人工勾选。数据截止{_in_words(day)}。"
    )


def _heads(first: str) -> list[shapes.Column]:
    return [column(first, "left", 1.6), *map(column, _COLUMNS)]


def _cells(one: Share) -> list[str]:
    return [str(n) for n in (one.cases, one.complete, one.items, _filled(one), one.explained, one.open)]


def _filled(one: Share) -> int:
    return one.items - one.open - one.explained


def _in_order(forms: Sequence[Share]) -> list[Share]:
    order = list(FORMS)
    return sorted(forms, key=lambda one: order.index(Form(one.name)))


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
