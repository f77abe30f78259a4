"""How is a form that cannot be taken now kept for its writer, and shown again ready to be sent?"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django import forms
from django.urls import Resolver404, resolve, reverse

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.people import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from wangfang.records.people.models import Account

SENT_AGAIN = "kept"
"""The field by which a form that is sent again says that it was kept."""

_CARRIED = frozenset({"seen", "act_key"})
_DROPPED = frozenset({"csrfmiddlewaretoken", SENT_AGAIN})


@dataclass(frozen=True, slots=True)
class Line:
    """One field as the page shows it; a hidden one is carried along."""

    name: str
    label: str
    value: str
    shown: str
    is_long: bool
    is_hidden: bool
    is_choice: bool


def keep_form(request: HttpRequest, account: Account) -> str:
    """Keep what was typed, and return the address where it waits; empty when nothing was sent.

    What is typed at the door itself is never kept.
    """
    if request.method != "POST" or request.path in _door():
        return ""
    known = _fields(request.path)
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name not in _DROPPED and not _is_secret(known.get(name))
        for value in map(str, values)
    )
    typed = kept.Typed(request.path, fields, tuple(request.FILES))
    key = kept.keep(account, typed, acts.now())
    return reverse("desk:kept", args=[key]) if key else ""


def lines_of(typed: kept.Typed) -> Iterator[Line]:
    """Yield the fields of a kept form under the names that people know them by."""
    known = _fields(typed.path)
    for name, value in typed.fields:
        field = known.get(name)
        choices = {str(key): str(word) for key, word in getattr(field, "choices", ())}
        yield Line(
            name=name,
            label=str(field.label or name) if field else name,
            value=value,
            shown=choices.get(value, value),
            is_long=field is not None and isinstance(field.widget, forms.Textarea),
            is_hidden=field is None or name in _CARRIED or field.widget.is_hidden,
            is_choice=bool(choices),
        )


def label_of(path: str, name: str) -> str:
    """Return how a field is called on the page of an address."""
    field = _fields(path).get(name)
    return str(field.label or name) if field else name


def _fields(path: str) -> dict[str, forms.Field]:
    """Return the fields of every form by name; where several have one name, that of the address's own page."""
    try:
        view = resolve(path).func
    except Resolver404:
        return {}
    named = {id(one) for one in vars(sys.modules[view.__module__]).values()}
    enclosed = {id(cell.cell_contents) for cell in getattr(view, "__closure__", None) or ()}
    room = _room_of(view.__module__)

    def nearness(sheet: type[Sheet]) -> tuple[bool, bool, bool]:
        return id(sheet) in enclosed, id(sheet) in named, _room_of(sheet.__module__) == room

    return {name: field for sheet in sorted(_sheets(Sheet), key=nearness) for name, field in sheet.base_fields.items()}


def _sheets(kind: type[Sheet]) -> Iterator[type[Sheet]]:
    for sheet in kind.__subclasses__():
        yield sheet
        yield from _sheets(sheet)


def _room_of(module: str) -> str:
    return ".".join(module.split(".")[:3])


@cache
def _door() -> frozenset[str]:
    names = ("sign-in", "code", "sign-out", "password", "second", "prove")
    return frozenset(reverse(f"desk:{name}") for name in names)


def _is_secret(field: forms.Field | None) -> bool:
    return field is not None and isinstance(field.widget, forms.PasswordInput)
