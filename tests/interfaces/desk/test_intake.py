"""Does the form for letters, visits and calls take in what is right and say what is wrong?"""

from __future__ import annotations

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.cast import clerk
from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from wangfang.records.cases import lookups
from wangfang.records.cases.lookups import Filters
from wangfang.records.cases.models import Case
from wangfang.records.files import keep
from wangfang.records.suggesting.models import Offer
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
PAGE = reverse("desk:register")
LETTER = {
    "form": "letter",
    "name": "王秀兰",
    "people": "1",
    "title": "辽河小区顶楼漏雨",
    "text": "今年6月以来每次下雨屋顶都漏。",
    "purpose": "request",
    "region": "230103",
    "received_on": "2017-08-22",
}
NOON = at("2017-08-22 12:00")


def all_cases() -> list[Case]:
    """Return what the bureau has."""
    return lookups.passed(clerk("NG"), Filters())


def test_a_letter_is_registered_and_its_code_told_once(enter: Enter) -> None:
    answer = enter("NG").post(PAGE, LETTER)
    page = answer.content.decode()
    assert [case.title for case in all_cases()] == ["辽河小区顶楼漏雨"]
    assert re.search(r"<dd[^>]*>[0-9A-Z]{4}( [0-9A-Z]{4}){3}</dd>", page)


def test_an_accusation_is_out_of_the_hands_of_the_clerk_who_has_typed_it_in(enter: Enter) -> None:
    clerk_client, jubao = enter("NG"), enter("NG", login="jubao", clearance=2)
    assert clerk_client.post(PAGE, {**LETTER, "purpose": "accusation"}).status_code == 200
    assert all_cases() == []
    page = reverse("desk:case", args=[Case.objects.get().number])
    assert (clerk_client.get(page).status_code, jubao.get(page).status_code) == (404, 200)


def test_the_same_form_twice_registers_once(enter: Enter) -> None:
    client = enter("NG")
    sent = {**LETTER, "act_key": "a-key-of-this-form"}
    client.post(PAGE, sent)
    client.post(PAGE, sent)
    assert len(all_cases()) == 1


def test_the_next_one_can_be_typed_at_once(enter: Enter) -> None:
    assert enter("NG").post(PAGE, {**LETTER, "again": "1"}).headers["Location"] == PAGE


