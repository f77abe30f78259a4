"""The pages of a campaign: frozen, assigned, put right item by item, explained, reminded, ended; who sees which of it."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.records.campaigns.lives import TYPED, merged
from wangfang.records.campaigns.models import Campaign
from wangfang.records.ledger.models import Access
from wangfang.rules.basics import ITEMS
from wangfang.rules.facts import Form, Role

pytestmark = pytest.mark.django_db
BEGUN = {
    "name": "规范系统中重复件", "merged": "on", "kinds": ["letter", "visit", "online"], "since": "2017-01-01",
    "until": "2017-11-05", "under": "HRB", "items": list(ITEMS), "due_on": "2017-11-30",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _november() -> object:
    with time_machine.travel(at("2017-11-06 09:00"), tick=True):
        yield


def press(client: Client, address: str, **said: object) -> str:
    answer = client.post(address, said, follow=True)
    return answer.content.decode()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def begun(watcher: Client) -> str:
    """Freeze a list and give it to the units; return the address of the campaign."""
    press(watcher, "/desk/campaigns/begin/", **BEGUN)
    address = f"/desk/campaigns/{Campaign.objects.latest('pk').pk}/"
    press(watcher, f"{address}assign/")
    return address


def test_a_list_is_looked_at_and_frozen_and_given_to_the_units(enter: Enter) -> None:
    case = merged()
    merged("NG-HX", Form.ONLINE)
    watcher, unit = enter("HRB", Role.SUPERVISOR), enter("NG-XF", Role.OFFICER)
    assert "现在查到 2 件：来信 1，网上投诉 1。" in press(watcher, "/desk/campaigns/begin/", **BEGUN, preview="1")
    assert not Campaign.objects.exists(), "looking freezes nothing"
    assert "名单已冻结，编号 ZX-2017-0001" in press(watcher, "/desk/campaigns/begin/", **BEGUN)
    address = f"/desk/campaigns/{Campaign.objects.get().pk}/"
    assert "分派 2 件给办理单位" in page(watcher, address)
    assert "已分派 2 件" in press(watcher, f"{address}assign/")
    assert "分派 先锋路街道办事处 1 件" in page(unit, address)
    assert "规范系统中重复件" in page(unit, "/desk/campaigns/")
    mine = page(unit, f"{address}cases/")
    assert case.number in mine
    assert "哈西街道办事处" not in mine


def test_what_is_missing_is_put_right_item_by_item(enter: Enter) -> None:
    merged()
    watcher, unit = enter("HRB", Role.SUPERVISOR), enter("NG-XF", Role.OFFICER)
    address = begun(watcher)
    for item, typed in TYPED.items():
        assert f"补录：{ITEMS[item].word}" in page(unit, f"{address}1/{item}/fill/")
        assert "已补录" in press(unit, f"{address}1/{item}/fill/", value=typed, evidence_on="2017-09-02")
    done = page(unit, f"{address}1/")
    assert done.count('class="tag green"') == 4
    assert "fill/" not in done
    assert "已补齐" in page(watcher, address)


def test_what_cannot_be_had_is_explained_judged_and_told_in_the_report(enter: Enter) -> None:
    case = merged()
    watcher, unit = enter("HRB", Role.SUPERVISOR), enter("NG-XF", Role.OFFICER)
    address = begun(watcher)
    why = {"text": "当年的纸质回证在搬迁时遗失，档案室也查找过。"}
    assert "等待核定" in press(unit, f"{address}1/receipt/explain/", **why)
    assert why["text"] in page(watcher, f"{address}1/")
    assert why["text"] in page(watcher, f"{address}1/receipt/judge/")
    assert "已核定" in press(watcher, f"{address}1/receipt/judge/", accept="yes")
    assert "已提醒 1 个单位" in press(watcher, f"{address}remind/")
    assert "还有 3 项未完成" in page(unit, address)
    assert "数字已经固定" in press(watcher, f"{address}end/")
    assert "已经结束" in press(unit, f"{address}1/number/fill/", value="13800138000", evidence_on="2017-09-02")
    assert "共1件（来信1件）" in page(unit, f"{address}report/")
    sheet = openpyxl.load_workbook(BytesIO(unit.get(f"{address}report.xlsx").content)).worksheets[0]
    assert [cell.value for cell in sheet[3]] == ["合计", "1", "0", "4", "0", "1", "3"]
    assert case.number not in "".join(str(cell.value) for row in sheet for cell in row)
    paper = PdfReader(BytesIO(unit.get(f"{address}report.pdf").content))
    assert "专项整改情况报告" in paper.pages[0].extract_text().replace(" ", "")
    assert unit.get(f"{address}report.docx").content.startswith(b"PK")


def test_a_page_of_a_case_is_a_look_that_is_written_down(enter: Enter) -> None:
    case = merged()
    address = begun(enter("HRB", Role.SUPERVISOR))
    unit = enter("NG-XF", Role.OFFICER)
    page(unit, f"{address}1/")
    assert list(Access.objects.filter(who="ng-xf-officer", what="view").values_list("case", flat=True)) == [case.number]


def test_who_has_no_part_in_a_campaign_is_told_that_there_is_none(enter: Enter) -> None:
    merged()
    address = begun(enter("HRB", Role.SUPERVISOR))
    for stranger in (enter("HL"), enter("NG-ZJ", Role.OFFICER), enter("HRB", Role.ANALYST)):
        assert "规范系统中重复件" not in stranger.get("/desk/campaigns/").content.decode()
        for way in (
            "",
            "cases/",
            "1/",
            "1/receipt/fill/",
            "1/receipt/explain/",
            "1/receipt/judge/",
            "report/",
            "report.xlsx",
        ):
            assert stranger.get(address + way).status_code == 404, way
        for way in ("assign/", "remind/", "end/", "1/receipt/fill/"):
            assert (
                stranger.post(address + way, {"value": TYPED["receipt"], "evidence_on": "2017-09-02"}).status_code
                == 404
            )


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("assign/", {}),
        ("remind/", {}),
        ("end/", {}),
        ("1/receipt/judge/", {"accept": "yes"}),
        ("1/", {"unit": "NG", "due_on": "2017-11-20"}),
    ],
)
def test_a_unit_runs_nothing(way: str, said: dict[str, str], enter: Enter) -> None:
    merged()
    address = begun(enter("HRB", Role.SUPERVISOR))
    unit = enter("NG-XF", Role.OFFICER)
    assert unit.post(address + way, said).status_code == 403
    assert "结束整改" not in page(unit, address)
    assert "改派" not in page(unit, f"{address}1/")


@pytest.mark.parametrize(
    "way", ["1/content/fill/", "1/nothing/fill/", "2/receipt/fill/", "9/", "report/", "report.pdf"]
)
def test_what_is_not_there_is_not_found(way: str, enter: Enter) -> None:
    merged()
    watcher = enter("HRB", Role.SUPERVISOR)
    assert watcher.get(begun(watcher) + way).status_code == 404


def test_what_was_typed_wrong_is_told_and_kept(enter: Enter) -> None:
    merged()
    watcher, unit = enter("HRB", Role.SUPERVISOR), enter("NG-XF", Role.OFFICER)
    address = begun(watcher)
    assert "11 位" in press(unit, f"{address}1/number/fill/", value="1380013", evidence_on="2017-09-02")
    answer = unit.post(f"{address}1/receipt/fill/", {"value": TYPED["receipt"], "evidence_on": "九月"})
    assert answer.status_code == 422
    assert TYPED["receipt"] in answer.content.decode()
    assert watcher.post("/desk/campaigns/begin/", {**BEGUN, "kinds": []}).status_code == 422
    assert watcher.post(f"{address}1/", {"unit": "HL", "due_on": "2017-11-20"}).status_code == 422
    assert unit.post(f"{address}1/receipt/explain/", {"text": "丢了"}).status_code == 422


def test_a_case_is_given_to_another_agency_that_has_had_it(enter: Enter) -> None:
    merged()
    watcher = enter("HRB", Role.SUPERVISOR)
    address = begun(watcher)
    assert "已改派" in press(watcher, f"{address}1/", unit="NG", due_on="2017-11-20")
    assert "南岗区信访局 · 2017-11-20 前完成" in page(watcher, f"{address}1/").replace("年", "-").replace(
        "月", "-"
    ).replace("日", "")


def test_the_matrix_is_narrowed_and_paged_at_the_same_cost(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [merged(), merged("NG-HX"), merged()]
    watcher = enter("HRB", Role.SUPERVISOR)
    address = begun(watcher)

    def numbers(query: str) -> list[int]:
        told = page(watcher, f"{address}cases/{query}")
        return [nth for nth, case in enumerate(cases) if case.number in told]

    assert numbers("") == [0, 1, 2]
    assert numbers("?unit=NG-HX") == [1]
    assert numbers("?item=content") == []
    assert numbers("?item=nothing&page=x&unit=") == [0, 1, 2], "what is wrong with an address is left out"
    for item, typed in TYPED.items():
        press(
            enter("NG-XF", Role.OFFICER, f"worker-{item}"),
            f"{address}1/{item}/fill/",
            value=typed,
            evidence_on="2017-09-02",
        )
    assert numbers("?open=on") == [1, 2]
    assert numbers("?open=on&item=receipt&unit=NG-XF") == [2]

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(watcher, f"{address}cases/?open=on")
        return len(seen)

    whole = cost()
    monkeypatch.setattr("wangfang.records.campaigns.lookups.PAGE", 1)
    assert [numbers(f"?page={n}") for n in (1, 2, 3, 4)] == [[0], [1], [2], []]
    assert [numbers(f"?open=on&page={n}") for n in (1, 2, 3)] == [[1], [2], []]
    assert "下一页" in page(watcher, f"{address}cases/?page=2")
    assert "下一页" not in page(watcher, f"{address}cases/?page=3")
    assert cost() == whole
