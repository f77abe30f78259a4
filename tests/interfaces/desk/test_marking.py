"""Do the pages that mark a case reach the right people, do what they say, and leave nobody before a closed door?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.walking import CITY, NEIGHBOUR, OFFICER, SENDER, TODAY, WHY, take, where, working
from tests.stories import Story, story
from wangfang.interfaces.desk import wording
from wangfang.records.cases import lookups
from wangfang.rules.details import WORDS
from wangfang.rules.facts import Role, Step
from wangfang.rules.labelling import GRANTABLE
from wangfang.rules.labels import SECRECIES, Secrecy, marks_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("then")]

GRANT = {**WHY, "login": "wang", "parts": ["content"], "until": "2017-09-10"}


def accusing() -> Story:
    """Return an accusation that a bureau has registered."""
    return story(TODAY).accusing("NG-XF").submitted().registered()


def test_the_pages_know_every_word_of_the_rules() -> None:
    assert set(wording.SECRECIES) == set(SECRECIES) == set(WORDS[Step.LABEL]["secrecy"])
    assert set(wording.PARTS) == GRANTABLE


def test_who_labels_a_case_beyond_the_own_clearance_is_led_back_to_the_list(enter: Enter) -> None:
    clerk, jubao = enter(*SENDER), enter(*SENDER, "jubao", clearance=2)
    told = story(TODAY).submitted().registered()
    assert f'href="{where("label", told)}"' in clerk.get(where("case", told)).content.decode()
    answer = clerk.post(where("label", told), {**WHY, "secrecy": "accusation"})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk:worklist"))
    assert clerk.get(where("case", told)).status_code == 404
    assert "检举控告：写明理由" in jubao.get(where("case", told)).content.decode()


def test_a_label_that_leaves_the_case_open_leads_back_to_it(enter: Enter) -> None:
    told = story(TODAY).submitted().registered()
    page = take(enter(*SENDER), "label", told, **WHY, secrecy="sensitive")
    assert "已定密" in page
    assert marks_of(lookups.life(told.now)).secrecy is Secrecy.S1
    assert lookups.life(told.now).events[-1].step is Step.LABEL


def test_whoever_stands_aside_is_led_back_to_the_list_and_finds_the_case_no_more(enter: Enter) -> None:
    told, officer = working(), enter(*OFFICER, "mine")
    assert f'href="{where("recuse", told)}"' in officer.get(where("case", told)).content.decode()
    answer = officer.post(where("recuse", told), WHY)
    assert answer.headers["Location"] == reverse("desk:worklist")
    assert officer.get(where("case", told)).status_code == 404
    assert marks_of(lookups.life(told.now)).recused == {"mine"}


def test_a_leader_keeps_somebody_else_from_a_case_and_goes_on_with_it(enter: Enter) -> None:
    enter(*OFFICER, "wang")
    told = working()
    page = take(enter("NG-XF", Role.UNIT_LEADER, "zhuren"), "recuse", told, **WHY, login="WANG")
    assert "已要求回避" in page
    assert marks_of(lookups.life(told.now)).recused == {"wang"}  # as the account is written


def test_nobody_else_decides_that_a_colleague_stands_aside(enter: Enter) -> None:
    enter(*OFFICER, "wang")
    told = working()
    assert enter(*OFFICER, "li").post(where("recuse", told), {**WHY, "login": "wang"}).status_code == 422


def test_a_grant_is_asked_for_by_one_approved_by_another_and_ended(enter: Enter) -> None:
    jubao, leader = enter(*SENDER, "jubao", clearance=2), enter("NG", Role.BUREAU_LEADER, "zhang", 2)
    wang = enter(*CITY, "wang", clearance=2)
    told = accusing()
    assert f'href="{where("approve-grant", told)}"' not in leader.get(where("case", told)).content.decode()
    take(jubao, "ask-grant", told, **GRANT)
    assert f'href="{where("approve-grant", told)}"' in leader.get(where("case", told)).content.decode()
    assert jubao.get(where("approve-grant", told)).status_code == 403
    assert wang.get(where("case", told)).status_code == 404
    take(leader, "approve-grant", told, login="wang")
    assert wang.get(where("case", told)).status_code == 200
    take(leader, "end-grant", told, **WHY, login="wang")
    assert wang.get(where("case", told)).status_code == 404


@pytest.mark.parametrize(
    ("page", "typed", "why"),
    [
        ("ask-grant", {**GRANT, "login": "nobody"}, "没有登录名为“nobody”的账号"),
        ("ask-grant", {**GRANT, "parts": []}, "至少选一部分"),
        ("ask-grant", {**GRANT, "until": ""}, "填写授权到哪天"),
        ("label", WHY, "选一个密级"),
        ("name-accused", {**WHY, "agency": "没有的单位"}, "没有这个单位"),
        ("name-accused", WHY, "请写明被检举控告的人或者单位"),
        ("recuse", {"why": ""}, "写明理由"),
    ],
)
def test_what_is_missing_is_told(enter: Enter, page: str, typed: dict[str, object], why: str) -> None:
    jubao = enter(*SENDER, "jubao", clearance=2)
    enter(*CITY, "wang")
    answer = jubao.post(where(page, accusing()), typed)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_whom_a_case_accuses_is_named_by_name_and_told_in_its_history(enter: Enter) -> None:
    jubao = enter(*SENDER, "jubao", clearance=2)
    told = accusing()
    assert f'href="{where("name-accused", told)}"' in jubao.get(where("case", told)).content.decode()
    page = take(jubao, "name-accused", told, **WHY, agency="南岗区住房和城乡建设局")
    assert "南岗区住房和城乡建设局：写明理由" in page
    assert marks_of(lookups.life(told.now)).accused == {"NG-XF", "NG-ZJ"}


@pytest.mark.parametrize("page", ["label", "recuse", "name-accused", "ask-grant", "approve-grant", "end-grant"])
def test_a_stranger_finds_no_page_to_mark_a_case(enter: Enter, page: str) -> None:
    told = working()
    assert enter(*NEIGHBOUR).post(where(page, told), {**GRANT, "secrecy": "accusation"}).status_code == 404
    if page != "recuse":
        assert enter(*OFFICER).get(where(page, told)).status_code == 403
