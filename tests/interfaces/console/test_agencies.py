"""`wangfang agencies` reads a table of agencies as a spreadsheet shows it, and refuses it in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cast import load_city
from wangfang.interfaces.console.main import group
from wangfang.records.agencies.models import Agency
from wangfang.records.agencies.tree import tree
from wangfang.rules.refusal import Refused

pytestmark = pytest.mark.django_db

HEADER = "code,name,kind,region,parent,valid_from,valid_to"
ROW = "NEW,新单位,unit,230103,NG,,"


@pytest.fixture(autouse=True)
def _city() -> None:
    load_city()


def loaded(path: Path, *lines: str, encoding: str = "utf-8") -> str:
    """Write the lines, load them and return what was said."""
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return CliRunner().invoke(group, ["agencies", "load", str(path)], catch_exceptions=False).stdout


def test_a_table_comes_in_with_its_dates_and_blank_lines_do_not_matter(tmp_path: Path) -> None:
    assert loaded(tmp_path / "a.csv", HEADER, "", ROW, ",,,,,,", encoding="utf-8-sig") == "已导入 1 个机构。\n"
    assert tree().agency("NEW").name == "新单位"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([HEADER, "", ROW, "", ROW], "第 5 行的机构代码“NEW”和第 3 行重复"),  # as a spreadsheet counts
        ([HEADER, ROW + ",more"], "第 2 行的格数比表头多"),
        (["code,name", "NEW,新单位"], "缺少列：kind、region、parent"),
        ([HEADER], "只有表头，没有机构"),
        ([""], "缺少列：code"),
    ],
)
def test_a_table_that_cannot_be_is_one_sentence_with_its_row(lines: list[str], why: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=why):
        loaded(tmp_path / "a.csv", *lines)
    assert not Agency.objects.filter(code="NEW").exists()


def test_another_encoding_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不是 UTF-8 编码的 CSV 文件"):
        loaded(tmp_path / "a.csv", HEADER, ROW, encoding="gb18030")
