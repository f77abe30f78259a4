"""What makes up the archive of a case (一案一档): everything about it in one PDF, with a contents page."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import archive_tables as tables
from wangfang.records.cases.facts import life_of
from wangfang.records.cases.lookups import Destroyed, NotFound
from wangfang.records.cases.models import Case, Paper
from wangfang.records.cases.papers import sheet_data
from wangfang.records.cases.showing import papers_of
from wangfang.records.cases.ties import ties_of
from wangfang.records.files import keep
from wangfang.records.ledger.models import Entry
from wangfang.records.printing import binding
from wangfang.records.printing.phrases import FORM_WORDS, PURPOSE_WORDS, in_words
from wangfang.records.printing.shapes import Block, Picture, Volume, form, para
from wangfang.records.printing.shapes import Part as Chapter
from wangfang.records.printing.wording import letter
from wangfang.rules.facts import day_of, start_of
from wangfang.rules.labels import Part
from wangfang.rules.papers import PaperKind, title_of
from wangfang.rules.privacy import is_secret, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wangfang.records.files.models import StoredFile
    from wangfang.rules.facts import Actor, Life
    from wangfang.rules.showing import Showing

_FORMATS: dict[str, binding.Kind] = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom an archive is made, and what of the case that person sees."""

    actor: Actor
    shows: Showing

    def has(self, part: Part) -> bool:
        """Tell whether a part of the case is seen."""
        return self.shows.has(part)


def pdf_of(case: Case, day: date, reader: Reader | None = None) -> bytes:
    """Return the archive of a case as it stands, put together on a day, with the parts that its reader sees.

    Without a reader (the operator at the console) nothing is left out.
    """
    with _originals() as folder:
        return binding.bound(volume_of(case, day, reader, folder), folder)


def pdf_by_number(number: str, day: date) -> bytes:
    """Return the whole archive of the case of a number, for the operator.

    Raises:
        NotFound: there is none of that number.
        Destroyed: its content was destroyed.
    """
    case = Case.objects.select_related("petitioner").filter(number=number.strip()[:20]).first()
    if case is None:
        raise NotFound
    if case.destroyed:
        raise Destroyed(case.number, case.destroyed)
    return pdf_of(case, day)


