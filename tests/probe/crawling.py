"""Goes through every page, document, list and search that somebody can reach, and returns the words in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from django.urls import reverse
from pypdf import PdfReader

from tests.house.doors import ROUTES, Door, behind
from tests.house.said import QUERIES
from tests.probe.asking import body_of, key_in
from tests.probe.world import Lived, Visitor, World
from wangfang.records.cases import lookups
from wangfang.records.indicators.comparing import SIDES
from wangfang.records.indicators.in_hand import LEFT
from wangfang.records.indicators.measures import GROUPS
from wangfang.rules.indicators import Indicator
from wangfang.rules.measures import Measure

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

TABS = ("todo", "today", "overdue", "alike", "asked", "done", "all")
BEGINNING = "zq0"
"""How every word of a canary begins: a search for it finds whatever may be found."""
FROZEN = "2017Q3-LEGAL-1"
"""The set of frozen figures in the city."""
COUNTY = 230103
"""The county whose sheet is read; it has cases of every kind."""
_BETWEEN = re.compile(r"<[^>]+>")


def lists(world: World, unseen: list[Lived]) -> list[tuple[str, str]]:
    """Return every address that shows no one case, with the questions that could bring one to light."""
    asked = [(name, "") for name in behind(Door.PUBLIC, Door.BY_CODE, Door.SIGNED_IN) if name != "desk:sign-out"]
    asked += [("desk:worklist", f"?tab={tab}&q={word}") for tab, word in product(TABS, ("", BEGINNING))]
    for case in unseen[:2]:
        asked += [("desk:worklist", f"?tab=all&q={case.cage.held['title'][:-2]}"), ("desk:print-list", "?tab=all&q=zq")]
    asked += [("desk:print-list", "?tab=all"), ("desk:indicators", "?by=agency&period=2017Q3")]
    asked += [("desk:indicators", f"?by=agency&period=2017Q3&group={group}") for group in GROUPS]
    asked += [("desk:indicators-xlsx", "?by=agency&period=2017Q3"), ("desk:comparison", "?by=agency&period=2017Q3")]
    asked += [("desk:comparison-xlsx", f"?period=2017Q3&indicator={one}") for one in (*Indicator, *Measure)]
    asked += [
        ("desk:compare-cases", f"?period=2017Q3&on=2017Q3&side={side}&bucket=due&indicator=average_days")
        for side in SIDES
    ]
    for indicator, code in product((*Indicator, *Measure), ("NG", "NG-XF", "HL", "HL-ZJ")):
        asked.append(
            ("desk:behind", f"?period=2017Q3&definition=LEGAL&indicator={indicator}&by=agency&code={code}&bucket=due")
        )
    for indicator in (*Indicator, *Measure):
        asked.append(("desk:frozen-behind", f"?by=total&code=&indicator={indicator}&bucket=due"))
    asked += [("desk:frozen", f"?by=agency&group={group}") for group in GROUPS]
    asked += [("desk:indicators", "?by=agency&period=2017Q3&as_of=2017-09-30")]
    asked += [("desk:leading", "?period=2017Q3"), ("desk:leading-wall", "?period=2017Q3")]
    asked += [("desk:leading-cases", f"?period=2017Q3&part=class&name={word}") for word in ("", "城乡建设")]
    asked += [("desk:leading-cases", f"?part=left&name={word}") for word in LEFT]
    asked += [("api:cases", ""), ("api:indicators", "?period=2017Q3&by=agency")]
    return [*asked, *(("api:worklist", f"?words={word}") for word in ("", BEGINNING))]


def read(visitor: Visitor, name: str, query: str = "", case: Lived | None = None, key: int = 1) -> str:
    """Return the words behind an address."""
    county = name.startswith("desk:county")
    known = {
        "number": case.number if case else "",
        "key": COUNTY if county else FROZEN if name.startswith("desk:frozen") else key,
        "place": 1,
        "spot": "phone",
        "item": "receipt",
    }
    address = reverse(name, kwargs={word: known[word] for word in ROUTES[name].pattern.converters})
    headers = {"Authorization": f"Bearer {visitor.token}"} if visitor.token and name.startswith("api:") else {}
    return words_of(visitor.client.get(address + (query or QUERIES.get(name, "")), headers=headers))


def pages_of(visitor: Visitor, case: Lived) -> Iterator[tuple[str, str]]:
    """Yield every page of a case with its words; of its papers the first that there is."""
    for name in [*behind(Door.CASE), "api:case"]:
        yield name, read(visitor, name, case=case, key=key_in(case, name))
    for paper in lookups.papers(case.told.now):
        yield "desk:paper", read(visitor, "desk:paper", case=case, key=paper.pk)


def words_of(answer: Answer) -> str:
    """Return what can be read in an answer, whatever its kind; its headers belong to it."""
    body, kind = body_of(answer), answer.headers.get("Content-Type", "")
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    if kind == "application/pdf" and body.startswith(b"%PDF"):
        pages = PdfReader(io.BytesIO(body))
        return "\n".join([head, str(pages.metadata), *(page.extract_text() for page in pages.pages)])
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return head + "\n".join(
                _BETWEEN.sub("", packed.read(n).decode(errors="replace")) for n in packed.namelist()
            )
    said = body.decode(errors="replace")
    if kind.startswith(("application/json", "application/problem")):
        said = said.encode().decode("unicode_escape", errors="replace") if "\\u" in said else said
    return f"{head}\n{said}"


def is_official(name: str) -> bool:
    """Tell whether what stands behind an address is a paper, which bears the names that the law wants on it."""
    return name in {"desk:paper", "desk:paper-pdf", "desk:paper-docx", "desk:archive", "files:file"}


def is_letter(name: str) -> bool:
    """Tell whether a page shows the letter to the petitioner that is being written on it, and so the name."""
    return name in {
        "desk:accept", "desk:decline", "desk:draft", "desk:draft-opinion", "desk:drafts", "desk:opinion",
        "desk:pass-draft", "desk:return-draft", "desk:sign-draft",
    }  # fmt: skip
