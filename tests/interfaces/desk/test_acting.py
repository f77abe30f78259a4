"""Does every button do its one act, by the right hands, once, and on the case as it was seen?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.walking import where
from tests.stories import Story, story
from wangfang.records.cases import lookups
from wangfang.records.notices.send import recent
from wangfang.rules.facts import Role
from wangfang.rules.states import State

pytestmark = pytest.mark.django_db

ACTS: dict[str, dict[str, str]] = {
    "register-forward": {"to": "先锋路街道办事处"},
    "forward": {"to": "先锋路街道办事处"},
    "assign": {"to": "先锋路街道办事处", "due_on": "2099-01-01"},
    "screen": {"procedure": "simplified", "ground": "daily"},
    "sign-for": {},
    "accept": {},
    "decline": {"why": "依法应当通过劳动仲裁解决，请到区劳动人事争议仲裁委员会申请。"},
    "log-work": {"kind": "call", "note": "电话联系，约好周五上门。"},
    "resolve": {"note": "屋面已经修好，蓄水试验不漏。"},
    "opinion": {"conclusion": "support", "text": "经查漏雨属实，已更换防水卷材。", "bypass": "单位人少，直接出具。"},
    "serve": {"method": "direct", "proof": "王秀兰签收"},
    "close": {},
}


def fields(client: Client, act: str, told: Story) -> dict[str, str]:
    """Return what the form of an act holds when it is opened: its hidden fields."""
    page = client.get(where(act, told)).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {**{name: hidden[name] for name in ("seen", "act_key")}, **ACTS[act]}


def submitted() -> Story:
    """Return a case that a bureau has just received."""
    return story("2017-08-22").submitted()


def at_unit() -> Story:
    """Return a case that a unit has just received."""
    return submitted().registered().forwarded("NG-XF")


LIVES: dict[str, Callable[[], Story]] = {
    "register-forward": submitted,
    "forward": lambda: submitted().registered(),
    "assign": lambda: submitted().registered(),
    "screen": lambda: submitted().registered(),
    "sign-for": at_unit,
    "accept": at_unit,
    "decline": at_unit,
    "log-work": lambda: at_unit().accepted(),
    "resolve": lambda: at_unit().accepted(),
    "opinion": lambda: at_unit().accepted(),
    "serve": lambda: at_unit().accepted().answered(),
    "close": lambda: at_unit().accepted().answered().served(),
}
BUREAU = {"register-forward", "forward", "assign", "screen"}
AFTER = {
    "register-forward": State.AWAITING_UNIT,
    "forward": State.AWAITING_UNIT,
    "assign": State.AWAITING_UNIT,
    "screen": State.SCREENING,
    "sign-for": State.AWAITING_UNIT,
    "accept": State.ACCEPTED,
    "decline": State.DECLINED,
    "log-work": State.HANDLING,
    "resolve": State.ACCEPTED,
    "opinion": State.OPINION_ISSUED,
    "serve": State.SERVED,
    "close": State.CLOSED,
}


def hands(enter: Enter, act: str) -> Client:
    """Return the browser of somebody who may take the act."""
    return enter("NG") if act in BUREAU else enter("NG-XF", Role.OFFICER)


def state_of(told: Story) -> str:
    """Return the state of the case as the rung above sees it."""
    return lookups.open_case(told.now.number, told.clerk("HRB")).state


@pytest.mark.parametrize("act", ACTS)
def test_the_act_is_taken_and_said(enter: Enter, act: str) -> None:
    told = LIVES[act]()
    client = hands(enter, act)
    answer = client.post(where(act, told), fields(client, act, told), follow=True)
    assert answer.status_code == 200
    assert state_of(told) == AFTER[act]
    assert answer.content.decode().count('class="alertbar mb2"') == 1


@pytest.mark.parametrize("act", ACTS)
def test_the_same_form_sent_twice_acts_once(enter: Enter, act: str) -> None:
    told = LIVES[act]()
    client = hands(enter, act)
    sent = fields(client, act, told)
    client.post(where(act, told), sent)
    steps = lookups.open_case(told.now.number, told.clerk("HRB")).steps_taken
    client.post(where(act, told), sent)
    assert lookups.open_case(told.now.number, told.clerk("HRB")).steps_taken == steps


@pytest.mark.parametrize("act", ACTS)
def test_a_form_opened_before_somebody_else_acted_says_who_and_when(enter: Enter, act: str) -> None:
    told = LIVES[act]()
    client = hands(enter, act)
    sent = {**fields(client, act, told), "seen": "0"}
    before = state_of(told)
    answer = client.post(where(act, told), sent)
    assert answer.status_code == 409
    assert re.search(r"已在 \d\d月\d\d日 \d\d:\d\d 对这件事做了“", answer.content.decode())
    assert state_of(told) == before


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("agency", "role", "status"),
    [
        ("DL", Role.CLERK, 404),  # the neighbouring district
        ("HRB", Role.CLERK, 403),  # the rung above sees it, but does not hold it
        ("NG-HX", Role.OFFICER, 404),  # a unit that never had it
        ("HRB", Role.SUPERVISOR, 403),  # watches, does not act
        ("HRB", Role.ADMIN, 404),  # sees no case
    ],
)
def test_nobody_but_the_holder_acts(enter: Enter, act: str, agency: str, role: Role, status: int) -> None:
    told = LIVES[act]()
    before = told.now.steps_taken
    client = enter(agency, role, f"{agency}-{role}-z".lower())
    # A receiver whom the rung above could reach, so that it is the hands that are refused.
    assert client.post(where(act, told), {**ACTS[act], "to": "先锋路街道办事处"}).status_code == status
    assert lookups.open_case(told.now.number, told.clerk("NG")).steps_taken == before


@pytest.mark.parametrize("act", ACTS)
def test_looking_at_a_form_changes_nothing(enter: Enter, act: str) -> None:
    told = LIVES[act]()
    assert hands(enter, act).get(where(act, told)).status_code == 200
    assert lookups.open_case(told.now.number, told.clerk("NG")).steps_taken == told.now.steps_taken


@pytest.mark.parametrize(
    ("act", "sent", "sentence"),
    [
        ("register-forward", {"to": ""}, "填写转送到哪个单位"),
        ("register-forward", {"to": "街道"}, "有不止一个单位符合"),
        ("register-forward", {"to": "没有这样的单位"}, "没有找到可以转送的单位"),
        ("assign", {"to": "先锋路街道办事处", "due_on": "不是日期"}, "日期写成 2017-09-15 这样"),
        ("screen", {"procedure": "绕道"}, "从列出的几项里选一项"),
        ("decline", {"why": "不归我管"}, "理由太短"),
        ("log-work", {"kind": "call", "note": ""}, "写一写做了什么"),
        ("resolve", {"note": ""}, "写一写问题是怎样解决的"),
        ("opinion", {"conclusion": "", "text": ""}, "选一种处理结论"),
        ("serve", {"method": ""}, "选一种送达方式"),
    ],
)
def test_a_wrong_form_comes_back_with_the_sentence_and_what_was_typed(
    enter: Enter, act: str, sent: dict[str, str], sentence: str
) -> None:
    told = LIVES[act]()
    answer = hands(enter, act).post(where(act, told), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "<title>错误：" in page


@pytest.mark.parametrize("typed", ["先锋路街道办事处", "NG-XF", "xflj"])  # the name, the code, pinyin initials
def test_a_receiver_is_found_by_name_code_and_initials(enter: Enter, typed: str) -> None:
    told = submitted()
    client = enter("NG")
    client.post(where("register-forward", told), {**fields(client, "register-forward", told), "to": typed})
    assert state_of(told) == State.AWAITING_UNIT


def test_a_receiver_outside_the_territory_is_refused_with_its_ground(enter: Enter) -> None:
    told = submitted()
    answer = enter("NG").post(where("register-forward", told), {"to": "DL", "to_code": "DL"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不在南岗区信访局的管辖范围内" in page
    assert "《信访工作条例》第二十二条" in page
    assert state_of(told) == State.SUBMITTED  # and the registration before it is undone


@pytest.mark.parametrize(
    ("holder", "region", "receiver"),
    [
        ("HLJ", "230103018", "哈尔滨市信访局"),  # the next bureau on the way down
        ("HRB", "230103018", "南岗区信访局"),
        ("NG", "230103018", "先锋路街道办事处"),  # the office of the very street
        ("NG", "230103", ""),  # the place alone does not say which department
        ("HRB", "230100", ""),
    ],
)
def test_the_receiver_is_suggested_by_place_or_not_at_all(
    enter: Enter, holder: str, region: str, receiver: str
) -> None:
    told = story("2017-08-22").about(region=region).submitted(to=holder)
    page = enter(holder).get(where("register-forward", told)).content.decode()
    found = re.search(r'name="to" (?:value="([^"]*)")?', page)
    assert found is not None
    assert (found[1] or "") == receiver


def test_the_type_ahead_offers_receivers_of_the_sender_only(enter: Enter) -> None:
    told = submitted()
    found = enter("NG").get(where("receivers", told), {"q": "xf"}).json()["found"]
    assert [agency["code"] for agency in found] == ["NG-XF"]


def test_acting_in_the_panel_opens_the_next_case_and_clears_the_row(enter: Enter) -> None:
    told, following = submitted(), submitted()
    sent = {**ACTS["register-forward"], "next": following.now.number, "from": "worklist"}
    answer = enter("NG").post(where("register-forward", told), sent, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert f'data-number="{following.now.number}"' in page
    assert f'<tr id="row-{told.now.number}" hx-swap-oob="delete">' in page
    assert '<b class="num" id="total" hx-swap-oob="true">1</b>' in page


def test_acting_in_the_panel_without_script_goes_back_to_the_list(enter: Enter) -> None:
    told = submitted()
    answer = enter("NG").post(where("register-forward", told), {**ACTS["register-forward"], "from": "worklist"})
    assert answer.headers["Location"] == reverse("desk:worklist")


def test_a_wrong_receiver_in_the_panel_brings_the_panel_back(enter: Enter) -> None:
    told = submitted()
    answer = enter("NG").post(where("register-forward", told), {"to": "街道"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "<html" not in answer.content.decode()
    assert "有不止一个单位符合" in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "title"),
    [
        ("accept", "信访事项实体性受理告知书"),
        ("decline", "信访事项不予受理告知书"),
        ("opinion", "信访事项处理意见书"),
        ("serve", "送达回证"),
    ],
)
def test_the_paper_is_seen_before_it_goes_out(enter: Enter, act: str, title: str) -> None:
    told = LIVES[act]()
    page = hands(enter, act).get(where(act, told)).content.decode()
    assert f'<div class="l1">{title}</div>' in page


def test_the_preview_shows_what_is_typed_and_issues_nothing(enter: Enter) -> None:
    told = LIVES["opinion"]()
    page = hands(enter, "opinion").post(where("opinion", told), {**ACTS["opinion"], "preview": "1"}).content.decode()
    assert "<p>经查漏雨属实，已更换防水卷材。</p>" in page
    assert "要写明" not in page
    assert state_of(told) == State.ACCEPTED


def test_an_empty_opinion_is_told_what_is_missing(enter: Enter) -> None:
    page = hands(enter, "opinion").get(where("opinion", LIVES["opinion"]())).content.decode()
    assert re.findall(r"要写明[^<（]+", page) == ["要写明查明的事实和理由", "要写明处理意见"]


def test_closing_stays_shut_with_its_reason_until_the_opinion_is_served(enter: Enter) -> None:
    told = LIVES["serve"]()
    page = hands(enter, "close").get(where("close", told)).content.decode()
    assert "缺《送达回证》" in page
    assert "处理意见书还没有送达，不能办结" in page
    assert 'data-key="1"' not in page


def test_a_form_that_could_only_be_refused_is_not_shown(enter: Enter) -> None:
    told = at_unit()
    answer = enter("NG-XF", Role.OFFICER).get(where("serve", told))
    assert answer.status_code == 422
    assert "还没有出具处理意见书，不能送达" in answer.content.decode()


def test_closing_invites_the_petitioner_to_rate(enter: Enter) -> None:
    told = LIVES["close"]()
    client = hands(enter, "close")
    client.post(where("close", told), fields(client, "close", told))
    assert "请您评价" in recent(1)[0].text
