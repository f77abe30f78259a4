"""Whatever the document of the interface allows or forbids: each answer is one that the document names."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from tests.cast import load_city
from tests.house.tree import ROOT
from tests.interfaces.api.asking import REFUSED, System, system_at
from wangfang.rules.facts import Role

DOCUMENT = schemathesis.openapi.from_dict(json.loads((ROOT / "docs" / "api" / "openapi.json").read_text("utf-8")))
OPERATIONS: list[Any] = [found.ok() for found in DOCUMENT.get_all_operations() if isinstance(found, Ok)]
SEATS = {"clerk": ("NG", Role.CLERK), "officer": ("NG-XF", Role.OFFICER), "admin": ("HRB", Role.ADMIN)}
MORE_SEATS = {**SEATS, "supervisor": ("HRB", Role.SUPERVISOR), "leader": ("HRB-LB", Role.LEADER), "bureau leader": ("NG", Role.BUREAU_LEADER), "unit leader": ("NG-XF", Role.UNIT_LEADER)}  # fmt: skip


@pytest.fixture
def systems(db: None) -> dict[str, System]:
    """Give every role a token."""
    load_city()
    return {seat: system_at(*post) for seat, post in MORE_SEATS.items()}


def _named(operation: Any) -> str:
    return f"{operation.method} {operation.path}"


def _body(said: Any) -> bytes:
    if isinstance(said, schemathesis.core.NotSet):
        return b""
    return said if isinstance(said, bytes) else json.dumps(said, default=repr).encode()


def _ask(case: Any, system: System) -> tuple[int, str]:
    """Send a made-up request and return status and type of the answer."""
    heads = {name: value for name, value in (case.headers or {}).items() if value.isprintable() and value.isascii()}
    answer = system.client.generic(
        case.method,
        case.formatted_path,
        _body(case.body),
        content_type="application/json",
        query_params={name: value for name, value in (case.query or {}).items() if value is not None},
        headers={**heads, "Authorization": f"Bearer {system.token}"},
    )
    return answer.status_code, answer["Content-Type"].partition(";")[0]


def _hold(systems: dict[str, System], seats: list[str], operation: Any, examples: int) -> None:
    named = {int(status) for status in operation.definition.raw["responses"]}
    every: Any = st.one_of(
        [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]
    )

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 100,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=every, seat=st.sampled_from(seats))
    def holds(case: Any, seat: str) -> None:
        status, kind = _ask(case, systems[seat])
        assert status in named | {405}
        assert status < 400 or kind == REFUSED

    holds()


@pytest.mark.parametrize("operation", OPERATIONS, ids=_named)
def test_every_answer_is_one_that_the_document_names(
    operation: Any, systems: dict[str, System], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wangfang.interfaces.api.entering.REQUESTS", 10**9)
    _hold(systems, list(SEATS), operation, 60)


@pytest.mark.nightly
@pytest.mark.parametrize("operation", OPERATIONS, ids=_named)
def test_every_answer_is_one_that_the_document_names_by_night(
    operation: Any, systems: dict[str, System], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wangfang.interfaces.api.entering.REQUESTS", 10**9)
    _hold(systems, list(MORE_SEATS), operation, 3_000)
