"""Has every act beyond the ordinary way its button for the right people, its page, and its one effect?"""

from __future__ import annotations

import re

import pytest
import time_machine
from django.urls import reverse

from tests.cast import PETITIONER
from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.walking import (
    CITY,
    LEADER,
    NEIGHBOUR,
    OFFICER,
    REVIEWER,
    SENDER,
    TODAY,
    WHY,
    Row,
    at_unit,
    bounced,
    closed,
    drafted,
    in_recheck,
    in_review,
    led,
    listed,
    merged,
    moving,
    passed,
    paused,
    proposed,
    returned,
    signed,
    take,
    where,
    working,
)  # fmt: skip
from tests.stories import story
from wangfang.records.cases import closing, lookups, review
from wangfang.rules.facts import Role, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("then")]

EXIT = {**WHY, "procedure": "arbitration", "to": "区劳动人事争议仲裁委员会", "on": "2017-09-02"}
DRAFT = {"conclusion": "support", "text": "经查漏雨属实，已更换防水卷材。"}
PROPOSAL = {"kind": "improve", "text": "雨季前普查老旧屋面。", "to": "先锋路街道办事处"}
ROWS = {
    "fail-screening": Row(Step.FAIL_SCREENING, lambda: story(TODAY).submitted(), SENDER, CITY, "screen_failed"),
    "screen": Row(Step.SCREEN, moving, SENDER, CITY, "screening", {"procedure": "simplified", "ground": "daily"}),
    "draft-opinion": Row(Step.DRAFT_OPINION, working, OFFICER, SENDER, "opinion_drafting", DRAFT),
    "pass-draft": Row(Step.PASS_DRAFT, drafted, OFFICER, SENDER, "opinion_drafting", {"note": ""}),
    "return-draft": Row(Step.RETURN_DRAFT, drafted, LEADER, SENDER, "handling"),
    "sign-draft": Row(Step.SIGN_DRAFT, passed, LEADER, OFFICER, "opinion_drafting", {}),
    "opinion": Row(Step.ISSUE_OPINION, signed, OFFICER, SENDER, "opinion_issued", {}),
    "assist": Row(Step.ASSIST, led, ("NG-ZJ", Role.OFFICER), SENDER, "awaiting_unit", {"text": "房屋已鉴定。"}),
    "arbitrate": Row(Step.ARBITRATE, bounced, SENDER, ("NG-ZJ", Role.OFFICER), "awaiting_unit", {**WHY, "to": "NG-XF"}),
    "propose": Row(Step.PROPOSE, working, ("HRB", Role.SUPERVISOR), OFFICER, "accepted", PROPOSAL),
    "answer-proposal": Row(Step.ANSWER_PROPOSAL, proposed, OFFICER, SENDER, "accepted", {"text": "已经普查。"}),
    "report-urgent": Row(Step.REPORT_URGENT, working, OFFICER, CITY, "accepted", {"note": "三十人聚集。", "to": "区委"}),
    "accept-review": Row(Step.ACCEPT_REVIEW, in_review, REVIEWER, SENDER, "under_review", {}),
    "request-return": Row(Step.REQUEST_RETURN, at_unit, OFFICER, SENDER, "return_requested"),
    "decide-return": Row(Step.DECIDE_RETURN, returned, SENDER, OFFICER, "awaiting_unit", {**WHY, "agree": "no"}),
    "no-longer-accept": Row(Step.NO_LONGER_ACCEPT, at_unit, OFFICER, SENDER, "no_longer_accepted"),
    "keep-on-file": Row(Step.FILE, moving, SENDER, CITY, "filed"),
    "divert": Row(Step.DIVERT, working, OFFICER, SENDER, "diverted", EXIT),
    "unmerge": Row(Step.UNMERGE, merged, SENDER, CITY, "registered"),
    "pause": Row(Step.PAUSE, working, OFFICER, SENDER, "accepted", {"why": "appraisal"}),
    "resume": Row(Step.RESUME, paused, OFFICER, SENDER, "accepted", {}),
    "extend": Row(Step.EXTEND, working, LEADER, OFFICER, "accepted", {**WHY, "days": "10", "shown": "10"}),
    "settle": Row(Step.SETTLE, working, OFFICER, SENDER, "accepted", {"note": "物业下周修好，双方签字。"}),
    "reopen": Row(Step.REOPEN, closed, CITY, OFFICER, "reopened"),
    "decide-review": Row(Step.DECIDE_REVIEW, in_review, REVIEWER, SENDER, "reopened", {**WHY, "outcome": "redo"}),
    "decide-recheck": Row(Step.DECIDE_RECHECK, in_recheck, REVIEWER, OFFICER, "finalized", {**WHY, "outcome": "uphold"}),
    "supplement": Row(
        Step.SUPPLEMENT, working, OFFICER, CITY, "accepted",
        {"field": "来电日期", "value": "2017年8月1日", "evidence_on": "2017-08-01"},
    ),
    "urge": Row(Step.URGE, working, CITY, OFFICER, "accepted", {**WHY, "due_on": "2030-01-01"}),
    "supervise": Row(Step.SUPERVISE, working, SENDER, OFFICER, "accepted"),
    "put-on-list": Row(Step.LIST, working, ("HRB", Role.SUPERVISOR), OFFICER, "accepted"),
    "lift": Row(Step.LIFT, listed, CITY, OFFICER, "accepted"),
}  # fmt: skip


