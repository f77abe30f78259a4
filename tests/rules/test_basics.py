"""What a first case must have on file: one row for each item with a case that lacks only it, and what puts that right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.moments import at
from tests.rules.lives import ANSWERED, CITY, LETTER, life, told
from wangfang.rules import basics
from wangfang.rules.basics import ITEMS, entry, has, missing, put_right_at
from wangfang.rules.facts import CaseFacts, Event, Form, Life, Purpose, Step
from wangfang.rules.on_file import Copy, OnFile
from wangfang.rules.refusal import Refused

DAY = date(2017, 11, 7)
FROZEN = at("2017-11-06 09:00")
COPY = Copy("20170912-000007", "同一人反映同一处漏雨")
STEPS = (
    *ANSWERED[:6],
    told("2017-08-25 09:00", "log_work", "D-JD", kind="visit", note="到现场察看，天沟开裂"),
    told("2017-09-01 15:00", "resolve", "D-JD", note="防水层已换"),
    told("2017-09-01 16:20", "issue_opinion", "D-JD", text="经查，屋面防水层老化。已协调物业更换防水卷材。"),
    told("2017-09-01 16:40", "serve", "D-JD", method="direct", proof="王秀兰签收"),
    told("2017-09-01 17:00", "close", "D-JD"),
)
WHOLE = OnFile(
    life(*STEPS, case=replace(LETTER, people=3)),
    named=3,
    numbered=True,
    reachable=True,
    content="030201",
    copies=(COPY,),
)


def with_case(**changes: object) -> OnFile:
    return replace(WHOLE, life=replace(WHOLE.life, case=replace(WHOLE.life.case, **changes)))  # type: ignore[arg-type]  # fields of a case


def without(step: str, **said: object) -> OnFile:
    """Return the whole case in which a step says something else, or nothing of a kind."""
    events = tuple(
        replace(event, detail={**event.detail, **said}) if event.step == step else event for event in WHOLE.life.events
    )
    return replace(WHOLE, life=replace(WHOLE.life, events=events))


def later(on_file: OnFile, item: str, value: str, when: str = "2017-11-07 10:00") -> OnFile:
    """Return a case with a late entry more."""
    said = {"field": ITEMS[item].word, "value": value, "evidence_on": "2017-09-02"}
    event = Event(len(on_file.life.events) + 1, Step.SUPPLEMENT, at(when), at(when), "D-JD", said)
    return replace(on_file, life=replace(on_file.life, events=(*on_file.life.events, event)))


def keys(on_file: OnFile) -> list[str]:
    return [item.key for item in missing(on_file)]


LACKING: list[tuple[str, OnFile, str, str, str]] = [
    # item, a case that lacks only it, what is typed in, what the step says, the reason
    ("people", replace(WHOLE, named=1), "崔玉梅\n段春海 13900139000", "共 3 人：崔**、段**", "three signed, one is named"),
    ("number", replace(with_case(form=Form.ONLINE), numbered=False, reachable=False), "138 0013 8000", "手机 138****8000", "no number at all"),
    ("content", replace(WHOLE, content=""), "030201", "030201 城乡建设/住房与房地产/质量与维修", "no class"),
    ("content", replace(WHOLE, content="030000"), "030201", "030201 城乡建设/住房与房地产/质量与维修", "only the first level"),
    ("place", with_case(region="230103"), "230103018", "230103018", "only the county"),
    ("notice", replace(WHOLE, reachable=False), "2017年8月24日当面送达", "2017年8月24日当面送达", "a letter without a telephone"),
    ("investigation", without("log_work", kind="call"), "8月25日到现场勘查", "8月25日到现场勘查", "only telephoned"),
    ("investigation", without("log_work", note=" "), "8月25日到现场勘查", "8月25日到现场勘查", "a visit without a note"),
    ("opinion", without("issue_opinion", text="见附件"), "先街信意字〔2017〕23号，予以支持，已维修完毕。", "先街信意字〔2017〕23号，予以支持，已维修完毕。", "says nothing"),
    ("receipt", without("serve", proof=""), "9月2日王秀兰签收", "9月2日王秀兰签收", "served without proof"),
    ("closing", without("resolve", note=""), "9月1日换完防水层", "9月1日换完防水层", "closed, but not with what"),
    ("copies", replace(WHOLE, copies=(COPY, Copy("20170913-000002", "重复"))), "20170913-000002 同一处漏雨", "20170913-000002 同一处漏雨", "merged without a reason"),
]  # fmt: skip


def test_a_whole_case_lacks_nothing() -> None:
    assert keys(WHOLE) == []


@pytest.mark.parametrize(("item", "on_file", "typed", "said", "why"), LACKING, ids=[row[-1] for row in LACKING])
def test_a_case_lacks_one_item_alone_until_it_is_entered(
    item: str, on_file: OnFile, typed: str, said: str, why: str
) -> None:
    assert keys(on_file) == [item], why
    written = entry(ITEMS[item], typed, on_file, DAY)
    assert written == said
    done = later(on_file, item, written)
    assert keys(done) == []
    assert put_right_at(done.life, item, FROZEN) == at("2017-11-07 10:00")
    assert keys(later(on_file, item, "无")) == [item], "an entry that says nothing puts nothing right"


def test_the_table_has_a_case_for_every_item() -> None:
    assert {row[0] for row in LACKING} == set(ITEMS)
    assert all(item.source.startswith("《") and item.remedy for item in ITEMS.values())


@pytest.mark.parametrize(
    ("item", "on_file", "typed", "why"),
    [
        ("people", replace(WHOLE, named=1), "崔玉梅", "只有 2 人"),
        ("number", WHOLE, "1380013", "11 位"),
        ("number", WHOLE, "230103198001010021", "不对"),
        ("content", WHOLE, "030000", "末级"),
        ("content", WHOLE, "不是分类", "末级"),
        ("place", with_case(region="230103"), "230104018", "以 230103 开头"),
        ("place", with_case(region="230103"), "先锋路街道", "9 位"),
        ("receipt", WHOLE, "有", "太短"),
        ("opinion", WHOLE, "予以支持", "至少 20"),
        ("copies", replace(WHOLE, copies=(Copy("20170913-000002", ""),)), "都是同一件事", "20170913-000002"),
    ],
)
def test_what_does_not_put_it_right_is_refused(item: str, on_file: OnFile, typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        entry(ITEMS[item], typed, on_file, DAY)


def test_a_number_of_an_identity_card_is_kept_by_its_ends() -> None:
    written = entry(ITEMS["number"], "11010519491231002X", WHOLE, DAY)
    assert written == "身份证 110***********002X"
    bare = replace(WHOLE, numbered=False, reachable=False, life=replace(WHOLE.life, case=replace(LETTER, people=3)))
    assert "number" not in keys(later(bare, "number", written))


@pytest.mark.parametrize(
    ("on_file", "wanted", "why"),
    [
        (replace(WHOLE, anonymous=True, named=0, numbered=False), ["people"], "nobody can ask for a number of no name"),
        (with_case(people=1), [], "alone"),
        (replace(WHOLE, copies=()), [], "nothing was merged into it"),
        (replace(with_case(form=Form.ONLINE), reachable=False), [], "told over the network"),
        (replace(with_case(form=Form.VISIT), reachable=False), ["notice"], "a visit without a telephone"),
        (OnFile(life(*ANSWERED[:5]), 1, numbered=True, content="030201"), [], "nothing is owed yet"),
        (
            OnFile(life(*ANSWERED[:5]), 1, numbered=True, content="030201", late=True),
            ["notice", "investigation", "opinion", "receipt", "closing"],
            "open after its day",
        ),
        (
            OnFile(life(*ANSWERED[:5], told("2017-08-23 09:00", "decline", "D-JD", why="法院在审")), 1, numbered=True, content="030201"),
            [],
            "ended without an answer",
        ),
    ],
)  # fmt: skip
def test_only_what_is_asked_of_a_case_can_be_missing(on_file: OnFile, wanted: list[str], why: str) -> None:
    assert keys(on_file) == wanted, why


def test_a_case_that_was_reopened_needs_its_answer_anew() -> None:
    again = life(*STEPS, told("2017-10-09 09:00", "reopen", "D", why="没有回应诉求"), case=replace(LETTER, people=3))
    assert keys(replace(WHOLE, life=again)) == [], "nothing is owed yet"
    assert keys(replace(WHOLE, life=again, late=True)) == ["opinion", "receipt", "closing"]


def test_an_item_that_comes_and_goes_and_comes_is_right_since_it_came_last() -> None:
    acts = (
        *STEPS[:-2],
        told("2017-11-07 09:00", "serve", "D-JD", proof="王秀兰签收"),
        told("2017-11-08 09:00", "reopen", "D", why="没有回应诉求"),
    )
    assert put_right_at(life(*acts), "receipt", FROZEN) is None
    again = told("2017-11-09 09:00", "serve", "D-JD", proof="王秀兰签收")
    assert put_right_at(life(*acts, again, told("2017-11-10 09:00", "log_work", "D-JD")), "receipt", FROZEN) == at(
        "2017-11-09 09:00"
    )


def test_when_it_was_typed_in_counts_and_not_when_it_happened() -> None:
    early = later(replace(WHOLE, reachable=False), "notice", "2017年8月24日当面送达", "2017-11-01 09:00")
    assert put_right_at(early.life, "notice", FROZEN) is None, "typed in before the list was frozen"
    event = early.life.events[-1]
    events = (*early.life.events[:-1], replace(event, recorded_at=at("2017-11-08 09:00")))
    assert put_right_at(replace(early.life, events=events), "notice", FROZEN) == at("2017-11-08 09:00")


def test_a_late_entry_counts_only_under_its_own_word() -> None:
    lacking = replace(WHOLE, reachable=False)
    other = later(lacking, "receipt", "2017年8月24日当面送达")
    assert not has(other, ITEMS["notice"])


@pytest.mark.parametrize("item", list(ITEMS))
def test_a_table_whose_item_is_asked_of_nobody_is_caught(item: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = replace(ITEMS[item], demanded=lambda _on_file: False)
    monkeypatch.setattr(basics, "ITEMS", {**ITEMS, item: broken})
    row = next(row for row in LACKING if row[0] == item)
    assert keys(row[1]) == [], "the row of LACKING would fail"


def test_a_city_matter_lies_in_any_street_of_the_city() -> None:
    matter = Life(CaseFacts("1", Form.LETTER, Purpose.REQUEST, "230100"), life(*ANSWERED).events, CITY)
    assert "place" in keys(OnFile(matter))
    assert entry(ITEMS["place"], "230104021", OnFile(matter), DAY) == "230104021", "any street of the city"
