"""Is one hidden field asked for, shown and hidden again in a real browser: narrow, by keyboard, also without JavaScript?"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at
from tests.interfaces.desk.door import SECRET
from tests.journeys.looking import findings, opened, small_targets, too_wide
from tests.journeys.test_door import LEAST, come_in
from tests.stories import story
from wangfang.interfaces.desk.views import revealing
from wangfang.rules.facts import Role

pytestmark = pytest.mark.browser
PHONE, MASKED = "13800138000", "138****8000"
SEATS = (("NG-XF", Role.OFFICER), ("NG", Role.BUREAU_LEADER), ("HRB", Role.AUDITOR))


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """Run the site with who handles a case, the leader of the bureau, and an auditor."""
    load_city()
    for agency, role in SEATS:
        account = account_at(agency, role)
        account.set_password(SECRET)
        account.save()
    return live_server


def fine(page: Page) -> None:
    """Hold what every page must stand against the page that is open; of what can be pressed, what is new here."""
    assert findings(page) == [], page.url
    assert [one for one in small_targets(page, LEAST) if "way" in one or "button" in one] == [], page.url
    assert not too_wide(page), page.url


def asked_by_keyboard(page: Page, desk: LiveServer, number: str) -> None:
    """Go from the case to the field with the keys alone."""
    page.goto(f"{desk.url}/desk/cases/{number}/")
    page.get_by_role("link", name="查看原文：手机").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/reveal/phone/"))
    page.get_by_label("联系信访人").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("约定上门查看的时间")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-reveal]")


def test_a_field_is_shown_for_a_minute_on_a_narrow_screen_by_keyboard(desk: LiveServer, chromium: Browser) -> None:
    number = story().submitted().registered().forwarded("NG-XF").accepted().now.number
    page = opened(chromium, 320)
    page.clock.install()
    come_in(page, desk, "ng-xf-officer")
    page.goto(f"{desk.url}/desk/cases/{number}/")
    fine(page)
    page.goto(f"{desk.url}/desk/cases/{number}/reveal/phone/")
    fine(page)
    page.evaluate("document.querySelector('.foot').closest('form').noValidate = true")
    page.locator(".foot button").click()
    assert page.get_by_role("alert").is_visible()
    fine(page)
    asked_by_keyboard(page, desk, number)
    fine(page)
    field = page.locator("output")
    page.clock.fast_forward(59_000)
    expect(field).to_have_text(PHONE)
    page.clock.fast_forward(1_500)
    expect(field).to_have_text(MASKED)
    assert PHONE not in page.content()
    page.context.close()


def test_who_leaves_the_page_and_comes_back_finds_nothing(desk: LiveServer, chromium: Browser) -> None:
    number = story().submitted().registered().forwarded("NG-XF").accepted().now.number
    page = opened(chromium, 1440)
    come_in(page, desk, "ng-xf-officer")
    asked_by_keyboard(page, desk, number)
    page.get_by_role("link", name="看完了，返回").click()
    page.wait_for_url(lambda url: url.endswith(f"{number}/"))
    expect(page.get_by_text(PHONE)).to_have_count(0)
    with suppress(Error):  # no cache has the page, and a browser that shows one has asked before it sent the form again
        page.go_back()
    with suppress(Error):
        page.wait_for_load_state("networkidle")
    expect(page.get_by_text(PHONE)).to_have_count(0)
    page.context.close()


def test_without_scripts_the_page_goes_away_by_itself(
    desk: LiveServer, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revealing, "SHOWN_FOR", timedelta(seconds=2))
    number = story().submitted().registered().forwarded("NG-XF").accepted().now.number
    page = opened(chromium, 320, java_script=False)
    come_in(page, desk, "ng-xf-officer")
    page.goto(f"{desk.url}/desk/cases/{number}/reveal/phone/")
    page.get_by_label("联系信访人").check()
    page.get_by_label("具体说明").fill("约定上门查看的时间")
    page.locator(".foot button").click()
    assert page.locator("output").inner_text() == PHONE
    page.wait_for_url(lambda url: url.endswith(f"/cases/{number}/"))
    assert PHONE not in page.content()
    page.context.close()


@pytest.mark.parametrize("login", ["ng-bureau_leader", "hrb-auditor"])
def test_the_record_stands_for_everybody(login: str, desk: LiveServer, chromium: Browser) -> None:
    number = story().submitted().registered().forwarded("NG-XF").accepted().now.number
    page = opened(chromium, 1440)
    come_in(page, desk, "ng-xf-officer")
    asked_by_keyboard(page, desk, number)
    page.context.close()
    for width in (320, 1440):
        page = opened(chromium, width)
        come_in(page, desk, login)
        page.goto(f"{desk.url}/desk/reveals/")
        fine(page)
        assert page.get_by_role("cell", name=number).is_visible()
        page.context.close()
