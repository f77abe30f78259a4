"""Does an opinion go from hand to hand, is what was signed what goes out, and can every version be compared?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import person
from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.walking import LEADER, OFFICER, SENDER, drafted, led, passed, signed, take, where, working
from tests.stories import Story
from wangfang.records.cases import handling, lookups, opinions
from wangfang.rules.facts import Role, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("then")]
Life = Callable[[], Story]
Seat = tuple[str, Role]
FIRST = {"conclusion": "support", "text": "经查漏雨属实，将于九月更换防水卷材。"}
SECOND = {"conclusion": "support", "text": "经查漏雨属实，已于9月1日更换防水卷材。"}


def test_a_draft_is_passed_back_improved_signed_and_issued_to_the_letter(enter: Enter) -> None:
    told = working()
    writer, section, leader = enter(*OFFICER, "xie"), enter(*OFFICER, "shen"), enter(*LEADER, "qian")
    assert "等审核" in take(writer, "draft-opinion", told, **FIRST)
    page = take(section, "return-draft", told, why="写明哪天换的")
    assert "已退回修改" in page
    assert "写明哪天换的" in page
    take(writer, "draft-opinion", told, **SECOND)
    assert "等签发" in take(section, "pass-draft", told, note="可以")
    assert "已签发，等出具" in take(leader, "sign-draft", told)
    page = take(writer, "opinion", told)
    assert told.now.state == "opinion_issued"
    issued = lookups.life(told.now).events[-1]
    assert {key: issued.detail.get(key) for key in ("conclusion", "text", "bypass")} == {**SECOND, "bypass": None}
    assert "处理意见的稿子" not in page  # nothing waits any more


def test_what_was_typed_again_at_issue_changes_nothing(enter: Enter) -> None:
    told = signed()
    take(enter(*OFFICER), "opinion", told, conclusion="reject", text="改了主意，不予支持。")
    assert lookups.life(told.now).events[-1].text("conclusion") == "support"


@pytest.mark.parametrize(
    ("live", "who", "word"),
    [
        (working, OFFICER, "拟稿"),
        (drafted, OFFICER, "审核通过"),
        (drafted, LEADER, "审核通过"),
        (passed, LEADER, "签发"),
        (passed, OFFICER, "拟稿"),  # may write another version; signing is not the officer's
        (signed, OFFICER, "出具处理意见书"),
        (signed, SENDER, ""),
    ],
)
def test_whose_turn_it_is_gets_the_first_button(enter: Enter, live: Life, who: Seat, word: str) -> None:
    found = re.search(r'data-key="1">([^<]+) <kbd>', enter(*who).get(where("case", live())).content.decode())
    assert (found[1] if found else "") == word


def test_nobody_is_led_to_pass_the_draft_of_his_own(enter: Enter) -> None:
    told, client = working(), enter(*OFFICER)
    page = take(client, "draft-opinion", told, **FIRST)
    assert not re.search(r'data-key="1">审核通过', page)
    assert f'href="{where("pass-draft", told)}"' in page  # a unit of one person can still go on


@pytest.mark.parametrize(("live", "act", "who"), [(drafted, "sign-draft", LEADER), (working, "opinion", OFFICER)])
def test_the_chain_is_left_only_with_a_reason_that_stays_on_record(
    enter: Enter, live: Life, act: str, who: Seat
) -> None:
    told, client = live(), enter(*who)
    assert "不经审签直接出具" in (page := client.get(where("case", told)).content.decode()) or "越过审核签发" in page
    refused = client.post(where(act, told), FIRST)
    assert refused.status_code == 422
    assert re.search(r"写明为什么(不经审签直接出具|越过审核签发)", refused.content.decode())
    assert "理由：负责人出差，当天要答复" in take(client, act, told, **FIRST, bypass="负责人出差，当天要答复")
    assert lookups.life(told.now).events[-1].text("bypass") == "负责人出差，当天要答复"


def test_versions_stand_beside_each_other_with_what_went_out_and_what_came_in(enter: Enter) -> None:
    told = drafted(opinions.Opinion(**FIRST))
    told.case = opinions.return_draft(told.now, "写明哪天换的", told.act(told.leader()))
    told.case = opinions.draft(told.now, opinions.Opinion(**SECOND), told.act(told.holder()))
    client = enter(*LEADER)
    page = client.get(where("drafts", told)).content.decode()
    assert "第 2 稿，和第 1 稿相比" in page
    assert re.search(r"<del>[^/]*</span>将[^<]*</del>", page)
    assert re.search(r"<ins>[^/]*</span>已于9[^<]*</ins>", page)
    assert "退回修改" in page
    first = client.get(where("drafts", told) + "1/").content.decode()
    assert "<del><span" not in first
    assert client.get(where("drafts", told) + "3/").status_code == 404
    assert "和上一稿相比" in client.get(where("pass-draft", told)).content.decode()


def test_the_form_of_a_new_version_holds_the_words_of_the_last(enter: Enter) -> None:
    page = enter(*OFFICER).get(where("draft-opinion", drafted())).content.decode()
    assert "已协调物业更换防水卷材" in page
    assert re.search(r'value="support"[^>]* checked', page)


def test_the_draft_is_seen_as_paper_before_it_goes_on_and_as_it_will_go_out(enter: Enter) -> None:
    told = signed()
    page = enter(*OFFICER).get(where("opinion", told)).content.decode()
    assert '<div class="l1">信访事项处理意见书</div>' in page
    assert "已协调物业更换防水卷材" in page
    assert "<textarea" not in page


def test_the_answers_of_others_stand_beside_the_draft_and_go_in_with_a_button(enter: Enter) -> None:
    told = led().accepted()
    helper = told.act(person("NG-ZJ", Role.OFFICER))
    told.case = handling.assist(told.now, "房屋安全鉴定为B级。", helper)
    client = enter(*OFFICER)
    page = client.get(where("draft-opinion", told)).content.decode()
    assert re.search(r'name="merge" value="NG-ZJ"', page)
    assert "还没有答复" in page  # the other one
    put = client.post(where("draft-opinion", told), {**FIRST, "merge": "NG-ZJ"}).content.decode()
    assert "九月更换防水卷材。\n\n南岗区住房和城乡建设局意见：房屋安全鉴定为B级。" in put.replace("\r\n", "\n")
    assert lookups.life(told.now).events[-1].step is Step.ASSIST  # nothing was taken yet
