"""Columns of any name become the parts of a petition, and a cell that says nothing possible is told by its column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.moments import at
from wangfang.interfaces.console.importing.mapping import Columns, columns_of
from wangfang.interfaces.console.importing.messages import Unfit, message_of
from wangfang.interfaces.console.importing.moments import moment_of
from wangfang.interfaces.console.importing.rows import Row
from wangfang.rules.facts import Form, Purpose
from wangfang.rules.refusal import Refused

CHINESE = ("编号", "标题", "内容", "时间", "姓名", "电话", "答复", "答复时间", "备注")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2017-08-27T15:16:20", at("2017-08-27 15:16:20")),
        ("2017/8/27 15:16:20", at("2017-08-27 15:16:20")),
        ("2017/8/27 9:05", at("2017-08-27 09:05")),
        ("2017-08-27 15:16:20.123", at("2017-08-27 15:16:20")),  # a second is enough
        ("2017年8月27日 15时16分", at("2017-08-27 15:16")),
        ("２０１７年８月２７日", at("2017-08-27 00:00")),  # full-width digits
        ("20170827", at("2017-08-27 00:00")),
        ("2017.8.27", at("2017-08-27 00:00")),
        ("2017-08-27T07:16:20Z", datetime(2017, 8, 27, 7, 16, 20, tzinfo=UTC)),
        ("2017-08-27T15:16:20+08:00", at("2017-08-27 15:16:20")),
        ("-", None),
        ("  ", None),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, moment: datetime | None) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2017-02-30", "没有“2017-02-30”这个时间"),
        ("2017-08-27 25:00", "没有“2017-08-27 25:00”这个时间"),
        ("0017-08-27", "早于 1949 年，不会是信访时间"),
        ("昨天", "时间“昨天”看不懂，请写成 2017-08-27 15:16:20"),
        ("43553.5", "时间“43553.5”看不懂"),  # the serial number of a day in a spreadsheet
        ("9" * 5000, "看不懂"),
        ("2017-08-27 15:16:20+99:00", "没有“2017-08-27 15:16:20+99:00”这个时间"),
    ],
)
def test_an_impossible_time_is_a_sentence(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why.replace("+", r"\+")):
        moment_of(text)


@pytest.mark.parametrize(
    ("headers", "parts"),
    [
        (
            ("msg_id", "user", "time", "title", "body", "reply", "reply_time", "explains_student1"),
            {"id": "msg_id", "name": "user", "time": "time", "title": "title", "text": "body", "reply": "reply", "reply_time": "reply_time"},
        ),
        (
            ("id", "msg_id", "title", "text", "time", "label", "group", "src"),
            {"id": "id", "title": "title", "text": "text", "time": "time", "category": "label"},
        ),
        (
            ("mail_id", "title", "body", "date", "reply", "reply_date", "agency_raw", "agency"),
            {"id": "mail_id", "title": "title", "text": "body", "time": "date", "reply": "reply", "reply_time": "reply_date", "unit": "agency"},
        ),
        (
            CHINESE,
            {"id": "编号", "title": "标题", "text": "内容", "time": "时间", "name": "姓名", "phone": "电话", "reply": "答复", "reply_time": "答复时间"},
        ),
        (("Subject", "CONTENT"), {"title": "Subject", "text": "CONTENT"}),
    ],
)  # fmt: skip
def test_known_headers_need_no_map(headers: tuple[str, ...], parts: dict[str, str]) -> None:
    assert columns_of(headers, None).header_of == parts


def test_a_source_is_named_by_its_columns_and_not_by_its_file() -> None:
    assert columns_of(("msg_id", "body", "likes"), None).source == "msg_id+body"
    assert columns_of(("msg_id", "body", "likes"), None, "留言板").source == "留言板"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.toml", 'source = "信箱"\n[fields]\ntext = "说了什么"\n"标题" = "题"\n[units]\n"住建局" = "NU"\n'),
        ("m.json", '{"source": "信箱", "fields": {"text": "说了什么", "标题": "题"}, "units": {"住建局": "NU"}}'),
        ("m.json", '\ufeff{"source": "信箱", "text": "说了什么", "title": "题", "units": {"住建局": "NU"}}'),  # without a group
    ],
)  # fmt: skip
def test_a_map_file_names_the_columns(name: str, content: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")

    columns = columns_of(("题", "说了什么", "内容"), file)

    assert columns == Columns({"text": "说了什么", "title": "题"}, "信箱", {"住建局": "NU"})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("text = ", "读不懂，应当是 UTF-8 的 TOML 或 JSON"),
        ("[" * 9, "读不懂，应当是 UTF-8 的 TOML 或 JSON"),
        ('{"text":' + '{"a":' * 100_000, "读不懂，应当是 UTF-8 的 TOML 或 JSON"),
        ('text = "没有的列"', "对照文件里的列“没有的列”在表头里没有"),
        ('colour = "内容"', "对照文件里的“colour”不是可以导入的项目"),
        ("text = 5", "应当是“名称 = 列名”的一组文字"),
        ("source = 5", "对照文件里的 source 应当是文字"),
        ('title = "标题"', "找不到哪一列是内容"),
    ],
)
def test_a_map_that_cannot_be_meant_is_refused(content: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "m"
    file.write_text(content, "utf-8")

    with pytest.raises(Refused, match=why):
        columns_of(("标题", "内容"), file)


def test_a_map_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_bytes(b"text = '\xff'")

    with pytest.raises(Refused, match="应当是 UTF-8"):
        columns_of(("内容",), file)


def said(**cells: str) -> Row:
    """Return a row of the table with Chinese headers and more columns; what is not given is empty."""
    more = ("人数", "信访形式", "信访目的", "地区代码", "受理时间", "类别", "身份证号", "地址", "责任单位")
    filled = {"编号": "1", "内容": "楼道漏水。已经三个月了。", "时间": "2019-01-02 10:00"} | cells
    return Row(7, {header: filled.get(header, "") for header in (*CHINESE, *more)})


def columns() -> Columns:
    """Return the columns of such a row."""
    return columns_of(tuple(said().values), None)


def test_a_row_says_a_petition() -> None:
    row = said(
        标题="漏水", 姓名=" 王 某 ", 电话="13800138000", 人数="3", 信访形式="来信", 信访目的="意见建议",
        地区代码="230103018000", 类别="城乡建设", 答复="已修好。", 答复时间="2019-01-09 09:00", 受理时间="2019/1/3",
    )  # fmt: skip
    message = message_of(row, columns())

    assert (message.external_id, message.title, message.text) == ("1", "漏水", "楼道漏水。已经三个月了。")
    assert (message.name, message.phone, message.people, message.category) == ("王某", "13800138000", 3, "城乡建设")
    assert (message.form, message.purpose, message.region) == (Form.LETTER, Purpose.SUGGESTION, "230103018")
    assert (message.sent_at, message.accepted_at) == (at("2019-01-02 10:00"), at("2019-01-03 00:00"))
    assert (message.reply, message.replied_at) == ("已修好。", at("2019-01-09"))


def test_what_a_row_leaves_open_has_a_plain_default() -> None:
    message = message_of(said(时间=""), columns())

    assert (message.title, message.name, message.sent_at) == ("楼道漏水", "未署名", None)
    assert (message.form, message.purpose, message.people) == (Form.ONLINE, Purpose.REQUEST, 1)


def test_a_title_that_is_too_long_loses_nothing() -> None:
    message = message_of(said(标题="漏" * 250), columns())

    assert len(message.title) == 200
    assert message.text.startswith("漏" * 250 + "\n楼道漏水")


def test_a_row_without_an_id_is_known_by_its_words() -> None:
    first, same = (message_of(said(编号=""), columns()).external_id for _ in range(2))
    other = message_of(said(编号="", 内容="另一件事"), columns()).external_id

    assert first == same
    assert first != other


def test_signs_that_nobody_sees_leave_the_text() -> None:
    assert message_of(said(内容="第一行\x0b第二行\x07。"), columns()).text == "第一行\n第二行。"


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ({"内容": " "}, "内容", "没有内容，没有导入"),
        ({"内容": "-"}, "内容", "没有内容，没有导入"),
        ({"时间": "2019-13-01"}, "时间", "没有“2019-13-01”这个时间"),
        ({"答复": "好", "答复时间": "2019-01-01"}, "答复时间", "答复时间早于来信时间，没有导入"),
        ({"答复": "好"}, "答复时间", "有答复但没有答复时间，没有导入"),
        ({"答复时间": "2019-02-01"}, "答复", "有答复时间但没有答复内容，没有导入"),
        ({"时间": "", "答复": "好", "答复时间": "2019-02-01"}, "时间", "有答复但没有来信时间，没有导入"),
        ({"受理时间": "2018-01-01"}, "受理时间", "受理时间不在来信和答复之间，没有导入"),
        ({"人数": "十人"}, "人数", "人数应当是 1 到 9999 的整数"),
        ({"人数": "9" * 5000}, "人数", "人数应当是 1 到 9999 的整数"),
        ({"信访形式": "托梦"}, "信访形式", "“托梦”不认识，可以是"),
        ({"地区代码": "哈尔滨"}, "地区代码", "地区代码应当是 6 位或 9 位数字"),
        ({"电话": "1" * 30}, "电话", "超过 20 个字，没有导入"),
        ({"姓名": "王\u202e某"}, "姓名", "姓名里有看不见的字符，重新写一遍"),
    ],
)
def test_an_unfit_cell_is_told_by_its_column(cells: dict[str, str], column: str, why: str) -> None:
    with pytest.raises(Unfit, match=why) as unfit:
        message_of(said(**cells), columns())
    assert unfit.value.column == column
