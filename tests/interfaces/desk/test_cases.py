"""Does the case page show the whole life to those who may follow it, and nothing to the others?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import put_nangang_on_315
from tests.interfaces.desk.conftest import Enter
from tests.stories import Story, story
from wangfang.records.cases import handling, lookups
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
PAGES = ("case", "papers", "trail")


def address(page: str, told: Story, *more: object) -> str:
    """Return the address of a page of the case."""
    return reverse(f"desk:{page}", args=[told.now.number, *more])


def whole_life() -> Story:
    """Live case A of the article from submission to rating."""
    put_nangang_on_315()
    return (
        story("2017-08-22 09:14").submitted(to="HLJ").registered().forwarded("HRB").forwarded("NG")
        .on("2017-08-22 15:40").forwarded("NG-XF").on("2017-08-23 10:05").signed_in().accepted().worked()
        .on("2017-09-01 16:20").resolved().answered().served().closed().rated()
    )  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("agency", "role", "status"),
    [
        ("NG", Role.CLERK, 200),  # the bureau that passed it on
        ("NG", Role.BUREAU_LEADER, 200),  # a colleague there
        ("HRB", Role.CLERK, 200),  # the rung above
        ("NG-XF", Role.OFFICER, 200),  # the unit
        ("DL", Role.CLERK, 404),  # the neighbouring district
        ("NG-HX", Role.OFFICER, 404),  # a unit that never had it
        ("HRB", Role.ADMIN, 404),  # runs the platform, sees no case
    ],
)
def test_a_case_is_shown_to_those_it_passed_and_to_nobody_else(
    enter: Enter, page: str, agency: str, role: Role, status: int
) -> None:
    told = whole_life()
    client = enter(agency, role, f"{agency}-{role}-y".lower())
    assert client.get(address(page, told)).status_code == status


def test_a_stranger_is_asked_to_sign_in(city: None) -> None:
    told = whole_life()
    assert Client().get(address("case", told)).headers["Location"].startswith(reverse("desk:sign-in"))


def test_the_accused_unit_does_not_find_the_accusation(enter: Enter) -> None:
    jubao = enter("NG", login="jubao", clearance=2)
    told = story("2017-08-22").accusing("NG-ZJ").submitted()
    assert enter("NG-ZJ", Role.OFFICER).get(address("case", told)).status_code == 404
    assert enter("NG").get(address("case", told)).status_code == 404  # nor whoever takes no accusations
    assert jubao.get(address("case", told)).status_code == 200


def test_the_page_tells_steps_clocks_and_hands(enter: Enter) -> None:
    page = enter("NG").get(address("case", whole_life())).content.decode()
    told = [
        "办理进度",
        "信访部门转送（3 个工作日）",
        "责任单位受理（15 日）",
        "办理并答复（15 个工作日）",
        "项时限全部按期",
        "流转链",
        "先锋路街道办事处",
        "从受理到解决",
        "<b>9 天</b>",
    ]
    assert [word for word in told if word not in page] == []
    assert page.index("办结") < page.index("信访人网上提交")


def test_late_entries_say_when_they_were_typed_in(enter: Enter) -> None:
    told = story("2017-08-22").submitted().registered().forwarded("NG-XF").accepted()
    act = told.act(told.holder())
    handling.log_work(
        told.now, "visit", "上门看了漏点。", replace(act, recorded_at=act.occurred_at + timedelta(days=2))
    )
    page = enter("NG-XF", Role.OFFICER).get(address("case", told)).content.decode()
    assert page.count('<span class="tag amber">补录</span>') == 1
    assert "录入</span>" in page


def test_only_the_key_points_leave_the_daily_work_out(enter: Enter) -> None:
    told = whole_life()
    client = enter("NG")
    full, short = (client.get(address("case", told) + more).content.decode() for more in ("", "?key=1"))
    assert "电话联系了信访人" in full
    assert "电话联系了信访人" not in short


def test_a_limit_is_explained_day_by_day_with_the_make_up_workday(enter: Enter) -> None:
    put_nangang_on_315()
    told = story("2017-09-28").submitted()
    page = enter("NG").get(address("explain", told, 1)).content.decode()
    days = re.findall(r"<tr class=\"[^\"]*\"><td class=\"num nowrap\">(2017-\d\d-\d\d)</td>", page)
    assert (days[0], days[-1], len(days)) == ("2017-09-28", "2017-10-09", 12)


def test_there_is_no_clock_after_the_last(enter: Enter) -> None:
    told = story("2017-08-22").submitted()
    assert enter("NG").get(address("explain", told, 99)).status_code == 404


def test_papers_open_as_pages_and_as_pdf(enter: Enter) -> None:
    told = whole_life()
    client = enter("NG-XF", Role.OFFICER)
    papers = {paper.kind: paper.pk for paper in lookups.papers(told.now)}
    page = client.get(address("paper", told, papers["opinion"])).content.decode()
    assert "<h1>信访事项处理意见书</h1>" in page
    assert "申请复查" in page
    pdf = client.get(address("paper-pdf", told, papers["opinion"]))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


def test_a_paper_of_another_case_does_not_open_here(enter: Enter) -> None:
    told = whole_life()
    other = story("2017-08-22").submitted().registered()
    foreign = lookups.papers(other.now)[0].pk
    assert enter("NG").get(address("paper", told, foreign)).status_code == 404


def test_the_trace_lists_every_act(enter: Enter) -> None:
    told = whole_life()
    page = enter("NG").get(address("trail", told)).content.decode()
    assert len(re.findall(r"<tr><td class=\"num\">\d+</td>", page)) == told.now.steps_taken


@pytest.mark.parametrize(
    ("agency", "role", "primary"),
    [
        ("NG-XF", Role.OFFICER, "受理"),  # the unit has it
        ("NG", Role.CLERK, ""),  # passed it on
        ("HRB", Role.CLERK, ""),  # follows it
    ],
)
def test_only_the_holder_gets_a_button(enter: Enter, agency: str, role: Role, primary: str) -> None:
    told = story("2017-08-22").submitted().registered().forwarded("NG-XF")
    page = enter(agency, role).get(address("case", told)).content.decode()
    found = re.search(r'data-key="1">([^<]+) <kbd>', page)
    assert (found[1] if found else "") == primary


def test_what_cannot_be_done_yet_is_told_with_its_reason(enter: Enter) -> None:
    told = story("2017-08-22").submitted().registered().forwarded("NG-XF").accepted()
    page = enter("NG-XF", Role.OFFICER).get(address("case", told)).content.decode()
    assert "处理意见书还没有送达，不能办结" in page
