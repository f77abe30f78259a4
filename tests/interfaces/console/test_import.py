"""`wangfang import` takes in what it can, tells what it cannot, and never takes a row twice or half."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.cast import load_city
from tests.interfaces.console.tables import csv_file, csv_with_a_huge_cell, xlsx_file
from tests.moments import at
from wangfang.interfaces.console.main import group
from wangfang.records.cases.lookups import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.verification import verify
from wangfang.records.notices.models import Notice
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db

OPEN = "编号,标题,内容,时间,姓名,电话"
ANSWERED = "编号,内容,时间,姓名,电话,答复,答复时间"
ROOF = "1,屋顶漏雨,每次下雨屋顶都漏。,2017-08-22 09:14,王秀兰,13800138000"
LIVED = "1,每次下雨屋顶都漏。,2017-08-22 09:14,王秀兰,13800138000,已责成物业维修。,2017-09-01 10:00"


@pytest.fixture(autouse=True)
def _city() -> None:
    load_city()


def ended(*words: str | Path) -> Result:
    """Run `wangfang import`."""
    return CliRunner().invoke(group, ["import", *map(str, words)])


def told(*words: str | Path, code: int = 0) -> Any:
    """Run `wangfang import --json` and return its document; standard output holds nothing else."""
    done = ended(*words, "--json")
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def test_an_open_message_becomes_a_registered_petition(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", OPEN, ROOF)

    assert told(file, "--agency", "NG") == {"read": 1, "created": 1, "skipped": 0, "errors": []}
    case = Case.objects.get()
    assert (case.state, case.holder.code, case.received_at) == ("registered", "NG", at("2017-08-22 09:14"))
    assert (case.title, case.petitioner.name, case.region) == ("屋顶漏雨", "王秀兰", "230103")


def test_an_answered_message_is_lived_through_to_its_end(tmp_path: Path) -> None:
    told(csv_file(tmp_path / "a.csv", ANSWERED, LIVED), "--agency", "NG")

    case = Case.objects.get()
    sent, answered = at("2017-08-22 09:14"), at("2017-09-01 10:00")
    assert case.state == "closed"
    assert [(step.step, step.agency, step.occurred_at) for step in steps(case)] == [
        ("submit", "", sent),
        ("register", "NG", sent),
        ("forward", "NG", sent),
        ("accept", "NG-HX", sent),  # no acceptance is known: silence counts as acceptance from the receipt
        ("issue_opinion", "NG-HX", answered),
        ("serve", "NG-HX", answered),
        ("close", "NG-HX", answered),
    ]
    assert steps(case)[4].detail == {"conclusion": "explain", "text": "已责成物业维修。"}
    assert list(verify()) == []


def test_the_past_sends_no_message(tmp_path: Path) -> None:
    told(csv_file(tmp_path / "a.csv", ANSWERED, LIVED), "--agency", "NG")

    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("words", "accepted"),
    [
        ((), "2017-08-22 09:14"),
        (("--accepted", "answered"), "2017-09-01 10:00"),
    ],
)
def test_from_when_silence_is_acceptance_can_be_chosen(words: tuple[str, ...], accepted: str, tmp_path: Path) -> None:
    told(csv_file(tmp_path / "a.csv", ANSWERED, LIVED), "--agency", "NG", *words)

    assert [s.occurred_at for s in steps(Case.objects.get()) if s.step == "accept"] == [at(accepted)]


def test_a_known_acceptance_is_kept(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", ANSWERED + ",受理时间", LIVED + ",2017-08-25")
    told(file, "--agency", "NG", "--accepted", "answered")

    assert [s.occurred_at for s in steps(Case.objects.get()) if s.step == "accept"] == [at("2017-08-25 00:00")]


def test_the_second_import_creates_nothing_whatever_the_file_is_called(tmp_path: Path) -> None:
    told(csv_file(tmp_path / "a.csv", OPEN, ROOF), "--agency", "NG")
    grown = csv_file(tmp_path / "b.csv", OPEN, ROOF, ROOF.replace("1,", "2,", 1), ROOF)

    assert told(grown, "--agency", "NG") == {"read": 3, "created": 1, "skipped": 2, "errors": []}
    assert Case.objects.count() == 2


def test_a_number_twice_in_one_file_comes_in_once(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", OPEN, ROOF, ROOF)

    assert told(file, "--agency", "NG", "--dry-run")["skipped"] == 1
    assert told(file, "--agency", "NG")["skipped"] == 1


def test_the_same_number_of_another_source_is_another_petition(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", OPEN, ROOF)
    told(file, "--agency", "NG", "--source", "留言板")

    assert told(file, "--agency", "NG", "--source", "信箱")["created"] == 1


def test_a_dry_run_tells_the_same_and_keeps_nothing(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", ANSWERED, LIVED, LIVED.replace("1,", "2,", 1).replace("2017-09", "2017-07"))

    rehearsed = told(file, "--agency", "NG", "--dry-run", code=1)

    assert not Case.objects.exists()
    assert told(file, "--agency", "NG", code=1) == rehearsed


def test_bad_rows_are_told_one_by_one_and_the_rest_comes_in(tmp_path: Path) -> None:
    file = csv_with_a_huge_cell(
        tmp_path / "a.csv", "编号,内容,时间", "1,好,2019-01-01",
        "3,,2019-01-01\n4,好,2019-02-30\n5,不\x00好,2019-01-01\n6,好\n7,好,2099-01-01\n8,好,2019-01-01",
    )  # fmt: skip

    answer = told(file, "--agency", "NG", code=1)

    assert [(error["row"], error["column"]) for error in answer["errors"]] == [
        (3, "内容"), (4, "内容"), (5, "时间"), (6, "内容"), (7, ""), (8, "时间"),
    ]  # fmt: skip
    assert (answer["read"], answer["created"]) == (8, 2)
    assert sorted(Case.objects.values_list("external_id", flat=True)) == ["1", "8"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1,好,2099-01-01,,", "来信时间"),
        ("1,好,2019-01-01,答,2099-01-02", "答复时间"),
        ("1,好,2099-01-01,答,2099-01-02", "来信时间"),  # the first of the two to be mended
    ],
)
def test_a_day_that_has_not_come_is_told_by_its_column(row: str, column: str, tmp_path: Path) -> None:
    answer = told(csv_file(tmp_path / "a.csv", "编号,内容,来信时间,答复,答复时间", row), "--agency", "NG", code=1)

    [error] = answer["errors"]
    assert (error["row"], error["column"]) == (2, column)
    assert "还没有到，没有导入" in error["why"]


def test_a_life_that_the_rules_refuse_leaves_nothing_behind(tmp_path: Path) -> None:
    """The answer is longer than an opinion may be: petition, forward and acceptance must go with it."""
    rows = [LIVED.replace("1,", f"{n},", 1) for n in range(1, 6)]
    rows[2] = rows[2].replace("已责成物业维修。", "长" * 20_001)

    answer = told(csv_file(tmp_path / "a.csv", ANSWERED, *rows), "--agency", "NG", code=1)

    assert [(error["row"], error["why"][:4]) for error in answer["errors"]] == [(4, "处理意见")]
    assert sorted(Case.objects.values_list("external_id", flat=True)) == ["1", "2", "4", "5"]
    assert list(verify()) == []


def test_the_workbook_holds_the_rows_that_must_be_mended(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", OPEN, ROOF, '=2+5,标题,,2019-01-01,"=cmd|calc",')
    told(file, "--agency", "NG", "--errors", tmp_path / "errors.xlsx", code=1)

    rows = list(openpyxl.load_workbook(tmp_path / "errors.xlsx").worksheets[0].values)

    assert rows[0] == ("行号", "列", "原因", *OPEN.split(","))
    assert rows[1] == (
        3,
        "编号",
        "单元格是公式，请改成数值或文字",
        "=2+5",
        "标题",
        None,
        "2019-01-01",
        "=cmd|calc",
        None,
    )


def test_a_spreadsheet_comes_in_like_a_csv(tmp_path: Path) -> None:
    sent, answered = (at(text).replace(tzinfo=None) for text in ("2017-08-22 09:14", "2017-09-01 10:00"))
    file = xlsx_file(
        tmp_path / "a.xlsx",
        [ANSWERED.split(","), [1, "屋顶漏。", sent, "王秀兰", 13800138000, "已修。", answered], [2, "=1+1", sent]],
    )

    answer = told(file, "--agency", "NG", code=1)

    assert (answer["created"], [error["column"] for error in answer["errors"]]) == (1, ["内容"])
    assert Case.objects.get().petitioner.phone == "13800138000"


@pytest.mark.parametrize(
    ("words", "holder", "columns"),
    [
        ((), [], ["责任单位"]),
        (("--unit", "NG-ZJ"), ["NG-ZJ"], []),
    ],
)
def test_a_unit_that_nobody_knows_needs_a_decision(
    words: tuple[str, ...], holder: list[str], columns: list[str], tmp_path: Path
) -> None:
    file = csv_file(tmp_path / "a.csv", ANSWERED + ",责任单位", LIVED + ",月球管理局")

    answer = told(file, "--agency", "NG", *words, code=len(columns))

    assert [error["column"] for error in answer["errors"]] == columns
    assert [case.holder.code for case in Case.objects.all()] == holder


def test_a_unit_is_known_by_its_name_or_by_the_map(tmp_path: Path) -> None:
    file = csv_file(
        tmp_path / "a.csv", ANSWERED + ",责任单位", LIVED + ",南岗区住房和城乡建设局",
        LIVED.replace("1,", "2,", 1) + ",先锋办", LIVED.replace("1,", "3,", 1) + ",NG-XF",
    )  # fmt: skip
    units = tmp_path / "map.toml"
    units.write_text('[units]\n"先锋办" = "NG-XF"\n', "utf-8")

    told(file, "--agency", "NG", "--map", units)

    assert dict(Case.objects.values_list("external_id", "holder__code")) == {"1": "NG-ZJ", "2": "NG-XF", "3": "NG-XF"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--agency", "NOBODY"), "没有代码为“NOBODY”的单位"),
        (("--agency", "NG-XF"), "先锋路街道办事处不是信访部门"),
        (("--agency", "DL"), "道里区信访局下面没有责任单位，请用 --unit 指定由谁答复"),
        (("--agency", "NG", "--unit", "HRB"), "哈尔滨市信访局不是责任单位"),
    ],
)
def test_an_import_that_cannot_begin_is_refused_in_a_sentence(words: tuple[str, ...], why: str, tmp_path: Path) -> None:
    done = ended(csv_file(tmp_path / "a.csv", ANSWERED, LIVED), *words)

    assert isinstance(done.exception, Refused)
    assert why in done.exception.why
    assert not Case.objects.exists()


def test_a_unit_outside_the_territory_is_a_row_error(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", ANSWERED, LIVED)

    answer = told(file, "--agency", "NG", "--unit", "HL-ZJ", code=1)

    assert "不在南岗区信访局的管辖范围内" in answer["errors"][0]["why"]
    assert not Case.objects.exists()


def test_people_read_sentences(tmp_path: Path) -> None:
    done = ended(csv_file(tmp_path / "a.csv", ANSWERED, LIVED, "2,,2019-01-01,,,,"), "--agency", "NG")

    assert done.stdout.splitlines() == [
        "读取 2 行，新建 1 件，跳过 0 件，没有导入 1 行。",
        "第 3 行“内容”列：没有内容，没有导入",
        "来源没有受理时间：按收到之时视为受理，责任单位及时受理率不反映实际。",
    ]


def test_a_number_that_is_here_with_another_text_is_told_and_not_lost(tmp_path: Path) -> None:
    told(csv_file(tmp_path / "a.csv", OPEN, ROOF), "--agency", "NG")
    other = told(csv_file(tmp_path / "b.csv", OPEN, ROOF.replace("屋顶都漏", "地下室进水")), "--agency", "NG", code=1)

    assert (other["created"], other["skipped"]) == (0, 0)
    assert [(error["row"], error["column"], "内容不同" in error["why"]) for error in other["errors"]] == [
        (2, "编号", True)
    ]
    assert Case.objects.get().text == "每次下雨屋顶都漏。"


def test_a_formula_in_a_csv_is_a_bad_row(tmp_path: Path) -> None:
    found = told(csv_file(tmp_path / "a.csv", OPEN, ROOF.replace("屋顶漏雨", "=1+1")), "--agency", "NG", code=1)
    assert [(error["column"], error["why"]) for error in found["errors"]] == [
        ("标题", "单元格是公式，请改成数值或文字")
    ]
