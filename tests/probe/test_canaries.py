"""Does a secret word of a case come to light anywhere for somebody who must not see it, or in full for who may?

A new page that shows lists is crawled by itself as it stands; questions that it can be asked are added to
`crawling.lists`, a new command with `--json` to `COMMANDS`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from tests.probe import crawling
from tests.probe.world import Lived, Visitor, World
from tests.records.vault.test_canaries import dumped
from wangfang.interfaces.console.main import group
from wangfang.records.cases import lookups
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Step

BY_DAY = ("officer-right", "clerk-foreign", "reviewer-right", "admin-right", "stranger")
"""Who crawls in `make test`: the accused unit, another district, those who review, the administrator, nobody."""
COMMANDS: dict[str, list[str] | None] = {
    "bench": None,
    "classify": None,
    "due": None,
    "duplicates arrivals": [],
    "duplicates evaluate": None,
    "duplicates find": None,
    "duplicates rebuild": [],
    "duplicates sweep": [],
    "accounts list": [],
    "history load": None,
    "import": None,
    "indicators": ["--period", "2017Q3"],
    "indicators freeze": None,
    "indicators frozen": [],
    "indicators archive": None,
    "indicators set": ["--period", "2017Q3"],
    "jobs run": None,
    "keys list": [],
    "ledger access": None,
    "ledger selftest": None,
    "ledger verify": [],
    "limits": [],
    "problem-units find": None,
    "retention due": [],
    "rhythms run": None,
    "rhythms status": [],
    "recompute": ["--dry-run", "--agency", "NG", "--why", "试算"],
    "suggestions": [],
    "tokens list": [],
    "train": None,
}
"""Every command with `--json` and what it needs beside; none where it would measure, write, or needs a case or a file."""


def _unseen(world: World, visitor: Visitor) -> list[Lived]:
    return [case for case in world.cases if (visitor.name, case.number) not in world.seen]


def _seen(world: World, visitor: Visitor) -> list[Lived]:
    return [case for case in world.cases if (visitor.name, case.number) in world.seen]


def _secrets(cases: list[Lived]) -> list[tuple[str, str]]:
    return [(word, f"{field} of {case.course}") for case in cases for field, word in case.cage.held.items()]


def _escaped(words: str, cases: list[Lived]) -> list[str]:
    numbers = [(case.number, f"number of {case.course}") for case in cases]
    return [told for word, told in [*_secrets(cases), *numbers] if word in words]


def _crawled(world: World, visitor: Visitor, own: int) -> Iterator[tuple[str, str]]:
    for name, query in crawling.lists(world, _unseen(world, visitor)):
        yield f"{name}{query}", crawling.read(visitor, name, query)
    for case in _seen(world, visitor)[:own]:
        for name, words in crawling.pages_of(visitor, case):
            yield f"{name} of {case.course}", words


def _found(world: World, visitor: Visitor, own: int) -> dict[str, list[str]]:
    unseen = _unseen(world, visitor)
    found = ((place, _escaped(words, unseen)) for place, words in _crawled(world, visitor, own))
    return {place: escaped for place, escaped in found if escaped}


def test_every_secret_field_of_every_case_holds_a_word_of_its_own(world: World) -> None:
    words = [word for word, _ in _secrets(world.cases)]
    assert len(words) >= 500
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", BY_DAY)
def test_no_word_of_a_case_escapes_to_who_must_not_see_it(
    name: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert _found(world, world.visitors[name], own=1) == {}
    assert [told for word, told in _secrets(world.cases) if word in caplog.text] == []


@pytest.mark.nightly
def test_no_word_of_any_case_escapes_to_anybody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        escaped = {name: _found(world, visitor, own=100) for name, visitor in world.visitors.items()}
    assert {name: found for name, found in escaped.items() if found} == {}
    assert [told for word, told in _secrets(world.cases) if word in caplog.text] == []


@pytest.mark.parametrize("course", ["NG with the unit", "NG drafted"])
def test_who_may_see_a_case_is_shown_masked_who_is_behind_it(course: str, world: World) -> None:
    case, visitor = world.case(course), world.visitors["officer-right"]
    shown: dict[str, set[str]] = {}
    seen: set[str] = set()
    for name, words in crawling.pages_of(visitor, case):
        seen |= {word for word in case.cage.held.values() if word in words}
        bare = {field for field, word in case.cage.held.items() if word in case.cage.identity and word in words}
        bare -= {"name"} if crawling.is_letter(name) else set()
        if bare and not crawling.is_official(name):
            shown[name] = bare
    assert shown == {}
    assert {case.cage.held["title"], case.cage.held["text"]} <= seen, "the crawl reads what there is to read"


def test_a_list_without_its_filter_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = world.visitors["officer-right"]
    every = list(Case.objects.select_related("petitioner").order_by("pk"))
    monkeypatch.setattr(lookups, "passed", lambda _actor, _filters: every)
    words = crawling.read(visitor, "desk:worklist", "?tab=all")
    assert len(_escaped(words, _unseen(world, visitor))) >= 10


def test_no_word_stands_in_what_commands_print_as_json(world: World) -> None:
    commands = dict(_commands(group))
    assert sorted(set(commands) ^ set(COMMANDS)) == [], "add the command to COMMANDS, or take it out there"
    shown = {}
    for name, more in COMMANDS.items():
        printed = "" if more is None else _printed(commands[name], more)
        shown[name] = [told for word, told in _secrets(world.cases) if word in printed]
    assert {name: told for name, told in shown.items() if told} == {}


def test_no_word_of_an_accusation_stands_in_a_dump_of_the_tables(world: World) -> None:
    accusing = [case for case in world.cases if case.course.endswith("accused")]
    assert len(accusing) == 4
    for case in accusing:
        why = f"反映{case.cage.word('why accused')}收受好处"
        at_it = {"agency": "NG-ZJ", "why": why}
        case.told.taken(Step.NAME_ACCUSED, case.told.clerk(case.told.holder().agency.code), **at_it)  # type: ignore[union-attr]  # a bureau holds it
    tables = list(dumped())
    shown = {table: [told for word, told in _secrets(accusing) if word in text] for table, text in tables}
    assert {table: told for table, told in shown.items() if told} == {}
    ordinary = _secrets([world.case("NG closed")])
    assert any(word in text for word, _ in ordinary for _, text in tables), "the control: what is in clear is found"


def _commands(of: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in of.commands.items():
        if any("--json" in parameter.opts for parameter in command.params):
            yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")


def _printed(command: click.Command, more: list[str]) -> str:
    ended = CliRunner().invoke(command, ["--json", *more])
    assert ended.exit_code == 0, ended.output
    assert ended.output.strip(), f"{command.name} prints something"
    return ended.output
