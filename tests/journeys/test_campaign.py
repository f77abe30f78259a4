"""Does a campaign go its way in a real browser: frozen, assigned, put right, and told in its report?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at
from tests.journeys.looking import findings, too_wide
from tests.journeys.test_desk import SECRET, sign_in
from tests.records.campaigns.lives import TYPED, WHAT_IS_MISSING, merged
from wangfang.rules.basics import ITEMS
from wangfang.rules.facts import Role


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """Run the site with a first case that lacks four items, whoever supervises, and the unit."""
    load_city()
    merged()
    for agency, role in (("HRB", Role.SUPERVISOR), ("NG-XF", Role.OFFICER)):
        account = account_at(agency, role)
        account.set_password(SECRET)
        account.save()
    return live_server


def stands(page: Page) -> None:
    """Hold a page against what every page must stand."""
    assert findings(page) == []
    assert not too_wide(page)


def frozen(desk: LiveServer, page: Page) -> str:
    """Freeze the list, look at it first, and give it to the unit; return the address of the campaign."""
    sign_in(page, desk, "hrb-supervisor", scripts=False)
    page.goto(f"{desk.url}/desk/campaigns/")
    page.get_by_role("link", name="建立专项整改").click()
    page.fill("[name=name]", "规范系统中重复件")
    for name, day in (("since", "2017-01-01"), ("until", "2017-12-31"), ("due_on", "2099-12-31")):
        page.fill(f"[name={name}]", day)
    page.get_by_role("button", name="先看有多少件").click()
    page.get_by_text("现在查到 1 件：来信 1。").wait_for()
    stands(page)
    page.get_by_role("button", name="冻结名单").click()
    page.wait_for_selector("[data-n='4']")
    page.get_by_role("button", name="分派 1 件给办理单位").click()
    page.get_by_text("已分派 1 件").wait_for()
    stands(page)
    return page.url


def put_right(desk: LiveServer, page: Page, campaign: str) -> None:
    """Let the unit enter what is missing, item by item."""
    sign_in(page, desk, "ng-xf-officer")
    page.goto(f"{campaign}cases/?open=on")
    stands(page)
    page.locator("table.matrix tbody a").first.click()
    for key in WHAT_IS_MISSING:
        page.get_by_role("link", name=re.compile(rf"^补录\s*{ITEMS[key].word}$")).click()
        page.fill("[name=value]", TYPED[key])
        page.fill("[name=evidence_on]", "2017-09-02")
        page.get_by_role("button", name="补录", exact=True).click()
        page.get_by_text("已补录。").wait_for()
    stands(page)
    assert page.locator(".tag.green").count() == 4


def test_a_list_is_frozen_assigned_put_right_and_reported(desk: LiveServer, page: Page) -> None:
    campaign = frozen(desk, page)
    put_right(desk, page, campaign)
    sign_in(page, desk, "hrb-supervisor", scripts=False)
    page.goto(campaign)
    page.wait_for_selector("[data-n='0']")
    page.get_by_role("button", name="结束整改并出报告").click()
    page.get_by_text("数字已经固定").wait_for()
    assert "共1件（来信1件），应补项目4项" in page.inner_text("main")
    stands(page)