@pytest.mark.parametrize("act", ROWS)
def test_the_button_is_there_and_does_its_act(enter: Enter, act: str) -> None:
    row = ROWS[act]
    told = row.live()
    client = enter(*row.who, "the-right-one")
    assert f'href="{where(act, told)}"' in client.get(where("case", told)).content.decode()
    page = take(client, act, told, **row.typed)
    assert (lookups.life(told.now).events[-1].step, told.now.state) == (row.step, row.state)
    assert page.count('class="alertbar mb2"') == 1


@pytest.mark.parametrize("act", ROWS)
def test_who_may_not_sees_no_button_and_is_refused(enter: Enter, act: str) -> None:
    row = ROWS[act]
    told = row.live()
    before = told.now.steps_taken
    client = enter(*row.other, "the-wrong-one")
    assert f'href="{where(act, told)}"' not in client.get(where("case", told)).content.decode()
    assert client.get(where(act, told)).status_code in (403, 422)
    assert client.post(where(act, told), row.typed).status_code in (403, 422)
    assert enter(*NEIGHBOUR, "the-stranger").post(where(act, told), row.typed).status_code == 404
    assert lookups.open_case(told.now.number, told.clerk("HRB")).steps_taken == before


@pytest.mark.parametrize("act", [name for name, row in ROWS.items() if any(row.typed.values())])
def test_a_form_without_its_words_comes_back(enter: Enter, act: str) -> None:
    told = ROWS[act].live()
    answer = enter(*ROWS[act].who, "the-right-one").post(where(act, told), {"act_key": "k"})
    assert answer.status_code == 422
    assert "<title>错误：" in answer.content.decode()


def test_a_copy_is_put_to_its_first_case_and_only_to_one_that_is_seen(enter: Enter) -> None:
    first, copy, foreign = moving(), moving(), story(TODAY).submitted(to="DL")
    client = enter(*SENDER)
    unknown = client.post(where("merge", copy), {**WHY, "into": foreign.now.number})
    assert (unknown.status_code, "没有找到这个编号" in unknown.content.decode()) == (422, True)
    page = take(client, "merge", copy, **WHY, into=first.now.number)
    assert copy.now.state == "merged"
    assert f"并入 {first.now.number}" in page
    assert client.post(where("merge", first), {**WHY, "into": first.now.number}).status_code == 422  # itself


