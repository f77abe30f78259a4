"""What must be there before anybody signs in: the demo city with its lives and accounts, or one administrator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import click
from django.db import transaction

from wangfang.interfaces.console.demo import article, city, cleaning, crowds, fresh, further, leaders, quarters, waiting
from wangfang.interfaces.console.demo.courses import PILOTS, Acts
from wangfang.interfaces.console.demo.past import past_life
from wangfang.interfaces.frame.acts import now, system_act
from wangfang.interfaces.frame.wording import ROLES
from wangfang.records.agencies.load import load, put_on_pilot
from wangfang.records.agencies.tree import steady, tree
from wangfang.records.bulletins import receiving, turning
from wangfang.records.bulletins.drafting import draft
from wangfang.records.cases.living import take_in
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.records.rhythms import scheduling
from wangfang.rules.facts import CHINA, Act, Actor, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.labels import Secrecy
from wangfang.rules.periods import Period
from wangfang.rules.rhythms import Rhythm

PASSWORD = "wangfang-2017"  # noqa: S105 - printed at every start and in docs/demo.md; the demo only
ADMIN = "admin"
SOURCE = "示范数据"
BATCH = 100
"""Lives written in one round; keeps the memory level whatever the number of lives."""

ISSUED_AT = datetime(2018, 1, 31, 10, tzinfo=CHINA)
"""When the bulletin of 2017Q4 was drafted, and issued by the evening: the last late step of that quarter had been taken."""

PLATFORM = {"code": "PLATFORM", "name": "平台管理", "kind": "joint_office", "region": "000000"}
"""Where the administrator of an empty installation has the post: no bureau and no unit, so no case reaches it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A demo account and its post."""

    login: str
    name: str
    agency: str
    role: Role
    clearance: int = 1

    @property
    def label(self) -> str:
        """Return the role and the agency in words, and what the post is for when it takes accusations."""
        accusations = "（举报受理岗）" if self.clearance >= Secrecy.S2 else ""
        return f"{city.places()[self.agency].name} {ROLES[self.role]}{accusations}"


SEATS = (
    Seat("sheng", "孟省初", "230000-XF", Role.CLERK),
    Seat("shi", "宋市平", "230100-XF", Role.CLERK),
    Seat("nangang", "南亦岗", "230103-XF", Role.CLERK),
    Seat("juzhang", "高局立", "230100-XF", Role.BUREAU_LEADER),
    Seat("xianfeng", "冯先路", "230103018", Role.OFFICER),
    Seat("zhuren", "罗主恩", "230103018", Role.UNIT_LEADER),
    Seat("hulan", "胡兰建", "230111-ZJ", Role.OFFICER),
    Seat("ducha", "杜察严", "230100-XF", Role.SUPERVISOR),
    Seat("fucha", "傅查明", "230103-FH", Role.REVIEWER),
    Seat("lingdao", "林道远", "230100-LX", Role.LEADER),
    Seat("jubao", "居保严", "230100-XF", Role.CLERK, Secrecy.S2),
    Seat("jubao-nangang", "鲍南信", "230103-XF", Role.CLERK, Secrecy.S2),
    Seat("jubao-juzhang", "纪保成", "230100-XF", Role.BUREAU_LEADER, Secrecy.S3),
    Seat("tongji", "童计文", "230100-XF", Role.ANALYST),
    Seat(ADMIN, "关理元", "230100-XF", Role.ADMIN),
    Seat("baomi", "安世严", "230100-XF", Role.SECURITY),
    Seat("shenji", "邵审明", "230100-XF", Role.AUDITOR),
)
"""One account per role, one more where the article's cases passed, and those for accusations."""


def ensure(*, empty: bool) -> list[tuple[str, str, str]]:
    """Bring about the demo city, or a lone administrator; what is there already stays as it is.

    Returns what to print: a label, the login, the password. An administrator's one-time password is
    told once; at later starts of an empty installation there is nothing to tell.
    """
    if not Account.objects.exists():
        return _alone(system_act()) if empty else _founded(system_act())
    known = set(Account.objects.filter(is_active=True).values_list("login", flat=True))
    is_demo = known >= {"sheng", "shi", ADMIN}
    return (
        [(seat.label, seat.login, PASSWORD) for seat in SEATS if seat.login in known] if is_demo and not empty else []
    )


