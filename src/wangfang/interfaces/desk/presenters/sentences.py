"""How the three sentences of the leader's page are worded, each with the list that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.leading import CITY, NOWHERE, Link, grown
from wangfang.records.indicators.classes import NONE
from wangfang.rules import attention
from wangfang.rules.indicators import Indicator
from wangfang.rules.measures import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wangfang.interfaces.desk.presenters.leading import Ways
    from wangfang.records.indicators.overview import Overview
    from wangfang.rules.attention import Sentence


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in words: what is the matter, what belongs to it, where it leads."""

    tone: str
    head: str
    more: str
    link: Link


def said(told: Overview, ways: Ways) -> list[Said]:
    """Return the three sentences, the worst first."""
    return [_WORDS[one.sign](one, told, ways) for one in told.sentences]


def _said(one: Sentence, head: str, more: str = "", link: Link = NOWHERE) -> Said:
    return Said(one.level, head, more, link)


def _overdue(one: Sentence, told: Overview, ways: Ways) -> Said:
    known = {"n": one.cases, "places": _("、").join(one.names), "long": one.further, "days": _days("overdue")}
    more = _("其中 %(long)s 件超期 %(days)s 天以上。") % known if one.further else ""
    head = _("%(n)s 件超期未办结，集中在%(places)s") % known
    return _said(one, head, more, ways.part("left", "overdue", told.in_hand.left["overdue"]))


def _low(one: Sentence, told: Overview, ways: Ways) -> Said:
    head = _("%(rate)s只有 %(value)s%%") % {"rate": _rate(one), "value": one.change}
    return _said(one, head, _late(one), _late_ones(one, told, ways))


def _fell(one: Sentence, told: Overview, ways: Ways) -> Said:
    head = _("%(rate)s比上期下降 %(points)s 个百分点") % {"rate": _rate(one), "points": one.change}
    return _said(one, head, _late(one), _late_ones(one, told, ways))


def _class_rose(one: Sentence, told: Overview, ways: Ways) -> Said:
    kind = next(kind for kind in told.classes if kind.name == one.about and not kind.is_rest)
    known = {"kind": _("未分类") if one.about == NONE else one.about, "n": one.cases, "growth": one.change}
    if one.change is None:
        head = _("“%(kind)s”上年同期没有，这一期 %(n)s 件") % known
    else:
        head = _("“%(kind)s”比上年同期增加 %(growth)s%%") % known
    return _said(one, head, _("这一期 %(n)s 件。") % known, ways.part("class", kind.code, one.cases))


def _repeated(one: Sentence, told: Overview, ways: Ways) -> Said:
    head = _("重复信访率比上期上升 %(points)s 个百分点") % {"points": one.change}
    link = ways.figure(Measure.REPEAT_SHARE, CITY, told.headlines[5].sums[-1], "met")
    return _said(one, head, _("这一期 %(n)s 件是重复信访。") % {"n": one.cases}, link)


def _soon(one: Sentence, told: Overview, ways: Ways) -> Said:  # noqa: ARG001 - every sentence is told the same
    head = _("%(n)s 件 %(days)s 天内到期") % {"n": one.cases, "days": one.further}
    return _said(one, head, _("现在办还来得及。"), ways.part("left", "soon", one.cases))


def _rose(one: Sentence, told: Overview, ways: Ways) -> Said:  # noqa: ARG001 - every sentence is told the same
    several = _("三项“率”连续 %(n)s 期上升") % {"n": one.further}
    return _said(one, several if one.further > 1 else _("三项“率”都比上期上升"))


def _calm(one: Sentence, told: Overview, ways: Ways) -> Said:  # noqa: ARG001 - every sentence is told the same
    return _said(one, _("没有超期未办结的件"), _("在办 %(n)s 件。") % {"n": one.cases})


def _came(one: Sentence, told: Overview, ways: Ways) -> Said:
    first = told.headlines[0]
    head = _("这一期收到 %(n)s 件") % {"n": one.cases}
    return _said(one, head, grown(one.change, is_over=told.is_over), ways.figure(first.name, CITY, first.sums[-1]))


def _in_hand(one: Sentence, told: Overview, ways: Ways) -> Said:  # noqa: ARG001 - every sentence is told the same
    more = _("其中 %(n)s 件 %(days)s 天内到期。") % {"n": one.further, "days": _days("soon")}
    return _said(one, _("在办 %(n)s 件") % {"n": one.cases}, more if one.further else "")


def _late(one: Sentence) -> str:
    return _("%(n)s 件没有按期。") % {"n": one.cases}


def _late_ones(one: Sentence, told: Overview, ways: Ways) -> Link:
    found = next(kpi for kpi in told.headlines if kpi.name == one.about)
    return ways.figure(found.name, CITY, found.sums[-1], "late")


def _rate(one: Sentence) -> str:
    return str(wording.INDICATORS[Indicator(one.about)])


def _days(sign: str) -> int:
    return attention.sign(sign).days


_WORDS: Mapping[str, Callable[[Sentence, Overview, Ways], Said]] = {
    "overdue": _overdue,
    "low": _low,
    "fell": _fell,
    "class_rose": _class_rose,
    "repeated": _repeated,
    "soon": _soon,
    "rose": _rose,
    "calm": _calm,
    "came": _came,
    "in_hand": _in_hand,
}
