"""How an inspector gets a written task (督查任务), and which ones somebody has."""

from __future__ import annotations

from django.db import transaction

from wangfang.records.agencies.load import find
from wangfang.records.agencies.tree import tree
from wangfang.records.ledger.append import append
from wangfang.records.people.models import Account, Mandate, Post
from wangfang.rules import seeing
from wangfang.rules.facts import Act, Kind, Purpose, Role, day_of
from wangfang.rules.refusal import Refused

_APPROVES = frozenset({Role.BUREAU_LEADER, Role.LEADER})


@transaction.atomic
def give(task: seeing.Mandate, act: Act) -> None:
    """Give an inspector a task; it opens what lies under its agency from its first to its last day.

    Raises:
        Refused: there is no such inspector, agency or purpose, it ends before it begins, or nobody else who leads
            has approved it.
    """
    account = _inspector(task.login)
    place = find(task.agency)
    if place.kind == Kind.JOINT_OFFICE:
        raise Refused("督查任务写信访部门或者责任单位，不写联席会议办公室")
    if task.topic and task.topic not in set(Purpose):
        raise Refused(f"没有“{task.topic[:20]}”这个信访目的，可以是 {'、'.join(Purpose)}，或者不写")
    if task.until < task.since:
        raise Refused("督查任务的最后一天早于第一天")
    _require_second(task, act)
    Mandate.objects.create(
        account=account, agency=place, starts_on=task.since, ends_on=task.until, topic=task.topic,
        approved_by=task.approved_by,
    )  # fmt: skip
    said = {
        "step": "give_mandate", "actor": act.actor.login, "agency": task.agency, "from": task.since,
        "until": task.until, "topic": task.topic, "approved_by": task.approved_by,
    }  # fmt: skip
    append(f"account:{account.login}", act.recorded_at, said)


def mandates_of(login: str) -> tuple[seeing.Mandate, ...]:
    """Return the tasks of a person as the noun that rules speak."""
    found = tree()
    rows = Mandate.objects.filter(account__login=login).order_by("pk")
    return tuple(
        seeing.Mandate(login, found.code_of[row.agency_id], row.starts_on, row.ends_on, row.topic, row.approved_by)
        for row in rows
    )


def _inspector(login: str) -> Account:
    found = Account.objects.filter(login=login, posts__role=Role.SUPERVISOR).first()
    if found is None:
        raise Refused(f"“{login[:40]}”不是督查员，督查任务只给督查员")
    return found


def _require_second(task: seeing.Mandate, act: Act) -> None:
    """Let somebody approve a task who leads on that day and is not the inspector."""
    day = day_of(act.recorded_at)
    posts = Post.objects.filter(account__login=task.approved_by, role__in=_APPROVES, account__is_active=True)
    leads = any((post.starts_on or day) <= day <= (post.ends_on or day) for post in posts)
    if task.approved_by == task.login or not leads:
        raise Refused("督查任务要由另一位在任的信访部门负责人或者党政领导批准")
