"""Does English fit: chosen by its button on a narrow screen, nothing runs over the edge, nobody is shut out?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at
from tests.interfaces.desk.door import SECRET
from tests.journeys.looking import findings, opened, too_wide
from tests.journeys.test_door import come_in
from tests.stories import story
from wangfang.interfaces.frame.menu import menu_of
from wangfang.rules.facts import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PORTAL = ("home", "what", "where", "contact", "follow", "how", "rights", "notice", "privacy")


@pytest.fixture(autouse=True)
def city(transactional_db: None) -> None:
    """Load the small city."""
    load_city()


def unsound(page: Page, site: LiveServer, addresses: list[str]) -> list[str]:
    """Return what is wrong with pages that are opened one after another."""
    found = []
    for address in addresses:
        page.goto(f"{site.url}{address}")
        assert page.locator("html").get_attribute("lang") == "en", address
        found += [f"{address} {wrong}" for wrong in findings(page)]
        found += [f"{address} is too wide"] if too_wide(page) else []
    return found


def test_the_portal_fits_in_english(chromium: Browser, live_server: LiveServer) -> None:
    page = opened(chromium, 320)
    page.goto(f"{live_server.url}/how/")
    page.get_by_role("button", name="English").click()
    assert page.url == f"{live_server.url}/how/"
    assert unsound(page, live_server, [reverse(f"portal:{name}") for name in PORTAL]) == []
    page.get_by_role("button", name="中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.context.close()


def test_the_desk_fits_in_english(chromium: Browser, live_server: LiveServer) -> None:
    told = story().submitted().registered()
    account = account_at("NG", Role.CLERK)
    account.set_password(SECRET)
    account.save()
    page = opened(chromium, 320)
    come_in(page, live_server, "ng-clerk")
    page.locator("details.pop > summary").click()
    page.get_by_role("button", name="English").click()
    pages = [line.url for group in menu_of(Role.CLERK, "", {}) for line in group.lines]
    case = reverse("desk:case", args=[told.now.number])
    assert unsound(page, live_server, [*pages, case, f"{case}forward/", "/desk/keys/"]) == []
    page.context.close()


def test_the_button_needs_no_scripts(chromium: Browser, live_server: LiveServer) -> None:
    page = opened(chromium, 320, java_script=False)
    page.goto(f"{live_server.url}/desk/sign-in/")
    page.get_by_role("button", name="English").click()
    assert page.inner_text("h1") == "Staff sign-in"
    page.context.close()
