"""`wangfang due` and `wangfang limits`: the contract's keys, batches row by row, and bad input in one sentence."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wangfang.interfaces.console.due import due, limits
from wangfang.rules.refusal import Refused


def ask(*words: str) -> Result:
    """Run `due` with these words."""
    return CliRunner().invoke(due, list(words))


def single(limit: str = "DL03", rules: str = "harbin-315", start: str = "2017-09-28T10:00:00+08:00") -> list[str]:
    """Return the words of one question."""
    return ["--limit", limit, "--rules", rules, "--from", start]


def refusal(result: Result) -> Refused:
    """Return what the command was refused with; the entrance prints it and exits with 1."""
    assert isinstance(result.exception, Refused), result.output
    return result.exception


def a_batch(tmp_path: Path, content: str | bytes) -> Result:
    """Run `due --batch` over a file with that content."""
    path = tmp_path / "batch.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return ask("--batch", str(path))


def test_the_answer_has_exactly_the_keys_of_the_contract() -> None:
    answer = json.loads(ask(*single(), "--json").stdout)

    assert list(answer) == [
        "limit",
        "rules",
        "from",
        "due_legal",
        "due_stat",
        "unit",
        "count",
        "source",
        "provisional",
        "days",
    ]
    assert answer["days"][2] == {"date": "2017-09-30", "counted": True, "nth": 2, "why": "9月30日 调休上班"}
    assert {key: value for key, value in answer.items() if key != "days"} == {
        "limit": "DL03",
        "rules": "harbin-315",
        "from": "2017-09-28T10:00:00+08:00",
        "due_legal": "2017-10-09",
        "due_stat": "2017-10-09",
        "unit": "working_days",
        "count": 3,
        "source": "哈尔滨市网上投诉信访事项“三一五”工作办法（2017年）",
        "provisional": False,
    }


@pytest.mark.parametrize(
    ("start", "due_legal"),
    [
        ("2017-08-22", "2017-08-25"),  # a plain date
        ("2017-08-22T23:59:59", "2017-08-25"),  # no zone: China
        ("2017-08-23T07:30:00+08:00", "2017-08-28"),  # still the 22nd in UTC
        ("2017-08-22T16:00:00Z", "2017-08-28"),  # midnight in China
        (" 2017-08-22 09:00 ", "2017-08-25"),  # as people type it
    ],
)
def test_the_start_is_a_day_in_china(start: str, due_legal: str) -> None:
    assert json.loads(ask(*single(start=start), "--json").stdout)["due_legal"] == due_legal


def test_a_rule_set_answers_for_any_day_and_says_when_it_is_provisional() -> None:
    answer = json.loads(ask(*single("DL10", "order-2005", "2031-03-02"), "--json").stdout)

    assert (answer["due_legal"], answer["due_stat"], answer["provisional"]) == ("2031-05-05", "2031-05-01", True)


def test_without_json_the_answer_is_text_with_every_day_and_its_reason() -> None:
    text = ask(*single()).stdout

    assert text.startswith("DL03 流转至责任单位（三一五）：3工作日")
    assert "2017-10-09    3  10月9日 星期一，届满日\n法定届满日 2017-10-09，统计届满日 2017-10-09\n" in text
    assert "暂定" not in text
    assert "结果暂定" in ask(*single(start="2031-03-02")).stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (single(limit="DL99"), "没有期限'DL99'"),
        (single(rules="harbin"), "没有规则集'harbin'"),
        (single(start="昨天"), "'昨天'不是日期或时间"),
        (single(start="2017-02-29"), "不是日期或时间"),
        (single(start="0001-01-01T00:00:00+14:00"), "不是日期或时间"),  # before the first moment there is
        (single(start="9" * 5000), "不是日期或时间"),
        (single(start="2017-09-28\x00"), r"'2017-09-28\x00'不是日期或时间"),  # shown, not sent to the terminal
        (single(start="1989-12-31"), "只能计算1990年至2100年之间的日期"),
        (single(start="2101-01-01"), "只能计算1990年至2100年之间的日期"),
    ],
)
def test_a_bad_question_is_refused_in_one_short_sentence(words: list[str], why: str) -> None:
    refused = refusal(ask(*words))

    assert why in refused.why
    assert len(refused.sentence()) < 200
    assert "\n" not in refused.sentence()


@pytest.mark.parametrize(
    "words",
    [
        [],
        single()[:4],  # no start
        ["--batch", __file__, *single()],
        ["--batch", __file__, "--json"],
        ["--batch", "no-such-file.csv"],
    ],
)
def test_wrong_usage_leaves_with_2(words: list[str]) -> None:
    assert ask(*words).exit_code == 2


def test_a_batch_adds_two_columns_and_keeps_the_others(tmp_path: Path) -> None:
    result = a_batch(
        tmp_path,
        '\ufeff编号,limit,rules,from\n甲,DL06,order-2005,2017-09-17\n\n"乙,二",DL03,harbin-315,2017-09-28T10:00:00+08:00\n',
    )

    assert result.exit_code == 0
    assert list(csv.reader(io.StringIO(result.stdout))) == [
        ["编号", "limit", "rules", "from", "due_legal", "due_stat"],
        ["甲", "DL06", "order-2005", "2017-09-17", "2017-10-09", "2017-10-02"],
        ["乙,二", "DL03", "harbin-315", "2017-09-28T10:00:00+08:00", "2017-10-09", "2017-10-09"],
    ]


def test_a_batch_without_rows_is_its_header(tmp_path: Path) -> None:
    assert a_batch(tmp_path, "from,rules,limit\n").stdout == "from,rules,limit,due_legal,due_stat\n"


GOOD = "limit,rules,from\nDL06,order-2005,2017-09-17\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (GOOD + "DL99,order-2005,2017-09-17\n", "第3行：规则集“order-2005”没有期限'DL99'"),
        (GOOD + "DL06,order,2017-09-17\n", "第3行：没有规则集'order'"),
        (GOOD + "DL06,order-2005,\n", "第3行：''不是日期或时间"),
        (GOOD + "DL06,order-2005,1989-12-31\n", "第3行：只能计算1990年至2100年"),
        (GOOD + "DL06,order-2005\n", "第3行：有2列，表头有3列"),
        (GOOD + "DL06,order-2005,2017-09-17,多\n", "第3行：有4列，表头有3列"),
        (GOOD.encode() + "DL06,市信访局,2017\n".encode("gbk"), "第3行：不是 UTF-8 编码"),
        (GOOD + "x" * 70_000, "第3行：这一行太长"),
        (
            GOOD + '"' + "x" * 60_000 + "\n" + "x" * 60_000 + "\n" + "x" * 60_000,
            "第5行：不是完整的 CSV",
        ),  # an open quote
        ("", "第1行：表头缺少列：limit、rules、from"),
        ("limit,from\n", "第1行：表头缺少列：rules"),
    ],
)
def test_a_bad_row_is_named_in_the_refusal(tmp_path: Path, content: str | bytes, why: str) -> None:
    refused = refusal(a_batch(tmp_path, content))

    assert why in refused.why
    assert len(refused.sentence()) < 200


def test_the_rows_before_a_bad_one_are_already_answered(tmp_path: Path) -> None:
    result = a_batch(tmp_path, GOOD + "DL99,order-2005,2017-09-17\n")

    assert result.stdout == "limit,rules,from,due_legal,due_stat\nDL06,order-2005,2017-09-17,2017-10-09,2017-10-02\n"


def test_limits_lists_every_rule_set_with_its_dates_and_sources() -> None:
    listed = {rules["id"]: rules for rules in json.loads(CliRunner().invoke(limits, ["--json"]).stdout)}

    assert list(listed) == ["harbin-315", "order-2005", "regulation-2022", "simple-2016"]
    assert (listed["order-2005"]["valid_from"], listed["order-2005"]["valid_to"]) == ("2005-05-01", "2022-04-30")
    assert (listed["harbin-315"]["valid_from"], listed["harbin-315"]["base"]) == (None, "order-2005")
    by_id = {limit["id"]: limit for limit in listed["harbin-315"]["limits"]}
    assert by_id["DL03"] == {
        "id": "DL03",
        "name": "流转至责任单位（三一五）",
        "unit": "working_days",
        "count": 3,
        "start": "信访部门收到信访事项",
        "until": "流转至责任单位",
        "source": "哈尔滨市网上投诉信访事项“三一五”工作办法（2017年）",
    }


def test_limits_without_json_is_a_readable_list() -> None:
    text = CliRunner().invoke(limits, []).stdout

    assert "order-2005  信访条例（2005年）  2005-05-01 起，至 2022-04-30" in text
    assert "regulation-2022  信访工作条例（2022年）  2022-05-01 起  " in text
    assert "harbin-315  三一五工作办法（哈尔滨）  叠加于 order-2005" in text
    assert "  DL03  3工作日  信访部门收到信访事项→流转至责任单位" in text
