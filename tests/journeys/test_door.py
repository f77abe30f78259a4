"""Does the door work in a real browser: a second factor set up by hand, a post changed, also without JavaScript?"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import load_city, operator_act
from tests.interfaces.desk.conftest import account_at
from tests.interfaces.desk.door import SECRET, code_of
from tests.journeys.looking import findings, opened, small_targets, too_wide
from wangfang.interfaces.frame import acts
from wangfang.records.people.models import CodeDevice
from wangfang.records.people.posts import add_post
from wangfang.rules.facts import Role

pytestmark = pytest.mark.browser
PAGES = ("posts", "devices", "password", "prove", "second-factor", "accounts")
LEAST = 24
"""Pixels: WCAG 2.5.8."""


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """Run the site with a clerk of two districts and an administrator."""
    load_city()
    for agency, role in (("NG", Role.CLERK), ("HRB", Role.ADMIN)):
        account = account_at(agency, role)
        account.set_password(SECRET)
        account.save()
    add_post(login="ng-clerk", agency="DL", role="clerk", starts_on=date(2017, 1, 1), act=operator_act())
    return live_server


def come_in(page: Page, desk: LiveServer, login: str) -> None:
    """Give login and password at the door."""
    page.goto(f"{desk.url}/desk/sign-in/")
    page.fill("[name=username]", login)
    page.fill("[name=password]", SECRET)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))


def fine(page: Page, width: int) -> None:
    """Hold what every page must stand against the page that is open."""
    assert findings(page) == [], page.url
    assert small_targets(page, LEAST) == [], page.url
    assert not too_wide(page), f"{page.url} at {width}"


def test_a_post_is_picked_and_changed_from_the_menu(desk: LiveServer, chromium: Browser) -> None:
    page = opened(chromium, 390)
    come_in(page, desk, "ng-clerk")
    assert "/desk/posts/" in page.url
    fine(page, 390)
    page.get_by_role("button", name="用这个岗位 道里区信访局").click()
    page.wait_for_url(f"{desk.url}/desk/")
    page.locator("details.pop > summary").click()
    page.get_by_role("button", name="换到 南岗区信访局").click()
    page.wait_for_load_state()
    page.locator("details.pop > summary").click()
    assert page.get_by_role("button", name="换到 道里区信访局").is_visible()
    assert not too_wide(page), "the menu is open"
    page.context.close()


def test_the_second_factor_is_set_up_and_asked_without_java_script(desk: LiveServer, chromium: Browser) -> None:
    page = opened(chromium, 390, java_script=False)
    come_in(page, desk, "hrb-admin")
    page.goto(f"{desk.url}/desk/second-factor/")
    page.get_by_role("button", name="开始设置").click()
    assert page.locator(".qr svg").bounding_box()
    secret = page.locator(".key code").inner_text()
    page.fill("[name=code]", code_of(secret, acts.now()))
    page.get_by_role("button", name="启用").click()
    recovery = page.locator(".recovery code").all_inner_texts()
    assert len(recovery) == 10
    page.context.clear_cookies()
    come_in(page, desk, "hrb-admin")
    assert page.url.endswith("/desk/sign-in/code/")
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="登录").click()
    assert page.get_by_role("alert").is_visible()
    page.fill("[name=code]", recovery[0])
    page.get_by_role("button", name="登录").click()
    assert page.url.endswith("/desk/bulletins/"), "of cases an administrator sees nothing, not even their number"
    assert len(CodeDevice.objects.get().recovery) == 9
    page.context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_of_the_door_stand_for_everybody(width: int, desk: LiveServer, chromium: Browser) -> None:
    page = opened(chromium, width)
    come_in(page, desk, "hrb-admin")
    for name in PAGES:
        page.goto(f"{desk.url}/desk/{name}/")
        fine(page, width)
    page.goto(f"{desk.url}/desk/accounts/?login=ng-clerk")
    fine(page, width)
    page.goto(f"{desk.url}/desk/second-factor/")
    page.get_by_role("button", name="开始设置").click()
    page.wait_for_selector(".qr svg")
    fine(page, width)
    page.fill("[name=code]", code_of(page.locator(".key code").inner_text(), acts.now()))
    page.get_by_role("button", name="启用").click()
    page.wait_for_selector(".recovery")
    fine(page, width)
    page.context.clear_cookies()
    come_in(page, desk, "hrb-admin")
    fine(page, width)
    page.context.close()
