"""Which words of a step and which papers belong to which part, what is shared with who assists, what is blotted out?"""

from __future__ import annotations

import pytest

from tests.rules.lives import life, told
from wangfang.rules.facts import Event, Step
from wangfang.rules.labels import MARKING, Part
from wangfang.rules.papers import PaperKind
from wangfang.rules.privacy import blotted
from wangfang.rules.seeing import Verdict
from wangfang.rules.showing import AMONG_OFFICES, ON_THE_WAY, Showing, part_of_detail, part_of_paper, part_of_step

SEEN, SHARED = Verdict(True, 7, ""), Verdict(True, 7, "", shared=True)
META, CONTENT, INSIDE = Part.METADATA, Part.CONTENT, Part.INTERNAL
LED = life(
    told("2017-08-22", "submit", to="D"),
    told("2017-08-22", "forward", "D", "D-JD", co=["D-ZJ"]),
    told("2017-08-23", "log_work", "D-JD", kind="call", note="电话"),
    told("2017-08-24", "assist", "E-ZJ", text="别的单位的答复"),
    told("2017-08-24", "urge", "C", why="抓紧", due_on="2017-09-01"),
    told("2017-08-25", "pass_draft", "D-ZJ", note="同意"),
    told("2017-08-26", "issue_opinion", "D-JD", text="经查", bypass="人少"),
)


@pytest.mark.parametrize(
    ("step", "part", "why"),
    [
        ("forward", META, "whither"),
        ("assign", META, "whither and until when"),
        ("submit", META, "whither; what was written stands in the case"),
        ("log_work", CONTENT, "what was found about the matter"),
        ("issue_opinion", CONTENT, "a formal answer"),
        ("evaluate", CONTENT, "the petitioner's own words"),
        ("draft_opinion", INSIDE, "an opinion before it is signed"),
        ("urge", INSIDE, "an instruction"),
        ("assist", INSIDE, "said to the lead, not to the petitioner"),
        ("label", INSIDE, "a mark"),
    ],
)
def test_the_words_of_a_step_belong_to_a_part(step: str, part: Part, why: str) -> None:
    assert part_of_step(Step(step)) is part, why


def test_no_step_is_of_two_parts_and_every_mark_is_internal() -> None:
    assert not ON_THE_WAY & AMONG_OFFICES
    assert MARKING <= AMONG_OFFICES


@pytest.mark.parametrize(
    ("key", "said", "part"),
    [("to", INSIDE, META), ("due_on", INSIDE, META), ("bypass", CONTENT, INSIDE), ("granted", META, INSIDE), ("why", CONTENT, CONTENT)],
)  # fmt: skip
def test_one_detail_may_be_of_another_part_than_its_step(key: str, said: Part, part: Part) -> None:
    assert part_of_detail(key, said) is part


@pytest.mark.parametrize(
    ("kind", "part"), [("registration_form", INSIDE), ("opinion", CONTENT), ("acceptance_notice", CONTENT), ("urging_note", CONTENT)]
)  # fmt: skip
def test_a_paper_that_stays_inside_is_internal(kind: str, part: Part) -> None:
    assert part_of_paper(PaperKind(kind)) is part


@pytest.mark.parametrize(
    ("verdicts", "agency", "reads", "why"),
    [
        ({META: SEEN}, "D-ZJ", {1, 2}, "metadata alone"),
        ({META: SEEN, CONTENT: SEEN}, "D", {1, 2, 3, 7}, "content, no instructions"),
        ({META: SEEN, CONTENT: SEEN, INSIDE: SEEN}, "D", {1, 2, 3, 4, 5, 6, 7}, "everything"),
        ({META: SEEN, CONTENT: SHARED, INSIDE: SHARED}, "D-ZJ", {1, 2, 4, 6}, "what names it, the answers, its own"),
        ({META: SEEN, CONTENT: SHARED, INSIDE: SHARED}, "E-ZJ", {1, 2, 4}, "the answers are of all who assist"),
        ({}, "D", set(), "nothing"),
    ],
)
def test_whose_words_are_read(verdicts: dict[Part, Verdict], agency: str, reads: set[int], why: str) -> None:
    shows = Showing(verdicts, agency)
    assert {event.number for event in LED.events if shows.reads(event)} == reads, why


def test_what_is_not_read_is_not_in_the_life_that_is_told_and_the_way_stays() -> None:
    story = Showing({META: SEEN}, "D-ZJ").told(LED)
    assert [dict(event.detail) for event in story.events] == [
        {"to": "D"}, {"to": "D-JD", "co": ["D-ZJ"]}, {}, {}, {"due_on": "2017-09-01"}, {}, {},
    ]  # fmt: skip
    assert [(e.number, e.step, e.agency) for e in story.events] == [(e.number, e.step, e.agency) for e in LED.events]
    open_to_the_content = Showing({META: SEEN, CONTENT: SEEN}, "D").told(LED).events[-1]
    assert dict(open_to_the_content.detail) == {"text": "经查"}


def test_a_paper_goes_with_its_step_to_who_assists() -> None:
    shows = Showing({META: SEEN, CONTENT: SHARED, INSIDE: SHARED}, "D-ZJ")
    forward, work = LED.events[1], LED.events[2]
    assert shows.hands_out(PaperKind.FORWARDING_SLIP, forward)
    assert not shows.hands_out(PaperKind.OPINION, work)
    assert not Showing({META: SEEN}, "D-ZJ").hands_out(PaperKind.FORWARDING_SLIP, forward)


def test_words_of_an_identity_that_is_not_seen_are_blotted_out_of_every_text() -> None:
    shows = Showing({META: SEEN, CONTENT: SEEN}, "D", ("王秀兰", "13812342231"))
    assert shows.clean("王秀兰（13812342231）来电") == "**（**）来电"
    said = Event(1, Step.LOG_WORK, LED.events[0].occurred_at, LED.events[0].occurred_at, "D", {"note": "联系王秀兰"})
    assert shows.told(life()).events == ()
    assert shows.told(type(LED)(LED.case, (said,), {})).events[0].detail == {"note": "联系**"}


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("王秀兰的女儿王秀", ("王秀", "王秀兰"), "**的女儿**"),  # the longest first, so that no 兰 stays behind
        ("王某", ("王",), "王某"),  # one character is no identity
        ("没有", (), "没有"),
    ],
)
def test_the_longest_word_goes_first(text: str, words: tuple[str, ...], left: str) -> None:
    assert blotted(text, words) == left
