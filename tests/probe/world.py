"""The city in which every door is tried: everybody who may have a post, twice, and cases at every station."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import load_city, load_review_body, operator_act
from tests.moments import at
from tests.probe.canaries import Cage
from tests.stories import Story, story
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.agencies.load import load
from wangfang.records.bulletins import drafting
from wangfang.records.cases import lookups
from wangfang.records.cases.petitions import Person
from wangfang.records.files.keep import Upload, keep
from wangfang.records.frozen import freezing
from wangfang.records.people.models import Account
from wangfang.records.people.posts import STAFF, actor_of, add_account
from wangfang.records.people.tokens import check, issue
from wangfang.rules.credentials import IdType
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

NOW = at("2017-09-02 10:00")
FURTHER = (
    ("HL-LQ", "兰河街道办事处", "unit", "230111001", "HL"),
    ("NG-JW", "南岗区纪委监委", "discipline", "230103", "NG"),
)
PLACES = {"right": ("NG", "NG-XF", "HRB-FC"), "foreign": ("HL", "HL-ZJ", "HRB-LB")}
"""Where somebody of a role sits: at the first of these that may have such a post."""
SEATS = (
    ("HLJ", Role.CLERK), ("HRB", Role.CLERK), ("DL", Role.CLERK), ("NG-HX", Role.OFFICER), ("NG-ZJ", Role.OFFICER),
    ("HL-LQ", Role.OFFICER), ("HRB-FC", Role.REVIEWER), ("HRB-LB", Role.LEADER),
)  # fmt: skip
"""Who sits elsewhere: above all, in a third district, beside the unit, and those who review and lead."""


@dataclass
class Visitor:
    """Somebody with an open session and a token; the stranger has neither."""

    name: str
    account: Account | None = None
    actor: Actor | None = None
    token: str = ""
    client: Client = field(
        default_factory=lambda: Client(raise_request_exception=False, headers={"Accept": "text/html"})
    )


@dataclass
class Lived:
    """A case with the course that it took and its canaries."""

    course: str
    told: Story
    cage: Cage

    @property
    def number(self) -> str:
        """Return its number."""
        return self.told.now.number


@dataclass
class World:
    """Everybody and everything, and who may see what today."""

    visitors: dict[str, Visitor]
    cases: list[Lived]
    files: Path = Path()

    @cached_property
    def seen(self) -> set[tuple[str, str]]:
        """Return which visitor may see which number, by name and number, as the city came about."""
        return {(v.name, c.number) for v in self.visitors.values() for c in self.cases if self.allowed(v, c)}

    def allowed(self, visitor: Visitor, case: Lived) -> bool:
        """Tell whether the one lookup of the product opens a case to somebody."""
        if visitor.actor is None:
            return False
        try:
            lookups.open_case(case.number, visitor.actor)
        except lookups.NotFound:
            return False
        return True

    def case(self, course: str) -> Lived:
        """Return the case of a course."""
        return next(one for one in self.cases if one.course == course)


def build(files: Path) -> World:
    """Let the city come about; its files are kept in a folder."""
    load_city()
    load_review_body()
    for row in FURTHER:
        columns = dict(zip(("code", "name", "kind", "region", "parent"), row, strict=True))
        load([{**columns, "valid_from": "", "valid_to": ""}], operator_act())
    visitors = {visitor.name: visitor for visitor in _everybody()}
    cases = [*_lives("NG", "NG-XF", "NG-HX", "230103018"), *_lives("HL", "HL-ZJ", "HL-LQ", "230111001")]
    freezing.freeze(Period.parse("2017Q3"), Definition.LEGAL, Act(operator_act().actor, NOW, NOW))
    drafting.draft(Period.parse("2017Q3"), Definition.LEGAL, Act(operator_act().actor, NOW, NOW))
    return World(visitors, cases, files)


def _everybody() -> list[Visitor]:
    found = [Visitor("stranger")]
    for role in STAFF:
        found += [_first(role, side, places) for side, places in PLACES.items()]
    return [*found, *(_seated(f"{agency}-{role}".lower(), agency, role) for agency, role in SEATS)]


def _first(role: Role, side: str, places: tuple[str, ...]) -> Visitor:
    for agency in places:
        try:
            return _seated(f"{role}-{side}", agency, role)
        except Refused:
            continue
    raise AssertionError(f"nowhere in {places} may a {role} sit: name a place for it")


def _seated(login: str, agency: str, role: Role) -> Visitor:
    add_account(login=login, name=f"{agency}的{role}", agency=agency, role=role, act=operator_act())
    account = Account.objects.get(login=login)
    visitor = Visitor(login, account, actor_of(account, NOW.date()), issue(login, login, None, system_act()))
    check(visitor.token, NOW.date())  # notes the day of its first use
    visitor.client.force_login(account, backend="wangfang.records.people.doors.Door")
    return visitor


def _begun(cage: Cage, region: str) -> Story:
    name, body = cage.file()
    kept_under = cage.held["file name"]
    keep(cast("Upload", SimpleUploadedFile(name, body)), kept_under, at("2017-08-22"))
    home = f"测试路5号{cage.word('home', identity=True)}"
    return story().about(
        title=f"{cage.word('title')}屋顶漏雨",
        text=f"顶楼每次下雨都漏，{cage.word('text')}，希望尽快派人来修。",
        address=f"测试路6号{cage.word('address', identity=True)}",
        region=region,
        people=3,
        petitioner=Person(
            cage.name("name"), cage.id_number("id number"), cage.phone("phone"), home, IdType.RESIDENT,
            signers=(cage.signer("signer"), cage.signer("second signer")), agents=(cage.agent(),),
        ),
        files=kept_under,
    )  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """Where a case is lived: its bureau, a unit of that bureau and another one, and the words put into it."""

    begun: Story
    cage: Cage
    bureau: str
    unit: str
    other: str

    def registered(self) -> Story:
        """Let it come in and be registered."""
        return self.begun.submitted(to=self.bureau).registered()

    def at_the_unit(self) -> Story:
        """Let the unit have it."""
        return self.registered().forwarded(self.unit)

    def objected(self) -> Story:
        """Let the unit object."""
        return self.at_the_unit().objected(f"不归本单位管{self.cage.word('objection')}")

    def drafted(self) -> Story:
        """Let the unit work on it and write a draft."""
        worked = self.at_the_unit().accepted().worked(f"上门看了{self.cage.word('work')}")
        return worked.drafted(f"经查，屋面老化{self.cage.word('draft')}，拟予更换。")

    def closed(self) -> Story:
        """Let it be solved, answered and closed."""
        solved = self.at_the_unit().accepted().resolved(f"已修好{self.cage.word('resolved')}")
        answered = solved.answered(f"已更换防水卷材{self.cage.word('opinion')}，不再漏雨。")
        return answered.served().closed(f"办结{self.cage.word('report')}")

    def assisted(self) -> Story:
        """Let the other unit assist."""
        both = self.registered().forwarded(self.unit, self.other).accepted()
        return both.assisted(self.other, f"已核对{self.cage.word('assisted')}，情况属实。")


COURSES: dict[str, Callable[[Setting], Story]] = {
    "waiting": lambda at: at.begun.submitted(to=at.bureau),
    "registered": Setting.registered,
    "with the unit": Setting.at_the_unit,
    "ended there": lambda at: at.objected().returned(at.bureau, to=at.other),
    "objected": Setting.objected,
    "assisted": Setting.assisted,
    "drafted": Setting.drafted,
    "closed": Setting.closed,
    "declined": lambda at: at.at_the_unit().declined(f"依法应当通过仲裁解决{at.cage.word('declined')}"),
    "under review": lambda at: at.closed().review_asked("HRB-FC", f"没有解决漏雨{at.cage.word('review')}"),
    "unit accused": lambda at: at.begun.accusing(at.unit).submitted(to=at.bureau).registered(),
    "bureau accused": lambda at: at.begun.accusing(at.bureau).submitted(to="HRB").registered(),
}
"""How a case goes from hand to hand, by the word under which tests ask for it."""


def _lives(bureau: str, unit: str, other: str, region: str) -> list[Lived]:
    lived: list[Lived] = []
    for name, course in COURSES.items():
        cage = Cage()
        told = course(Setting(_begun(cage, region), cage, bureau, unit, other))
        lived.append(Lived(f"{bureau} {name}", told, cage))
    copy = Cage()
    first = lived[0].told.now
    merged = _begun(copy, region).submitted(to=bureau).registered().merged(first, f"重复{copy.word('merge')}")
    return [*lived, Lived(f"{bureau} merged", merged, copy)]
