"""How a case is shown: a row of the work list, the panel beside it, the head of its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk.presenters.clocks import DutyLine, Light, duty_lines, light_of
from wangfang.interfaces.desk.presenters.history import HopLine, Stage, hop_lines, stages
from wangfang.interfaces.desk.wording import SCOPES
from wangfang.interfaces.frame import wording as shared
from wangfang.records.agencies.places import place_name
from wangfang.records.files.scanning import SHOWN
from wangfang.rules import contents
from wangfang.rules.credentials import IdType
from wangfang.rules.duties import duties_of
from wangfang.rules.facts import CHINA, Form, Purpose, Step
from wangfang.rules.joint import ANONYMOUS, Behind, Signer, is_group_visit, representatives
from wangfang.rules.labels import Part
from wangfang.rules.privacy import in_list, is_secret, mask_address, mask_name, mask_phone, shown
from wangfang.rules.revealing import MASKED, Field, Spot, Whose

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from wangfang.records.cases.models import Case
    from wangfang.records.files.models import StoredFile
    from wangfang.rules.duties import Duty, Law
    from wangfang.rules.facts import Life
    from wangfang.rules.joint import Agent
    from wangfang.rules.showing import Showing

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Flag:
    """A small word after the title that a clerk must not miss."""

    colour: str
    word: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of cases; the petitioner's given name never shows.

    Where the content is not seen the number stands in the place of the title, where the identity is not, nothing.
    """

    number: str
    title: str
    who: str
    category: str
    state: str
    flags: list[Flag]
    light: Light
    url: str
    at_url: str
    panel_url: str


def row_of(case: Case, today: date, shows: Showing, at_url: str = "") -> Row:
    """Return the row of a case; `at_url` is the address of the list it stands in with its panel open."""
    joint = _("等") if case.people > 1 and not case.destroyed else ""
    return Row(
        number=case.number,
        title=_("（已按规定销毁）") if case.destroyed else title_of(case, shows),
        who=f"{in_list(case.petitioner.masked, case.purpose, case.secrecy)}{joint}" if shows.has(Part.IDENTITY) else "",
        category=case.category,
        state=case.state,
        flags=flags_of(case),
        light=light_of(case, today),
        url=_address("desk:case", case.number),
        at_url=at_url,
        panel_url=_address("desk:panel", case.number),
    )


def title_of(case: Case, shows: Showing) -> str:
    """Return the title of a case, or its number to who does not see what it is about."""
    return shows.clean(case.title) if shows.has(Part.CONTENT) else case.number


def _address(page: str, number: str) -> str:
    """Return the address of a page of a case; a list asks for many, so the way to it is looked up once."""
    return _way(page).replace("/0/", f"/{number}/", 1)


@cache
def _way(page: str) -> str:
    return reverse(page, args=["0"])


def flags_of(case: Case) -> list[Flag]:
    """Return what stands out about a case."""
    found = []
    if case.form != Form.ONLINE:
        found.append(Flag("teal", str(shared.FORMS[Form(case.form)])))
    if case.people > 1:
        word = _("集体访 %(n)s 人") if is_group_visit(Form(case.form), case.people) else _("联名 %(n)s 人")
        found.append(Flag("grey", word % {"n": case.people}))
    if case.purpose == Purpose.SUGGESTION:
        found.append(Flag("teal", _("建议")))
    if case.purpose == Purpose.ACCUSATION:
        found.append(Flag("line", _("检举控告")))
    if "@simple-2016" in case.due_limit:
        found.append(Flag("blue", _("简易程序")))
    return found


