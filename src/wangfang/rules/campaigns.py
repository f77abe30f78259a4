"""Who may clean up the past by a campaign (专项整改), what its list may hold, and when is which part of it allowed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wangfang.rules.access import DEEDS, Deed, NotYours, seat_of
from wangfang.rules.basics import ITEMS
from wangfang.rules.facts import Act, Actor, Agency, Form, Kind, day_of
from wangfang.rules.labels import Secrecy
from wangfang.rules.refusal import Refused

SOURCE = "《信访工作条例》第四十条"
MOST = 1000
"""Cases on one list; more are two campaigns."""
LONGEST_NAME, LONGEST_WHY = 60, 300
SHORTEST_WHY = 10
"""Characters of an explanation that says why something can no longer be had; the house's own figure."""
MOST_SECRET = Secrecy.S1
"""Nothing more secret, and no accusation, ever gets onto a list (《信访工作条例》第三十条第三款)."""

WORDS = {
    Deed.FREEZE: "建立专项整改",
    Deed.ASSIGN: "分派专项整改任务",
    Deed.REMIND: "发整改提醒",
    Deed.JUDGE: "核定整改说明",
    Deed.END: "结束专项整改",
    Deed.FILL: "补录",
    Deed.EXPLAIN: "提交整改说明",
}
_PROVINCE = "0000"


@dataclass(frozen=True, slots=True)
class Query:
    """Which cases are wanted: received from `since` to `until` (both included), with these forms, held at or below `under`.

    With `merged` only first cases (初件) into which others were merged; `items` are the words of `basics.ITEMS`, of which at
    least one is missing.
    """

    forms: tuple[Form, ...]
    since: date
    until: date
    under: str
    merged: bool = True
    items: tuple[str, ...] = tuple(ITEMS)

    def __post_init__(self) -> None:
        if not self.forms or not self.items:
            raise Refused("至少选一种信访形式和一个检查项目")
        if unknown := [key for key in self.items if key not in ITEMS]:
            raise Refused(f"没有“{unknown[0][:20]}”这个检查项目")
        if self.until < self.since:
            raise Refused("收到日期的止日不能早于起日")

    def as_json(self) -> dict[str, object]:
        """Return the query as it is frozen with its list."""
        return {
            "forms": list(self.forms), "since": self.since.isoformat(), "until": self.until.isoformat(),
            "under": self.under, "merged": self.merged, "items": list(self.items),
        }  # fmt: skip


def require_runner(actor: Actor, deed: Deed, issuer: Agency | None = None) -> Agency:
    """Let somebody run a campaign, of their own agency once it is there; returns that agency.

    Raises:
        NotYours: the post neither leads nor supervises, or the agency is no bureau (nor joint office) of a city or district,
            or not the one that issued it.

    Source: 《信访工作条例》第四十条 (supervision by the bureaus); who it is at a bureau is the house's own rule.
    """
    agency = actor.agency
    if actor.role not in DEEDS[deed] or agency is None or agency.kind not in (Kind.BUREAU, Kind.JOINT_OFFICE):
        raise NotYours(f"只有市、区县信访部门的负责人和督查人员能{WORDS[deed]}", SOURCE)
    if agency.region.endswith(_PROVINCE):
        raise NotYours("专项整改由市、区县信访部门组织", SOURCE)
    if issuer is not None and agency.code != issuer.code:
        raise NotYours(f"这项整改由{issuer.name}组织，您不能{WORDS[deed]}", SOURCE)
    return agency


def require_worker(actor: Actor, deed: Deed, unit: str) -> None:
    """Let somebody fill in or explain what is missing: at the agency that was given the case, or at a bureau above it.

    A bureau may have in its own files what the unit never had, such as why a copy was merged; that it has had the case is
    asked by the step itself.

    Raises:
        NotYours: the post may not, or it is another agency's.
    """
    if actor.role not in DEEDS[deed]:
        raise NotYours(f"您的岗位不能{WORDS[deed]}", SOURCE)
    if actor.agency is None or (actor.agency.code != unit and actor.agency.kind is not Kind.BUREAU):
        raise NotYours("这一件没有分派给您的单位", SOURCE)


def require_new(name: str, query: Query, due_on: date, under: Agency, act: Act) -> None:
    """Let a campaign begin.

    Raises:
        Refused: it has no name, its limit lies before today, or the query looks ahead.
        NotYours: `under` does not lie below the agency of who makes it.
    """
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Refused(f"写明专项整改的名称，最多 {LONGEST_NAME} 个字")
    if due_on < act.day:
        raise Refused("完成期限不能早于今天")
    if query.until > act.day:
        raise Refused("只能整改已经收到的事项，止日不能晚于今天")
    if act.actor.agency is None or not under.stands_under(seat_of(act.actor.agency)):
        raise NotYours(f"{under.name}不在您的单位以下", SOURCE)


def require_list(count: int) -> None:
    """Let a list be frozen that is neither empty nor too long.

    Raises:
        Refused: it is.
    """
    if not count:
        raise Refused("按这个条件没有要整改的事项")
    if count > MOST:
        raise Refused(f"一次最多整改 {MOST} 件，先缩小范围")


def require_under_way(ended_at: datetime | None) -> None:
    """Let something be done about a campaign that has not ended.

    Raises:
        Refused: it has ended; its report stands.
    """
    if ended_at is not None:
        raise Refused("这项整改已经结束，报告已经固定，不能再改")


def require_reminder(last: datetime | None, act: Act) -> None:
    """Let the units be reminded once a day, no oftener.

    Raises:
        Refused: they were reminded today.
    """
    if last is not None and day_of(last) == act.day:
        raise Refused("今天已经提醒过了，一天最多提醒一次")


def require_explanation(text: str) -> None:
    """Let an explanation pass that says something.

    Raises:
        Refused: it is too short or too long.
    """
    if not SHORTEST_WHY <= len(text.strip()) <= LONGEST_WHY:
        raise Refused(f"写明为什么补不上、查找过哪里，{SHORTEST_WHY} 到 {LONGEST_WHY} 个字")


def require_judge(actor: Actor, offered_by: str) -> None:
    """Let an explanation be judged by somebody else than who wrote it.

    Raises:
        Refused: it is the same person.
    """
    if not actor.login or actor.login.casefold() == offered_by.casefold():
        raise Refused("自己写的说明不能自己核定", SOURCE)


def open_by_day(start: date, until: date, total: int, done: Sequence[date]) -> list[tuple[date, int]]:
    """Return how many items were open at the end of each day, from the day of the list to `until`, both included.

    What was entered before the list was frozen counts on its first day.
    """
    days = [date.fromordinal(day) for day in range(start.toordinal(), until.toordinal() + 1)]
    return [(day, total - sum(one <= day for one in done)) for day in days]
