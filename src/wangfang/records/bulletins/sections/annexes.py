"""The annexes: every unit of every county, and how the figures are counted and up to when."""

from __future__ import annotations

from collections.abc import Iterator

from wangfang.records.agencies.places import place_name
from wangfang.records.bulletins.figures import COUNTY_DIGITS, Snapshot
from wangfang.records.bulletins.sections.in_time import UNIT_HEADS, cells_of
from wangfang.records.bulletins.sections.pen import NAMES
from wangfang.records.printing.shapes import Block, heading, para, table
from wangfang.rules.cards import card
from wangfang.rules.facts import CHINA, Agency
from wangfang.rules.indicators import VERSIONS, Definition, Indicator
from wangfang.rules.measures import Measure

BASES = {
    Definition.LEGAL: "按法定期限：每个环节按当日有效的期限规定计算，届满日遇节假日顺延，以届满日落在统计期内为准。",
    Definition.HRB_315: "按“三一五”：收到之日起3个工作日内转到责任单位，责任单位15日内受理、15个工作日内出具处理意见。",
    Definition.GD2020: "按登记时间加15日、30日，受理时间加60日计算，不顺延，未到期的在办件计入分母。",
}
_TOLD = (
    Measure.PARTICIPATION_BUREAU, Measure.SATISFACTION_BUREAU, Measure.PARTICIPATION_UNIT, Measure.SATISFACTION_UNIT,
    Measure.ONLINE_SHARE, Measure.REPEAT_SHARE, Measure.RESOLVED_ONCE, Measure.RECURRENCE_90,
)  # fmt: skip


def annexes(of: Snapshot) -> list[Block]:
    """Return what stands behind the sections: the tables of all units, then the definitions."""
    return [*_all_units(of), *_definitions(of)]


def basis(of: Snapshot) -> str:
    """Return the small print: the definition, its version, and up to when data were taken."""
    until = of.taken_at.astimezone(CHINA).strftime("%Y年%m月%d日 %H:%M")
    frozen = f"，冻结数据{of.frozen.number}" if of.frozen else ""
    return f"统计口径：{of.definition}（第{VERSIONS[of.definition]}版）。{BASES[of.definition]}数据截止时间：{until}{frozen}。"


def _all_units(of: Snapshot) -> Iterator[Block]:
    counties: dict[str, list[Agency]] = {}
    for unit in of.units():
        counties.setdefault(unit.region[:COUNTY_DIGITS], []).append(unit)
    yield heading("附件1　各责任单位受理、办结情况")
    if not counties:
        yield para("本期没有责任单位的应办件。")
    for code, units in sorted(counties.items()):
        own = f"{of.issuer.name.removesuffix('信访局')}直" if code == of.issuer.region else place_name(code)
        yield table(f"{own}责任单位", UNIT_HEADS, [cells_of(of, unit) for unit in units])


def _definitions(of: Snapshot) -> Iterator[Block]:
    yield heading("附件2　统计口径")
    for indicator in Indicator:
        one = card(indicator, of.definition)
        yield para(f"{NAMES[indicator]}（{of.definition}第{one.version}版）：{one.formula}")
    for measure in _TOLD:
        yield para(f"{measure.card.name}（第{measure.card.version}版）：{measure.card.formula}")
