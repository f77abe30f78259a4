"""A petition as it comes in, and the checks that it must pass before it becomes a case."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wangfang.records.agencies.tree import Tree
from wangfang.records.cases.models import Case
from wangfang.records.people.models import Petitioner
from wangfang.rules.facts import Agency, Form, Kind, Purpose
from wangfang.rules.identity import require_name
from wangfang.rules.refusal import Refused

TITLE, TEXT, SHORT = 200, 20_000, 300
"""Characters that a title, a text, and an address or respondent may have."""

REAL_NAME = "《信访工作条例》第十九条"
_REGION = re.compile(r"\d{6}(\d{3}(\d{3})?)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Person:
    """The petitioner as given: the name is required, the rest as the form of petition asks for it."""

    name: str
    id_number: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Petition:
    """What a petition says; `to` is the code of the bureau that receives it."""

    to: str
    title: str
    text: str
    region: str
    petitioner: Person
    form: Form = Form.ONLINE
    purpose: Purpose = Purpose.REQUEST
    address: str = ""
    category: str = ""
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
    _require_bureau(petition.to, found)
    if not _REGION.fullmatch(petition.region):
        raise Refused(f"地区代码“{petition.region[:20]}”不对，应为 6、9 或 12 位数字")
    if not 1 <= petition.people <= 100_000:  # noqa: PLR2004 - more people than any petition has had
        raise Refused("人数应在 1 到 100000 之间", REAL_NAME)
    accused = found.by_code.get(petition.respondent)
    return Case(
        form=petition.form,
        purpose=petition.purpose,
        title=petition.title.strip(),
        text=petition.text.strip(),
        region=petition.region,
        address=petition.address,
        category=petition.category,
        respondent=accused.name if accused else petition.respondent,
        respondent_code=accused.code if accused else "",
        people=petition.people,
        petitioner=_petitioner(petition.petitioner),
        publish=petition.publish,
        source=petition.source,
        external_id=petition.external_id,
    )


def _petitioner(person: Person) -> Petitioner:
    return Petitioner(
        name=require_name(person.name), id_number=person.id_number, phone=person.phone, address=person.address
    )


def _require_texts(petition: Petition) -> None:
    person = petition.petitioner
    required = (("标题", petition.title, TITLE), ("反映的内容", petition.text, TEXT), ("信访人姓名", person.name, 100))
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


def _require_bureau(code: str, found: Tree) -> Agency:
    bureau = found.agency(code)
    if bureau.kind is not Kind.BUREAU:
        raise Refused(f"{bureau.name}不是信访部门，不能直接接收信访件", REAL_NAME)
    return bureau
