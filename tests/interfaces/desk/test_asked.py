"""Do those who are asked for something find the case, do their part, and see it go from their list?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import person
from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.walking import (
    CITY,
    LEADER,
    NEIGHBOUR,
    OFFICER,
    REVIEWER,
    SENDER,
    WHY,
    bounced,
    in_review,
    led,
    moving,
    proposed,
    returned,
    take,
    where,
)  # fmt: skip
from tests.stories import Story
from wangfang.records.cases import lookups
from wangfang.records.cases.visible import asked_of
from wangfang.rules.facts import Role, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("then")]
ASKED = reverse("desk:worklist") + "?tab=asked"
HELPER, OTHER = ("NG-ZJ", Role.OFFICER), ("NG-HX", Role.OFFICER)


def numbers(page: str) -> list[str]:
    """Return the numbers of the rows in their order."""
    return re.findall(r'<tr id="row-([^"]+)"', page)


@pytest.mark.parametrize(
    ("live", "who", "word"),
    [
        (led, HELPER, "协办答复"),
        (led, OTHER, "协办答复"),
        (returned, SENDER, "裁定退回"),
        (bounced, SENDER, "裁决归属"),
        (in_review, REVIEWER, "复查"),
        (proposed, OFFICER, "反馈建议"),
    ],
)
def test_who_is_asked_finds_the_case_with_what_is_asked_and_opens_it(
    enter: Enter, live: Callable[[], Story], who: tuple[str, Role], word: str
) -> None:
    told, client = live(), enter(*who)
    page = client.get(ASKED).content.decode()
    assert numbers(page) == [told.now.number]
    assert f'<span class="tag purple">{word}</span>' in page
    assert re.search(r'协同待办<span class="n ">1</span>', page)
    assert client.get(where("case", told)).status_code == 200


@pytest.mark.parametrize("who", [OFFICER, CITY, NEIGHBOUR, ("HRB", Role.ADMIN)])
def test_who_is_not_asked_finds_nothing_there(enter: Enter, who: tuple[str, Role]) -> None:
    led()
    assert numbers(enter(*who, "somebody-else").get(ASKED).content.decode()) == []


def test_units_assist_and_the_lead_answers_when_all_have(enter: Enter) -> None:
    told, bureau = moving(), enter(*SENDER)
    page = take(bureau, "forward", told, to="先锋路街道办事处", co="南岗区住房和城乡建设局\nNG-HX")
    assert "转给先锋路街道办事处（协办：南岗区住房和城乡建设局、哈西街道办事处）" in page
    lead, helper, other = enter(*OFFICER), enter(*HELPER), enter(*OTHER)
    take(lead, "accept", told)
    take(helper, "assist", told, text="房屋安全鉴定为B级。")
    assert numbers(helper.get(ASKED).content.decode()) == []
    opinion = {"conclusion": "support", "text": "经查属实，已修好。", "bypass": "当天要答复"}
    early = lead.post(where("opinion", told), opinion)
    assert early.status_code == 422
    assert "还没有答复的协办单位：哈西街道办事处" in early.content.decode()
    take(other, "assist", told, text="已通知物业。")
    take(lead, "opinion", told, **opinion)
    assert told.now.state == "opinion_issued"


def test_an_answer_goes_without_the_others_only_with_a_reason(enter: Enter) -> None:
    told, lead = led().accepted(), enter(*OFFICER)
    said = {
        "conclusion": "support",
        "text": "经查属实，已修好。",
        "bypass": "当天要答复",
        "without": "协办单位无实质职责",
    }
    page = take(lead, "opinion", told, **said)
    assert "没有等协办单位都答复，理由：协办单位无实质职责" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"to": "先锋路街道办事处", "co": "没有这样的单位"}, "没有找到可以转送的单位“没有这样的单位”"),
        ({"to": "先锋路街道办事处", "co": "NG-ZJ\nNG-ZJ"}, "协办单位不能重复"),
        ({"to": "先锋路街道办事处", "co": "NG-XF"}, "不能重复，也不能是主办单位自己"),
        ({"to": "", "co": "NG-ZJ\nNG-HX"}, "填写转送到哪个单位"),
    ],
)
def test_units_without_a_proper_lead_are_refused_beside_the_field(
    enter: Enter, typed: dict[str, str], sentence: str
) -> None:
    told = moving()
    answer = enter(*SENDER).post(where("forward", told), typed)
    assert answer.status_code == 422
    assert re.search(rf'<p class="msg"[^>]*>[^<]*{sentence}', answer.content.decode())
    assert lookups.life(told.now).events[-1].step is Step.REGISTER


def test_a_case_that_bounces_is_settled_once_and_for_all(enter: Enter) -> None:
    told, bureau = bounced(), enter(*SENDER)
    assert "由共同的上级机关裁决归属" in bureau.get(where("decide-return", told)).content.decode()
    page = bureau.get(where("arbitrate", told)).content.decode()
    assert re.search(r'name="to" value="先锋路街道办事处"', page)  # the unit of the place has it when nobody does
    assert "由先锋路街道办事处办理：" in take(bureau, "arbitrate", told, **WHY, to="先锋路街道办事处")
    assert (told.now.state, told.holder().agency.code) == ("awaiting_unit", "NG-XF")  # type: ignore[union-attr]  # the unit
    again = enter(*OFFICER).get(where("request-return", told))
    assert (again.status_code, "归属已经裁决" in again.content.decode()) == (422, True)
    assert numbers(bureau.get(ASKED).content.decode()) == []


def test_the_type_ahead_of_a_decision_offers_what_the_decider_may_reach(enter: Enter) -> None:
    told = returned()
    found = enter(*SENDER).get(where("receivers", told), {"q": "NG-"}).json()["found"]
    assert {agency["code"] for agency in found} == {"NG-XF", "NG-HX", "NG-ZJ"}


def test_the_list_costs_the_same_number_of_queries_with_one_row_and_with_ten(enter: Enter) -> None:
    client = enter(*HELPER)
    led()
    client.get(ASKED)
    with CaptureQueriesContext(connection) as one:
        client.get(ASKED)
    for _ in range(9):
        led()
    with CaptureQueriesContext(connection) as ten:
        assert len(numbers(client.get(ASKED).content.decode())) == 10
    assert len(ten) == len(one)


def test_pages_of_the_list_follow_each_other_without_a_gap(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {led().now.number for _ in range(3)}
    monkeypatch.setattr(lookups, "PAGE", 2)
    found = lookups.asked(person(*HELPER), lookups.Filters("asked"))
    after = (found[1].due_on, found[1].pk)
    rest = lookups.asked(person(*HELPER), lookups.Filters("asked", after=after))
    assert {case.number for case in (*found[:2], *rest)} == made


def test_the_lookup_goes_by_the_index_of_those_who_are_asked(enter: Enter) -> None:
    led()
    assert "case_asked(" in str(asked_of(person(*HELPER)).query)
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = 'case_asked'")
        (asks,) = [line for line in cursor.fetchone()[0].split(";") if "return query" in line]
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_indexscan = off")
        cursor.execute("explain " + asks.split("return query")[1].replace("agency", "1::bigint"))
        assert "case_asked" in str(cursor.fetchall())


def test_a_leader_of_the_helping_unit_may_answer_too_and_nobody_of_another(enter: Enter) -> None:
    told = led()
    assert enter("NG-ZJ", Role.UNIT_LEADER).get(where("assist", told)).status_code == 200
    assert enter(*LEADER).get(where("assist", told)).status_code == 403
