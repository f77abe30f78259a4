"""Does somebody who does not see a part of a case find no word of it: on no page, in no list, paper, volume or search?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.cast import operator_act, person
from tests.interfaces.desk.conftest import account_at, signed_in
from tests.moments import at
from tests.probe.crawling import words_of
from tests.stories import Story, story
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.cases import lookups, marking
from wangfang.records.cases.petitions import Person
from wangfang.records.files.keep import Upload, keep, kept_for
from wangfang.records.people.mandates import give
from wangfang.records.people.tokens import issue
from wangfang.rules.facts import Actor, Role
from wangfang.rules.seeing import Mandate
from wangfang.rules.showing import Showing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("then")]

CONTENT = {"title": "zqtitle", "text": "zqtext", "file": "zqfile", "place": "zqplace"}
WORK = {"work": "zqwork"}
HELP = {"help": "zqhelp"}
INSIDE = {"urged": "zqurged", "draft": "zqdraft", "objection": "zqobjection"}
NAME, MASKED = "王兹启", "王**"
EVERYTHING = {**CONTENT, **WORK, **HELP, **INSIDE}


@dataclass(frozen=True)
class Viewer:
    """Who looks: signed in at the desk, and with a token for the interface."""

    client: Client
    token: str


def viewer(agency: str, role: Role, clearance: int = 1, login: str = "seer") -> Viewer:
    """Return somebody at a post."""
    account = account_at(agency, role, login, clearance)
    return Viewer(signed_in(account), issue(account.login, account.login, None, system_act()))


def begun(**changes: object) -> Story:
    """Return a petition with a marked word in every field, and an attachment."""
    upload = SimpleUploadedFile(f"{CONTENT['file']}.pdf", SAMPLES["pdf"])
    keep(cast("Upload", upload), "key-of-the-draft", at("2017-08-30"))
    return story("2017-09-01 08:00").about(
        title=f"{CONTENT['title']}屋顶漏雨",
        text=f"顶楼每次下雨都漏，{CONTENT['text']}，{NAME}请尽快派人来修。",
        address=f"{CONTENT['place']}小区",
        petitioner=Person(NAME, "230103198001010026", "13904510017", "测试路5号"),
        files="key-of-the-draft",
        **changes,
    )


def lived() -> Story:
    """Let one unit give it back and another one work on it with the help of a third; a bureau above urges it."""
    told = begun().submitted().registered().forwarded("NG-ZJ").objected(f"不归我们{INSIDE['objection']}")
    told = told.returned("NG").forwarded("NG-XF", "NG-HX").accepted().worked(f"上门看了{WORK['work']}。")
    told = told.assisted("NG-HX", f"已核对{HELP['help']}。").marked("urge", "HRB", f"请抓紧{INSIDE['urged']}")
    return told.drafted(f"经查，屋面老化{INSIDE['draft']}。")


def read(who: Viewer, told: Story) -> Iterator[tuple[str, str]]:
    """Yield every page, list, paper and volume, and what the interface says, with their words."""
    number, got = told.now.number, who.client.get
    for name in ("case", "panel", "papers", "archive", "trail", "drafts", "urge", "assist", "recuse", "merge"):
        headers = {"HX-Request": "true"} if name == "panel" else {}
        yield name, words_of(got(reverse(f"desk:{name}", args=[number]), headers=headers))
    yield "explain", words_of(got(reverse("desk:explain", args=[number, 1])))
    for paper in lookups.papers(told.now):
        for name in ("paper", "paper-pdf", "paper-docx"):
            yield f"{name} {paper.kind}", words_of(got(reverse(f"desk:{name}", args=[number, paper.pk])))
    for file in kept_for(number):
        answer = got(reverse("files:file", args=[number, file.pk]))
        yield "file", f"{words_of(answer)}{CONTENT['file'] if answer.status_code == 200 else ''}"
    for tab in ("todo", "asked", "all", "done"):
        for page in ("worklist", "print-list"):
            yield f"{page} {tab}", words_of(got(reverse(f"desk:{page}"), {"tab": tab}))
    for place in ("api:cases", "api:worklist", "api:case"):
        address = reverse(place, args=[number]) if place == "api:case" else reverse(place)
        yield place, words_of(got(address, headers={"Authorization": f"Bearer {who.token}"}))


def found(who: Viewer, told: Story) -> dict[str, set[str]]:
    """Return by each marked word on which pages it stands."""
    pages = list(read(who, told))
    marked = {**EVERYTHING, "name": NAME, "masked": MASKED}
    return {key: {page for page, words in pages if word in words} for key, word in marked.items()}


def seen_in(who: Viewer, told: Story) -> set[str]:
    """Return which of the marked words somebody finds anywhere."""
    return {key for key, pages in found(who, told).items() if pages}


TABLE: list[tuple[str, str, Role, set[str], str]] = [
    ("who holds it", "NG-XF", Role.OFFICER, {*EVERYTHING, "masked", "name"}, "everything; the name stands on letters"),
    ("the bureau that passed it on", "NG", Role.CLERK, {*EVERYTHING, "masked", "name"}, "everything"),
    ("who assists", "NG-HX", Role.OFFICER, {*CONTENT, *HELP, "masked", "name"}, "the petition and the answers of who assists"),
    ("whose part is over", "NG-ZJ", Role.OFFICER, set(), "metadata alone"),
    ("a supervisor above", "HRB", Role.SUPERVISOR, {*EVERYTHING}, "everything but who it is"),
    ("an analyst", "HRB", Role.ANALYST, set(), "figures"),
    ("an administrator", "HRB", Role.ADMIN, set(), "nothing"),
    ("a security officer", "HRB", Role.SECURITY, set(), "nothing"),
    ("an auditor", "HRB", Role.AUDITOR, set(), "no word of a case"),
]  # fmt: skip
"""Who, where, as what, which words are found, and why."""


@pytest.mark.parametrize(("who", "agency", "role", "sees", "why"), TABLE, ids=[row[0] for row in TABLE])
def test_each_finds_the_words_of_the_own_parts_and_no_other(
    who: str, agency: str, role: Role, sees: set[str], why: str
) -> None:
    told = lived()
    where = found(viewer(agency, role), told)
    assert {key for key, pages in where.items() if pages} == sees, f"{who}: {why}; {where}"


def test_who_had_a_part_still_finds_the_case_with_its_number_and_where_it_stands() -> None:
    told, who = lived(), viewer("NG-ZJ", Role.OFFICER)
    page = who.client.get(reverse("desk:case", args=[told.now.number])).content.decode()
    assert told.now.number in page
    assert "流转链" in page
    assert "信访人</h2>" not in page
    assert told.now.number in who.client.get(reverse("desk:worklist"), {"tab": "all"}).content.decode()


def test_a_search_by_words_finds_no_case_whose_content_is_not_seen() -> None:
    told = lived()
    page = reverse("desk:worklist")
    finds = {}
    for agency, role in (("NG-XF", Role.OFFICER), ("NG-HX", Role.OFFICER), ("NG-ZJ", Role.OFFICER), ("NG", Role.CLERK)):
        client = viewer(agency, role, login=agency.lower()).client
        by_words = client.get(page, {"tab": "all", "q": CONTENT["text"]}).content.decode()
        by_number = client.get(page, {"tab": "all", "q": told.now.number[:12]}).content.decode()
        finds[agency] = (f'href="/desk/cases/{told.now.number}/"' in by_words, told.now.number in by_number)
    assert finds == {"NG-XF": (True, True), "NG-HX": (True, True), "NG-ZJ": (False, True), "NG": (True, True)}


def test_a_task_shows_what_it_is_about_but_not_who_petitions() -> None:
    told = lived()
    account_at("HRB-LB", Role.LEADER, "lingdao")
    who = viewer("DL", Role.SUPERVISOR, login="ducha")
    assert seen_in(who, told) == set()
    give(Mandate("ducha", "NG", date(2017, 9, 1), date(2017, 9, 30), "", "lingdao"), operator_act())
    assert seen_in(who, told) == {*EVERYTHING}


def test_who_is_let_in_by_name_finds_what_the_grant_opens_and_no_identity() -> None:
    account_at("NG", Role.CLERK, "jubao", 2)
    told = begun().accusing("NG-XF").submitted().registered()
    who = viewer("HRB", Role.CLERK, 2, "wang")
    assert seen_in(who, told) == set()
    asker = told.act(person("NG", Role.BUREAU_LEADER))
    marking.ask_grant(told.now, "wang", ["metadata"], date(2017, 9, 20), "了解办理进度", asker)
    marking.approve_grant(told.now, "wang", told.act(_second()))
    assert seen_in(who, told) == set()
    assert who.client.get(reverse("desk:case", args=[told.now.number])).status_code == 200
    marking.ask_grant(told.now, "wang", ["content"], date(2017, 9, 20), "协助核查", told.act(asker.actor))
    marking.approve_grant(told.now, "wang", told.act(_second()))
    assert seen_in(who, told) == {*CONTENT}


def _second() -> Actor:
    return replace(person("NG", Role.BUREAU_LEADER), login="fuju")


def test_a_page_that_forgets_to_ask_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    told, who = lived(), viewer("NG-ZJ", Role.OFFICER)
    for name in ("has", "whole", "_reads"):
        monkeypatch.setattr(Showing, name, lambda *_asked: True)
    assert {*CONTENT, *WORK, *HELP, "draft", "masked"} <= seen_in(who, told)


def test_a_text_that_forgets_to_blot_out_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    told, who = lived(), viewer("HRB", Role.SUPERVISOR)
    assert not found(who, told)["name"]
    monkeypatch.setattr(Showing, "clean", lambda _self, text: text)
    assert {"case", "archive", "api:case"} <= found(who, told)["name"]
