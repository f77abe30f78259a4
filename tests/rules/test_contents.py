"""Whether every class of content, purpose and form is found under its name of the day, and leads to its successor."""

from __future__ import annotations

from datetime import date

import pytest

from wangfang.rules import contents
from wangfang.rules.contents import Table, Term
from wangfang.rules.facts import Form, Purpose
from wangfang.rules.refusal import Refused

THEN, NOW = date(2017, 8, 22), date(2026, 1, 5)
LAST, FIRST = date(2018, 3, 20), date(2018, 3, 21)

FIRST_LEVEL = (
    "农村农业 国土资源 城乡建设 劳动和社会保障 卫生计生 教育文体 民政 政法 经济管理 交通运输 商贸旅游 "
    "科技与信息产业 环境保护 党务政务 组织人事 纪检监察 其他"
)


def names(terms: tuple[Term, ...]) -> list[str]:
    """Return the names alone."""
    return [term.name for term in terms]


def found(said: str, day: date = THEN, table: Table = Table.CONTENTS) -> Term:
    """Return the class that must be there."""
    term = contents.find(said, day, table)
    assert term is not None
    return term


def test_the_first_level_is_the_national_list_of_2017() -> None:
    assert names(tuple(t for t in contents.on(THEN) if not t.parent)) == FIRST_LEVEL.split()


@pytest.mark.parametrize(
    ("code", "then", "now"),
    [("020000", "国土资源", "自然资源"), ("050000", "卫生计生", "卫生健康"), ("130000", "环境保护", "生态环境")],
)
def test_a_class_that_was_renamed_keeps_its_code(code: str, then: str, now: str) -> None:
    assert (found(code, LAST).name, found(code, FIRST).name) == (then, now)
    assert found(then, NOW).code == found(now, THEN).code == code


@pytest.mark.parametrize(
    ("said", "code", "because"),
    [
        ("030201", "030201", "a code"),
        ("城乡建设", "030000", "a name of the first level"),
        (" 城乡建设/住房与房地产/质量与维修 ", "030201", "a path"),
        ("质量与维修", "030201", "a name that only one class has"),
        ("国土资源/宅基地", "020400", "a path in the names of then"),
        ("自然资源/宅基地", "020400", "the same in the names of now"),
        ("卫生计生/食品药品", "050500", "a class that ended"),
    ],
)
def test_a_class_is_found(said: str, code: str, because: str) -> None:
    assert {contents.find(said, day).code for day in (THEN, NOW)} == {code}, because  # type: ignore[union-attr]  # found


@pytest.mark.parametrize("said", ["道路", "食品药品", "没有这一类", "", "030299"])
def test_what_nobody_can_tell_is_not_guessed(said: str) -> None:
    assert contents.find(said, THEN) is None


def test_every_path_leads_to_its_own_class() -> None:
    wrong = [t for t in contents.on(THEN) if found(contents.path_of(t, THEN)).code != t.code]
    assert wrong == []


def test_the_two_petitions_of_the_article_have_their_place() -> None:
    assert contents.path_of(found("030201"), THEN) == "城乡建设/住房与房地产/质量与维修"
    assert names(contents.line_of(found("030303"), THEN)) == ["城乡建设", "物业管理", "设施安全"]


@pytest.mark.parametrize("table", list(Table))
def test_a_table_stands_on_its_own_feet(table: Table) -> None:
    rows = contents.every(table)
    codes = {row.code for row in rows}
    assert {row.parent for row in rows if row.parent} <= codes
    heirs = codes | {row.code for row in contents.every()} if table is Table.MAILBOX else codes
    assert {code for row in rows for code in row.successors} <= heirs
    assert len({(row.code, row.valid_from) for row in rows}) == len(rows)
    assert contents.source_of(table)


@pytest.mark.parametrize(
    ("name", "then", "now"),
    [
        ("劳动社保", ["劳动和社会保障"], ["劳动和社会保障"]),
        ("卫生计生", ["卫生计生"], ["卫生健康"]),
        ("科技文体", ["教育文体", "科技与信息产业"], ["教育文体", "科技与信息产业"]),
        ("交通能源环保", ["交通运输", "环境保护"], ["交通运输", "生态环境"]),
    ],
)
def test_a_class_of_the_mailboxes_leads_into_the_national_list(name: str, then: list[str], now: list[str]) -> None:
    term = found(name, table=Table.MAILBOX)
    assert names(contents.successors_of(term, THEN, Table.MAILBOX)) == then
    assert names(contents.successors_of(term, NOW, Table.MAILBOX)) == now


def test_every_class_of_the_past_has_become_something() -> None:
    ended = [(table, t) for table in Table for t in contents.every(table) if not contents.successors_of(t, NOW, table)]
    assert ended == []
    assert len(contents.every(Table.MAILBOX)) == 18


def test_a_class_that_moved_has_its_successor_from_the_day_on() -> None:
    food = found("050500")
    assert contents.successors_of(food, LAST) == (food,)
    assert [contents.path_of(t, NOW) for t in contents.successors_of(food, FIRST)] == ["经济管理/市场监管/食品药品"]


def test_a_code_in_no_table_is_refused() -> None:
    assert contents.require("602015", NOW).name == "城乡建设"
    for wrong in ("777777", "城乡建设"):
        with pytest.raises(Refused, match="没有内容分类代码"):
            contents.require(wrong, NOW)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (THEN, {"意见建议": "suggestion", "揭发控告": "accusation", "求决": "request", "申诉": "appeal"}),
        (date(2022, 4, 30), {"求决": "request", "申诉": "appeal"}),
        (date(2022, 5, 1), {"建议意见": "suggestion", "检举控告": "accusation", "申诉求决": "request"}),
    ],
)
def test_purposes_are_those_of_the_law_in_force(day: date, words: dict[str, str]) -> None:
    offered = {term.name: term.word for term in contents.on(day, Table.PURPOSES)}
    assert words.items() <= offered.items()
    assert "其他" in offered


def test_a_purpose_of_2005_became_one_of_2022() -> None:
    for name in ("求决", "申诉"):
        heirs = contents.successors_of(found(name, table=Table.PURPOSES), NOW, Table.PURPOSES)
        assert names(heirs) == ["申诉求决"]


@pytest.mark.parametrize(("table", "kinds"), [(Table.PURPOSES, Purpose), (Table.FORMS, Form)])
def test_every_name_stands_for_a_kind_that_there_is(table: Table, kinds: type[Purpose | Form]) -> None:
    words = contents.words(table)
    assert set(words.values()) == set(kinds)
    assert words["来信" if table is Table.FORMS else "求决"] in {"letter", "request"}
