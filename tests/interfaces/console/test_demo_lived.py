"""Does the city, once lived through the rules into the database, say what its acts say?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.golden.plain import BULLETIN, plain
from tests.interfaces.console import reckoning
from tests.walled import as_a_job
from wangfang.interfaces.console import demo
from wangfang.interfaces.console.demo import article, city, cleaning, founding, further, leaders, quarters
from wangfang.interfaces.frame.acts import SYSTEM, now, today
from wangfang.interfaces.frame.waiting import what_waits
from wangfang.records.agencies import tree
from wangfang.records.bulletins.lookups import newest, receipts
from wangfang.records.campaigns import lookups as campaigns
from wangfang.records.campaigns import progress
from wangfang.records.campaigns.models import Target
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Case
from wangfang.records.cases.verification import verify
from wangfang.records.hot_matters import keeping
from wangfang.records.hot_matters.lookups import hottest
from wangfang.records.indicators.lookups import table
from wangfang.records.instructions import lookups as instructions
from wangfang.records.people.models import Account
from wangfang.records.people.posts import actor_of
from wangfang.records.problem_units import lookups as problem_units
from wangfang.records.rhythms import boards, briefs, scheduling
from wangfang.records.sign_offs import lookups as sign_offs
from wangfang.rules.duties import duties_of
from wangfang.rules.facts import Role, Step, day_of
from wangfang.rules.indicators import Definition
from wangfang.rules.journey import hops_of, spans_of
from wangfang.rules.periods import Period
from wangfang.rules.rhythms import Rhythm
from wangfang.rules.strands import strands_of

pytestmark = pytest.mark.django_db  # so that there is a database, even when nothing else is tested


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[tuple[str, str, str]]]:
    """Found the demo city once for this file, and take it back at the end."""
    with django_db_blocker.unblock(), transaction.atomic(), as_a_job():
        tree.at_revision.cache_clear()
        yield demo.ensure(empty=False)
        transaction.set_rollback(True)
    tree.at_revision.cache_clear()


@pytest.mark.parametrize("quarter", ["2017Q3", "2017Q4"])
def test_the_rates_are_those_of_an_independent_reckoning(told: list[tuple[str, str, str]], quarter: str) -> None:
    lives = [*article.lives(), *quarters.lives()]
    counted = {
        (region, name): pair
        for region, rates in reckoning.figures(lives, quarter).items()
        for name, pair in rates.items()
    }
    rows = table(Period.parse(quarter), Definition.LEGAL, by="county", now=now())
    assert {(row.code, str(row.indicator)): (row.due, row.met) for row in rows if row.due} == counted


def test_the_bulletin_of_the_articles_quarter_has_been_issued_word_for_word(told: list[tuple[str, str, str]]) -> None:
    (bulletin,) = newest(SYSTEM)
    assert (bulletin.period, bulletin.definition, bulletin.stage) == ("2017Q4", "LEGAL", "issued")
    assert [one.agency.code for one in receipts(bulletin) if one.signed_at] == ["230103-XF"]
    if os.environ.get("GOLDEN_UPDATE") == "1":
        BULLETIN.write_text(plain(bulletin.body), encoding="utf-8")
    assert plain(bulletin.body) == BULLETIN.read_text(encoding="utf-8"), "if the new words are meant: make golden"


def test_four_eight_and_five_counties_stand_at_100_percent(told: list[tuple[str, str, str]]) -> None:
    rows = table(Period.parse("2017Q4"), Definition.LEGAL, by="county", now=now())
    spotless = [str(row.indicator) for row in rows if row.code in city.counties() and row.due and row.met == row.due]
    assert {name: spotless.count(name) for name in spotless} == {
        "bureau_timely": 4,
        "unit_timely": 8,
        "ontime_closure": 5,
    }


@pytest.mark.parametrize(
    ("case", "kind", "owner", "due"),
    [
        (article.NANGANG_CASE, "route", "230000-XF", date(2017, 9, 6)),  # ordinary 2005 rule: 15 days
        (article.NANGANG_CASE, "route", "230103-XF", date(2017, 8, 25)),  # 三一五: 3 workdays
        (article.NANGANG_CASE, "answer", "230103018", date(2017, 9, 12)),  # 三一五: 15 workdays from receipt
        (article.HULAN_CASE, "route", "230111-XF", date(2017, 3, 17)),  # 15 days
        (article.HULAN_CASE, "accept", "230111-ZJ", date(2017, 3, 17)),  # 15 days
        (article.HULAN_CASE, "answer", "230111-ZJ", date(2017, 3, 28)),  # the day set when it was assigned
    ],
)
def test_the_articles_cases_stand_under_their_limits(
    told: list[tuple[str, str, str]], case: str, kind: str, owner: str, due: date
) -> None:
    found = lookups.by_source(founding.SOURCE, case)
    assert found is not None
    clocks = duties_of(lookups.life(found), tree.tree().law)
    assert [clock.due_legal for clock in clocks if (clock.kind, clock.owner) == (kind, owner)] == [due]
    assert all(clock.met_at is not None for clock in clocks)


def test_the_whole_city_bears_the_check_of_its_trace(told: list[tuple[str, str, str]]) -> None:
    assert list(verify()) == []


def test_a_second_start_changes_nothing_and_tells_the_same_accounts(told: list[tuple[str, str, str]]) -> None:
    before = Account.objects.count()
    assert demo.ensure(empty=False) == told
    assert Account.objects.count() == before


def test_there_is_an_account_for_every_role_that_has_a_desk_and_its_password_opens(
    told: list[tuple[str, str, str]],
) -> None:
    accounts = {login: password for _, login, password in told}
    roles = set()
    for account in Account.objects.filter(login__in=accounts):
        assert account.check_password(accounts[account.login])
        roles.add(actor_of(account, today()).role)
    assert roles == set(Role) - {Role.PETITIONER, Role.SYSTEM}


@pytest.mark.parametrize("login", ["shi", "nangang", "xianfeng", "hulan"])
def test_work_lies_on_the_desks(told: list[tuple[str, str, str]], login: str) -> None:
    actor = actor_of(Account.objects.get(login=login), today())
    assert lookups.counts(actor, today()).todo >= 4


def test_the_street_and_the_housing_bureau_have_something_overdue(told: list[tuple[str, str, str]]) -> None:
    overdue = [
        lookups.counts(actor_of(Account.objects.get(login=n), today()), today()).overdue for n in ("xianfeng", "hulan")
    ]
    assert min(overdue) >= 1


@pytest.mark.parametrize(("case", "days"), [(article.NANGANG_CASE, 9), (article.HULAN_CASE, 11)])
def test_the_articles_cases_took_the_days_that_it_prints(
    told: list[tuple[str, str, str]], case: str, days: int
) -> None:
    found = lookups.by_source(founding.SOURCE, case)
    assert found is not None
    assert {span.name: span.days for span in spans_of(lookups.life(found))}["从受理到解决"] == days


@pytest.mark.parametrize(
    ("case", "state", "days"),
    [
        (article.NANGANG_CASE, "closed", ["0", "0", "0", "13"]),  # province, city, district, street
        (article.HULAN_CASE, "closed", ["0", "0", "0", "11"]),
        (
            further.BOUNCED,
            "closed",
            ["0", "2", "2", "5", "27"],
        ),  # bureau, two that sent it back, a third, the arbiter's
        (further.JOINT, "closed", ["1", "84"]),
        (further.ACCUSATION, "diverted", ["1"]),  # never left the bureau
        (further.APPEALED, "finalized", ["0", "26"]),
    ],
)
def test_the_six_lives_stand_where_their_stories_end(
    told: list[tuple[str, str, str]], case: str, state: str, days: list[str]
) -> None:
    found = lookups.by_source(founding.SOURCE, case)
    assert found is not None
    hops = hops_of(lookups.life(found))
    held = [str((day_of(hop.left_at) - day_of(hop.arrived_at)).days) for hop in hops if hop.left_at]
    assert (found.state, held) == (state, days)


def test_twelve_signed_and_five_speak_for_them(told: list[tuple[str, str, str]]) -> None:
    found = lookups.by_source(founding.SOURCE, further.JOINT)
    assert found is not None
    speaking = [signer for signer in found.petitioner.signers if signer.get("represents")]
    assert (found.people, len(found.petitioner.signers) + 1, len(speaking) + 1) == (12, 12, 5)


@pytest.mark.parametrize(
    ("login", "step"),
    [
        ("xianfeng", Step.DRAFT_OPINION),  # waits for the section
        ("zhuren", Step.PASS_DRAFT),  # waits for the leader
        ("hulan", Step.PROPOSE),  # supervised from above, with a proposal
    ],
)
def test_drafts_and_supervision_lie_on_the_desks(told: list[tuple[str, str, str]], login: str, step: Step) -> None:
    actor = actor_of(Account.objects.get(login=login), today())
    held = Case.objects.filter(holder__code=actor.agency.code if actor.agency else "", is_open=True)
    assert step in {lookups.life(case).events[-1].step for case in held}


@pytest.mark.parametrize(
    ("login", "kind"),
    [("xianfeng", "assist"), ("nangang", "decide_return"), ("hulan", "proposal"), ("fucha", "review")],
)
def test_others_are_asked_for_something(told: list[tuple[str, str, str]], login: str, kind: str) -> None:
    actor = actor_of(Account.objects.get(login=login), today())
    code = actor.agency.code if actor.agency else ""
    asked = [lookups.life(case) for case in lookups.asked(actor, lookups.Filters())]
    assert kind in {s.kind for life in asked for s in strands_of(life) if s.owner == code and s.met is None}


def test_the_campaign_of_the_article_has_263_cases_in_its_three_forms_each_with_one_item(
    told: list[tuple[str, str, str]],
) -> None:
    watcher = actor_of(Account.objects.get(login="ducha"), today())
    (campaign,) = campaigns.newest(watcher)
    targets = list(campaigns.targets_seen(campaign, watcher))
    assert [list(target.missing) for target in targets] == [[cleaning.flaw_of(nth)] for nth in _places(targets)]
    found = progress.progress_of(campaign, progress.gaps_of(campaign, targets), now())
    assert (found.whole.cases, found.whole.items) == (263, 263)
    assert {share.name for share in found.forms} == {"visit", "letter", "online"}
    assert {share.name for share in found.items} == set(cleaning.FLAWS)
    assert found.whole.open == 263 - cleaning.FILLED
    assert found.unassigned == 0


def test_the_last_day_week_and_month_are_made_and_nothing_of_the_years_before(
    told: list[tuple[str, str, str]],
) -> None:
    done = {one.rhythm: one for one in scheduling.status(now())}
    assert {rhythm for rhythm, one in done.items() if one.last} == {Rhythm.DAY, Rhythm.WEEK, Rhythm.MONTH}
    assert sum(len(one.waiting) for one in done.values()) == 0
    clerk = actor_of(Account.objects.get(login="shi"), today())
    month = next(one for one in briefs.own(clerk) if one.run.rhythm == Rhythm.MONTH)
    assert int(month.figures["在办件次"]) > 10
    assert month.tables[0]["caption"] == "超期未办结事项"
    street = actor_of(Account.objects.get(login="xianfeng"), today())
    assert street.agency is not None
    (board,) = boards.log_of(street.agency)
    assert sum(board.counts.values()) > 0


def test_the_bulletin_was_signed_instructed_on_and_followed_up(told: list[tuple[str, str, str]]) -> None:
    chief = actor_of(Account.objects.get(login="juzhang"), today())
    (sheet,) = sign_offs.newest(chief)
    assert (sheet.lines, sheet.signed) == (36, 36 - leaders.UNSIGNED)
    given = instructions.ledger(chief, instructions.Filters(), today())
    assert [(one.number[-4:], one.standing) for one in given] == [("0001", "given"), ("0001", "closed")]
    problems = problem_units.register(chief, problem_units.Filters("all"))
    assert {one.period for one in problems} == {"2017Q4"}
    assert sorted(one.standing for one in problems if one.standing != "found") == ["proved", "reported_up"]
    assert what_waits(actor_of(Account.objects.get(login="nangang"), today())) == {"instructions": 1}


def _places(targets: Sequence[Target]) -> list[int]:
    """Return which of the demo's first cases each of these is."""
    return [int(target.case.external_id.removeprefix("clean-")) for target in targets]


def test_a_sweep_finds_what_many_people_write_about(told: list[tuple[str, str, str]], tmp_path: Path) -> None:
    keeping.sweep(tmp_path, "duckdb", lambda *_: None, now())
    above = actor_of(Account.objects.get(login="shi"), today())
    found = {matter.title: matter.heat.writers for matter in hottest(above, now())}
    crowds = {"南岗区锦绣家园夜间施工": 7, "道里区阳光嘉园电梯停运": 5, "道外区望江苑自来水发黄": 4}
    assert {name: found.get(name) for name in crowds} == crowds
    here = actor_of(Account.objects.get(login="nangang"), today())
    assert "南岗区锦绣家园夜间施工" in {matter.title for matter in hottest(here, now())}
