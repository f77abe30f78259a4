"""The page frame: every state has its words, every icon its shape, and no page writes what the policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from tests.moments import at
from wangfang.interfaces.frame import wording
from wangfang.interfaces.frame.menu import menu_of
from wangfang.rules.facts import Form, Purpose, Role, Step
from wangfang.rules.labels import MARKING
from wangfang.rules.states import State

INTERFACES = Path(__file__).resolve().parents[3] / "src/wangfang/interfaces"
PAGES = sorted(INTERFACES.glob("*/templates/**/*.html"))
STYLES = sorted(path for path in INTERFACES.glob("*/static/**/*.css") if "vendor" not in path.parts)
# Bodies of the engines that government offices still run do not know these (ux.md, decision 4).
TOO_NEW = (":has(", "color-mix(", "oklch(", "light-dark(", "@layer", "@container", "@import")


def shown(template: str, **values: object) -> str:
    """Render a piece of a template."""
    return Template("{% load frame masks %}" + template).render(Context(values))


def test_every_word_of_the_rules_has_its_word_on_the_page() -> None:
    assert set(wording.STATES) == set(State)
    assert set(wording.STEPS) == set(Step)
    assert set(wording.ROLES) == set(Role)
    assert set(wording.FORMS) == set(Form)
    assert set(wording.PURPOSES) == set(Purpose)
    inside = {
        Step.SCREEN, Step.LOG_WORK, Step.SUPPLEMENT, Step.URGE, Step.SUPERVISE, Step.LIST, Step.LIFT, Step.ASSIST,
        Step.DRAFT_OPINION, Step.PASS_DRAFT, Step.RETURN_DRAFT, Step.SIGN_DRAFT, Step.PROPOSE, Step.ANSWER_PROPOSAL,
        Step.REPORT_URGENT, Step.LINK, Step.UNLINK, Step.DISMISS, *MARKING,
    }  # fmt: skip
    assert set(Step) - set(wording.CITIZEN_STEPS) == inside, "internal acts stay inside"


TAGS = [
    ("awaiting_unit", '<span class="tag amber">待受理</span>'),
    ("handling", '<span class="tag blue">办理中</span>'),
    ("closed", '<span class="tag green">已办结</span>'),
    ("declined", '<span class="tag grey">不予受理</span>'),
]


@pytest.mark.parametrize(("state", "tag"), TAGS)
def test_a_state_is_shown_as_colour_and_word(state: str, tag: str) -> None:
    assert shown("{% state_tag state %}", state=state) == tag


def test_a_light_always_has_words_and_never_an_unknown_colour() -> None:
    assert shown('{% light "red" "超期 3 天" %}') == '<span class="dl red">超期 3 天</span>'
    with pytest.raises(ValueError, match="no light is called pink"):
        shown('{% light "pink" "超期" %}')


@pytest.mark.parametrize(("used", "value"), [(0.4, 40), (0, 0), (1, 100), (7.5, 100), (-1, 0)])
def test_a_meter_stays_between_empty_and_full(used: float, value: int) -> None:
    bar = shown('{% meter "green" used "受理（15 日）" %}', used=used)

    assert bar == f'<progress class="meter green" max="100" value="{value}" aria-label="受理（15 日）"></progress>'


DATES = [
    ("china_date", "8月22日"),
    ("china_full_date", "2017年8月22日"),
    ("china_day", "2017-08-22"),
    ("china_moment", "2017-08-22 00:30"),
    ("china_clock", "00:30"),
    ("weekday", "星期二"),
]


@pytest.mark.parametrize(("filter_name", "text"), DATES)
def test_a_moment_is_written_as_it_is_in_china_and_nothing_as_nothing(filter_name: str, text: str) -> None:
    assert shown(f"{{{{ moment|{filter_name} }}}}", moment=at("2017-08-22 00:30")) == text
    assert shown(f"{{{{ moment|{filter_name} }}}}", moment=None) == ""


def test_names_and_numbers_are_hidden_by_the_rules() -> None:
    hidden = shown('{{ "王秀兰"|mask_name }} {{ "13800138000"|mask_phone }} {{ "230103195804040025"|mask_id }}')

    assert hidden == "王** 138****8000 230***********0025"


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="i-([\w-]+)"', render_to_string("frame/parts/_icon.html")))
    named = {name for page in PAGES for name in re.findall(r'{% icon "([\w-]+)"', page.read_text("utf-8"))}

    assert named - drawn == set()


def test_no_page_writes_styles_or_scripts_into_itself() -> None:
    forbidden = re.compile(
        r"\sstyle=|\son\w+=|<style|javascript:|<script(?![^>]*(\ssrc=|application/json))", re.IGNORECASE
    )

    assert [page.name for page in PAGES if forbidden.search(page.read_text("utf-8"))] == []


def test_no_style_asks_for_an_engine_newer_than_the_floor() -> None:
    found = [(path.name, word) for path in STYLES for word in TOO_NEW if word in _without_comments(path)]

    assert found == []


def test_no_style_needs_anything_from_elsewhere() -> None:
    assert [path.name for path in STYLES if "url(" in _without_comments(path)] == []


@pytest.mark.parametrize("name", ["400", "403", "404", "413", "429", "500"])
def test_a_page_of_failure_needs_nothing_and_leads_on(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert page.count("<h1") == 1
    assert 'href="tel:12345"' in page
    assert 'href="/"' in page


def test_a_refusal_says_why_on_which_ground_and_that_nothing_was_written() -> None:
    said = {"why": "还没有登记，不能转送", "source": "《信访工作条例》第二十二条", "status": 422}

    page = render_to_string("frame/refused.html", said)

    assert all(words in page for words in ("还没有登记，不能转送", "《信访工作条例》第二十二条", "什么都没有写进去"))


MENUS = [
    (Role.CLERK, {"待办事项", "登记来信来访来电", "统计分析", "通报专报", "短信箱"}),
    (Role.OFFICER, {"待办事项", "统计分析", "通报专报"}),
    (Role.LEADER, {"运行情况", "统计分析", "通报专报"}),
    (Role.PETITIONER, set()),
]


@pytest.mark.parametrize(("role", "words"), MENUS)
def test_the_menu_holds_what_the_role_may_open(role: Role, words: set[str]) -> None:
    assert {str(line.word) for group in menu_of(role, "/", {}) for line in group.lines} >= words
    if not words:
        assert menu_of(role, "/", {}) == ()


def test_the_menu_marks_the_open_page_and_shows_its_count() -> None:
    url = next(line.url for group in menu_of(Role.CLERK, "", {}) for line in group.lines)

    lines = [line for group in menu_of(Role.CLERK, url, {"todo": 36}) for line in group.lines]

    assert [(line.url, line.count) for line in lines if line.here] == [(url, 36)]


def _without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
