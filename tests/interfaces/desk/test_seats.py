"""Has each of the three, and the analyst, a desk of their own: what the menu names opens, and nothing else of a case?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import at_accusations, person
from tests.interfaces.desk.conftest import Enter, account_at, signed_in
from tests.interfaces.desk.walking import where
from tests.stories import Story, story
from wangfang.interfaces.frame.menu import MENU, home_of
from wangfang.records.cases import guarding, lookups, marking
from wangfang.records.ledger import auditing
from wangfang.records.ledger.models import Entry, Leaf
from wangfang.rules.facts import Actor, Role
from wangfang.rules.labels import Secrecy, marks_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("then")]
SEATS = (Role.ADMIN, Role.SECURITY, Role.AUDITOR, Role.ANALYST)
REQUESTS, CLEARANCES, TRACE, LOOKS = (reverse(f"desk:{name}") for name in ("requests", "clearances", "trace", "looks"))
WORD = "zqsecret"


def menu(role: Role) -> list[str]:
    """Return the addresses in the menu of a role."""
    return [page.url for _word, pages in MENU for page in pages if role in page.roles and page.name != "desk:outbox"]


def accusation() -> Story:
    """Return an accusation that is read by the post for accusations and by the bureau's leader."""
    at_accusations("NG")
    at_accusations("NG", Role.BUREAU_LEADER)
    return story("2017-09-01 08:00").about(title=f"{WORD}违纪", text=f"{WORD}收钱").accusing("NG-XF").submitted()


def asked(told: Story, why: str = "协助核查") -> None:
    """Let the leader ask that somebody of the city be let in."""
    leader = at_accusations("NG", Role.BUREAU_LEADER)
    marking.ask_grant(told.now, "wang", ["content"], date(2017, 9, 20), why, told.act(leader))


def proposed(told: Story) -> None:
    """Let the leader say that it is an ordinary case."""
    leader = at_accusations("NG", Role.BUREAU_LEADER)
    marking.label(told.now, "ordinary", "核实后不属于检举控告", told.act(leader))


def officer(login: str = "baomi") -> Client:
    """Sit a security officer down, who has just proved who they are."""
    return signed_in(account_at("HRB", Role.SECURITY, login, 3))


def label_of(told: Story) -> Secrecy:
    """Return how the case is labelled now."""
    return marks_of(lookups.life(told.now)).secrecy


@pytest.mark.parametrize("role", SEATS)
def test_every_page_of_the_menu_opens_and_the_first_is_where_the_day_begins(enter: Enter, role: Role) -> None:
    client, pages = enter("HRB", role), menu(role)
    assert pages
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert home_of(role) == pages[0]


@pytest.mark.parametrize("page", [REQUESTS, CLEARANCES, TRACE, LOOKS])
def test_a_page_of_one_of_the_three_is_nobody_elses(enter: Enter, page: str) -> None:
    its = Role.SECURITY if page in (REQUESTS, CLEARANCES) else Role.AUDITOR
    others = [
        role for role in (*SEATS, Role.CLERK, Role.BUREAU_LEADER, Role.SUPERVISOR, Role.LEADER) if role is not its
    ]
    answers = {role: enter("HRB-LB" if role is Role.LEADER else "HRB", role).get(page).status_code for role in others}
    assert answers == dict.fromkeys(others, 403)


@pytest.mark.parametrize("role", SEATS)
def test_no_page_of_theirs_shows_a_word_or_number_of_a_case(enter: Enter, role: Role) -> None:
    told = accusation()
    account_at("HRB", Role.CLERK, "wang", 2)
    asked(told)
    proposed(told)
    client = enter("HRB", role)
    shown = "".join(client.get(page).content.decode() for page in (*menu(role), reverse("desk:worklist")))
    assert [word for word in (WORD, told.now.number, "王秀兰") if word in shown] == []
    assert client.get(where("case", told)).status_code == 404


