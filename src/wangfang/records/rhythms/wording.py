"""What a brief says: its sections as texts that name figures in braces, its tables, and the figures as they are printed."""

from __future__ import annotations

from collections.abc import Mapping

from wangfang.records.agencies.tree import Tree
from wangfang.records.printing import shapes
from wangfang.records.printing.shapes import column, table
from wangfang.records.rhythms.figures import Span, Sums, Taken
from wangfang.rules.facts import Agency, Kind
from wangfang.rules.indicators import Indicator
from wangfang.rules.rankings import NOTHING_DUE, Entrant, growth, percent_text, points

RATES = {
    Indicator.BUREAU_TIMELY: "信访部门及时受理率",
    Indicator.UNIT_TIMELY: "责任单位及时受理率",
    Indicator.ONTIME_CLOSURE: "按期办结率",
}
MOST = 10
"""Units of a table, and five classes of content in a sentence."""
_CLASSES = 5


def figures_of(taken: Taken, bureau: Agency, found: Tree) -> dict[str, str]:
    """Return the figures of a bureau by the names under which a text holds them, as they are printed."""
    key = found.key_of[bureau.code]
    late = taken.late_under(bureau.code, found)
    came, repeats = _both(taken.came, key), _both(taken.repeats, key)
    said = {
        **_pair("收到", came), "收到环比": _change(came[0], _both(taken.came_before, key)[0]),
        **_pair("办结", _both(taken.ended, key)),
        "办结环比": _change(_both(taken.ended, key)[0], _both(taken.ended_before, key)[0]),
        **_pair("在办", _both(taken.open, key)),
        "超期件次": str(sum(n for _, n in late)), "超期单位": str(len(late)),
        **_pair("催办", _both(taken.urged, key)), "催办已办结": str(_both(taken.urged_ended, key)[0]),
        "督办件次": str(_both(taken.supervised, key)[0]),
        **_pair("重复", repeats), "重复占比": percent_text(repeats[0], came[0]),
        "主要内容": _most(taken.classes.get(key, {})), **_pair("下期到期", _both(taken.ahead, key)),
    }  # fmt: skip
    for indicator, word in RATES.items():
        now = taken.rate_of(bureau.code, indicator)
        said[word] = _rate(now)
        said[f"{word}变化"] = _points(now, taken.rate_of(bureau.code, indicator, before=True))
    return said


def texts_of(span: Span, figures: Mapping[str, str], *, is_month: bool) -> list[dict[str, str]]:
    """Return the sections of a brief as they are drafted: a heading and a text that names the figures in braces."""
    days = f"{span.now.start:%Y-%m-%d}至{span.now.last_day:%Y-%m-%d}"
    rates = "，".join(f"{word}{{{word}}}（比上期{{{word}变化}}）" for word in RATES.values())
    sections = {
        "总体情况": (
            f"{days}，收到信访事项{{收到件次}}件次、{{收到人次}}人次，{{收到环比}}；"
            "办结{办结件次}件次、{办结人次}人次，{办结环比}；目前在办{在办件次}件次、{在办人次}人次。"
        ),
        "超期情况": "在办的事项中超期{超期件次}件，涉及{超期单位}个单位。" + _about_late(figures),
        "催办督办": "催办{催办件次}件，其中{催办已办结}件已经办结" + ("；督办{督办件次}件。" if is_month else "。"),
        "反映的主要内容": "反映较多的依次为：{主要内容}。",
        "重复信访": "重复信访{重复件次}件次、{重复人次}人次，占收到的{重复占比}。",
        "各率": f"{rates}。",
        "下期工作": "今后同样天数内到期{下期到期件次}件次、{下期到期人次}人次，要逐件核对进度，到期前办结。",
    }
    return [{"heading": heading, "text": text} for heading, text in sections.items()]


def tables_of(taken: Taken, bureau: Agency, found: Tree, *, is_month: bool) -> list[shapes.Table]:
    """Return the tables of a brief: who holds late cases, and the rates of whoever stands directly below."""
    late = taken.late_under(bureau.code, found)[: None if is_month else MOST]
    tables = []
    if late:
        rows = [[found.by_code[code].name, str(n)] for code, n in late]
        tables.append(table("超期未办结事项", [column("单位", "left", 3), column("件次")], rows))
    below = sorted(
        (one for one in found.by_code.values() if one.line[-2:-1] == (bureau.code,) and one.kind in _COMPARED),
        key=lambda one: one.code,
    )
    rows = [row for one in below if (row := _rate_row(one.code, taken, found))]
    if rows:
        heads = [column("单位", "left", 2.4)]
        for word in RATES.values():
            heads += [column(word, "right", 1.6), column("环比", "right", 1.1)]
        tables.append(table("下级单位各率", heads, rows, note="“—”表示没有应办件或者上期没有可比数据。"))
    return tables


_COMPARED = frozenset({Kind.BUREAU, Kind.UNIT})


def _rate_row(code: str, taken: Taken, found: Tree) -> list[str]:
    """Return the rates of an agency with all below it, nothing where none of them had anything due."""
    now = [taken.rate_of(code, indicator) for indicator in RATES]
    if not any(one.due for one in now):
        return []
    before = [taken.rate_of(code, indicator, before=True) for indicator in RATES]
    cells = [cell for one, was in zip(now, before, strict=True) for cell in (_rate(one), _points(one, was))]
    return [found.by_code[code].name, *cells]


def _rate(one: Entrant) -> str:
    return f"{percent_text(one.met, one.due)}（{one.met}/{one.due}）" if one.due else NOTHING_DUE


def _points(now: Entrant, before: Entrant) -> str:
    change = points(now, before)
    return NOTHING_DUE if change is None else f"{change:+}" if change else f"{change}"


def _about_late(figures: Mapping[str, str]) -> str:
    if figures["超期件次"] == "0":
        return "没有超期未办结的事项。"
    return "有关单位要逐件说明原因、明确时限，尽快办结。"


def _pair(word: str, both: tuple[int, int]) -> dict[str, str]:
    return {f"{word}件次": str(both[0]), f"{word}人次": str(both[1])}


def _both(sums: Sums, key: int) -> tuple[int, int]:
    return sums.get(key, (0, 0))


def _change(now: int, before: int) -> str:
    grown = growth(now, before)
    if grown is None:
        return "上期无可比数据"
    return f"比上期{'增加' if grown > 0 else '减少'}{abs(grown)}%" if grown else "与上期持平"


def _most(classes: Mapping[str, int]) -> str:
    first = sorted(classes.items(), key=lambda row: (-row[1], row[0]))[:_CLASSES]
    return "、".join(f"{name}{n}件次" for name, n in first) or "没有"
