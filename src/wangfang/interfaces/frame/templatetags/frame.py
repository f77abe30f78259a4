"""How do templates write an icon, a state tag, a deadline light, a limit's meter and a Chinese date?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django import template
from django.utils.dates import MONTHS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import wording
from wangfang.interfaces.frame.fixing import pure
from wangfang.interfaces.frame.writing import joined, written
from wangfang.rules.facts import CHINA, Step
from wangfang.rules.states import State

if TYPE_CHECKING:
    from wangfang.interfaces.frame.menu import Group, Line

register = template.Library()


@register.simple_tag
@pure
@cache
def icon(name: str, size: int = 18) -> SafeString:
    """Draw an icon of the sprite; it is decoration, the word stands beside it."""
    return format_html(
        '<svg class="i" width="{0}" height="{0}" fill="none" stroke="currentColor" stroke-width="1.8" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        '<use href="#i-{1}"/></svg>',
        size,
        name,
    )


@register.simple_tag
def state_tag(state: str) -> SafeString:
    """Show a state as a coloured tag with its official word."""
    word = wording.STATES[State(state)]
    return tag(word.colour, str(word.staff))


@register.simple_tag
def tag(colour: str, words: str) -> SafeString:
    """Show any word as a tag: blue, amber, red, green, grey, purple, teal, line."""
    return _span(f"tag {colour}", str(words))


@register.simple_tag
def light(standing: str, words: str) -> SafeString:
    """Show a deadline light: colour and shape from the standing, and always words.

    Raises:
        ValueError: no such light.
    """
    if standing not in wording.LIGHTS:
        message = f"no light is called {standing}"
        raise ValueError(message)
    return _span(f"dl {standing}", str(words))


@lru_cache(maxsize=2000)
def _span(kind: str, words: str) -> SafeString:
    """Write a word in its colour; the same few words stand in every line of every list."""
    return format_html('<span class="{}">{}</span>', kind, words)


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Write the options of a select from pairs of value and word."""
    return _options(tuple((str(value), str(word)) for value, word in choices), chosen)


@lru_cache(maxsize=500)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """Write options; the lists to choose from are few, and every page of a list has them."""
    pairs = ((value, SafeString(" selected") if value == chosen else "", word) for value, word in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', pairs)


@register.simple_tag
def menu(groups: Iterable[Group]) -> SafeString:
    """Write the groups of the left menu; a page has them twice, at the side and in the drawer of a narrow screen."""
    told = ((str(group.word), joined(map(_menu_line, group.lines))) for group in groups)
    return joined(written("<h2>{word}</h2>\n{lines}", word=word, lines=lines) for word, lines in told)


def _menu_line(line: Line) -> SafeString:
    told = "" if line.count is None else _counted(line.count, hot=bool(line.hot and line.count))
    return _menu_words(line.url, line.icon, str(line.word), told, here=line.here)


def _counted(count: int, *, hot: bool) -> SafeString:
    return written('<span class="c{hot}">{count}</span>', hot=" hot" if hot else "", count=str(count))


@lru_cache(maxsize=2000)
def _menu_words(url: str, name: str, word: str, count: str, *, here: bool) -> SafeString:
    """Write a line of the menu; every page has the same ones, with counts that seldom move."""
    current = SafeString(' aria-current="page"') if here else ""
    return format_html('<a href="{}"{}>{}{}{}</a>\n', url, current, icon(name, 18), word, count)


@register.simple_tag
def meter(standing: str, used: float, label: str) -> SafeString:
    """Show how much of a limit has run, from 0 to 1, as a progress bar with a name."""
    return format_html(
        '<progress class="meter {}" max="100" value="{}" aria-label="{}"></progress>',
        standing,
        round(min(max(used, 0.0), 1.0) * 100),
        label,
    )


@register.filter
def state_word(state: str) -> str:
    """Return the official word of a state."""
    return str(wording.STATES[State(state)].staff)


@register.filter
def step_word(step: str) -> str:
    """Return the official word of a step."""
    return str(wording.STEPS[Step(step)])


@register.filter
def china_date(moment: date | datetime | None) -> str:
    """Write a day as in running text: 8月22日; nothing for nothing."""
    day = _in_china(moment)
    return _in_words(_("{month}月{day}日"), day) if day else ""


@register.filter
def china_full_date(moment: date | datetime | None) -> str:
    """Write a day with its year: 2017年8月22日; nothing for nothing."""
    day = _in_china(moment)
    return _in_words(_("{year}年{month}月{day}日"), day) if day else ""


def _in_words(pattern: str, day: date) -> str:
    """Write a day; a language that calls its months by name asks for the `name`."""
    return pattern.format(year=day.year, month=day.month, day=day.day, name=MONTHS[day.month])


@register.filter
def china_day(moment: date | datetime | None) -> str:
    """Write a day for a table: 2017-08-22; nothing for nothing."""
    day = _in_china(moment)
    return f"{day:%Y-%m-%d}" if day else ""


@register.filter
def china_moment(moment: datetime | None) -> str:
    """Write a moment for a table: 2017-08-22 09:14; nothing for nothing."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}" if moment else ""


@register.filter
def china_clock(moment: datetime | None) -> str:
    """Write the time of day: 09:14; nothing for nothing."""
    return f"{moment.astimezone(CHINA):%H:%M}" if moment else ""


@register.filter
def weekday(moment: date | datetime | None) -> str:
    """Write the day of the week: 星期三; nothing for nothing."""
    names = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    day = _in_china(moment)
    return names[day.weekday()] if day else ""


def _in_china(moment: date | datetime | None) -> date | None:
    return moment.astimezone(CHINA).date() if isinstance(moment, datetime) else moment
