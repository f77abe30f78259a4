"""A bulletin is drafted, edited, submitted, sent back, approved with its number, issued and signed for, and then stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from tests.cast import clerk, officer, operator_act, person
from tests.moments import at
from tests.stories import story
from wangfang.interfaces.frame.acts import SYSTEM
from wangfang.records.bulletins import comparing, drafting, editing, lookups, publishing, receiving, specials, turning
from wangfang.records.bulletins.models import Bulletin, Passage
from wangfang.records.cases.lookups import NotFound
from wangfang.records.ledger.models import Entry
from wangfang.records.ledger.verify import broken_lines
from wangfang.rules.access import NotYours
from wangfang.rules.bulletins import Stage
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

Q3, Q4 = Period.parse("2017Q3"), Period.parse("2017Q4")


def by(who: Actor, when: str = "2018-01-05") -> Act:
    """Return an act."""
    return Act(who, at(when), at(when))


def leader() -> Actor:
    """Return the leader of the city's bureau."""
    return person("HRB", Role.BUREAU_LEADER)


def drafted(period: Period = Q4) -> Bulletin:
    """Return a draft by the clerk of the city, of a quarter in which one case came in."""
    story("2017-10-09").submitted(to="NG").registered()
    return drafting.draft(period, Definition.LEGAL, by(clerk("HRB")))


def approved(period: Period = Q4) -> Bulletin:
    """Return a bulletin with its number."""
    key = drafted(period).pk
    turning.submit(key, by(clerk("HRB")))
    return turning.approve(key, by(leader()))


def issued() -> Bulletin:
    """Return a bulletin that has gone out."""
    return turning.issue(approved().pk, by(clerk("HRB")))


def said(key: int) -> list[str]:
    """Return what the trace tells of a bulletin, step by step."""
    rows = Entry.objects.filter(subject=f"bulletin:{key}").order_by("number")
    return [row.payload.split('"step":"')[1].split('"')[0] for row in rows]


def test_the_whole_way_is_traced_and_the_number_given_at_approval() -> None:
    made = drafted()
    assert (made.stage, made.serial, made.body["issue"]) == (Stage.DRAFT, None, "（送审稿）")
    turning.submit(made.pk, by(clerk("HRB")))
    turning.send_back(made.pk, "第八部分写具体些", by(leader()))
    turning.submit(made.pk, by(clerk("HRB")))
    turning.approve(made.pk, by(leader(), "2018-01-08"))
    turning.issue(made.pk, by(clerk("HRB")))
    receiving.receive(made.pk, by(clerk("NG")))

    now = lookups.bulletin(made.pk, SYSTEM)
    assert (now.stage, now.serial, now.body["issue"]) == (Stage.ISSUED, 1, "〔2017〕第1期")
    assert now.body["dated"] == "2018年1月8日"
    assert said(made.pk) == [
        "draft_bulletin", "bulletin_submit", "bulletin_send_back", "bulletin_submit", "bulletin_approve",
        "bulletin_issue", "bulletin_received",
    ]  # fmt: skip
    assert list(broken_lines()) == []
    assert [one.why for one in lookups.turns(now) if one.move == "send_back"] == ["第八部分写具体些"]


def test_numbers_follow_without_a_gap_and_special_reports_have_their_own() -> None:
    assert [approved().serial, approved(Q3).serial] == [1, 2]
    drafted()  # a draft takes no number
    special = specials.draft("county:230103", Q4, Definition.LEGAL, by(clerk("HRB")))
    turning.submit(special.pk, by(clerk("HRB")))
    assert turning.approve(special.pk, by(leader())).body["issue"] == "〔2017〕第1期"
    assert approved().serial == 3


def test_the_approver_is_another_person() -> None:
    own = drafting.draft(Q4, Definition.LEGAL, by(leader()))
    turning.submit(own.pk, by(clerk("HRB")))
    with pytest.raises(Refused, match="由另一位负责人审定"):
        turning.approve(own.pk, by(leader()))


def test_it_goes_back_with_a_reason_only() -> None:
    key = drafted().pk
    turning.submit(key, by(clerk("HRB")))
    for why in (" ", "长" * 301):
        with pytest.raises(Refused, match="退回的原因"):
            turning.send_back(key, why, by(leader()))


