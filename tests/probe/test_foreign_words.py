"""Is what a form or body names accepted only when it is within reach: receivers, cases, papers, files, drafts?

Each row is first taken as it should be, so that a refusal afterwards is about the word and nothing else. A step or form
that names an agency, a case or a row gets a row here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.probe.asking import JSON, Told, body_of, key_in, told
from tests.probe.rows import changed, digests
from tests.probe.world import Lived, Visitor, World
from wangfang.records.cases import lookups
from wangfang.records.files import keep
from wangfang.rules.facts import Step
from wangfang.rules.refusal import Refused

OUT_OF_REACH = ("HL-ZJ", "HL", "HRB", "HRB-LB", "XX-1", "")
"""Agencies of another district, above, of no receiving kind, and none at all."""


@dataclass(frozen=True)
class Naming:
    """A step that names an agency: who takes it on which case, with what that is right, and which word is foreign."""

    step: Step
    course: str
    by: str
    said: dict[str, object]
    key: str = "to"
    foreign: tuple[str, ...] = OUT_OF_REACH


WHY: dict[str, object] = {"why": "不属于本机关职责范围"}
NAMINGS = (
    Naming(Step.FORWARD, "NG registered", "clerk-right", {"to": "NG-XF"}, foreign=(*OUT_OF_REACH, "NG")),
    Naming(Step.FORWARD, "NG registered", "clerk-right", {"to": "NG-XF", "co": ["NG-HX"]}, "co"),
    Naming(Step.ASSIGN, "NG registered", "clerk-right", {"to": "NG-XF", "due_on": "2017-12-01"}),
    Naming(Step.ASSIGN, "NG registered", "clerk-right", {"to": "NG-XF", "due_on": "2017-12-01", "co": ["NG-HX"]}, "co"),
    Naming(
        Step.DECIDE_RETURN,
        "NG objected",
        "clerk-right",
        {"agree": True, "to": "NG-HX", **WHY},
        foreign=OUT_OF_REACH[:-1],
    ),  # without a receiver it comes back to the sender
    Naming(
        Step.PROPOSE,
        "NG closed",
        "clerk-right",
        {"to": "NG-XF", "kind": "improve", "text": "请完善屋面维修的制度。"},
        foreign=("XX-1", ""),
    ),  # what is to be learned may go to any organ that there is
)


def _takes(visitor: Visitor, case: Lived, step: str, said: dict[str, object]) -> int:
    assert visitor.actor is not None
    address = reverse("api:act", args=[case.number])
    body = {"step": step, "expected_version": lookups.open_case(case.number, visitor.actor).steps_taken, "detail": said}
    headers = {"Authorization": f"Bearer {visitor.token}"}
    return visitor.client.post(address, body, content_type=JSON, headers=headers).status_code


@pytest.mark.parametrize("naming", NAMINGS, ids=lambda one: f"{one.step} {one.course} {one.key}")
def test_no_agency_out_of_reach_is_accepted(naming: Naming, world: World) -> None:
    visitor, case = world.visitors[naming.by], world.case(naming.course)
    with transaction.atomic():
        assert _takes(visitor, case, naming.step, naming.said) == 200
        transaction.set_rollback(True)
    before = digests()
    foreign = {code: [code] if naming.key == "co" else code for code in naming.foreign if code or naming.key != "co"}
    answers = {
        code: _takes(visitor, case, naming.step, {**naming.said, naming.key: value}) for code, value in foreign.items()
    }
    assert {code: status for code, status in answers.items() if status != 422} == {}
    assert changed(before) == []


def test_an_accusation_goes_neither_to_whom_it_accuses_nor_below(world: World) -> None:
    told_of = world.case("NG bureau accused").told
    with transaction.atomic():
        assert replace(told_of).on("2017-09-01 09:00").forwarded("HL").now.state == "routing"
        transaction.set_rollback(True)
    before = digests()
    for code in ("NG", "NG-XF", "NG-JW"):
        with pytest.raises(Refused):
            replace(told_of).on("2017-09-01 09:00").forwarded(code)
    assert changed(before) == []


@pytest.mark.parametrize("name", ["desk:forward", "desk:assign", "desk:register-forward"])
def test_no_receiver_out_of_reach_is_accepted_from_a_form(name: str, world: World) -> None:
    visitor = world.visitors["clerk-right"]
    case = world.case("NG waiting" if "register" in name else "NG registered")
    address, typed = reverse(name, args=[case.number]), {"due_on": "2017-12-01"}
    with transaction.atomic():
        assert visitor.client.post(address, {**typed, "to": "NG-XF", "to_code": "NG-XF"}).status_code == 302
        transaction.set_rollback(True)
    before = digests()
    for code in ("HL-ZJ", "HRB", "XX-1"):
        for said in ({"to": code, "to_code": code}, {"to": "NG-XF", "co": code}):
            assert visitor.client.post(address, {**typed, **said}).status_code == 422, said
    assert changed(before) == []


def test_a_case_is_merged_only_into_one_that_may_be_seen_and_a_hidden_one_is_none(world: World) -> None:
    visitor, case = world.visitors["clerk-right"], world.case("NG registered")
    hidden = [one.number for one in world.cases if (visitor.name, one.number) not in world.seen]
    missing, seen = "20170822-999999", world.case("NG waiting").number
    address = reverse("desk:merge", args=[case.number])
    with transaction.atomic():
        assert visitor.client.post(address, {"into": seen, "why": "同一件事"}).status_code == 302
        transaction.set_rollback(True)
    before = digests()
    none = _told(visitor.client.post(address, {"into": missing, "why": "同一件事"}), missing)
    for number in hidden[:6]:
        assert _told(visitor.client.post(address, {"into": number, "why": "同一件事"}), number) == none
        assert _takes(visitor, case, "merge", {"into": number, "why": "同一件事"}) == 404
    assert none.status == 422
    assert changed(before) == []


def _told(answer: object, number: str) -> Told:
    return told(answer, number)  # type: ignore[arg-type]  # the client's own answer


def test_papers_files_and_drafts_of_another_case_are_none_under_the_number_of_ones_own(world: World) -> None:
    visitor, own, other = world.visitors["officer-right"], world.case("NG drafted"), world.case("HL drafted")
    letter = next(one.pk for one in lookups.papers(own.told.now) if one.kind == "acceptance_notice")
    keys = {
        "desk:paper": letter,
        "desk:paper-pdf": letter,
        "desk:paper-docx": letter,
        "files:file": key_in(own, "files:file"),
    }
    for name, key in keys.items():
        answer = visitor.client.get(reverse(name, args=[own.number, key]))
        assert (answer.status_code, body_of(answer) != b"") == (200, True), name
        assert visitor.client.get(reverse(name, args=[own.number, key_in(other, name)])).status_code == 404, name
    assert visitor.client.get(reverse("desk:draft", args=[own.number, 1])).status_code == 200
    assert visitor.client.get(reverse("desk:draft", args=[other.number, 1])).status_code == 404


def test_a_citizen_reads_no_paper_of_another_and_drops_no_file_of_another(world: World) -> None:
    own, other = world.case("NG closed"), world.case("HL closed")
    citizen = Client()
    citizen.post(reverse("portal:follow"), {"number": own.number, "code": own.told.code})
    mine = {paper.pk for paper in lookups.papers(own.told.now)}
    read = {key for key in mine if citizen.get(reverse("portal:paper", args=[key])).status_code == 200}
    assert read != set()
    before = digests()
    for paper in lookups.papers(other.told.now):
        for name in ("portal:paper", "portal:paper-pdf"):
            assert citizen.get(reverse(name, args=[paper.pk])).status_code == 404
    citizen.post(reverse("portal:what"), {"drop": str(key_in(other, "files:file"))})
    assert keep.kept_for(other.number) != []
    assert [table for table in changed(before) if table != "cases_draft"] == []


def test_a_letter_is_registered_at_no_bureau_but_ones_own(world: World) -> None:
    visitor = world.visitors["clerk-right"]
    said = {"form": "letter", "title": "漏雨", "text": "顶楼漏雨", "region": "230103", "petitioner": {"name": "王秀兰"}}
    headers = {"Authorization": f"Bearer {visitor.token}", "Idempotency-Key": "a-letter"}

    def sent(**more: str) -> int:
        return visitor.client.post(
            reverse("api:cases"), {**said, **more}, content_type=JSON, headers=headers
        ).status_code

    before = digests()
    assert [sent(to=code) for code in ("HL", "HRB", "HL-ZJ", "XX-1")] == [422] * 4
    assert changed(before) == []
    assert sent() == 201


def test_the_next_case_asked_for_after_an_act_is_shown_only_to_who_may_see_it(world: World) -> None:
    visitor, case = world.visitors["clerk-right"], world.case("NG registered")
    hidden = next(one for one in world.cases if (visitor.name, one.number) not in world.seen)
    typed = {"to": "NG-XF", "to_code": "NG-XF", "next": hidden.number}
    answer = visitor.client.post(reverse("desk:forward", args=[case.number]), typed, headers={"HX-Request": "true"})
    assert [word for word in hidden.cage.held.values() if word in answer.content.decode()] == []
