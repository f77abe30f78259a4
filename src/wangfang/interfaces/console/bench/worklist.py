"""How long does the work list take at 100,000 open cases among a million, on its first page and deep inside?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.test import Client
from django.urls import reverse

from wangfang.interfaces.console.bench import crowd
from wangfang.interfaces.console.bench.figure import Figure, Wish, high
from wangfang.interfaces.console.bench.rounds import Taken, timed
from wangfang.interfaces.frame import memory
from wangfang.interfaces.frame.acts import now, system_act
from wangfang.records.agencies.tree import tree
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.records.people.sittings import DOOR, door
from wangfang.rules.facts import Kind, Role
from wangfang.rules.refusal import Refused

GOAL_MS = 25.0
DESKS = 12
COLUMNS = "id, number, title, category, region, state, people, due_on, due_from, due_limit, received_at"
BARE = f"""
    select {COLUMNS} from cases_case
    where holder_id = %s and is_open and (due_on, id) > (%s, %s) order by due_on, id limit 51
"""  # noqa: S608 - a list of our own columns
Mark = tuple[date, int]
TOP: Mark = (date(1900, 1, 1), 0)


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody signed in at an agency with many open cases, and marks of pages further down its list."""

    client: Client
    holder: int
    deep: Sequence[Mark]


Way = Callable[[Desk, Mark], Callable[[], None]]
"""How a desk asks for a page."""


def figures(wish: Wish) -> list[Figure]:
    """Return the 95th percentile of the page on the server, over desks of all sizes, in milliseconds."""
    crowd.live_some(wish.pick(700, 10), wish.pick(400, 30))
    crowd.copy_until(wish.pick(100_000, 100), is_open=True)
    crowd.copy_until(wish.pick(900_000, 300), is_open=False)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")  # all of it, else the server does so by itself while pages are timed
    memory.settle()  # as every web worker does
    desks = [_desk(holder, waiting) for holder, waiting in _holders(wish.pick(DESKS, 2))]
    turns = wish.pick(15, 1)
    first = [(desk, TOP) for desk in desks]
    deep = [(desk, mark) for desk in desks for mark in desk.deep]
    return [
        _figure("worklist_first", first, turns, _page),
        _figure("worklist_deep", deep, turns, _page),
        _figure("worklist_panel", deep, turns, _panel),
    ]


def _figure(name: str, pages: Sequence[tuple[Desk, Mark]], turns: int, way: Way) -> Figure:
    bare: list[Taken] = []
    whole: list[Taken] = []
    for turn in range(turns + 1):
        for desk, mark in pages:
            pair = timed(_bare(desk, mark)), timed(way(desk, mark))
            if turn:  # the first round fills memories
                bare.append(pair[0])
                whole.append(pair[1])
    ours = high([one.wall for one in whole]) * 1000
    more = {
        "own_cpu_p95_ms": high([one.own for one in whole]) * 1000,
        "p50_ms": high([t.wall for t in whole], 0.5) * 1000,
    }
    return Figure(name, "ms (p95)", ours, high([t.wall for t in bare]) * 1000, "≤ 25 ms", ours <= GOAL_MS, more)


def _page(desk: Desk, mark: Mark) -> Callable[[], None]:
    address = reverse("desk:worklist")
    if mark != TOP:
        address += f"?after={mark[0].isoformat()},{mark[1]}"

    def ask() -> None:
        if desk.client.get(address).status_code != 200:  # noqa: PLR2004 - it must be the page, no detour
            raise Refused("待办事项页没有打开")

    return ask


def _panel(desk: Desk, mark: Mark) -> Callable[[], None]:
    """Ask for the panel that follows the list: that of the case at the mark."""
    with connection.cursor() as cursor:
        cursor.execute("select number from cases_case where id = %s", [mark[1]])
        row = cursor.fetchone()
    address = reverse("desk:panel", args=[row[0] if row else ""])

    def ask() -> None:
        if desk.client.get(address, headers={"HX-Request": "true"}).status_code != 200:  # noqa: PLR2004 - as above
            raise Refused("办理面板没有打开")

    return ask


def _bare(desk: Desk, mark: Mark) -> Callable[[], None]:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [desk.holder, *mark])
            cursor.fetchall()

    return ask


def _holders(count: int) -> list[tuple[int, int]]:
    """Return the fullest desk and others evenly down to the emptiest, each with its number of open cases."""
    with connection.cursor() as cursor:
        cursor.execute("select holder_id, count(*) from cases_case where is_open group by 1 order by 2 desc, 1")
        found = [(int(row[0]), int(row[1])) for row in cursor.fetchall()]
    return [found[place * (len(found) - 1) // max(1, count - 1)] for place in range(min(count, len(found)))]


def _desk(holder: int, waiting: int) -> Desk:
    found = tree()
    agency = found.agency(found.code_of[holder])
    role = Role.CLERK if agency.kind is Kind.BUREAU else Role.OFFICER
    client = signed_in_at(agency.code, role, f"bench-{holder}")
    marks = [mark for share in (0.5, 0.95) if (mark := _mark(holder, int(waiting * share)))]
    return Desk(client, holder, marks)


def signed_in_at(agency: str, role: Role, login: str) -> Client:
    """Return a browser in which somebody new at an agency is signed in."""
    add_account(login=login, name="经办人", agency=agency, role=role, act=system_act())
    client = Client(headers={"Host": "localhost", "Accept": "text/html"})
    client.force_login(Account.objects.get(login=login), backend="wangfang.records.people.doors.Door")
    session = client.session
    session[DOOR] = door(now(), code=True)  # as after a sign-in by two factors, whatever the installation asks for
    session.save()
    return client


def _mark(holder: int, depth: int) -> Mark | None:
    with connection.cursor() as cursor:
        query = (
            "select due_on, id from cases_case where holder_id = %s and is_open order by due_on, id offset %s limit 1"
        )
        cursor.execute(query, [holder, depth])
        row = cursor.fetchone()
    return (row[0], int(row[1])) if row else None
