"""What a bulletin counts beside the figures: campaigns, what was urged and supervised, a matter of many petitions."""

from __future__ import annotations

from tests.cast import at_accusations, clerk
from tests.moments import at
from tests.records.campaigns.lives import begun, merged
from tests.records.hot_matters.crowds import kept, voice
from tests.stories import story
from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins import publishing, specials
from wangfang.records.bulletins.further import Cleaning, Watched, cleaning, watched
from wangfang.rules.facts import Act, Role, Step
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

Q4 = Period.parse("2017Q4")


def test_what_was_urged_and_supervised_counts_in_its_quarter_by_times_and_cases() -> None:
    told = story("2017-10-09").submitted(to="NG").registered().forwarded("NG-XF").accepted()
    told.marked("urge", "NG").marked("urge", "NG").marked("supervise", "HRB")
    story("2017-09-01").submitted(to="HL").registered().forwarded("HL-ZJ").accepted().marked("urge", "HL")
    done = story("2017-10-09").submitted(to="NG").registered().forwarded("NG-ZJ").accepted().marked("urge", "NG")
    done.answered().served().closed()

    assert watched(Q4, at("2018-01-05")) == [Watched("催办", 3, 2, 1), Watched("督办", 1, 1, 0)]
    assert watched(Q4, at("2017-10-09")) == [Watched("催办", 3, 2, 0), Watched("督办", 1, 1, 0)]  # closed later
    assert watched(Period.parse("2018Q1"), at("2018-05-01")) == []


def test_of_secret_cases_nothing_is_counted() -> None:
    told = story("2017-10-09").accusing("NG-ZJ").submitted(to="NG").registered()
    told.taken(Step.SUPERVISE, at_accusations("HRB", Role.SUPERVISOR), why="临近到期")
    assert watched(Q4, at("2018-01-05")) == []


def test_a_campaign_counts_as_far_as_it_is_at_the_moment() -> None:
    merged()
    campaign = begun()
    items = campaign.targets.get().missing
    bureau, city = tree().agency("HRB"), at("2017-11-20")
    assert cleaning(bureau, city) == [Cleaning("规范系统中重复件", 1, len(items), 0, 0, len(items))]
    assert cleaning(bureau, at("2017-11-05")) == []  # it had not begun
    assert cleaning(tree().agency("NG"), city) == []


def test_a_special_report_tells_of_a_matter_of_many_petitions() -> None:
    kept([voice(nth, days_ago=nth) for nth in range(1, 5)])
    moment = at("2017-09-20 10:00")
    act = Act(clerk("HRB"), moment, moment)
    (subject,) = [str(one) for one in specials.subjects(act) if one.kind == specials.MATTER]
    made = specials.draft(subject, Period.parse("2017Q3"), Definition.LEGAL, act)
    page = publishing.html_of(made)
    assert "信访事项共4件次、4人次，反映人4位。" in page
    assert "其中还没有办结的4件。" in page
    assert "前后4天" in page