def test_a_security_officer_reads_token_label_and_grounds_and_approves(fresh: None) -> None:
    told = accusation()
    wang = signed_in(account_at("HRB", Role.CLERK, "wang", 2))
    asked(told)
    client = officer()
    page = client.get(REQUESTS).content.decode()
    token = guarding.token_of(told.now.number)
    assert [word for word in (token, "检举控告", "协助核查", "内容", "wang", "2017-09-20") if word not in page] == []
    assert wang.get(where("case", told)).status_code == 404
    said = {"do": "approve", "token": token, "login": "wang"}
    assert client.post(REQUESTS, said).status_code == 302
    assert wang.get(where("case", told)).status_code == 200
    assert "没有等待批准的授权" in client.get(REQUESTS).content.decode()
    assert client.post(REQUESTS, said).status_code == 422  # gone by now
    assert Entry.objects.filter(subject=told.now.number).count() == 3


def test_a_refusal_needs_a_reason_and_leaves_what_was_open_before(fresh: None) -> None:
    told = accusation()
    account_at("HRB", Role.CLERK, "wang", 2)
    asked(told)
    client, token = officer(), guarding.token_of(told.now.number)
    client.post(REQUESTS, {"do": "approve", "token": token, "login": "wang"})
    asked(told.on("2017-09-02 10:00"), "还要再看")
    refused = {"do": "refuse", "token": token, "login": "wang"}
    assert client.post(REQUESTS, refused).status_code == 422
    assert client.post(REQUESTS, {**refused, "why": "理由不足"}).status_code == 302
    marks = marks_of(lookups.life(told.now))
    assert [grant.login for grant in marks.grants if grant.approved_by] == ["wang"]
    assert guarding.asked(_officer(), told.moment) == []


@pytest.mark.parametrize(
    ("token", "login"), [("aaaaaaaaaa", "wang"), ("", "wang"), ("own", "li"), ("own", "baomi")], ids=str
)
def test_what_does_not_wait_is_not_approved(fresh: None, token: str, login: str) -> None:
    told = accusation()
    account_at("HRB", Role.CLERK, "wang", 2)
    asked(told)
    real = guarding.token_of(told.now.number) if token == "own" else token
    assert officer().post(REQUESTS, {"do": "approve", "token": real, "login": login}).status_code == 422
    assert len(lookups.life(told.now).events) == 2


def test_the_label_of_an_accusation_is_lowered_by_two_people_at_their_desks(fresh: None) -> None:
    told = accusation()
    leader = signed_in(account_at("NG", Role.BUREAU_LEADER, "fuju", 2))
    marking.ask_grant(
        told.now, "fuju", ["content"], date(2017, 9, 20), "负责人", told.act(at_accusations("NG", Role.BUREAU_LEADER))
    )
    client, token = officer(), guarding.token_of(told.now.number)
    client.post(REQUESTS, {"do": "approve", "token": token, "login": "fuju"})
    first = leader.post(where("label", told), {"secrecy": "ordinary", "why": "核实后不属于检举控告"})
    assert (first.status_code, label_of(told)) == (302, Secrecy.S2)  # one alone changes nothing
    page = client.get(REQUESTS).content.decode()
    assert "核实后不属于检举控告" in page
    again = leader.post(where("label", told), {"secrecy": "ordinary", "why": "再说一次"})
    assert (again.status_code, label_of(told)) == (422, Secrecy.S2)
    assert client.post(REQUESTS, {"do": "lower", "token": token, "why": "同意"}).status_code == 302
    assert label_of(told) is Secrecy.S0
    assert "没有等待确认的密级" in client.get(REQUESTS).content.decode()


def test_an_old_proof_decides_nothing() -> None:
    told = accusation()
    account_at("HRB", Role.CLERK, "wang", 2)
    asked(told)
    said = {"do": "approve", "token": guarding.token_of(told.now.number), "login": "wang"}
    answer = officer().post(REQUESTS, said)
    assert (answer.status_code, answer.headers["Location"].startswith(reverse("desk:prove"))) == (302, True)
    assert len(lookups.life(told.now).events) == 2


