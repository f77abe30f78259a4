"""The pages of a circulated report: sent from the bulletin, signed, authorised, entered from paper, reminded."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.interfaces.desk.conftest import Enter, account_at, signed_in
from tests.interfaces.desk.test_instructions import bulletin
from tests.moments import at
from wangfang.records.sign_offs.models import Circulation, Reader
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november() -> object:
    with time_machine.travel(at("2017-11-27 09:00"), tick=True):
        yield


def press(client: Client, address: str, **said: object) -> str:
    return client.post(address, said, follow=True).content.decode()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def ask() -> str:
    """Return the address at which a bulletin is sent to be signed."""
    return f"/desk/sign-offs/circulate/?subject=bulletin:{bulletin().split('/')[-2]}"


SENT = {"readers": "NG，区委书记，王晓，ng-leader\nNG,区长,李明\nHL，区委书记", "due_on": "2017-12-04"}


def test_a_bulletin_is_sent_signed_authorised_entered_and_reminded(enter: Enter) -> None:
    head = enter("NG", Role.LEADER)
    clerk, aide = enter("HRB"), enter("NG")
    asked = ask()
    shown = page(clerk, f"/desk/bulletins/{asked.rpartition(':')[2]}/")
    assert asked in shown
    assert "NG，区委书记，NG的leader，ng-leader" in page(clerk, asked)
    assert "已送签阅，共 3 人" in press(clerk, asked, **SENT)
    one = f"/desk/sign-offs/{Circulation.objects.get().pk}/"
    assert '签阅<span class="c">1</span>' in page(head, "/desk/keys/")
    mine = page(head, one)
    assert f"{one}1/delegate/" in mine
    assert "呼兰区信访局" not in mine
    assert "已委托" in press(head, f"{one}1/delegate/", login="ng-clerk")
    assert "已签阅" in press(aide, f"{one}1/", opinion="请对照整改。")
    assert "受委托签阅：ng-clerk" in page(clerk, one)
    paper = {"signed_on": "2017-11-26", "opinion": "同意", "kept": "区政府办签阅卷第3页"}
    assert "纸质签阅单已登记" in press(aide, f"{one}2/paper/", **paper)
    assert "已催阅 1 人" in press(clerk, f"{one}remind/")
    told = page(clerk, one)
    assert "3 人中 2 人已签阅" in told
    assert "催阅，1 人没有签阅" in told
    assert "3 人中 2 人已签阅" in page(clerk, "/desk/sign-offs/")
    with time_machine.travel(at("2017-12-05 09:00"), tick=True):
        assert "超期没有签阅" in page(signed_in(account_at("HRB", Role.CLERK, "late")), one)


def test_whose_it_is_not_is_refused(enter: Enter) -> None:
    enter("NG", Role.LEADER)
    clerk, aide, stranger = enter("HRB"), enter("NG"), enter("DL")
    asked = ask()
    assert enter("NG-XF", Role.OFFICER).get(asked).status_code == 403
    press(clerk, asked, **SENT)
    one = f"/desk/sign-offs/{Circulation.objects.get().pk}/"
    assert aide.post(f"{one}1/", {"opinion": ""}).status_code == 403
    assert aide.post(f"{one}1/delegate/", {"login": "hrb-clerk"}).status_code == 403
    assert aide.post(f"{one}remind/").status_code == 403
    for way in ("", "1/", "1/paper/", "1/delegate/"):
        assert stranger.get(one + way).status_code == 404
    assert stranger.post(f"{one}3/", {"opinion": ""}).status_code == 404
    assert "没有送给您" in page(stranger, "/desk/sign-offs/")
    assert not Reader.objects.exclude(signed_at=None).exists()


def test_a_form_without_its_token_against_forgery_is_refused(enter: Enter) -> None:
    press(enter("HRB"), ask(), readers="NG,区长", due_on="2017-12-04")
    client = signed_in(account_at("HRB", Role.CLERK, "careful"))
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/desk/sign-offs/{Circulation.objects.get().pk}/remind/").status_code == 403


@pytest.mark.parametrize(
    ("subject", "status"), [("bulletin:99999", 404), ("brief:1", 422), ("letter:1", 422), ("", 422)]
)
def test_what_is_not_there_is_not_circulated(subject: str, status: int, enter: Enter) -> None:
    assert enter("HRB").get(f"/desk/sign-offs/circulate/?subject={subject}").status_code == status


def test_what_was_typed_wrong_is_told_and_kept(enter: Enter) -> None:
    clerk, asked = enter("HRB"), ask()
    for readers, why in (("NG", "看不懂"), ("NG,区长,甲,乙,丙", "看不懂"), ("NG,区长,甲,nobody", "没有登录名")):
        assert why in press(clerk, asked, readers=readers, due_on="2017-12-04")
    assert "不能早于今天" in press(clerk, asked, readers="NG,区长", due_on="2017-11-26")
    assert not Circulation.objects.exists()


def test_lists_and_sheets_cost_the_same_at_any_length(enter: Enter) -> None:
    clerk, asked = enter("HRB"), ask()

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(clerk, address)
        return len(seen)

    press(clerk, asked, readers="NG,区长", due_on="2017-12-04")
    sheet = f"/desk/sign-offs/{Circulation.objects.get().pk}/"
    page(clerk, sheet)
    once = cost("/desk/sign-offs/"), cost(sheet)
    many = "\n".join(f"{code},{post}" for code in ("NG", "HL", "DL") for post in ("区委书记", "区长"))
    for _ in range(3):
        press(clerk, asked, readers=many, due_on="2017-12-04")
    longest = f"/desk/sign-offs/{Circulation.objects.latest('pk').pk}/"
    assert (cost("/desk/sign-offs/"), cost(longest)) == once
