"""Who sees which part of a real life: how agencies stand to it, what a post lets one see, and what denies first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from tests.moments import at
from tests.rules.lives import ARRIVED, CITY, ONLINE, SENT_DOWN, TAKEN_UP, Told, act, life, told
from wangfang.rules.allowing import ALLOWED
from wangfang.rules.facts import Actor, Life, PostFacts, Purpose, Role
from wangfang.rules.labels import Marks, Part
from wangfang.rules.planes import THREE
from wangfang.rules.reach import Stand, codes_in, reach_of
from wangfang.rules.seeing import BROKEN, SEES_NO_CASE, Barred, Mandate, parts_seen, require_unbarred

NOON = at("2017-08-30 12:00")
WHOLE = {Part.METADATA, Part.CONTENT, Part.IDENTITY, Part.INTERNAL, Part.FIGURES}
MATTER = WHOLE - {Part.IDENTITY}
REST = {Part.METADATA, Part.FIGURES}
LET_IN = {Part.METADATA, Part.CONTENT, Part.INTERNAL}
ACCUSING = replace(ONLINE, purpose=Purpose.ACCUSATION, respondent="D-ZJ")
HELPED = (*SENT_DOWN[:2], told("2017-08-22 11:00", "forward", "D", "D-JD", co=["D-ZJ"]))
GIVEN_BACK = (
    *SENT_DOWN, told("2017-08-24", "request_return", "D-JD", why="不归我们管"),
    told("2017-08-25", "decide_return", "D", agree=True, to="D-ZJ"),
)  # fmt: skip
IN_REVIEW = (*TAKEN_UP, told("2017-08-29", "request_review", to="C-FC", why="不服"))
REVIEWED = (*IN_REVIEW, told("2017-08-29 12:00", "decide_review", "C-FC", outcome="uphold"))


def person(code: str, role: Role, **changes: object) -> Actor:
    """Return somebody at an agency."""
    return replace(act(code, "2017-08-22", role).actor, role=role, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


@pytest.mark.parametrize(
    ("acts", "code", "stand"),
    [
        (ARRIVED, "D-JD", Stand.HOLDS),
        (ARRIVED, "D", Stand.PART),
        (ARRIVED, "P", Stand.PART),
        (SENT_DOWN, "C", Stand.ABOVE),
        (SENT_DOWN, "P", Stand.ABOVE),
        (SENT_DOWN, "C-LB", Stand.ABOVE),  # the joint office watches from the place of its bureau
        (SENT_DOWN, "E", None),
        (SENT_DOWN, "C-ZJ", None),
        (SENT_DOWN, "D-ZJ", None),
        (HELPED, "D-ZJ", Stand.ASSISTS),
        (GIVEN_BACK, "D-JD", Stand.ENDED),
        (GIVEN_BACK, "D-ZJ", Stand.HOLDS),
        (IN_REVIEW, "C-FC", Stand.ASKED),
        (REVIEWED, "C-FC", Stand.ENDED),
        ((*SENT_DOWN, told("2017-08-24", "urge", "C", why="快办")), "C", Stand.PART),
        ((*SENT_DOWN, told("2017-08-24", "label", "E", secrecy="sensitive", why="未成年")), "E", None),  # a mark is no part
    ],
)  # fmt: skip
def test_how_an_agency_stands_to_a_case(acts: tuple[object, ...], code: str, stand: Stand | None) -> None:
    reach = reach_of(life(*acts))  # type: ignore[arg-type]  # every one is a `Told`
    assert reach.stand_of(CITY[code]) is stand
    assert reach.covers(code) is (stand is not None and code != "C-LB")


def test_an_agency_that_is_not_in_the_directory_takes_no_part() -> None:
    lived = life(*SENT_DOWN, told("2017-08-25", "divert", "D-JD", to="劳动仲裁委员会", why="劳动争议"))
    assert "劳动仲裁委员会" in set(codes_in(lived)) - reach_of(lived).named
    assert reach_of(Life(ONLINE, lived.events[:1], {"D": CITY["D"], "C": CITY["C"]})).above == {"D", "C"}


@pytest.mark.parametrize(
    ("who", "acts", "parts", "unmask"),
    [
        (person("D-JD", Role.OFFICER), SENT_DOWN, WHOLE, True),
        (person("D-JD", Role.UNIT_LEADER), SENT_DOWN, WHOLE, False),
        (person("D", Role.CLERK), SENT_DOWN, WHOLE, True),
        (person("D", Role.BUREAU_LEADER), SENT_DOWN, WHOLE | {Part.TRACE}, False),  # who looked
        (person("C", Role.CLERK), SENT_DOWN, WHOLE, False),  # from above nobody unmasks
        (person("C-LB", Role.LEADER), SENT_DOWN, WHOLE, False),
        (person("C", Role.SUPERVISOR), SENT_DOWN, MATTER, False),
        (person("D-ZJ", Role.OFFICER), HELPED, WHOLE, False),
        (person("D-JD", Role.OFFICER), GIVEN_BACK, REST, False),
        (person("D-JD", Role.SUPERVISOR), GIVEN_BACK, REST, False),
        (person("C-FC", Role.REVIEWER), IN_REVIEW, WHOLE, True),
        (person("C", Role.ANALYST), SENT_DOWN, {Part.FIGURES}, False),
        (person("C", Role.AUDITOR), SENT_DOWN, {Part.TRACE}, False),
        (person("E", Role.AUDITOR), SENT_DOWN, {Part.TRACE}, False),
        (person("C", Role.ADMIN), SENT_DOWN, set(), False),
        (person("C", Role.SECURITY), SENT_DOWN, set(), False),
        (person("E", Role.CLERK), SENT_DOWN, set(), False),
        (replace(person("D", Role.CLERK), agency=None), SENT_DOWN, set(), False),
        (person("P", Role.SYSTEM), SENT_DOWN, set(Part), False),
    ],
)
def test_what_a_post_lets_one_see(who: Actor, acts: tuple[object, ...], parts: set[Part], *, unmask: bool) -> None:
    seen = parts_seen(who, life(*acts), NOON)  # type: ignore[arg-type]  # every one is a `Told`
    assert set(seen) == parts
    identity = seen.get(Part.IDENTITY)
    if identity and who.role is not Role.SYSTEM:
        assert (identity.masked, identity.unmask) == (True, unmask)
    assert not any(said.masked or said.unmask for part, said in seen.items() if part is not Part.IDENTITY)


def test_who_helps_sees_of_content_and_opinions_only_what_is_shared() -> None:
    seen = parts_seen(person("D-ZJ", Role.OFFICER), life(*HELPED), NOON)
    assert {part for part, said in seen.items() if said.shared} == {Part.CONTENT, Part.INTERNAL}
    whole = parts_seen(person("D-JD", Role.OFFICER), life(*HELPED), NOON)
    assert not any(said.shared for said in whole.values())


def test_the_petitioner_sees_what_is_theirs_even_of_an_accusation_and_nothing_else() -> None:
    petitioner = Actor("", "信访人", Role.PETITIONER, clearance=0)
    lived = life(*SENT_DOWN[:2], case=ACCUSING)
    own = parts_seen(petitioner, lived, NOON, own=True)
    assert set(own) == {Part.METADATA, Part.CONTENT, Part.IDENTITY, Part.VAULT}
    assert not own[Part.IDENTITY].masked
    assert parts_seen(petitioner, lived, NOON) == {}
    assert parts_seen(petitioner, life(*SENT_DOWN), NOON) == {}


def test_an_accusation_opens_by_name_and_label_alone() -> None:
    lived = life(told("2017-08-22 09:14", "submit", to="D", granted=["d"]), *SENT_DOWN[1:2], case=ACCUSING)
    assert set(parts_seen(person("D", Role.CLERK, clearance=2), lived, NOON)) == LET_IN
    assert parts_seen(person("D", Role.CLERK), lived, NOON) == {}  # a name without the clearance
    stranger = person("D", Role.CLERK, clearance=3, login="x")
    assert parts_seen(stranger, lived, NOON) == {}  # the clearance without a name
    assert parts_seen(person("D", Role.CLERK, clearance=2, is_active=False), lived, NOON) == {}


@pytest.mark.parametrize(
    "mark", [told("2017-08-24", "recuse", "D", login="d"), told("2017-08-24", "name_accused", "D", login="d")]
)
def test_who_stands_aside_or_is_accused_sees_nothing_whatever_lets_them_in(mark: Told) -> None:
    first = told("2017-08-22 09:14", "submit", to="D", granted=["d"])
    clerk = person("D", Role.CLERK, clearance=2)
    assert parts_seen(clerk, life(first, SENT_DOWN[1], case=ACCUSING), NOON) != {}
    assert parts_seen(clerk, life(first, SENT_DOWN[1], mark, case=ACCUSING), NOON) == {}


def test_whom_it_accuses_sees_nothing_under_any_hat_that_is_worn_today() -> None:
    lived = life(told("2017-08-22 09:14", "submit", to="D", granted=["d"]), *SENT_DOWN[1:2], case=ACCUSING)
    accused, day = CITY["D-ZJ-1"], date(2017, 8, 30)
    for ends_on, sees in ((None, False), (day, False), (day - timedelta(days=1), True)):
        hat = PostFacts(accused, Role.OFFICER, ends_on=ends_on)
        clerk = person("D", Role.CLERK, clearance=2, others=(hat,))
        assert bool(parts_seen(clerk, lived, NOON)) is sees


def test_a_mandate_lets_a_supervisor_see_another_place_for_its_days_and_on_its_topic() -> None:
    task = Mandate("e", "C", date(2017, 8, 30), date(2017, 8, 30), "request", "li")
    lived, supervisor = life(*SENT_DOWN), person("E", Role.SUPERVISOR)
    assert set(parts_seen(supervisor, lived, NOON, [task])) == MATTER
    wrong = (
        replace(task, login="x"), replace(task, agency="E"), replace(task, since=date(2017, 8, 31)),
        replace(task, until=date(2017, 8, 29)), replace(task, topic="appeal"), replace(task, approved_by=""),
        replace(task, approved_by="e"),
    )  # fmt: skip
    assert [parts_seen(supervisor, lived, NOON, [one]) for one in wrong] == [{}] * len(wrong)
    assert parts_seen(person("E", Role.CLERK), lived, NOON, [task]) == {}  # it is for supervisors


def test_what_cannot_be_decided_is_denied() -> None:
    broken = person("D", Role.CLERK, clearance=None)
    assert parts_seen(broken, life(*SENT_DOWN), NOON) == {}
    assert BROKEN not in range(1, 9)


def test_every_business_role_sees_the_metadata_of_whatever_its_agency_may_follow() -> None:
    """Hold what the columns of a case rely on: seeing a case and seeing its metadata are the same."""
    by_agency = set(Stand) - {Stand.MANDATE, Stand.OWN}
    business = set(Role) - {Role.SYSTEM} - SEES_NO_CASE
    for role, stand in product(business, by_agency):
        rows = [row for row in ALLOWED if role in row.roles and stand in row.stands]
        assert any(Part.METADATA in row.parts for row in rows), (role, stand)
    case_rows = [row for row in ALLOWED if row.parts - {Part.TRACE, Part.FIGURES}]
    assert not any(role in row.roles for row in case_rows for role in SEES_NO_CASE - {Role.PETITIONER})
    assert set(THREE) <= SEES_NO_CASE


@pytest.mark.parametrize(
    ("who", "marks", "why"),
    [
        (person("D", Role.CLERK), Marks(), ""),
        (person("D", Role.CLERK), Marks(recused=frozenset({"d"})), "您已经回避这件事，不能办理"),
        (person("D", Role.CLERK), Marks(accused_people=frozenset({"d"})), "没有找到这件事"),
        (person("D", Role.CLERK), Marks(accused=frozenset({"C"})), "没有找到这件事"),
        (person("D", Role.CLERK, others=(PostFacts(CITY["E"], Role.CLERK),)), Marks(accused=frozenset({"E"})), "没有找到这件事"),
        (person("D", Role.SYSTEM), Marks(accused=frozenset({"C"})), ""),
        (Actor("", "信访人", Role.PETITIONER), Marks(recused=frozenset({""})), ""),
    ],
)  # fmt: skip
def test_who_is_kept_out_takes_no_step(who: Actor, marks: Marks, why: str) -> None:
    if not why:
        require_unbarred(who, marks, date(2017, 8, 30))
        return
    with pytest.raises(Barred) as refusal:
        require_unbarred(who, marks, date(2017, 8, 30))
    assert refusal.value.why == why