def test_a_case_that_accuses_the_officer_is_not_among_what_waits() -> None:
    told = accusation()
    account_at("HRB", Role.CLERK, "wang", 2)
    asked(told)
    proposed(told)
    moment = told.moment
    assert (len(guarding.asked(_officer(), moment)), len(guarding.lowerings(_officer(), moment))) == (1, 1)
    marking.name_accused(told.now, "baomi", "", "线索涉及此人", told.act(at_accusations("NG")))
    assert (guarding.asked(_officer(), told.moment), guarding.lowerings(_officer(), told.moment)) == ([], [])


def test_posts_are_listed_with_their_clearance_the_highest_first(enter: Enter) -> None:
    client = enter("HRB", Role.SECURITY)
    account_at("NG", Role.CLERK, "jubao", 2)
    account_at("NG", Role.CLERK, "putong")
    page = client.get(CLEARANCES).content.decode()
    assert "jubao" in page
    assert "putong" not in page
    assert "putong" in client.get(CLEARANCES, {"least": "0"}).content.decode()
    assert client.get(CLEARANCES, {"least": "many", "page": "x"}).status_code == 200


def test_an_auditor_has_the_trace_verified_and_sees_what_is_wrong(enter: Enter) -> None:
    told = story("2017-09-01 08:00").submitted()
    auditor = enter("HRB", Role.AUDITOR)
    assert "与写下时一致" in auditor.post(TRACE).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("alter table ledger_entry disable trigger user")
        cursor.execute("update ledger_entry set payload = payload || ' ' where subject = %s", [told.now.number])
        cursor.execute("alter table ledger_entry enable trigger user")
    page = auditor.post(TRACE).content.decode()
    assert guarding.token_of(told.now.number) in page
    assert "altered" in page
    assert told.now.number not in page


def test_a_trace_too_long_for_a_page_is_for_the_console(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "MOST_ROWS", -1)
    monkeypatch.setattr(Leaf.objects, "order_by", lambda *_columns: _One())
    assert enter("HRB", Role.AUDITOR).post(TRACE).status_code == 422


class _One:
    """A table with one leaf."""

    index = 0

    def first(self) -> _One:
        """Return it."""
        return self


def test_an_auditor_reads_who_looked_and_who_was_refused_by_pseudonym(enter: Enter) -> None:
    told = story("2017-09-01 08:00").submitted()
    clerk, stranger = enter("NG", login="limin"), enter("DL", login="foreign")
    clerk.get(where("case", told))
    stranger.get(where("case", told))
    auditor, token = enter("HRB", Role.AUDITOR), guarding.token_of(told.now.number)
    whole, refused = (auditor.get(LOOKS, {"what": what}).content.decode() for what in ("", "failed"))
    assert (whole.count(token), refused.count(token)) == (2, 1)
    assert "想看，没有看到" in refused
    assert [word for word in ("limin", "foreign", told.now.number) if word in whole] == []
    people = set(re.findall(r'<td class="num">([a-z2-7]{10})</td>', whole)) - {token}
    assert len(people) == 2
    assert auditor.get(LOOKS, {"what": "nonsense", "before": "-1"}).status_code == 200


def test_looks_are_turned_page_by_page(enter: Enter) -> None:
    told = story("2017-09-01 08:00").submitted()
    clerk, auditor = enter("NG"), enter("HRB", Role.AUDITOR)
    for _ in range(101):
        clerk.get(where("trail", told))
    page = auditor.get(LOOKS).content.decode()
    on = re.search(r'href="(\?what=&amp;before=\d+)"', page)
    assert on
    assert "本页 1 次" in auditor.get(LOOKS + on[1].replace("&amp;", "&")).content.decode()


def _officer() -> Actor:
    return replace(person("HRB", Role.SECURITY), login="baomi", clearance=3)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody have proved just now who they are."""
    monkeypatch.setattr("wangfang.interfaces.frame.acts.fresh", lambda _request: True)
