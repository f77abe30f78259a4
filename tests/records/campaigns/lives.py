"""What the tests of campaigns share: first cases that were badly entered, their copies, and a campaign over them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tests.cast import person
from tests.moments import at
from tests.stories import ROOF, Story
from wangfang.records.campaigns import freezing, lookups, progress
from wangfang.records.campaigns.candidates import found
from wangfang.records.campaigns.models import Campaign
from wangfang.records.cases.models import Case
from wangfang.records.cases.petitions import Person
from wangfang.rules.campaigns import Query
from wangfang.rules.facts import Act, Actor, Form, Role, Step

NOW = at("2017-11-06 09:00")
DUE = date(2017, 11, 30)
ALL = (Form.ONLINE, Form.LETTER, Form.VISIT)
QUERY = Query(ALL, date(2017, 1, 1), date(2017, 11, 5), "HRB")
LETTER = replace(ROOF, content="030201", petitioner=Person("王秀兰", "", "", "南岗区辽河小区5栋2单元702"))


def act(who: Actor, when: str | datetime = NOW) -> Act:
    moment = at(when) if isinstance(when, str) else when
    return Act(who, moment, moment)


def watcher() -> Actor:
    return person("HRB", Role.SUPERVISOR)


def first_case(unit: str = "NG-XF", form: Form = Form.LETTER, **changes: object) -> Story:
    """Live a case to its end as it was badly entered: no telephone, nobody went to see, served without proof."""
    told = Story(at("2017-08-22 09:14"), replace(LETTER, **changes))  # type: ignore[arg-type]  # fields of a petition
    begun = told.submitted(to="NG").registered() if form is Form.ONLINE else told.written("NG", form)
    done = begun.forwarded(unit).accepted().worked().answered()
    return done.taken(Step.SERVE, by=replace(done.holder(), role=Role.SYSTEM), method="direct").resolved().closed()


def copy_of(first: Story, why: str = "同一人反映同一处漏雨", **changes: object) -> Story:
    return Story(at("2017-09-12 10:00"), replace(LETTER, **changes)).written("NG").merged(first.now, why)  # type: ignore[arg-type]  # as above


def merged(unit: str = "NG-XF", form: Form = Form.LETTER) -> Case:
    told = first_case(unit, form)
    copy_of(told)
    return told.now


def begun(query: Query = QUERY, when: str | datetime = NOW) -> Campaign:
    return freezing.freeze("规范系统中重复件", query, DUE, act(watcher(), when))


def missing(query: Query = QUERY, who: Actor | None = None) -> dict[str, tuple[str, ...]]:
    return {one.case.number: one.missing for one in found(query, who or watcher(), NOW.date())}


def figures(campaign: Campaign, who: Actor | None = None, when: str = "2017-11-20 18:00") -> progress.Progress:
    gaps = progress.gaps_of(campaign, list(lookups.targets_seen(campaign, who or watcher())))
    return progress.progress_of(campaign, gaps, at(when))


WHAT_IS_MISSING = ("number", "notice", "investigation", "receipt")
TYPED = {
    "number": "13800138000",
    "notice": "南岗先街受字〔2017〕12号，2017年8月24日当面送达，本人签收",
    "investigation": "2017年8月25日张强、李敏到现场勘查，笔录在卷第12页",
    "receipt": "2017年9月2日当面送达，王秀兰签收",
}
