"""A bulletin at the desk: who sees which button, the sections edited with their figures locked, and the way to the receipts."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.stories import story
from wangfang.interfaces.frame.acts import SYSTEM
from wangfang.records.bulletins import lookups
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
LIST, RECEIVED = reverse("desk:bulletins"), reverse("desk:bulletins-received")
Q3 = {"period": "2017Q3", "definition": "LEGAL"}


def drafted(client: Client) -> int:
    """Draft a bulletin of a quarter with one case, and return its key."""
    story("2017-08-21").submitted().registered().forwarded("NG-XF").accepted()
    client.post(reverse("desk:bulletin-draft"), Q3)
    return lookups.newest(SYSTEM)[0].pk


def press(client: Client, name: str, key: int, **said: str) -> int:
    """Press a button of a bulletin and return the status."""
    return client.post(reverse(f"desk:bulletin-{name}", args=[key]), said).status_code


def shown(client: Client, key: int) -> str:
    """Return the page of a bulletin."""
    return client.get(reverse("desk:bulletin", args=[key])).content.decode()


def offered(client: Client, key: int) -> set[str]:
    """Return the last words of the addresses to which the buttons of a bulletin lead."""
    return set(re.findall(rf'action="/desk/bulletins/{key}/([a-z-]+)/"', shown(client, key)))


def typed(page: str) -> dict[str, str]:
    """Return what stands in the form of a section."""
    text = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert text is not None
    assert version is not None
    return {"text": html.unescape(text[1]), "version": version[1]}


def test_a_bulletin_goes_from_the_draft_to_the_receipts(enter: Enter) -> None:
    clerk, leader, county = enter("HRB"), enter("HRB", Role.BUREAU_LEADER), enter("NG")
    key = drafted(clerk)
    assert (offered(clerk, key), offered(leader, key)) == ({"submit"}, {"submit"})
    press(clerk, "submit", key)
    assert (offered(clerk, key), offered(leader, key)) == (set(), {"approve", "send-back"})
    press(leader, "approve", key)
    assert "〔2017〕第1期" in shown(leader, key)
    assert offered(clerk, key) == {"issue"}
    assert county.get(reverse("desk:bulletin", args=[key])).status_code == 404
    press(clerk, "issue", key)
    assert offered(county, key) == {"receive"}
    assert 'data-unsigned="6"' in shown(clerk, key)
    assert f"/desk/bulletins/{key}/receive/" in county.get(RECEIVED).content.decode()
    press(county, "receive", key)
    assert 'data-unsigned="5"' in shown(clerk, key)
    assert (offered(county, key), offered(clerk, key)) == (set(), {"remind"})
    assert press(clerk, "remind", key) == 302
    assert re.search("还没有签收，[-0-9: ]+ 催过", enter("HL").get(RECEIVED).content.decode())


def test_a_section_is_edited_in_place_and_its_figures_stay(enter: Enter) -> None:
    clerk = enter("HRB")
    key = drafted(clerk)
    address = reverse("desk:bulletin-section", args=[key, 1])
    assert f'href="{address}"' in shown(clerk, key)
    form = typed(clerk.get(address).content.decode())
    assert "{{本期件次：1}}" in form["text"]
    assert clerk.post(address, form | {"text": form["text"].replace("共收到", "一共收到")}).status_code == 302
    assert "一共收到信访事项1件次" in shown(clerk, key)
    assert "第 2 版" in shown(clerk, key)


@pytest.mark.parametrize(
    ("alter", "why"),
    [
        (lambda text: text.replace("{{本期件次：1}}", "{{本期件次：7}}") + "\n新写的一句。", "不能改成“7”"),
        (lambda text: text.replace("{{本期件次：1}}", "一") + "\n新写的一句。", "少了“本期件次”"),
    ],
)
def test_a_lost_or_altered_figure_is_named_and_nothing_typed_is_lost(enter: Enter, alter: object, why: str) -> None:
    assert callable(alter)
    clerk = enter("HRB")
    key = drafted(clerk)
    address = reverse("desk:bulletin-section", args=[key, 1])
    form = typed(clerk.get(address).content.decode())
    wrong = alter(form["text"])
    answer = clerk.post(address, form | {"text": wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert why in html.unescape(page)
    assert typed(page)["text"] == wrong


def test_two_who_edit_the_same_section_do_not_overwrite_each_other(enter: Enter) -> None:
    clerk, leader = enter("HRB"), enter("HRB", Role.BUREAU_LEADER)
    key = drafted(clerk)
    address = reverse("desk:bulletin-section", args=[key, 9])
    one, other = (typed(client.get(address).content.decode()) for client in (clerk, leader))
    clerk.post(address, one | {"text": f"{one['text']}\n请抓紧落实。"})
    answer = leader.post(address, other | {"text": f"{other['text']}\n请限期落实。"})
    assert answer.status_code == 422
    assert "刚刚有人改过这一段" in answer.content.decode()
    assert "请限期落实。" in typed(answer.content.decode())["text"]


def test_it_goes_back_with_its_reason_and_not_without(enter: Enter) -> None:
    clerk, leader = enter("HRB"), enter("HRB", Role.BUREAU_LEADER)
    key = drafted(clerk)
    press(clerk, "submit", key)
    assert press(leader, "send-back", key, why=" ") == 422
    assert press(leader, "send-back", key, why="第八部分写具体些") == 302
    assert "退回：第八部分写具体些" in shown(clerk, key)
    assert offered(clerk, key) == {"submit"}


def test_who_may_not_move_it_is_refused_whatever_is_pressed(enter: Enter) -> None:
    clerk, watcher, county = enter("HRB"), enter("HRB", Role.SUPERVISOR), enter("NG")
    key = drafted(clerk)
    assert offered(watcher, key) == set()
    for name in ("submit", "approve", "issue", "remind"):
        assert (press(watcher, name, key), press(county, name, key)) == (403, 404), name
    assert press(clerk, "issue", key) == 422  # it is a draft
    assert watcher.get(reverse("desk:bulletin-section", args=[key, 1])).status_code == 403
    assert clerk.get(reverse("desk:bulletin-section", args=[key, 10])).status_code == 404


def test_a_special_report_is_drafted_on_what_is_chosen(enter: Enter) -> None:
    clerk = enter("HRB")
    drafted(clerk)
    address = reverse("desk:bulletin-special")
    assert f'href="{address}"' in clerk.get(LIST).content.decode()
    assert "南岗区</option>" in clerk.get(address).content.decode()
    assert clerk.post(address, Q3 | {"subject": "county:999999"}).status_code == 422
    period = re.findall(r'<option value="(\d{4}Q\d)"', clerk.get(address).content.decode())[0]
    answer = clerk.post(address, {"subject": "county:230103", "period": period, "definition": "LEGAL"})
    assert answer.status_code == 302
    assert "网上信访工作情况的专报" in clerk.get(answer.headers["Location"]).content.decode()
    assert enter("NG").get(address).status_code == 403


def test_it_is_shown_beside_the_quarter_before(enter: Enter) -> None:
    clerk, leader = enter("HRB"), enter("HRB", Role.BUREAU_LEADER)
    first = drafted(clerk)
    press(clerk, "submit", first)
    press(leader, "approve", first)
    clerk.post(reverse("desk:bulletin-draft"), {"period": "2017Q4", "definition": "LEGAL"})
    second = lookups.newest(SYSTEM)[0].pk
    page = clerk.get(reverse("desk:bulletin-compare", args=[second])).content.decode()
    assert "全市共收到信访事项1件次" in page
    assert "全市没有收到信访事项" in page
    alone = clerk.get(reverse("desk:bulletin-compare", args=[first])).content.decode()
    assert "没有可以对照的" in alone


@pytest.mark.parametrize(
    ("agency", "role", "words"),
    [("NG", Role.CLERK, "还没有发给您单位的通报。"), ("HRB", Role.ADMIN, "您的岗位不代单位签收通报。")],
)
def test_an_empty_list_says_why(enter: Enter, agency: str, role: Role, words: str) -> None:
    assert words in enter(agency, role).get(RECEIVED).content.decode()
