"""Is the citizen told in plain words what the newer steps do, and nothing of what stays inside the offices?"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.cast import operator_act, person
from tests.interfaces.portal.test_follow import opened
from tests.stories import story
from wangfang.records.agencies.load import load
from wangfang.records.cases import handling, opinions, passing, screening, urging
from wangfang.rules.facts import Purpose, Role

pytestmark = pytest.mark.django_db


def test_drafts_proposals_and_reports_stay_inside(visitor: Client) -> None:
    told = story("2026-11-16 09:00").submitted().registered()
    told.case = passing.forward(told.now, "NG-XF", told.act(told.holder()), ("NG-ZJ",))
    told.accepted()
    told.case = handling.assist(told.now, "内部协办意见", told.act(person("NG-ZJ", Role.OFFICER)))
    told.case = handling.report_urgent(told.now, "内部紧急报告", told.act(told.holder()))
    told.case = urging.propose(told.now, "improve", "内部建议", "NG-XF", told.act(person("HRB", Role.SUPERVISOR)))
    told.case = opinions.draft(told.now, opinions.Opinion("support", "内部稿子"), told.act(told.holder()))
    told.case = opinions.return_draft(told.now, "内部退稿", told.act(told.holder()))
    told.case = opinions.draft(told.now, opinions.Opinion("support", "内部稿子二"), told.act(told.holder()))
    page = opened(visitor, told)
    assert "内部" not in page
    assert "在先锋路街道办事处办理，最晚" in page  # while it is drafted the day still stands


def test_where_a_bounced_case_went_is_told(visitor: Client) -> None:
    told = story("2026-11-16 09:00").submitted().registered().forwarded("NG-XF")
    for onward in ("NG-HX", "NG-ZJ"):
        told.objected().returned("NG", onward)
    told.objected()
    told.case = passing.arbitrate(told.now, "NG-XF", "问题在本街道", told.act(told.clerk("NG")))
    assert "定了由先锋路街道办事处办" in opened(visitor, told)


def test_an_accusation_names_the_organ_that_has_it_and_not_its_code(visitor: Client) -> None:
    row = {"code": "HRB-JW", "name": "哈尔滨市纪委监委", "kind": "discipline", "region": "230100", "parent": "HRB"}
    load([{**row, "valid_from": "", "valid_to": ""}], operator_act())
    told = story("2026-11-16 09:00").about(purpose=Purpose.ACCUSATION, respondent="某科长").submitted().registered()
    way = screening.Exit("discipline", "HRB-JW", date(2026, 11, 16), "county")
    told.case = screening.divert(told.now, "按干部管理权限移交", way, told.act(told.holder()))
    page = opened(visitor, told)
    assert "已移交哈尔滨市纪委监委。" in page
    assert "HRB-JW" not in page


def test_why_a_submission_was_not_registered_is_told(visitor: Client) -> None:
    told = story("2026-11-16 09:00").submitted()
    told.case = screening.fail_screening(told.now, "没有写明反映什么问题", told.act(told.holder()))
    page = opened(visitor, told)
    assert "没有通过审核，没有登记" in page
    assert "原因：没有写明反映什么问题" in page
