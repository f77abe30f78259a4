"""A citizen with number and query code sees where the petition is, and nobody else does."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.interfaces.portal.walking import post, submitted
from tests.moments import at
from tests.stories import Story, story


def opened(visitor: Client, told: Story) -> str:
    """Open the page of a story's case and return what it says."""
    post(visitor, "follow", number=told.now.number, code=told.code)
    return visitor.get(reverse("portal:case")).content.decode()


def test_the_code_may_be_typed_small_and_with_other_marks(visitor: Client) -> None:
    number, code = submitted(visitor)

    answer = post(visitor, "follow", number=f" {number} ", code=code.lower().replace(" ", "-"))

    assert answer["Location"] == reverse("portal:case")
    assert number in visitor.get(answer["Location"]).content.decode()


def test_unknown_number_and_wrong_code_get_the_same_answer(visitor: Client) -> None:
    told = story().submitted()

    wrong = post(visitor, "follow", number=told.now.number, code="0000 0000 0000 0000")
    unknown = post(visitor, "follow", number="20170822-999999", code=told.code)

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    said = [answer.context["form"].non_field_errors() for answer in (wrong, unknown)]
    assert said[0] == said[1] == ["没有找到这个编号，核对一下编号和查询码"]


def test_whoever_guesses_must_wait_but_the_right_code_still_opens(visitor: Client) -> None:
    told = story().submitted()

    answers = [post(visitor, "follow", number=told.now.number, code=f"GUESS {n}") for n in range(5)]

    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    assert "试的次数太多" in answers[-1].content.decode()
    assert "试的次数太多" not in answers[-2].content.decode()
    assert f'value="{told.now.number}"' in answers[-1].content.decode(), "what was typed stays"
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    assert post(visitor, "follow", number=told.now.number, code=told.code)["Location"] == reverse("portal:case")


def test_the_page_closes_after_twenty_idle_minutes(visitor: Client) -> None:
    told = story().submitted()
    with time_machine.travel(at("2017-08-23 10:00"), tick=False):
        opened(visitor, told)
    with time_machine.travel(at("2017-08-23 10:21"), tick=False):
        assert visitor.get(reverse("portal:case"))["Location"] == reverse("portal:follow")


def test_a_citizen_can_close_the_page_on_a_shared_phone(visitor: Client) -> None:
    opened(visitor, story().submitted())

    post(visitor, "leave")

    assert visitor.get(reverse("portal:case"))["Location"] == reverse("portal:follow")


SENTENCES = [
    (lambda s: s, "南岗区信访局已收到，最晚9月6日转给负责的单位"),
    (lambda s: s.registered().forwarded("NG-XF"), "已转给先锋路街道办事处，最晚9月6日告诉您受理不受理"),
    (lambda s: s.registered().forwarded("NG-XF").accepted(), "在先锋路街道办事处办理，最晚10月23日给您意见"),
    (lambda s: s.registered().forwarded("NG-XF").accepted().answered(), "处理意见写好了，正在交给您"),
    (lambda s: s.registered().forwarded("NG-XF").accepted().answered().served(), "处理意见已交给您"),
    (lambda s: s.registered().forwarded("NG-XF").declined(), "这件事不能按信访办"),
]


@pytest.mark.parametrize(("live", "sentence"), SENTENCES, ids=[row[1][:12] for row in SENTENCES])
def test_one_sentence_says_who_has_it_and_by_which_day(visitor: Client, live: object, sentence: str) -> None:
    told = live(story("2017-08-22 09:14").submitted())  # type: ignore[operator]  # a table of small functions

    with time_machine.travel(at("2017-08-23 10:00"), tick=False):
        assert f'<div class="state-now">{sentence}' in opened(visitor, told)


def test_a_missed_day_is_said(visitor: Client) -> None:
    told = story("2017-08-22 09:14").submitted()

    with time_machine.travel(at("2017-09-07 10:00"), tick=False):
        assert "这一步已经过了期限" in opened(visitor, told)


def test_every_station_is_listed_with_its_day_and_internal_notes_are_not(visitor: Client) -> None:
    told = story("2017-08-22 09:14").submitted().registered().forwarded("NG-XF").accepted()
    told.worked("内部记录：与物业商量过，先不告诉本人。").answered().served().closed()

    text = opened(visitor, told)

    for station in ("您提交了", "已收到并编号", "转给先锋路街道办事处", "开始办了", "写好处理意见", "处理意见交给您"):
        assert f'<li><b class="wrap-any">{station}</b><small>2017年8月22日' in text
    assert "内部记录" not in text


def test_each_paper_can_be_read_and_downloaded(visitor: Client) -> None:
    told = story("2017-08-22 09:14").submitted().registered().forwarded("NG-XF").accepted().answered().served()
    opened(visitor, told)
    papers = visitor.get(reverse("portal:case")).context["papers"]

    assert [title for title, _ in papers] == [
        "信访事项程序性受理告知书",
        "信访事项实体性受理告知书",
        "信访事项处理意见书",
        "送达回证",
    ]
    for title, paper in papers:
        assert f"<h1>{title}</h1>" in visitor.get(reverse("portal:paper", args=[paper.pk])).content.decode()
        assert visitor.get(reverse("portal:paper-pdf", args=[paper.pk])).content.startswith(b"%PDF-")


def test_the_paper_of_another_case_is_not_found(visitor: Client) -> None:
    other = story("2017-08-22 09:14").submitted().registered()
    opened(visitor, other)
    foreign = visitor.get(reverse("portal:case")).context["papers"][0][1]
    opened(visitor, story("2017-08-22 09:14").submitted())

    assert visitor.get(reverse("portal:paper", args=[foreign.pk])).status_code == 404
    assert visitor.get(reverse("portal:paper-pdf", args=[foreign.pk])).status_code == 404


def test_pages_about_a_case_are_not_kept_by_any_cache(visitor: Client) -> None:
    told = story().submitted()
    post(visitor, "follow", number=told.now.number, code=told.code)

    for name in ("case", "rate", "check", "contact"):
        assert "no-store" in visitor.get(reverse(f"portal:{name}"))["Cache-Control"]
