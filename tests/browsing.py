"""How does a test get a real browser: the system's Chromium, or the one that `make test` put into var/browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, sync_playwright

PREPARED = Path(__file__).resolve().parent.parent / "var" / "browser"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SERIOUS = {"serious", "critical"}
AT_REST = "!document.querySelector('.htmx-request, #alike:empty')"
"""Nothing of the page is on its way any more: what is asked for late would find its tables being emptied."""


def executable() -> str:
    """Return the path of a Chromium that `scripts/browser` has started once, or of the system's, or nothing."""
    note = PREPARED / "executable"
    found = os.environ.get("CHROMIUM") or (note.read_text(encoding="utf-8").strip() if note.exists() else "")
    return found or shutil.which("chromium") or ""


def flags() -> list[str]:
    """Return what this machine's Chromium must be told: no sandbox for root or where the kernel has none to give."""
    note = PREPARED / "flags"
    if note.exists():
        return note.read_text(encoding="utf-8").split()
    return ["--no-sandbox"] if os.geteuid() == 0 else []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Run one browser for the session; where there is none, skip with the reason, but never in CI."""
    path = executable()
    if not path:
        why = "no Chromium here: run scripts/browser, or set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags())
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a page on a desktop screen, in Chinese, in China."""
    yield from _page(chromium, DESKTOP, java_script=True)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """Open a page on a phone."""
    yield from _page(chromium, PHONE, java_script=True)


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """Open a page in a browser without JavaScript."""
    yield from _page(chromium, DESKTOP, java_script=False)


def serious_findings(page: Page) -> list[str]:
    """Return what axe holds against the page, serious and critical only, as rule and place."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]


def _page(chromium: Browser, size: dict[str, int], *, java_script: bool) -> Iterator[Page]:
    context = chromium.new_context(
        viewport=size,  # type: ignore[arg-type]  # a plain dict is what it takes
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        java_script_enabled=java_script,
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    yield page
    if java_script:
        with suppress(Error):  # a page that was left, or never brings what it waits for
            page.wait_for_function(AT_REST, timeout=2_000)
    context.close()
