"""How a citizen walks through the pages in these tests: what is typed, and one step after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

WHAT = {"text": "我家住南岗区辽河小区5栋顶楼，今年6月以来每次下雨屋顶都漏，希望尽快派人来修。"}
WHERE = {"region": "230103", "street": "先锋路街道", "address": "辽河小区5栋2单元702"}
CONTACT = {"name": "王秀兰", "id_number": "230103195804040025", "phone": "138 0013 8000"}
CONFIRM = {"publish": "no"}
PAGES = {"what": WHAT, "where": WHERE, "contact": CONTACT, "check": CONFIRM}


def post(visitor: Client, page: str, /, **typed: str) -> Answer:
    """Send one page."""
    return visitor.post(reverse(f"portal:{page}"), typed)


def walked(visitor: Client, until: str = "check", /, **changes: dict[str, str]) -> None:
    """Fill in the pages before `until`; `changes` by page take the place of what is usually typed."""
    for name, typed in PAGES.items():
        if name == until:
            return
        post(visitor, name, **changes.get(name, typed))


def key_of(visitor: Client) -> str:
    """Return the hidden key of the check page."""
    return str(visitor.get(reverse("portal:check")).context["form"]["act_key"].value())


def submitted(visitor: Client, **changes: dict[str, str]) -> tuple[str, str]:
    """Submit a petition and return its number and query code."""
    walked(visitor, **changes)
    post(visitor, "check", **CONFIRM, act_key=key_of(visitor))
    receipt = visitor.get(reverse("portal:received")).context["receipt"]
    return receipt.number, receipt.code
