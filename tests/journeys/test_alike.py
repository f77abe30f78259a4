"""Is a repeated petition recognised while it is typed, compared, merged and taken back by keyboard, and without scripts too?"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import DESKTOP, PHONE
from tests.cast import clerk, load_city
from tests.interfaces.desk.conftest import account_at
from tests.journeys.looking import findings, too_wide
from tests.journeys.test_desk import SECRET, sign_in
from tests.stories import ROOF, Story, story
from wangfang.records.cases import lookups
from wangfang.rules.facts import Role


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """Run the site with the small city and the clerk of Nangang."""
    load_city()
    account = account_at("NG", Role.CLERK)
    account.set_password(SECRET)
    account.save()
    return live_server


def first_case() -> Story:
    return story("2017-08-21 09:00").submitted().registered()


def state(number: str) -> str:
    return lookups.open_case(number, clerk("NG")).state


def registered(desk: LiveServer, page: Page, first: str) -> str:
    """Register a letter by keyboard until the first case turns up beside it, save it, and return its number."""
    page.goto(f"{desk.url}/desk/register/")
    page.fill("[name=name]", "王秀兰")
    page.fill("[name=phone]", "138 0013 8000")
    expect(page.locator("#typed")).to_contain_text(first)
    expect(page.locator("#typed")).to_contain_text("信访人相同")
    page.fill("[name=title]", ROOF.title)
    page.fill("[name=text]", "我家住南岗区辽河小区5栋顶楼，每次下雨屋顶都漏，已经写过一次。")
    expect(page.locator("#typed")).to_contain_text("用词相近")
    page.select_option("[name=region]", "230103")
    page.get_by_role("button", name="登记", exact=True).click()
    page.wait_for_selector("text=查询码")
    return page.locator("a[href^='/desk/cases/']").first.get_attribute("href").split("/")[-2]  # type: ignore[union-attr]


def hinted(page: Page, number: str) -> None:
    """Wait until a case is proposed, and the scripts have taken hold of its buttons."""
    expect(page.locator("#alike")).to_contain_text(number)
    expect(page.locator("#alike.htmx-settling, #alike.htmx-swapping")).to_have_count(0)


def test_a_letter_is_recognised_compared_merged_and_taken_back_by_keyboard(desk: LiveServer, page: Page) -> None:
    first = first_case().now.number
    sign_in(page, desk, "ng-clerk")
    number = registered(desk, page, first)
    page.goto(f"{desk.url}/desk/cases/{number}/")
    expect(page.locator("#alike")).to_contain_text(first)
    page.keyboard.press("c")
    page.wait_for_url(f"**/alike/?with={first}")
    assert page.locator(".twice mark").count() > 2
    assert "（b）初件正在办理" in page.inner_text("main")
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert findings(page) == []
        assert not too_wide(page)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.keyboard.press("m")
    page.wait_for_url(f"**/cases/{number}/")
    expect(page.locator(".alertbar").first).to_contain_text(f"已并入 {first}")
    assert state(number) == "merged"
    page.keyboard.press("z")
    expect(page.locator(".alertbar").first).to_contain_text("已撤销")
    assert state(number) == "registered"
    page.goto(f"{desk.url}/desk/cases/{number}/alike/")
    assert findings(page) == []


def test_in_the_work_list_one_key_settles_and_one_takes_it_back(desk: LiveServer, page: Page) -> None:
    first = first_case().forwarded("NG-XF").now.number
    copy = story("2017-08-22 08:00").submitted().now.number
    other = story("2017-08-22 08:30").about(title="路灯不亮").submitted().now.number
    sign_in(page, desk, "ng-clerk")
    hinted(page, first)
    page.keyboard.press("m")
    page.wait_for_selector(f"#panel [data-number='{other}']")
    page.wait_for_selector(f"#row-{copy}", state="detached")
    assert state(copy) == "merged"
    page.keyboard.press("z")
    page.wait_for_url(f"**/cases/{copy}/")
    assert state(copy) == "registered"
    page.goto(f"{desk.url}/desk/")
    hinted(page, first)
    page.keyboard.press("d")
    page.wait_for_url(f"**/alike/?with={first}")  # a strong proposal: the reason is asked for
    page.fill("[name=why]", "门牌号不同，是两户")
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.wait_for_url(f"**/cases/{copy}/")
    expect(page.locator("#alike")).to_contain_text(other)
    expect(page.locator("#alike")).not_to_contain_text(first)


def test_without_scripts_the_same_is_done_by_full_pages(desk: LiveServer, plain_page: Page) -> None:
    page, first = plain_page, first_case().now.number
    copy = story("2017-08-22 08:00").submitted().registered().now.number
    sign_in(page, desk, "ng-clerk", scripts=False)
    page.goto(f"{desk.url}/desk/cases/{copy}/")
    page.get_by_role("link", name="可能重复的信访件").click()
    page.get_by_role("link", name="对照").first.click()
    page.get_by_role("button", name="并入另一件").click()
    assert state(copy) == "merged"
    page.get_by_role("button", name="撤销").click()
    assert state(copy) == "registered"
    page.goto(f"{desk.url}/desk/register/")
    page.fill("[name=phone]", "13800138000")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="查重").click()
    assert first in opened.value.inner_text("main")
