"""A citizen's whole errand in a real browser: report in five screens, follow, rate; with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Request
from pytest_django.live_server_helper import LiveServer

from tests.cast import load_city
from tests.journeys.looking import findings, opened, small_targets, too_wide
from tests.stories import Story, story
from wangfang.interfaces.frame import acts
from wangfang.records.cases.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "我家住南岗区辽河小区5栋顶楼，今年6月以来每次下雨屋顶都漏。希望尽快派人来看，把屋顶修好。"
NEXT, CONFIRM = "button:has-text('下一步')", "button:has-text('确认提交')"
MODES = [(390, False), (320, False), (320, True), (1440, False)]


@pytest.fixture(autouse=True)
def city(transactional_db: None) -> None:
    """Load the small city."""
    load_city()


class Count:
    """Counts the screens a person notices and the choices a person makes."""

    def __init__(self, page: Page) -> None:
        self.page, self.screens, self.choices = page, 0, 0
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        self.screens += request.is_navigation_request() and request.redirected_from is None

    def type(self, where: str, what: str) -> None:
        """Type one field: one choice."""
        self.page.fill(where, what)
        self.choices += 1

    def press(self, where: str) -> None:
        """Press one thing: one choice."""
        self.page.click(where)
        self.choices += 1

    def choose(self, where: str, what: str) -> None:
        """Choose from a list: one choice."""
        self.page.select_option(where, what)
        self.choices += 1


def walk(count: Count) -> Iterator[str]:
    """Report a problem from the home page on; yields the name of each screen as it stands filled in."""
    page = count.page
    count.press("text=我要反映问题")
    count.type("#id_text", TEXT)
    yield "what"
    count.press(NEXT)
    count.choose("#id_region", "230103")
    count.type("#id_address", "辽河小区5栋2单元702")
    yield "where"
    count.press(NEXT)
    count.type("#id_name", "王秀兰")
    count.type("#id_id_number", "230103195804040025")
    count.type("#id_phone", "138 0013 8000")
    yield "contact"
    count.press(NEXT)
    yield "check"
    count.press(CONFIRM)
    page.wait_for_selector(".cd")
    yield "received"


def held_against(page: Page, name: str, *, elder: bool) -> list[str]:
    """Return everything wrong with one screen."""
    wrong = [*findings(page), *small_targets(page, 60 if elder else 44)]
    if too_wide(page):
        wrong.append("scrolls sideways")
    return [f"{name}: {line}" for line in wrong]


@pytest.mark.parametrize(("width", "elder"), MODES)
def test_every_screen_of_a_report_is_sound(
    chromium: Browser,
    live_server: LiveServer,
    width: int,
    elder: bool,  # noqa: FBT001 - a table
) -> None:
    page = opened(chromium, width)
    page.goto(live_server.url)
    if elder:
        page.click("text=大字版")
    wrong = held_against(page, "home", elder=elder)

    for name in walk(Count(page)):
        wrong += held_against(page, name, elder=elder)
    page.context.close()

    assert wrong == []
    assert Case.objects.get().text == TEXT


def test_a_report_takes_five_screens_and_at_most_twelve_choices(phone: Page, live_server: LiveServer) -> None:
    phone.goto(live_server.url)
    count = Count(phone)

    assert list(walk(count)) == ["what", "where", "contact", "check", "received"]

    assert count.screens == 5
    assert count.choices <= 12


@pytest.mark.parametrize("width", [320, 1440])
def test_report_follow_and_rate_work_without_scripts(chromium: Browser, live_server: LiveServer, width: int) -> None:
    page = opened(chromium, width, java_script=False)
    page.goto(live_server.url)
    list(walk(Count(page)))
    number, code = page.inner_text(".cd"), page.inner_text(".qc")

    page.click("text=查看办理进度")
    assert "南岗区信访局已收到" in page.inner_text(".state-now")

    page.click("button:has-text('关上这一件')")
    page.goto(f"{live_server.url}/follow/")
    page.fill("#id_number", number)
    page.fill("#id_code", code)
    page.click("button:has-text('查一下')")
    assert "南岗区信访局已收到" in page.inner_text(".state-now")

    told = served_today()
    page.goto(f"{live_server.url}/follow/?for=rate")
    page.fill("#id_number", told.now.number)
    page.fill("#id_code", told.code)
    page.click("button:has-text('查一下')")
    page.check("#id_bureau_0")
    page.check("#id_unit_1")
    page.click("button:has-text('提交评价')")
    assert "谢谢您的评价" in page.inner_text("h1")
    page.context.close()


@pytest.mark.parametrize(("width", "elder"), MODES)
def test_every_screen_about_a_case_is_sound(
    chromium: Browser,
    live_server: LiveServer,
    width: int,
    elder: bool,  # noqa: FBT001 - a table
) -> None:
    page = opened(chromium, width)
    page.goto(f"{live_server.url}/display/?elder={int(elder)}&next=/follow/?for=rate")
    told = served_today()
    wrong: list[str] = []

    page.click("button:has-text('查一下')")
    wrong += held_against(page, "follow with errors", elder=elder)
    page.fill("#id_number", told.now.number)
    page.fill("#id_code", told.code)
    page.click("button:has-text('查一下')")
    page.goto(f"{live_server.url}/follow/case/")
    wrong += held_against(page, "case", elder=elder)
    page.click("a:text-is('信访事项处理意见书')")
    wrong += held_against(page, "paper", elder=elder)
    page.goto(f"{live_server.url}/rate/")
    page.click("button:has-text('提交评价')")
    wrong += held_against(page, "rate with errors", elder=elder)
    for address in ("how/", "rights/", "notice/", "privacy/", "no-such-page/"):
        page.goto(f"{live_server.url}/{address}")
        wrong += held_against(page, address, elder=elder)
    page.context.close()

    assert wrong == []


def test_after_a_mistake_the_summary_has_the_focus(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/report/contact/")

    phone.click(NEXT)

    phone.wait_for_function("document.activeElement.className === 'err-sum'")
    assert phone.inner_text(".err-sum h2") == "有 3 处需要改一下"
    phone.click(".err-sum a >> nth=2")
    assert phone.evaluate("document.activeElement.id") == "id_phone"


def test_nothing_is_loaded_from_elsewhere_and_the_policy_is_kept(phone: Page, live_server: LiveServer) -> None:
    asked: list[str] = []
    said: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("console", lambda message: said.append(message.text))
    phone.goto(live_server.url)

    list(walk(Count(phone)))

    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert said == []


def test_the_first_view_stays_light(phone: Page, live_server: LiveServer) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))

    phone.goto(live_server.url)

    assert len(asked) <= 8, asked


def served_today() -> Story:
    """Live a case up to the delivery of its opinion just now."""
    moment = acts.now() - timedelta(hours=12)
    told = story().submitted()
    told.moment = moment
    return told.registered().forwarded("NG-XF").accepted().answered().served()
