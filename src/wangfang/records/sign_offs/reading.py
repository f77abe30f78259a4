"""Signs a report: by the principal, by whom they authorised, or entered from paper where there is no account."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wangfang.records.agencies.tree import tree
from wangfang.records.people.posts import require_known
from wangfang.records.sign_offs import lookups
from wangfang.records.sign_offs.circulating import trace
from wangfang.records.sign_offs.models import Reader
from wangfang.rules.facts import Act, start_of
from wangfang.rules.sign_offs import READ, may_enter, may_sign, require_paper, require_proxy, require_signature


@transaction.atomic
def sign(key: int, place: int, opinion: str, act: Act) -> Reader:
    """Sign a line of the sheet (签阅), with an opinion or as 已阅.

    Raises:
        NotFound: there is no such line for this actor.
        NotYours: it is another's.
        Refused: it is signed already, or the opinion is too long.
    """
    found = _locked(key, place, act)
    line = lookups.line_of(found)
    require_signature(line, opinion, allowed=may_sign(act.actor, line))
    found.signed_at, found.signed_by = act.occurred_at, act.actor.login
    found.opinion = opinion.strip() or READ
    found.save()
    trace(found.circulation, "report_signed", act, place=place, by_proxy=act.actor.login != found.login)
    return found


@transaction.atomic
def enter_paper(key: int, place: int, said: tuple[str, str, date], act: Act) -> Reader:
    """Enter what a principal without an account signed on paper: the opinion, where the sheet lies, and the day.

    Raises:
        NotFound: there is no such line for this actor.
        NotYours: the principal has an account, or it is another place's.
        Refused: it is signed already, says not where the sheet lies, or was signed after today.
    """
    opinion, kept, signed_on = said
    found = _locked(key, place, act)
    line, by_code = lookups.line_of(found), tree()
    places = [by_code.agency(one.code) for one in (found.circulation.issuer, found.agency)]
    require_signature(line, opinion, allowed=may_enter(act.actor, line, places))
    require_paper(kept, signed_on, act)
    found.signed_at, found.signed_by, found.on_paper = start_of(signed_on), act.actor.login, True
    found.opinion, found.kept = opinion.strip() or READ, kept.strip()
    found.save()
    trace(found.circulation, "paper_entered", act, place=place, signed_on=signed_on)
    return found


@transaction.atomic
def delegate(key: int, place: int, login: str, act: Act) -> Reader:
    """Authorise another person to sign this one line (委托签阅); nothing takes the authority back.

    Raises:
        NotFound: there is no such line for this actor.
        NotYours: it is another's.
        Refused: there is no such account, it is one's own, or the line is signed.
    """
    found = _locked(key, place, act)
    require_proxy(act.actor, lookups.line_of(found), login)
    found.proxy = require_known(login)
    found.save(update_fields=["proxy"])
    trace(found.circulation, "signature_delegated", act, place=place, to=found.proxy)
    return found


def _locked(key: int, place: int, act: Act) -> Reader:
    seen = lookups.reader_seen(lookups.open_circulation(key, act.actor), place, act.actor)
    rows = Reader.objects.select_for_update(of=("self",)).select_related("circulation__issuer", "agency")
    return rows.get(pk=seen.pk)
