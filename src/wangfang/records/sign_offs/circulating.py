"""Sends a report to the principals who have to sign it, and reminds those who have not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.ledger.append import append
from wangfang.records.people.posts import require_known
from wangfang.records.sign_offs import lookups
from wangfang.records.sign_offs.models import Circulation, Reader, Reminder
from wangfang.rules.access import NotYours, seat_of
from wangfang.rules.campaigns import require_reminder
from wangfang.rules.facts import Act, Agency
from wangfang.rules.refusal import Refused
from wangfang.rules.sign_offs import NamedReader, require_circulator, require_place, require_sheet

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('sign_offs'))"


@transaction.atomic
def circulate(subject: str, title: str, readers: Sequence[NamedReader], due_on: date, act: Act) -> Circulation:
    """Send a report to its readers (送签阅); the same request again gives the same sheet.

    Raises:
        NotYours: the post circulates nothing.
        Refused: it is no report, somebody is named twice, lies elsewhere, or has no post that leads there.
    """
    issuer = require_circulator(act.actor)
    require_sheet((subject, title), readers, due_on, act)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    if act.key and (known := Circulation.objects.filter(made_key=act.key).first()):
        return known
    lines = [_line(place, one, issuer, act.day) for place, one in enumerate(readers, start=1)]
    made = Circulation.objects.create(
        subject=subject,
        title=title.strip(),
        issuer_id=tree().key_of[issuer.code],
        due_on=due_on,
        made_by=act.actor.login,
        made_at=act.recorded_at,
        made_key=act.key,
    )
    for line in lines:
        line.circulation = made
    Reader.objects.bulk_create(lines)
    trace(made, "report_circulated", act, subject=subject, readers=len(lines), due_on=due_on)
    return made


@transaction.atomic
def remind(key: int, act: Act) -> int:
    """Remind all who have not signed (催阅), once a day; returns how many.

    Raises:
        NotFound: there is none of that key for this actor.
        NotYours: another place sent it.
        Refused: everybody has signed, or they were reminded today.
    """
    opened = lookups.open_circulation(key, act.actor)
    issuer = require_circulator(act.actor)
    if seat_of(issuer) != seat_of(tree().agency(opened.issuer.code)):
        raise NotYours(f"这份签阅由{opened.issuer.name}发起，您不能催阅")
    found = Circulation.objects.select_for_update().get(pk=opened.pk)
    last = lookups.reminders(found)[:1]
    require_reminder(last[0].at if last else None, act)
    count = Reader.objects.filter(circulation=found, signed_at=None).count()
    if not count:
        raise Refused("都已经签阅，不用再催")
    Reminder.objects.create(circulation=found, count=count, by=act.actor.login, at=act.recorded_at)
    trace(found, "readers_reminded", act, count=count)
    return count


def trace(found: Circulation, step: str, act: Act, **said: object) -> None:
    """Write one line on a circulation; opinions do not stand in it."""
    append(f"circulation:{found.pk}", act.recorded_at, {"step": step, "actor": act.actor.login, **said})


def _line(place: int, named: NamedReader, issuer: Agency, day: date) -> Reader:
    agency = tree().agency(named.agency)
    require_place(issuer, agency, day)
    login = require_known(named.login) if named.login.strip() else ""
    if login and not lookups.leads_at(login, agency, day):
        raise Refused(f"“{login}”不是{agency.name}所在地方的党政领导，核对登录名")
    post, name = named.post.strip(), named.name.strip()
    line = Reader(place=place, agency_id=tree().key_of[agency.code], post=post, name=name, login=login)
    line.opinion = ""
    return line
