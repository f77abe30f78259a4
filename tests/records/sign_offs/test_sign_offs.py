"""A report on its way to its readers: who is asked, who signs for whom, who is reminded, who sees which line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import load_city, operator_act, person
from tests.moments import at
from wangfang.interfaces.frame.waiting import what_waits
from wangfang.records.cases.lookups import NotFound
from wangfang.records.ledger.models import Entry as TraceLine
from wangfang.records.people.posts import add_account
from wangfang.records.sign_offs import circulating, lookups, reading
from wangfang.records.sign_offs.models import Circulation
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.sign_offs import NamedReader

pytestmark = pytest.mark.django_db
TODAY = date(2017, 11, 27)
DUE = date(2017, 12, 4)
TITLE = "关于2017年第三季度哈尔滨市网上信访工作情况的通报"
READERS = (
    NamedReader("NG", "区委书记", "王晓", "ng-head"),
    NamedReader("NG", "区长", "李明"),
    NamedReader("HL", "区委书记"),
)


def act(who: Actor, when: str = "2017-11-27 09:00", key: str = "") -> Act:
    moment = at(when)
    return Act(who, moment, moment, key)


def sender() -> Actor:
    return person("HRB", Role.CLERK)


def head() -> Actor:
    return replace(person("NG", Role.LEADER, "王晓"), login="ng-head")


def aide() -> Actor:
    return replace(person("NG", Role.CLERK, "赵秘书"), login="ng-aide")


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()
    for login, role in (("ng-head", Role.LEADER), ("ng-aide", Role.CLERK)):
        add_account(login=login, name="王晓", agency="NG", role=role, act=operator_act())


def sent(key: str = "", **changes: object) -> Circulation:
    said = {"subject": "bulletin:1", "title": TITLE, "readers": READERS, "due_on": DUE, **changes}
    return circulating.circulate(**said, act=act(sender(), key=key))  # type: ignore[arg-type]  # what a sheet is


def unsigned(found: Circulation, who: Actor | None = None) -> list[int]:
    return [one.place for one in lookups.readers_seen(found, who or sender()) if one.signed_at is None]


def test_a_report_goes_to_its_principals_and_each_signs() -> None:
    sheet = sent()
    reading.sign(sheet.pk, 1, "", act(head(), "2017-11-28 10:00"))
    assert unsigned(sheet) == [2, 3]
    first = lookups.readers_seen(sheet, sender())[0]
    assert (first.opinion, first.signed_by, first.signed_at) == ("已阅", "ng-head", at("2017-11-28 10:00"))
    with pytest.raises(Refused, match="已经签阅"):
        reading.sign(sheet.pk, 1, "再看一遍", act(head(), "2017-11-29 10:00"))
    (listed,) = lookups.newest(sender())
    assert (listed.circulation.pk, listed.lines, listed.signed) == (sheet.pk, 3, 1)


def test_nobody_signs_for_a_principal_who_did_not_authorise_them() -> None:
    sheet = sent()
    with pytest.raises(NotYours):
        reading.sign(sheet.pk, 1, "", act(aide()))
    reading.delegate(sheet.pk, 1, "NG-AIDE", act(head()))
    signed = reading.sign(sheet.pk, 1, "请各单位对照整改。", act(aide()))
    assert (signed.signed_by, signed.proxy, signed.opinion) == ("ng-aide", "ng-aide", "请各单位对照整改。")
    with pytest.raises(NotYours):
        reading.delegate(sheet.pk, 2, "ng-aide", act(head()))


def test_what_a_principal_without_an_account_signed_is_entered_from_paper() -> None:
    sheet = sent()
    said = ("同意", "区政府办公室签阅卷第3页", date(2017, 11, 27))
    entered = reading.enter_paper(sheet.pk, 2, said, act(aide(), "2017-11-29 09:00"))
    assert (entered.on_paper, entered.opinion, entered.kept) == (True, "同意", "区政府办公室签阅卷第3页")
    assert entered.signed_at == at("2017-11-27 00:00")
    with pytest.raises(NotYours):
        reading.enter_paper(sheet.pk, 1, said, act(aide(), "2017-11-29 09:00"))
    with pytest.raises(NotFound):
        reading.enter_paper(sheet.pk, 3, said, act(aide(), "2017-11-29 09:00"))


def test_who_has_not_signed_is_reminded_once_a_day_until_all_have() -> None:
    sheet = sent(readers=READERS[:1])
    assert circulating.remind(sheet.pk, act(sender(), "2017-11-28 09:00")) == 1
    with pytest.raises(Refused, match="一天最多"):
        circulating.remind(sheet.pk, act(sender(), "2017-11-28 16:00"))
    reading.sign(sheet.pk, 1, "", act(head(), "2017-11-28 17:00"))
    with pytest.raises(Refused, match="都已经签阅"):
        circulating.remind(sheet.pk, act(sender(), "2017-11-29 09:00"))
    assert [one.count for one in lookups.reminders(sheet)] == [1]


def test_only_whoever_sent_it_reminds() -> None:
    sheet = sent()
    with pytest.raises(NotYours, match="由哈尔滨市信访局发起"):
        circulating.remind(sheet.pk, act(aide()))


@pytest.mark.parametrize(
    ("readers", "why"),
    [
        ([NamedReader("HLJ", "省委书记")], "不在本地区"),
        ([NamedReader("NG", "区长", "", "nobody")], "没有登录名"),
        ([NamedReader("NG", "区长", "", "ng-aide")], "不是南岗区信访局所在地方的党政领导"),
        ([NamedReader("HL", "区长", "", "ng-head")], "不是呼兰区信访局所在地方的党政领导"),
        ([NamedReader("XX", "区长")], "没有代码"),
    ],
)
def test_a_line_that_names_nobody_there_is_refused(readers: list[NamedReader], why: str) -> None:
    with pytest.raises(Refused, match=why):
        sent(readers=readers)
    assert not Circulation.objects.exists()


def test_the_same_request_again_sends_one_sheet() -> None:
    assert sent("k").pk == sent("k").pk
    assert sent().pk != sent().pk


def test_two_principals_of_each_bureau_below_are_proposed_with_the_accounts_of_its_leaders() -> None:
    found = lookups.proposed(sender().agency, TODAY)  # type: ignore[arg-type]  # a clerk has an agency
    assert [(one.agency, one.post, one.login) for one in found] == [
        ("DL", "区委书记", ""), ("DL", "区长", ""), ("HL", "区委书记", ""), ("HL", "区长", ""),
        ("NG", "区委书记", "ng-head"), ("NG", "区长", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "places"),
    [
        (("HRB", Role.SUPERVISOR), [1, 2, 3]),
        (("HRB-LB", Role.LEADER), [1, 2, 3]),
        (("NG", Role.CLERK), [1, 2]),
        (("HL", Role.BUREAU_LEADER), [3]),
    ],
)
def test_whoever_sent_it_sees_all_lines_and_a_place_its_own(who: tuple[str, Role], places: list[int]) -> None:
    sheet = sent()
    actor = person(*who)
    assert [one.place for one in lookups.readers_seen(lookups.open_circulation(sheet.pk, actor), actor)] == places


@pytest.mark.parametrize("who", [("DL", Role.CLERK), ("NG-XF", Role.OFFICER), ("HRB", Role.ADMIN)])
def test_who_has_no_line_sees_no_sheet(who: tuple[str, Role]) -> None:
    sheet = sent()
    assert lookups.newest(person(*who)) == []
    with pytest.raises(NotFound):
        lookups.open_circulation(sheet.pk, person(*who))


def test_what_waits_is_told_to_who_has_to_sign() -> None:
    sheet = sent()
    assert (what_waits(head()), what_waits(aide())) == ({"sign_offs": 1}, {})
    reading.delegate(sheet.pk, 1, "ng-aide", act(head()))
    assert what_waits(aide()) == {"sign_offs": 1}
    reading.sign(sheet.pk, 1, "", act(aide()))
    assert (what_waits(head()), what_waits(aide())) == ({}, {})


def test_the_trace_tells_of_signatures_and_not_of_opinions() -> None:
    sheet = sent()
    reading.sign(sheet.pk, 1, "请各单位对照整改。", act(head()))
    told = [line.payload for line in TraceLine.objects.filter(subject=f"circulation:{sheet.pk}").order_by("number")]
    assert ["report_circulated" in told[0], "report_signed" in told[1]] == [True, True]
    assert not any("对照整改" in line for line in told)


def test_the_database_knows_who_signed() -> None:
    sheet = sent()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update sign_offs_reader set signed_at = now() where circulation_id = %s", [sheet.pk])
