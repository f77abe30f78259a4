"""Random worlds in the database: a tree of four levels, people with several hats, cases with marks of every kind."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tests.cast import operator_act
from tests.moments import at
from wangfang.records.agencies.load import load
from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases.models import Case, StepTaken
from wangfang.records.cases.sealing import under_seal
from wangfang.records.cases.sight import set_sight
from wangfang.records.cases.writing import copy
from wangfang.records.people.mandates import mandates_of
from wangfang.records.people.models import Account, Mandate, Petitioner, Post
from wangfang.records.people.posts import actor_of
from wangfang.rules.facts import Actor, CaseFacts, Event, Form, Kind, Life, Purpose, Role, Step, day_of
from wangfang.rules.labels import SECRECIES, Marks, Part, marks_of
from wangfang.rules.reach import Reach, reach_of
from wangfang.rules.refusal import Refused
from wangfang.rules.seeing import CASE_PARTS, Question, decide

AGENCIES = [
    ("P", "bureau", "230000", ""), ("P-ZJ", "unit", "230000", "P"), ("P-LB", "joint_office", "230000", "P"),
    *((f"P{c}", "bureau", f"2301{c}0", "P") for c in "01"),
    *((f"P{c}-ZJ", "unit", f"2301{c}0", f"P{c}") for c in "01"),
    ("P0-LB", "joint_office", "230100", "P0"), ("P0-FC", "review_body", "230100", "P0"),
    *((f"P{c}{d}", "bureau", f"2301{c}{d}", f"P{c}") for c in "01" for d in "23"),
    *((f"P{c}{d}-S{e}", "unit", f"2301{c}{d}00{e}", f"P{c}{d}") for c in "01" for d in "23" for e in "12"),
]  # fmt: skip
NOW = at("2024-06-15 10:00")
PEOPLE, CASES = 10, 12
DESKS = (Role.CLERK, Role.BUREAU_LEADER, Role.OFFICER, Role.UNIT_LEADER, Role.LEADER, Role.REVIEWER)
_OTHERS = (Role.SUPERVISOR, Role.SUPERVISOR, Role.ANALYST)
_HOUSE = (Role.ADMIN, Role.SECURITY, Role.AUDITOR)


def settle_tree() -> None:
    """Load the agencies of every world."""
    rows = [
        {"code": code, "name": f"{code}机关", "kind": kind, "region": region, "parent": above}
        for code, kind, region, above in AGENCIES
    ]
    load([{**row, "valid_from": "", "valid_to": ""} for row in rows], operator_act())


@dataclass(frozen=True, slots=True)
class World:
    """People and cases, and for each person the numbers of the cases that the rules let them see."""

    people: list[tuple[Actor, frozenset[str]]]
    lives: dict[str, Life]


def world(seed: int) -> World:
    """Make one world in the database; the caller undoes it."""
    rng, found = random.Random(seed), tree()
    logins = [f"u{number}" for number in range(PEOPLE)]
    for login in logins:
        _person(rng, login, found)
    lives = {f"W{number:03}": _life(rng, f"W{number:03}", found, logins) for number in range(CASES)}
    _keep(lives, found)
    standing = {number: (marks_of(life), reach_of(life)) for number, life in lives.items()}
    return World([(actor, _expected(actor, standing)) for actor in _actors(logins)], lives)


def _actors(logins: list[str]) -> Iterator[Actor]:
    for login in logins:
        try:
            yield actor_of(Account.objects.get(login=login), day_of(NOW))
        except Refused:  # no post on this day: nobody to the rules, and nobody comes in
            continue


def _expected(actor: Actor, standing: dict[str, tuple[Marks, Reach]]) -> frozenset[str]:
    tasks = mandates_of(actor.login)
    seen = set()
    for number, (marks, reach) in standing.items():
        asked = Question(actor, marks, reach, Part.METADATA, NOW, tasks)
        if any(decide(replace(asked, part=part)).allowed for part in CASE_PARTS):
            seen.add(number)
    return frozenset(seen)


def _person(rng: random.Random, login: str, found: Tree) -> None:
    account = Account.objects.create(login=login, name=login, is_active=rng.random() > 0.06)
    roles = [rng.choice(_HOUSE)] if rng.random() < 0.1 else rng.choices((*DESKS, *_OTHERS), k=rng.choice((1, 1, 2, 3)))
    for role in roles:
        agency = rng.choice([code for code, *_ in AGENCIES])
        starts, ends = _days(rng)
        Post.objects.create(
            account=account, agency_id=found.key_of[agency], role=role, starts_on=starts, ends_on=ends,
            clearance=rng.choice((0, 1, 1, 2, 2, 3)),
        )  # fmt: skip
    if Role.SUPERVISOR in roles and rng.random() < 0.8:
        starts, ends = day_of(NOW) - timedelta(rng.choice((-1, 0, 9))), day_of(NOW) + timedelta(rng.choice((-1, 0, 9)))
        Mandate.objects.create(
            account=account, agency_id=found.key_of[_task_place(rng)], starts_on=min(starts, ends), ends_on=max(starts, ends),
            topic=rng.choice(("", "", "appeal", "accusation")), approved_by=rng.choice(("leader", "leader", login)),
        )  # fmt: skip


def _task_place(rng: random.Random) -> str:
    return rng.choice([code for code, kind, *_ in AGENCIES if kind != "joint_office"])


def _days(rng: random.Random) -> tuple[date | None, date | None]:
    today = day_of(NOW)
    near = [None, None, today, today - timedelta(1), today + timedelta(1), today - timedelta(90), today + timedelta(90)]
    starts, ends = rng.choice(near), rng.choice(near)
    return (ends, starts) if starts and ends and starts > ends else (starts, ends)


def _life(rng: random.Random, number: str, found: Tree, logins: list[str]) -> Life:
    """Return a life that was brought here and there; the rules of steps do not matter to who may see it."""
    purpose = rng.choice((Purpose.ACCUSATION, *list(Purpose)))
    codes = [code for code, *_ in AGENCIES]
    bureaus = [code for code, kind, *_ in AGENCIES if kind == "bureau"]
    units = [code for code, kind, *_ in AGENCIES if kind == "unit"]
    accused = rng.choice(codes) if purpose is Purpose.ACCUSATION and rng.random() < 0.8 else ""
    holder, life = (
        rng.choice(bureaus),
        Life(CaseFacts(number, Form.ONLINE, purpose, "230100", 1, accused), (), found.by_code),
    )
    life = _after(life, Step.SUBMIT, "", to=holder, **_let_in(rng, logins), **_first_label(rng))
    life = _after(life, Step.REGISTER, holder)
    for _ in range(rng.randrange(4)):
        to = rng.choice([code for code in codes if code != holder and _can_hold(found, code)])
        helping = {"co": [rng.choice(units)]} if rng.random() < 0.3 else {}
        life, holder = _after(life, Step.FORWARD, holder, to=to, **helping, **_let_in(rng, logins)), to
    for _ in range(rng.randrange(5)):
        life = _marked(rng, life, logins, codes)
    return life


def _marked(rng: random.Random, life: Life, logins: list[str], codes: list[str]) -> Life:
    login, by = rng.choice(logins), rng.choice(logins)
    kind = rng.randrange(6)
    if kind == 0:
        return _after(life, Step.LABEL, "P", by, secrecy=rng.choice(list(SECRECIES)), why="…")
    if kind == 1:
        return _after(life, Step.RECUSE, "P", by, login=login, why="…")
    if kind == 2:
        whom = {"login": login} if rng.random() < 0.5 else {"agency": rng.choice(codes)}
        return _after(life, Step.NAME_ACCUSED, "P", by, why="…", **whom)
    if kind == 3:
        return _after(life, Step.END_GRANT, "P", by, login=login, why="…")
    until = day_of(NOW) + timedelta(rng.choice((-2, -1, 0, 5)))
    parts = rng.sample([part.value for part in Part], k=2)
    life = _after(life, Step.ASK_GRANT, "P", by, login=login, parts=parts, until=until.isoformat(), why="…")
    return _after(life, Step.APPROVE_GRANT, "P", rng.choice(logins), login=login)


def _can_hold(found: Tree, code: str) -> bool:
    return found.agency(code).kind in (Kind.BUREAU, Kind.UNIT)


def _let_in(rng: random.Random, logins: list[str]) -> dict[str, object]:
    return {"granted": rng.sample(logins, k=2)} if rng.random() < 0.4 else {}


def _first_label(rng: random.Random) -> dict[str, object]:
    return {"secrecy": rng.choice(list(SECRECIES))} if rng.random() < 0.3 else {}


def _after(life: Life, step: Step, agency: str, by: str = "", /, **detail: object) -> Life:
    moment = NOW - timedelta(days=40) + timedelta(hours=len(life.events))
    event = Event(len(life.events) + 1, step, moment, moment, agency, detail, by, by)
    return replace(life, events=(*life.events, event))


def _keep(lives: dict[str, Life], found: Tree) -> None:
    person = Petitioner()
    person.name = "王秀兰"
    person.save()
    copy([_row(life, person, number, found) for number, life in lives.items()])
    keys = dict(Case.objects.filter(number__in=list(lives)).values_list("number", "pk"))
    copy([_step(keys[number], event) for number, life in lives.items() for event in life.events])


def _step(case: int, event: Event) -> StepTaken:
    return StepTaken(
        case_id=case, number=event.number, step=event.step, agency=event.agency, actor=event.login,
        actor_name=event.actor, occurred_at=event.occurred_at, recorded_at=event.recorded_at,
        kept=dict(event.detail), key="",
    )  # fmt: skip


def _row(life: Life, person: Petitioner, number: str, found: Tree) -> Case:
    moment: datetime = life.events[0].recorded_at
    case = Case(
        number=number, form=life.case.form, purpose=life.case.purpose, plain_title=number, plain_text=number, region="230100",
        respondent_code=life.case.respondent, petitioner=person, state="registered", is_open=True, received_at=moment,
        holder_id=found.key_of[reach_of(life).holder], moved_at=moment, steps_taken=len(life.events), digest="",
    )  # fmt: skip
    set_sight(case, life, found)
    under_seal([case], [], ())
    return case