@transaction.atomic
def _alone(act: Act) -> list[tuple[str, str, str]]:
    load([PLATFORM], act)
    password = add_account(login=ADMIN, name="管理员", agency=PLATFORM["code"], role=Role.ADMIN, act=act)
    return [(str(ROLES[Role.ADMIN]), ADMIN, password)]


@transaction.atomic
def _founded(act: Act) -> list[tuple[str, str, str]]:
    """Found the demo city in one transaction: a first start that is broken off leaves nothing half done."""
    found_city(act)
    for seat in SEATS:
        add_account(
            login=seat.login, name=seat.name, agency=seat.agency, role=seat.role, clearance=seat.clearance, act=act
        )
        account = Account.objects.get(login=seat.login)
        account.set_password(PASSWORD)
        account.is_demo = True  # outside the demo it opens nothing
        account.save(update_fields=["password", "one_time_until", "is_demo"])
    moment = now()
    lives = [*article.lives(), *further.lives(), *quarters.lives(), *fresh.lives(moment), *waiting.lives(moment)]
    lives += [*crowds.lives(moment), *cleaning.firsts()]
    with click.progressbar(length=len(lives), label="正在建立示范城市（首次启动）") as bar:
        for count, _ in taken_in(lives):
            bar.update(count)
    take_in(cleaning.copies(SOURCE, tree()))
    publish_bulletin()
    cleaning.run(_seated(Role.SUPERVISOR), moment)
    for rhythm in (Rhythm.DAY, Rhythm.WEEK, Rhythm.MONTH):
        scheduling.run_one(rhythm, "", act)
    leaders.run(_seated(Role.BUREAU_LEADER), _seated(Role.LEADER), _seated(Role.SUPERVISOR), moment)
    return [(seat.label, seat.login, PASSWORD) for seat in SEATS]


def publish_bulletin() -> None:
    """Draft, approve and issue the bulletin of the article's quarter on the day on which the city would have issued it.

    The county in which the demo has an account signs for it at once; the others are waited for.
    """
    clerk, leader = _of("shi"), _of("juzhang")
    key = draft(Period.parse("2017Q4"), Definition.LEGAL, _then(clerk, 0)).pk
    turning.submit(key, _then(clerk, 1))
    turning.approve(key, _then(leader, 2))
    turning.issue(key, _then(clerk, 3))
    receiving.receive(key, _then(_of("nangang"), 4))


def _then(actor: Actor, hours: int) -> Act:
    """Return an act on the day of the bulletin, so many hours after it was drafted."""
    moment = ISSUED_AT + timedelta(hours=hours)
    return Act(actor, moment, moment)


def _of(login: str) -> Actor:
    """Return one of the demo's accounts at its post."""
    seat = next(seat for seat in SEATS if seat.login == login)
    return Actor(seat.login, seat.name, seat.role, tree().agency(seat.agency))


def _seated(role: Role) -> Actor:
    """Return the first of the demo's accounts in a role."""
    return _of(next(seat.login for seat in SEATS if seat.role is role))


def found_city(act: Act) -> None:
    """Load the agencies of the demo city and put its pilot counties on 三一五."""
    load(city.rows(), act)
    for pilot in PILOTS:
        put_on_pilot(pilot.agency, pilot.rules, pilot.starts_on, pilot.ends_on, act)


def taken_in(lives: Iterable[Acts], source: str = SOURCE) -> Iterator[tuple[int, int]]:
    """Live cases through the rules and write them batch by batch; yields how many cases and acts each time."""
    found, waiting = tree(), iter(lives)
    while drawn := list(islice(waiting, BATCH)):
        with steady():  # nobody moves the agencies between the acts of a batch
            batch = [past_life(acts, found, source) for acts in drawn]
        yield len(batch), take_in(batch)