def test_an_edit_changes_the_words_and_keeps_the_figures() -> None:
    made = drafted()
    opened = editing.open_section(made, 1)
    editing.edit(made.pk, 1, opened.text.replace("共收到", "一共收到"), 1, by(clerk("HRB")))

    now = lookups.bulletin(made.pk, SYSTEM)
    assert "全市一共收到信访事项1件次、1人次" in publishing.html_of(now)
    assert now.digest != made.digest
    assert [(one.version, one.by) for one in lookups.versions(now, 1)] == [(2, "hrb-clerk"), (1, "hrb-clerk")]
    assert said(made.pk)[-1] == "bulletin_edited"


def test_an_edit_that_loses_a_figure_is_refused_with_its_name() -> None:
    made = drafted()
    opened = editing.open_section(made, 1)
    with pytest.raises(Refused, match="“本期件次”是固定的数字（1），不能改成“9”"):
        editing.edit(made.pk, 1, opened.text.replace("{{本期件次：1}}", "{{本期件次：9}}"), 1, by(clerk("HRB")))
    with pytest.raises(Refused, match="少了“本期人次”"):
        editing.edit(made.pk, 1, opened.text.replace("、{{本期人次：1}}人次", ""), 1, by(clerk("HRB")))
    with pytest.raises(Refused, match="最多4000个字"):
        editing.edit(made.pk, 1, opened.text + "长" * 4000, 1, by(clerk("HRB")))
    assert len(lookups.versions(made, 1)) == 1


def test_a_figure_lost_in_one_version_cannot_be_lost_in_the_next_either() -> None:
    made = drafted()
    text = editing.open_section(made, 1).text
    editing.edit(made.pk, 1, f"{text}\n以上数字含来电。", 1, by(clerk("HRB")))
    with pytest.raises(Refused, match="少了"):
        editing.edit(made.pk, 1, "以上数字含来电。", 2, by(clerk("HRB")))


def test_who_edits_an_old_version_is_told_and_the_same_text_is_no_new_version() -> None:
    made = drafted()
    text = editing.open_section(made, 9).text
    assert editing.edit(made.pk, 9, text, 1, by(clerk("HRB"))).version == 1
    editing.edit(made.pk, 9, f"{text}\n抓紧落实。", 1, by(clerk("HRB")))
    with pytest.raises(Refused, match="刚刚改过这一段"):
        editing.edit(made.pk, 9, f"{text}\n限期落实。", 1, by(clerk("HRB")))
    for number in (0, 10):
        with pytest.raises(NotFound):
            editing.edit(made.pk, number, text, 1, by(clerk("HRB")))


def test_after_approval_nothing_is_edited_and_the_database_holds_it() -> None:
    made = approved()
    with pytest.raises(Refused, match="已经审定编号，不能再改"):
        editing.edit(made.pk, 9, "改一改。", 1, by(clerk("HRB")))
    held: list[Callable[[], object]] = [
        lambda: Bulletin.objects.filter(pk=made.pk).update(body={}),
        lambda: Bulletin.objects.filter(pk=made.pk).update(stage="draft", serial=None),
        lambda: Passage.objects.filter(bulletin=made).update(text="另一段"),
        lambda: Passage.objects.create(
            bulletin=made, section=1, version=2, text="另", by="x", by_name="x", at=at("2018-02-01")
        ),
    ]
    for change in held:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Bulletin.objects.get(pk=made.pk).body == made.body


def test_the_figures_of_a_draft_cannot_be_changed_either() -> None:
    made = drafted()
    with pytest.raises(DatabaseError), transaction.atomic():
        Bulletin.objects.filter(pk=made.pk).update(kept={})


def test_it_goes_to_counties_departments_and_conveners_and_each_signs_once() -> None:
    made = issued()
    assert [(one.agency.code, one.way) for one in lookups.receipts(made)] == [
        ("DL", "down"), ("HL", "down"), ("HLJ", "above"), ("HRB-LB", "up"), ("HRB-ZJ", "down"), ("NG", "down"),
    ]  # fmt: skip
    receiving.receive(made.pk, by(clerk("NG"), "2018-01-06"))
    receiving.receive(made.pk, by(officer("HRB-ZJ"), "2018-01-06"))
    with pytest.raises(Refused, match="已经签收过了"):
        receiving.receive(made.pk, by(clerk("NG")))
    with pytest.raises(NotYours):
        receiving.receive(made.pk, by(person("DL", Role.ANALYST)))
    with pytest.raises(NotFound):
        receiving.receive(made.pk, by(officer("NG-XF")))  # it went to its bureau
    signed = {one.agency.code: one.signed_name for one in lookups.receipts(made) if one.signed_at}
    assert signed == {"NG": "NG的clerk", "HRB-ZJ": "HRB-ZJ的officer"}


