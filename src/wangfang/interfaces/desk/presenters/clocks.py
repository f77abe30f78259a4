"""How a deadline is shown: its light, the days left, how much of it has run, and from which source it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wangfang.interfaces.desk import wording
from wangfang.interfaces.frame import wording as shared
from wangfang.rules.deadlines import Standing, days_left, standing
from wangfang.rules.duties import NEVER
from wangfang.rules.facts import day_of
from wangfang.rules.journey import spans_of
from wangfang.rules.limits import Unit, rule_set
from wangfang.rules.states import State
from wangfang.rules.workdays import national_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wangfang.records.cases.models import Case
    from wangfang.rules.duties import Duty
    from wangfang.rules.facts import Agency, Life
    from wangfang.rules.limits import Limit

_CLOSED = gettext_lazy("办结")


@dataclass(frozen=True, slots=True)
class Light:
    """A deadline light: `standing` chooses colour and shape, `words` say the same."""

    standing: str
    words: str


def light_of(case: Case, today: date) -> Light:
    """Return the light of a row of the work list, from what is kept on the case itself."""
    if not case.is_open:
        state = State(case.state)
        ended = _CLOSED if state is State.CLOSED else shared.STATES[state].staff
        return Light("met", f"{day_of(case.moved_at):%Y-%m-%d} {ended}")
    if case.due_from is None:
        return Light(Standing.GREY, _("无在走的时限"))
    if case.due_on == NEVER:
        return Light(Standing.GREY, _("已中止计时"))
    limit_id, _at, rules = case.due_limit.partition("@")
    return running(case.due_on, today, rule_set(rules).limit(limit_id), case.due_from)


def running(due_legal: date, today: date, limit: Limit, started: date) -> Light:
    """Return the light of a clock that runs."""
    calendar = national_calendar()
    now = standing(due_legal, today, limit, started, calendar)
    return Light(now, left_in_words(due_legal, today, limit))


def left_in_words(due_legal: date, today: date, limit: Limit) -> str:
    """Return the time left in the limit's own unit, or how long it is overdue in calendar days."""
    if today > due_legal:
        return late_in_words((today - due_legal).days)
    if today == due_legal:
        return _("今天到期")
    days = days_left(due_legal, today, limit, national_calendar())
    if limit.unit is Unit.WORKING_DAYS:
        return ngettext("剩 %(days)s 个工作日", "剩 %(days)s 个工作日", days) % {"days": days}
    return ngettext("剩 %(days)s 天", "剩 %(days)s 天", days) % {"days": days}


def late_in_words(days: int) -> str:
    """Return by how many calendar days a limit is overdue."""
    return ngettext("超期 %(days)s 天", "超期 %(days)s 天", days) % {"days": days}


def span_of(limit: Limit) -> str:
    """Return the length of a limit as it stands in the law: 15 日, 3 个工作日."""
    return f"{limit.count} {_('个工作日') if limit.unit is Unit.WORKING_DAYS else _('日')}"


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One clock of a case with everything that explains it."""

    words: str
    standing: str
    left: str
    used: float
    owner: str
    started: str
    due: str
    unrolled: str
    source: str
    explain_url: str
    due_legal: date
    is_open: bool


def duty_lines(number: str, duties: Iterable[Duty], agencies: Mapping[str, Agency], today: date) -> list[DutyLine]:
    """Return the clocks of a case in the order in which they started."""
    return [_line(number, place, duty, agencies, today) for place, duty in enumerate(duties, start=1)]


def _line(number: str, place: int, duty: Duty, agencies: Mapping[str, Agency], today: date) -> DutyLine:
    light = _light(duty, today)
    started, until = day_of(duty.started_at), day_of(duty.met_at) if duty.met_at else today
    whole = max((duty.due_legal - started).days, 1)
    rolled = duty.due_legal != duty.due_stat
    return DutyLine(
        words=_("%(duty)s（%(span)s）") % {"duty": wording.DUTIES[duty.kind], "span": span_of(duty.limit)},
        standing=light.standing,
        left=light.words,
        used=(until - started).days / whole,
        owner=agencies[duty.owner].name,
        started=f"{started:%Y-%m-%d}",
        due=day_in_words(duty.due_legal),
        unrolled=_("统计到期 %(day)s") % {"day": f"{duty.due_stat:%Y-%m-%d}"} if rolled else "",
        source=duty.limit.source,
        explain_url=reverse("desk:explain", args=[number, place]),
        due_legal=duty.due_legal,
        is_open=duty.is_open,
    )


def day_in_words(due: date) -> str:
    """Return a due day, or that there is none while the clock stands still."""
    return _("中止计时，未定") if due == NEVER else f"{due:%Y-%m-%d}"


def _light(duty: Duty, today: date) -> Light:
    if duty.due_legal == NEVER:
        return Light(Standing.GREY, _("已中止计时"))
    if duty.met_at is None:
        return running(duty.due_legal, today, duty.limit, day_of(duty.started_at))
    return met(day_of(duty.started_at), day_of(duty.met_at), duty.due_legal)


def met(started: date, done: date, due_legal: date) -> Light:
    """Return the light of a clock that was met: in time, or late for good."""
    if done > due_legal:
        return Light("late", late_in_words((done - due_legal).days))
    if done == started:
        return Light("met", _("按期，当天"))
    return Light("met", _("按期，用了 %(days)s 天") % {"days": (done - started).days})


def verdict(lines: Iterable[DutyLine]) -> str:
    """Return the sentence under the clocks when all are met in time, else nothing."""
    known = list(lines)
    if known and all(line.standing == "met" for line in known):
        return _("%(count)s 项时限全部按期") % {"count": len(known)}
    return ""


@dataclass(frozen=True, slots=True)
class SpanLine:
    """How long something took: from what to what, how many days, and the two days."""

    word: str
    days: str
    between: str


def spans(life: Life) -> list[SpanLine]:
    """Return the named durations of a case as far as they have happened."""
    return [
        SpanLine(
            word=str(wording.SPANS[span.name]),
            days=_("%(days)s 天") % {"days": span.days},
            between=f"{span.since:%m-%d} → {span.until:%m-%d}",
        )
        for span in spans_of(life)
    ]
