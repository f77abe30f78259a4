"""Does the form for letters, visits and calls take in everybody behind a petition, and say beside which field what is wrong?"""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.test_intake import LETTER, PAGE, all_cases
from wangfang.records.cases.models import Case
from wangfang.records.files import keep
from wangfang.rules.joint import Signer

pytestmark = pytest.mark.django_db
LIST = "\n".join(
    [
        "李建国 230103198001011232 13800138001 代表",
        "John Q. Smith E12345678 代表",
        *(f"邻居{sign}" for sign in "甲乙丙丁戊己庚辛壬"),
    ]
)
VISIT = LETTER | {"form": "visit", "people": "12", "signers": LIST, "id_number": "230103195804040025"}
AGENT = {
    "agents": "赵律师 13800138009",
    "agent_relation": "律师",
    "agent_scope": "special",
    "agent_authorisation": "2017年8月20日签",
}


def only() -> Case:
    """Return the one case that came in."""
    return Case.objects.select_related("petitioner").get()


def test_a_group_visit_of_twelve_is_registered_and_shown_without_names(enter: Enter) -> None:
    client = enter("NG")
    client.post(PAGE, VISIT | AGENT)
    case = only()
    assert len(case.petitioner.joint) == 11
    assert case.petitioner.joint[1] == Signer("John Q. Smith", "passport", "E12345678", represents=True)
    page = client.get(reverse("desk:case", args=[case.number])).content.decode()
    shown = ("集体访 12 人", "王**、李**、J**", "11 人：李**", "赵** · 律师 · 138****8009 · 特别授权 · 2017年8月20日签")
    assert [words for words in shown if words not in page] == []
    assert [word for word in ("李建国", "Smith", "E12345678", "赵律师") if word in page] == []


def test_an_unnamed_letter_is_registered_under_no_name(enter: Enter) -> None:
    client = enter("NG")
    client.post(PAGE, LETTER | {"anonymous": "on", "name": ""})
    assert only().petitioner.anonymous
    assert "匿名" in client.get(reverse("desk:case", args=[only().number])).content.decode()


def test_a_letter_of_authority_comes_along_as_a_file(enter: Enter) -> None:
    paper = SimpleUploadedFile("委托书.pdf", SAMPLES["pdf"], "application/pdf")
    enter("NG").post(PAGE, LETTER | AGENT | {"agent_authorisation": "", "agent_upload": paper})
    assert only().petitioner.acting[0].authorisation == "委托书.pdf"
    assert [file.name for file in keep.kept_for(only().number)] == ["委托书.pdf"]


def test_a_class_of_the_third_level_keeps_its_code_and_the_first_level_its_name(enter: Enter) -> None:
    client = enter("NG")
    client.post(PAGE, LETTER | {"category": "030201"})
    assert (only().category, only().content) == ("城乡建设", "030201")
    assert "城乡建设/住房与房地产/质量与维修" in client.get(reverse("desk:case", args=[only().number])).content.decode()


def test_a_class_of_the_first_level_needs_no_code(enter: Enter) -> None:
    enter("NG").post(PAGE, LETTER | {"category": "城乡建设"})
    assert (only().category, only().content) == ("城乡建设", "")


def test_a_street_of_the_county_is_kept_as_its_code(enter: Enter) -> None:
    enter("NG").post(PAGE, LETTER | {"street": "先锋路街道"})
    assert all_cases()[0].region == "230103018"


def test_a_permit_of_hong_kong_is_taken(enter: Enter) -> None:
    enter("NG").post(PAGE, LETTER | {"id_type": "hk_macao_permit", "id_number": "h12345678"})
    assert (only().petitioner.id_type, only().petitioner.id_number) == ("hk_macao_permit", "H12345678")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"anonymous": "on", "form": "visit"}, "anonymous", "只有来信可以匿名登记"),
        ({"anonymous": "on", "signers": "李建国", "people": "2"}, "anonymous", "没有联名人和代理人"),
        ({"name": " "}, "name", "填写信访人姓名"),
        ({"id_type": "taiwan_permit", "id_number": "12"}, "id_number", "台湾居民来往大陆通行证号码是 8 位数字"),
        ({"id_type": "card"}, "id_type", "从列出的几项里选一项"),
        ({"signers": "李建国 230103198001011233", "people": "2"}, "signers", "第 1 行：身份证号码有一位不对"),
        ({"signers": "李建国\n李建国", "people": "3"}, "signers", "“李建国”写了两次"),
        ({"signers": "\n".join(f"邻{n} 代表" for n in "甲乙丙丁戊"), "people": "9"}, "signers", "代表最多 5 人"),
        ({"signers": LIST, "people": "11"}, "people", "人数不能少于 12"),
        (AGENT | {"agent_scope": ""}, "agents", "写明代理人赵律师的权限"),
        (AGENT | {"agent_authorisation": ""}, "agents", "要有授权委托书"),
        (AGENT | {"agents": "赵一\n钱二\n孙三"}, "agents", "代理人最多 2 人"),
        (AGENT | {"agents": "赵一 H12345678 E12345678"}, "agents", "第 1 行：一行只写一个人"),
        (AGENT | {"agents": ""}, "agents", "写一下代理人的姓名"),
        ({"street": "月亮街道"}, "street", "没有这个街道"),
        ({"category": "999999"}, "category", "从列出的几项里选一项"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(enter: Enter, typed: dict[str, str], field: str, sentence: str) -> None:
    answer = enter("NG").post(PAGE, LETTER | typed)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert all_cases() == []


def test_the_page_offers_what_is_in_force_today(enter: Enter) -> None:
    page = enter("NG").get(PAGE).content.decode()
    assert "自然资源" in page
    assert "国土资源" not in page
    assert '<option value="030201">住房与房地产 / 质量与维修</option>' in page
    assert '<option value="先锋路街道">' in page
