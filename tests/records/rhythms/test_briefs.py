"""A brief: composed from the figures of its bureau, edited in words alone, sent, signed for, and then as it is."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import at_accusations, clerk, officer, person
from tests.records.rhythms.days import act, clock
from tests.stories import story
from wangfang.records.cases.lookups import NotFound
from wangfang.records.ledger.models import Entry
from wangfang.records.rhythms import briefs, scheduling
from wangfang.records.rhythms.models import Brief
from wangfang.rules.access import NotYours
from wangfang.rules.briefs import rendered
from wangfang.rules.facts import Form, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import Rhythm

NOW = "2017-09-08 09:00"
LEADER = Role.BUREAU_LEADER


def lived() -> None:
    """Let a few petitions reach Nangang in the week of 1 to 7 September, one before, and some elsewhere."""
    story("2017-08-29 09:00").submitted().registered().forwarded("NG-XF").signed_in()
    story("2017-09-04 09:00").submitted().registered().forwarded("NG-XF").accepted().marked("urge", "NG")
    done = story("2017-09-05 09:00").about(category="劳动和社会保障", people=3).written(form=Form.VISIT)
    done.forwarded("NG-HX").accepted().worked().answered().served().closed().on("2017-09-06 17:00")
    story("2017-09-08 08:00").submitted()
    story("2017-09-04 10:00").submitted(to="HL").registered()
    at_accusations("NG")
    story("2017-09-05 09:00").accusing("NG-ZJ").submitted()


def composed(rhythm: Rhythm = Rhythm.WEEK, period: str = "2017W36", bureau: str = "NG") -> Brief:
    scheduling.run_one(rhythm, period, clock(NOW))
    return Brief.objects.get(bureau__code=bureau)


def test_a_week_counts_what_reached_the_bureau_on_its_days() -> None:
    lived()
    brief = composed()
    assert (brief.start, brief.end) == (date(2017, 9, 1), date(2017, 9, 8))
    wanted = {
        "收到件次": "2", "收到人次": "4", "收到环比": "比上期增加100.00%", "办结件次": "1", "办结人次": "3",
        "在办件次": "3", "超期件次": "0", "催办件次": "1", "催办已办结": "0", "重复件次": "0", "重复占比": "0.00%",
        "主要内容": "劳动和社会保障1件次、城乡建设1件次",
    }  # fmt: skip
    assert {name: brief.figures[name] for name in wanted} == wanted
    text = rendered(brief.texts[0]["text"], brief.figures)
    assert text.startswith("2017-09-01至2017-09-07，收到信访事项2件次、4人次，比上期增加100.00%；办结1件次")
    assert Brief.objects.get(bureau__code="HRB").figures["收到件次"] == "3", "the city follows its districts"


def test_no_secret_case_counts() -> None:
    at_accusations("NG")
    story("2017-09-05 09:00").accusing("NG-ZJ").submitted()
    brief = composed()
    assert {brief.figures[name] for name in ("收到件次", "在办件次", "超期件次", "下期到期件次")} == {"0"}


def test_who_is_late_stands_in_a_table_with_the_rates_of_who_stands_below() -> None:
    story("2017-08-01 09:00").submitted().registered().forwarded("NG-XF").signed_in()
    brief = composed(Rhythm.MONTH, "2017M8", "HRB")
    late, rates = brief.tables
    assert late["rows"] == [["先锋路街道办事处", "1"]]
    assert [row[0] for row in rates["rows"]] == ["南岗区信访局"]


def test_the_number_of_queries_is_that_of_the_figures_and_not_of_the_bureaus() -> None:
    lived()
    scheduling.run_one(Rhythm.WEEK, "2017W34", clock(NOW))
    with CaptureQueriesContext(connection) as seen:
        scheduling.run_one(Rhythm.WEEK, "2017W35", clock(NOW))
    reads = [one for one in seen if one["sql"].lstrip().upper().startswith("SELECT") and "cases_" in one["sql"]]
    assert len(reads) < 25


def test_words_are_edited_and_figures_are_not() -> None:
    lived()
    brief = composed()
    texts = [one["text"] for one in brief.texts]
    briefs.edit(brief.pk, ["收到{收到件次}件次，多为住房问题。", *texts[1:]], act(clerk("NG"), NOW))
    edited = Brief.objects.get(pk=brief.pk)
    assert rendered(edited.texts[0]["text"], edited.figures) == "收到2件次，多为住房问题。"
    assert (edited.figures, edited.drafted) == (brief.figures, brief.drafted)
    assert edited.digest != brief.digest
    for wrong, why in (
        (["收到{收到}件", *texts[1:]], "没有“{收到}”这个数字"),
        (texts[1:], "节数对不上"),
        (["", *texts[1:]], "每一节要有内容"),
    ):
        with pytest.raises(Refused, match=why):
            briefs.edit(brief.pk, wrong, act(clerk("NG"), NOW))


def test_a_week_goes_to_the_leader_who_signs_for_it_and_then_it_stays() -> None:
    brief = composed()
    assert briefs.send(brief.pk, act(clerk("NG"), NOW)) == 1
    with pytest.raises(NotYours, match="没有送给您签收"):
        briefs.sign_for(brief.pk, act(clerk("NG"), NOW))
    assert briefs.sign_for(brief.pk, act(person("NG", LEADER), "2017-09-08 10:00")).read_by == "ng-bureau_leader"
    again = briefs.sign_for(brief.pk, act(person("NG", LEADER, "王局"), "2017-09-08 11:00"))
    assert again.read_at == act(clerk("NG"), "2017-09-08 10:00").recorded_at, "who signed first stays"
    with pytest.raises(Refused, match="已经报送"):
        briefs.edit(brief.pk, [one["text"] for one in brief.texts], act(clerk("NG"), NOW))
    with pytest.raises(Refused, match="已经报送"):
        briefs.send(brief.pk, act(clerk("NG"), NOW))
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(figures={})
    told = Entry.objects.filter(subject=f"brief:{brief.pk}").order_by("number")
    assert [word for one in told for word in ("composed", "sent", "read") if f"brief_{word}" in one.payload] == [
        "composed", "sent", "read",
    ]  # fmt: skip


def test_a_month_goes_to_the_bureaus_below_as_well() -> None:
    brief = composed(Rhythm.MONTH, "2017M8", "HRB")
    assert briefs.send(brief.pk, act(person("HRB", LEADER), NOW)) == 4
    assert [one.agency.code for one in briefs.receipts(brief)] == ["HRB", "DL", "HL", "NG"]
    assert [one.brief_id for one in briefs.received(clerk("NG"))] == [brief.pk]
    assert briefs.sign_for(brief.pk, act(clerk("NG"), NOW)).agency.code == "NG"
    with pytest.raises(NotFound):
        briefs.opened(brief.pk, officer("NG-XF"))


def test_another_bureau_is_told_that_there_is_none() -> None:
    brief = composed()
    texts = [one["text"] for one in brief.texts]
    for who in (clerk("HL"), officer("NG-XF"), person("NG", Role.ANALYST)):
        assert (briefs.own(who), briefs.received(who)) == ([one for one in briefs.own(who) if one.pk != brief.pk], [])
        with pytest.raises(NotFound):
            briefs.edit(brief.pk, texts, act(who, NOW))
        with pytest.raises(NotFound):
            briefs.send(brief.pk, act(who, NOW))
    assert [one.pk for one in briefs.own(clerk("NG"))] == [brief.pk]
    assert briefs.may_write(brief, clerk("NG"))
    assert not briefs.may_write(brief, clerk("HL"))


def test_a_brief_that_was_not_sent_is_signed_for_by_nobody() -> None:
    brief = composed()
    with pytest.raises(NotFound):
        briefs.sign_for(brief.pk, act(person("NG", LEADER), NOW))


def test_a_district_may_read_what_the_city_has_sent_and_not_change_it() -> None:
    brief = composed(Rhythm.MONTH, "2017M8", "HRB")
    briefs.send(brief.pk, act(clerk("HRB"), NOW))
    with pytest.raises(NotYours, match="由哈尔滨市信访局修改和报送"):
        briefs.send(brief.pk, act(clerk("NG"), NOW))


def test_what_was_drafted_of_a_quarter_is_told() -> None:
    scheduling.run_one(Rhythm.QUARTER, "2017Q2", clock(NOW))
    (run,) = briefs.drafts_made()
    assert (run.period, list(run.outcome)) == ("2017Q2", ["bulletin"])
