"""An export: who gets which rows, that what was revoked is missing, that it is made once, gone after a day, and traced back."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.cast import PETITIONER, at_accusations, clerk, officer, operator_act, person
from tests.moments import at
from tests.stories import ROOF, Story, story
from tests.walled import seen_as
from wangfang.interfaces.console.main import group
from wangfang.interfaces.desk.presenters.exporting import workbook_of
from wangfang.records.cases import marking, showing
from wangfang.records.cases.living import PastLife, take_in
from wangfang.records.cases.lookups import Filters, NotFound
from wangfang.records.cases.models import Case
from wangfang.records.exporting import asking, making, tracing
from wangfang.records.exporting.models import ExportApproval, ExportRequest
from wangfang.records.exporting.rows import Row, row_of
from wangfang.records.files import keep
from wangfang.records.ledger.models import Entry
from wangfang.records.people.posts import add_account
from wangfang.rules.facts import Act, Actor, Role, Step
from wangfang.rules.refusal import Refused
from wangfang.rules.row_order import told_by_order

NOW = at("2017-09-20 10:00")
WHY = "市里要求核对台账"
HELD, ALL = Filters("todo"), Filters("all")


def act(who: Actor, when: object = NOW) -> Act:
    return Act(who, when, when)  # type: ignore[arg-type]  # a moment


def held() -> Story:
    return story().submitted(to="NG").registered().forwarded("NG-XF").accepted()


def numbers_of(request: ExportRequest) -> set[str]:
    return set(Case.objects.filter(pk__in=request.keys).values_list("number", flat=True))


def written(_request: ExportRequest, rows: Sequence[Row]) -> bytes:
    """Write the numbers alone, one to a line, in the order in which they come."""
    return "\n".join(row.number for row in rows).encode()


def row(request: ExportRequest, case: Case, who: Actor | None = None) -> Row:
    """Return the row of a case as its asker, or somebody else, gets it."""
    return row_of(request, case, showing.of_cases([case], who or officer("NG-XF"), NOW)[case.pk])


def lines_of(request: ExportRequest) -> list[str]:
    stored = keep.kept_for(making.subject_of(request))[0]
    return b"".join(keep.bytes_of(stored)).decode().split("\n")


def test_only_what_the_asker_sees_and_no_accusation_is_asked_for() -> None:
    mine = held().now
    story().submitted(to="HL").registered()
    reader = at_accusations("NG")
    secret = story().accusing("HL").submitted(to="NG").now
    seen = asking.ask(ALL, WHY, act(reader), with_people=False)
    assert numbers_of(seen) == {mine.number}, "though the accusation is open to whoever asks"
    with seen_as(reader, NOW):
        assert Case.objects.filter(pk=secret.pk).exists()
    with pytest.raises(Refused, match="没有可以导出"):
        asking.ask(HELD, WHY, act(officer("HL-ZJ")), with_people=False)
    with pytest.raises(Refused, match="没有可以导出"):
        asking.ask(ALL, WHY, act(reader), with_people=True)  # the case is at the street now
    with pytest.raises(Refused, match="理由"):
        asking.ask(ALL, "要", act(reader), with_people=False)


def test_people_are_named_only_where_it_was_asked_and_never_of_an_accusation() -> None:
    told = held()
    with_people = asking.ask(HELD, WHY, act(officer("NG-XF")), with_people=True)
    without = asking.ask(HELD, WHY, act(officer("NG-XF")), with_people=False)
    assert row(with_people, told.now).people == (
        "王秀兰",
        "230103195804000026",
        "13800138000",
        "南岗区辽河小区5栋2单元702",
    )
    assert (row(without, told.now).people, row(without, told.now).who) == ((), "王**")
    told.now.purpose = "accusation"  # one that two people labelled lower
    assert row(with_people, told.now).people == ("", "", "", "")


def test_a_row_says_no_more_than_the_list_shows_its_asker() -> None:
    told = held().now
    request = asking.ask(HELD, WHY, act(officer("NG-XF")), with_people=True)
    watching = person("HRB", Role.SUPERVISOR)
    seen = row(request, told, watching)
    assert (seen.number, seen.title, seen.who, seen.people) == (told.number, told.title, "", ("", "", "", ""))
    assert row(request, told).who == "王**"


def test_what_was_revoked_in_the_meantime_is_missing() -> None:
    kept, moved, marked = held(), held(), held()
    request = asking.ask(HELD, WHY, act(officer("NG-XF")), with_people=True)
    assert numbers_of(request) == {one.now.number for one in (kept, moved, marked)}
    moved.on("2017-09-21 09:00").ended("divert")
    marking.label(marked.now, "accusation", "反映的是干部", act(clerk("NG"), at("2017-09-21 09:00")))
    late = held()
    kept.on("2017-09-21 09:00").worked()
    making.make(request.pk, act(officer("NG-XF"), at("2017-09-22")), written)
    assert sorted(lines_of(request)) == sorted([kept.now.number, moved.now.number])
    assert late.now.number not in lines_of(request), "what came later was not asked for"


def test_it_is_made_once_by_the_asker_fetched_for_a_day_and_gone_after_it(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    held()
    who, other = officer("NG-XF"), person("NG-XF", Role.UNIT_LEADER)
    request = asking.ask(HELD, WHY, act(who), with_people=True)
    with pytest.raises(NotFound):
        making.make(request.pk, act(other), written)
    making.make(request.pk, act(who), written)
    with pytest.raises(Refused, match="已经生成过"):
        making.make(request.pk, act(who), written)
    assert making.fetch(request.pk, act(who, NOW + timedelta(hours=23, minutes=59))).name == f"{request.number}.xlsx"
    with pytest.raises(NotFound):
        making.fetch(request.pk, act(other))
    with pytest.raises(Refused, match="24 小时"):
        making.fetch(request.pk, act(who, NOW + timedelta(hours=24)))
    assert making.take_away(NOW + timedelta(hours=23, minutes=59)) == 0
    assert sealed_files() == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert making.take_away(NOW + timedelta(hours=24)) == 1
    assert (sealed_files(), keep.kept_for(making.subject_of(request))) == (0, [])
    said = [
        e.payload.split('"step":"')[1].split('"')[0]
        for e in Entry.objects.filter(subject=f"export:{request.number}").order_by("number")
    ]
    assert said == ["export_asked", "export_made", "export_fetched"]


def sealed_files() -> int:
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def five_hundred_and_one() -> None:
    """Let so many petitions come in that two people must agree."""
    tale = story()
    petition = replace(ROOF, to="NG")
    take_in(PastLife(petition, [(Step.SUBMIT, tale.act(PETITIONER), {"to": "NG"})]) for _ in range(501))


def csv_of(book: bytes, path: Path) -> Path:
    """Save a workbook as CSV, without the row that names the export, as somebody would who thought of it."""
    rows = openpyxl.load_workbook(BytesIO(book)).worksheets[0].iter_rows(min_row=3, values_only=True)
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def traced(path: Path) -> str:
    done = CliRunner().invoke(group, ["exports", "trace", str(path)])
    return done.output if done.exit_code == 0 else str(done.exception)


def test_five_hundred_and_one_need_two_one_of_them_the_guard_and_the_file_tells_who_took_it(tmp_path: Path) -> None:
    five_hundred_and_one()
    add_account(login="guard", name="安全员", agency="HLJ", role=Role.SECURITY, act=operator_act())
    guard = Actor("guard", "安全员", Role.SECURITY, person("HLJ", Role.SECURITY).agency)
    asker, leader, above = clerk("NG"), person("NG", Role.BUREAU_LEADER), person("HRB", Role.BUREAU_LEADER)
    request = asking.ask(HELD, WHY, act(asker), with_people=True)
    assert (len(request.keys), request.needed) == (501, 2)
    with pytest.raises(NotFound):
        asking.approve(request.pk, act(person("HL", Role.BUREAU_LEADER)))
    asking.approve(request.pk, act(leader))
    for again, why in ((leader, "同一个人"), (above, "安全保密管理员"), (asker, "负责人批准")):
        with pytest.raises(Refused, match=why):
            asking.approve(request.pk, act(again))
    with pytest.raises(Refused, match="还没有批准"):
        making.make(request.pk, act(asker), workbook_of)
    asking.approve(request.pk, act(guard))
    stored = making.make(request.pk, act(asker), workbook_of)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportApproval.objects.create(request=request, login=guard.login, role="security", at=NOW)

    require_traced(request, b"".join(keep.bytes_of(stored)), tmp_path)


def require_traced(request: ExportRequest, book: bytes, tmp_path: Path) -> None:
    """Hand the file round in every shape, and ask each time who took it away."""
    (tmp_path / "as-it-was.xlsx").write_bytes(book)
    told = f"申请人 ng-clerk，2017-09-20 10:00 申请，理由：{WHY}"
    for name, how in (("as-it-was.xlsx", "写着的导出编号"), ("saved.csv", "行的次序")):
        path = tmp_path / name if name.endswith("xlsx") else csv_of(book, tmp_path / name)
        said = traced(path).splitlines()
        assert said[:2] == [f"{request.number}（按{how}）", told]
        assert said[3] == "批准人 ng-bureau_leader、guard"
    piece = (tmp_path / "saved.csv").read_text(encoding="gb18030").splitlines()
    (tmp_path / "piece.csv").write_text("\n".join(piece[151:351]), encoding="utf-8")
    assert request.number in traced(tmp_path / "piece.csv"), "two hundred rows out of the middle are enough"
    (tmp_path / "few.csv").write_text("\n".join(piece[:100]), encoding="utf-8")
    assert "查不出来" in traced(tmp_path / "few.csv")
    (tmp_path / "sorted.csv").write_text("\n".join(sorted(piece)), encoding="utf-8")
    assert "查不出来" in traced(tmp_path / "sorted.csv")


def test_the_reason_and_the_words_searched_for_lie_sealed() -> None:
    held()
    request = asking.ask(Filters("todo", "辽河小区"), WHY, act(officer("NG-XF")), with_people=False)
    kept = ExportRequest.objects.get(pk=request.pk)
    assert (kept.why, kept.words) == (WHY, "辽河小区")
    assert WHY.encode() not in bytes(kept.sealed)
    assert "辽河" not in "".join(Entry.objects.filter(subject__startswith="export:").values_list("payload", flat=True))


def test_the_order_of_two_hundred_rows_names_the_request_and_a_forged_one_names_nobody() -> None:
    held()
    request = asking.ask(HELD, WHY, act(officer("NG-XF")), with_people=False)
    other = asking.ask(HELD, WHY, act(officer("NG-XF")), with_people=False)
    names = [f"20170822-{nth:06d}" for nth in range(200)]
    told = told_by_order(names, tracing.word_of(request))
    found = tracing.by_order(told)
    assert found is not None
    assert (found.pk, found.pk != other.pk) == (request.pk, True)
    assert tracing.by_order(told[:191]) is None
    assert tracing.by_order(names) is None
    forged = other.code.to_bytes(8, "big") + b"\0\0\0\0"
    assert tracing.by_order(told_by_order(names, forged)) is None, "without the key nobody else is named"


def test_the_workbook_carries_its_number_and_no_formula() -> None:
    told = story().about(title="=HYPERLINK(1)").submitted(to="NG").registered().forwarded("NG-XF").accepted()
    request = asking.ask(HELD, WHY, act(officer("NG-XF")), with_people=True)
    making.make(request.pk, act(officer("NG-XF")), workbook_of)
    stored = keep.kept_for(making.subject_of(request))[0]
    book = openpyxl.load_workbook(BytesIO(b"".join(keep.bytes_of(stored))))
    sheet = book.worksheets[0]
    assert request.number in str(sheet["A1"].value)
    assert book.properties.title == request.number
    assert [cell.value for cell in sheet[3]][:4] == [told.now.number, "=HYPERLINK(1)", "王**", "城乡建设"]
    assert sheet["B3"].data_type == "s"
    assert [cell.value for cell in sheet[3]][7:] == [
        "王秀兰",
        "230103195804000026",
        "13800138000",
        "南岗区辽河小区5栋2单元702",
    ]
