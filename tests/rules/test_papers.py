"""Which papers are owed, what must stand in them, how are they named, numbered and refused?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.papers import (
    CONCLUSION_SENTENCES,
    METHOD_WORDS,
    CannotNumber,
    Conclusion,
    Incomplete,
    Method,
    Missing,
    NoReviewOrgan,
    PaperKind,
    basis_of,
    blanks,
    missing_in,
    number,
    remedy,
    require_complete,
    title_of,
)

COMMON = {
    "issuer": "先锋路街道办事处",
    "addressee": "王某",
    "case_number": "230822-0482",
    "issued_on": "2017-09-01",
    "matter": "顶楼漏雨",
    "submitted_on": "2017-08-22",
}
PROCEDURAL = {**COMMON, "forwarded_to": "先锋路街道办事处", "forwarded_on": "2017-08-22"}
ACCEPTANCE = {**COMMON, "accepted_on": "2017-08-23", "due_on": "2017-10-23"}
DECLINE = {**COMMON, "reason": "法院已立案", "route": "向法院提出"}
OPINION = {
    **COMMON,
    "request": "修缮屋面",
    "facts": "渗漏属实",
    "opinion": "已更换防水卷材",
    "basis": "《信访条例》第三十二条",
    "review_organ": "南岗区人民政府",
    "remedy": remedy("南岗区人民政府"),
}
RECEIPT = {
    **COMMON,
    "paper_title": "信访事项处理意见书",
    "paper_number": "先街信意字〔2017〕23号",
    "method": "direct",
    "served_on": "2017-09-01",
}
COMPLETE = {
    PaperKind.PROCEDURAL_NOTICE: PROCEDURAL,
    PaperKind.ACCEPTANCE_NOTICE: ACCEPTANCE,
    PaperKind.DECLINE_NOTICE: DECLINE,
    PaperKind.OPINION: OPINION,
    PaperKind.SERVICE_RECEIPT: RECEIPT,
}


def test_every_kind_of_paper_has_its_row_its_title_and_its_series() -> None:
    assert set(blanks()) == set(PaperKind)
    assert len({blank.title for blank in blanks().values()}) == len(PaperKind)
    assert {blank.series[0] + blank.series[-1] for blank in blanks().values()} == {"信字"}


def test_the_two_notices_of_acceptance_cannot_be_taken_for_each_other() -> None:
    assert title_of(PaperKind.PROCEDURAL_NOTICE) == "信访事项程序性受理告知书"
    assert title_of(PaperKind.ACCEPTANCE_NOTICE) == "信访事项实体性受理告知书"
    assert [missing.field for missing in missing_in(PaperKind.ACCEPTANCE_NOTICE, PROCEDURAL)] == [
        "accepted_on", "due_on", "forwarded_to", "forwarded_on",
    ]  # fmt: skip
    assert [missing.field for missing in missing_in(PaperKind.PROCEDURAL_NOTICE, ACCEPTANCE)] == [
        "accepted_on", "due_on",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "short", "written"),
    [
        (PaperKind.PROCEDURAL_NOTICE, "南岗", "南岗信程字〔2017〕12号"),
        (PaperKind.ACCEPTANCE_NOTICE, "南岗", "南岗信受字〔2017〕12号"),
        (PaperKind.DECLINE_NOTICE, " 先街 ", "先街信不受字〔2017〕12号"),  # spaces typed around it
        (PaperKind.OPINION, "先街", "先街信意字〔2017〕12号"),
        (PaperKind.SERVICE_RECEIPT, "先街", "先街信送字〔2017〕12号"),
    ],
)
def test_a_number_has_agency_kind_year_in_full_and_serial(kind: PaperKind, short: str, written: str) -> None:
    assert number(kind, short, 2017, 12) == written


@pytest.mark.parametrize(
    ("short", "year", "serial"),
    [
        ("", 2017, 1),  # whose paper
        ("　 ", 2017, 1),  # nothing but spaces
        ("南岗", 17, 1),  # the year in short
        ("南岗", 20177, 1),  # a slip of the finger
        ("南岗", 2017, 0),  # before the first
    ],
)
def test_a_paper_that_cannot_be_numbered_is_refused(short: str, year: int, serial: int) -> None:
    with pytest.raises(CannotNumber, match="信访事项处理意见书") as refused:
        number(PaperKind.OPINION, short, year, serial)
    assert refused.value.source == "GB/T 9704—2012 7.2.5"


@given(st.integers(1, 10**9), st.sampled_from(PaperKind), st.sampled_from(PaperKind))
def test_papers_of_two_kinds_never_share_a_number(serial: int, one: PaperKind, other: PaperKind) -> None:
    same = number(one, "南岗", 2017, serial) == number(other, "南岗", 2017, serial)
    assert same is (one is other)


@pytest.mark.parametrize(
    ("served_on", "sentence"),
    [
        (None, "如不服本意见，可以自收到本意见书之日起30日内，向南岗区人民政府申请复查。"),
        (
            date(2017, 10, 11),  # + 30 = Fri 2017-11-10
            "如不服本意见，可以自收到本意见书之日起30日内（2017年11月10日前，含当日），向南岗区人民政府申请复查。",
        ),
        (
            date(2017, 9, 1),  # + 30 = 2017-10-01, in the long break; work begins again on 10-09
            "如不服本意见，可以自收到本意见书之日起30日内（2017年10月9日前，含当日），向南岗区人民政府申请复查。",
        ),
    ],
)
def test_the_remedy_names_organ_time_and_last_day(served_on: date | None, sentence: str) -> None:
    assert remedy(" 南岗区人民政府", served_on) == sentence


def test_a_remedy_without_an_organ_is_refused() -> None:
    with pytest.raises(NoReviewOrgan, match="哪个机关") as refused:
        remedy(" ")
    assert refused.value.source == "《信访工作条例》第三十五条"


def test_the_basis_follows_the_law_in_force_on_the_day() -> None:
    assert basis_of(date(2022, 4, 30)) == "《信访条例》第三十二条"
    assert basis_of(date(2022, 5, 1)) == "《信访工作条例》第三十二条"


def test_every_method_and_every_conclusion_has_its_words() -> None:
    assert set(METHOD_WORDS) == set(Method)
    assert [sentence[-5:] for sentence in CONCLUSION_SENTENCES.values()] == ["予以支持。", "解释说明。", "不予支持。"]
    assert set(CONCLUSION_SENTENCES) == set(Conclusion)


@pytest.mark.parametrize("kind", COMPLETE)
def test_a_complete_paper_misses_nothing(kind: PaperKind) -> None:
    assert missing_in(kind, COMPLETE[kind]) == ()
    require_complete(kind, COMPLETE[kind])


NEEDED = [
    (PaperKind.PROCEDURAL_NOTICE, "issuer", "《信访条例》第二十一条"),
    (PaperKind.PROCEDURAL_NOTICE, "matter", "《信访条例》第二十一条"),
    (PaperKind.PROCEDURAL_NOTICE, "submitted_on", "《信访条例》第二十一条"),
    (PaperKind.ACCEPTANCE_NOTICE, "addressee", "《信访条例》第二十二条"),
    (PaperKind.ACCEPTANCE_NOTICE, "accepted_on", "《信访条例》第二十二条"),
    (PaperKind.ACCEPTANCE_NOTICE, "due_on", "《信访条例》第三十三条"),  # 60 days
    (PaperKind.DECLINE_NOTICE, "reason", "《信访条例》第二十一条"),
    (PaperKind.DECLINE_NOTICE, "route", "《信访条例》第二十一条"),
    (PaperKind.OPINION, "case_number", "《信访条例》第三十二条"),
    (PaperKind.OPINION, "request", "《信访条例》第三十二条"),
    (PaperKind.OPINION, "facts", "《信访条例》第三十二条"),
    (PaperKind.OPINION, "opinion", "《信访条例》第三十二条"),
    (PaperKind.OPINION, "basis", "《信访条例》第三十二条"),
    (PaperKind.OPINION, "review_organ", "《信访条例》第三十四条"),
    (PaperKind.OPINION, "remedy", "《信访条例》第三十四条"),
    (PaperKind.SERVICE_RECEIPT, "paper_title", "《信访条例》第三十二条"),
    (PaperKind.SERVICE_RECEIPT, "paper_number", "《信访条例》第三十二条"),
    (PaperKind.SERVICE_RECEIPT, "method", "《信访条例》第三十二条"),
    (PaperKind.SERVICE_RECEIPT, "served_on", "《信访条例》第三十二条"),
]


@pytest.mark.parametrize("filled", ["", "　\n", None])
@pytest.mark.parametrize(("kind", "field", "source"), NEEDED)
def test_what_the_law_wants_is_missed_with_its_source(
    kind: PaperKind, field: str, source: str, filled: str | None
) -> None:
    body = {name: text for name, text in COMPLETE[kind].items() if name != field}
    if filled is not None:
        body[field] = filled
    assert [(missing.field, missing.source) for missing in missing_in(kind, body)] == [(field, source)]


@pytest.mark.parametrize(
    ("kind", "field", "source"),
    [
        (PaperKind.PROCEDURAL_NOTICE, "matter", "《信访工作条例》第二十二条"),
        (PaperKind.ACCEPTANCE_NOTICE, "accepted_on", "《信访工作条例》第二十三条"),
        (PaperKind.ACCEPTANCE_NOTICE, "due_on", "《信访工作条例》第三十四条"),
        (PaperKind.DECLINE_NOTICE, "reason", "《信访工作条例》第二十三条"),
        (PaperKind.OPINION, "facts", "《信访工作条例》第三十二条"),
        (PaperKind.OPINION, "remedy", "《信访工作条例》第三十五条"),
    ],
)
def test_from_may_2022_the_source_is_the_new_law(kind: PaperKind, field: str, source: str) -> None:
    body = {**COMPLETE[kind], "issued_on": "2022-05-01", field: ""}
    assert [missing.source for missing in missing_in(kind, body)] == [source]


def test_a_paper_without_its_day_is_measured_by_the_law_of_today() -> None:
    body = {**OPINION, "issued_on": ""}
    assert missing_in(PaperKind.OPINION, body) == (
        Missing("issued_on", "要写明出具日期", "《信访工作条例》第三十二条"),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "您可以申请复查。",  # neither to whom nor how long
        "可以自收到之日起30日内申请复查。",  # not to whom
        "可以向南岗区人民政府申请复查。",  # not how long
        "可以自收到之日起60日内，向南岗区人民政府申请复查。",  # the time of a lawsuit
        "可以自收到之日起30日内，向南岗区人民政府反映。",  # not what
        "可以自收到之日起30日内，向道里区人民政府申请复查。",  # another organ than the one of the paper
    ],
)
def test_an_opinion_whose_remedy_says_too_little_is_refused(sentence: str) -> None:
    with pytest.raises(Incomplete, match="30日内向哪个机关申请复查") as refused:
        require_complete(PaperKind.OPINION, {**OPINION, "remedy": sentence})
    assert [missing.field for missing in refused.value.missing] == ["remedy"]
    assert refused.value.source == "《信访条例》第三十四条"


def test_a_remedy_in_other_words_will_do() -> None:
    own = "不服的，请在收到后 30 日内到南岗区\n人民政府复查复核办公室要求复查。"
    assert missing_in(PaperKind.OPINION, {**OPINION, "remedy": own}) == ()


@pytest.mark.parametrize("day", ["2017-02-29", "2017年9月1日", "昨天", "2017-9-1", "9" * 5000])
def test_a_day_that_does_not_exist_is_reported(day: str) -> None:
    (found,) = missing_in(PaperKind.OPINION, {**OPINION, "submitted_on": day})
    assert (found.field, found.why) == ("submitted_on", f"日期“{day[:20]}”不成立，请写成2017-09-01的样子")


def test_a_way_of_service_that_does_not_exist_is_reported() -> None:
    (found,) = missing_in(PaperKind.SERVICE_RECEIPT, {**RECEIPT, "method": "carrier pigeon"})
    assert (found.field, found.why) == ("method", "送达方式只有直接、邮寄、电子、留置四种")


def test_a_refusal_names_the_paper_and_keeps_everything_that_is_missing() -> None:
    with pytest.raises(Incomplete, match="《信访事项不予受理告知书》还不能出具：要写明不予受理的理由") as refused:
        require_complete(PaperKind.DECLINE_NOTICE, {**DECLINE, "reason": "", "route": ""})
    assert [missing.field for missing in refused.value.missing] == ["reason", "route"]


@given(st.sampled_from(PaperKind), st.dictionaries(st.sampled_from(sorted(OPINION | RECEIPT)), st.text()))
def test_any_body_gets_an_answer_and_never_an_error(kind: PaperKind, body: dict[str, str]) -> None:
    assert {type(missing) for missing in missing_in(kind, body)} <= {Missing}
