"""How many petitions a second come in over HTTP, beside a bare page that writes the same rows through the ORM?"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from django.urls import reverse

from wangfang.interfaces.console.bench.figure import Figure, Wish, high, middle
from wangfang.interfaces.console.bench.script import LENGTH, TEXT
from wangfang.interfaces.console.bench.server import BARE
from wangfang.interfaces.console.bench.serving import Browser, Server, hidden, serving
from wangfang.rules.refusal import Refused

CLIENTS = 8
GOAL = 0.5
WHAT = {"text": (TEXT * LENGTH)[:LENGTH]}
WHERE = {"region": "230103", "street": "先锋路街道", "address": "辽河小区5栋2单元702"}
CONTACT = {"name": "王秀兰", "id_number": "230103195804040025", "phone": "138 0013 8000"}
PAGES = {"what": WHAT, "where": WHERE, "contact": CONTACT}


def figures(wish: Wish) -> list[Figure]:
    """Return submissions per second over eight connections to two workers; only the last press is timed."""
    rounds, count = wish.pick(5, 1), wish.pick(160, 8)
    floor, ours = [], []
    waits: list[float] = []
    with serving() as server, ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda _: submitted(ready(server)), range(CLIENTS)))  # memories filled, rows to copy are there
        list(pool.map(lambda _: _bare(Browser(server.port)), range(CLIENTS)))
        for _ in range(rounds):
            visitors = list(pool.map(lambda _: ready(server), range(count)))
            plain = [Browser(server.port) for _ in range(count)]
            floor.append(count / _spent(pool, _bare, plain, []))
            ours.append(count / _spent(pool, submitted, visitors, waits))
    ratio = middle([one / other for one, other in zip(ours, floor, strict=True)])
    more = {"paired": ratio, "p50_ms": middle(waits) * 1000, "p95_ms": high(waits) * 1000}
    return [Figure("portal", "submissions/s", middle(ours), middle(floor), "≥ 0.5 × floor", ratio >= GOAL, more)]


def ready(server: Server) -> Browser:
    """Walk a visitor up to the last press."""
    visitor = Browser(server.port)
    for name, typed in PAGES.items():
        address = reverse(f"portal:{name}")
        purpose = hidden(visitor.get(address), "purpose")
        _require_turned(name, visitor.post(address, {**typed, "purpose": purpose or "request"}))
    page = visitor.get(reverse("portal:check"))
    visitor.cookies["act_key"] = hidden(page, "act_key")
    return visitor


def submitted(visitor: Browser) -> None:
    typed = {"publish": "no", "act_key": visitor.cookies["act_key"]}
    if visitor.post(reverse("portal:check"), typed) != reverse("portal:received"):
        raise Refused("门户没有收下这件事")


def _require_turned(name: str, answer: str) -> None:
    if not answer.startswith("/"):
        said = re.sub(r"<[^>]*>|\s+", " ", answer)
        raise Refused(f"门户的“{name}”页没有翻过去：{' '.join(said.split())[:400]}")


def _bare(visitor: Browser) -> None:
    if visitor.post(BARE, {**WHAT, **CONTACT}):
        raise Refused("空白页面没有写成")


def _spent(
    pool: ThreadPoolExecutor, go: Callable[[Browser], None], visitors: list[Browser], waits: list[float]
) -> float:
    """Return the seconds until all are through; how long each waited is added to `waits`."""

    def one(visitor: Browser) -> float:
        started = perf_counter()
        go(visitor)
        return perf_counter() - started

    started = perf_counter()
    waits.extend(pool.map(one, visitors))
    return perf_counter() - started
