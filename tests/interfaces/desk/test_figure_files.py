"""Do the tables of figures leave as what the page shows: the same numbers, with who took them and when, and no formula?"""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook

from tests.cast import operator_act
from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.test_comparisons import cells_of, lives
from tests.moments import at
from tests.stories import story
from wangfang.interfaces.frame.books import XLSX, Share, Table, Value, book
from wangfang.records.agencies.load import load
from wangfang.records.ledger.access import What
from wangfang.records.ledger.models import Access
from wangfang.rules.facts import Role
from wangfang.rules.measures import Measure
from wangfang.rules.rankings import percent

pytestmark = pytest.mark.django_db
Q4 = {"period": "2017Q4", "definition": "HRB_315", "indicator": "unit_timely"}
FILES = ("desk:indicators-xlsx", "desk:comparison-xlsx")


def opened(client: Client, address: str, **asked: str) -> Workbook:
    answer = client.get(address, {**Q4, **asked})
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    return openpyxl.load_workbook(BytesIO(answer.content))


def row_of(book: Workbook, name: str) -> list[Cell | MergedCell]:
    """Return the cells of a row of the first sheet by what stands first in it."""
    return next(list(row) for row in book.worksheets[0].iter_rows() if row[0].value == name)


def values(cells: list[Cell | MergedCell]) -> list[object]:
    return [cell.value for cell in cells]


def test_a_comparison_leaves_with_the_numbers_of_its_page(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    shown = cells_of(client.get(reverse("desk:comparison"), Q4).content.decode(), "南岗区")
    row = row_of(opened(client, reverse("desk:comparison-xlsx")), "南岗区")
    assert values(row) == ["南岗区", 2, 1, 2, 1, 0.5, 2, "不分组", 2, -50, -0.3333, 50, 1, "低于均值、样本小"]
    assert (shown[0], shown[2], shown[3]) == (str(row[1].value), f"{row[5].value:.2%}", str(row[6].value))
    assert (row[5].number_format, row[9].number_format) == ("0.00%", "0.00")


def test_the_three_rates_leave_with_their_two_numbers_people_and_ranks(enter: Enter) -> None:
    lives()
    row = row_of(opened(enter("HRB"), reverse("desk:indicators-xlsx")), "南岗区")
    assert values(row)[7:13] == [2, 1, 2, 1, 0.5, 2]
    assert row[11].number_format == "0.00%"


@pytest.mark.parametrize("group", ["rating", "volume", "ending"])
def test_each_further_group_leaves_with_the_whole_first(group: str, enter: Enter) -> None:
    lives()
    client = enter("HRB")
    found = opened(client, reverse("desk:indicators-xlsx"), group=group)
    page = client.get(reverse("desk:indicators"), {**Q4, "group": group}).content.decode()
    names = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+)', page)
    assert [row[0].value for row in found.worksheets[0].iter_rows(min_row=5)] == names
    assert names[0] == "合计"
    measures = [one for one in Measure if one.card.group == group]
    assert found.worksheets[0].max_column == 1 + 5 * len(measures)


def test_the_sheet_of_a_county_leaves_without_its_cases(enter: Enter) -> None:
    lives()
    late = story("2017-10-23").submitted().registered().forwarded("NG-XF")
    found = opened(enter("HRB"), reverse("desk:county-xlsx", args=[230103]))
    assert found.sheetnames == ["指标", "近十二个月", "来件类别", "口径"]
    assert values(row_of(found, "责任单位及时受理率"))[1:6] == [3, 1, 3, 1, 0.3333]
    texts = {str(cell.value) for sheet in found for row in sheet.iter_rows() for cell in row}
    assert "2017年12月" in texts
    assert not [text for text in texts if late.now.number in text or late.now.title in text]


def test_above_each_table_stands_what_it_is_who_took_it_when_and_which_version(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    with time_machine.travel(at("2018-01-05 10:30"), tick=False):
        client = enter("HRB", login="later")
        answer = client.get(reverse("desk:comparison-xlsx"), Q4)
    found = openpyxl.load_workbook(BytesIO(answer.content))
    said = [found.worksheets[0].cell(nth, 1).value for nth in (1, 2, 3)]
    assert said == [
        "2017年第四季度 · 责任单位及时受理率 · 哈尔滨“三一五” · 按区县",
        "哈尔滨市信访局 HRB的clerk　2018-01-05 10:30 导出",
        "口径：责任单位及时受理率 unit_timely v1",
    ]
    assert unquote(answer["Content-Disposition"]).endswith("对比分析_2017Q4_20180105.xlsx")
    assert found.sheetnames[-1] == "口径"
    notes = [row[1].value for row in found.worksheets[-1].iter_rows(min_row=2)]
    assert {"版本", "数哪些", "怎么算", "依据"} <= set(notes)
    assert found.worksheets[0].freeze_panes == "B5"


def test_a_name_that_begins_like_a_formula_stays_text(enter: Enter) -> None:
    columns = ("code", "name", "kind", "region", "parent", "valid_from", "valid_to")
    bad = '=HYPERLINK("http://x","点我")'
    load([dict(zip(columns, ("HRB-X", bad, "unit", "230100", "HRB", "", ""), strict=True))], operator_act())
    story("2017-10-23").submitted(to="HRB").registered().forwarded("HRB-X").accepted()
    client = enter("HRB")
    for name in FILES:
        cell = row_of(opened(client, reverse(name), by="agency"), bad)[0]
        assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_a_rate_is_the_printed_one_and_nothing_due_an_empty_cell() -> None:
    rows: list[list[Value]] = [["x", Share(percent(19_999, 20_000))], ["y", Share(percent(0, 0))]]
    sheet = Table("a/b*[c]" * 9, ["名称", "率"], rows)
    found = openpyxl.load_workbook(BytesIO(book([sheet], (), Table("口径", ["指标"], []))))
    assert [found.worksheets[0].cell(nth, 2).value for nth in (2, 3)] == [0.9999, None]  # and never 100.00 %
    assert re.search(r"[/*\[\]]", found.sheetnames[0]) is None
    assert len(found.sheetnames[0]) == 31


def test_taking_a_table_away_is_written_down(enter: Enter) -> None:
    client = enter("HRB")
    for address in (*map(reverse, FILES), reverse("desk:county-xlsx", args=[230103])):
        assert client.get(address, Q4).status_code == 200
    looks = Access.objects.filter(who="hrb-clerk", what=What.EXPORT).order_by("pk")
    assert list(looks.values_list("case", "item")) == [("", 0), ("", 0), ("", 230103)]


def test_an_officer_takes_the_figures_away_that_an_officer_reads(enter: Enter) -> None:
    lives()
    row = row_of(opened(enter("NG-XF", Role.OFFICER), reverse("desk:comparison-xlsx")), "呼兰区")
    assert values(row)[:3] == ["呼兰区", 1, 1]
