"""How a matter leaves for another procedure, and how an accusation leaves to the organ that may hear it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.lives import CITY, LETTER, NATIONAL, ONLINE, SENT_DOWN, TAKEN_UP, Told, act, life, told, why_not
from wangfang.rules.exits import Rank, manages
from wangfang.rules.facts import Act, Actor, Kind, Purpose, Role, Step
from wangfang.rules.living import proceed
from wangfang.rules.routing import WrongReceiver

OUT = {"why": "属于劳动争议", "procedure": "arbitration", "to": "市劳动人事争议仲裁院", "on": "2017-08-23"}
ALL = "litigation、arbitration、party、administrative、protection、discipline"
ACCUSED = replace(ONLINE, purpose=Purpose.ACCUSATION, respondent="D-ZJ")
ACCUSING = replace(ONLINE, purpose=Purpose.ACCUSATION)
TO_JW = {"why": "反映干部违纪", "procedure": "discipline", "to": "D-JW", "on": "2017-08-23", "rank": "township"}
NOT_TO_UNITS = "检举控告不转责任单位办理，请按干部管理权限移交纪检监察机关（导入其他程序）"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ""),
        ({"procedure": "court"}, f"请写明导入什么程序，可以是 {ALL}"),
        ({"procedure": None}, f"请写明导入什么程序，可以是 {ALL}"),
        ({"to": " "}, "请写明由哪个机关办理"),
        ({"on": ""}, "请写明移交的日期，例如 2017-09-01"),
        ({"on": "昨天"}, "请写明移交的日期，例如 2017-09-01"),
        ({"on": "2017-08-24"}, "移交的日期不能晚于今天"),
        ({"on": "2017-08-22"}, ""),  # handed over yesterday, written down today
        ({"why": ""}, "请填写导入其他程序的理由"),
        ({"procedure": "discipline"}, "检举控告要移交纪检监察机关，请选择机构"),  # an organ out of the directory
    ],
)
def test_a_matter_leaves_with_its_procedure_its_organ_and_its_day(changes: dict[str, str], why: str) -> None:
    assert why_not(life(*SENT_DOWN[:2]), "divert", "D", "2017-08-23", None, **{**OUT, **changes}) == why
    assert why_not(life(*TAKEN_UP), "divert", "D-JD", "2017-08-23 11:00", None, **{**OUT, **changes}) == why


def test_a_replayed_diversion_may_say_less() -> None:
    assert why_not(life(*SENT_DOWN[:2]), "divert", "D", "2017-08-23", Role.SYSTEM, why="属于仲裁程序") == ""


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ""),
        ({"to": "D"}, "检举控告要移交纪检监察机关，请选择机构"),  # a bureau hears no accusation
        ({"to": "某纪委"}, "检举控告要移交纪检监察机关，请选择机构"),
        ({"procedure": "litigation"}, ""),  # whatever it is called, it goes to the discipline organ
        ({"rank": ""}, "请写明被检举控告人的职务层次，可以是 township、county、city、province"),
        ({"rank": "minister"}, "请写明被检举控告人的职务层次，可以是 township、county、city、province"),
        ({"rank": "county"}, "按干部管理权限，区纪委监委不受理这一层次干部的检举控告"),
        ({"rank": "county", "to": "C-JW"}, ""),
        ({"rank": "township", "to": "P-JW"}, ""),  # a higher one may
    ],
)
def test_an_accusation_leaves_to_the_organ_that_manages_the_accused(changes: dict[str, str], why: str) -> None:
    registered = life(*SENT_DOWN[:2], case=ACCUSING)
    assert why_not(registered, "divert", "D", "2017-08-23", None, **{**TO_JW, **changes}) == why


@pytest.mark.parametrize(
    ("region", "ranks"),
    [
        ("230103018", ""),  # a street has no such organ
        ("230103", "township"),
        ("230100", "township county"),
        ("230000", "township county city"),
        ("000000", "township county city province"),
    ],
)
def test_each_rung_manages_the_cadres_of_the_rung_below(region: str, ranks: str) -> None:
    organ = replace(CITY["D-JW"], region=region)
    assert " ".join(rank for rank in Rank if manages(organ, rank)) == ranks


def test_the_organ_of_an_accused_place_does_not_hear_what_accuses_it() -> None:
    lived = life(*SENT_DOWN[:2], case=replace(ACCUSED, respondent="C-JW"))
    says = {**TO_JW, "to": "C-JW", "rank": "county"}
    why = "市纪委监委是被检举控告的一方，不能把材料转给它，可以交省纪委监委"
    assert why_not(lived, "divert", "D", "2017-08-23", None, **says) == why
    below = life(*SENT_DOWN[:2], case=replace(ACCUSED, respondent="C"))  # whoever stands below it takes no step at all
    assert why_not(below, "divert", "D", "2017-08-23", None, **says) == "没有找到这件事"


ASKED = told("2017-08-24", "request_return", "D-JD", why="应由区住建局办理")


@pytest.mark.parametrize(
    ("acts", "step", "by", "says"),
    [
        (SENT_DOWN[:2], "forward", "D", {"to": "D-JD"}),
        (SENT_DOWN[:2], "assign", "D", {"to": "D-JD", "due_on": "2017-09-20"}),
        ((*SENT_DOWN, ASKED), "decide_return", "D", {"agree": True, "to": "D-ZJ-1"}),
        (SENT_DOWN[:2], "propose", "C", {"kind": "improve", "text": "加强管理", "to": "D-JD"}),
        (SENT_DOWN[:2], "report_urgent", "D", {"note": "扬言上访", "to": "D-JD"}),
    ],
)
def test_nobody_hands_an_accusation_to_a_unit(
    acts: tuple[Told, ...], step: str, by: str, says: dict[str, object]
) -> None:
    assert why_not(life(*acts, case=ACCUSING), step, by, "2017-08-25", None, **says) == NOT_TO_UNITS
    assert why_not(life(*acts), step, by, "2017-08-25", None, **says) == ""  # a request goes there


def test_a_unit_registers_no_accusation() -> None:
    accusing = replace(LETTER, purpose=Purpose.ACCUSATION)
    assert why_not(life(case=accusing), "register", "D-JD", "2017-08-22") == NOT_TO_UNITS
    assert why_not(life(case=accusing), "register", "D", "2017-08-22") == ""
    assert why_not(life(case=LETTER), "register", "D-JD", "2017-08-22") == ""


@pytest.mark.parametrize(
    ("respondent", "by", "why"),
    [
        ("D", "D", "区信访局是被检举控告的一方，请向它的上级信访部门提出"),
        ("C", "D", "区信访局是被检举控告的一方，请向它的上级信访部门提出"),  # it stands below the accused
        ("D", "C", ""),
    ],
)
def test_the_accused_does_not_register_what_accuses_it(respondent: str, by: str, why: str) -> None:
    accusing = replace(LETTER, purpose=Purpose.ACCUSATION, respondent=respondent)
    assert why_not(life(case=accusing), "register", by, "2017-08-22") == why
    assert why_not(life(case=accusing), "register", by, "2017-08-22", Role.SYSTEM) == why  # nor in a replay


@pytest.mark.parametrize(
    ("acts", "step", "by", "role", "says"),
    [
        (SENT_DOWN[:2], "propose", "C", None, {"kind": "accountability", "text": "追责", "to": "D-ZJ"}),
        (SENT_DOWN[:2], "report_urgent", "D", None, {"note": "扬言上访", "to": "D-ZJ-1"}),
        (SENT_DOWN[:2], "hand_over", "", Role.ADMIN, {"to": "E", "why": "区划调整"}),
    ],
)
def test_beside_the_main_way_too_nothing_reaches_the_accused(
    acts: tuple[Told, ...], step: str, by: str, role: Role | None, says: dict[str, object]
) -> None:
    respondent = "E" if step == "hand_over" else "D-ZJ"
    lived = life(*acts, case=replace(ACCUSED, respondent=respondent))
    for who in (role, Role.SYSTEM):
        assert "是被检举控告的一方" in why_not(lived, step, by, "2017-08-25", who, **says)
    assert why_not(life(*acts), step, by, "2017-08-25", role, **says) == ""


@pytest.mark.parametrize("step", ["request_review", "request_recheck"])
def test_a_remedy_is_not_asked_of_a_body_below_the_accused(step: str) -> None:
    served = (
        told("2017-08-22", "submit", to="P"), told("2017-08-22 10:00", "register", "P"),
        told("2017-08-23", "accept", "P"), told("2017-08-24", "issue_opinion", "P", conclusion="reject", text="不属实"),
        told("2017-08-25", "serve", "P", method="post"),
    )  # fmt: skip
    reviewed = (
        told("2017-08-26", "request_review", why="不服"), told("2017-08-27", "decide_review", "C-FC", outcome="uphold"),
    )  # fmt: skip
    acts = served if step == "request_review" else (*served, *reviewed)
    lived = life(*acts, case=replace(ACCUSED, respondent="C"))
    why = why_not(lived, step, "", "2017-08-28", None, why="不服", to="C-FC")
    assert why == "市复查复核办是被检举控告的一方，不能把材料转给它，可以交省信访局"


def test_a_remedy_is_asked_of_a_review_body() -> None:
    served = (
        *TAKEN_UP,
        told("2017-08-24", "issue_opinion", "D-JD", text="不属实"),
        told("2017-08-25", "serve", "D-JD"),
    )
    why = "区信访局不是复查复核机构，请向复查复核机构提出"
    assert why_not(life(*served), "request_review", "", "2017-08-28", None, why="不服", to="D") == why
    assert why_not(life(*served), "request_review", "", "2017-08-28", None, why="不服", to="C-FC") == ""


@pytest.mark.parametrize("to", ["D-JD", "C-LB", "XX", ""])
def test_a_petition_over_the_network_is_received_by_a_bureau(to: str) -> None:
    says = {"to": to} if to else {}
    assert why_not(life(), "submit", "", "2017-08-22", None, **says) == "网上信访由信访部门接收，请选择一个信访部门"


def test_an_assistant_is_never_the_accused() -> None:
    lived = life(*SENT_DOWN[:2], case=ACCUSED)
    system: Act = replace(act("D", "2017-08-23"), actor=Actor("d", "张三", Role.SYSTEM, CITY["D"]))
    with pytest.raises(WrongReceiver, match="被检举控告"):
        proceed(lived, Step.FORWARD, system, {"to": "D-JD", "co": ["D-ZJ-1"]}, NATIONAL)
    assert CITY["D-ZJ-1"].kind is Kind.UNIT
