"""Words that stand nowhere else: one for each secret field of each case, so that a leak says where it came from."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from pypdf import PdfWriter

from wangfang.rules.credentials import IdType
from wangfang.rules.joint import Agent, Signer

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_serial = count(1)


@dataclass
class Cage:
    """The canaries of one case by their field; those of identity are never shown in full, not even to who sees it."""

    held: dict[str, str] = field(default_factory=dict)
    identity: set[str] = field(default_factory=set)

    def word(self, name: str, *, identity: bool = False) -> str:
        """Return a new word for a field."""
        return self._put(name, f"zq{next(_serial):05d}kw", identity=identity)

    def name(self, name: str) -> str:
        """Return a new name of three characters."""
        number = next(_serial)
        return self._put(name, f"王{chr(0x5200 + number // 64)}{chr(0x6200 + number % 64)}", identity=True)

    def id_number(self, name: str) -> str:
        """Return a new identity number of a resident, with its check digit."""
        born = date(1950, 1, 1) + timedelta(days=7 * next(_serial))
        body = f"230103{born:%Y%m%d}002"
        check = _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True)) % 11]
        return self._put(name, body + check, identity=True)

    def phone(self, name: str) -> str:
        """Return a new mobile number."""
        return self._put(name, f"1390451{next(_serial):04d}", identity=True)

    def signer(self, name: str) -> Signer:
        """Return somebody who signed as well."""
        return Signer(
            self.name(f"{name} name"), IdType.RESIDENT, self.id_number(f"{name} id"), self.phone(f"{name} phone")
        )

    def agent(self) -> Agent:
        """Return somebody who acts for the petitioner."""
        who = self.signer("agent")
        paper = f"2017年8月20日签的委托书{self.word('authorisation')}"
        return Agent(who.name, "子女", "general", paper, who.id_type, who.id_number, who.phone)

    def file(self) -> tuple[str, bytes]:
        """Return name and bytes of a document that can be opened, each with a word in it."""
        made, out = PdfWriter(), io.BytesIO()
        made.add_blank_page(100, 100)
        made.add_metadata({"/Subject": self.word("file content")})
        made.write(out)
        return f"{self.word('file name')}.pdf", out.getvalue()

    def _put(self, name: str, said: str, *, identity: bool) -> str:
        self.held[name] = said
        if identity:
            self.identity.add(said)
        return said
