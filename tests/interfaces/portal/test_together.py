"""Citizens who ask together, through somebody else, or without a resident's card, on the page without scripts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.portal.walking import CONTACT, post, submitted, walked
from wangfang.records.cases.models import Case
from wangfang.rules.joint import Agent, Signer

TOGETHER = CONTACT | {"signers": "李建国 230103198001011232 13800138001 代表\n阿依古丽•买买提"}
THROUGH = CONTACT | {
    "agents": "王小明 13800138009",
    "agent_relation": "儿子",
    "agent_scope": "general",
    "agent_authorisation": "8月20日签",
}


def only() -> Case:
    """Return the one case that came in."""
    return Case.objects.select_related("petitioner").get()


def test_three_neighbours_submit_one_petition(visitor: Client) -> None:
    submitted(visitor, contact=TOGETHER)

    assert only().people == 3  # nobody typed a number: it is that of the list
    assert only().petitioner.joint == (
        Signer("李建国", "resident", "230103198001011232", "13800138001", represents=True),
        Signer("阿依古丽·买买提"),
    )


def test_more_people_than_the_list_names_are_counted(visitor: Client) -> None:
    submitted(visitor, contact=TOGETHER | {"people": "40"})
    assert only().people == 40


def test_somebody_acts_for_the_petitioner(visitor: Client) -> None:
    submitted(visitor, contact=THROUGH)
    assert only().petitioner.acting == (Agent("王小明", "儿子", "general", "8月20日签", phone="13800138009"),)


def test_the_check_page_says_who_asks_together_and_through_whom(visitor: Client) -> None:
    walked(visitor, contact=TOGETHER | THROUGH)
    page = visitor.get(reverse("portal:check")).content.decode()
    assert "一共 3 人：李建国、阿依古丽·买买提" in page
    assert "替您办的人 王小明" in page
    assert "230103198001011232" not in page


def test_a_passport_will_do(visitor: Client) -> None:
    submitted(visitor, contact=CONTACT | {"id_type": "passport", "id_number": "e12345678", "name": "John Q. Smith"})
    assert (only().petitioner.id_type, only().petitioner.id_number) == ("passport", "E12345678")


def test_a_resident_need_not_choose_the_document(visitor: Client) -> None:
    submitted(visitor)
    assert (only().petitioner.id_type, only().people) == ("resident", 1)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": "匿名"}, "name", "要写真实姓名"),
        ({"id_type": "passport", "id_number": "护照"}, "id_number", "护照号码是 5 到 12 位字母和数字"),
        ({"signers": "李建国 230103198001011233"}, "signers", "第 1 行：身份证号码有一位不对"),
        ({"signers": "李建国\n李建国"}, "signers", "写了两次"),
        ({"signers": "李" * 2501}, "signers", "名单太长了"),
        ({"signers": "李建国", "people": "1"}, "people", "人数不能少于 2"),
        ({"people": "很多"}, "people", "人数写成数字"),
        ({"people": "0"}, "people", "人数写成数字"),
        (THROUGH | {"agent_scope": ""}, "agents", "写明代理人王小明的权限"),
        (THROUGH | {"agents": ""}, "agents", "写一下替您办的人的姓名"),
        (THROUGH | {"agents": "赵 H12345678 E12345678"}, "agents", "一行只写一个人"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    visitor: Client, typed: dict[str, str], field: str, sentence: str
) -> None:
    walked(visitor, "contact")
    answer = post(visitor, "contact", **(CONTACT | typed))
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert f'id="id_{field}_error"' in answer.content.decode()


@pytest.mark.parametrize("field", ["signers", "agents"])
def test_what_was_typed_is_not_folded_away(visitor: Client, field: str) -> None:
    page = post(visitor, "contact", **(CONTACT | {field: "赵 H12345678 E12345678"})).content.decode()
    assert page.count('<details class="more mt-3" open>') == 1
    assert visitor.get(reverse("portal:contact")).content.decode().count("赵 H12345678 E12345678") == 1
