"""How another system asks: with its token, in JSON, and every no it is told is a problem document."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.cast import operator_act
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.people.posts import add_account
from wangfang.records.people.tokens import issue
from wangfang.rules.facts import Role

ROOF: dict[str, Any] = {
    "to": "NG",
    "title": "辽河小区顶楼漏雨",
    "text": "我家住南岗区辽河小区5栋顶楼，今年6月以来每次下雨屋顶都漏，希望尽快派人来修。",
    "region": "230103018",
    "address": "辽河小区5栋2单元702",
    "petitioner": {"name": "王秀兰", "id_number": "230103195804040025", "phone": "13800138000"},
}
REFUSED = "application/problem+json"


@dataclass
class Told:
    """What came back."""

    status: int
    said: Any  # JSON
    headers: dict[str, str]


@dataclass
class System:
    """Another system with its token; without one it is a stranger."""

    token: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **query: str) -> Told:
        """Read."""
        return self._told(self.client.get(f"/api/v1/{path}", query, headers=self._headers()))

    def post(self, path: str, said: Any, key: str = "") -> Told:
        """Send something as JSON, or bytes as they are."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        headers = self._headers() | ({"Idempotency-Key": key} if key else {})
        return self._told(self.client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers))

    def submits(self, key: str = "first", **changes: Any) -> Told:
        """Submit the roof."""
        return self.post("cases", {**ROOF, **changes}, key)

    def acts(self, number: str, step: str, version: int, key: str = "", **detail: Any) -> Told:
        """Take a step."""
        said = {"step": step, "expected_version": version, "detail": detail}
        return self.post(f"cases/{number}/acts", said, key)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _told(self, answer: Any) -> Told:
        if answer.status_code >= 400:
            said = answer.json()
            assert answer["Content-Type"] == REFUSED
            assert set(said) == {"title", "status", "why", "source"}
            assert said["status"] == answer.status_code
            assert any("一" <= sign <= "鿿" for sign in said["why"]), "the sentence is Chinese"
        return Told(answer.status_code, answer.json(), dict(answer.headers))


def system_at(agency: str, role: Role = Role.CLERK, name: str = "", clearance: int = 1) -> System:
    """Return a system whose account has a post at an agency; with a clearance of 2 one that takes accusations."""
    login = name or f"sys-{agency}-{role}".lower()
    add_account(login=login, name=f"{agency}系统", agency=agency, role=role, clearance=clearance, act=operator_act())
    return System(issue(login, login, None, system_act()))
