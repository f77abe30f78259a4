"""What every page must stand, whoever looks at it: axe, width, the size of what can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_SMALL = """least => Array.from(document.querySelectorAll(
  'main a, main button, main select, main textarea, main input, header a, header button, footer a'))
  .filter(e => e.offsetParent !== null && e.type !== 'hidden' && !['radio', 'checkbox'].includes(e.type))
  .filter(e => !e.closest('p:not(.prose)'))
  .filter(e => e.getBoundingClientRect().height < least)
  .map(e => e.outerHTML.slice(0, 100) + ' ' + e.getBoundingClientRect().height)"""


def findings(page: Page) -> list[str]:
    """Return everything that axe holds against the page, seen from its top: a link half under the bar is as large as ever."""
    page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
    violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in violations for node in rule["nodes"]]


def too_wide(page: Page) -> bool:
    """Tell whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def small_targets(page: Page, least: int) -> list[str]:
    """Return what can be pressed and is lower than `least` pixels; links inside a sentence are exempt."""
    return list(page.evaluate(_SMALL, least))


def opened(chromium: Browser, width: int, *, java_script: bool = True) -> Page:
    """Open a page of some width, in Chinese, in China."""
    context = chromium.new_context(
        viewport={"width": width, "height": 844},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        java_script_enabled=java_script,
    )
    context.set_default_timeout(10_000)
    return context.new_page()
