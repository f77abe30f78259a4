"""Does a clerk find what many people petition about, see why it is one matter, and link two cases: by key, and on a telephone?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browsing import PHONE
from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at
from tests.journeys.looking import findings, opened, too_wide
from tests.journeys.test_desk import SECRET, sign_in
from tests.records.hot_matters.crowds import NAMES
from tests.stories import Story, story
from wangfang.records.cases.petitions import Person
from wangfang.records.hot_matters import keeping
from wangfang.rules.facts import Role


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """Run the site with three neighbours who wrote about one roof, and the clerk of Nangang."""
    load_city()
    account = account_at("NG", Role.CLERK)
    account.set_password(SECRET)
    account.save()
    cases = [_neighbour(nth).submitted().registered() for nth in range(3)]
    keeping.keep([[one.now.number for one in cases]], timezone.now())
    return live_server


def _neighbour(nth: int) -> Story:
    told = story().about(petitioner=Person(NAMES[nth], phone=f"1380013900{nth}", address=f"辽河小区5栋{nth}号"))
    told.moment = timezone.now() - timedelta(days=nth + 1)
    return told


def stands(page: Page) -> None:
    """Hold a page against what every page must stand."""
    assert findings(page) == []
    assert not too_wide(page)


def test_a_hot_matter_is_opened_and_two_of_its_cases_are_linked_by_key(desk: LiveServer, page: Page) -> None:
    sign_in(page, desk, "ng-clerk")
    page.get_by_role("link", name="热点事项").first.click()
    page.wait_for_selector("h1:has-text('热点事项')")
    stands(page)
    page.get_by_role("link", name="辽河小区顶楼漏雨").click()
    page.get_by_role("heading", name="为什么在一起").wait_for()
    stands(page)
    assert "3 件都提到“辽河小区”" in page.inner_text("main")
    page.keyboard.press("c")
    page.get_by_role("heading", name="对照").wait_for()
    page.keyboard.press("l")
    page.get_by_text("已关联：同事不同人").wait_for()
    page.goto(f"{desk.url}/desk/hot/")
    page.get_by_role("link", name="辽河小区顶楼漏雨").click()
    page.get_by_text("已认定").first.wait_for()
    stands(page)


def test_the_pages_fit_a_telephone(desk: LiveServer, chromium: Browser) -> None:
    page = opened(chromium, PHONE["width"])
    sign_in(page, desk, "ng-clerk", scripts=False)
    page.goto(f"{desk.url}/desk/hot/")
    stands(page)
    page.get_by_role("link", name="辽河小区顶楼漏雨").click()
    page.get_by_role("heading", name="为什么在一起").wait_for()
    stands(page)