def test_a_receipt_once_signed_stays_signed() -> None:
    made = issued()
    receiving.receive(made.pk, by(clerk("NG")))
    with pytest.raises(DatabaseError), transaction.atomic():
        made.receipts.filter(agency__code="NG").update(signed_by="", signed_at=None)


def test_those_who_have_not_signed_are_reminded_once_a_day() -> None:
    made = issued()
    receiving.receive(made.pk, by(clerk("NG")))
    assert turning.remind(made.pk, by(clerk("HRB"), "2018-01-09")) == 5
    with pytest.raises(Refused, match="今天已经催过"):
        turning.remind(made.pk, by(leader(), "2018-01-09 17:00"))
    assert turning.remind(made.pk, by(leader(), "2018-01-10")) == 5


def test_a_draft_is_read_at_the_issuer_and_a_special_report_where_it_went() -> None:
    draft = drafted()
    special = specials.draft("agency:HRB-ZJ", Q4, Definition.LEGAL, by(clerk("HRB")))
    for reader in (clerk("NG"), person("HRB", Role.ADMIN), officer("HRB-ZJ")):
        assert lookups.newest(reader) == []
        with pytest.raises(NotFound):
            lookups.bulletin(draft.pk, reader)
    turning.submit(special.pk, by(clerk("HRB")))
    turning.approve(special.pk, by(leader()))
    turning.issue(special.pk, by(clerk("HRB")))
    assert lookups.newest(person("HRB-LB", Role.LEADER)) == [special]
    assert [one.bulletin for one in lookups.received(person("HRB-LB", Role.LEADER))] == [special]
    assert lookups.newest(clerk("NG")) == []
    assert lookups.received(person("HRB", Role.ADMIN)) == []


def test_only_the_bureau_that_compares_drafts() -> None:
    for who in (clerk("NG"), person("HRB", Role.SUPERVISOR)):
        with pytest.raises(NotYours, match="只有哈尔滨市信访局的经办人和负责人能起草通报"):
            drafting.draft(Q4, Definition.LEGAL, by(who))
    assert drafting.draft(Q4, Definition.LEGAL, by(operator_act().actor)).drafted_by == "operator"


def test_it_is_compared_with_the_numbered_one_of_the_period_before() -> None:
    before, now = approved(Q3), drafted()
    drafted(Q3)  # not numbered
    found = lookups.before(now, clerk("HRB"))
    assert found == before
    sections = comparing.compared(now, before)
    assert [one.title for one in sections][:2] == ["一、总体情况", "二、信访部门受理情况"]
    assert ("本期件次", "—", "2") in sections[0].figures  # two came in by now, none in the quarter before
    assert lookups.before(before, clerk("HRB")) is None


@pytest.mark.parametrize("subject", ["", "county:230199", "agency:NG-XF", "matter:1"])
def test_a_special_report_is_about_something_that_can_be_chosen(subject: str) -> None:
    with pytest.raises(Refused, match="选一个写专报的对象"):
        specials.draft(subject, Q4, Definition.LEGAL, by(clerk("HRB")))


def test_a_special_report_has_room_for_instructions_and_signatures() -> None:
    story("2017-10-09").submitted(to="HL").registered()
    made = specials.draft("county:230111", Q4, Definition.LEGAL, by(clerk("HRB"), "2018-01-05"))
    page = publishing.html_of(made)
    assert "关于呼兰区2017年第四季度网上信访工作情况的专报" in page
    assert [one["title"] for one in made.kept["sections"]] == ["一、情况", "二、分析", "三、建议"]
    assert ("领导批示" in page, "签阅单" in page) == (True, True)
    assert publishing.pdf_of(made).startswith(b"%PDF-")
    assert publishing.docx_of(made).startswith(b"PK")
