"""Tables of somebody else are read row by row, whatever is wrong with them."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.interfaces.console.tables import csv_file, csv_with_a_huge_cell, rewritten, xlsx_file
from tests.moments import at
from wangfang.interfaces.console.importing.reading import open_table
from wangfang.interfaces.console.importing.rows import Row, RowError
from wangfang.rules.refusal import Refused

HEAD = "编号,内容,时间"
SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path) -> list[Row | RowError]:
    """Read the whole table."""
    with open_table(path) as table:
        return list(table.rows)


def values(path: Path) -> list[tuple[str, ...]]:
    """Read the cells of a table that has no errors."""
    rows = read(path)
    assert [row for row in rows if isinstance(row, RowError)] == []
    return [tuple(row.values.values()) for row in rows if isinstance(row, Row)]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk"],  # gbk is what Excel on a Chinese Windows writes
)
def test_the_encoding_is_found_out(encoding: str, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", HEAD, "1,楼道漏水三个月,2019-01-01", encoding=encoding)

    assert values(file) == [("1", "楼道漏水三个月", "2019-01-01")]


def test_one_broken_row_does_not_change_the_encoding_of_the_others(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    good = [f"{n},楼道漏水三个月,2019-01-01".encode() for n in (1, 2, 3)]
    file.write_bytes(b"\n".join([HEAD.encode(), good[0], b"9,\xd0\xc5\xb7\xc3,2019-01-01", *good[1:]]))

    rows = read(file)

    assert rows[1] == RowError(3, "内容", "编码损坏，不能读成文字", ("9", "�ŷ�", "2019-01-01"))
    assert [row.number for row in rows if isinstance(row, Row)] == [2, 4, 5]


def test_the_characters_that_gb18030_moved_in_2022_come_out_where_they_are_now(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(HEAD.encode("gb18030") + b"\n1,\xd0\xc5\xb7\xc3\xa6\xd9\xfe\x59,2019\n")

    assert values(file) == [("1", "信访︐龴", "2019")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_out(separator: str, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", *(line.replace(",", separator) for line in (HEAD, "1,好,2019")))

    assert values(file) == [("1", "好", "2019")]


def test_quotes_hold_commas_line_breaks_and_quotes(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv", HEAD, '1,"他说，""漏水""\n三个月,没人管",2019', '2,半"截,""')

    assert values(file) == [("1", '他说，"漏水"\n三个月,没人管', "2019"), ("2", '半"截', "")]


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("2,好", "", "这一行有 2 列，表头有 3 列，对不上"),
        ("2,好,2019,多", "", "这一行有 4 列，表头有 3 列，对不上"),
        ("2,不\x00好,2019", "内容", "单元格里有空字符（NUL），没有导入"),
        ("2," + "长" * 100_001 + ",2019", "内容", "单元格超过 10 万字，没有导入"),
    ],
)
def test_an_unfit_row_is_told_and_the_rest_is_read(line: str, column: str, why: str, tmp_path: Path) -> None:
    rows = read(csv_file(tmp_path / "a.csv", HEAD, "1,好,2019", line, "", "3,好,2020"))

    assert [(row.row, row.column, row.why) for row in rows if isinstance(row, RowError)] == [(3, column, why)]
    assert [row.number for row in rows if isinstance(row, Row)] == [2, 5]  # row 4 is blank


def test_lone_surrogates_are_broken_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(HEAD.encode() + "\n1,好,2019\n".encode() + b"2,\xed\xa0\x80,2019\n")

    assert [(row.row, row.column) for row in read(file) if isinstance(row, RowError)] == [(3, "内容")]


def test_a_quote_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    rows = read(csv_file(tmp_path / "a.csv", HEAD, '1,"没有闭合,2019', "2,好,2019", "3,好,2020"))

    assert [(row.row, row.why) for row in rows if isinstance(row, RowError)] == [
        (2, "引号没有闭合，这一行没有导入，从下一行接着读")
    ]
    assert [row.number for row in rows if isinstance(row, Row)] == [3, 4]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_cell_of_100_mb_costs_one_row_and_no_memory(kind: str, tmp_path: Path) -> None:
    if kind == "csv":
        file = csv_with_a_huge_cell(tmp_path / "a.csv", HEAD, "1,好,2019", "3,好,2020")
    else:
        small = xlsx_file(tmp_path / "b.xlsx", [HEAD.split(","), [1, "好", 2019], [2, "MARK", 2019], [3, "好", 2020]])
        file = rewritten(small, tmp_path / "a.xlsx", "xl/sharedStrings.xml", b"MARK", b"a" * (100 << 20))
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from wangfang.interfaces.console.importing.reading import open_table\n"
        "from wangfang.interfaces.console.importing.rows import RowError\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "with open_table(Path(sys.argv[1])) as table: rows = list(table.rows)\n"
        "print([(r.row, r.column, r.why) if isinstance(r, RowError) else r.number for r in rows])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    told = subprocess.run([sys.executable, "-c", script, str(file)], check=True, capture_output=True, text=True)
    rows, grown = told.stdout.splitlines()

    assert rows == "[2, (3, '内容', '单元格超过 10 万字，没有导入'), 4]"
    assert int(grown) < 50 << 10  # kilobytes


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的，没有可以导入的行"),
        (b"\xef\xbb\xbf\n\n", "文件是空的，没有可以导入的行"),
        ("编号,内容\n".encode("utf-16"), "文件是 UTF-16 编码，请另存为“CSV UTF-8”再导入"),
        ("编号,内容\r1,好\r".encode(), "文件的换行符是旧式的单个 CR，请另存为“CSV UTF-8”再导入"),
        ("内容,内容\n1,2\n".encode(), "表头“内容”出现了两次，分不清是哪一列"),
        (b"a,\xff\xfe\xff\n1,2\n", "表头编码损坏，不能读成文字"),
        (b"\xd0\xcf\x11\xe0 old", "这是旧版 XLS 或加了密码的文件，请另存为 XLSX 或“CSV UTF-8”再导入"),
        (b"PK\x03\x04 no zip", "XLSX 文件损坏或加了密码，打不开"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, why: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)

    with pytest.raises(Refused) as refused:
        read(file)
    assert refused.value.why == why


def test_a_sheet_gives_dates_and_numbers_as_a_person_would_type_them(tmp_path: Path) -> None:
    file = xlsx_file(
        tmp_path / "a.xlsx",
        [HEAD.split(","), [12, "好", at("2019-01-02 03:04:05").replace(tzinfo=None)], [], [1.5, "", "2019/1/2"]],
    )

    assert values(file) == [("12", "好", "2019-01-02 03:04:05"), ("1.5", "", "2019/1/2")]


def test_formulas_and_faults_in_a_sheet_are_told_by_cell(tmp_path: Path) -> None:
    file = xlsx_file(
        tmp_path / "a.xlsx",
        [HEAD.split(","), ["1", "=1+1", "2019"], ["2", "好", "2019"], ["3", "好", "2019", "", "远"]],
    )

    assert [(row.row, row.column, row.why) for row in read(file) if isinstance(row, RowError)] == [
        (2, "内容", "单元格是公式，请改成数值或文字"),
        (4, "第5列", "这一列没有表头，对不上"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"<sheetData>", b'<!DOCTYPE x [<!ENTITY a "b">]><sheetData>', "实体定义"),
        (b'<row r="2"', b'<row r="99999999"', "工作表超过"),
        (b"</sheetData>", b"", "XLSX 文件损坏，读不下去"),
    ],
)
def test_a_sheet_that_is_a_trap_is_refused(old: bytes, new: bytes, why: str, tmp_path: Path) -> None:
    small = xlsx_file(tmp_path / "b.xlsx", [HEAD.split(","), ["1", "好", "2019"]])
    file = rewritten(small, tmp_path / "a.xlsx", SHEET, old, new)

    with pytest.raises(Refused, match=why):
        read(file)


def test_a_swelling_archive_is_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("xl/styles.xml", "w") as part:
        for _ in range(20):
            part.write(b" " * (1 << 20))

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="解压后太大"):
        read(file)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 << 10
