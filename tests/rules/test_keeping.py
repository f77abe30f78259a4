"""How long a case is kept: a table that a clerk can check, and who may do what about it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.moments import at
from tests.rules.lives import CITY, TAKEN_UP, Told, life, told
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.keeping import (
    class_of,
    classes,
    may_go_on,
    others,
    require_approver,
    require_due,
    require_holder,
    require_lifter,
    require_lister,
)
from wangfang.rules.refusal import Refused

ANSWERED = (
    *TAKEN_UP,
    told("2017-08-28", "issue_opinion", "D-JD", conclusion="support", text="已修好。", bypass="单位人少"),
    told("2017-08-29", "serve", "D-JD", method="direct", proof="签收"),
    told("2017-08-30", "close", "D-JD"),
)
WITHDRAWN = (*TAKEN_UP, told("2017-08-28", "withdraw", why="已解决"))
SUPERVISED = told("2017-08-26", "supervise", "D", why="临近到期")


@pytest.mark.parametrize(
    ("acts", "class_", "first"),
    [
        (TAKEN_UP, "unanswered", None),  # under way
        (WITHDRAWN, "unanswered", "2028-01-01"),  # ten whole years: 2018 to 2027
        (ANSWERED, "answered", "2048-01-01"),  # thirty whole years
        ((*ANSWERED, told("2018-01-03", "evaluate", unit="satisfied")), "answered", "2049-01-01"),  # one more act
        ((*TAKEN_UP, SUPERVISED, *ANSWERED[len(TAKEN_UP) :]), "instructed", None),  # for ever
        ((*TAKEN_UP, SUPERVISED, WITHDRAWN[-1]), "instructed", None),  # the weightier counts
    ],
)
def test_a_case_is_kept_as_long_as_its_class_says(acts: tuple[Told, ...], class_: str, first: str | None) -> None:
    lived = life(*acts)
    assert class_of(lived).id == class_
    assert may_go_on(lived) == (date.fromisoformat(first) if first else None)


@pytest.mark.parametrize(
    ("acts", "day", "why"),
    [
        (WITHDRAWN, "2028-01-01", ""),
        (WITHDRAWN, "2027-12-31", "1 的保管期限没有满，2028-01-01 起才能销毁"),
        (TAKEN_UP, "2099-01-01", "1 还在办理，不能销毁"),
        ((*TAKEN_UP, SUPERVISED, WITHDRAWN[-1]), "2099-01-01", "1 永久保管，不能销毁"),
    ],
)
def test_a_case_may_go_when_its_years_are_over(acts: tuple[Told, ...], day: str, why: str) -> None:
    if not why:
        require_due(life(*acts), date.fromisoformat(day))
        return
    with pytest.raises(Refused) as refused:
        require_due(life(*acts), date.fromisoformat(day))
    assert refused.value.why == why


def by(login: str, role: Role, agency: str = "D-JD") -> Act:
    return Act(Actor(login, login, role, CITY[agency]), at("2048-01-04"), at("2048-01-04"))


@pytest.mark.parametrize(
    ("act", "may"),
    [
        (by("wang", Role.UNIT_LEADER), True),
        (by("li", Role.UNIT_LEADER), False),  # made it
        (by("LI", Role.UNIT_LEADER), False),  # the same login
        (by("", Role.UNIT_LEADER), False),  # nobody
        (by("wang", Role.OFFICER), False),
        (by("wang", Role.UNIT_LEADER, "D-ZJ"), False),  # of another office
        (Act(Actor("wang", "wang", Role.UNIT_LEADER), at("2048-01-04"), at("2048-01-04")), False),  # of none
    ],
)
def test_a_list_is_approved_by_another_leader_of_the_office(act: Act, may: bool) -> None:  # noqa: FBT001 - a row of the table
    assert allows(lambda: require_approver(act, "li", "D-JD")) is may


@pytest.mark.parametrize(
    ("act", "may"),
    [
        (by("wang", Role.UNIT_LEADER), True),
        (by("wang", Role.BUREAU_LEADER, "D"), True),
        (by("li", Role.UNIT_LEADER), False),
        (by("wang", Role.OFFICER), False),
    ],
)
def test_a_hold_is_lifted_by_another_leader(act: Act, may: bool) -> None:  # noqa: FBT001 - as above
    assert allows(lambda: require_lifter(act, "li")) is may


@pytest.mark.parametrize("role", Role)
def test_who_lists_and_who_holds(role: Role) -> None:
    who = Actor("li", "li", role)
    lists = {Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER}
    assert allows(lambda: require_lister(who)) is (role in lists)
    assert allows(lambda: require_holder(who)) is (role in lists | {Role.SUPERVISOR, Role.REVIEWER})
    nobody = Actor("", "", role)
    assert not allows(lambda: require_lister(nobody))
    assert not allows(lambda: require_holder(nobody))


def allows(ask: object) -> bool:
    try:
        ask()  # type: ignore[operator]  # a question
    except Refused:
        return False
    return True


def test_looks_are_kept_for_half_a_year_at_least_and_every_class_has_a_source() -> None:
    looks = next(one for one in others() if one.id == "looks")
    assert (looks.days, looks.at_least) == (183, True)
    assert [(one.id, one.years) for one in classes()] == [("instructed", 0), ("answered", 30), ("unanswered", 10)]
    assert all("《" in source for source in (*(one.source for one in classes()), *(one.source for one in others())))
