"""Is the whole case in one PDF: every paper, act, hop, clock and line of the trace, with contents that lead there?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
import typst

from tests.attachments import SAMPLES
from tests.cast import person
from tests.moments import at
from tests.records.printing.papers import read, reader, squeezed
from tests.stories import Story, story
from wangfang.records.cases import archive, lookups
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Paper
from wangfang.records.files import keep
from wangfang.records.files.models import StoredFile
from wangfang.records.ledger.models import Entry
from wangfang.rules.facts import Role

DAY = date(2018, 1, 5)


def roof() -> Story:
    """Tell of a case that was closed after some work."""
    told = story().submitted().registered().forwarded("NG-XF").signed_in().accepted()
    return told.worked().worked("上门查看，约定了维修的办法。").extended().answered().served().closed()


@dataclass
class Sent:
    """A file as the web framework hands it over."""

    name: str | None
    size: int | None
    body: bytes

    def chunks(self) -> Iterable[bytes]:
        """Give it in one piece."""
        yield self.body


def attach(told: Story, name: str, body: bytes) -> str:
    """Attach a file to a case and return its digest."""
    return keep.keep(Sent(name, len(body), body), told.now.number, at("2017-08-22")).sha256


def attached_before(told: Story, name: str, kind: str, body: bytes) -> str:
    """Attach a broken file, as they came in before their readers looked at them, and return its digest."""
    stored = StoredFile(kind=kind, size=len(body), subject=told.now.number, kept_at=at("2017-08-22"))
    stored.name = name
    keep.put_away(stored, body)
    stored.save()
    return stored.sha256


def drawn(text: str, kind: Literal["pdf", "png"]) -> bytes:
    """Return a small PDF or picture that says something."""
    made = typst.Compiler(f"#set page(width: 9cm, height: 5cm)\n{text}".encode()).compile(format=kind)
    assert isinstance(made, bytes)
    return made


def pages(made: bytes) -> list[str]:
    """Return what each page says, without white space."""
    return [squeezed(page.extract_text()) for page in reader(made).pages]


def test_everything_about_the_case_is_in_it() -> None:
    told = roof()
    said = read(archive.pdf_of(told.now, DAY))
    for paper in Paper.objects.filter(case=told.now):
        assert squeezed(paper.number) in said
    for entry in Entry.objects.filter(subject=told.now.number):
        assert entry.digest in said
    for words in (
        "我家住南岗区辽河小区5栋顶楼",
        "上门查看，约定了维修的办法。",
        "先锋路街道办事处",
        "期限60日",
        "当日不计入",
        "没有附件。",
    ):
        assert words in said, words


def test_the_contents_name_the_page_on_which_each_part_begins() -> None:
    told = roof()
    volume = archive.volume_of(told.now, DAY)
    made = pages(archive.pdf_of(told.now, DAY))
    for part in volume["parts"]:
        name = squeezed(part["name"])
        line = made[1][made[1].index(name) + len(name) :].lstrip(".")
        number = int("".join(digit for digit in line[:2] if digit.isdigit()))
        title = name.partition("（")[0]
        assert f"—{number}—" in made[number - 1]
        assert title in made[number - 1], title


def test_papers_stand_in_the_order_of_the_life() -> None:
    names = [part["name"].partition("（")[0] for part in archive.volume_of(roof().now, DAY)["parts"]]
    assert names == [
        "信访人反映的内容", "信访事项登记表", "信访事项程序性受理告知书", "信访事项转送单", "信访事项实体性受理告知书",
        "信访事项延长办理期限审批表", "信访事项延长办理期限告知书", "信访事项处理意见书", "送达回证", "办理记录",
        "流转过程", "办理期限及其说明", "留痕摘要", "附件清单",
    ]  # fmt: skip


def _reader(told: Story, code: str, role: Role) -> archive.Reader:
    who = person(code, role)
    return archive.Reader(who, lookups.shown(told.now, lookups.life(told.now), who, told.moment))


def test_what_a_bureau_keeps_inside_is_not_in_the_volume_of_a_unit() -> None:
    told = roof()
    names = {
        code: str(archive.volume_of(told.now, DAY, _reader(told, code, role))["parts"])
        for code, role in (("NG", Role.CLERK), ("NG-XF", Role.OFFICER))
    }
    assert "信访事项登记表" in names["NG"]
    assert "信访事项登记表" not in names["NG-XF"]
    assert "信访事项延长办理期限审批表" in names["NG-XF"]  # its own


def test_originals_are_bound_in_and_the_list_names_their_digests(tmp_path: Path) -> None:
    told = roof()
    digests = [
        attach(told, "鉴定报告.pdf", drawn("first page #pagebreak() second page", "pdf")),
        attach(told, "照片.png", drawn("photo", "png")),
        attached_before(told, "坏了.pdf", "application/pdf", b"%PDF-1.4 broken"),
        attached_before(told, "坏了.jpg", "image/jpeg", b"\xff\xd8\xff broken"),
        attach(told, "录音.mp3", SAMPLES["mp3"]),
    ]
    volume = archive.volume_of(told.now, DAY, folder=tmp_path)
    assert [(one["name"], one["pages"]) for one in volume["pictures"]] == [
        ("附件1：鉴定报告.pdf", [1, 2]),
        ("附件2：照片.png", [1]),
    ]
    made = archive.pdf_of(told.now, DAY)
    said = read(made)
    for digest in digests:
        assert digest in said
    assert "附后" in said
    assert "另存" in said
    assert "附件1：鉴定报告.pdf第2页" in said
    assert "firstpage" in said
    assert "secondpage" in said
    assert hashlib.sha256(SAMPLES["mp3"]).hexdigest() == digests[-1]


def test_a_thick_original_is_listed_and_kept_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = roof()
    attach(told, "厚.pdf", drawn("a #pagebreak() b #pagebreak() c", "pdf"))
    attach(told, "薄.pdf", drawn("only", "pdf"))
    monkeypatch.setattr("wangfang.records.printing.binding.MOST_PAGES", 2)
    assert [one["name"] for one in archive.volume_of(told.now, DAY, folder=tmp_path)["pictures"]] == ["附件2：薄.pdf"]


def test_a_clock_that_was_moved_says_so_and_one_that_stands_too() -> None:
    extended = read(archive.pdf_of(roof().now, DAY))
    assert "因延期、中止、交办期限或者重算，实际2017年11月20日届满" in extended
    paused = story().submitted().registered().forwarded("NG-XF").accepted().paused()
    said = read(archive.pdf_of(paused.now, DAY))
    assert "现在中止计时" in said
    assert "尚未完成" in said


def test_the_same_case_gives_the_same_bytes() -> None:
    told = roof()
    assert archive.pdf_of(told.now, DAY) == archive.pdf_of(told.now, DAY)


def test_a_rare_name_is_told_by_its_code_in_the_volume_too() -> None:
    told = story().about(text="我叫王\U0003fffd，住在南岗区。").submitted()
    said = read(archive.pdf_of(told.now, DAY))
    assert "我叫王〔U+3FFFD〕" in said
    assert "是本机字库没有的字" in said


def test_a_number_that_nobody_has_is_refused() -> None:
    with pytest.raises(NotFound):
        archive.pdf_by_number("20170822-999999", DAY)
