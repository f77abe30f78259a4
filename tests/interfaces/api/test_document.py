"""The document of the interface is published, and a change of it is accepted by somebody before it goes out."""

from __future__ import annotations

import json

from django.test import Client

from tests.house.tree import ROOT

ACCEPTED = ROOT / "docs" / "api" / "openapi.json"


def test_the_document_is_the_accepted_one(city: None) -> None:
    published = Client().get("/api/v1/openapi.json")
    assert published.status_code == 200
    assert published.json() == json.loads(ACCEPTED.read_text("utf-8")), "look at it, then accept it: make openapi"


def test_every_address_asks_for_a_token_and_says_how_it_refuses() -> None:
    addresses = json.loads(ACCEPTED.read_text("utf-8"))["paths"]
    assert len(addresses) >= 6
    for operation in (operation for address in addresses.values() for operation in address.values()):
        told = operation["responses"]
        assert operation["security"] == [{"SystemToken": []}]
        assert set(told) >= {"400", "401", "403", "404", "409", "413", "422", "429"}
        assert all("application/problem+json" in told[status]["content"] for status in told if int(status) >= 400)


def test_no_page_of_the_framework_is_served(city: None) -> None:
    assert {Client().get(f"/api/v1/{page}").status_code for page in ("docs", "redoc", "swagger", "")} == {404}
