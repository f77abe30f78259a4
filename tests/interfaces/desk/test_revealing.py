"""One hidden field in full: asked with a reason, proved, counted, written down first; and what those read who supervise."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from tests.interfaces.desk.asking import FULL, SAID, START, asked, events, page_of, shown_before, text, told
from tests.interfaces.desk.door import CODE, SECRET, act_of, browser, code_of, entered, knock, somebody, with_code
from tests.interfaces.desk.test_watching import Unreachable, unreachable
from tests.stories import Story, story
from wangfang.interfaces.frame import acts
from wangfang.records.cases import marking, revealing
from wangfang.records.cases.petitions import Person
from wangfang.records.cases.verification import verify
from wangfang.records.ledger import reveals
from wangfang.records.ledger.access import Looker
from wangfang.records.ledger.models import Access, Ground
from wangfang.records.people.models import Account, KeptForm
from wangfang.rules.access import NotYours
from wangfang.rules.facts import Form, Role
from wangfang.rules.joint import Agent, Signer
from wangfang.rules.revealing import Field, Reason, Spot, TooMany, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
PROVE = reverse("desk:prove")
RECORD = reverse("desk:reveals")
__all__ = ["Unreachable", "unreachable"]  # named by a setting of this module


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Let it be a Monday morning."""
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("spot", FULL)
def test_one_field_is_shown_and_the_others_stay_hidden(clock: object, spot: str) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER))
    answer = asked(client, case, spot)
    assert answer.status_code == 200
    assert FULL[spot] in text(answer)
    assert not any(value in text(answer) for field, value in FULL.items() if field != spot)
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_is_masked_again_without_and_with_scripts(clock: object) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER))
    page = text(asked(client, case))
    home = reverse("desk:case", args=[case.now.number])
    assert f'<noscript><meta http-equiv="refresh" content="60;url={home}"></noscript>' in page
    assert '<output data-reveal="60" data-hidden="138****8000">13800138000</output>' in page
    assert "desk/reveal.js" in page
    assert not re.search(r"<script(?![^>]* src=)", page), "no script stands inline"
    for again in (home, page_of(case)):
        assert FULL["phone"] not in text(client.get(again))


def test_signers_and_agents_are_asked_for_by_their_place(clock: object) -> None:
    who = Person(
        "王秀兰", "230103195804000026", "13800138000", "辽河小区5栋",
        signers=(Signer("赵大鹏"), Signer("钱小玉")),
        agents=(Agent("孙立人", "儿子", "general", "授权委托书", phone="13900139000"),),
    )  # fmt: skip
    case = story().about(people=3, petitioner=who).submitted().registered()
    client = entered(somebody("NG", Role.CLERK))
    page = text(client.get(reverse("desk:case", args=[case.now.number])))
    ways = re.findall(r'href="[^"]*/reveal/([^/"]+)/"', page)
    assert ways == [
        "name", "phone", "id_number", "address", "signer-1-name", "signer-2-name", "agent-1-name", "agent-1-phone"
    ]  # fmt: skip
    assert "钱小玉" not in page
    for spot, value in (("signer-2-name", "钱小玉"), ("agent-1-name", "孙立人"), ("agent-1-phone", "13900139000")):
        assert value in text(asked(client, case, spot)), spot
    for spot in ("signer-3-name", "agent-2-name", "signer-1-phone", "unknown"):
        assert asked(client, case, spot).status_code == 404, spot


def test_of_nobody_no_name_is_shown(clock: object) -> None:
    who = Person("匿名", "", "13800138000", "", anonymous=True)
    case = story().about(petitioner=who, form=Form.LETTER).submitted().registered()
    client = entered(somebody("NG", Role.CLERK))
    page = text(client.get(reverse("desk:case", args=[case.now.number])))
    assert "匿名" in page
    assert "/reveal/" not in page
    assert asked(client, case, "name").status_code == 404


