"""Do the papers say, word for word, what the petitioner is to read?"""

from __future__ import annotations

import pytest

from tests.records.printing.bodies import BODIES
from tests.records.printing.papers import texts
from wangfang.records.printing.phrases import in_words
from wangfang.records.printing.shapes import column, table
from wangfang.records.printing.wording import letter
from wangfang.rules.papers import PaperKind

OPENING = "您于2017年8月22日提出的“南岗区辽河小区顶楼漏雨”信访事项（编号230822-0482）"
SENT_ON = "，由南岗区信访局转送我单位。经审查，该事项属于我单位职责范围，根据《信访条例》第二十二条的规定，"
LONGER = "情况复杂的，经本单位负责人批准，可以延长办理期限，延长不超过30日，并告知您延期理由。"

SENTENCES = {
    PaperKind.PROCEDURAL_NOTICE: [
        OPENING
        + "，我单位已经收到并予以登记。根据《信访条例》第二十一条的规定，已于2017年8月22日转送先锋路街道办事处。",
        "有权处理的机关、单位自收到之日起15日内决定是否受理，并书面告知您。",
        "本告知书是程序性告知，只说明您反映的事项已经收到和转送，不是受理决定。办理期间，请不要就同一事项重复提出。",
    ],
    PaperKind.ACCEPTANCE_NOTICE: [
        OPENING + SENT_ON + "决定自2017年8月23日起予以受理。",
        "我单位将在2017年10月23日前（含当日）办结，并书面答复您。" + LONGER,
        "办理期间，请不要就同一事项重复提出。",
    ],
    PaperKind.DECLINE_NOTICE: [
        OPENING + "，经审查，根据《信访条例》第二十一条、第二十二条的规定，我单位不予受理。",
        "一、不予受理的理由",
        "该事项已由人民法院立案审理。",
        "二、您可以怎样做",
        "请按诉讼程序向人民法院提出。",
    ],
    PaperKind.OPINION: [
        OPENING + "，由南岗区信访局转送，我单位于2017年8月23日受理，现已办理完毕，答复如下。",
        "一、您的请求",
        "请求修缮屋面。",
        "二、查明的情况和理由",
        "5栋屋面防水层老化，702室等3户渗漏属实。",
        "三、处理意见和依据",
        "9月1日已更换防水卷材86平方米。",
        "依据：《信访条例》第三十二条",
        "四、您的权利",
        "如不服本意见，可以自收到本意见书之日起30日内，向南岗区人民政府申请复查。",
    ],
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_each_paper_word_for_word(kind: PaperKind) -> None:
    assert texts(letter(kind, BODIES[kind])["blocks"]) == SENTENCES[kind]


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        (PaperKind.PROCEDURAL_NOTICE, "根据《信访工作条例》第二十二条的规定"),
        (PaperKind.ACCEPTANCE_NOTICE, "根据《信访工作条例》第二十三条的规定"),
        (PaperKind.DECLINE_NOTICE, "根据《信访工作条例》第二十三条的规定"),
    ],
)
def test_from_may_2022_a_notice_stands_on_the_new_law(kind: PaperKind, law: str) -> None:
    new = letter(kind, {**BODIES[kind], "issued_on": "2022-05-01"})
    last = letter(kind, {**BODIES[kind], "issued_on": "2022-04-30"})
    assert law in texts(new["blocks"])[0]
    assert law not in texts(last["blocks"])[0]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"forwarded_to": ""}, "根据《信访条例》第二十一条的规定，将转送有权处理的机关、单位。"),  # registered only
        ({"forwarded_on": ""}, "根据《信访条例》第二十一条的规定，现转送先锋路街道办事处。"),  # the day not yet known
    ],
)
def test_a_procedural_notice_says_how_far_the_case_has_come(changed: dict[str, str], sentence: str) -> None:
    body = {**BODIES[PaperKind.PROCEDURAL_NOTICE], **changed}
    assert texts(letter(PaperKind.PROCEDURAL_NOTICE, body)["blocks"])[0].endswith(sentence)


def test_a_procedural_notice_tells_how_to_look_up_the_case_when_it_is_given() -> None:
    body = {**BODIES[PaperKind.PROCEDURAL_NOTICE], "query": "凭查询码查询。"}
    assert texts(letter(PaperKind.PROCEDURAL_NOTICE, body)["blocks"])[-1] == "凭查询码查询。"


def test_a_case_brought_directly_names_no_sender() -> None:
    body = {**BODIES[PaperKind.OPINION], "source_organ": "", "accepted_on": ""}
    assert texts(letter(PaperKind.OPINION, body)["blocks"])[0] == OPENING + "，现已办理完毕，答复如下。"
    accepted = {**BODIES[PaperKind.ACCEPTANCE_NOTICE], "source_organ": ""}
    assert "转送" not in texts(letter(PaperKind.ACCEPTANCE_NOTICE, accepted)["blocks"])[0]


@pytest.mark.parametrize(
    ("contact", "phone", "after"),
    [
        ("李明", "0451-82600000", ["联系人：李明　　联系电话：0451-82600000"]),
        ("", "0451-82600000", ["联系电话：0451-82600000"]),
        ("", "", []),
    ],
)
def test_whom_to_ask_stands_under_the_text(contact: str, phone: str, after: list[str]) -> None:
    body = {**BODIES[PaperKind.OPINION], "contact": contact, "phone": phone}
    assert letter(PaperKind.OPINION, body)["after"] == after


def test_a_proof_of_service_is_a_form_without_red_head() -> None:
    sheet = letter(PaperKind.SERVICE_RECEIPT, BODIES[PaperKind.SERVICE_RECEIPT])
    assert sheet["red_head"] is False
    (form,) = sheet["blocks"]
    assert form["kind"] == "form"
    assert form["rows"][:7] == [
        ["信访事项编号", "230822-0482"],
        ["送达的文书", "《信访事项处理意见书》"],
        ["文号", "先街信意字〔2017〕23号"],
        ["受送达人", "王**"],
        ["送达地点", ""],
        ["送达方式", "直接送达"],
        ["送达日期", "2017年9月1日"],
    ]


def test_days_are_written_in_words_without_leading_zeros() -> None:
    assert in_words(" 2017-09-01 ") == "2017年9月1日"


def test_a_row_that_does_not_fit_its_table_is_a_mistake_of_the_program() -> None:
    columns = [column("甲"), column("乙")]
    with pytest.raises(ValueError, match="a row of 1 texts in a table of 2 columns"):
        table("", columns, [["1", "2"]], foot=["3"])
