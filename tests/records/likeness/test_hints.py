"""Are the hints of somebody exactly what comparing every case that they see would give, whatever else is in the store?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from django.db import transaction

from tests.records.walls.worlds import NOW, World, settle_tree, world
from tests.walled import seen_as
from wangfang.records.agencies.tree import steady
from wangfang.records.cases import alike, indexing, showing
from wangfang.records.cases.alike import Hint, Typed
from wangfang.records.cases.models import Case
from wangfang.records.cases.visible import visible_to
from wangfang.records.likeness import index, search
from wangfang.records.likeness.learning import learned
from wangfang.records.likeness.pieces import Words
from wangfang.records.people import finding
from wangfang.records.people.models import Petitioner
from wangfang.rules.facts import Actor, day_of
from wangfang.rules.labels import Part
from wangfang.rules.likeness import REVIEW, compared
from wangfang.rules.likeness_signals import Portrait, weighed
from wangfang.rules.privacy import is_secret

PLACES = ("辽河小区", "松江花园")
TROUBLES = (
    ("顶楼漏雨没人修", "每次下雨屋顶都漏，墙面发霉，物业说没有维修资金，一直没人上来看。"),
    ("下水管道反水", "污水从一楼厕所反上来，疏通过三次没过几天又堵，老人孩子进出都要踩水。"),
)
PHONES = ("13800138000", "13900139000", "13700137000")


@dataclass(frozen=True, slots=True)
class Told:
    """A world in which cases say something, and one thing more that somebody asks about."""

    world: World
    typed: Typed


@contextmanager
def told(seed: int) -> Iterator[Told]:
    """Make a world with texts, and unmake it."""
    rng = random.Random(seed)
    with steady(), transaction.atomic():
        one = world(seed)
        people = [_person(phone) for phone in PHONES]
        for case in Case.objects.order_by("number"):
            say(case, *_words(rng), rng.choice(people))
        indexing.catch_up()
        if rng.random() < 0.5:
            index.fold()
        title, text = _words(rng)
        yield Told(one, Typed(title, text, phone=rng.choice((*PHONES, ""))))
        transaction.set_rollback(True)


def say(case: Case, title: str, text: str, who: Petitioner) -> None:
    """Let a case say something, as if it had come in so."""
    case.title, case.text, case.petitioner = title, text, who
    case.save()


def _words(rng: random.Random) -> tuple[str, str]:
    place, (title, text) = rng.choice(PLACES), rng.choice(TROUBLES)
    return f"{place}{title}", f"{place}{rng.randrange(1, 4)}栋。{text}{rng.choice(('盼复。', '请尽快处理。', ''))}"


def _person(phone: str) -> Petitioner:
    who = Petitioner()
    who.name, who.phone = "王秀兰", phone
    finding.index([who])
    who.save()
    return who


def brute(actor: Actor, typed: Typed) -> list[tuple[str, float]]:
    """Return what comparing every case that somebody sees brings: its own reading of what may be compared."""
    rarity = learned().rarity
    mine = weighed(Portrait(typed.title, typed.text, day_of(NOW), frozenset([typed.phone])), rarity)
    found = []
    cases = list(visible_to(actor).select_related("petitioner"))
    for case in cases:
        shows = showing.of_cases([case], actor, NOW)[case.pk]
        known = shows.has(Part.IDENTITY) and case.petitioner.phone == typed.phone
        secret = is_secret(case.purpose, case.secrecy) or not shows.has(Part.CONTENT)
        people = frozenset([typed.phone]) if known else frozenset[str]()
        portrait = Portrait(case.title, case.text, day_of(case.received_at), people, _district(case.region))
        score = 0.0 if secret else compared(mine, weighed(portrait, rarity)).score
        score = max(score, REVIEW) if known and typed.phone else score
        if score >= REVIEW:
            found.append((case.number, score))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _district(region: str) -> str:
    return alike._county(region)


def hints(actor: Actor, typed: Typed) -> list[Hint]:
    """Return the hints of somebody behind the wall."""
    with seen_as(actor, NOW):
        return alike.of_text(typed, actor, NOW, 50)


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    settle_tree()


def test_hints_are_what_comparing_every_visible_case_gives() -> None:
    wrong, hinted, by_words, hidden = [], 0, 0, 0
    for seed in range(25):
        with told(seed) as one:
            for actor, expected in one.world.people:
                with seen_as(actor, NOW):
                    right = brute(actor, one.typed) if expected else []
                found = hints(actor, one.typed) if expected else []
                if [(hint.number, hint.score) for hint in found] != right:
                    wrong.append((seed, actor.login, found, right))
                assert {hint.number for hint in found} <= expected
                hinted, hidden = hinted + len(found), hidden + len(one.world.lives) - len(expected)
                by_words += sum(hint.score > REVIEW for hint in found)
    assert wrong == []
    assert hinted > 100
    assert by_words > 50
    assert hidden > 500


def test_a_twin_that_is_not_seen_changes_no_hint_and_one_that_is_seen_comes_first() -> None:
    changed, tried, shown = [], 0, 0
    for seed in range(15):
        with told(seed) as one:
            for actor, expected in one.world.people:
                twin = Case.objects.exclude(number__in=expected).order_by("number").first()
                if not expected or twin is None:
                    continue
                with transaction.atomic():
                    before = hints(actor, one.typed)
                    say(twin, one.typed.title, one.typed.text, twin.petitioner)
                    _put_anew(twin)
                    tried += 1
                    if hints(actor, one.typed) != before:
                        changed.append((seed, actor.login, twin.number))
                    shown += _is_hinted_to_who_sees_it(one, twin)
                    transaction.set_rollback(True)
    assert changed == []
    assert tried > 50
    assert shown > 5


def _put_anew(case: Case) -> None:
    index.take_out(case.pk)
    indexing.catch_up()


def _is_hinted_to_who_sees_it(one: Told, twin: Case) -> bool:
    if is_secret(twin.purpose, twin.secrecy):
        return False
    others = [actor for actor, expected in one.world.people if twin.number in expected]
    return any(twin.number in {hint.number for hint in hints(actor, one.typed)[:2]} for actor in others)


def test_cutting_off_before_sight_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: who takes the best few before asking what is seen loses hints to cases that nobody may know of."""
    wrong = 0
    whole = search.near

    def cut(words: Words) -> search.Ranked:
        found = whole(words)
        return replace(found, cases=found.cases[:1], shares=found.shares[:1])

    monkeypatch.setattr(alike, "near", cut)
    for seed in range(6):
        with told(seed) as one:
            for actor, expected in one.world.people:
                if expected:
                    typed = replace(one.typed, phone="")
                    with seen_as(actor, NOW):
                        right = brute(actor, typed)
                    wrong += [(hint.number, hint.score) for hint in hints(actor, typed)] != right
    assert wrong > 0


def test_beside_a_case_it_is_not_a_hint_itself_and_its_numbers_count_where_they_are_seen() -> None:
    found = 0
    for seed in range(8):
        with told(seed) as one:
            for actor, _ in one.world.people:
                with seen_as(actor, NOW):
                    for case in visible_to(actor).select_related("petitioner"):
                        beside = alike.of_case(case, actor, NOW, 50)
                        assert case.number not in {hint.number for hint in beside}
                        found += len(beside)
    assert found > 20
