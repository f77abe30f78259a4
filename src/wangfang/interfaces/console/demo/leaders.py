"""What came of the demo's bulletin: who signed it, which instructions were given on it, which units were found by its figures?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from wangfang.interfaces.console.demo import city
from wangfang.records.agencies.tree import tree
from wangfang.records.bulletins.lookups import newest
from wangfang.records.instructions import giving
from wangfang.records.instructions import moving as instructed
from wangfang.records.problem_units import finding, moving
from wangfang.records.sign_offs import circulating, lookups, reading
from wangfang.rules.facts import CHINA, Act, Actor, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.instructions import Carrier, Given
from wangfang.rules.periods import Period

SENT_AT = datetime(2018, 2, 1, 10, tzinfo=CHINA)
"""The day after the bulletin was issued."""
UNSIGNED = 4
"""So many of the 36 principals have not signed."""
FOLLOWED = 2
"""So many problem units have been reported up; of the first the proof waits to be verified."""
SECRETARY = ("周正清", "市委书记")

_COUNTY = "230102"
_DAY = timedelta(days=1)


def run(clerk: Actor, leader: Actor, watcher: Actor, moment: datetime) -> None:
    """Let the newest bulletin be signed, instructed on and followed up; `moment` is now."""
    bulletin = newest(clerk, 1)[0]
    subject = f"bulletin:{bulletin.pk}"
    _signed(subject, bulletin.body["title"], clerk)
    _closed(subject, clerk, leader)
    _open(subject, leader, moment)
    _followed(watcher)


def _signed(subject: str, title: str, clerk: Actor) -> None:
    issuer = clerk.agency
    readers = lookups.proposed(issuer, SENT_AT.date()) if issuer else []
    sheet = circulating.circulate(subject, title, readers, date(2018, 2, 9), _act(clerk, 0))
    for reader in lookups.readers_seen(sheet, clerk)[:-UNSIGNED]:
        opinion = "已阅，请对照通报整改。" if reader.place % 2 else ""
        said = (opinion, "市信访局综合科2018年签阅卷", date(2018, 2, 5))
        reading.enter_paper(sheet.pk, reader.place, said, _act(clerk, 5, reader.place))
    circulating.remind(sheet.pk, _act(clerk, 11))


def _closed(subject: str, clerk: Actor, leader: Actor) -> None:
    """Let an instruction of the secretary, entered by the bureau, be worked off and closed."""
    text = "网上信访要落到事要解决上。请道里区对超期事项逐件说明，限期办结。"
    owner = city.bureau_of(_COUNTY)
    given = Given(subject, *SECRETARY, date(2018, 2, 2), Carrier.REPORT, text, owner, date(2018, 3, 2))
    one = giving.give(given, _act(clerk, 1))
    worker = Actor("demo", "示范经办", Role.CLERK, tree().agency(owner))
    instructed.take_over(one.pk, _act(worker, 2))
    instructed.progress(one.pk, "已经逐件核对超期事项，责任到人。", _act(worker, 9))
    instructed.report(one.pk, "超期事项全部办结，逐件回访，并建立了日清理制度。", _act(worker, 20))
    instructed.close(one.pk, "结果已报市委书记。", _act(leader, 26))


def _open(subject: str, leader: Actor, moment: datetime) -> None:
    """Let the leader of the demo give an instruction five days ago that waits to be taken over."""
    given_at = moment - 5 * _DAY
    day = given_at.astimezone(CHINA).date()
    text = "请南岗区总结“三一五”做法，提出在全市推开的意见。"
    owner = city.bureau_of(city.NANGANG)
    given = Given(subject, leader.name, "市联席会议召集人", day, Carrier.REPORT, text, owner, day + 20 * _DAY)
    giving.give(given, Act(leader, given_at, given_at))


def _followed(watcher: Actor) -> None:
    """Let the problem units of the quarter be found, and the first of them be followed."""
    found = finding.find(Period.parse("2017Q4"), Definition.LEGAL, _act(watcher, 0))
    for one in found[:FOLLOWED]:
        moving.report_up(one.pk, date(2018, 3, 15), "", _act(watcher, 1))
    for one in found[:1]:
        agency = tree().by_code[tree().code_of[one.agency_id]]
        worker = Actor("demo", "示范经办", Role.CLERK, agency)
        moving.answer(one.pk, "指定专人每日清理待办事项，超期的逐件限期办结。", _act(worker, 8))
        moving.prove(one.pk, "超期事项均已办结，附办结清单，今年以来没有新的超期。", _act(worker, 30))


def _act(who: Actor, days: int, minutes: int = 0) -> Act:
    """Return an act so many days after the bulletin was sent."""
    at = SENT_AT + days * _DAY + timedelta(minutes=minutes)
    return Act(who, at, at)
