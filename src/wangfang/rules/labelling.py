"""Who may mark a case so: label it, stand aside, name the accused, let somebody in by name, and with whom together?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from wangfang.rules.facts import Act, Life, Role, Step
from wangfang.rules.labels import (
    SECRECIES,
    Marks,
    Part,
    Secrecy,
    accused_units,
    lowering_asked,
    marks_of,
    pending_grants,
)
from wangfang.rules.refusal import Refused

SOURCE = "《信访工作条例》第三十条"
WITHDRAWAL = "《信访工作条例》第二十八条"
TWO_PERSONS = "《信访工作条例》第三十条、GB/T 22239-2019 8.1.5.3"

LONGEST_GRANT = timedelta(days=90)
"""How long a grant may last at most before it has to be asked for anew: the answer's longest limit (60 + 30 days)."""

GRANTABLE = frozenset({Part.METADATA, Part.CONTENT, Part.IDENTITY, Part.VAULT, Part.INTERNAL})
_LEADS = frozenset({Role.BUREAU_LEADER, Role.UNIT_LEADER})
_LOWERS = frozenset({Role.BUREAU_LEADER, Role.SECURITY})


def _label(life: Life, act: Act, detail: Mapping[str, object]) -> None:
    now, said = marks_of(life).secrecy, SECRECIES[str(detail["secrecy"])]
    if said == now:
        raise Refused("这件事已经是这个密级", SOURCE)
    if said < now and act.actor.role not in _LOWERS:
        raise Refused("降低密级由信访部门负责人或者安全保密管理员提出", TWO_PERSONS)
    first = lowering_asked(life)
    if not now >= Secrecy.S2 > said or first is None or first.text("secrecy") != detail["secrecy"]:
        return
    if act.actor.role is not Role.SECURITY:
        raise Refused("检举控告件降低密级，由安全保密管理员确认", TWO_PERSONS)
    if act.actor.login == first.login:
        raise Refused("检举控告件降低密级，要由提出人以外的第二人确认", TWO_PERSONS)


def _recuse(life: Life, act: Act, detail: Mapping[str, object]) -> None:
    login = str(detail["login"])
    if login != act.actor.login and act.actor.role not in _LEADS:
        raise Refused("本人可以申请回避；要求别人回避由本机关负责人决定", WITHDRAWAL)
    if login in marks_of(life).recused:
        raise Refused("这个人已经回避这件事", WITHDRAWAL)


def _name_accused(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    units = accused_units(detail)
    if not units and not str(detail.get("login") or "").strip():
        raise Refused("请写明被检举控告的人或者单位", SOURCE)
    unknown = sorted(units - set(life.agencies))
    if unknown:
        raise Refused(f"没有代码为“{unknown[0][:40]}”的单位，请核对机构代码", SOURCE)
    if marks_of(life).secrecy < Secrecy.S2:
        raise Refused("只有检举控告件载明被检举控告的对象，请先定密", SOURCE)


def _ask_grant(life: Life, act: Act, detail: Mapping[str, object]) -> None:
    named = detail.get("parts")
    if not isinstance(named, list | tuple) or not named or not GRANTABLE.issuperset(map(str, named)):
        raise Refused(f"请写明授权看哪些部分，可以是 {'、'.join(sorted(GRANTABLE))}", SOURCE)
    until = _until(str(detail.get("until") or ""))
    if not act.day <= until <= act.day + LONGEST_GRANT:
        raise Refused(f"授权从今天起最长 {LONGEST_GRANT.days} 天", SOURCE)
    _require_grantable(marks_of(life), str(detail["login"]))


def _until(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused("请写明授权到哪天，例如 2017-09-15", SOURCE) from wrong


def _require_grantable(marks: Marks, login: str) -> None:
    if login in marks.recused:
        raise Refused("已经回避的人不能授权", WITHDRAWAL)
    if login in marks.accused_people:
        raise Refused("被检举控告的人不能授权", SOURCE)


def _approve_grant(life: Life, act: Act, detail: Mapping[str, object]) -> None:
    login, approver = str(detail["login"]), act.actor.login
    asked = pending_grants(life).get(login)
    if asked is None:
        raise Refused("没有等待批准的授权申请", SOURCE)
    if approver in (asked.login, login):
        raise Refused("授权要两个人：申请人和被授权人都不能自己批准", TWO_PERSONS)
    if _until(asked.text("until")) < act.day:
        raise Refused("申请的授权期限已过，请重新申请", SOURCE)
    _require_grantable(marks_of(life), login)


def _end_grant(life: Life, act: Act, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    login = str(detail["login"])
    if detail.get("refused") is True and login not in pending_grants(life):
        raise Refused("没有等待批准的授权申请", SOURCE)
    if login not in pending_grants(life) and not any(grant.login == login for grant in marks_of(life).grants):
        raise Refused("这个人没有点名授权，不用终止", SOURCE)


MARK_GUARDS: dict[Step, Callable[[Life, Act, Mapping[str, object]], None]] = {
    Step.LABEL: _label,
    Step.RECUSE: _recuse,
    Step.NAME_ACCUSED: _name_accused,
    Step.ASK_GRANT: _ask_grant,
    Step.APPROVE_GRANT: _approve_grant,
    Step.END_GRANT: _end_grant,
}
"""What is asked of whoever marks a case; the fold in `labels` asks for the two persons once more."""
