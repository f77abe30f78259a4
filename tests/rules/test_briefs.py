"""A brief: its figures cannot be altered, its own bureau writes it, whoever received it signs for it."""

from __future__ import annotations

import pytest

from wangfang.rules.access import NotYours
from wangfang.rules.briefs import (
    receivers,
    rendered,
    require_bureau,
    require_reader,
    require_text,
    require_unsent,
    require_writer,
)
from wangfang.rules.facts import Actor, Agency, Kind, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import Rhythm

CITY = Agency("HRB", "哈尔滨市信访局", Kind.BUREAU, "230100", ("HLJ", "HRB"))
NANGANG = Agency("NG", "南岗区信访局", Kind.BUREAU, "230103", ("HLJ", "HRB", "NG"))
DAOLI = Agency("DL", "道里区信访局", Kind.BUREAU, "230102", ("HLJ", "HRB", "DL"))
HOUSING = Agency("HRB-ZJ", "哈尔滨市住房和城乡建设局", Kind.UNIT, "230100", ("HLJ", "HRB", "HRB-ZJ"))
KNOWN = {one.code: one for one in (CITY, NANGANG, DAOLI, HOUSING)}
FIGURES = {"收到件次": "12", "收到人次": "15"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("收到{收到件次}件次、{收到人次}人次。", "收到12件次、15人次。"),
        ("收到{收到件次}件次，{收到件次}件次。", "收到12件次，12件次。"),  # as often as it stands there
        ("没有数字。", "没有数字。"),
        ("{别的}", "{别的}"),  # unknown: as it was written
    ],
)
def test_a_figure_stands_where_its_name_was_written(text: str, shown: str) -> None:
    assert rendered(text, FIGURES) == shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("收到{收到件次}件次。", ""),
        ("  ", "每一节要有内容"),
        ("说" * 2001, "最多 2000 个字"),
        ("收到{收到}件次。", "没有“{收到}”这个数字"),
    ],
)
def test_a_section_names_only_figures_that_were_kept(text: str, why: str) -> None:
    if not why:
        require_text(text, FIGURES)
        return
    with pytest.raises(Refused, match=why):
        require_text(text, FIGURES)


@pytest.mark.parametrize(
    ("role", "agency", "may"),
    [
        (Role.CLERK, CITY, True),
        (Role.BUREAU_LEADER, CITY, True),
        (Role.CLERK, NANGANG, False),  # another bureau's
        (Role.SUPERVISOR, CITY, False),
        (Role.CLERK, None, False),
    ],
)
def test_a_brief_is_edited_and_sent_by_its_own_bureau(*, role: Role, agency: Agency | None, may: bool) -> None:
    actor = Actor("li", "李敏", role, agency)
    if may:
        require_writer(actor, CITY)
        return
    with pytest.raises(NotYours, match="由哈尔滨市信访局修改和报送"):
        require_writer(actor, CITY)


def test_a_week_goes_to_the_own_leader_and_a_month_to_the_bureaus_below() -> None:
    assert receivers(Rhythm.WEEK, CITY, KNOWN) == ["HRB"]
    assert receivers(Rhythm.MONTH, CITY, KNOWN) == ["HRB", "DL", "NG"]
    assert receivers(Rhythm.MONTH, NANGANG, KNOWN) == ["NG"]


@pytest.mark.parametrize(
    ("role", "agency", "sent_to", "may"),
    [
        (Role.BUREAU_LEADER, CITY, "HRB", True),
        (Role.CLERK, CITY, "HRB", False),  # it is for the leader
        (Role.CLERK, NANGANG, "NG", True),
        (Role.BUREAU_LEADER, NANGANG, "NG", True),
        (Role.CLERK, DAOLI, "NG", False),  # sent to somebody else
        (Role.ANALYST, NANGANG, "NG", False),
        (Role.BUREAU_LEADER, None, "HRB", False),
    ],
)
def test_whoever_received_it_signs_for_it(*, role: Role, agency: Agency | None, sent_to: str, may: bool) -> None:
    actor = Actor("gao", "高局立", role, agency)
    if may:
        require_reader(actor, CITY, sent_to)
        return
    with pytest.raises(NotYours, match="没有送给您签收"):
        require_reader(actor, CITY, sent_to)


def test_what_was_sent_stays_as_it_is() -> None:
    require_unsent(is_sent=False)
    with pytest.raises(Refused, match="已经报送"):
        require_unsent(is_sent=True)


@pytest.mark.parametrize(
    ("role", "agency", "may"),
    [
        (Role.CLERK, NANGANG, True),
        (Role.BUREAU_LEADER, CITY, True),
        (Role.CLERK, HOUSING, False),  # a unit has none
        (Role.OFFICER, NANGANG, False),
        (Role.BUREAU_LEADER, None, False),
    ],
)
def test_briefs_are_looked_at_at_a_bureau(*, role: Role, agency: Agency | None, may: bool) -> None:
    actor = Actor("li", "李敏", role, agency)
    if may:
        assert require_bureau(actor) is agency
        return
    with pytest.raises(NotYours, match="由信访部门"):
        require_bureau(actor)
