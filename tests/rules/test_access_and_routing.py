"""Who may do what, and who may pass a case to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.lives import CITY, ONLINE, act, life
from wangfang.rules.access import ACCESS, Hands, NotYours, may, require
from wangfang.rules.facts import Kind, Purpose, Role, Step
from wangfang.rules.labels import Marks, marks_of, stands_accused
from wangfang.rules.routing import (
    SEALED,
    SECRECY,
    WrongReceiver,
    require_receiver,
    require_unaccused,
    territory_of,
    way_round,
)


@pytest.mark.parametrize(
    ("who", "role", "step", "holder", "why"),
    [
        ("D", Role.CLERK, "forward", "D", ""),
        ("D", Role.BUREAU_LEADER, "assign", "D", ""),
        ("D-JD", Role.OFFICER, "accept", "D-JD", ""),
        ("D-JD", Role.UNIT_LEADER, "issue_opinion", "D-JD", ""),
        ("", Role.PETITIONER, "submit", "", ""),
        ("", Role.PETITIONER, "evaluate", "D-JD", ""),  # the petitioner holds nothing, and may rate
        ("D", Role.SYSTEM, "forward", "D", ""),  # a replayed act
        ("D-JD", Role.OFFICER, "forward", "D-JD", "您的岗位不能“转送”"),
        ("D", Role.SUPERVISOR, "forward", "D", "您的岗位不能“转送”"),  # who checks does not handle
        ("D", Role.LEADER, "close", "D", "您的岗位不能“办结”"),
        ("D", Role.ADMIN, "register", "D", "您的岗位不能“登记”"),
        ("D-JD", Role.OFFICER, "evaluate", "D-JD", "只有信访人本人能“评价”"),  # nobody rates himself
        ("D", Role.CLERK, "submit", "", "只有信访人本人能“提交”"),
        ("C", Role.CLERK, "forward", "D", "这件事现在由区信访局办理，您的单位不能“转送”"),
        ("D", Role.SYSTEM, "accept", "D-JD", "这件事现在由街道办事处办理，您的单位不能“受理”"),
    ],
)
def test_who_may_take_a_step(who: str, role: Role, step: str, holder: str, why: str) -> None:
    actor = act(who, "2017-08-22", role).actor
    if not why:
        require(actor, Step(step), Hands(CITY.get(holder)))
        return
    with pytest.raises(NotYours) as refusal:
        require(actor, Step(step), Hands(CITY.get(holder)))
    assert refusal.value.why == why


def test_somebody_without_an_agency_holds_no_case() -> None:
    with pytest.raises(NotYours):
        require(replace(act("D", "2017-08-22").actor, agency=None), Step.FORWARD, Hands(CITY["D"]))


def test_every_step_has_a_row_and_nobody_but_the_petitioner_rates() -> None:
    assert set(ACCESS) == set(Step)
    assert [role for role in Role if may(role, Step.EVALUATE)] == [Role.PETITIONER, Role.SYSTEM]


@pytest.mark.parametrize(
    ("sender", "receiver", "why"),
    [
        ("P", "C", ""),  # down one rung
        ("P", "D", ""),  # down two rungs: the territory includes it
        ("C", "D", ""),
        ("C", "C-ZJ", ""),  # the city's own department
        ("C", "D-JD", ""),  # straight to a street of the city
        ("D", "D-JD", ""),
        ("D", "D-ZJ-1", ""),
        ("D", "D", "不能转给本单位自己"),
        ("D", "C", "不在区信访局的管辖范围内"),  # upwards
        ("D", "E", "不在区信访局的管辖范围内"),  # sideways
        ("D", "E-ZJ", "不在区信访局的管辖范围内"),  # into the neighbouring district
        ("D", "C-ZJ", "不在区信访局的管辖范围内"),  # a department of the city
        ("C", "C-LB", "既不是信访部门也不是责任单位"),
    ],
)
def test_a_case_goes_down_within_the_territory(sender: str, receiver: str, why: str) -> None:
    if not why:
        require_receiver(CITY[sender], CITY[receiver], Marks(), CITY)
        return
    with pytest.raises(WrongReceiver, match=why):
        require_receiver(CITY[sender], CITY[receiver], Marks(), CITY)


def test_a_unit_that_lies_in_the_territory_but_not_in_the_tree_is_within_it() -> None:
    stranger = replace(CITY["D-ZJ"], code="X", line=("X",))
    require_receiver(CITY["D"], stranger, Marks(), CITY)
    equal = replace(stranger, kind=Kind.BUREAU)
    with pytest.raises(WrongReceiver):
        require_receiver(CITY["D"], equal, Marks(), CITY)


@pytest.mark.parametrize(
    ("respondent", "purpose", "receiver", "hidden"),
    [
        ("D-ZJ", Purpose.ACCUSATION, "D-ZJ", True),  # the accused itself
        ("D-ZJ", Purpose.ACCUSATION, "D-ZJ-1", True),  # and whoever stands below it
        ("D", Purpose.ACCUSATION, "D-JD", True),
        ("D-ZJ", Purpose.ACCUSATION, "D-JD", False),
        ("D-ZJ", Purpose.REQUEST, "D-ZJ", False),  # a complaint goes to whom it is about
        ("", Purpose.ACCUSATION, "D-ZJ", False),  # it accuses a person, not an agency
    ],
)
def test_an_accusation_never_reaches_the_accused(
    respondent: str, purpose: Purpose, receiver: str, *, hidden: bool
) -> None:
    marks = marks_of(life(case=replace(ONLINE, purpose=purpose, respondent=respondent)))
    assert stands_accused(CITY[receiver], marks.accused) is hidden
    if hidden:
        with pytest.raises(WrongReceiver, match="被检举控告的一方，不能把材料转给它，可以交"):
            require_receiver(CITY["C"], CITY[receiver], marks, CITY)
        return
    require_receiver(CITY["C"], CITY[receiver], marks, CITY)


@pytest.mark.parametrize(
    ("region", "territory"), [("230000", "23"), ("230100", "2301"), ("230103", "230103"), ("230103018", "230103018")]
)
def test_the_territory_of_a_region_code(region: str, territory: str) -> None:
    assert territory_of(region) == territory


@pytest.mark.parametrize(
    ("accused", "receiver", "way"),
    [
        ({"D-ZJ"}, "D-ZJ-1", "D"),  # the nearest bureau above
        ({"D"}, "D-JD", "C"),
        ({"C"}, "D-JD", "P"),
        ({"C-JW"}, "C-JW", "P-JW"),  # from an organ to the organ above
        ({"D-JW", "C-JW", "P-JW"}, "D-JW", "D"),  # and to a bureau when no organ is clean
        ({"P"}, "D-JD", ""),  # the top of the tree
    ],
)
def test_what_accuses_the_receiver_is_sent_the_lawful_way(accused: set[str], receiver: str, way: str) -> None:
    marks = Marks(accused=frozenset(accused))
    found = way_round(CITY[receiver], marks, CITY)
    assert (found.code if found else "") == way
    with pytest.raises(WrongReceiver) as refusal:
        require_unaccused(CITY[receiver], marks, CITY)
    told = f"可以交{CITY[way].name}" if way else "请密封后直接报送上级机关，内容不录入平台"
    assert refusal.value.why.endswith(told)
    assert refusal.value.source == (SECRECY if way else SEALED)


def test_a_discipline_organ_is_the_way_when_no_bureau_above_is_clean() -> None:
    agencies = {**CITY, "P-JW": replace(CITY["P-JW"], line=("P-JW",))}  # beside the bureaus, not below them
    found = way_round(agencies["D-JD"], Marks(accused=frozenset({"P"})), agencies)
    assert found is agencies["P-JW"]
