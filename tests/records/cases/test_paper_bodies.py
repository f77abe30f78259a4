"""Does every paper find in the life of its case what must stand in it?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.lives import CITY, Told, life, told
from tests.rules.test_papers_owed import ACCEPTED, ARRIVED, CLOSED, IN_REVIEW, OBJECTED, OWED, REGISTERED, REVIEWED
from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.models import Case, Paper
from wangfang.records.cases.papers import owed, sheet_data
from wangfang.records.people.models import Petitioner
from wangfang.records.printing.wording import letter
from wangfang.rules.duties import Law
from wangfang.rules.facts import Life
from wangfang.rules.papers import PaperKind

KEYS = {code: key for key, code in enumerate(CITY, start=1)}
FOUND = Tree(CITY, {key: code for code, key in KEYS.items()}, KEYS, Law())
WHY = {"why": "有理由", "note": "写明的情况", "text": "写明的意见", "conclusion": "support", "into": "20170801-000007"}
SAYS: dict[str, dict[str, object]] = {
    "serve": {"method": "direct", "proof": "王秀兰签收"},
    "pause": {"why": "appraisal"},
    "decide_review": {"outcome": "uphold"},
    "decide_recheck": {"outcome": "redo"},
    "finalize": {"ground": "lapsed"},
}
NOW = "2017-10-20 09:00"


def case() -> Case:
    """Return the leaking roof, not stored."""
    who = Petitioner()
    who.name, who.id_number, who.phone = "王秀兰", "230103195804000026", "13800138000"
    who.address = "辽河小区5栋702"
    return Case(
        number="20170822-000001", petitioner=who, plain_title="顶楼漏雨", plain_text="请修缮屋面。",
        form="online", purpose="request", region="230103018", plain_address="辽河小区", people=1,
    )  # fmt: skip


def papers_of(*acts: Told) -> dict[str, Paper]:
    """Return the papers that the last of these acts owes, by kind; what the acts leave out they say in short."""
    lived = life(*acts)
    events = tuple(replace(e, detail={**WHY, **SAYS.get(e.step, {}), **e.detail}) for e in lived.events)
    return {paper.kind: paper for paper in owed(case(), Life(lived.case, events, CITY), FOUND)}


@pytest.mark.parametrize(("before", "now", "kinds"), OWED, ids=[f"{nth}-{row[1].step}" for nth, row in enumerate(OWED)])
def test_each_paper_is_complete_and_can_be_read(before: tuple[Told, ...], now: Told, kinds: list[PaperKind]) -> None:
    made = papers_of(*before, now)
    assert list(made) == kinds
    for kind, paper in made.items():
        sheet = letter(PaperKind(kind), {key: str(text) for key, text in sheet_data(paper).items()})
        assert sheet["blocks"]
        assert "None" not in str(sheet)


@pytest.mark.parametrize(
    ("before", "now", "kind", "addressee"),
    [
        (REGISTERED, told(NOW, "forward", "D", "D-JD"), "forwarding_slip", "街道办事处"),
        (ARRIVED, told(NOW, "request_return", "D-JD"), "return_letter", "区信访局"),  # back to the sender
        (OBJECTED, told(NOW, "decide_return", "D", agree=False), "return_decision", "街道办事处"),
        (OBJECTED, told(NOW, "decide_return", "D", "D-ZJ", agree=True), "return_decision", "街道办事处"),
        (OBJECTED, told(NOW, "decide_return", "D", "D-ZJ", agree=True), "forwarding_slip", "区住建局"),
        (OBJECTED, told(NOW, "arbitrate", "C", "D-JD"), "arbitration_ruling", "街道办事处"),
        (ACCEPTED, told(NOW, "hand_over", "", "D-ZJ"), "handing_over_note", "区住建局"),
        (ACCEPTED, told(NOW, "assist", "D-ZJ"), "assist_answer", "街道办事处"),  # to the lead
        (ACCEPTED, told(NOW, "urge", "D"), "urging_note", "街道办事处"),
        (REGISTERED, told(NOW, "divert", "D", "C-JW"), "transfer_letter", "市纪委监委"),
        (REGISTERED, told(NOW, "divert", "D", organ="仲裁委员会"), "transfer_letter", "仲裁委员会"),
        (CLOSED, told(NOW, "propose", "D", "D-JD", kind="improve"), "improvement_proposal", "街道办事处"),
        (ACCEPTED, told(NOW, "report_urgent", "D-JD"), "urgent_report", "区信访局"),  # to the bureau above
        (ACCEPTED, told(NOW, "report_urgent", "D-JD", "P"), "urgent_report", "省信访局"),
        (REGISTERED, told(NOW, "report_urgent", "P"), "urgent_report", "上级党委和政府"),  # nobody above in the tree
    ],
)
def test_a_letter_goes_to_the_organ_it_concerns(before: tuple[Told, ...], now: Told, kind: str, addressee: str) -> None:
    assert papers_of(*before, now)[kind].body["addressee"] == addressee


def test_an_answer_to_a_proposal_goes_to_whoever_proposed() -> None:
    proposed = told("2017-10-10 09:00", "propose", "C", "D-JD", kind="policy")
    made = papers_of(*CLOSED, proposed, told(NOW, "answer_proposal", "D-JD"))
    assert made["proposal_answer"].body["addressee"] == "市信访局"


def test_a_lead_and_its_helpers_stand_on_the_slip() -> None:
    body = papers_of(*REGISTERED, told(NOW, "forward", "D", "D-JD", co=["D-ZJ", "D-ZJ-1"]))["forwarding_slip"].body
    assert (body["lead"], body["assisting"]) == ("街道办事处", "区住建局、区房屋维修中心")


def test_both_papers_of_an_extension_name_the_new_day() -> None:
    made = papers_of(*ACCEPTED, told("2017-10-10 09:00", "extend", "D-JD", days=30))
    assert made["extension_notice"].body["due_on"] == made["extension_approval"].body["due_on"] == "2017-11-21"
    assert made["extension_approval"].body["approved_by"] == "张三"
    assert "approved_by" not in made["extension_notice"].body


def test_an_arbitration_is_copied_to_those_who_disagreed() -> None:
    body = papers_of(*OBJECTED, told(NOW, "arbitrate", "C", "D-ZJ"))["arbitration_ruling"].body
    assert body["copies"] == "街道办事处、区信访局"


def test_each_opinion_names_the_next_organ_up() -> None:
    review = papers_of(*IN_REVIEW, told(NOW, "decide_review", "C-FC"))["review_opinion"].body
    assert review["review_organ"] == "省人民政府"
    assert "向省人民政府申请复核" in review["remedy"]
    assert review["respondent"] == "街道办事处"
    recheck = papers_of(*REVIEWED, told(NOW, "request_recheck"))["recheck_application"].body
    assert (recheck["respondent"], recheck["organ"]) == ("市复查复核办", "省人民政府")


def test_the_registration_form_hides_what_nobody_needs() -> None:
    body = papers_of(told(NOW, "submit", to="D"), told(NOW, "register", "D"))["registration_form"].body
    assert (body["id_number"], body["phone"]) == ("230***********0026", "138****8000")
    assert body["region"] == "区街道"


def test_a_service_that_was_replayed_without_proof_shows_none() -> None:
    served = told(NOW, "serve", "D-JD", method="post", proof="")
    opinion = told("2017-09-01 09:00", "issue_opinion", "D-JD")
    assert "proof" not in papers_of(*ACCEPTED, opinion, served)["service_receipt"].body
