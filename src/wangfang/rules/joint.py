"""Who stands behind a petition: those who signed it, their representatives, an agent, or somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from wangfang.rules.credentials import IdType, is_same_holder, kind_of, lasting, require_number
from wangfang.rules.facts import Form
from wangfang.rules.identity import require_id_number, require_mobile, require_name
from wangfang.rules.refusal import Refused

MOST_REPRESENTATIVES = 5
MOST_AGENTS = 2
GROUP_VISIT = 5
LONGEST_LIST = 500
ANONYMOUS = "匿名"
UNNAMED = frozenset({ANONYMOUS, "无名", "佚名", "未署名", "不详", "群众", "热心群众"})
REPRESENTS = "代表"

JOINTLY = "《信访工作条例》第二十条"
REAL_NAME = "《信访工作条例》第十九条"
AUTHORISED = "《民法典》第一百六十五条"

SCOPES: Mapping[str, str] = {"general": "一般代理", "special": "特别授权"}
"""What an agent may do: hand in and receive; or also change, settle and withdraw."""

_BETWEEN = re.compile(r"[\s,，、;；|]+")
_PHONE = re.compile(r"(?:\+?86)?1[0-9]{10}")
_RESIDENTS = re.compile(r"[0-9]{15}|[0-9]{16,17}[0-9A-Z]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signed (联名人); `represents` when the others chose them to speak."""

    name: str
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    represents: bool = False


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who acts for the petitioner (代理人), with how they are related, by which authorisation, how far."""

    name: str
    relation: str = ""
    scope: str = ""
    authorisation: str = ""
    id_type: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """Everybody behind one petition; `petitioner` is the first representative, on the list or not."""

    form: Form
    people: int
    petitioner: Signer
    signers: tuple[Signer, ...] = ()
    agents: tuple[Agent, ...] = ()
    anonymous: bool = False


def require_people(behind: Behind) -> None:
    """Let the people behind a petition pass.

    Raises:
        Refused: see `require_named`, `require_list`, `require_count`, `require_agents`.
    """
    require_named(behind)
    require_list(behind)
    require_count(behind)
    require_agents(behind)


def require_named(behind: Behind) -> None:
    """Let nobody stay unnamed except who wrote a letter, alone and without an agent.

    Raises:
        Refused: another form of petition, several signers or an agent.

    Source: 《信访工作条例》第十九条 (2022), 《信访条例》第十七条 (2005): name and address are to be given; online
    the real name is asked for. Letters that came in unnamed are registered all the same.
    """
    if not behind.anonymous:
        return
    if behind.form is not Form.LETTER:
        raise Refused("只有来信可以匿名登记，网上、来访、来电要用真实姓名", REAL_NAME)
    if behind.signers or behind.agents:
        raise Refused("匿名信没有联名人和代理人；知道姓名的，按实名登记", REAL_NAME)


def require_list(behind: Behind) -> None:
    """Let a list of signers pass on which nobody stands twice and at most 5 speak for all, the petitioner included.

    Raises:
        Refused: more than 500 rows, somebody twice, or more than 5 representatives.

    Source: 《信访条例》第十八条 (2005), 《信访工作条例》第二十条 (2022): 代表人数不得超过5人. The laws say it of
    visits; we hold every joint petition to it.
    """
    if len(behind.signers) > LONGEST_LIST:
        raise Refused(f"名单最多录 {LONGEST_LIST} 人，更多的把名单作为附件，人数写总数", JOINTLY)
    twice = next(_repeated(behind.signers), None)
    if twice:
        raise Refused(f"名单里“{twice.name}”写了两次，删掉一个", JOINTLY)
    if len(representatives(behind)) > MOST_REPRESENTATIVES:
        raise Refused(f"代表最多 {MOST_REPRESENTATIVES} 人，包括信访人自己", JOINTLY)


def require_count(behind: Behind) -> None:
    """Let a number of people pass that is not smaller than the list, the petitioner counted once.

    Raises:
        Refused: the list is longer.
    """
    listed = headcount(behind)
    if behind.people < listed:
        raise Refused(f"名单上连信访人一共 {listed} 人，人数不能少于 {listed}", JOINTLY)


def require_agents(behind: Behind) -> None:
    """Let one or two agents pass who say by which authorisation they act and how far it goes.

    Raises:
        Refused: a third agent, one without scope or authorisation, or the petitioner as their own agent.

    Source: 《民法典》第一百六十五条 (the letter of authority names agent, matter and scope); at most two as in
    《山东省信访条例》(2015) 第二十八条, for want of a national rule.
    """
    if len(behind.agents) > MOST_AGENTS:
        raise Refused(f"代理人最多 {MOST_AGENTS} 人", AUTHORISED)
    for agent in behind.agents:
        if agent.scope not in SCOPES:
            raise Refused(f"写明代理人{agent.name}的权限：{'或者'.join(SCOPES.values())}", AUTHORISED)
        if not agent.authorisation.strip():
            raise Refused(f"代理人{agent.name}要有授权委托书，写明哪天签的，或者上传", AUTHORISED)
        if agent.id_number and is_same_holder(agent.id_number, behind.petitioner.id_number):
            raise Refused("代理人就是信访人自己，不用写代理人", AUTHORISED)


def require_real_name(name: str) -> str:
    """Return a name as it is kept that is not a word for having none.

    Raises:
        Refused: it is such a word.
        NotAName: see `identity.require_name`.
    """
    kept = require_name(name)
    if kept in UNNAMED:
        raise Refused("网上反映问题要写真实姓名，我们会保密", REAL_NAME)
    return kept


def representatives(behind: Behind) -> tuple[Signer, ...]:
    """Return who speaks for all, the petitioner first; nobody when the petition is one person's."""
    if not behind.signers:
        return ()
    chosen = (one for one in behind.signers if one.represents and not _is_same(one, behind.petitioner))
    return (behind.petitioner, *chosen)


