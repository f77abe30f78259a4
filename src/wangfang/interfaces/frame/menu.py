"""Which pages of the desk may a role open from the left menu, and with which count beside them?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangfang.rules import attention
from wangfang.rules.access import INSPECTING, WEIGHING
from wangfang.rules.briefs import WRITERS
from wangfang.rules.bulletins import RECEIVERS
from wangfang.rules.day_boards import ON_DUTY
from wangfang.rules.entrance import KEEPERS
from wangfang.rules.facts import Role
from wangfang.rules.hot_matters import READERS
from wangfang.rules.revealing import SUPERVISING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

_BUREAU = frozenset({Role.CLERK, Role.BUREAU_LEADER})
_HANDLING = _BUREAU | {Role.OFFICER, Role.UNIT_LEADER}
_WATCHING = frozenset({Role.SUPERVISOR, Role.LEADER})
_FIGURES = _HANDLING | _WATCHING | {Role.ANALYST}
_STAFF = _FIGURES | {Role.ADMIN}


@cache
def _way(name: str) -> str:
    """Return the address of a page; every page of the desk asks for the whole menu."""
    return reverse(name)


@dataclass(frozen=True, slots=True)
class Page:
    """One line of the menu; `count` is the key of its figure, `hot` shows it on seal red."""

    word: StrOrPromise
    name: str
    icon: str
    roles: frozenset[Role]
    count: str = ""
    hot: bool = False
    query: str = ""

    @property
    def url(self) -> str:
        """Return its address."""
        return _way(self.name) + self.query


MENU: tuple[tuple[StrOrPromise, tuple[Page, ...]], ...] = (
    (
        _("我的工作"),
        (
            Page(_("待办事项"), "desk:worklist", "inbox", _HANDLING, "todo", hot=True),
            Page(_("日清理"), "desk:rhythm-day", "check", ON_DUTY),
            Page(_("复查复核"), "desk:worklist", "scale", frozenset({Role.REVIEWER}), query="?tab=asked"),
        ),
    ),
    (
        _("信访事项"),
        (Page(_("登记来信来访来电"), "desk:register", "plus", _BUREAU),),
    ),
    (
        _("督查考核"),
        (
            Page(_("运行情况"), "desk:leading", "home", attention.READERS),
            Page(_("统计分析"), "desk:indicators", "chart", _FIGURES),
            Page(_("对比分析"), "desk:comparison", "chart", _FIGURES),
            Page(_("热点事项"), "desk:hot-matters", "alert", READERS),
            Page(_("周小结、月汇总"), "desk:rhythms", "doc2", WRITERS),
            Page(_("通报专报"), "desk:bulletins", "doc2", _STAFF),
            Page(_("收到的通报"), "desk:bulletins-received", "inbox", RECEIVERS),
            Page(_("专项整改"), "desk:campaigns", "check", _HANDLING | _WATCHING),
            Page(_("批示台账"), "desk:instructions", "text", _HANDLING | _WATCHING, "instructions"),
            Page(_("签阅"), "desk:sign-offs", "check", _HANDLING | _WATCHING, "sign_offs"),
            Page(_("问题单位"), "desk:problem-units", "alert", _HANDLING | _WATCHING, "problem_units"),
            Page(_("答复质量"), "desk:replies", "text", INSPECTING),
            Page(_("建议采用情况"), "desk:suggestions", "chart", WEIGHING),
            Page(_("查看原文记录"), "desk:reveals", "eye", SUPERVISING, "alarms", hot=True),
        ),
    ),
    (
        _("系统管理"),
        (
            Page(_("短信箱"), "desk:outbox", "bell", _BUREAU),
            Page(_("账号安全"), "desk:accounts", "lock", KEEPERS),
            Page(_("授权和定密"), "desk:requests", "lock", frozenset({Role.SECURITY})),
            Page(_("岗位和知悉范围"), "desk:clearances", "user", frozenset({Role.SECURITY})),
            Page(_("导出"), "desk:exports", "down", _HANDLING | {Role.SUPERVISOR, Role.SECURITY}),
            Page(_("保管和销毁"), "desk:retention", "doc2", _HANDLING),
            Page(_("留痕核验"), "desk:trace", "check", frozenset({Role.AUDITOR})),
            Page(_("谁看过"), "desk:looks", "eye", frozenset({Role.AUDITOR})),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A menu line as it is shown."""

    word: StrOrPromise
    url: str
    icon: str
    here: bool
    count: int | None
    hot: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with the lines that a role may open."""

    word: StrOrPromise
    lines: tuple[Line, ...]


def menu_of(role: Role, path: str, counts: Mapping[str, int]) -> tuple[Group, ...]:
    """Return the groups a role may see; the line of the open page is marked."""
    groups = (
        Group(word, tuple(_line(page, path, counts) for page in pages if role in page.roles and _is_here(page)))
        for word, pages in MENU
    )
    return tuple(group for group in groups if group.lines)


def home_of(role: Role) -> str:
    """Return where a role begins its day: the first page of its menu."""
    found = (page.url for _word, pages in MENU for page in pages if role in page.roles)
    return next(found, reverse("desk:worklist"))


def _is_here(page: Page) -> bool:
    """Tell whether the installation has the page: the outbox is shown in the demo alone."""
    return settings.DEMO or page.name != "desk:outbox"


def _line(page: Page, path: str, counts: Mapping[str, int]) -> Line:
    here = path == _way(page.name)
    return Line(page.word, page.url, page.icon, here, counts.get(page.count), page.hot)
