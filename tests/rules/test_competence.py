"""Whose matter a petition is by the places and duties that it names: tables that a clerk can check."""

from __future__ import annotations

import pytest

from wangfang.rules.competence import (
    duties,
    duties_in,
    duties_of,
    leaning,
    names_place,
    place_of,
    short,
    weights,
    words_for,
)


@pytest.mark.parametrize(
    ("place", "called"),
    [
        ("洛南县", "洛南"),
        ("南岗区", "南岗"),
        ("先锋路街道", "先锋路"),
        ("城区", "城区"),  # one character would name half of all texts
        ("哈西", "哈西"),  # there is nothing to leave out
    ],
)
def test_a_place_is_called_without_its_kind(place: str, called: str) -> None:
    assert short(place) == called


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("洛南县政府", "洛南县"),
        ("南岗区住房和城乡建设局", "南岗区"),
        ("先锋路街道办事处", "先锋路街道"),
        ("哈尔滨市公安局", "哈尔滨市"),
        ("市公安局交警支队", ""),  # the city itself, which no text needs to name
        ("市城市管理局", ""),  # 市城市 is no place
        ("公用企业", ""),
    ],
)
def test_the_name_of_a_unit_begins_with_its_place(unit: str, place: str) -> None:
    assert place_of(unit) == place


def test_a_text_names_a_place_by_either_name_and_never_by_none() -> None:
    assert names_place("我是洛南人", "洛南县")
    assert not names_place("我是山阳人", "洛南县")
    assert not names_place("我是山阳人", "")


def test_the_traffic_police_are_not_the_police() -> None:
    assert duties_of("市公安局") == {"police"}
    assert duties_of("市公安局交警支队") == {"traffic police"}
    assert duties_of("某某办公室") == frozenset()


def test_what_a_text_is_about_has_length_one_and_the_weightier_word_leads() -> None:
    about = duties_in("路口红绿灯坏了，交警没有人管，公安也不来")
    assert sum(share**2 for share in about.values()) == pytest.approx(1)
    assert max(about, key=lambda name: about[name]) == "traffic police"
    assert dict(duties_in("你好")) == {}


def test_saying_a_word_a_hundred_times_says_no_more_than_three_times() -> None:
    assert duties_in("工资" * 100 + "学校") == duties_in("工资" * 3 + "学校")


def test_place_and_duty_speak_for_a_unit_together() -> None:
    told = "洛南县拖欠职工工资"
    assert leaning(told, "洛南县政府") == pytest.approx(weights().place)
    assert leaning(told, "洛南县人力资源和社会保障局") == pytest.approx(weights().place + weights().duty, abs=0.05)
    assert leaning(told, "山阳县教育局") == 0
    assert leaning(told, "市教育局", duties_in("学校")) == pytest.approx(weights().duty)


def test_the_clerk_is_told_which_words_spoke_for_it() -> None:
    assert words_for("学校老师拖欠工资", "人力资源和社会保障局") == ("拖欠", "工资")
    assert words_for("学校老师拖欠工资", "市场监督管理局") == ()


def test_every_duty_has_names_and_words_and_none_is_there_twice() -> None:
    assert all(duty.names and duty.words and len(set(duty.words)) == len(duty.words) for duty in duties())
    assert len({duty.id for duty in duties()}) == len(duties())
