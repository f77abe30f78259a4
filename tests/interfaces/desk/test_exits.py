"""Does a matter leave only with procedure, organ and day, and an accusation only to who may take it up?"""

from __future__ import annotations

import re

import pytest
import time_machine

from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.walking import (
    LEADER,
    OFFICER,
    SENDER,
    TODAY,
    WHY,
    assigned,
    at_unit,
    moving,
    take,
    where,
    working,
)  # fmt: skip
from tests.stories import Story, story
from wangfang.interfaces.desk import wording
from wangfang.records.cases import lookups
from wangfang.rules import details, exits, simplified
from wangfang.rules.facts import Purpose, Role, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("then")]
COURT = {**WHY, "procedure": "litigation", "to": "南岗区人民法院", "on": "2017-09-02"}


def accusing() -> Story:
    """Return an accusation that a bureau has registered."""
    return story(TODAY).about(purpose=Purpose.ACCUSATION, respondent="某科长").submitted().registered()


def beside(page: str, field: str) -> str:
    """Return the sentence that stands beside a field."""
    found = re.search(rf'id="id_{field}_error">([^<]+)', page)
    return found[1] if found else ""


def test_the_page_knows_every_word_of_the_rules() -> None:
    assert set(wording.PROCEDURES) == set(exits.PROCEDURES)
    assert set(wording.RANKS) == set(exits.Rank)
    assert set(wording.GROUNDS) == set(simplified.GROUNDS)
    assert set(wording.PROPOSALS) == set(details.WORDS[Step.PROPOSE]["kind"])
    assert set(wording.FINAL_GROUNDS) >= set(details.WORDS[Step.FINALIZE]["ground"])


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"procedure": ""}, "procedure", "选一种程序"),
        ({"to": ""}, "to", "填写由哪个机关办理"),
        ({"on": "2017-09-03"}, "on", "移交的日期不能晚于今天"),
        ({"on": "昨天"}, "on", "日期写成 2017-09-15 这样"),
        ({"procedure": "discipline"}, "to", "请选择机构"),
        ({"procedure": "discipline", "to": "哈尔滨市纪委监委"}, "rank", "职务层次"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(
    enter: Enter, changed: dict[str, str], field: str, sentence: str
) -> None:
    told = working()
    answer = enter(*OFFICER).post(where("divert", told), {**COURT, **changed})
    assert answer.status_code == 422
    assert sentence in beside(answer.content.decode(), field)
    assert lookups.open_case(told.now.number, told.clerk("NG")).state == "accepted"


def test_an_accusation_leaves_to_the_discipline_organ_that_manages_the_accused(enter: Enter) -> None:
    clerk = enter(*SENDER, "jubao", clearance=2)
    told = accusing()
    page = clerk.get(where("divert", told)).content.decode()
    assert "诉讼" not in page
    said = {**WHY, "procedure": "discipline", "on": "2017-09-02", "rank": "county"}
    low = clerk.post(where("divert", told), {**said, "to": "南岗区纪委监委"})
    assert "按干部管理权限" in beside(low.content.decode(), "to")
    page = take(clerk, "divert", told, **said, to="哈尔滨市纪委监委")
    assert told.now.state == "diverted"
    assert "由哈尔滨市纪委监委按法定程序办理，纪检监察，2017-09-02移交" in page
    assert "HRB-JW" not in page


def test_an_accusation_is_not_handed_to_a_unit(enter: Enter) -> None:
    clerk = enter(*SENDER, "jubao", clearance=2)
    answer = clerk.post(where("forward", accusing()), {"to": "先锋路街道办事处"})
    assert answer.status_code == 422
    assert "检举控告不转责任单位办理" in answer.content.decode()


@pytest.mark.parametrize(
    ("people", "typed", "field", "sentence"),
    [
        (1, {"procedure": "simplified"}, "ground", "选一种适用简易程序的情形"),
        (5, {"procedure": "simplified", "ground": "daily"}, "procedure", "不适用简易办理"),
    ],
)
def test_the_simple_way_is_refused_beside_its_field(
    enter: Enter, people: int, typed: dict[str, str], field: str, sentence: str
) -> None:
    told = story(TODAY).about(people=people).submitted().registered()
    answer = enter(*SENDER).post(where("screen", told), typed)
    assert answer.status_code == 422
    assert sentence in beside(answer.content.decode(), field)


def test_a_unit_may_choose_the_simple_way_and_after_acceptance_only_the_way_back(enter: Enter) -> None:
    told, client = at_unit(), enter(*OFFICER)
    assert "简易程序：涉及日常生活" in take(client, "screen", told, procedure="simplified", ground="daily")
    take(client, "accept", told)
    page = client.get(where("screen", told)).content.decode()
    assert re.findall(r'name="procedure" value="(\w+)"', page) == ["ordinary"]
    take(client, "screen", told, procedure="ordinary")
    assert lookups.life(told.now).events[-1].text("procedure") == "ordinary"


def test_an_assigned_case_is_closed_with_a_report_and_lengthened_with_consent(enter: Enter) -> None:
    told, client = assigned(), enter(*OFFICER)
    leader = enter(*LEADER)
    wrong = leader.post(where("extend", told), {**WHY, "days": "10", "shown": "10"})
    assert beside(wrong.content.decode(), "consent") == "写明交办机关同意的情况"
    page = take(leader, "extend", told, **WHY, days="10", shown="10", consent="区信访局9月2日电话同意")
    assert "交办机关同意：区信访局9月2日电话同意" in page
    told.on("2017-09-02 11:00").answered().served()
    with time_machine.travel(told.moment, tick=False):
        wrong = client.post(where("close", told), {"act_key": "k"})
        assert beside(wrong.content.decode(), "report") == "交办的事项要写办结报告"
        assert "办结报告：已修好，信访人满意。" in take(client, "close", told, report="已修好，信访人满意。")
    assert told.now.state == "closed"


def test_a_case_that_was_only_forwarded_is_closed_without_a_report(enter: Enter) -> None:
    page = enter(*OFFICER).get(where("close", working().answered().served())).content.decode()
    assert "办结报告" not in page


def test_marks_of_those_above_stand_at_the_head_of_the_case(enter: Enter) -> None:
    told = working().marked("urge", "HRB").marked("supervise", "HRB").marked("put_on_list", "HRB")
    page = enter(*OFFICER).get(where("case", told)).content.decode()
    assert re.findall(r'<span class="tag (?:amber|red)">(已催办 1 次|督办|挂牌督办)</span>', page) == [
        "已催办 1 次", "督办", "挂牌督办",
    ]  # fmt: skip
    lifted = enter(*OFFICER, "later").get(where("case", told.marked("lift", "HRB"))).content.decode()
    assert 'red">挂牌督办' not in lifted


def test_a_submission_that_fails_is_told_why_and_not_registered(enter: Enter) -> None:
    told = story(TODAY).submitted()
    page = take(enter(*SENDER), "fail-screening", told, why="没有写明反映什么问题")
    assert told.now.state == "screen_failed"
    assert "没有写明反映什么问题" in page


def test_a_unit_registers_what_was_handed_to_it_directly(enter: Enter) -> None:
    page = enter("NG-XF", Role.OFFICER).get("/desk/").content.decode()
    assert 'href="/desk/register/"' in page
    assert enter("NG-XF", Role.UNIT_LEADER).get("/desk/register/").status_code == 200
    assert moving().now.state == "registered"
