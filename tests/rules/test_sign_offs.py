"""Who circulates a report, whose a line of the sheet is to sign, and when a signature is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.moments import at
from tests.rules.lives import CITY, act
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.sign_offs import (
    Line,
    NamedReader,
    is_overdue,
    may_enter,
    may_sign,
    principals_of,
    require_circulator,
    require_paper,
    require_place,
    require_proxy,
    require_sheet,
    require_signature,
)

DAY = date(2017, 11, 27)
NOW = act("C", "2017-11-27 09:00")
HEAD = NamedReader("D", "区委书记", "王晓", "wang")
SIGNED = Line("wang", "", at("2017-11-28"))


def somebody(code: str, role: Role, login: str = "li") -> Actor:
    return Actor(login, "李敏", role, CITY[code])


@pytest.mark.parametrize(
    ("place", "heads"),
    [
        ("南岗区", ("区委书记", "区长")),
        ("方正县", ("县委书记", "县长")),
        ("五常市", ("市委书记", "市长")),
        ("", ("县委书记", "县长")),
    ],
)
def test_what_the_principals_of_a_place_are_called(place: str, heads: tuple[str, str]) -> None:
    assert principals_of(place) == heads


@pytest.mark.parametrize(
    ("code", "role", "may"),
    [
        ("C", Role.CLERK, True),
        ("C-LB", Role.BUREAU_LEADER, True),
        ("C", Role.LEADER, False),
        ("C-ZJ", Role.UNIT_LEADER, False),
        ("C-ZJ", Role.CLERK, False),
    ],
)
def test_who_circulates(code: str, role: Role, *, may: bool) -> None:
    if may:
        assert require_circulator(somebody(code, role)).code == code
        return
    with pytest.raises(NotYours):
        require_circulator(somebody(code, role))


def test_who_has_no_agency_circulates_nothing() -> None:
    with pytest.raises(NotYours):
        require_circulator(replace(somebody("C", Role.CLERK), agency=None))


@pytest.mark.parametrize(
    ("document", "readers", "due_on", "why"),
    [
        (("case:1", "漏雨"), [HEAD], DAY, "只有通报和专报"),
        (("bulletin:", "通报"), [HEAD], DAY, "只有通报和专报"),
        (("bulletin:1", " "), [HEAD], DAY, "只有通报和专报"),
        (("bulletin:1", "通报"), [], DAY, "由谁签阅"),
        (("bulletin:1", "通报"), [NamedReader("D", f"职务{n}") for n in range(201)], DAY, "最多 200 人"),
        (("bulletin:1", "通报"), [NamedReader("D", " ")], DAY, "写明单位和职务"),
        (("bulletin:1", "通报"), [replace(HEAD, name="长" * 41)], DAY, "写明单位和职务"),
        (("bulletin:1", "通报"), [HEAD, replace(HEAD, name="李明")], DAY, "只能列一次"),
        (("bulletin:1", "通报"), [HEAD], date(2017, 11, 26), "不能早于今天"),
    ],
)
def test_a_sheet_that_is_wrong_is_refused(
    document: tuple[str, str], readers: list[NamedReader], due_on: date, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        require_sheet(document, readers, due_on, NOW)


def test_two_principals_of_a_place_are_two_lines() -> None:
    require_sheet(("bulletin:3", "专报"), [HEAD, replace(HEAD, post="区长")], DAY, NOW)


def test_a_place_lies_below_whoever_circulates() -> None:
    require_place(CITY["C-LB"], CITY["D"], DAY)
    for issuer, place in (("D", "E"), ("C", "P")):
        with pytest.raises(Refused, match="不在本地区"):
            require_place(CITY[issuer], CITY[place], DAY)
    with pytest.raises(Refused):
        require_place(CITY["C"], replace(CITY["D"], valid_to=date(2017, 1, 1)), DAY)


@pytest.mark.parametrize(
    ("login", "line", "may"),
    [
        ("wang", Line("wang"), True),
        ("WANG", Line("wang"), True),
        ("li", Line("wang", "li"), True),
        ("li", Line("wang"), False),
        ("", Line(""), False),  # a line without an account belongs to nobody who signs in
    ],
)
def test_a_line_is_the_principals_or_whom_they_authorised(login: str, line: Line, *, may: bool) -> None:
    assert may_sign(somebody("D", Role.LEADER, login), line) is may


@pytest.mark.parametrize(
    ("code", "role", "line", "may", "why"),
    [
        ("D", Role.CLERK, Line(""), True, "the bureau of the place"),
        ("C-LB", Role.CLERK, Line(""), True, "at the place of whoever circulates"),
        ("E", Role.CLERK, Line(""), False, "another place"),
        ("D", Role.SUPERVISOR, Line(""), False, "enters nothing"),
        ("D", Role.CLERK, Line("wang"), False, "who has an account signs"),
    ],
)
def test_who_enters_what_was_signed_on_paper(code: str, role: Role, line: Line, *, may: bool, why: str) -> None:
    assert may_enter(somebody(code, role), line, [CITY["C"], CITY["D"]]) is may, why
    assert not may_enter(replace(somebody(code, role), agency=None), line, [CITY["C"]])


def test_a_line_is_signed_once_by_whom_it_belongs_to() -> None:
    require_signature(Line("wang"), "同意，抓好整改。", allowed=True)
    with pytest.raises(NotYours):
        require_signature(Line("wang"), "", allowed=False)
    with pytest.raises(Refused, match="已经签阅"):
        require_signature(SIGNED, "", allowed=True)
    with pytest.raises(Refused, match="最多 500"):
        require_signature(Line("wang"), "字" * 501, allowed=True)


def test_paper_lies_somewhere_and_was_not_signed_tomorrow() -> None:
    require_paper("区委办公室2017年签阅卷第3页", DAY, NOW)
    for kept in (" ", "字" * 501):
        with pytest.raises(Refused, match="存放在哪里"):
            require_paper(kept, DAY, NOW)
    with pytest.raises(Refused, match="不能晚于今天"):
        require_paper("区委办公室", date(2017, 11, 28), NOW)


def test_only_the_principal_authorises_somebody_and_never_themselves() -> None:
    wang = somebody("D", Role.LEADER, "wang")
    require_proxy(wang, Line("wang"), "li")
    for who, line in ((somebody("D", Role.LEADER, "li"), Line("wang")), (wang, Line(""))):
        with pytest.raises(NotYours):
            require_proxy(who, line, "zhao")
    with pytest.raises(Refused, match="已经签阅"):
        require_proxy(wang, SIGNED, "li")
    with pytest.raises(Refused, match="不能是本人"):
        require_proxy(wang, Line("wang"), " Wang ")


def test_a_signature_is_overdue_after_its_last_day() -> None:
    assert not is_overdue(Line("wang"), DAY, DAY)
    assert is_overdue(Line("wang"), DAY, date(2017, 11, 28))
    assert not is_overdue(SIGNED, DAY, date(2017, 12, 1))
