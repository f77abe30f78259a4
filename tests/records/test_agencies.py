"""The tree of agencies: loaded whole or not at all, searched the way people type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import operator_act
from tests.moments import at
from tests.rules.lives import ONLINE
from wangfang.records.agencies import directory, places
from wangfang.records.agencies.load import load, put_on_pilot
from wangfang.records.agencies.models import Agency
from wangfang.records.agencies.tree import tree
from wangfang.rules.facts import Event, Life, Purpose, Step
from wangfang.rules.refusal import Refused

ROW = {"code": "NEW", "name": "新单位", "kind": "unit", "region": "230103", "parent": "NG"}
DAY = date(2017, 8, 22)


NOON = at("2017-08-22 12:00")


def _life() -> Life:
    return Life(ONLINE, (), tree().by_code)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"code": ""}, "第 3 行缺少机构代码"),
        ({"name": " "}, "第 3 行缺少机构代码、名称"),
        ({"kind": "office"}, "机构类别“office”不认识"),
        ({"parent": "NOBODY"}, "上级机构“NOBODY”不存在"),
        ({"parent": "NEW"}, "成了自己的上级"),
        ({"valid_from": "昨天"}, "日期“昨天”不对"),
        ({"code": "A.B"}, "不能含点号"),
        ({"name": "长" * 101}, "名称最多 100 个"),
        ({"code": "GOOD"}, "和第 2 行重复"),
        ({"region": "23"}, "地区代码“23”不对"),
        ({"valid_from": "2017-02-01", "valid_to": "2017-01-31"}, "停用日期早于启用日期"),
        ({"name": "新\x00单位"}, "不能保存的字符"),
    ],
)
def test_one_bad_row_refuses_the_whole_table(changes: dict[str, str], why: str) -> None:
    good = {**ROW, "code": "GOOD"}
    with pytest.raises(Refused, match=why):
        load([good, {**ROW, **changes}], operator_act())
    assert not Agency.objects.filter(code="GOOD").exists()


def test_children_may_stand_before_their_parents_and_a_second_load_updates() -> None:
    load([{**ROW, "parent": "TOP"}, {**ROW, "code": "TOP", "parent": "NG"}], operator_act())
    load([{**ROW, "name": "改名单位", "parent": "NG"}], operator_act())
    assert (tree().agency("NEW").name, tree().agency("NEW").line) == ("改名单位", ("HLJ", "HRB", "NG", "NEW"))


def _line(length: int) -> list[dict[str, str]]:
    """Return rows of which each stands below the one before."""
    codes = [f"L{level}" for level in range(length)]
    return [{**ROW, "code": code, "parent": parent} for code, parent in zip(codes, ["NG", *codes], strict=False)]


def test_a_tree_of_twelve_levels_is_the_deepest() -> None:
    load(_line(9), operator_act())  # below the three of HLJ, HRB and NG
    assert len(tree().agency("L8").line) == 12
    with pytest.raises(Refused, match="第 11 行的机构“L9”在第 13 级，机构最多 12 级"):
        load(_line(10), operator_act())


def test_a_tree_of_any_depth_is_refused_in_one_sentence() -> None:
    with pytest.raises(Refused, match="第 11 行的机构“L9”在第 13 级"):
        load(list(_line(1500)), operator_act())


def test_a_line_of_codes_that_no_column_holds_is_refused() -> None:
    rows = [{**row, "code": row["code"] + "X" * 18, "parent": "NG"} for row in _line(9)]
    for row, parent in zip(rows[1:], rows, strict=False):
        row["parent"] = parent["code"]
    with pytest.raises(Refused, match="代码合起来太长"):
        load(rows, operator_act())


def test_what_stands_below_an_agency_moves_with_it() -> None:
    load([{**ROW, "code": "TOP"}, {**ROW, "parent": "TOP"}], operator_act())
    load([{**ROW, "code": "TOP", "parent": "HRB"}], operator_act())
    assert tree().agency("NEW").line == ("HLJ", "HRB", "TOP", "NEW")


def test_a_circle_through_an_agency_of_an_earlier_load_is_refused() -> None:
    load([{**ROW, "code": "TOP"}, {**ROW, "parent": "TOP"}], operator_act())
    with pytest.raises(Refused, match="第 2 行的机构“TOP”成了自己的上级"):
        load([{**ROW, "code": "TOP", "parent": "NEW"}], operator_act())


def test_blank_rows_are_passed_over_and_counted() -> None:
    assert load([{}, {"code": ""}, ROW], operator_act()) == 1
    with pytest.raises(Refused, match="第 4 行的机构类别"):
        load([{}, {}, {**ROW, "kind": "office"}], operator_act())


def test_two_pilots_of_one_agency_do_not_begin_on_one_day() -> None:
    put_on_pilot("NG", "harbin-315", DAY, None, operator_act())
    put_on_pilot("NG", "harbin-315", DAY, date(2018, 1, 1), operator_act())  # the same again gets its end
    with pytest.raises(Refused, match="南岗区信访局自 2017-08-22 起已经按 harbin-315 试点"):
        put_on_pilot("NG", "simple-2016", DAY, None, operator_act())


def test_an_unknown_agency_is_told_in_one_sentence() -> None:
    with pytest.raises(Refused, match="没有代码为“XX”的单位"):
        tree().agency("XX")
    with pytest.raises(Refused, match="没有代码为“XX”的单位"):
        put_on_pilot("XX", "harbin-315", DAY, None, operator_act())


def test_a_pilot_does_not_end_before_it_begins() -> None:
    with pytest.raises(Refused, match="结束日期早于开始日期"):
        put_on_pilot("NG", "harbin-315", DAY, date(2017, 8, 21), operator_act())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "NG-XF"),  # the street of the problem itself
        ("xfljd", "NG-XF"),  # pinyin initials
        ("先锋", "NG-XF"),
        ("住房", "NG-ZJ"),
        ("NG-HX", "NG-HX"),
        ("呼兰", None),  # not in the territory
    ],
)
def test_a_receiver_is_found_the_way_people_type(typed: str, first: str | None) -> None:
    found = directory.receivers(tree().agency("NG"), _life(), DAY, typed)
    assert next((agency.code for agency in found), None) == first


def test_whoever_a_life_accuses_is_not_offered_nor_anybody_below() -> None:
    columns = ("code", "name", "kind", "region", "parent")
    below = dict(zip(columns, ("NG-XF-1", "先锋路街道物业站", "unit", "230103018", "NG-XF"), strict=True))
    load([{**below, "valid_from": "", "valid_to": ""}], operator_act())
    found = tree().by_code
    accusing = Life(replace(ONLINE, purpose=Purpose.ACCUSATION, respondent="NG-HX"), (), found)
    named = Event(2, Step.NAME_ACCUSED, NOON, NOON, "NG", {"agency": "", "head_of": ["NG-XF"], "login": "zhang"})
    offered = [
        {agency.code for agency in directory.receivers(found["NG"], one, DAY)}
        for one in (accusing, replace(accusing, events=(named,)))
    ]
    assert {"NG-XF", "NG-XF-1", "NG-ZJ"} <= offered[0]
    assert "NG-HX" not in offered[0]
    assert offered[1] & {"NG-XF", "NG-XF-1", "NG-HX"} == set(), "neither by the first word nor by a later step"
    assert "NG-ZJ" in offered[1]


def test_an_agency_that_has_ended_is_not_offered() -> None:
    load([{**ROW, "valid_to": "2017-08-21"}], operator_act())
    codes = [agency.code for agency in directory.receivers(tree().agency("NG"), _life(), DAY, "新单位")]
    assert codes == []
    assert directory.receivers(tree().agency("NG"), _life(), date(2017, 8, 21), "新单位")[0].code == "NEW"


def test_places_are_called_by_their_names() -> None:
    assert [place.name for place in places.counties()] == ["道里区", "南岗区", "呼兰区"]
    assert [place.name for place in places.streets("230103")] == ["哈西街道", "先锋路街道"]
    assert places.place_name("230103018") == "南岗区先锋路街道"
    assert places.place_name("230100") == "哈尔滨市"
    assert places.place_name("999999") == "999999"


@pytest.mark.parametrize(
    ("region", "bureau"), [("230103018", "NG"), ("230103", "NG"), ("230199", "HRB"), ("110000", None)]
)
def test_the_bureau_of_a_place_is_the_nearest_one(region: str, bureau: str | None) -> None:
    found = places.bureau_of(region)
    assert (found.code if found else None) == bureau