def test_a_return_that_is_refused_comes_back_once_and_agreed_goes_on(enter: Enter) -> None:
    told, unit, bureau = at_unit(), enter(*OFFICER), enter(*SENDER)
    take(unit, "request-return", told, **WHY, should_go_to="NG-HX")
    assert "认为应当由哈西街道办事处办理" in bureau.get(where("decide-return", told)).content.decode()
    take(bureau, "decide-return", told, **WHY, agree="no")
    assert unit.get(where("request-return", told)).status_code == 422  # once only
    other = returned()
    page = take(bureau, "decide-return", other, **WHY, agree="yes", to="哈西街道办事处")
    assert other.now.state == "awaiting_unit"
    assert "同意退回，改由哈西街道办事处办理" in page


def test_a_return_agreed_without_a_receiver_comes_back_to_the_sender(enter: Enter) -> None:
    told = returned()
    take(enter(*SENDER), "decide-return", told, **WHY, agree="yes")
    assert (told.now.state, told.holder().agency.code) == ("routing", "NG")  # type: ignore[union-attr]  # the bureau


def test_an_extension_shows_its_new_day_before_it_is_taken(enter: Enter) -> None:
    told, leader = working(), enter(*LEADER)
    shown = leader.post(where("extend", told), {**WHY, "days": "10"}).content.decode()
    assert "到期日从 2017-10-31 延到 2017-11-10" in shown
    assert 'name="shown" value="10"' in shown
    changed = leader.post(where("extend", told), {**WHY, "days": "20", "shown": "10"}).content.decode()
    assert "确认延期" in changed  # other days than those shown are shown again
    assert lookups.open_case(told.now.number, told.clerk("HRB")).steps_taken == told.now.steps_taken
    assert "延长 10 天" in take(leader, "extend", told, **WHY, days="10", shown="10")
    assert "已经延期过一次" in leader.get(where("extend", told)).content.decode()


def test_a_clock_that_stands_still_has_no_day_and_no_light(enter: Enter) -> None:
    told = paused()
    client = enter(*OFFICER)
    page = client.get(where("case", told)).content.decode()
    assert "已中止计时" in page
    assert "9999" not in page + client.get(reverse("desk:worklist")).content.decode()
    assert f'href="{where("pause", told)}"' not in page


def test_what_is_entered_late_is_marked_in_the_timeline(enter: Enter) -> None:
    page = take(enter(*OFFICER), "supplement", told := working(), **ROWS["supplement"].typed)
    assert told.now.state == "accepted"
    assert '<span class="tag amber">补录</span>' in page
    assert "依据材料日期 2017-08-01" in page


def test_a_case_goes_through_review_and_recheck_to_its_end(enter: Enter) -> None:
    told, reviewer = in_review(), enter(*REVIEWER)
    page = reviewer.get(where("case", told)).content.decode()
    assert re.search(r'data-key="1">受理复查复核申请', page)
    after = take(reviewer, "decide-review", told, outcome="uphold", why="意见正确")
    assert "意见正确" not in after  # its part is over: it sees that it decided, and no content any more
    assert "维持：意见正确" in enter(*OFFICER).get(where("case", told)).content.decode()
    told.on("2017-09-02 11:00")
    told.case = review.request_recheck(told.now, "仍然漏", told.act(PETITIONER), "NG-FC")
    with time_machine.travel(told.moment, tick=False):
        take(reviewer, "decide-recheck", told, **WHY, outcome="uphold")
    assert told.now.state == "finalized"


def test_a_unit_told_to_do_it_again_may_answer_otherwise(enter: Enter) -> None:
    told = closed()
    told.case = closing.reopen(told.now, "没有修好", told.act(told.clerk("HRB")))
    page = enter(*OFFICER).get(where("case", told)).content.decode()
    assert "重新办理" in page
    assert re.search(r'data-key="1">拟稿', page)
