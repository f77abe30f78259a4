"""Does who leads see at once how things stand: charts under our policy, on a telephone, on the wall and without a script?"""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.browsing import PHONE
from tests.cast import load_city, operator_act
from tests.interfaces.desk.conftest import account_at
from tests.journeys.looking import findings, opened, too_wide
from tests.journeys.test_desk import SECRET, sign_in
from tests.stories import story
from wangfang.records.agencies.load import load
from wangfang.rules.facts import Role

FITS = "document.documentElement.scrollHeight <= window.innerHeight"
LEADER = "hrb-leader"


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """Run the site with a few cases of today, one of them overdue, in a city of 18 counties, and somebody who leads."""
    load_city()
    columns = ("code", "name", "kind", "region", "parent", "valid_from", "valid_to")
    further = [(f"C{n}", f"第{n}县信访局", "bureau", f"2301{n}", "HRB", "", "") for n in range(23, 38)]
    load([dict(zip(columns, row, strict=True)) for row in further], operator_act())
    account = account_at("HRB", Role.LEADER)
    account.set_password(SECRET)
    account.save()
    for days in (3, 5, 60):
        told = story()
        told.moment = timezone.now() - timedelta(days=days)
        told.submitted().registered()
    return live_server


def stands(page: Page) -> None:
    """Hold a page against what every page must stand."""
    assert findings(page) == []
    assert not too_wide(page)


def test_the_charts_are_drawn_under_our_policy_and_the_wall_is_left_by_escape(desk: LiveServer, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, desk, LEADER, scripts=False)
    page.wait_for_selector("h1:has-text('网上信访运行情况')")
    page.wait_for_selector("[data-chart=weeks] svg")
    assert [page.locator(f"[data-chart={name}] svg").count() for name in ("weeks", "classes", "left")] == [1, 1, 1]
    assert "1 件超期未办结" in page.inner_text("main")
    stands(page)
    assert len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages) == 2
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.get_by_role("link", name="大屏").click()
    page.wait_for_selector(".wall [data-chart=left] svg")
    stands(page)
    assert page.evaluate(FITS)
    page.keyboard.press("Escape")
    page.wait_for_url("**/desk/leading/?*")
    page.get_by_role("link", name="看这 1 件").first.click()
    page.get_by_text("共 1 件").wait_for()
    assert [line for line in said if "Content Security Policy" in line or "Error" in line] == []


def test_the_wall_comes_anew_when_its_time_is_over_and_is_drawn_again(desk: LiveServer, page: Page) -> None:
    sign_in(page, desk, LEADER, scripts=False)
    page.clock.install()
    page.goto(f"{desk.url}/desk/leading/wall/")
    page.wait_for_selector("[data-chart=left] svg")
    story(f"{timezone.now():%Y-%m-%d} 00:01").submitted()
    with page.expect_response("**/desk/leading/wall/*"):
        page.clock.fast_forward(301_000)
    page.wait_for_selector("[data-chart=left] svg")
    assert page.locator("#leading").count() == 1


def test_it_fits_a_telephone_and_needs_no_script(desk: LiveServer, chromium: Browser) -> None:
    for java_script in (True, False):
        page = opened(chromium, 320 if java_script else PHONE["width"], java_script=java_script)
        sign_in(page, desk, LEADER, scripts=False)
        page.goto(f"{desk.url}/desk/leading/")
        page.wait_for_selector("h1:has-text('网上信访运行情况')")
        if java_script:
            page.wait_for_selector("[data-chart=weeks] svg")
            stands(page)
        else:
            assert page.get_by_text("已超期").first.is_visible()
            assert not too_wide(page)
