"""The pages of an export: asked for on the work list, approved by a leader, made and fetched by the asker, all written down."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.test_retention import press, prove
from tests.stories import story
from wangfang.records.exporting.models import ExportRequest
from wangfang.records.ledger.models import Access
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
ASK = "/desk/exports/ask/?tab=todo"
WHY = {"why": "市里要求核对台账"}


def way(name: str, request: ExportRequest) -> str:
    return reverse(f"desk:{name}", args=[request.pk])


def asked(client: Client, **more: str) -> ExportRequest:
    assert "已申请导出" in press(client, ASK, **WHY, **more)
    return ExportRequest.objects.latest("pk")


def test_a_list_is_asked_for_made_and_fetched_and_every_hand_is_written_down(enter: Enter) -> None:
    told = story().submitted(to="NG").registered()
    clerk = enter("NG")
    assert "/desk/exports/ask/" in clerk.get("/desk/").content.decode()
    assert "现在有 1 件" in clerk.get(ASK).content.decode()
    request = asked(clerk, with_people="on")
    assert "文件已生成" in press(clerk, way("export-make", request))
    answer = clerk.get(way("export-file", request))
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    assert [cell.value for cell in sheet[3]][:1] == [told.now.number]
    assert "attachment" in answer.headers["Content-Disposition"]
    looks = Access.objects.filter(what="export").order_by("pk").values_list("who", "item")
    assert list(looks) == [("ng-clerk", request.pk)] * 3
    other = enter("NG", Role.CLERK, "other")
    assert [other.get(way(name, request)).status_code for name in ("export", "export-file")] == [404, 404]
    prove(other)
    assert other.post(way("export-make", request)).status_code == 404
    assert "DC-" not in other.get("/desk/exports/").content.decode()


def test_without_a_fresh_proof_nothing_leaves(enter: Enter) -> None:
    story().submitted(to="NG").registered()
    clerk = enter("NG")
    assert "prove" in clerk.post(ASK, WHY).headers["Location"]
    assert not ExportRequest.objects.exists()


def test_a_leader_approves_and_the_asker_does_not(enter: Enter) -> None:
    story().submitted(to="NG").registered()
    clerk, leader = enter("NG"), enter("NG", Role.BUREAU_LEADER)
    request = asked(clerk)
    ExportRequest.objects.filter(pk=request.pk).update(needed=1)  # as if it had 51 rows with people
    assert "生成文件" not in clerk.get(way("export", request)).content.decode()
    assert "批准导出" not in clerk.get(way("export", request)).content.decode()
    assert "负责人批准" in press(clerk, way("export", request))
    assert "批准导出" in leader.get(way("export", request)).content.decode()
    assert "已批准" in press(leader, way("export", request))
    assert "生成文件" in clerk.get(way("export", request)).content.decode()


def test_who_guards_the_platform_sees_of_a_request_what_two_must_agree_on_and_no_word_searched_for(
    enter: Enter,
) -> None:
    story().submitted(to="NG").registered()
    clerk, guard = enter("NG"), enter("NG", Role.SECURITY)
    assert "已申请" in press(clerk, "/desk/exports/ask/?tab=todo&q=辽河", **WHY)
    request = ExportRequest.objects.get()
    assert guard.get(way("export", request)).status_code == 404
    ExportRequest.objects.update(needed=2)  # as if it had 501 rows
    page = guard.get(way("export", request)).content.decode()
    assert WHY["why"] in page
    assert "辽河" not in page
    assert "辽河" in clerk.get(way("export", request)).content.decode()
    assert guard.get(ASK).status_code == 403
    assert "已批准" in press(guard, way("export", request))
