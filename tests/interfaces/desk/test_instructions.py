"""The pages of instructions: given on a bulletin or a case, worked off, sent back, closed; who sees which of it."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import clerk, operator_act, person
from tests.interfaces.desk.conftest import Enter, account_at, signed_in
from tests.moments import at
from tests.records.instructions.lives import RESULT, WORDS, given
from tests.stories import story
from wangfang.records.bulletins import drafting, turning
from wangfang.records.instructions.models import Instruction
from wangfang.records.ledger.models import Access
from wangfang.rules.facts import Act, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

pytestmark = pytest.mark.django_db
GIVEN = {
    "leader": "王晓", "post": "市委书记", "given_on": "2017-11-26", "carrier": "report", "text": WORDS, "owner": "NG",
    "co_owners": ["HRB-ZJ"], "due_on": "2017-12-10",
}  # fmt: skip


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


def bulletin() -> str:
    """Draft a bulletin and return its address."""
    moment = at("2017-10-09")
    made = drafting.draft(Period.parse("2017Q3"), Definition.LEGAL, Act(operator_act().actor, moment, moment))
    return f"/desk/bulletins/{made.pk}/"


def issued(address: str) -> str:
    """Let a bulletin go out: who leads the office reads it from then on."""
    key, moment = int(address.split("/")[-2]), at("2017-10-12")
    turning.submit(key, Act(clerk("HRB"), moment, moment))
    turning.approve(key, Act(person("HRB", Role.BUREAU_LEADER), moment, moment))
    turning.issue(key, Act(clerk("HRB"), moment, moment))
    return address


def give_address(subject: str) -> str:
    return f"/desk/instructions/give/?subject={subject}"


def test_an_instruction_on_a_bulletin_goes_its_whole_way(enter: Enter) -> None:
    address = bulletin()
    subject = f"bulletin:{address.split('/')[-2]}"
    chief, unit = enter("HRB", Role.BUREAU_LEADER), enter("NG")
    assert give_address(subject) in page(chief, address)
    assert "登记批示" in page(chief, give_address(subject))
    assert "编号 PS-2017-0001" in press(chief, give_address(subject), **GIVEN)
    one = f"/desk/instructions/{Instruction.objects.get().pk}/"
    assert "PS-2017-0001" in page(chief, address)
    told = page(unit, one)
    assert WORDS in told
    assert "协办单位" in told
    assert "签收承办" in told
    assert "批示办结" not in told
    assert "已记录：签收承办" in press(unit, f"{one}take-over/")
    assert "已记录：报进展" in press(unit, f"{one}progress/", text="已经派人逐件核查，正在整改。")
    assert "已记录：报结果" in press(unit, f"{one}report/", text=RESULT)
    assert "已记录：退回重新办理" in press(chief, f"{one}send-back/", text="第三件没有写明怎么解决的。")
    assert "延到" in press(chief, f"{one}extend/", until="2017-12-20", text="要等鉴定结论，同意延期。")
    press(unit, f"{one}report/", text=RESULT)
    assert "批示已办结" in press(chief, f"{one}close/")


def test_a_leader_gives_their_own_in_their_own_name(enter: Enter) -> None:
    address = issued(bulletin())
    client = enter("HRB-LB", Role.LEADER)
    asked = give_address(f"bulletin:{address.split('/')[-2]}")
    press(client, asked, **{**GIVEN, "leader": "别人"})
    made = Instruction.objects.get()
    assert (made.leader, made.issuer.code) == ("HRB-LB的leader", "HRB-LB")


def test_an_instruction_on_a_case_is_given_from_its_page_to_who_has_had_it(enter: Enter) -> None:
    number = story().submitted(to="HRB").registered().forwarded("NG").forwarded("NG-XF").now.number
    leader, unit = enter("HRB-LB", Role.LEADER), enter("NG-XF", Role.OFFICER)
    asked = give_address(f"case:{number}")
    assert asked in page(leader, f"/desk/cases/{number}/")
    assert give_address("") not in page(unit, f"/desk/cases/{number}/")
    form = page(leader, asked)
    assert "先锋路街道办事处" in form
    assert "哈西街道办事处" not in form
    press(leader, asked, **{**GIVEN, "owner": "NG-XF", "co_owners": [], "carrier": "letter"})
    assert "PS-2017-0001" in page(unit, f"/desk/cases/{number}/")
    page(unit, f"/desk/instructions/{Instruction.objects.get().pk}/")
    assert Access.objects.filter(who="ng-xf-officer", case=number, what="view").count() == 3


@pytest.mark.parametrize("subject", ["case:20170822-999999", "bulletin:99999", "bulletin:x"])
def test_there_is_no_instruction_on_what_is_not_there(subject: str, enter: Enter) -> None:
    assert enter("HRB", Role.BUREAU_LEADER).get(give_address(subject)).status_code == 404


def test_a_case_out_of_sight_is_answered_like_one_that_is_not_there(enter: Enter) -> None:
    number = story().accusing("HL-ZJ").submitted(to="HRB").registered().now.number
    leader = enter("HRB-LB", Role.LEADER)
    assert leader.get(give_address(f"case:{number}")).status_code == 404
    assert leader.post(give_address(f"case:{number}"), GIVEN).status_code == 404


def test_who_gives_none_and_whose_it_is_not_is_refused(enter: Enter) -> None:
    made = given()
    one = f"/desk/instructions/{made.pk}/"
    unit, helper, stranger = enter("NG"), enter("HRB-ZJ", Role.OFFICER), enter("HL")
    assert helper.get(give_address("bulletin:1")).status_code == 403
    assert unit.post(f"{one}close/").status_code == 403
    assert helper.post(f"{one}take-over/").status_code == 403
    assert "报进展" not in page(helper, one), "not yet taken over"
    for way in ("", "take-over/", "report/", "close/"):
        assert stranger.get(one + way).status_code == 404
    assert made.number not in page(stranger, "/desk/instructions/")
    assert unit.post(f"{one}report/", {"text": RESULT}).status_code == 422


def test_a_form_without_its_token_against_forgery_is_refused(enter: Enter) -> None:
    made = given()
    account = account_at("NG", Role.CLERK, "careful")
    client = signed_in(account)
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/desk/instructions/{made.pk}/take-over/").status_code == 403


def test_what_was_typed_wrong_is_told_and_kept(enter: Enter) -> None:
    address = bulletin()
    chief = enter("HRB", Role.BUREAU_LEADER)
    asked = give_address(f"bulletin:{address.split('/')[-2]}")
    answer = chief.post(asked, {**GIVEN, "due_on": "十二月"})
    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert "不能早于批示当天" in press(chief, asked, **{**GIVEN, "due_on": "2017-11-25"})
    assert not Instruction.objects.exists()
    one = f"/desk/instructions/{given().pk}/"
    press(enter("NG"), f"{one}take-over/")
    assert "写得太短了" in press(enter("NG", login="again"), f"{one}report/", text="好了")


def test_the_ledger_tells_what_is_open_and_overdue_and_costs_the_same_at_any_length(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    given()
    watcher, unit = enter("HRB", Role.SUPERVISOR), enter("NG")
    assert 'class="tag amber">待签收承办' in page(watcher, "/desk/instructions/")
    with time_machine.travel(at("2017-12-11 09:00"), tick=True):
        late = signed_in(account_at("HRB", Role.CLERK, "late"))
        assert 'class="tag red">超期' in page(late, "/desk/instructions/?view=overdue")
    assert "没有这样的批示" in page(watcher, "/desk/instructions/?view=overdue&page=x")
    assert "批示台账" in page(unit, "/desk/instructions/?view=mine")

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(watcher, "/desk/instructions/?view=open")
        return len(seen)

    once = cost()
    for _ in range(5):
        given()
    assert cost() == once
    monkeypatch.setattr("wangfang.records.instructions.lookups.PAGE", 2)
    assert "下一页" in page(watcher, "/desk/instructions/?page=2")
    assert "下一页" not in page(watcher, "/desk/instructions/?page=3")


def test_the_menu_counts_what_waits_with_one_more_question(enter: Enter) -> None:
    unit = enter("NG")
    assert "/desk/instructions/" in page(unit, "/desk/")
    with CaptureQueriesContext(connection) as seen:
        page(unit, "/desk/keys/")
    assert sum(query["sql"].startswith("execute rows_") for query in seen.captured_queries) == 1
    given()
    assert '批示台账<span class="c">1</span>' in page(unit, "/desk/keys/")