@pytest.mark.parametrize(
    ("agency", "role", "status"),
    [
        ("NG-XF", Role.OFFICER, 200),
        ("NG", Role.CLERK, 200),
        ("NG-XF", Role.UNIT_LEADER, 403),
        ("NG", Role.BUREAU_LEADER, 403),
        ("HRB", Role.CLERK, 403),  # stands above
        ("NG-HX", Role.OFFICER, 403),  # assists
        ("DL", Role.CLERK, 404),
        ("HRB", Role.SECURITY, 404),
        ("HRB", Role.AUDITOR, 404),
        ("HRB", Role.ADMIN, 404),
    ],
)
def test_who_may_ask(clock: object, agency: str, role: Role, status: int) -> None:
    case = story().submitted().registered().forwarded("NG-XF", "NG-HX").accepted()
    client = entered(somebody(agency, role))
    assert client.get(page_of(case)).status_code == status
    answer = asked(client, case)
    assert answer.status_code == status
    assert (FULL["phone"] in text(answer)) is (status == 200)
    seen = client.get(reverse("desk:case", args=[case.now.number]))
    assert ("/reveal/" in text(seen)) is (status == 200)


def test_a_secret_case_is_refused_like_a_page_that_is_not_there(clock: object) -> None:
    case = story().accusing("NG-ZJ").submitted(to="NG").registered()
    account = cleared("NG", Role.CLERK, "guo")
    outside = entered(account)
    hidden, missing = asked(outside, case), outside.post(page_of(case).replace("-000001", "-999999"), SAID)
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert "没有找到" in text(hidden)
    grant(case, account.login)
    assert outside.get(reverse("desk:case", args=[case.now.number])).status_code == 200, "let in by name"
    refused = asked(outside, case)
    assert refused.status_code == 404
    assert "/reveal/" not in text(outside.get(reverse("desk:case", args=[case.now.number])))
    assert not events("reveal")
    assert {about for _, _, about in events("failed")} == {""}, "that nothing is said keeps it off the record"


def cleared(agency: str, role: Role, login: str) -> Account:
    """Return an account at a post that takes accusations, made when the case was there already."""
    account = somebody(agency, role, login)
    account.posts.update(clearance=2)
    return account


def grant(case: Story, login: str) -> None:
    """Let somebody in by name, to the identity too."""
    asking, approving = cleared("HRB", Role.CLERK, "asks"), cleared("HRB", Role.BUREAU_LEADER, "approves")
    parts, until = ["metadata", "content", "identity", "internal"], START.date() + timedelta(days=30)
    marking.ask_grant(case.now, login, parts, until, "需要联系举报人核实", act_of(asking))
    marking.approve_grant(case.now, login, act_of(approving))


def test_what_is_written_down_names_field_and_reason_and_seals_the_sentence(clock: object) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER, "li"))
    asked(client, case, why="联系王秀兰约定时间")
    (one,) = Access.objects.filter(what="reveal")
    spot, reason, digest = one.about.split("/")
    assert (one.who, one.post, one.case, spot, reason) == (
        "li", "NG-XF/officer", case.now.number, "phone", "contact"
    )  # fmt: skip
    assert re.fullmatch("[0-9a-f]{64}", digest)
    ground = Ground.objects.get(pk=one.item)
    assert ground.text == "联系王秀兰约定时间"
    with connection.cursor() as cursor:
        cursor.execute(
            "select ledger_access::text from ledger_access union all select ledger_ground::text from ledger_ground"
        )
        rows = " ".join(row for (row,) in cursor.fetchall())
    assert not any(word in rows for word in ("王秀兰", FULL["phone"], "王秀兰".encode().hex()))
    assert list(verify()) == []


@pytest.mark.parametrize("change", ["about = ''", "about = 'name/contact/x'", "item = item + 1", "who = 'wang'"])
def test_an_altered_event_is_found(clock: object, change: str) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER))
    asked(client, case)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(f"update ledger_access set {change} where what = 'reveal'")  # noqa: S608 - names of our own
        cursor.execute("set session_replication_role = origin")
    assert [(one.case, one.kind) for one in verify()] == [(case.now.number, "access")]


def test_what_cannot_be_written_down_is_not_shown(clock: object, settings: Settings) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER))
    settings.WANGFANG_KEEPER = f"{__name__}:unreachable"
    answer = asked(client, case)
    assert answer.status_code == 422
    assert FULL["phone"] not in text(answer)
    assert not Ground.objects.exists()