def headcount(behind: Behind) -> int:
    """Return how many people are known by name, the petitioner included."""
    return 1 + sum(not _is_same(signer, behind.petitioner) for signer in behind.signers)


def is_group_visit(form: Form, people: int) -> bool:
    """Tell whether it is a visit of a group (集体访): five persons or more.

    Source: usage of the statistics of petitions (信访统计), where 集体访 begins with five persons.
    """
    return form is Form.VISIT and people >= GROUP_VISIT


def signers_of(text: str, today: date) -> tuple[Signer, ...]:
    """Take a list apart, one person to a line: 姓名 证件号 电话, and 代表 for who speaks for the others.

    Number and telephone may be missing and stand in any order; the parts of a foreign name may have blanks
    between them. Blank lines are passed over.

    Raises:
        Refused: with the line, when a name, a number or a telephone cannot be right.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found.append(_signer(line, today))
            except Refused as wrong:
                raise Refused(f"第 {number} 行：{wrong.why}", wrong.source) from wrong
    return tuple(found)


def agents_of(text: str, today: date, said: Mapping[str, str]) -> tuple[Agent, ...]:
    """Take agents apart, one to a line as in `signers_of`; `said` is their relation, scope and authorisation.

    Raises:
        Refused: see `signers_of`.
    """
    same = {key: said.get(key, "") for key in ("relation", "scope", "authorisation")}
    return tuple(
        Agent(one.name, id_type=one.id_type, id_number=one.id_number, phone=one.phone, **same)
        for one in signers_of(text, today)
    )


def _signer(line: str, today: date) -> Signer:
    parts = [part for part in _BETWEEN.split(line.strip()) if part]
    represents = parts[-1:] == [REPRESENTS] and len(parts) > 1
    parts = parts[:-1] if represents else parts
    numbers = [part for part in parts if any(sign.isdecimal() for sign in part)]
    name = require_name(" ".join(part for part in parts if part not in numbers))
    phones = [part for part in numbers if _PHONE.fullmatch(part)]
    papers = [part for part in numbers if part not in phones]
    if len(phones) > 1 or len(papers) > 1:
        raise Refused("一行只写一个人：姓名、一个证件号码、一个手机号码")
    kind, number = next(_documents(papers, today), ("", ""))
    return Signer(name, kind, number, require_mobile(phones[0]) if phones else "", represents)


def _documents(numbers: list[str], today: date) -> Iterator[tuple[str, str]]:
    for number in numbers:
        kind = kind_of(number, today)
        if kind is IdType.OTHER and _RESIDENTS.fullmatch(number):
            require_id_number(number, today)  # says what is wrong with it
        yield kind, require_number(kind, number, today)


def _repeated(signers: Iterable[Signer]) -> Iterator[Signer]:
    """Yield who stands on the list before: under the same number, or under the same name with nothing that differs."""
    numbers: set[str] = set()
    named: dict[str, list[Signer]] = {}
    for signer in signers:
        number = lasting(signer.id_number)
        alike = named.setdefault(signer.name, [])
        if (number and number in numbers) or any(_is_same(signer, before) for before in alike):
            yield signer
        numbers.add(number)
        alike.append(signer)


def _is_same(one: Signer, other: Signer) -> bool:
    if one.id_number and other.id_number:
        return is_same_holder(one.id_number, other.id_number)
    return one.name == other.name and (not one.phone or not other.phone or one.phone == other.phone)
