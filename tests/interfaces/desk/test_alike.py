"""Does a clerk see that a petition is here already, settle it with one press, and take it back; and nobody see more than that?"""

from __future__ import annotations

import re
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import at_accusations, clerk
from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.cases import alike, lookups
from wangfang.records.cases.models import Case, StepTaken
from wangfang.rules.facts import Role, Step

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def first_case(to: str = "NG") -> Story:
    return story("2017-08-21 09:00").submitted(to=to).registered()


def a_copy(to: str = "NG") -> Story:
    return story("2017-08-22 09:00").submitted(to=to).registered()


def where(told: Story, other: Story | None = None) -> str:
    page = reverse("desk:alike", args=[told.now.number])
    return f"{page}?with={other.now.number}" if other else page


def settle(client: Client, mine: Story, other: Story, verdict: str, why: str = "", **more: str) -> str:
    said = {"other": other.now.number, "verdict": verdict, "why": why, "act_key": f"{verdict}{why}", **more}
    answer = client.post(where(mine), said, follow=True)
    return unescape(answer.content.decode())


def events(told: Story) -> list[Step]:
    return [event.step for event in lookups.life(told.now).events]


def test_the_list_tells_which_and_why_and_offers_what_may_be_done(enter: Enter) -> None:
    first, copy, _far = first_case(), a_copy(), first_case(to="DL")
    client = enter("NG")
    page = client.get(where(copy)).content.decode()
    assert re.findall(r'<a class="num" href="/desk/cases/([^/]+)/">', page) == [first.now.number]
    assert "信访人相同、标题和正文一字不差、都提到：辽河、提出时间相近" in page
    assert "建议并案" in page
    for key in ("C", "M", "L", "D"):
        assert f'data-key="{key}"' in page
    fragment = client.get(where(copy) + "?in=panel", headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert 'hx-target="#panel"' in fragment
    assert where(copy) in client.get(reverse("desk:case", args=[copy.now.number])).content.decode()


def test_who_may_not_merge_is_offered_what_he_may(enter: Enter) -> None:
    first, copy = first_case(), a_copy().forwarded("NG-XF")
    page = enter("NG-XF", Role.OFFICER).get(where(copy)).content.decode()
    assert first.now.number not in page, "the unit does not see the other one"
    page = enter("NG").get(where(copy)).content.decode()
    assert 'data-key="M"' not in page, "the unit has it by now"
    assert 'data-key="L"' in page


def test_two_side_by_side_with_what_they_share_marked_and_what_would_follow(enter: Enter) -> None:
    first = story("2017-08-21 09:00").about(text="顶楼漏雨，一直没有人管。").submitted().registered().forwarded("NG-XF")
    copy = story("2017-08-22 09:00").about(text="顶楼漏雨，已经发霉。").submitted().registered()
    page = unescape(enter("NG").get(where(copy, first)).content.decode())
    assert page.count("<mark>顶楼漏雨，") == 2
    assert "一直没有人管" in page.replace("<mark>", "").replace("</mark>", "")
    assert "（b）初件正在办理：并入初件，不另行受理；期限、评价都按初件。" in page
    assert "初件期限：" in page
    assert "702" not in page, "the door number stays hidden"


CONSEQUENCES = [
    (lambda one: one.forwarded("NG-XF").accepted().answered().served(), "（c）", "desk:decline"),
    (lambda one: one.forwarded("NG-XF").accepted().answered().served().closed(), "（c）", "desk:decline"),
    (lambda one: one.declined(), "没有实体答复", ""),
]


@pytest.mark.parametrize(("further", "words", "way"), CONSEQUENCES)
def test_where_the_law_asks_for_another_act_it_is_led_to(further: object, words: str, way: str, enter: Enter) -> None:
    assert callable(further)
    first, copy = first_case(), a_copy()
    further(first)
    with time_machine.travel(at("2017-09-02 10:00"), tick=False):
        page = enter("NG").get(where(copy, first)).content.decode()
    assert words in page
    assert ('value="same"' in page) is False
    if way:
        assert reverse(way, args=[copy.now.number]) in page


def test_who_compares_the_first_case_with_its_copy_is_told_to_turn_round(enter: Enter) -> None:
    first, copy = first_case(), a_copy()
    page = unescape(enter("NG").get(where(first, copy)).content.decode())
    assert "这一件才是初件" in page
    assert where(copy, first) in page
    assert 'value="same"' not in page


def test_merged_by_one_press_and_taken_back_by_another(enter: Enter) -> None:
    first, copy = first_case(), a_copy()
    client = enter("NG")
    page = settle(client, copy, first, "same")
    assert f"{copy.now.number} 已并入 {first.now.number}。" in page
    detail = lookups.life(copy.now).events[-1].detail
    assert detail == {
        "into": first.now.number, "why": "系统比对：信访人相同、标题和正文一字不差、都提到：辽河、提出时间相近",
        "repeat": "in_hand",
    }  # fmt: skip
    assert "初件正在办理；系统比对" in page, "the class and the reason stand in the history"
    undo = reverse("desk:alike-undo", args=[copy.now.number])
    assert undo in page
    back = client.post(undo, {"other": first.now.number, "act_key": "z"}, follow=True).content.decode()
    assert "已撤销" in back
    assert Case.objects.get(pk=copy.now.pk).state == "registered"
    again = client.post(undo, {"other": first.now.number, "act_key": "z"}, follow=True).content.decode()
    assert "没有重复办理" in again


def test_the_first_case_lists_its_copies_with_their_text(enter: Enter) -> None:
    first = first_case()
    copy = story("2017-08-22 09:00").about(text="又漏了，请一起处理。").submitted().registered().merged(first.now)
    page = enter("NG").get(reverse("desk:case", args=[first.now.number])).content.decode()
    assert "并入这一件" in page
    assert copy.now.number in page
    assert "又漏了，请一起处理。" in page
    assert page.count('data-key="Z"') == 0, "it is taken apart on the copy"


def test_a_copy_is_proposed_as_its_first_case_once(enter: Enter) -> None:
    first, third = first_case(), story("2017-08-25 09:00").submitted().registered()
    copy = a_copy().merged(first.now)
    client = enter("NG")
    page = client.get(where(third)).content.decode()
    assert re.findall(r'<a class="num" href="/desk/cases/([^/]+)/">', page) == [first.now.number]
    led = client.get(where(third, copy))
    assert (led.status_code, led.headers["Location"]) == (302, where(third, first))
    page = client.get(reverse("desk:case", args=[copy.now.number])).content.decode()
    assert f"'{where(copy)}'" not in page.replace(chr(34), chr(39)), "nothing is proposed beside a copy"


def test_what_came_in_online_is_registered_on_the_way(enter: Enter) -> None:
    first, copy = first_case(), story("2017-08-22 09:00").submitted()
    client = enter("NG")
    settle(client, copy, first, "same", seen="1")
    assert events(copy) == [Step.SUBMIT, Step.REGISTER, Step.MERGE]
    settle(client, copy, first, "same", seen="1")
    assert events(copy) == [Step.SUBMIT, Step.REGISTER, Step.MERGE], "pressed twice, done once"


@pytest.mark.parametrize(
    ("verdict", "step"), [("same_matter", Step.LINK), ("same_person", Step.LINK), ("unrelated", Step.DISMISS)]
)
def test_a_strong_proposal_is_overruled_with_a_reason_only(verdict: str, step: Step, enter: Enter) -> None:
    first, copy = first_case(), a_copy()
    client = enter("NG")
    page = settle(client, copy, first, verdict)
    assert "认定不是同一人同一事的要写明理由" in page
    assert step not in events(copy)
    settle(client, copy, first, verdict, "门牌号不同，是两户")
    assert events(copy)[-1] is step
    assert first.now.number not in client.get(where(copy)).content.decode().split("cols")[1], "not proposed again"
    page = client.get(reverse("desk:case", args=[copy.now.number])).content.decode()
    assert first.now.number in page
    assert "门牌号不同，是两户" in page


def test_from_the_panel_the_page_changes_for_the_reason(enter: Enter) -> None:
    first, copy = first_case(), a_copy()
    said = {"other": first.now.number, "verdict": "unrelated", "why": "", "act_key": "k"}
    answer = enter("NG").post(where(copy), said, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, where(copy, first))


def test_in_the_panel_the_next_case_comes_with_the_way_back(enter: Enter) -> None:
    first, copy, following = first_case(), a_copy(), story("2017-08-23").about(title="路灯不亮").submitted()
    client = enter("NG")
    said = {"other": first.now.number, "verdict": "same", "act_key": "k", "next": following.now.number}
    page = client.post(where(copy), said, headers=HTMX).content.decode()
    assert f'data-number="{following.now.number}"' in page
    assert f'row-{copy.now.number}" hx-swap-oob="delete"' in page
    assert reverse("desk:alike-undo", args=[copy.now.number]) in page
    linked = {"other": first.now.number, "verdict": "same_person", "why": "另一件事", "act_key": "l", "next": ""}
    page = client.post(where(following), linked, headers=HTMX).content.decode()
    assert f'data-number="{following.now.number}"' in page, "a link leaves the case in hand"


def test_linked_and_told_apart_by_the_number_alone(enter: Enter) -> None:
    one, two = first_case(), a_copy()
    client = enter("NG")
    for name, said in (
        ("link", {"verdict": "same_matter", "why": "邻居"}),
        ("unlink", {"why": "认错了"}),
        ("dismiss", {"why": ""}),
    ):
        page = reverse(f"desk:{name}", args=[one.now.number])
        assert client.get(page).status_code == 200
        wrong = client.post(page, {**said, "other": "20170101-000001", "act_key": f"{name}?"})
        assert (wrong.status_code, "没有找到这个编号" in wrong.content.decode()) == (422, True)
        done = client.post(page, {**said, "other": two.now.number, "act_key": name})
        assert done.status_code == 302
        assert events(one)[-1] == name


@pytest.mark.parametrize("verdict", ["same", "same_matter", "unrelated"])
def test_a_case_out_of_sight_is_answered_as_if_there_were_none(verdict: str, enter: Enter) -> None:
    copy, hidden, client = a_copy(), first_case(to="DL"), enter("NG")
    said = {"verdict": verdict, "why": "同一处", "act_key": "k"}
    there = client.post(where(copy), {**said, "other": hidden.now.number})
    none = client.post(where(copy), {**said, "other": "20170101-000001"})
    assert there.status_code == none.status_code == 422
    drawn = re.compile(r'(csrfmiddlewaretoken|act_key)" value="[^"]+"|nonce-[^"\']+|nonce="[^"]+"|X-CSRFToken[^}]+')
    assert drawn.sub("", there.content.decode()) == drawn.sub("", none.content.decode())
    assert client.get(where(copy, hidden)).status_code == client.get(f"{where(copy)}?with=1").status_code == 404
    assert StepTaken.objects.filter(case=copy.now).count() == 2


def test_an_accusation_is_proposed_to_nobody_who_does_not_see_it(enter: Enter) -> None:
    jubao = at_accusations("NG")
    accusing = story("2017-08-21 09:00").accusing("HL-ZJ").submitted().registered()
    copy = a_copy()
    assert accusing.now.number not in enter("NG").get(where(copy)).content.decode()
    assert accusing.now.number not in typed(enter("NG", login="second"), id_number="230103195804000026")
    assert accusing.now.number in set(lookups.visible_to(jubao).values_list("number", flat=True))
    told = alike.of_case(copy.now, jubao, at("2017-09-01"))
    assert told == [], "that the numbers are equal would tell who accuses, to one who does not see it"


def typed(client: Client, **said: str) -> str:
    return client.post(reverse("desk:alike-typed"), said, headers=HTMX).content.decode()


def test_while_a_letter_is_registered_the_likely_cases_come(enter: Enter) -> None:
    first, _far = first_case(), first_case(to="DL")
    client = enter("NG")
    assert reverse("desk:alike-typed") in client.get(reverse("desk:register")).content.decode()
    assert first.now.number in typed(client, phone="138 0013 8000")
    assert first.now.number in typed(client, title=first.now.title)
    assert _far.now.number not in typed(client, phone="13800138000", title=first.now.title)
    assert "没有找到可能重复的件" in typed(client, title="路灯")
    assert "没有找到可能重复的件" in typed(client, title="x" * 400)
    page = client.post(reverse("desk:alike-typed"), {"phone": "13800138000"}).content.decode()
    assert "<html" in page
    assert first.now.number in page


def test_who_registers_nothing_searches_nothing_that_way(enter: Enter) -> None:
    assert enter("HRB", Role.ADMIN).post(reverse("desk:alike-typed"), {"phone": "1"}, headers=HTMX).status_code == 403


def test_a_search_while_typing_is_written_down_as_one(enter: Enter) -> None:
    client = enter("NG")
    typed(client, phone="13800138000")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from ledger_access where what = 'search'")
        assert cursor.fetchone() == (1,)


def test_the_list_costs_the_same_for_many_as_for_few(enter: Enter) -> None:
    copy, client = a_copy(), enter("NG")
    first_case()
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as taken:
            client.get(where(copy))
        costs.append(len(taken))
        for _more in range(4):
            first_case()
    assert costs[0] == costs[1]


def test_a_clerk_of_the_bureau_above_takes_apart_what_was_merged_below(enter: Enter) -> None:
    first = story("2017-08-21 09:00").submitted(to="HRB").registered().forwarded("NG")
    copy = story("2017-08-22 09:00").submitted(to="HRB").registered().forwarded("NG").merged(first.now)
    client = enter("HRB")
    page = client.get(reverse("desk:case", args=[copy.now.number])).content.decode()
    assert first.now.number in page, "whoever registered the copy sees how its first case goes on"
    undo = reverse("desk:alike-undo", args=[copy.now.number])
    client.post(undo, {"other": first.now.number, "act_key": "z"})
    after = lookups.open_case(copy.now.number, clerk("HRB"))
    assert (after.state, after.holder.code) == ("routing", "NG"), "it is where it was, not with who took it apart"
