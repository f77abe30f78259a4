"""A petition as it comes in, and the checks that it must pass before it becomes a case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date

from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.models import Case
from wangfang.records.people.models import Petitioner
from wangfang.rules import contents
from wangfang.rules.credentials import IdType, require_number
from wangfang.rules.facts import Form, Kind, Purpose
from wangfang.rules.identity import require_name
from wangfang.rules.joint import ANONYMOUS, Agent, Behind, Signer, require_people
from wangfang.rules.privacy import is_secret, mask_name
from wangfang.rules.refusal import Refused

TITLE, TEXT, SHORT = 200, 20_000, 300
"""Characters that a title, a text, and an address or respondent may have."""

REAL_NAME = "《信访工作条例》第十九条"
_REGION = re.compile(r"[0-9]{6}([0-9]{3}([0-9]{3})?)?")
_COUNTY, _STREET = 6, 9
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Person:
    """The petitioner as given: the name is required, the rest as the form of petition asks for it.

    Who is `anonymous` (匿名) is kept without name, number and telephone. `signers` signed as well (联名),
    `agents` act for the petitioner (代理).
    """

    name: str
    id_number: str = ""
    phone: str = ""
    address: str = ""
    id_type: str = ""
    anonymous: bool = False
    signers: tuple[Signer, ...] = ()
    agents: tuple[Agent, ...] = ()


@dataclass(frozen=True, slots=True)
class Petition:
    """What a petition says; `to` is the code of the bureau that receives it.

    `category` is the class of content in words, `content` its code when the tables have it.
    """

    to: str
    title: str
    text: str
    region: str
    petitioner: Person
    form: Form = Form.ONLINE
    purpose: Purpose = Purpose.REQUEST
    address: str = ""
    category: str = ""
    content: str = ""
    respondent: str = ""
    people: int = 1
    publish: bool = False
    source: str = ""
    external_id: str = ""
    files: str = field(default="")


def case_of(petition: Petition, found: Tree) -> Case:
    """Return an unsaved case with its unsaved petitioner.

    Raises:
        Refused: a field is missing, too long, holds characters that no text has, or names no bureau.
    """
    _require_texts(petition)
    _require_receiver(petition, found)
    if petition.content:
        contents.require(petition.content, date.max)
    if not 1 <= petition.people <= 100_000:  # noqa: PLR2004 - more people than any petition has had
        raise Refused("人数应在 1 到 100000 之间", REAL_NAME)
    accused = found.by_code.get(petition.respondent)
    return Case(
        form=petition.form,
        purpose=petition.purpose,
        plain_title=petition.title.strip(),
        plain_text=petition.text.strip(),
        region=_place(petition.region, found),
        plain_address=petition.address,
        category=petition.category or _category(petition.content),
        content=petition.content,
        plain_respondent=accused.name if accused else petition.respondent,
        respondent_code=accused.code if accused else "",
        people=petition.people,
        petitioner=_petitioner(petition, secret=is_secret(petition.purpose)),
        publish=petition.publish,
        source=petition.source,
        external_id=petition.external_id,
    )


def _petitioner(petition: Petition, *, secret: bool) -> Petitioner:
    person = petition.petitioner
    who = Petitioner(anonymous=person.anonymous)
    who.name = ANONYMOUS if person.anonymous else require_name(person.name)
    who.id_type, who.id_number = _kind(person.id_type), person.id_number
    who.phone, who.address = person.phone, person.address
    who.signers, who.agents = _rows(person.signers), _rows(person.agents)
    if person.anonymous:
        who.id_type = who.id_number = who.phone = ""
    elif who.id_type and who.id_number:  # birth dates against today: the forms, which know the day
        who.id_number = require_number(IdType(who.id_type), who.id_number, date.max)
    who.masked = mask_name(who.name, secret=secret)
    own = Signer(who.name, who.id_type, who.id_number, who.phone)
    require_people(Behind(petition.form, petition.people, own, who.joint, who.acting, who.anonymous))
    return who


def _kind(word: str) -> str:
    if word and word not in set(IdType):
        raise Refused(f"证件类型“{word[:20]}”不认识，可以是 {'、'.join(IdType)}")
    return word


def _rows(people: Iterable[Signer | Agent]) -> list[dict[str, object]]:
    """Return people as they are kept: names in one spelling, nothing that is empty."""
    rows = []
    for one in people:
        kept = {key: value for key, value in asdict(one).items() if value}
        for text in map(str, kept.values()):
            if len(text) > SHORT or _CONTROL.search(text):
                raise Refused(f"“{one.name[:20]}”的资料太长或者有不能保存的字符，请重新输入")
        rows.append({**kept, "name": require_name(one.name), **_checked(one)})
    return rows


def _checked(one: Signer | Agent) -> dict[str, str]:
    kind = _kind(one.id_type)
    return {"id_number": require_number(IdType(kind), one.id_number, date.max)} if kind and one.id_number else {}


def _category(content: str) -> str:
    """Return the class of the first level in words, for a petition that gives the code alone."""
    return contents.line_of(contents.require(content, date.max), date.max)[0].name if content else ""


def _place(code: str, found: Tree) -> str:
    """Return a region without the zeros that only fill it up, when no street is named that the county has not.

    A street is looked up where the tree knows streets of its county; elsewhere any code will do.
    """
    if not _REGION.fullmatch(code):
        raise Refused(f"地区代码“{code[:20]}”不对，应为 6、9 或 12 位数字")
    short = re.sub("(?<=^[0-9]{9})000$|(?<=^[0-9]{6})000(000)?$", "", code)
    if len(short) > _COUNTY:
        county = short[:_COUNTY]
        regions = (a.region for a in found.by_code.values() if a.region.startswith(county))
        streets = {region for region in regions if len(region) == _STREET}
        if streets and short[:_STREET] not in streets:
            raise Refused(f"地区代码“{code}”不对，{county} 没有这个街道、乡镇，请选所属街道或者只选区县")
    return short


def _require_texts(petition: Petition) -> None:
    person = petition.petitioner
    who = ANONYMOUS if person.anonymous else person.name
    required = (("标题", petition.title, TITLE), ("反映的内容", petition.text, TEXT), ("信访人姓名", who, 100))
    bounded = (
        ("地址", petition.address, SHORT),
        ("被反映人", petition.respondent, TITLE),
        ("内容分类", petition.category, 100),
        ("证件号码", person.id_number, 40),
        ("手机号码", person.phone, 20),
        ("住址", person.address, SHORT),
        ("来源编号", petition.external_id, 100),
        ("来源", petition.source, 100),
    )
    for name, text, _ in required:
        if not text.strip():
            raise Refused(f"{name}不能为空", REAL_NAME)
    for name, text, longest in (*required, *bounded):
        if len(text) > longest:
            raise Refused(f"{name}太长，最多 {longest} 个字")
        if _CONTROL.search(text):
            raise Refused(f"{name}里有不能保存的字符，请重新输入")


def _require_receiver(petition: Petition, found: Tree) -> None:
    """Let a bureau receive a petition, and a responsible unit what is brought to it on paper or by mouth (DL09).

    Source: 《信访工作条例》第二十三条 (what is put to an organ directly).
    """
    receiver = found.agency(petition.to)
    fit = {Kind.BUREAU} if petition.form is Form.ONLINE else {Kind.BUREAU, Kind.UNIT}
    if receiver.kind not in fit:
        raise Refused(f"{receiver.name}不是信访部门，不能直接接收信访件", REAL_NAME)
