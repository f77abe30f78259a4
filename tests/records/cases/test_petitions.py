"""Does everybody behind a petition come in, stay as they were, and stay bound into the trace?"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from tests.stories import ROOF, Story, story
from wangfang.records.cases.lines import petition_digest
from wangfang.records.cases.models import Case
from wangfang.records.cases.petitions import Person
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.verify import Finding
from wangfang.records.notices.models import Notice
from wangfang.records.people.models import Petitioner
from wangfang.rules.facts import Form
from wangfang.rules.joint import Agent, Signer
from wangfang.rules.refusal import Refused

WANG = Person("王秀兰", "230103195804040025", "13800138000", id_type="resident")
NEIGHBOURS = tuple(Signer(f"邻居{n}", represents=n < 4) for n in range(11))
SON = Agent("王小明", "儿子", "general", "2017年8月20日签的授权委托书", "passport", "e12345678", "13800138009")


def told(**changes: Any) -> Story:
    """Tell of a petition that is changed before it comes in."""
    return story("2017-08-22 09:14").about(**changes)


def test_twelve_people_petition_together_and_an_agent_speaks_for_one() -> None:
    case = told(people=12, petitioner=replace(WANG, signers=NEIGHBOURS, agents=(SON,))).submitted().now

    kept = Case.objects.select_related("petitioner").get(pk=case.pk)
    assert kept.petitioner.joint == NEIGHBOURS
    assert kept.petitioner.acting == (replace(SON, id_number="E12345678"),)
    assert (kept.people, kept.petitioner.id_type) == (12, "resident")
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "别人"),
        ("signers", [asdict(one) for one in NEIGHBOURS[:-1]]),
        ("agents", []),
        ("id_type", "passport"),
        ("anonymous", True),
    ],
)
def test_whoever_changes_the_list_behind_the_verbs_is_found(field: str, value: object) -> None:
    case = told(people=12, petitioner=replace(WANG, signers=NEIGHBOURS, agents=(SON,))).submitted().now
    who = Petitioner.objects.get(pk=case.petitioner_id)
    setattr(who, field, value)  # whoever has the keys can seal what they like
    who.save()

    assert list(verify()) == [Finding(case.number, 1, "petition")]


def test_a_content_code_is_bound_into_the_trace_too() -> None:
    case = told(content="030201").submitted().now
    Case.objects.filter(pk=case.pk).update(content="030301")

    assert [one.kind for one in verify()] == ["petition"]


def test_the_digest_of_a_petition_with_none_of_it_is_what_it_was_before() -> None:
    petitioner = Petitioner(pk=7)
    petitioner.name, petitioner.id_number, petitioner.phone, petitioner.address = "王某", "1", "2", "3"
    fields = {"number": "n", "form": "online", "purpose": "request", "region": "230103"}
    case = Case(**fields, plain_title="t", plain_text="x", petitioner=petitioner, people=1)

    before = "be95e12144a93b9144ace94f9fc975808eeca2fa755947332bcebd23a6f75bff"  # of the first edition
    assert petition_digest(case) == before


def test_an_unnamed_letter_keeps_no_trace_of_a_name_and_nobody_is_told() -> None:
    unnamed = Person("也许写了", "230103195804040025", "13800138000", "南岗区", id_type="resident", anonymous=True)
    case = told(petitioner=unnamed).written().forwarded("NG-XF").now

    who = Petitioner.objects.get(pk=case.petitioner_id)
    assert (who.name, who.id_number, who.phone, who.id_type, who.address) == ("匿名", "", "", "", "南岗区")
    assert not Notice.objects.exists()
    assert list(verify()) == []


def test_an_unnamed_letter_needs_no_name_at_all() -> None:
    assert told(petitioner=Person("", anonymous=True)).written().now.petitioner.name == "匿名"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"petitioner": replace(WANG, anonymous=True)}, "只有来信可以匿名登记"),
        ({"petitioner": replace(WANG, signers=NEIGHBOURS)}, "人数不能少于 12"),
        ({"people": 12, "petitioner": replace(WANG, signers=(Signer("同名"),) * 2)}, "写了两次"),
        ({"petitioner": replace(WANG, agents=(replace(SON, scope="all"),))}, "写明代理人王小明的权限"),
        ({"petitioner": replace(WANG, agents=(replace(SON, id_type="card"),))}, "证件类型“card”不认识"),
        ({"petitioner": replace(WANG, id_type="card")}, "证件类型“card”不认识"),
        ({"petitioner": replace(WANG, id_number="230103195804040026")}, "身份证号码有一位不对"),
        ({"people": 2, "petitioner": replace(WANG, signers=(Signer("李\x00"),))}, "不能保存的字符"),
        ({"people": 2, "petitioner": replace(WANG, signers=(Signer("李", phone="1" * 301),))}, "太长"),
        ({"content": "777777"}, "没有内容分类代码“777777”"),
        ({"region": "230103999"}, "没有这个街道、乡镇"),
        ({"region": "230103999001"}, "没有这个街道、乡镇"),
        ({"region": "2301030180"}, "应为 6、9 或 12 位数字"),
        ({"region": "２３０１０３"}, "应为 6、9 或 12 位数字"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        told(**changes).submitted()

    assert not Petitioner.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept", "because"),
    [
        ("230103018", "230103018", "a street that the tree knows"),
        ("230103018000", "230103018", "the same, filled up to twelve"),
        ("230103018201", "230103018201", "a village of that street"),
        ("230103000000", "230103", "a county, filled up"),
        ("230103000", "230103", "a county, filled up to nine"),
        ("230111008", "230111008", "a street of a county whose streets nobody knows"),
        ("440300001", "440300001", "another province"),
    ],
)
def test_a_place_is_known_down_to_the_village(given: str, kept: str, because: str) -> None:
    assert told(region=given).submitted().now.region == kept, because


def test_a_content_code_alone_gives_the_category_its_name() -> None:
    case = told(content="030201", category="").submitted().now
    assert (case.category, case.content) == ("城乡建设", "030201")
    assert told(content="602015", category="").submitted().now.category == "城乡建设"


def test_a_name_of_rare_characters_is_kept_to_the_last_one() -> None:
    name = "阿依古丽·\U0002ebf0\U0002ee5d𠮷"
    case = told(petitioner=Person(name)).submitted().now
    assert Petitioner.objects.get(pk=case.petitioner_id).name == name


def test_a_list_of_signers_is_kept_without_what_is_empty() -> None:
    case = told(people=2, petitioner=replace(WANG, signers=(Signer(" 阿依古丽・买买提 "),))).submitted().now
    assert case.petitioner.signers == [{"name": "阿依古丽·买买提"}]


def test_a_past_life_brings_its_people_along() -> None:
    from wangfang.records.cases.living import PastLife, take_in
    from wangfang.rules.facts import Step

    tale = told(people=12)
    petition = replace(ROOF, to="NG", people=12, form=Form.VISIT, petitioner=replace(WANG, signers=NEIGHBOURS))
    take_in([PastLife(petition, [(Step.REGISTER, tale.act(tale.clerk("NG")), {})])])

    assert [asdict(one) for one in Petitioner.objects.get().joint] == [asdict(one) for one in NEIGHBOURS]
    assert list(verify()) == []