def test_it_is_written_before_it_is_opened(clock: object, monkeypatch: pytest.MonkeyPatch) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER))
    client.raise_request_exception = False

    def broken(*_said: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(reveals, "note", broken)
    answer = asked(client, case)
    assert answer.status_code == 500
    assert FULL["phone"] not in text(answer)
    monkeypatch.setattr(reveals, "write", lambda *_said: None)
    assert FULL["phone"] in text(asked(client, case)), "the control: without the writing it would be shown"
    assert not events("reveal")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"reason": ""}, "选一种用途"),
        ({"reason": "curiosity"}, "从列出的几项里选一项"),
        ({"why": ""}, "写明具体用来做什么"),
        ({"why": "打电话"}, "至少 6 个字"),
        ({"why": "打电话     "}, "至少 6 个字"),
    ],
)
def test_a_reason_of_the_list_and_a_sentence_are_asked_for(clock: object, said: dict[str, str], fault: str) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER))
    answer = asked(client, case, **said)
    assert answer.status_code == 422
    assert fault in text(answer)
    assert FULL["phone"] not in text(answer)
    assert not events("reveal")


@pytest.mark.parametrize(("seconds", "fresh"), [(300, True), (301, False)])
def test_a_proof_older_than_five_minutes_is_asked_for_again(
    clock: time_machine.Traveller, seconds: int, *, fresh: bool
) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER))
    clock.shift(seconds)
    answer = asked(client, case)
    assert (FULL["phone"] in text(answer)) is fresh
    if fresh:
        return
    assert answer.headers["Location"].startswith(PROVE)
    waits = re.sub(r".*next=", "", answer.headers["Location"]).replace("%2F", "/")
    assert client.post(PROVE, {"password": "wrong", "next": waits}).status_code == 422
    assert FULL["phone"] not in text(asked(client, case))
    back = client.post(PROVE, {"password": SECRET, "next": waits})
    assert back.headers["Location"] == waits == reverse("desk:kept", args=[KeptForm.objects.get().pk])
    assert SAID["why"] in text(client.get(waits)), "what was typed is still there"
    assert FULL["phone"] in text(asked(client, case, kept=str(KeptForm.objects.get().pk)))


def test_wrong_passwords_are_counted_as_at_the_door(clock: time_machine.Traveller) -> None:
    case, client = told(), entered(somebody("NG-XF", Role.OFFICER))
    clock.shift(301)
    assert [client.post(PROVE, {"password": "wrong"}).status_code for _ in range(6)] == [422] * 5 + [429]
    assert client.post(PROVE, {"password": SECRET}).status_code == 429
    assert FULL["phone"] not in text(asked(client, case))


def test_who_has_a_second_factor_proves_with_its_code(clock: time_machine.Traveller) -> None:
    account = somebody("NG-XF", Role.OFFICER)
    case, secret, client = told(), with_code(account), browser()
    clock.shift(60)
    assert knock(client, account.login).headers["Location"] == CODE
    client.post(CODE, {"code": code_of(secret, acts.now())})
    clock.shift(301)
    assert asked(client, case).headers["Location"].startswith(PROVE)
    assert client.post(PROVE, {"password": SECRET}).status_code == 422, "the password alone proves nothing"
    assert client.post(PROVE, {"code": code_of(secret, acts.now())}).status_code == 302
    assert FULL["phone"] in text(asked(client, case))


def test_the_verb_asks_again_whatever_the_page_forgot(clock: object) -> None:
    case, said = told(), Why(Reason.CONTACT, SAID["why"])
    leader, officer = somebody("NG", Role.BUREAU_LEADER, "zhou"), somebody("NG-XF", Role.OFFICER, "li")
    with pytest.raises(NotYours):
        revealing.reveal(case.now, Spot(Field.PHONE), said, Looker("zhou", "NG/bureau_leader", "0.1"), act_of(leader))
    shown_before("li", 20, START - timedelta(minutes=30))
    with pytest.raises(TooMany):
        revealing.reveal(case.now, Spot(Field.PHONE), said, Looker("li", "NG-XF/officer", "0.1"), act_of(officer))
    assert len(events("reveal")) == 20
