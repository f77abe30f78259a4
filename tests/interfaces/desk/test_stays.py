"""How long is somebody in, where else are they in, and what becomes of the form that came too late?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.cast import operator_act
from tests.interfaces.desk.door import (
    CHROME,
    DOOR,
    FIREFOX,
    HOME,
    SECRET,
    THERE,
    act_of,
    browser,
    entered,
    is_in,
    knock,
    somebody,
    trail,
)
from tests.moments import at
from wangfang.interfaces.frame import kept as waiting
from wangfang.records.people import kept, passwords, sittings, standing, tokens
from wangfang.records.people.models import Account, KeptForm, Sitting
from wangfang.records.people.posts import add_post, end_posts
from wangfang.rules.facts import Role
from wangfang.rules.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
START = at("2017-09-04 08:30")
REGISTER = reverse("desk:register")
DEVICES = reverse("desk:devices")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("away", "status", "why"),
    [
        (
            timedelta(minutes=14, seconds=55),
            200,
            "inside a quarter of an hour, with the five seconds that are not written",
        ),
        (timedelta(minutes=15), 200, "the last moment counts"),
        (timedelta(minutes=15, seconds=6), 302, "a quarter of an hour is over"),
    ],
)
def test_who_is_away_for_a_quarter_of_an_hour_is_shown_out(away: timedelta, status: int, why: str) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = entered(somebody())
        clock.shift(away)
        assert client.get(HOME).status_code == status, why


def test_an_installation_may_close_sooner(settings: Settings) -> None:
    settings.IDLE_MINUTES = 5
    with time_machine.travel(START, tick=False) as clock:
        client = entered(somebody())
        clock.shift(5 * MINUTE + timedelta(seconds=6))
        assert not is_in(client)


def test_nobody_stays_longer_than_twelve_hours_however_busy() -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = entered(somebody())
        for _ in range(72):
            clock.shift(10 * MINUTE)
            assert is_in(client)
        clock.shift(timedelta(seconds=1))
        assert not is_in(client)


def test_a_form_that_came_too_late_waits_for_its_writer() -> None:
    typed = {"name": "王秀英", "text": "屋顶漏雨\n三次报修没有人来", "act_key": "k-1"}
    with time_machine.travel(START, tick=False) as clock:
        account = somebody()
        client = entered(account)
        clock.shift(16 * MINUTE)
        shown_out = client.post(REGISTER, {**typed, "file": SimpleUploadedFile("a.txt", b"x")})
        assert shown_out.headers["Location"].startswith(DOOR)
        page = reverse("desk:kept", args=[KeptForm.objects.get().pk])
        assert knock(client, account.login, then=page).headers["Location"] == page
        shown = client.get(page).content.decode()
        for said in ("王秀英", "三次报修没有人来", 'value="k-1"', f'action="{REGISTER}"', "文件没有留下来"):
            assert said in shown
        client.post(REGISTER, {**typed, "kept": str(KeptForm.objects.get().pk)})
        assert not KeptForm.objects.exists(), "what was sent again is kept no longer"


def test_a_kept_form_is_for_its_writer_alone_and_for_a_day() -> None:
    with time_machine.travel(START, tick=False) as clock:
        mine, other = somebody(), somebody("HRB", login="other")
        key = kept.keep(mine, kept.Typed(REGISTER, (("text", "不能给别人看"),), ()), START)
        assert entered(other).get(reverse("desk:kept", args=[key])).status_code == 404
        assert entered(mine).get(reverse("desk:kept", args=[key])).status_code == 200
        clock.shift(timedelta(hours=24, seconds=1))
        assert entered(mine).get(reverse("desk:kept", args=[key])).status_code == 404


def test_what_is_kept_cannot_be_read_from_the_table() -> None:
    mine, other = somebody(), somebody("HRB", login="other")
    kept.keep(mine, kept.Typed(REGISTER, (("text", "王秀英"),), ()), START)
    row = KeptForm.objects.get()
    assert "王秀英".encode() not in bytes(row.sealed)
    row.account = other  # who can write the table can still not read it by giving it to themselves
    row.save()
    with pytest.raises(Refused, match="打不开"):
        kept.find(other, row.pk, START)


def test_a_stranger_and_the_door_itself_leave_nothing_behind() -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = entered(somebody())
        browser().post(REGISTER, {"text": "陌生人"})
        clock.shift(16 * MINUTE)
        client.post(reverse("desk:password"), {"old": SECRET, "new": "never-written-down", "again": "x"})
    assert not KeptForm.objects.exists()


def test_a_form_that_is_too_large_is_not_kept() -> None:
    assert kept.keep(somebody(), kept.Typed(REGISTER, (("text", "长" * 70_000),), ()), START) is None


def test_twenty_forms_are_kept_and_no_more() -> None:
    account = somebody()
    for n in range(25):
        kept.keep(account, kept.Typed(f"/desk/{n}/", (), ()), START + n * MINUTE)
    assert min(KeptForm.objects.values_list("path", flat=True)) == "/desk/10/"
    assert KeptForm.objects.count() == 20


def test_the_page_lists_every_stay_and_ends_one_of_them() -> None:
    account = somebody()
    here, there = entered(account, agent=FIREFOX), entered(account, THERE, CHROME)
    page = here.get(DEVICES).content.decode()
    assert ("Firefox · Linux" in page, "Chrome · Windows" in page, THERE in page) == (True, True, True)
    marks = re.findall(r'name="mark" value="(\w+)"', page)
    assert len(marks) == 1, "one's own stay ends by signing out"
    assert not any(key in page for key in Sitting.objects.values_list("session_key", flat=True))
    here.post(DEVICES, {"mark": marks[0]})
    assert (is_in(here), is_in(there)) == (True, False)
    assert here.post(DEVICES, {"mark": marks[0]}).status_code == 422


def test_all_other_stays_end_at_once() -> None:
    account = somebody()
    here, others = entered(account), [entered(account, THERE) for _ in range(3)]
    here.post(DEVICES, {"others": "1"})
    assert is_in(here)
    assert not any(is_in(other) for other in others)


def test_ending_stays_asks_for_a_fresh_proof_and_comes_back() -> None:
    with time_machine.travel(START, tick=False) as clock:
        account = somebody()
        here, there = entered(account), entered(account, THERE)
        clock.shift(5 * MINUTE + timedelta(seconds=1))
        asked = here.post(DEVICES, {"others": "1"})
        prove = reverse("desk:prove")
        assert asked.headers["Location"].startswith(prove)
        assert is_in(there), "nothing has ended yet"
        waits = re.sub(r".*next=", "", asked.headers["Location"]).replace("%2F", "/")
        assert here.post(prove, {"password": "wrong", "next": waits}).status_code == 422
        before = here.session.session_key
        assert here.post(prove, {"password": SECRET, "next": waits}).headers["Location"] == waits
        assert here.session.session_key != before, "the key changes with the proof"
        here.post(DEVICES, {"others": "1"})
        assert not is_in(there)


def test_a_fragment_leads_the_whole_page_and_a_machine_is_told() -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = entered(somebody())
        clock.shift(6 * MINUTE)
        fragment = client.post(DEVICES, {"others": "1"}, headers={"HX-Request": "true"})
        assert (fragment.status_code, fragment.headers["HX-Redirect"].split("?")[0]) == (204, reverse("desk:prove"))
        assert client.post(DEVICES, {"others": "1"}, headers={"Accept": "application/json"}).status_code == 403
        clock.shift(16 * MINUTE)
        shown = {"HX-Request": "true", "HX-Current-URL": HOME}
        out = client.get(reverse("desk:indicators"), headers=shown)
        assert (out.status_code, out.headers["HX-Redirect"]) == (204, f"{DOOR}?next=/desk/")


def test_five_wrong_proofs_are_enough() -> None:
    client = entered(somebody())
    answers = [client.post(reverse("desk:prove"), {"password": "wrong"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert client.post(reverse("desk:prove"), {"password": SECRET}).status_code == 429


ENDINGS: dict[str, Callable[[Account], object]] = {
    "the account is closed": lambda account: standing.deactivate(account.login, operator_act()),
    "the password is reset": lambda account: standing.reset(account.login, operator_act()),
    "the password is changed": lambda account: passwords.change(account, "Another-Long-Way-7", act_of(account)),
    "the last post ends": lambda _: end_posts("NG", at("2016-12-31").date(), operator_act()),
}


@pytest.mark.parametrize("what", ENDINGS)
def test_the_very_next_request_is_refused_when(what: str) -> None:
    account = somebody()
    token = tokens.issue(account.login, "另一个系统", None, act_of(account))
    clients = [entered(account), entered(account, THERE)]
    assert all(is_in(client) for client in clients)
    ENDINGS[what](account)
    assert not any(is_in(client) for client in clients)
    assert Client().get("/api/v1/worklist", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert not Sitting.objects.filter(account=account).exists()


def test_an_account_that_is_closed_without_a_word_is_refused_too() -> None:
    account = somebody()
    client = entered(account)
    type(account).objects.update(is_active=False)  # past every verb of ours
    assert not is_in(client)


def test_a_post_that_ends_while_another_stays_leaves_the_tokens() -> None:
    account = somebody()
    add_post(login=account.login, agency="HRB", role="clerk", starts_on=at("2017-01-01").date(), act=operator_act())
    token = tokens.issue(account.login, "另一个系统", None, act_of(account))
    client = entered(account)
    end_posts("NG", at("2016-12-31").date(), operator_act())
    assert not is_in(client)
    assert tokens.check(token, at("2017-09-04").date()) is not None


def test_the_administrator_ends_the_stays_of_somebody_and_nobody_else_does() -> None:
    account, page = somebody(), reverse("desk:accounts")
    client, admin = entered(account), entered(somebody("HRB", Role.ADMIN))
    assert entered(somebody("HRB", login="other")).get(page).status_code == 403
    assert "1 处登录" in admin.get(page, {"login": account.login.upper()}).content.decode()
    admin.post(page, {"login": account.login, "do": "end"})
    assert not is_in(client)
    assert trail(account.login)[-1] == "end_sessions"


def test_a_stay_that_was_ended_does_not_come_back_by_a_late_save() -> None:
    account = somebody()
    entered(account)
    late = sittings.SessionStore(Sitting.objects.get(account=account).session_key)
    late["post"] = 1
    standing.deactivate(account.login, operator_act())
    with pytest.raises(UpdateError):
        late.save()
    assert not Sitting.objects.filter(account=account).exists()


@pytest.mark.parametrize(
    ("name", "field", "label"),
    [
        ("register", "text", "反映的内容"),
        ("register", "name", "姓名"),
        ("pause", "why", "中止的事由"),
        ("decline", "why", "不予受理的理由"),
        ("accounts", "why", "关闭动态口令的原因"),
    ],
)
def test_a_kept_field_is_called_what_its_own_page_calls_it(name: str, field: str, label: str) -> None:
    words = {"number": "20170822-000001"} if name in {"pause", "decline"} else {}
    path = reverse(f"desk:{name}", kwargs=words)
    assert waiting.label_of(path, field) == label