@contextmanager
def _originals() -> Iterator[Path]:
    """Give a folder in memory, where there is such a place, in which originals lie open while they are bound in."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder in it has a random name and is ours alone
    with TemporaryDirectory(prefix="wangfang-", dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def volume_of(case: Case, day: date, reader: Reader | None = None, folder: Path | None = None) -> Volume:
    """Return the archive of a case before it is laid out; originals come along when there is a folder for them."""
    found = tree()
    rows = list(case.steps.order_by("number"))
    life = life_of(case, found, rows)
    told = reader.shows.told(life) if reader else life
    has_content = reader is None or reader.has(Part.CONTENT)
    files = keep.kept_for(case.number) if has_content else []
    lines = list(Entry.objects.filter(subject=case.number).order_by("number"))
    pictures = _pictures(files, folder) if folder else []
    bound_in = {one["path"] for one in pictures}
    agency = reader.actor.agency if reader else None
    return {
        "cover": [[name, text] for name, text in _cover(case, life, reader)],
        "made": f"{agency.name if agency else '系统管理'}　{in_words(day.isoformat())}制",
        "parts": [
            *_chapter("信访人反映的内容", _petition(case, reader), is_there=has_content),
            *_tied(case, life, day, reader),
            *_papers(case, life, reader),
            {"name": "办理记录", "blocks": [tables.acts(told)]},
            {"name": "流转过程", "blocks": [tables.hops(life)]},
            {"name": "办理期限及其说明", "blocks": tables.deadlines(life, found.law)},
            {"name": "留痕摘要", "blocks": [para(tables.TRACE), tables.trace(lines, rows)]},
            *_chapter("附件清单", [tables.attachments(files, bound_in)], is_there=has_content),
        ],
        "pictures": pictures,
    }


def _chapter(name: str, blocks: list[Block], *, is_there: bool) -> list[Chapter]:
    return [{"name": name, "blocks": blocks}] if is_there else []


def _cover(case: Case, life: Life, reader: Reader | None) -> list[tuple[str, str]]:
    content, person = _said_by(case, reader)
    rows = [
        ("信访事项编号", case.number),
        ("信访事项", content["title"]),
        ("信访人", person["name"]),
        ("信访形式", FORM_WORDS[case.form]),
        ("提出日期", in_words(day_of(life.events[0].occurred_at).isoformat())),
        ("办理单位", life.agency(tree().code_of[case.holder_id]).name),
        ("目前状态", tables.state_word(case)),
    ]
    return [(name, text) for name, text in rows if text]


def _petition(case: Case, reader: Reader | None) -> list[Block]:
    content, person = _said_by(case, reader)
    rows = [
        ("信访人", person["name"]),
        ("信访人数", str(case.people)),
        ("证件号码", person["id_number"]),
        ("联系电话", person["phone"]),
        ("信访目的", PURPOSE_WORDS[case.purpose]),
        ("问题属地", content["address"] or case.region),
        ("内容分类", case.category),
        ("被反映单位或者人员", content["respondent"]),
    ]
    return [form([(name, text) for name, text in rows if text]), para(content["text"])]


def _said_by(case: Case, reader: Reader | None) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the petitioner has said and who it is, empty where its part is not seen."""
    said = {"title": case.title, "text": case.text, "address": case.address, "respondent": case.respondent}
    known = shown(case.petitioner, secret=is_secret(case.purpose, case.secrecy))
    person = {"name": case.petitioner.name, "id_number": known.id_number, "phone": known.phone}
    if reader is None:
        return said, person
    said = {key: reader.shows.clean(text) if reader.has(Part.CONTENT) else "" for key, text in said.items()}
    return said, person if reader.has(Part.IDENTITY) else dict.fromkeys(person, "")


def _tied(case: Case, life: Life, day: date, reader: Reader | None) -> list[Chapter]:
    """Return what belongs together with the case, when its reader sees any of it at the end of the day."""
    ties = ties_of(case, life, reader.actor if reader else None, start_of(day + timedelta(days=1)))
    return _chapter("并案和关联的信访件", tables.tied(ties) if ties else [], is_there=bool(ties))


def _papers(case: Case, life: Life, reader: Reader | None) -> list[Chapter]:
    """Return every paper in the order of the life, those that the reader sees."""
    if reader is None:
        papers = list(Paper.objects.filter(case=case))
    else:
        papers = papers_of(case, life, reader.shows, reader.actor)
    parts: list[Chapter] = []
    for paper in sorted(papers, key=lambda one: (one.step, one.pk)):
        kind, shows = PaperKind(paper.kind), reader.shows if reader else None
        body = {name: str(text) for name, text in sheet_data(paper, shows).items()}
        name = f"{title_of(kind, day_of(paper.issued_at))}（{paper.number}）"
        parts.append({"name": name, "letter": letter(kind, body)})
    return parts


def _pictures(files: list[StoredFile], folder: Path) -> list[Picture]:
    """Open the originals that can be bound in (pictures and PDF, as long as there is room) in a folder, and return them."""
    found: list[Picture] = []
    room = binding.MOST_PAGES
    for nth, file in enumerate(files, start=1):
        kind, path = _FORMATS.get(file.kind), tables.path_of(file)
        if kind is None:
            continue
        with (folder / file.token.hex).open("wb") as open_:
            open_.writelines(keep.bytes_of(file))
        one = binding.drawable(f"附件{nth}：{file.name}", path, kind, folder)
        if one and len(one["pages"]) <= room:
            found.append(one)
            room -= len(one["pages"])
    return found
