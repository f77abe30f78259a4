"""Six whole lives: where the case lay and how long, which clocks ran, which papers it left, what was counted and told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import officer, person
from tests.records.cases import six_lives
from tests.stories import Story
from wangfang.interfaces.portal.progress import progress_of
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Duty
from wangfang.records.cases.verification import verify
from wangfang.records.notices.models import Notice
from wangfang.rules.drafting import drafts_of
from wangfang.rules.duties import duties_of
from wangfang.rules.facts import CHINA, Role, day_of
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.journey import hops_of, spans_of
from wangfang.rules.papers import PaperKind, is_for_petitioner
from wangfang.rules.refusal import Refused

RECEIVED = "已收到，编号 {}。凭编号和查询码可以查进度。"


def hops(told: Story) -> list[str]:
    """Return where the case lay: who, how it came there, and for how many days."""
    found = hops_of(lookups.life(told.now))
    return [f"{h.agency} {h.mode} {(day_of(h.left_at or h.arrived_at) - day_of(h.arrived_at)).days}" for h in found]


def clocks(told: Story) -> list[str]:
    """Return every clock: what, whose, under which limit, how many days from its start to its last, when it was met."""
    found = duties_of(lookups.life(told.now), tree().law)
    return [
        f"{d.kind} {d.owner} {d.limit.id} {(d.due_legal - day_of(d.started_at)).days} {d.due_legal:%m-%d} "
        f"{d.met_at.astimezone(CHINA) if d.met_at else date.max:%m-%d}"
        for d in found
    ]


def papers(told: Story) -> list[str]:
    """Return which papers were issued, one word each, those of the petitioner with a star."""
    found = (PaperKind(paper.kind) for paper in lookups.papers(told.now))
    return [f"{kind}{'*' if is_for_petitioner(kind) else ''}" for kind in found]


def rates(told: Story) -> dict[str, str]:
    """Return for each definition how many clocks count for the three rates and how many of them were met in time."""
    rows = list(Duty.objects.filter(case=told.now).values_list("definition", "indicator", "in_time"))
    counted = {(d, i): [ok for d_, i_, ok in rows if (d_, i_) == (d, i)] for d in Definition for i in Indicator}
    return {d: " ".join(f"{sum(counted[d, i])}/{len(counted[d, i])}" for i in Indicator) for d in Definition}


def heard(told: Story) -> list[str]:
    """Return what the petitioner was sent, and last what the page about the petition says a day after."""
    number = told.now.number
    sent = [n.text for n in Notice.objects.filter(subject=number).order_by("pk")]
    page = progress_of(lookups.life(told.now), tree().law, told.moment.date())
    short = [
        text.removeprefix("【网上信访】").replace("您反映的问题", "").replace(f"（{number}）", "").replace(number, "{}")
        for text in sent
    ]
    return [*short, page.sentence + page.note]


def days(told: Story) -> dict[str, int]:
    """Return the printed numbers of days."""
    return {span.name: span.days for span in spans_of(lookups.life(told.now))}


def test_the_leaking_roof_is_mended_in_nine_days_under_315() -> None:
    told = six_lives.roof()
    assert told.now.state == "closed"
    assert hops(told) == ["HLJ submit 0", "HRB forward 0", "NG forward 0", "NG-XF forward 13"]
    assert clocks(told) == [
        "route HLJ DL01 15 09-06 08-22",  # the province keeps the national limit
        "route HRB DL01 15 09-06 08-22",
        "route NG DL03 3 08-25 08-22",  # 三一五: 3 working days
        "accept NG-XF DL06 15 09-06 08-23",
        "answer NG-XF DL13 21 09-12 09-04",  # 三一五: 15 working days from receipt, met by the opinion
    ]
    assert papers(told) == [
        "registration_form", "procedural_notice*", "forwarding_slip", "forwarding_slip", "procedural_notice*",
        "forwarding_slip", "procedural_notice*", "acceptance_notice*", "opinion*", "service_receipt*",
    ]  # fmt: skip
    assert rates(told) == {"LEGAL": "3/3 1/1 1/1", "HRB_315": "1/1 1/1 1/1", "GD2020": "1/1 1/1 1/1"}
    assert heard(told) == [
        RECEIVED,
        "已转给先锋路街道办事处办理。",
        "先锋路街道办事处开始办了。",
        "已有处理意见，可以在网上查看。",
        "已办完，请您评价。",
        "办完了",
    ]
    assert days(told) == {"从提交到解决": 10, "从受理到解决": 9, "从提交到办结": 13, "从受理到办结": 12}
    assert list(verify()) == []


def test_the_car_in_the_open_manhole_ends_in_a_settlement() -> None:
    told = six_lives.manhole()
    assert told.now.state == "finalized"
    assert hops(told) == ["HLJ submit 0", "HRB forward 0", "HL forward 0", "HL-ZJ assign 11"]
    assert clocks(told) == [
        "route HLJ DL01 15 03-17 03-02",
        "route HRB DL01 15 03-17 03-02",
        "route HL DL01 15 03-17 03-02",
        "accept HL-ZJ DL06 15 03-17 03-02",
        "answer HL-ZJ DL10 26 03-28 03-13",  # the day of the assignment, before the sixtieth
    ]
    assert papers(told) == [
        "registration_form", "procedural_notice*", "forwarding_slip", "forwarding_slip", "procedural_notice*",
        "assignment_letter", "procedural_notice*", "acceptance_notice*", "settlement*", "opinion*", "service_receipt*",
        "closing_report", "finalisation_record",
    ]  # fmt: skip
    assert rates(told) == {"LEGAL": "3/3 1/1 1/1", "HRB_315": "1/1 1/1 1/1", "GD2020": "1/1 1/1 1/1"}
    assert heard(told) == [
        RECEIVED,
        "已交给呼兰区住房和城乡建设局限期办理。",
        "呼兰区住房和城乡建设局开始办了。",
        "已有处理意见，可以在网上查看。",
        "已办完，请您评价。",
        "程序已经结束",
    ]
    assert days(told)["从受理到解决"] == 11
    assert list(verify()) == []


def test_a_case_that_bounces_twice_is_settled_by_the_common_superior() -> None:
    told = six_lives.bounced()
    assert told.now.state == "closed"
    assert hops(told) == [
        "NG submit 0",
        "NG-XF forward 2",
        "NG-ZJ decide_return 2",
        "NG-HX decide_return 4",
        "NG-XF arbitrate 24",
    ]
    assert clocks(told) == [
        "route NG DL01 15 10-24 10-09",
        "accept NG-XF DL06 15 10-24 10-11",  # met by the agreement, and fresh for whoever is next
        "decide_return NG DL08R 1 10-12 10-11",
        "accept NG-ZJ DL06 15 10-26 10-13",
        "decide_return NG DL08R 3 10-16 10-13",  # a working day after a Friday
        "accept NG-HX DL06 17 10-30 10-17",  # the fifteenth day is a Saturday
        "decide_return NG DL08R 1 10-17 10-17",  # the third time as the arbiter
        "accept NG-XF DL06 15 11-01 10-17",
        "answer NG-XF DL10 62 12-18 11-10",  # the sixtieth day is a Saturday
    ]
    assert papers(told) == [
        "registration_form", "procedural_notice*", "forwarding_slip",
        "return_letter", "return_decision", "forwarding_slip",
        "return_letter", "return_decision", "forwarding_slip",
        "return_letter", "arbitration_ruling", "acceptance_notice*", "opinion*", "service_receipt*",
    ]  # fmt: skip
    assert rates(told) == {"LEGAL": "1/1 4/4 1/1", "HRB_315": "1/1 4/4 0/1", "GD2020": "1/1 1/1 1/1"}
    assert heard(told)[-2:] == ["已办完，请您评价。", "办完了，您可以评价"]
    assert [e.text("text") for e in drafts_of(lookups.life(told.now))] == [six_lives.LED] * 2  # once sent back
    assert list(verify()) == []


def test_after_two_agreed_returns_the_sender_decides_no_third_and_nobody_objects_to_the_arbiter() -> None:
    with pytest.raises(Refused, match="已经退回两次，由共同的上级机关裁决归属"):
        six_lives.thrice_objected().returned("NG", "NG-ZJ")
    with pytest.raises(Refused, match="归属已经裁决"):
        six_lives.thrice_objected().arbitrated("NG", "NG-XF").objected()


def test_twelve_neighbours_are_answered_once_after_one_extension() -> None:
    told = six_lives.joint()
    assert told.now.state == "closed"
    assert (told.now.people, len(told.now.petitioner.signers)) == (12, 11)
    assert hops(told) == ["NG submit 0", "NG-ZJ forward 84"]
    assert clocks(told) == [
        "route NG DL01 15 11-21 11-06",
        "accept NG-ZJ DL06 15 11-21 11-08",
        "assist NG-XF DL10 60 01-05 11-20",
        "assist NG-HX DL10 60 01-05 01-15",  # ten days late, on its own account
        "answer NG-ZJ DL10 90 02-06 01-29",  # 60 and 30 days from the acceptance, rolled once
    ]
    assert papers(told) == [
        "registration_form", "procedural_notice*", "forwarding_slip", "acceptance_notice*", "assist_answer",
        "extension_approval", "extension_notice*", "assist_answer", "opinion*", "service_receipt*",
    ]  # fmt: skip
    assert rates(told) == {"LEGAL": "1/1 1/1 1/1", "HRB_315": "1/1 1/1 0/1", "GD2020": "1/1 1/1 1/1"}
    assert set(Duty.objects.filter(case=told.now).values_list("people", flat=True)) == {12}
    assert heard(told)[3:] == [
        "要多用些时间，原因和新的期限请在网上查看。",
        "已有处理意见，可以在网上查看。",
        "已办完，请您评价。",
        "办完了，您可以评价",
    ]
    assert list(verify()) == []


def test_an_accusation_leaves_to_the_discipline_organ_and_never_reaches_the_accused() -> None:
    told = six_lives.accusation()
    assert (told.now.state, told.now.is_open) == ("diverted", False)
    assert hops(told) == ["HRB submit 2"]
    assert clocks(told) == ["route HRB DL01 15 09-06 08-24"]
    assert papers(told) == ["registration_form", "procedural_notice*", "diversion_notice*", "transfer_letter"]
    assert rates(told) == {"LEGAL": "1/1 0/0 0/0", "HRB_315": "1/1 0/0 0/0", "GD2020": "1/1 0/0 0/0"}
    assert heard(told) == [
        RECEIVED,
        "要按法定程序办，找哪个机关请在网上查看。",
        "这件事由别的机关按法定程序办已移交南岗区纪委监委。原因：反映干部涉嫌违纪，按管理权限移交",
    ]
    for role in (Role.OFFICER, Role.UNIT_LEADER):
        with pytest.raises(lookups.NotFound):
            lookups.open_case(told.now.number, person("NG-XF", role))
    assert tree().key_of["NG-XF"] not in told.now.seen_by
    assert list(verify()) == []


def test_a_refusal_goes_through_review_and_recheck_to_its_last_word() -> None:
    told = six_lives.appealed()
    assert told.now.state == "finalized"
    assert hops(told) == ["NG submit 0", "NG-ZJ forward 32"]
    assert clocks(told) == [
        "route NG DL01 15 06-16 06-01",
        "accept NG-ZJ DL06 15 06-16 06-05",
        "answer NG-ZJ DL10 60 08-04 07-03",
        "review HRB-FC DL16 30 08-16 08-10",
        "recheck HRB-FC DL18 30 09-27 09-25",
    ]
    assert papers(told) == [
        "registration_form", "procedural_notice*", "forwarding_slip", "acceptance_notice*", "opinion*",
        "service_receipt*", "review_application*", "review_acceptance*", "review_opinion*", "recheck_application*",
        "recheck_acceptance*", "recheck_opinion*",
    ]  # fmt: skip
    assert rates(told) == {"LEGAL": "1/1 1/1 1/1", "HRB_315": "1/1 1/1 0/1", "GD2020": "1/1 1/1 1/1"}
    assert heard(told)[5:] == [
        "您的申请已经受理。",
        "您申请的复查有结果了，请在网上查看。",
        "您的申请已经受理。",
        "您申请的复核有结果了，请在网上查看。",
        "程序已经结束",
    ]
    with pytest.raises(Refused, match="已终结"):
        told.worked()
    with pytest.raises(Refused, match="复核意见是终局意见"):
        told.reopened("NG")
    assert lookups.open_case(told.now.number, officer("NG-ZJ")) == told.now
    assert list(verify()) == []
