"""Whether those who stand behind a petition are taken as the law takes them: signers, representatives, agents, nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wangfang.rules import joint
from wangfang.rules.facts import Form
from wangfang.rules.joint import Agent, Behind, Signer
from wangfang.rules.refusal import Refused

TODAY = date(2017, 8, 22)
WANG = Signer("王秀兰", "resident", "230103195804040025", "13800138000")
LI = Signer("李建国", "resident", "230103198001011232")
SON = Agent("王小明", "儿子", "general", "2017年8月20日签的授权委托书")
ALONE = Behind(Form.VISIT, 1, WANG)


def crowd(count: int, speaking: int = 0) -> tuple[Signer, ...]:
    """Return so many signers, the first ones chosen to speak."""
    return tuple(Signer(f"联名人{n}", represents=n < speaking) for n in range(count))


@pytest.mark.parametrize(
    ("behind", "because"),
    [
        (ALONE, "one person"),
        (replace(ALONE, people=30), "a visit whose members did not write their names down"),
        (Behind(Form.VISIT, 12, WANG, crowd(11, speaking=4)), "twelve, five of whom speak"),
        (Behind(Form.ONLINE, 12, WANG, (WANG, *crowd(11))), "the petitioner may stand on the list"),
        (Behind(Form.LETTER, 6, WANG, (replace(WANG, represents=True), *crowd(5, speaking=4))), "counted once"),
        (Behind(Form.LETTER, 1, Signer("匿名"), anonymous=True), "an unnamed letter"),
        (Behind(Form.LETTER, 40, Signer("匿名"), anonymous=True), "an unnamed letter that speaks for forty"),
        (Behind(Form.CALL, 1, WANG, agents=(SON,)), "an agent"),
        (Behind(Form.CALL, 1, WANG, agents=(SON, replace(SON, name="赵律师", scope="special"))), "two agents"),
        (Behind(Form.VISIT, 3, WANG, (Signer("张伟", phone="13800138001"), Signer("张伟", phone="13800138002"))),
         "two people of one name with two telephones"),
    ],
)  # fmt: skip
def test_these_people_may_petition(behind: Behind, because: str) -> None:
    joint.require_people(behind)
    assert because


@pytest.mark.parametrize(
    ("behind", "why", "source"),
    [
        (Behind(Form.ONLINE, 1, Signer("匿名"), anonymous=True), "只有来信可以匿名登记", joint.REAL_NAME),
        (Behind(Form.VISIT, 1, Signer("匿名"), anonymous=True), "只有来信可以匿名登记", joint.REAL_NAME),
        (Behind(Form.LETTER, 2, Signer("匿名"), (LI,), anonymous=True), "没有联名人和代理人", joint.REAL_NAME),
        (Behind(Form.LETTER, 1, Signer("匿名"), (), (SON,), anonymous=True), "没有联名人和代理人", joint.REAL_NAME),
        (Behind(Form.VISIT, 12, WANG, crowd(11, speaking=5)), "代表最多 5 人，包括信访人自己", joint.JOINTLY),
        (Behind(Form.ONLINE, 12, WANG, crowd(11, speaking=5)), "代表最多 5 人，包括信访人自己", joint.JOINTLY),
        (Behind(Form.VISIT, 11, WANG, crowd(11)), "人数不能少于 12", joint.JOINTLY),
        (Behind(Form.VISIT, 1, WANG, (LI,)), "人数不能少于 2", joint.JOINTLY),
        (Behind(Form.VISIT, 9, WANG, (LI, replace(LI, id_number="", id_type=""))), "“李建国”写了两次", joint.JOINTLY),
        (Behind(Form.VISIT, 9, WANG, (LI, replace(LI, name="李建囯"))), "“李建囯”写了两次", joint.JOINTLY),
        (Behind(Form.VISIT, 9, WANG, (LI, replace(LI, id_number="230103800101123"))), "写了两次", joint.JOINTLY),
        (Behind(Form.VISIT, 999, WANG, crowd(501)), "名单最多录 500 人", joint.JOINTLY),
        (replace(ALONE, agents=(SON,) * 3), "代理人最多 2 人", joint.AUTHORISED),
        (replace(ALONE, agents=(replace(SON, scope=""),)), "写明代理人王小明的权限：一般代理或者特别授权", joint.AUTHORISED),
        (replace(ALONE, agents=(replace(SON, authorisation=" "),)), "王小明要有授权委托书", joint.AUTHORISED),
        (replace(ALONE, agents=(replace(SON, id_number=WANG.id_number),)), "就是信访人自己", joint.AUTHORISED),
    ],
)  # fmt: skip
def test_these_people_are_told_why_not(behind: Behind, why: str, source: str) -> None:
    with pytest.raises(Refused) as refused:
        joint.require_people(behind)

    assert why in refused.value.why
    assert refused.value.source == source


def test_the_petitioner_speaks_first_and_once() -> None:
    behind = Behind(Form.VISIT, 3, WANG, (replace(WANG, represents=True), replace(LI, represents=True)))
    assert [one.name for one in joint.representatives(behind)] == ["王秀兰", "李建国"]
    assert joint.representatives(ALONE) == ()


@pytest.mark.parametrize(
    ("form", "people", "is_group"),
    [(Form.VISIT, 4, False), (Form.VISIT, 5, True), (Form.VISIT, 50, True), (Form.LETTER, 50, False)],
)
def test_five_visitors_are_a_group(form: Form, people: int, is_group: bool) -> None:  # noqa: FBT001 - a column
    assert joint.is_group_visit(form, people) is is_group


@pytest.mark.parametrize("word", ["匿名", " 匿 名 ", "无名", "未署名", "热心群众"])
def test_online_a_word_for_no_name_is_no_name(word: str) -> None:
    with pytest.raises(Refused, match="真实姓名"):
        joint.require_real_name(word)


def test_a_real_name_is_kept_as_it_is() -> None:
    assert joint.require_real_name(" 阿依古丽・买买提 ") == "阿依古丽·买买提"


@pytest.mark.parametrize(
    ("line", "signer"),
    [
        ("李建国", Signer("李建国")),
        ("李建国 230103198001011232 13800138001 代表",
         Signer("李建国", "resident", "230103198001011232", "13800138001", represents=True)),
        ("李建国，13800138001，230103198001011232",
         Signer("李建国", "resident", "230103198001011232", "13800138001")),
        ("John Q. Smith E12345678", Signer("John Q. Smith", "passport", "E12345678")),
        ("阿依古丽•买买提\t230103800101123", Signer("阿依古丽·买买提", "resident", "230103800101123")),
        ("陈大文 H12345678 +8613800138001", Signer("陈大文", "hk_macao_permit", "H12345678", "13800138001")),
        ("赵军 军字0123456", Signer("赵军", "other", "军字0123456")),
        ("代表", Signer("代表")),
    ],
)  # fmt: skip
def test_a_line_is_a_person(line: str, signer: Signer) -> None:
    assert joint.signers_of(line, TODAY) == (signer,)


def test_blank_lines_are_no_people() -> None:
    assert [one.name for one in joint.signers_of("\n李建国\n  \n王秀兰\n", TODAY)] == ["李建国", "王秀兰"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("李建国 230103198001011233", "第 2 行：身份证号码有一位不对"),
        ("李建国 23010319800101123", "第 2 行：身份证号码是 18 位，您填了 17 位"),
        ("李建国 230103802301123", "第 2 行：身份证号码里的出生日期不对"),
        ("13800138001", "第 2 行：写一下您的姓名"),
        ("李建国 12012345678 15912345678", "第 2 行：一行只写一个人"),
        ("李建国 E12345678 H12345678", "第 2 行：一行只写一个人"),
    ],
)
def test_a_line_that_cannot_be_right_is_named(line: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        joint.signers_of(f"王秀兰\n{line}", TODAY)

    assert refused.value.why.startswith(why)


def test_agents_share_what_is_said_of_them() -> None:
    said = {"relation": "律师", "scope": "special", "authorisation": "2017年8月20日"}
    first, second = joint.agents_of("赵一 E12345678\n钱二 13800138001", TODAY, said)
    assert first == Agent("赵一", "律师", "special", "2017年8月20日", "passport", "E12345678")
    assert second == Agent("钱二", "律师", "special", "2017年8月20日", phone="13800138001")
    assert joint.agents_of(" \n", TODAY, {}) == ()
