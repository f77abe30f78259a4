"""How the work list is laid out: tabs with counts, filters as chips, the address of each view, what an empty one says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.records.cases.lookups import PAGE, Filters
from wangfang.rules.access import may
from wangfang.rules.facts import Kind, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from wangfang.records.cases.lookups import Counts
    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Agency, Role

TABS: dict[str, StrOrPromise] = {
    "todo": gettext_lazy("待我处理"),
    "today": gettext_lazy("今天到期"),
    "overdue": gettext_lazy("已超期"),
    "alike": gettext_lazy("疑似重复"),
    "asked": gettext_lazy("协同待办"),
    "done": gettext_lazy("已办"),
    "all": gettext_lazy("全部事项"),
}
_PAGED = frozenset({"todo", "today", "overdue", "alike", "asked"})
_MERGING = frozenset({"alike"})
"""Views that only somebody has who may merge."""
_EMPTY: dict[str, StrOrPromise] = {
    "todo": gettext_lazy("没有等您处理的事项。"),
    "today": gettext_lazy("今天没有到期的事项。"),
    "overdue": gettext_lazy("没有超期的事项。"),
    "alike": gettext_lazy("没有疑似重复的事项。新到的信访件大约一分钟后比对完。"),
    "asked": gettext_lazy("没有等您单位协办、裁定、复查复核或者反馈的事项。"),
    "done": gettext_lazy("还没有办完的事项。"),
    "all": gettext_lazy("还没有经手的事项。"),
}


@cache
def _list() -> str:
    return reverse("desk:worklist")


@dataclass(frozen=True, slots=True)
class Query:
    """What the address of a list says."""

    tab: str = "todo"
    q: str = ""
    category: str = ""
    region: str = ""
    after: str = ""
    at: str = ""

    def filters(self, moment: datetime | None = None) -> Filters:
        """Return it as the lookup wants it, asked at a moment; a page mark that is none is left out."""
        return Filters(self.tab, self.q, self.category, self.region, _mark(self.after), moment)

    def address(self, **changes: str) -> str:
        """Return the address of the same list with some words changed; a change of filter starts at the top."""
        said = {"tab": self.tab, "q": self.q, "category": self.category, "region": self.region, **changes}
        kept = {word: value for word, value in said.items() if value and (word, value) != ("tab", "todo")}
        return f"{_list()}?{urlencode(kept)}" if kept else _list()

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a filter is set."""
        return bool(self.q or self.category or self.region)


def _mark(text: str) -> tuple[date, int] | None:
    day, _comma, key = text.partition(",")
    if not (key.isascii() and key.isdigit() and len(key) <= len(str(2**62))):
        return None
    try:
        return date.fromisoformat(day), int(key)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved view with its live count, empty where none is kept; `tone` colours the figure."""

    word: str
    url: str
    here: bool
    count: str = ""
    tone: str = ""


def tabs(query: Query, counts: Counts, role: Role) -> list[Tab]:
    """Return the views of the work list that a role has, with their counts."""
    figures = {
        "todo": str(counts.todo), "today": str(counts.today), "overdue": str(counts.overdue), "asked": str(counts.asked),
        "alike": str(counts.alike),
    }  # fmt: skip
    tones = {"today": "amb" if counts.today else "", "overdue": "red" if counts.overdue else ""}
    return [
        Tab(str(word), Query(name).address(), name == query.tab, figures.get(name, ""), tones.get(name, ""))
        for name, word in TABS.items()
        if name not in _MERGING or may(role, Step.MERGE)
    ]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, with the address of the list without it."""

    word: str
    url: str


def chips(query: Query, regions: Mapping[str, str]) -> list[Chip]:
    """Return the filters that are set."""
    said = (
        ("q", query.q, _("关键词：%s") % query.q),
        ("category", query.category, _("类别：%s") % query.category),
        ("region", query.region, _("属地：%s") % regions.get(query.region, query.region)),
    )
    return [Chip(word, query.address(**{name: ""})) for name, value, word in said if value]


def next_url(query: Query, rows: Sequence[Case]) -> str:
    """Return the address of the next page, nothing on the last; only lists by time left have pages."""
    if query.tab not in _PAGED or len(rows) <= PAGE:
        return ""
    last = rows[PAGE - 1]
    return query.address(after=f"{last.due_on.isoformat()},{last.pk}")


def total(query: Query, counts: Counts, rows: Sequence[Case]) -> str:
    """Return how many the list holds, as far as is known without counting again."""
    figures = {"todo": counts.todo, "today": counts.today, "overdue": counts.overdue, "alike": counts.alike}
    if query.tab in figures and not query.is_narrowed:
        return str(figures[query.tab])
    return f"{PAGE}+" if len(rows) > PAGE else str(len(rows))


def page_words(query: Query, rows: Sequence[Case]) -> str:
    """Return what part of the list is on the page."""
    shown = min(len(rows), PAGE)
    if query.tab not in _PAGED:
        return _("最近 %(n)s 件") % {"n": shown}
    return (
        _("接上页，本页 %(n)s 件") % {"n": shown} if query.after else _("第 1–%(n)s 件") % {"n": shown} if shown else ""
    )


def empty(query: Query, counts: Counts) -> tuple[str, str]:
    """Return what an empty list says, and what to do next."""
    if query.is_narrowed:
        return _("没有符合条件的事项。"), _("去掉一个条件再看看。")
    waiting = _("还有 %(n)s 件等您处理。") % {"n": counts.todo} if counts.todo and query.tab != "todo" else ""
    return str(_EMPTY[query.tab]), waiting


def receiver_lines(found: Iterable[Agency], known: Mapping[str, Agency]) -> list[dict[str, str]]:
    """Return organs for the type-ahead: name, code, and where it belongs."""
    return [{"code": a.code, "name": a.name, "where": _belongs(a, known)} for a in found]


def _belongs(agency: Agency, known: Mapping[str, Agency]) -> str:
    above = [known[code].name for code in agency.line[:-1] if code in known]
    kind = _("信访部门") if agency.kind is Kind.BUREAU else _("责任单位")
    return f"{kind} · {above[-1].removesuffix('信访局')}" if above else kind
