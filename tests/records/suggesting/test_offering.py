"""What a clerk is offered, what became of it, and that of accusations nothing stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cast import at_accusations, clerk, load_city, officer
from tests.moments import at
from tests.records.suggesting.texts import rows
from tests.stories import ROOF, story
from tests.walled import as_a_job, seen_as
from wangfang.records.agencies.models import Agency
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.models import Case
from wangfang.records.suggesting import counting, offering, own, shelf, taking, training
from wangfang.records.suggesting.counting import Counted
from wangfang.records.suggesting.models import Offer
from wangfang.records.suggesting.shelf import What
from wangfang.rules.facts import Act, Purpose
from wangfang.rules.labels import Secrecy

pytestmark = pytest.mark.django_db
DAY = date(2017, 8, 22)
NOON = at("2017-08-22 12:00")


@pytest.fixture(autouse=True)
def _city(tmp_path: Path, settings: object) -> None:
    load_city()
    settings.DATA = tmp_path  # type: ignore[attr-defined]  # an own shelf for each test


def _told(found: offering.Offered) -> dict[str, str]:
    return {offer.field: offer.value for offer in found.offers}


def test_without_a_model_words_alone_speak() -> None:
    found = offering.offered("要求修房顶", "南岗区先锋路街道辽河小区漏雨，请求解决，老人说要跳楼。", "", DAY)
    assert _told(found) == {"region": "230103", "street": "先锋路街道", "purpose": "request"}
    assert [cue.kind for cue in found.cues] == ["self_harm"]
    assert found.model == ""


def test_with_a_model_the_class_is_offered_under_its_name_of_the_day() -> None:
    rows_ = [training.Row(r.text, "环境保护" if r.label == "教育文体" else r.label) for r in rows()]
    shelf.put(training.train(rows_, "category", NOON))
    told = "学校老师补课，学生家长，幼儿园招生学区"
    then, now = (offering.offered("学校补课", told, "", day).of("category") for day in (DAY, date(2020, 1, 1)))
    assert then is not None
    assert now is not None
    assert (then.value, now.value) == ("环境保护", "生态环境")
    assert then.confidence is not None
    assert then.percent != "100%"


def test_a_label_that_no_table_has_and_a_text_of_nothing_get_no_offer() -> None:
    shelf.put(training.train([training.Row(r.text, f"我的{r.label}") for r in rows()], "category", NOON))
    assert _told(offering.offered("学校老师补课学生", "家长幼儿园招生学区", "", DAY)) == {}
    assert offering.offered("好", "", "", DAY) == offering.Offered((), ())


@pytest.mark.parametrize(
    ("text", "region", "places"),
    [
        ("南岗和道里交界处的垃圾没有人清运", "", {}),  # two counties: nobody can tell
        ("先锋路的垃圾没有人清运", "", {"region": "230103", "street": "先锋路街道"}),  # the street gives its county
        ("先锋路的垃圾没有人清运", "230111", {"region": "230103", "street": "先锋路街道"}),
        ("垃圾没有人清运，臭气熏天", "", {}),
    ],
)
def test_a_place_is_offered_when_the_text_names_just_one(text: str, region: str, places: dict[str, str]) -> None:
    found = _told(offering.offered("垃圾", text, region, DAY))
    assert {name: value for name, value in found.items() if name in ("region", "street")} == places


def test_units_come_by_duty_and_place_with_the_reason() -> None:
    near = [tree().agency(code) for code in ("NG-XF", "NG-HX", "NG-ZJ", "HL-ZJ")]
    found = offering.units("物业不修电梯", "南岗区的小区开发商不办房产证", "230103018", near)
    assert [(one.value, one.why) for one in found] == [
        ("NG-ZJ", "文中写到南岗"),
        ("NG-XF", "问题发生在它的辖区"),
        ("HL-ZJ", "文中写到物业、小区、开发商"),
    ]
    assert offering.units("你好", "没有什么", "230102", near) == []


def test_what_was_offered_and_chosen_is_counted_by_who_may_see_the_case() -> None:
    case = story().submitted(to="NG").registered().now
    act = Act(clerk("NG"), NOON, NOON)
    offers = [
        offering.Offer("category", "教育文体", "教育文体", 0.9, ""),
        offering.Offer("region", "230103", "南岗区", None, ""),
    ]
    slip = taking.slip(("category", "region", "street"), offers, "m" * 64)
    said = taking.read(slip)
    chosen = {"category": "城乡建设", "region": "230103", "street": ""}
    with seen_as(act.actor, NOON):
        taking.note(case, said, chosen, act)
        taking.note(case, said, {**chosen, "category": "教育文体"}, act)  # the first choice stays
        assert counting.counts() == [
            Counted("category", 1, 0, 1, 0), Counted("region", 1, 1, 0, 0), Counted("street", 0, 0, 0, 1),
        ]  # fmt: skip
        assert [one.share for one in counting.counts()] == [0, 1, None]
    with seen_as(clerk("DL"), NOON):
        assert counting.counts() == []
    with as_a_job():
        assert len(counting.counts()) == 3


def test_a_slip_that_is_not_ours_is_nothing() -> None:
    slip = taking.slip(("category",), [], "")
    assert taking.read(slip) == {"category": ("", None, "")}
    assert taking.read(slip[:-1] + ("A" if slip[-1] != "A" else "B")) == {}
    assert taking.read("") == {}


def test_of_an_accusation_nothing_is_kept() -> None:
    offers = [offering.Offer("purpose", Purpose.ACCUSATION, "检举控告", None, "")]
    assert taking.read(taking.slip(("purpose",), offers, "")) == {"purpose": ("", None, "")}
    at_accusations("NG")
    case = story().accusing("NG-XF").submitted(to="NG").now
    act = Act(clerk("NG"), NOON, NOON)
    with as_a_job():
        taking.note(case, {"region": ("230103", None, "")}, {"region": "230103"}, act)
        lowered = Case(pk=case.pk, purpose=Purpose.REQUEST, secrecy=Secrecy.S2)
        taking.note(lowered, {"region": ("230103", None, "")}, {"region": "230103"}, act)
    assert Offer.objects.count() == 0


def test_the_bureau_learns_from_closed_cases_without_accusations() -> None:
    at_accusations("NG")
    open_ = story().submitted(to="NG").registered().now
    accused = story().accusing("NG-XF").about(title="举报某某").submitted(to="NG").now
    closed = story().about(title="楼道灯不亮").submitted(to="NG").now
    Case.objects.filter(pk__in=(accused.pk, closed.pk)).update(is_open=False)
    assert [row.text.split("\n")[0] for row in own.rows(What.CATEGORY)] == ["楼道灯不亮"]
    assert own.rows(What.UNIT) == [], "a bureau holds it, and says nothing about units"
    Case.objects.filter(pk=closed.pk).update(holder_id=Agency.objects.get(code="NG-XF").pk)
    assert [row.label for row in own.rows(What.UNIT)] == ["NG-XF"]
    assert open_.title == ROOF.title
    assert officer("NG-XF").agency is not None
