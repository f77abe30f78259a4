"""Who may have which field of which case shown, by which words, how often, and what about a day is remarkable?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from tests.moments import at
from tests.rules.lives import ONLINE, SENT_DOWN, life, told
from tests.rules.test_seeing import ACCUSING, GIVEN_BACK, HELPED, IN_REVIEW, REVIEWED, person
from wangfang.rules import revealing
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Life, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.revealing import Alarm, Field, Reason, Spot, TooMany, Whose, Why

NOON = at("2017-08-30 12:00")
SENSITIVE = (*SENT_DOWN, told("2017-08-24", "label", "D", secrecy="sensitive", why="未成年"))
ACCUSED_LATER = (*SENT_DOWN, told("2017-08-24", "label", "D", secrecy="accusation", why="检举"))
ASKED = (*SENT_DOWN, told("2017-08-24", "propose", "D", to="D-ZJ", kind="improvement", text="建议完善物业考核"))

WHO = [
    ("the clerk of the bureau that registered it", person("D", Role.CLERK), SENT_DOWN, True),
    ("the same, when it is a sensitive one", person("D", Role.CLERK), SENSITIVE, True),
    ("who handles it at the lead unit", person("D-JD", Role.OFFICER), SENT_DOWN, True),
    ("the reviewer whose body was asked", person("C-FC", Role.REVIEWER), IN_REVIEW, True),
    ("the same when the review is over", person("C-FC", Role.REVIEWER), REVIEWED, False),
    ("who handles it at a unit that assists", person("D-ZJ", Role.OFFICER), HELPED, False),
    ("the officer of a unit that is only asked", person("D-ZJ", Role.OFFICER), ASKED, False),
    ("who had it and gave it back", person("D-JD", Role.OFFICER), GIVEN_BACK, False),
    ("a clerk above", person("C", Role.CLERK), SENT_DOWN, False),
    ("a clerk of another district", person("E", Role.CLERK), SENT_DOWN, False),
    ("the leader of the bureau", person("D", Role.BUREAU_LEADER), SENT_DOWN, False),
    ("the leader of the unit", person("D-JD", Role.UNIT_LEADER), SENT_DOWN, False),
    ("a party leader", person("C-LB", Role.LEADER), SENT_DOWN, False),
    ("a supervisor", person("C", Role.SUPERVISOR), SENT_DOWN, False),
    ("an analyst", person("D", Role.ANALYST), SENT_DOWN, False),
    ("the administrator", person("D", Role.ADMIN), SENT_DOWN, False),
    ("the security officer", person("D", Role.SECURITY), SENT_DOWN, False),
    ("the auditor", person("D", Role.AUDITOR), SENT_DOWN, False),
    ("the program itself", person("P", Role.SYSTEM), SENT_DOWN, False),
    ("the clerk, when it became an accusation", person("D", Role.CLERK, clearance=3), ACCUSED_LATER, False),
    ("the clerk whose account is closed", person("D", Role.CLERK, is_active=False), SENT_DOWN, False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "who", "acts", "may"), WHO, ids=[row[0] for row in WHO])
def test_who_may_have_a_field_shown(why: str, who: Actor, acts: tuple[object, ...], *, may: bool) -> None:
    lived = life(*acts)  # type: ignore[arg-type]  # every one is a `Told`
    assert revealing.may_reveal(who, lived, NOON) is may, why
    if may:
        revealing.require_may_reveal(who, lived, NOON)
        return
    with pytest.raises(NotYours, match="不能查看"):
        revealing.require_may_reveal(who, lived, NOON)


def test_of_an_accusation_nobody_has_anything_shown_whatever_its_label_says_later() -> None:
    for acts in (SENT_DOWN[:2], (*SENT_DOWN[:2], told("2017-08-24", "label", "D", secrecy="ordinary", why="降密"))):
        lived: Life = life(*acts, case=ACCUSING)
        assert not revealing.may_be_asked_for(lived)
        clerk = person("D", Role.CLERK, clearance=3)
        assert not revealing.may_reveal(clerk, lived, NOON)
    assert revealing.may_be_asked_for(life(*SENT_DOWN, case=ONLINE))


def test_whoever_stands_aside_has_nothing_shown() -> None:
    clerk = person("D", Role.CLERK)
    aside = (*SENT_DOWN, told("2017-08-24", "recuse", "D", login=clerk.login, why="亲属"))
    assert not revealing.may_reveal(clerk, life(*aside), NOON)


@pytest.mark.parametrize(
    ("word", "spot"),
    [
        ("name", Spot(Field.NAME)),
        ("id_number", Spot(Field.ID_NUMBER)),
        ("phone", Spot(Field.PHONE)),
        ("address", Spot(Field.ADDRESS)),
        ("signer-3-name", Spot(Field.NAME, Whose.SIGNER, 3)),
        ("agent-1-name", Spot(Field.NAME, Whose.AGENT, 1)),
        ("agent-2-phone", Spot(Field.PHONE, Whose.AGENT, 2)),
        ("signer-3-phone", None),  # of those who signed no page shows a number
        ("agent-1-address", None),
        ("petitioner-0-name", None),
        ("signer-0-name", None),
        ("signer-03-name", None),  # one field has one word
        ("signer--3-name", None),
        ("signer-³-name", None),
        ("signer-99999-name", None),
        ("masked", None),
        ("", None),
    ],
)
def test_which_word_names_which_field(word: str, spot: Spot | None) -> None:
    assert revealing.spot_of(word) == spot
    assert spot is None or str(spot) == word


def test_every_field_that_can_be_asked_for_has_its_word() -> None:
    asked = [Spot(f, w, 0 if w is Whose.PETITIONER else 2) for w, f in revealing.spots()]
    assert [revealing.spot_of(str(spot)) for spot in asked] == asked
    assert set(revealing.spots()) < set(product(Whose, Field))


@pytest.mark.parametrize("text", ["", "打电话", "     五个字啊  "])
def test_a_sentence_says_what_for(text: str) -> None:
    with pytest.raises(Refused, match="至少 6 个字"):
        Why(Reason.CONTACT, text)
    assert Why(Reason.CONTACT, "约定上门时间").text


@pytest.mark.parametrize(
    ("minutes", "refused", "why"),
    [
        (range(19), False, "nineteen in the hour leave room for one"),
        (range(20), True, "the twenty-first"),
        (range(40, 60), True, "they need not be the newest minutes"),
        (range(41, 61), False, "the first of them is an hour old"),
        ([0] * 20, True, "all at once count as many"),
        ([-1] * 20, True, "what another request wrote while this one waited"),
        ([61] * 200, False, "yesterday's do not count"),
    ],
)
def test_twenty_an_hour(minutes: range | list[int], *, refused: bool, why: str) -> None:
    shown = [NOON - timedelta(minutes=n) for n in minutes]
    if not refused:
        revealing.require_room(shown, NOON)
        return
    with pytest.raises(TooMany, match="一小时最多查看 20 项原文"):
        revealing.require_room(shown, NOON)


def test_the_refusal_says_from_when_on_it_goes_on() -> None:
    shown = [NOON - timedelta(minutes=50 - n) for n in range(20)]
    with pytest.raises(TooMany, match="12:10 以后再看"):
        revealing.require_room(shown, NOON)
    revealing.require_room(shown, NOON + timedelta(minutes=10))


ALIKE, MIXED = [2] * 20, [1, 3] * 10


@pytest.mark.parametrize(
    ("day", "peers", "found", "why"),
    [
        (29, [], set(), "below thirty, and nobody to compare with"),
        (30, [], {Alarm.MANY}, "the thirtieth"),
        (31, [], {Alarm.MANY}, "and every one after it"),
        (29, ALIKE[:19], set(), "nineteen days of others say nothing yet"),
        (5, ALIKE, set(), "days alike: one field counts as the spread, and three of them are 5"),
        (6, ALIKE, {Alarm.ABOVE}, "one more than that"),
        (5, MIXED, set(), "mean 2, spread 1: the bound itself is not above it"),
        (6, MIXED, {Alarm.ABOVE}, "above it"),
        (29, [1, 19] * 10, set(), "mean 10, spread 9: where days differ much, more is usual"),
        (38, [1, 19] * 10, {Alarm.MANY, Alarm.ABOVE}, "mean 10, spread 9: 37 is the bound"),
        (0, ALIKE, set(), "nothing is never too much"),
    ],
)
def test_what_about_a_day_is_remarkable(day: int, peers: list[int], found: set[Alarm], why: str) -> None:
    assert revealing.alarms(day, peers) == found, why


def test_the_numbers_are_those_that_were_asked_for() -> None:
    assert (revealing.MOST_AN_HOUR, revealing.MANY_A_DAY, revealing.SPREADS, revealing.SHORTEST) == (20, 30, 3, 6)
    assert timedelta(seconds=60) == revealing.SHOWN_FOR


def test_who_reads_the_record() -> None:
    for role in set(Role) - {Role.PETITIONER}:
        who = replace(person("D", Role.CLERK), role=role)
        if role in {Role.SECURITY, Role.AUDITOR, Role.BUREAU_LEADER}:
            revealing.require_supervising(who)
            continue
        with pytest.raises(NotYours):
            revealing.require_supervising(who)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (Field.NAME, "王秀兰", "王**"),
        (Field.PHONE, "13812342231", "138****2231"),
        (Field.ID_NUMBER, "230103198001010026", "230***********0026"),
        (Field.ADDRESS, "中山路181号", "中山路**"),
    ],
)
def test_a_field_goes_back_behind_its_own_mask(field: Field, value: str, shown: str) -> None:
    assert revealing.masked(field, value) == shown
