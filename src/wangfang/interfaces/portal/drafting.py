"""What has a citizen written so far, which page is still missing, and what petition does it make?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.frame import acts
from wangfang.interfaces.portal import texts
from wangfang.interfaces.portal.forms.contact import ContactForm
from wangfang.interfaces.portal.forms.petition import ConfirmForm, WhatForm, WhereForm
from wangfang.interfaces.portal.keepsakes import DRAFT
from wangfang.records.agencies import places
from wangfang.records.cases import drafts
from wangfang.records.cases.petitions import Petition
from wangfang.rules.facts import Purpose
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from wangfang.rules.facts import Act
    from wangfang.rules.joint import Behind

LONGEST_KEPT = 3000
_BECAME = ("number", "to", "title", "on")
TYPED = (
    "purpose", "text", "region", "street", "address", "name", "id_type", "id_number", "phone", "people", "signers",
    "agents", "agent_relation", "agent_scope", "agent_authorisation", "publish",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A petition being written; `fields` holds what was typed, right or wrong."""

    token: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the key under which it is submitted once."""
        return self.fields.get("key", "")

    @property
    def number(self) -> str:
        """Return the number of the case it has become, empty while it is a draft."""
        return self.fields.get("number", "")

    @property
    def became(self) -> tuple[str, str, str, str]:
        """Return number, bureau, matter and day of the case it has become; never its query code."""
        number, bureau, matter, day = (self.fields.get(name, "") for name in _BECAME)
        return number, bureau, matter, day

    def become(self, number: str, bureau: str, matter: str, day: str) -> None:
        """Drop what was typed and keep what the receipt says beside the code."""
        kept = zip(_BECAME, (number, bureau, matter, day), strict=True)
        self.fields = {"key": self.key, **dict(kept)}

    def is_of(self, key: str) -> bool:
        """Tell whether a press comes from the page of this very draft."""
        return bool(self.key) and secrets.compare_digest(key.encode(), self.key.encode())

    def note(self, typed: Mapping[str, str]) -> None:
        """Take over what was typed on one page."""
        for name in TYPED:
            if name in typed:
                self.fields[name] = typed[name][:LONGEST_KEPT]

    def save(self, response: HttpResponse, act: Act) -> None:
        """Keep it for seven days, and let the browser carry its token."""
        drafts.save(self.token, self.fields, act.recorded_at)
        DRAFT.keep(response, self.token)


def draft_of(request: HttpRequest, act: Act) -> Draft:
    """Return the visitor's draft, a fresh one when there is none."""
    token = next(iter(DRAFT.read(request)), "")
    kept = drafts.read(token, act.recorded_at) if token else {}
    if not kept:
        return fresh()
    return Draft(token, {name: str(value) for name, value in kept.items()})


def fresh() -> Draft:
    """Return an empty draft with its own token and key."""
    return Draft(drafts.new_token(), {"key": secrets.token_urlsafe(24)})


def pages(fields: Mapping[str, str], today: date) -> dict[str, forms.Form]:
    """Return the three pages filled in, by the name of their address."""
    return {
        "what": WhatForm(fields),
        "where": WhereForm(counties(), fields),
        "contact": ContactForm(today, fields),
    }


def first_gap(filled: Mapping[str, forms.Form]) -> str:
    """Return the first page that is not filled in properly, empty when all are."""
    return next((name for name, form in filled.items() if not form.is_valid()), "")


def petition_of(filled: Mapping[str, forms.Form], confirmed: ConfirmForm, token: str) -> Petition:
    """Return the petition that the valid pages make, with the files of the draft."""
    said: dict[str, str] = {}
    for form in filled.values():
        said.update(form.cleaned_data)
    region = _region_of(said["region"], said["street"])
    contact = filled["contact"]
    assert isinstance(contact, ContactForm)  # noqa: S101 - tells the type checker
    return Petition(
        to=receiver_of(region),
        title=texts.title_of(said["text"]),
        text=said["text"],
        region=region,
        address=where(said),
        purpose=Purpose(said["purpose"]),
        petitioner=contact.person(),
        people=contact.behind().people,
        publish=confirmed.cleaned_data["publish"] == "yes",
        files=token,
    )


def behind_of(fields: Mapping[str, str], today: date) -> Behind | None:
    """Return who stands behind the petition as far as the third page is right."""
    contact = ContactForm(today, fields)
    return contact.behind() if contact.is_valid() else None


def counties() -> list[tuple[str, str]]:
    """Return the counties to choose from: region code and name."""
    return [(place.region, place.name) for place in places.counties(acts.today())]


def receiver_of(region: str) -> str:
    """Return the code of the bureau that receives petitions from a region.

    Raises:
        Refused: no bureau is there.
    """
    bureau = places.bureau_of(region, acts.today())
    if bureau is None:
        raise Refused(_("没有找到这个区县的信访部门，从列表里选一个"))
    return bureau.code


def where(fields: Mapping[str, str]) -> str:
    """Return county, street and address as one line, nothing said twice."""
    county = dict(counties()).get(fields.get("region", ""), "")
    street = fields.get("street", "").strip()
    address = fields.get("address", "").strip()
    return f"{county}{street}{address.removeprefix(county).removeprefix(street)}"


def _region_of(county: str, street: str) -> str:
    """Return the code of a street as typed, that of its county when the street is not known."""
    words = street.strip()
    return next((place.region for place in places.streets(county) if place.name == words), county)
