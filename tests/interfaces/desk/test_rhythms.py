"""The pages of the rhythms: the board is explained and signed, briefs are edited, sent and signed for; who sees which."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.records.rhythms.days import WHY, arriving, clock, overdue
from tests.stories import story
from wangfang.records.rhythms import scheduling
from wangfang.records.rhythms.models import Brief, DayBoard
from wangfang.rules.facts import Role
from wangfang.rules.rhythms import Rhythm

pytestmark = pytest.mark.django_db
DAY = "/desk/rhythms/day/"


@pytest.fixture(autouse=True)
def _tuesday() -> object:
    with time_machine.travel(at("2017-09-05 17:00"), tick=True):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def press(client: Client, address: str, **said: object) -> str:
    return client.post(address, said, follow=True).content.decode()


def composed(rhythm: Rhythm = Rhythm.WEEK, period: str = "2017W35", bureau: str = "NG") -> str:
    """Let the clock write the briefs of a period; return the address of a bureau's."""
    scheduling.run_one(rhythm, period, clock("2017-09-05 16:00"))
    return f"/desk/rhythms/brief/{Brief.objects.get(bureau__code=bureau).pk}/"


def test_the_board_is_explained_and_signed_and_kept(enter: Enter) -> None:
    late, fresh = overdue().now, arriving().now
    unit = enter("NG-XF", Role.OFFICER)
    shown = page(unit, DAY)
    assert "还有 2 件要办清或者说明" in shown
    assert shown.index(late.number) < shown.index(fresh.number), "what is late comes first"
    assert "还有 2 件没有办清也没有说明，不能签字" in press(unit, f"{DAY}sign/")
    assert "先勾选要说明的事项" in press(unit, DAY, text=WHY)
    assert "写得太短了" in press(unit, DAY, text="忙", items=[late.number])
    assert "已说明 2 件" in press(unit, DAY, text=WHY, items=[late.number, fresh.number])
    assert "这一天的日清理固定下来" in press(unit, f"{DAY}sign/", on="2017-09-05")
    signed = page(unit, f"{DAY}?on=2017-09-05")
    assert WHY in signed
    assert "NG-XF的officer 于 2017-09-05 17:00 值班签字" in signed
    assert 'type="checkbox"' not in signed
    assert "不能再改" in press(unit, DAY, text=WHY, items=[late.number])


def test_yesterday_is_opened_by_its_day_and_another_day_has_no_board(enter: Enter) -> None:
    case = overdue().now
    scheduling.run_one(Rhythm.DAY, "2017-09-04", clock("2017-09-04 18:00"))
    unit = enter("NG-XF", Role.OFFICER)
    assert case.number in page(unit, f"{DAY}?on=2017-09-04")
    assert "1 项，没有签字" in page(unit, DAY)
    assert "已说明 1 件" in press(unit, DAY, on="2017-09-04", text=WHY, items=[case.number])
    assert "上次说明：" in page(unit, DAY), "what was said yesterday stands beside it"
    assert press(unit, f"{DAY}sign/", on="2017-09-04").count("已签字") == 1
    assert DayBoard.objects.get(signed_at__isnull=False).on.isoformat() == "2017-09-04"
    for gone in ("2017-09-01", "2017-09-06"):
        assert unit.get(f"{DAY}?on={gone}").status_code == 404
    assert unit.get(f"{DAY}?on=gestern").status_code == 200, "what is no day is today"


def test_an_empty_board_says_so_and_a_rest_day_has_no_signature(enter: Enter) -> None:
    assert "没有未办清的事项" in page(enter("NG-XF", Role.OFFICER), DAY)
    with time_machine.travel(at("2017-09-09 17:00"), tick=False):
        shown = page(enter("NG-HX", Role.OFFICER), DAY)
    assert "这一天是休息日" in shown
    assert "<button" not in shown[shown.index("这一天是休息日") : shown.index("日清理记录")]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMIN, Role.SUPERVISOR, Role.LEADER])
def test_who_works_on_no_cases_has_no_board(enter: Enter, role: Role) -> None:
    who = enter("HRB", role)
    assert who.get(DAY).status_code == 403
    assert who.post(f"{DAY}sign/").status_code == 403
    assert who.get("/desk/rhythms/").status_code == 403


def test_another_street_sees_nothing_of_the_board_and_signs_only_its_own(enter: Enter) -> None:
    case = overdue().now
    other = enter("NG-HX", Role.OFFICER)
    assert case.number not in page(other, DAY)
    assert other.post(DAY, {"text": WHY, "items": [case.number]}).status_code == 422
    press(other, f"{DAY}sign/")
    assert DayBoard.objects.get().agency.code == "NG-HX"


def test_a_brief_is_read_edited_sent_and_signed_for(enter: Enter) -> None:
    story("2017-08-29 09:00").submitted().registered()
    address = composed()
    clerk, leader = enter("NG"), enter("NG", Role.BUREAU_LEADER)
    assert "待修改报送" in page(clerk, "/desk/rhythms/")
    assert "收到信访事项1件次、1人次" in page(clerk, address)
    form = page(clerk, f"{address}edit/")
    assert "{收到件次}" in form
    texts = {f"text{n}": one["text"] for n, one in enumerate(Brief.objects.get(bureau__code="NG").texts)}
    assert "没有“{收到}”这个数字" in press(clerk, f"{address}edit/", **{**texts, "text0": "收到{收到}件。"})
    assert "收到1件，都是住房问题。" in press(
        clerk, f"{address}edit/", **{**texts, "text0": "收到{收到件次}件，都是住房问题。"}
    )
    assert "已报送 1 个单位" in press(clerk, f"{address}send/")
    assert "edit/" not in page(clerk, address)
    assert clerk.get(f"{address}edit/").status_code == 422
    assert "没有送给您签收" in press(clerk, f"{address}receipt/")
    assert "已签收" in press(leader, f"{address}receipt/")
    assert "NG的bureau_leader 于 2017-09-05" in page(clerk, address)


def test_a_month_reaches_the_districts_and_nobody_else(enter: Enter) -> None:
    address = composed(Rhythm.MONTH, "2017M8", "HRB")
    city, district = enter("HRB"), enter("NG")
    assert district.get(address).status_code == 404, "it was not sent yet"
    assert "已报送 4 个单位" in press(city, f"{address}send/")
    assert "哈尔滨市信访局2017年8月月汇总" in page(district, "/desk/rhythms/")
    assert "已签收" in press(district, f"{address}receipt/")
    for stranger in (enter("HLJ"), enter("NG-XF", Role.OFFICER), enter("HRB", Role.ANALYST)):
        assert stranger.get(address).status_code == 404
        assert stranger.get(f"{address}edit/").status_code == 404
        assert stranger.post(f"{address}send/").status_code == 404


def test_a_drafted_quarter_waits_on_the_list(enter: Enter) -> None:
    scheduling.run_one(Rhythm.QUARTER, "2017Q2", clock("2017-09-05 16:00"))
    shown = page(enter("HRB"), "/desk/rhythms/")
    assert "2017年第二季度季通报" in shown
    assert "自动起草，待核对印发" in shown


def test_the_menu_leads_there(enter: Enter) -> None:
    assert DAY in page(enter("NG-XF", Role.OFFICER), "/desk/")
    shown = page(enter("NG"), "/desk/")
    assert DAY in shown
    assert "/desk/rhythms/" in shown
