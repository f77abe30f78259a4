"""Does the desk work in a real browser: by keyboard alone, through a whole life, and for people who cannot see it?"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browsing import DESKTOP, PHONE
from tests.cast import clerk, load_city, put_nangang_on_315
from tests.interfaces.desk.conftest import account_at
from tests.stories import Story, story
from wangfang.interfaces.frame import acts
from wangfang.records.bulletins import drafting
from wangfang.records.cases import lookups
from wangfang.records.cases.lookups import Filters
from wangfang.rules.facts import Act, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

SECRET = "long-enough-2017"
SEATS = (("NG", Role.CLERK), ("NG-XF", Role.OFFICER), ("HRB", Role.BUREAU_LEADER))


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer) -> LiveServer:
    """Run the site with the small city and three people in it."""
    load_city()
    put_nangang_on_315()
    for agency, role in SEATS:
        account = account_at(agency, role)
        account.set_password(SECRET)
        account.save()
    return live_server


def sign_in(page: Page, desk: LiveServer, login: str, *, scripts: bool = True) -> None:
    """Sign somebody in through the door, and wait until the first case has come into the panel."""
    page.context.clear_cookies()
    page.goto(f"{desk.url}/desk/sign-in/")
    page.fill("[name=username]", login)
    page.fill("[name=password]", SECRET)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "sign-in" not in url)  # and until its scripts have run
    if scripts:
        page.wait_for_selector("#panel:not([aria-busy])", state="attached")


def current(page: Page) -> str:
    """Return the number of the row in hand."""
    return page.locator("#worklist tr.on").get_attribute("data-number") or ""


def waiting(count: int) -> list[str]:
    """Let cases wait in Nangang, and return their numbers in the order of the list."""
    return [story(f"2017-08-22 08:{minute:02d}").submitted().now.number for minute in range(count)]


def test_ten_items_are_passed_on_with_ten_keys_and_no_mouse(desk: LiveServer, page: Page) -> None:
    numbers = waiting(11)
    sign_in(page, desk, "ng-clerk")
    page.evaluate("""() => {
        window.mice = 0;
        for (const kind of ['mousedown', 'pointerdown', 'touchstart']) {
            document.addEventListener(kind, () => { window.mice += 1; }, true);
        }
    }""")
    for number, following in pairwise(numbers):
        assert current(page) == number
        page.keyboard.press("1")
        page.wait_for_selector(f"#panel [data-number='{following}']")
        page.wait_for_selector(f"#row-{number}", state="detached")
    assert page.evaluate("window.mice") == 0
    assert page.locator("#worklist tbody tr").count() == 1
    assert page.locator("#total").inner_text() == "1"
    assert len(lookups.passed(clerk("NG"), Filters())) == 11
    assert [case.number for case in lookups.worklist(clerk("NG"), Filters(), acts.today())] == numbers[-1:]


def test_another_unit_is_chosen_by_pinyin_initials(desk: LiveServer, page: Page) -> None:
    number, following = waiting(2)
    sign_in(page, desk, "ng-clerk")
    page.keyboard.press("u")
    page.keyboard.press("Control+a")
    page.keyboard.type("hx")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    assert page.locator("#panel [data-receiver]").input_value() == "哈西街道办事处"
    page.keyboard.press("1")
    page.wait_for_selector(f"#panel [data-number='{following}']")
    case = lookups.open_case(number, clerk("NG"))
    assert case.holder.code == "NG-HX"


def test_keys_typed_into_a_field_or_an_input_method_do_nothing(desk: LiveServer, page: Page) -> None:
    first, _second = waiting(2)
    sign_in(page, desk, "ng-clerk")
    page.keyboard.press("/")
    page.keyboard.type("j1x")
    assert page.locator(".gs input[name=q]").input_value() == "j1x"
    page.keyboard.press("Escape")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {code: 'Digit1', isComposing: true, bubbles: true}))"
    )
    page.keyboard.press("Control+1")
    assert current(page) == first
    assert lookups.open_case(first, clerk("NG")).steps_taken == 1


def test_j_and_k_walk_x_ticks_enter_opens_n_begins_anew(desk: LiveServer, page: Page) -> None:
    first, second = waiting(2)
    sign_in(page, desk, "ng-clerk")
    page.keyboard.press("j")
    page.wait_for_selector(f"#panel [data-number='{second}']")
    assert page.evaluate("document.activeElement.closest('tr').dataset.number") == second
    page.keyboard.press("x")
    assert page.locator("#picked [data-count]").inner_text() == "1"
    page.keyboard.press("k")
    page.wait_for_selector(f"#panel [data-number='{first}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{first}/")
    page.go_back()
    page.keyboard.press("n")
    page.wait_for_url("**/desk/register/")


def test_the_sheet_of_short_cuts_opens_closes_and_gives_the_focus_back(desk: LiveServer, page: Page) -> None:
    waiting(1)
    sign_in(page, desk, "ng-clerk")
    page.locator(".ttl").first.focus()
    page.keyboard.press("?")
    assert page.locator("#keys-sheet").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys-sheet").is_visible()
    assert page.evaluate("document.activeElement.className") == "ttl"


def test_switched_off_short_cuts_stay_off(desk: LiveServer, page: Page) -> None:
    first, _second = waiting(2)
    sign_in(page, desk, "ng-clerk")
    page.goto(f"{desk.url}/desk/keys/")
    page.get_by_role("button", name="关掉快捷键").click()
    page.goto(f"{desk.url}/desk/")
    page.keyboard.press("j")
    page.keyboard.press("1")
    assert current(page) == first
    assert lookups.open_case(first, clerk("NG")).steps_taken == 1


def test_a_live_region_says_what_was_done(desk: LiveServer, page: Page) -> None:
    number, following = waiting(2)
    sign_in(page, desk, "ng-clerk")
    page.keyboard.press("1")
    page.wait_for_selector(f"#panel [data-number='{following}']")
    assert page.locator("#live").inner_text() == f"{number} 已转给先锋路街道办事处。"


def test_a_case_lives_from_the_bureau_to_its_closing_on_the_desk(desk: LiveServer, page: Page) -> None:
    (number,) = waiting(1)
    sign_in(page, desk, "ng-clerk")
    page.keyboard.press("1")
    page.wait_for_selector("#worklist .empty")
    sign_in(page, desk, "ng-xf-officer")
    take_up(page, number)
    answer(page)
    page.get_by_role("link", name="送达").click()
    page.get_by_label("直接送达").check()
    page.get_by_label("送达凭证").fill("王秀兰签收")
    page.get_by_role("button", name=re.compile("^已送达")).click()
    page.get_by_role("link", name="办结").click()
    page.get_by_role("button", name=re.compile("^办结")).click()
    page.get_by_text("已办结，信访人可以评价了。").wait_for()
    assert lookups.open_case(number, clerk("NG")).state == "closed"


def take_up(page: Page, number: str) -> None:
    """Accept the case with two keys, seeing the notice between them."""
    page.keyboard.press("1")
    page.wait_for_url(f"**/{number}/accept/")
    assert page.locator(".ltr .l1").inner_text() == "信访事项实体性受理告知书"
    page.keyboard.press("1")
    page.wait_for_url(f"**/cases/{number}/")


def answer(page: Page) -> None:
    """Write down some work, then the opinion, after a look at it on paper."""
    page.get_by_role("link", name="记录办理").click()
    page.get_by_label("实地走访").check()
    page.get_by_label("做了什么、结果怎样").fill("上门看了漏点，量了面积。")
    page.get_by_role("button", name="记下来").click()
    page.get_by_role("link", name="不经审签直接出具").click()
    page.get_by_label("不经审签直接出具的理由").fill("单位人少，由经办人直接出具。")
    page.get_by_label("予以支持").check()
    page.get_by_label("查明的情况和处理意见").fill("经查，屋面防水层老化。已更换防水卷材86平方米。")
    page.get_by_role("button", name="更新预览").click()
    page.locator(".ltr p", has_text="已更换防水卷材86平方米。").wait_for()
    assert page.locator(".selfcheck").first.locator(".no").count() == 0, "what must be there is there"
    page.get_by_role("button", name=re.compile("^不经审签直接出具")).click()


def lived() -> Story:
    """Return a whole life with everything that a page may have to show."""
    return (
        story("2017-08-22 09:14").submitted(to="HLJ").registered().forwarded("HRB").forwarded("NG").forwarded("NG-XF")
        .signed_in().accepted().worked().resolved().answered().served().closed().rated()
    )  # fmt: skip


def addresses() -> dict[str, list[str]]:
    """Return every page of the desk by who opens it, on cases that stand where the page is needed."""
    whole = lived().now
    fresh = story("2017-08-22").submitted().now.number
    registered = story("2017-08-22").submitted().registered().now.number
    arrived = story("2017-08-22").submitted().registered().forwarded("NG-XF")
    accepted = story("2017-08-22").submitted().registered().forwarded("NG-XF").accepted().now.number
    answered = story("2017-08-22").submitted().registered().forwarded("NG-XF").accepted().answered().now.number
    at = acts.now()
    bulletin = drafting.draft(Period.parse("2017Q3"), Definition.LEGAL, Act(clerk("HRB"), at, at))
    papers = [f"cases/{whole.number}/papers/{paper.pk}/" for paper in lookups.papers(whole)]
    behind = "period=2017Q3&definition=LEGAL&by=county&code=230103&indicator=unit_timely&bucket=due"
    return {
        "": ["sign-in/"],
        "ng-clerk": [
            "", "?tab=done", "?tab=alike", "?tab=all&q=没有", "print/", "register/", "outbox/", "keys/",
            f"cases/{fresh}/", f"cases/{fresh}/register-forward/", f"cases/{registered}/forward/",
            f"cases/{registered}/assign/",
            f"cases/{registered}/screen/", f"cases/{registered}/decline/", f"cases/{whole.number}/",
            f"cases/{whole.number}/papers/", f"cases/{whole.number}/trail/", f"cases/{whole.number}/limits/1/", *papers,
        ],
        "ng-xf-officer": [
            "", f"cases/{arrived.now.number}/", f"cases/{arrived.now.number}/sign-for/",
            f"cases/{arrived.now.number}/accept/", f"cases/{arrived.now.number}/decline/",
            f"cases/{accepted}/log-work/", f"cases/{accepted}/resolve/", f"cases/{accepted}/opinion/",
            f"cases/{accepted}/draft-opinion/", f"cases/{accepted}/report-urgent/", "?tab=asked",
            f"cases/{answered}/serve/", f"cases/{answered}/close/", f"cases/{accepted}/serve/",
        ],
        "hrb-bureau_leader": [
            "", "indicators/?period=2017Q3", "indicators/?period=2017Q3&by=agency&definition=HRB_315",
            f"indicators/cases/?{behind}", "bulletins/", f"bulletins/{bulletin.pk}/", "replies/", "replies/?unit=NG-XF", "suggestions/",
        ],
    }  # fmt: skip


def test_every_page_passes_axe_and_fits_a_desk_and_a_phone(desk: LiveServer, page: Page) -> None:
    found, faults = [], []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    for login, paths in addresses().items():
        if login:
            sign_in(page, desk, login)
        for path in paths:
            page.goto(f"{desk.url}/desk/{path}")
            for size in (DESKTOP, PHONE):
                page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict is what it takes
                found += [f"{path} {size['width']}: {finding}" for finding in findings(page)]
            page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]  # as above
    assert found == []
    assert faults == []


def findings(page: Page) -> list[str]:
    """Return every finding of axe, and a word when the page is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    rules = Axe().run(page).response["violations"]
    told = [f"{rule['id']} {node['target']}" for rule in rules for node in rule["nodes"]]
    return [*told, *(["wider than the screen"] if wide else [])]


def test_without_script_the_same_work_is_done_by_full_pages(desk: LiveServer, plain_page: Page) -> None:
    number, _following = waiting(2)
    sign_in(plain_page, desk, "ng-clerk", scripts=False)
    plain_page.locator(".ttl").first.click()
    plain_page.locator("a.btn-primary[data-key='1']").click()
    plain_page.get_by_role("button", name="登记并转送").click()
    plain_page.wait_for_url(f"**/desk/cases/{number}/")
    assert lookups.open_case(number, clerk("NG")).holder.code == "NG-XF"
    assert plain_page.get_by_role("heading", name="时限").is_visible()
