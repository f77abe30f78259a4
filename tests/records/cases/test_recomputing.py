"""A new calendar or a new rule-set: which due days move, and does every notified one stay at least as late?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import put_nangang_on_315
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.cases import lookups, rebuilding
from wangfang.records.cases.models import Case, Duty, Paper, StepTaken
from wangfang.records.cases.rebuilding import Order, Recomputed, ended_keys, open_keys, recompute
from wangfang.records.cases.verification import verify
from wangfang.records.ledger.models import Entry
from wangfang.rules.duties import DutyKind, Law, duties_of
from wangfang.rules.facts import Act, Actor, Role, Step
from wangfang.rules.workdays import Holiday, Notice, national_calendar

NOW = at("2017-08-25 09:00")
ACT = Act(Actor("system", "系统", Role.SYSTEM), NOW, NOW)


def with_days_off(first: str, last: str) -> Tree:
    """Return the tree under a calendar in which these days are off as well; nothing that is stored knows of it."""
    days = Holiday("台风", date.fromisoformat(first), date.fromisoformat(last), ())
    later = Notice(2017, "国办发明电〔2017〕99号", "关于放假的通知", date(2017, 8, 24), (days,))
    return replace(tree(), law=Law(tree().law.pilots, national_calendar().with_notice(later)))


def reckoned(found: Tree, *, dry: bool = False) -> Recomputed:
    """Derive the clocks of all open cases anew under a law."""
    return recompute(open_keys(found), Order("国务院办公厅通知", ACT, found, dry=dry))


def counts(done: Recomputed) -> tuple[int, int, int, int]:
    """Return what came of it in numbers."""
    return done.cases, done.changed, done.kept, done.refreshed


def accepted() -> Story:
    """Return a case accepted on 22 August 2017: the petitioner was told 23 October (the 21st is a Saturday)."""
    return story().submitted().registered().forwarded("NG-XF").accepted()


def due_of_answer(case: Case, found: Tree) -> date:
    """Return the due day of the answer under a law."""
    life = replace(lookups.life(case), agencies=found.by_code)
    return next(d.due_legal for d in duties_of(life, found.law) if d.kind is DutyKind.ANSWER)


def test_without_a_change_nothing_is_written() -> None:
    accepted()
    story().submitted()
    lines = Entry.objects.count()
    assert counts(reckoned(tree())) == (2, 0, 0, 0)
    assert Entry.objects.count() == lines


def test_a_case_whose_due_day_moves_takes_one_step_with_one_line_and_tells_the_petitioner() -> None:
    case = accepted().now
    untouched = story("2017-08-22 10:00").submitted().now
    found = with_days_off("2017-10-23", "2017-10-24")
    assert counts(reckoned(found, dry=True)) == (2, 1, 0, 0)
    assert Case.objects.get(pk=case.pk).steps_taken == case.steps_taken, "a dry run writes nothing"
    lines = Entry.objects.count()

    assert counts(reckoned(found)) == (2, 1, 0, 0)
    case.refresh_from_db()
    assert (case.due_on, case.steps_taken) == (date(2017, 10, 25), 5)
    assert Entry.objects.count() == lines + 1
    step = StepTaken.objects.get(case=case, step=Step.RECOMPUTE)
    assert (step.detail, step.actor) == ({"why": "国务院办公厅通知", "kept": {}}, "system")
    assert Paper.objects.get(kind="recompute_notice").body["due_on"] == "2017-10-25"
    assert Case.objects.get(pk=untouched.pk).steps_taken == 1
    assert counts(reckoned(found)) == (2, 0, 0, 0), "a second run changes nothing"


def test_no_limit_that_was_notified_becomes_shorter() -> None:
    found = with_days_off("2017-10-23", "2017-10-24")
    case = accepted().now
    reckoned(found)  # the petitioner is told 25 October
    assert due_of_answer(case, tree()) == date(2017, 10, 23), "under the calendar of today it would be earlier"

    assert counts(reckoned(tree())) == (1, 1, 1, 0)
    step = StepTaken.objects.filter(case=case, step=Step.RECOMPUTE).latest("number")
    assert step.detail["kept"] == {"answer:4": "2017-10-25"}
    assert Case.objects.get(pk=case.pk).due_on == date(2017, 10, 25)
    assert counts(reckoned(tree())) == (1, 0, 0, 0)
    assert list(verify()) == []


def test_a_shorter_rule_set_does_not_take_away_the_day_that_stands_in_the_notice() -> None:
    case = accepted().now
    put_nangang_on_315()  # fifteen working days from receipt instead of sixty days
    assert counts(reckoned(tree())) == (1, 1, 1, 0)
    assert due_of_answer(case, tree()) == date(2017, 10, 23)
    assert Duty.objects.get(case=case, definition="LEGAL", indicator="ontime_closure").due_at == at("2017-10-23 00:00")
    assert list(verify()) == []


def test_the_day_of_an_extension_counts_once_it_was_told() -> None:
    case = accepted().on("2017-08-24 09:00").extended(20).now
    told = Paper.objects.get(kind="extension_notice").body["due_on"]
    put_nangang_on_315()
    assert counts(reckoned(tree()))[1:3] == (1, 1)
    assert due_of_answer(case, tree()) == date.fromisoformat(told)


def test_ended_cases_keep_their_steps_and_only_their_figures_are_refreshed() -> None:
    case = accepted().worked().answered().served().closed().now
    found = with_days_off("2017-10-23", "2017-10-24")
    keys = list(Case.objects.values_list("pk", flat=True))
    assert counts(recompute(keys, Order("通知", ACT, found))) == (1, 0, 0, 1)
    assert Case.objects.get(pk=case.pk).steps_taken == case.steps_taken
    assert ended_keys(found) == [], "clocks of years long gone are not looked at"
    assert rebuilding.rebuild() == 1, "and back"


def test_an_ended_case_that_still_owed_something_takes_no_step() -> None:
    told = story().submitted().registered().forwarded("NG-XF").on("2017-10-01 09:00")
    case = told.withdrawn().now  # the acceptance was overdue by then, and stays missed
    keys = list(Case.objects.values_list("pk", flat=True))
    assert counts(recompute(keys, Order("通知", ACT, with_days_off("2017-08-23", "2017-08-25")))) == (1, 0, 0, 1)
    assert Case.objects.get(pk=case.pk).steps_taken == case.steps_taken


def test_a_step_that_came_between_the_look_and_the_lock_is_seen() -> None:
    told = accepted()
    found = with_days_off("2017-10-23", "2017-10-24")
    real = rebuilding._moved_on

    def slow(looks: dict[int, rebuilding._Look]) -> list[int]:
        told.on("2017-08-24 09:00").worked()
        return real(looks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rebuilding, "_moved_on", slow)
        assert counts(reckoned(found))[1] == 1
    assert list(StepTaken.objects.filter(case=told.now).order_by("number").values_list("step", flat=True))[-2:] == [
        "log_work", "recompute",
    ]  # fmt: skip


def test_only_the_cases_of_an_agency_are_asked_for() -> None:
    case = accepted().now
    other = story().submitted(to="DL").now
    assert open_keys(tree(), "NG") == [case.pk]
    assert open_keys(tree(), "DL") == [other.pk]
    assert open_keys(tree()) == [case.pk, other.pk]


def test_a_case_that_the_rules_refuse_is_reported_and_the_others_go_on() -> None:
    late = story("2017-08-30 09:00").submitted().registered().forwarded("NG-XF").accepted().now
    case = accepted().now
    done = reckoned(with_days_off("2017-10-23", "2017-10-30"))
    assert [number for number, _ in done.refused] == [late.number], "its last step is dated after the recomputation"
    assert Case.objects.get(pk=case.pk).due_on == date(2017, 10, 31)


def test_batches_add_up() -> None:
    whole = Recomputed(1, 2, 3, 4, [("1", "why")])
    whole.add(Recomputed(5, 6, 7, 8, [("2", "why")]))
    assert whole == Recomputed(6, 8, 10, 12, [("1", "why"), ("2", "why")])