def test_a_scan_comes_along_and_can_be_taken_away_again(enter: Enter) -> None:
    client = enter("NG")
    scan = SimpleUploadedFile("来信.pdf", SAMPLES["pdf"], "application/pdf")
    client.post(PAGE, {**LETTER, "upload": scan})
    case = all_cases()[0]
    stored = keep.kept_for(case.number)[0]
    answer = client.get(reverse("files:file", args=[case.number, stored.pk]))
    assert b"".join(answer.streaming_content) == SAMPLES["pdf"]  # type: ignore[attr-defined]  # a file streams
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "填写信访人姓名"),
        ("title", "", "用一句话写出反映什么问题"),
        ("text", "", "写一写发生了什么事"),
        ("region", "", "选择问题发生在哪个区县"),
        ("people", "0", "人数至少是 1"),
        ("people", "9" * 5000, "人数"),
        ("id_number", "230103195804000027", "身份证号码"),
        ("phone", "abc", "请填写 11 位手机号码"),
        ("phone", "9" * 5000, "请填写 11 位手机号码"),
        ("phone", "12345678901", "这个号码不是手机号码"),
        ("received_on", "", "填写哪天收到"),
        ("received_on", "2017-08-23", "收到的日期不能晚于今天"),
        ("received_on", "2004-12-31", "早于 2005 年 5 月 1 日"),
        ("received_on", "0001-01-01", "早于 2005 年 5 月 1 日"),
        ("received_on", "昨天", "日期写成 2017-09-15 这样"),
        ("received_at", "12:01", "收到的时间不能晚于现在"),
        ("received_at", "25:00", "时间写成 09:30 这样"),
        ("purpose", "nonsense", "从列出的几项里选一项"),
        ("text", "漏\N{REPLACEMENT CHARACTER}", "有 1 个字没有认出来"),
        ("seen", "9" * 5000, "刷新以后再办理"),
        ("seen", "²", "刷新以后再办理"),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_what_is_wrong_is_said_and_nothing_is_written(enter: Enter, field: str, value: str, sentence: str) -> None:
    answer = enter("NG").post(PAGE, {**LETTER, field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert all_cases() == []


RECEIPTS = [
    ("2017-08-22", "", "2017-08-22 12:00", "2017-09-06", "today without a time: now"),
    ("2017-08-22", "09:30", "2017-08-22 09:30", "2017-09-06", "today at a time"),
    ("2017-08-15", "", "2017-08-15 00:00", "2017-08-30", "a day without a time: its first moment"),
    ("2017-08-15", "16:20", "2017-08-15 16:20", "2017-08-30", "a day and a time"),
]


@pytest.mark.parametrize("row", RECEIPTS, ids=lambda row: row[-1])
@time_machine.travel(NOON, tick=False)
def test_the_clock_starts_when_the_letter_was_received(enter: Enter, row: tuple[str, str, str, str, str]) -> None:
    day, hour, received, due, why = row
    client = enter("HL")  # 15 days by the ordinance of 2005, no pilot
    answer = client.post(PAGE, {**LETTER, "region": "230111", "received_on": day, "received_at": hour})
    case = lookups.passed(clerk("HL"), Filters())[0]
    first = lookups.steps(case)[0]
    assert (case.received_at, case.due_on.isoformat()) == (at(received), due), why
    assert (first.occurred_at, first.recorded_at) == (at(received), NOON), why
    assert f'<dd class="wrap-any">{day}</dd>' in answer.content.decode()


@time_machine.travel(NOON, tick=False)
def test_the_form_opens_with_today(enter: Enter) -> None:
    assert 'name="received_on" value="2017-08-22"' in enter("NG").get(PAGE).content.decode()


@time_machine.travel(NOON, tick=False)
def test_a_new_case_has_no_earlier_step_to_be_stale_about(enter: Enter) -> None:
    assert enter("NG").post(PAGE, {**LETTER, "seen": "5"}).status_code == 200
    assert len(all_cases()) == 1


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER, Role.ADMIN])
def test_only_a_bureaus_clerks_register(enter: Enter, role: Role) -> None:
    assert enter("HRB", role).get(PAGE).status_code == 403


def test_suggestions_are_shown_while_typing_and_counted_when_registered(enter: Enter) -> None:
    client = enter("NG")
    typed = {"title": "要求修好屋顶", "text": "先锋路街道辽河小区5栋漏雨，请求解决，老人说要跳楼。"}
    page = client.post(reverse("desk:suggest"), typed).content.decode()
    assert 'data-take="street" data-value="先锋路街道"' in page
    assert "可能伤害自己" in page
    slip = re.search(r'name="offered" value="([^"]+)"', page)
    assert slip is not None
    client.post(PAGE, {**LETTER, "offered": slip[1], "region": "230103", "street": "哈西街道"})
    assert {(row.field, row.offered, row.chosen) for row in Offer.objects.all()} == {
        ("category", "", ""),
        ("region", "230103", "230103"),
        ("street", "先锋路街道", "哈西街道"),
        ("purpose", "request", "request"),
    }


def test_a_forged_slip_counts_nothing_and_hinders_nobody(enter: Enter) -> None:
    assert enter("NG").post(PAGE, {**LETTER, "offered": "x:y:z"}).status_code == 200
    assert Offer.objects.count() == 0


def test_only_who_registers_is_given_suggestions(enter: Enter) -> None:
    assert enter("NG", Role.ADMIN).post(reverse("desk:suggest"), {"title": "漏雨漏雨漏雨"}).status_code == 403