def marks_of(life: Life) -> list[Flag]:
    """Return the marks that those above have put on a case: urged, supervised, on the list."""
    steps = [event.step for event in life.events]
    urged, listed = steps.count(Step.URGE), [step for step in steps if step in (Step.LIST, Step.LIFT)]
    found = [Flag("amber", _("已催办 %(n)s 次") % {"n": urged})] if urged else []
    if Step.SUPERVISE in steps:
        found.append(Flag("red", _("督办")))
    if listed and listed[-1] is Step.LIST:
        found.append(Flag("red", _("挂牌督办")))
    return found


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment with the address from which it is read."""

    name: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A word and what is shown beside it; `spots` are the fields hidden in it."""

    word: str
    value: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that the panel and the pages of one case show of it."""

    number: str
    title: str
    text: str
    state: str
    url: str
    flags: list[Flag]
    light: Light
    brief: list[Pair]
    facts: list[Pair]
    petitioner: list[Masked]
    files: list[FileLine]
    stages: list[Stage]
    hops: list[HopLine]
    duties: list[DutyLine]

    @property
    def open_duties(self) -> list[DutyLine]:
        """Return the clocks that still run."""
        return [line for line in self.duties if line.is_open]


def view_of(  # noqa: PLR0913, PLR0917 - what a case is shown from
    case: Case, life: Life, law: Law, shows: Showing, kept: Iterable[StoredFile], now: datetime
) -> CaseView:
    """Return a case ready to be shown to somebody who sees some of its parts."""
    today = now.astimezone(CHINA).date()
    return CaseView(
        number=case.number,
        title=title_of(case, shows),
        text=shows.clean(case.text) if shows.has(Part.CONTENT) else "",
        state=case.state,
        url=reverse("desk:case", args=[case.number]),
        flags=[*marks_of(life), *flags_of(case)],
        light=light_of(case, today),
        brief=brief_of(case, shows),
        facts=facts_of(case, shows),
        petitioner=petitioner_of(case) if shows.has(Part.IDENTITY) else [],
        files=[_file_line(case.number, one) for one in kept],
        stages=stages(life),
        hops=hop_lines(life, now),
        duties=duty_lines(case.number, clocks(life, law), life.agencies, today),
    )


def _file_line(number: str, file: StoredFile) -> FileLine:
    """Return an attachment as a line; one that waits for the scanner has no address yet."""
    if file.standing in SHOWN:
        return FileLine(file.name, file.size, reverse("files:file", args=[number, file.pk]))
    return FileLine(_("%(name)s（等待查毒，暂时不能打开）") % {"name": file.name}, file.size, "")


def clocks(life: Life, law: Law) -> tuple[Duty, ...]:
    """Return the legal clocks of a life in their fixed order; addresses name them by their place."""
    return duties_of(life, law)


def brief_of(case: Case, shows: Showing) -> list[Pair]:
    """Return what a clerk needs beside the text to decide where a case goes."""
    came = f"{shared.FORMS[Form(case.form)]} · {case.received_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return [
        *([(_("信访人"), _who(case))] if shows.has(Part.IDENTITY) else []),
        (_("来源"), came),
        (_("属地"), place_name(case.region)),
        *(_where_and_whom(case, shows) if shows.has(Part.CONTENT) else []),
    ]


def _who(case: Case) -> str:
    person = shown(case.petitioner, secret=is_secret(case.purpose, case.secrecy))
    return " · ".join(part for part in (person.name, person.phone) if part)


def _where_and_whom(case: Case, shows: Showing) -> list[Pair]:
    """Return the place that a case is about, and whom; both are content."""
    place = (_("地点"), shows.clean(mask_address(case.address)))
    return [place, (_("被反映"), case.respondent)] if case.respondent else [place]


def facts_of(case: Case, shows: Showing) -> list[Pair]:
    """Return the head of the case page."""
    return [
        (_("编号"), case.number),
        (_("信访形式"), str(shared.FORMS[Form(case.form)])),
        (_("信访目的"), str(shared.PURPOSES[Purpose(case.purpose)])),
        (_("内容分类"), class_of(case)),
        (_("问题属地"), place_name(case.region)),
        *(_where_and_whom(case, shows) if shows.has(Part.CONTENT) else []),
        (_("涉及人数"), str(case.people)),
        (_("现由谁办"), case.holder.name),
        *([(_("来源"), f"{case.source} {case.external_id}")] if case.external_id else []),
        (_("公开意愿"), _("愿意公开结果") if case.publish else _("不公开")),
    ]


def class_of(case: Case) -> str:
    """Return the class of content with those above it, under their names of the day on which the case came in."""
    day = case.received_at.astimezone(CHINA).date()
    return contents.path_of(contents.require(case.content, day), day) if case.content else case.category


def petitioner_of(case: Case) -> list[Masked]:
    """Return the petitioner, and who else stands behind the petition, with everything hidden that nobody needs."""
    person = case.petitioner
    secret = is_secret(case.purpose, case.secrecy)
    kind = str(shared.ID_TYPES[IdType(person.id_type)]) if person.id_type and not secret else _("证件")
    seen = shown(person, secret=secret)
    return [
        _own(_("姓名"), ANONYMOUS if person.anonymous else seen.name, *([] if person.anonymous else [Field.NAME])),
        _own(_("手机"), seen.phone, Field.PHONE),
        _own(kind, seen.id_number, Field.ID_NUMBER),
        _own(_("住址"), seen.address, Field.ADDRESS),
        *([] if secret else _beside(case)),
    ]


def _own(word: str, value: str, *fields: Field) -> Masked:
    """Return a field of the petitioner; where nothing stands nothing is hidden."""
    return Masked(word, value, tuple(Spot(field) for field in fields if value))


def _beside(case: Case) -> list[Masked]:
    """Return who else signed, and who acts for the petitioner; of a secret case nobody is told."""
    agents = enumerate(case.petitioner.acting, start=1)
    return [*_joint(case), *(_agent(agent, place) for place, agent in agents)]


def _joint(case: Case) -> list[Masked]:
    signers = case.petitioner.joint
    if not signers:
        return []
    own = Signer(case.petitioner.name, "", case.petitioner.id_number, case.petitioner.phone)
    spoken = representatives(Behind(Form(case.form), case.people, own, signers))
    listed = _("%(n)s 人：%(names)s") % {"n": len(signers), "names": _("、").join(mask_name(s.name) for s in signers)}
    spots = tuple(Spot(Field.NAME, Whose.SIGNER, place) for place in range(1, len(signers) + 1))
    return [Masked(_("代表"), _("、").join(mask_name(one.name) for one in spoken)), Masked(_("联名人"), listed, spots)]


def _agent(agent: Agent, place: int) -> Masked:
    scope = str(SCOPES[agent.scope])
    parts = (mask_name(agent.name), agent.relation, mask_phone(agent.phone), scope, agent.authorisation)
    spots = tuple(Spot(field, Whose.AGENT, place) for field in MASKED[Whose.AGENT] if getattr(agent, field))
    return Masked(_("代理人"), " · ".join(part for part in parts if part), spots)
