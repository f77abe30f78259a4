"""How an item of a campaign is put right: by a late entry, by whichever step, by an explanation; to whom it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.cast import clerk, officer, person
from tests.moments import at
from tests.records.campaigns.lives import (
    DUE,
    NOW,
    TYPED,
    WHAT_IS_MISSING,
    act,
    begun,
    copy_of,
    figures,
    first_case,
    merged,
    watcher,
)
from tests.records.retention.lives import destroyed
from wangfang.records.campaigns import assigning, filling, lookups, progress
from wangfang.records.campaigns.models import Explanation, Target, Told
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.models import Case
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Role
from wangfang.rules.refusal import Refused


def test_names_and_numbers_entered_late_stand_masked_in_the_step() -> None:
    told = first_case(people=3)
    copy_of(told)
    campaign = begun()
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    people = "崔玉梅\n段春海 13900139000"
    filling.fill(campaign.pk, (1, "people"), people, date(2017, 8, 22), act(officer("NG-XF"), "2017-11-07 09:00"))
    filling.fill(
        campaign.pk, (1, "number"), "13800138000", date(2017, 8, 22), act(officer("NG-XF"), "2017-11-07 09:01")
    )
    said = [e.detail for e in Case.objects.get(pk=told.now.pk).steps.filter(step="supplement").order_by("number")]
    assert [one["value"] for one in said] == ["共 3 人：崔**、段**", "手机 138****8000"]
    assert "people" not in {gap.item for gap in progress.gaps_of(campaign, list(campaign.targets.all())) if gap.is_open}


def test_an_item_is_done_when_the_case_has_it_whoever_took_the_step() -> None:
    told = first_case()
    copy_of(told)
    campaign = begun()
    told.on("2017-11-08 09:00").entered_late(
        "调查材料", TYPED["investigation"], "2017-08-25"
    )  # on the page of the case
    told.on("2017-11-09 09:00").entered_late("送达回证", "有", "2017-09-02")  # says too little
    told.on("2017-11-10 09:00").entered_late("别的", TYPED["receipt"], "2017-09-02")  # says it of something else
    gaps = {gap.item: gap for gap in progress.gaps_of(campaign, list(campaign.targets.all()))}
    assert {item for item, gap in gaps.items() if not gap.is_open} == {"investigation"}
    assert gaps["investigation"].done_at == at("2017-11-08 09:00")


def test_a_late_entry_never_makes_an_overdue_step_timely() -> None:
    told = first_case()
    copy_of(told)
    before = list(told.now.duties.order_by("pk").values_list("indicator", "in_time", "met_at"))
    campaign = begun()
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    for item, typed in TYPED.items():
        filling.fill(campaign.pk, (1, item), typed, date(2017, 8, 24), act(officer("NG-XF"), "2017-11-07 09:00"))
    assert list(told.now.duties.order_by("pk").values_list("indicator", "in_time", "met_at")) == before


def test_what_can_no_longer_be_had_is_explained_and_judged_by_somebody_else() -> None:
    merged()
    campaign = begun()
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    unit, gap = act(officer("NG-XF"), "2017-11-07 09:00"), (1, "receipt")
    why = "当年的纸质回证在搬迁时遗失，档案室和街道都查找过。"
    with pytest.raises(Refused, match="10 到"):
        filling.explain(campaign.pk, gap, "丢了", unit)
    filling.explain(campaign.pk, gap, why, unit)
    with pytest.raises(Refused, match="等待核定"):
        filling.explain(campaign.pk, gap, why, unit)
    with pytest.raises(NotYours):
        filling.judge(campaign.pk, gap, unit, accept=True)
    with pytest.raises(Refused, match="理由"):
        filling.judge(campaign.pk, gap, act(watcher(), "2017-11-08 09:00"), accept=False)
    filling.judge(campaign.pk, gap, act(watcher(), "2017-11-08 09:00"), "邮政底单还在，请去调取", accept=False)
    assert figures(campaign).whole.open == 4
    filling.explain(campaign.pk, gap, "邮政底单也已过保存期，无法调取。", act(officer("NG-XF"), "2017-11-09 09:00"))
    said = filling.judge(campaign.pk, gap, act(watcher(), "2017-11-10 09:00"), accept=True)
    assert Explanation.objects.get(pk=said.pk).text == "邮政底单也已过保存期，无法调取。"
    now = figures(campaign)
    assert (now.whole.open, now.whole.explained, dict(now.days)[date(2017, 11, 10)]) == (3, 1, 3)
    with pytest.raises(Refused, match="已经核定"):
        filling.explain(campaign.pk, gap, why, act(officer("NG-XF"), "2017-11-11 09:00"))


def test_nobody_judges_what_they_wrote_themselves() -> None:
    merged()
    campaign = begun()
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    leader = person("HRB", Role.BUREAU_LEADER)
    filling.explain(campaign.pk, (1, "receipt"), "当年的纸质回证已经遗失，无法补录。", act(leader, "2017-11-07 09:00"))
    with pytest.raises(Refused, match="自己写的"):
        filling.judge(campaign.pk, (1, "receipt"), act(leader, "2017-11-08 09:00"), accept=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Explanation.objects.update(judged_by=leader.login, judged_at=NOW, is_accepted=True)


def test_a_case_goes_to_another_unit_only_if_that_has_had_it() -> None:
    merged()
    campaign = begun()
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    with pytest.raises(Refused, match="经手过"):
        assigning.assign_to(campaign.pk, 1, "NG-HX", DUE, act(watcher(), "2017-11-07 09:00"))
    with pytest.raises(Refused, match="早于今天"):
        assigning.assign_to(campaign.pk, 1, "NG", date(2017, 11, 6), act(watcher(), "2017-11-07 09:00"))
    assigning.assign_to(campaign.pk, 1, "NG", date(2017, 11, 20), act(watcher(), "2017-11-07 09:00"))
    target = Target.objects.select_related("unit").get()
    assert (target.unit.code, target.due_on) == ("NG", date(2017, 11, 20))  # type: ignore[union-attr]  # it has one now
    with pytest.raises(NotFound):
        filling.fill(campaign.pk, (1, "receipt"), TYPED["receipt"], DUE, act(officer("NG-XF"), "2017-11-08 09:00"))
    with pytest.raises(Refused, match="已经分派"):
        assigning.assign(campaign.pk, act(watcher(), "2017-11-08 09:00"))


def test_units_are_reminded_once_a_day_while_something_is_open() -> None:
    merged()
    campaign = begun()
    with pytest.raises(Refused, match="没有单位"):
        assigning.remind(campaign.pk, act(watcher(), "2017-11-06 09:10"))
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    assert assigning.remind(campaign.pk, act(watcher(), "2017-11-06 10:00")) == 1
    with pytest.raises(Refused, match="今天已经提醒"):
        assigning.remind(campaign.pk, act(watcher(), "2017-11-06 23:50"))
    assert assigning.remind(campaign.pk, act(watcher(), "2017-11-07 00:10")) == 1
    assert Told.objects.filter(kind="reminded").count() == 2


def test_the_same_request_again_changes_nothing() -> None:
    case = merged()
    campaign = begun()
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    once = replace(act(officer("NG-XF"), "2017-11-07 09:00"), key="a-key")
    for _ in range(2):
        filling.fill(campaign.pk, (1, "receipt"), TYPED["receipt"], date(2017, 9, 2), once)
    assert Case.objects.get(pk=case.pk).steps.filter(step="supplement").count() == 1


def test_a_copy_merged_without_a_reason_is_named_with_one() -> None:
    told = first_case()
    bad = copy_of(told, "重复")
    copy_of(told)
    campaign = begun()
    assert campaign.targets.get().missing == [*WHAT_IS_MISSING, "copies"]
    bureau = act(clerk("NG"), "2017-11-07 09:00")
    with pytest.raises(Refused, match=bad.now.number):
        filling.fill(campaign.pk, (1, "copies"), "都是同一件事情", date(2017, 9, 12), bureau)
    text = f"{bad.now.number} 与初件同一人反映同一处屋顶漏雨"
    filling.fill(campaign.pk, (1, "copies"), text, date(2017, 9, 12), bureau)
    assert [gap.item for gap in progress.gaps_of(campaign, list(campaign.targets.all())) if not gap.is_open] == [
        "copies"
    ]


def test_what_was_explained_goes_with_the_content_of_its_case_and_of_no_other() -> None:
    gone, kept = first_case(), first_case()
    for told in (gone, kept):
        copy_of(told)
    campaign = begun()
    assigning.assign(campaign.pk, act(watcher(), "2017-11-06 09:30"))
    for place in (1, 2):
        said = act(officer("NG-XF"), "2017-11-07 09:00")
        filling.explain(campaign.pk, (place, "receipt"), "王秀兰的回证在搬迁时遗失，查找未果。", said)
    assert destroyed(gone).left == []
    texts = {one.target.case.number: one.text for one in Explanation.objects.select_related("target__case")}
    assert texts == {gone.now.number: "", kept.now.number: "王秀兰的回证在搬迁时遗失，查找未果。"}
    assert [t.case.number for t in lookups.targets_seen(campaign, watcher())] == [kept.now.number]
