"""The people and agencies of every test: a small city with a clerk at each rung, units, an accused and a stranger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.moments import at
from wangfang.records.agencies.load import load, put_on_pilot
from wangfang.records.agencies.tree import tree
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.rules.facts import Act, Actor, Role

AGENCIES = """\
code,name,kind,region,parent,valid_from,valid_to
HLJ,黑龙江省信访局,bureau,230000,,,
HRB,哈尔滨市信访局,bureau,230100,HLJ,,
HRB-ZJ,哈尔滨市住房和城乡建设局,unit,230100,HRB,,
HRB-LB,哈尔滨市信访工作联席会议办公室,joint_office,230100,HRB,,
NG,南岗区信访局,bureau,230103,HRB,,
NG-XF,先锋路街道办事处,unit,230103018,NG,,
NG-HX,哈西街道办事处,unit,230103016,NG,,
NG-ZJ,南岗区住房和城乡建设局,unit,230103,NG,,
HL,呼兰区信访局,bureau,230111,HRB,,
HL-ZJ,呼兰区住房和城乡建设局,unit,230111,HL,,
DL,道里区信访局,bureau,230102,HRB,,
"""


def load_city() -> None:
    """Load the small city."""
    lines = [line.split(",") for line in AGENCIES.splitlines()]
    load([dict(zip(lines[0], line, strict=True)) for line in lines[1:]], operator_act())


def load_review_body() -> None:
    """Add the city's body for review and recheck, which few tests need."""
    row = {"code": "HRB-FC", "name": "哈尔滨市信访事项复查复核办公室", "kind": "review_body", "region": "230100"}
    load([{**row, "parent": "HRB", "valid_from": "", "valid_to": ""}], operator_act())


def put_nangang_on_315(since: str = "2017-01-01") -> None:
    """Put Nangang and everything below it on the local rules."""
    put_on_pilot("NG", "harbin-315", date.fromisoformat(since), None, operator_act())


def operator_act() -> Act:
    """Return an act of whoever installs the system."""
    moment = at("2016-01-01")
    return Act(Actor("operator", "管理员", Role.SYSTEM), moment, moment)


def person(agency: str, role: Role, name: str = "") -> Actor:
    """Return somebody at an agency."""
    return Actor(f"{agency}-{role}".lower(), name or f"{agency}的{role}", role, tree().agency(agency))


def clerk(agency: str) -> Actor:
    """Return the clerk of a bureau."""
    return person(agency, Role.CLERK)


def officer(agency: str) -> Actor:
    """Return the officer of a unit."""
    return person(agency, Role.OFFICER)


def at_accusations(agency: str, role: Role = Role.CLERK, clearance: int = 2) -> Actor:
    """Return somebody at a post that takes accusations (举报受理岗), with an account; made when it is not there yet."""
    who = person(agency, role)
    login = f"{agency}-jubao-{role}".lower()
    if not Account.objects.filter(login=login).exists():
        add_account(login=login, name=who.name, agency=agency, role=role, clearance=clearance, act=operator_act())
    return replace(who, login=login, clearance=clearance)


PETITIONER = Actor("", "信访人", Role.PETITIONER)
