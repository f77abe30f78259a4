"""Does a bulletin go its whole way in a real browser: frozen, drafted, edited, approved, issued, signed, instructed on, closed?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at
from tests.journeys.looking import findings, too_wide
from tests.journeys.test_desk import SECRET, sign_in
from tests.stories import story
from wangfang.rules.facts import Role

SEATS = (
    ("HRB", Role.CLERK), ("HRB", Role.BUREAU_LEADER), ("NG", Role.CLERK), ("NG", Role.LEADER), ("HRB-LB", Role.LEADER),
)  # fmt: skip
PERIOD = "2017Q3"
RESULT = "三件超期事项已经逐件办结，责任单位作了书面说明。"


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """Run the site with one case of the quarter and everybody who has a part in its bulletin."""
    load_city()
    story("2017-08-21").submitted().registered().forwarded("NG-XF").accepted()
    for agency, role in SEATS:
        account = account_at(agency, role)
        account.set_password(SECRET)
        account.save()
    return live_server


def stands(page: Page) -> None:
    """Hold a page against what every page must stand."""
    assert findings(page) == []
    assert not too_wide(page)


def as_(page: Page, desk: LiveServer, login: str, path: str) -> None:
    """Sign somebody in and open a page."""
    sign_in(page, desk, login, scripts=False)
    page.goto(f"{desk.url}{path}")


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page that comes."""
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


def drafted(desk: LiveServer, page: Page) -> str:
    """Freeze the quarter, draft its bulletin and edit a section; return the path of the bulletin."""
    as_(page, desk, "hrb-clerk", f"/desk/indicators/?period={PERIOD}")
    press(page, "冻结这一期")
    assert f"{PERIOD}-LEGAL-1" in page.content()
    stands(page)
    page.goto(f"{desk.url}/desk/bulletins/")
    page.select_option("[name=period]", PERIOD)
    press(page, "起草通报")
    path = re.sub(r"^https?://[^/]+", "", page.url)
    assert f"冻结数据{PERIOD}-LEGAL-1" in page.content(), "what was frozen is what is written from"
    stands(page)
    page.goto(f"{desk.url}{path}sections/9/")
    page.locator("textarea").fill(page.locator("textarea").input_value() + "\n请各地认真对照，举一反三。")
    press(page, "保存这一版")
    page.get_by_text("请各地认真对照，举一反三。").wait_for()
    press(page, "送审")
    return path


def issued(desk: LiveServer, page: Page, path: str) -> None:
    """Approve it with its number, issue it, and let a county sign for it."""
    as_(page, desk, "hrb-bureau_leader", path)
    press(page, "审定并编号")
    page.get_by_text("〔2017〕第1期").first.wait_for()
    as_(page, desk, "hrb-clerk", path)
    press(page, "印发")
    stands(page)
    as_(page, desk, "ng-clerk", "/desk/bulletins/received/")
    stands(page)
    press(page, "签收")


def signed_off(desk: LiveServer, page: Page, path: str) -> None:
    """Send it to a principal, who signs with an opinion."""
    as_(page, desk, "hrb-clerk", path)
    page.get_by_role("link", name="送签阅").click()
    page.fill("[name=readers]", "NG，区委书记，王晓，ng-leader")
    page.fill("[name=due_on]", "2099-12-04")
    stands(page)
    press(page, "送签阅")
    sheet = re.sub(r"^https?://[^/]+", "", page.url)
    as_(page, desk, "ng-leader", sheet)
    page.get_by_role("link", name="签阅", exact=True).last.click()
    page.locator("textarea").fill("请对照整改。")
    press(page, "签阅")
    page.get_by_text("1 人中 1 人已签阅").first.wait_for()
    stands(page)


def instructed(desk: LiveServer, page: Page, path: str) -> str:
    """Let the leader of the joint office instruct on it, and the county report; return the path of the instruction."""
    as_(page, desk, "hrb-lb-leader", path)
    page.get_by_role("link", name="批示", exact=True).click()
    page.fill("[name=text]", "请南岗区对超期事项逐件说明，限期办结。")
    page.fill("[name=post]", "市委副书记")
    page.check("[name=carrier][value=report]")
    page.select_option("[name=owner]", "NG")
    page.fill("[name=due_on]", "2099-12-10")
    stands(page)
    press(page, "登记批示")
    given = re.sub(r"^https?://[^/]+", "", page.url)
    as_(page, desk, "ng-clerk", given)
    page.get_by_role("link", name="签收承办").click()
    press(page, "签收承办")
    page.get_by_role("link", name="报结果").click()
    page.locator("textarea").fill(RESULT)
    press(page, "报结果")
    return given


def test_a_bulletin_goes_from_its_figures_to_a_closed_instruction(desk: LiveServer, page: Page) -> None:
    path = drafted(desk, page)
    issued(desk, page, path)
    signed_off(desk, page, path)
    given = instructed(desk, page, path)
    as_(page, desk, "hrb-lb-leader", given)
    page.get_by_role("link", name="批示办结").click()
    press(page, "批示办结")
    page.get_by_text(RESULT).wait_for()
    assert "已办结" in page.content()
    stands(page)
