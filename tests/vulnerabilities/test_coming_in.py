"""Does nobody come in who is not who he says, by whichever of the ways on which others have been entered?"""

from __future__ import annotations

import hashlib
import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse

from tests.interfaces.api.asking import System, system_at
from tests.vulnerabilities.conftest import PASSWORD, World
from wangfang.interfaces.portal.keepsakes import FOLLOWED
from wangfang.records.people.models import Account, Token

DOOR = reverse("desk:sign-in")
HASHES = re.compile(r"argon2|pbkdf2_|bcrypt|scrypt\$|md5\$|sha1\$|\$2[aby]\$")
INJECTED = [
    "' or '1'='1",
    "x'; drop table cases_case; --",
    "wf_' union select 1 --",
    "%27%20or%201=1",
    "\\'",
    "1; select pg_sleep(5)",
]


def _enter(client: Client, login: str, password: str, **more: str) -> int:
    return client.post(DOOR, {"username": login, "password": password, **more}).status_code


def test_no_answer_carries_the_hash_of_a_password(world: World) -> None:
    """Row 19: pages of a clerk and an administrator, and the interface."""
    for client in (world.at("NG"), world.at("HRB")):
        for page in (
            "/desk/",
            "/desk/keys/",
            f"/desk/cases/{world.number}/",
            f"/desk/cases/{world.number}/trail/",
            "/desk/outbox/",
        ):
            assert not HASHES.search(client.get(page).content.decode())
    assert not HASHES.search(str(system_at("NG", name="sys").get(f"cases/{world.number}").said))
    assert HASHES.search(Account.objects.get(login="ng-clerk").password), "the control: there is one"


@pytest.mark.parametrize(
    "name",
    [
        "REMOTE_USER",
        "HTTP_REMOTE_USER",
        "HTTP_X_REMOTE_USER",
        "HTTP_X_FORWARDED_USER",
        "HTTP_X_SSL_CLIENT_S_DN",
        "HTTP_X_AUTH_REQUEST_USER",
    ],
)
def test_a_header_is_nobody(name: str, world: World) -> None:
    """Row 21: what a sign-in server would set, set by the visitor."""
    world.at("NG")
    assert Client(**{name: "ng-clerk"}).get("/desk/").status_code == 302  # type: ignore[arg-type]  # any name goes


def test_the_stored_hash_is_no_password(world: World) -> None:
    """Row 22."""
    world.at("NG")
    stored = Account.objects.get(login="ng-clerk").password
    assert _enter(Client(), "ng-clerk", stored) == 422
    assert _enter(Client(), "ng-clerk", PASSWORD) == 302


def test_a_name_of_the_host_that_is_not_ours_makes_no_link(world: World) -> None:
    """Row 24: links are built from configured names only."""
    for host in ("elsewhere.example", "localhost.elsewhere.example", "localhost@elsewhere.example", "127.0.0.1:80@x"):
        for page in ("/", "/report/received/slip.pdf", DOOR):
            assert Client(headers={"Host": host}).get(page).status_code == 400
    answer = Client(headers={"X-Forwarded-Host": "elsewhere.example"}).get("/")
    assert "elsewhere" not in answer.content.decode()


def test_a_token_is_drawn_and_only_its_digest_is_kept(world: World) -> None:
    """Row 26: and the key of the installation alone makes no session."""
    systems = [system_at("NG", name=f"sys-{n}") for n in range(20)]
    assert len({system.token for system in systems}) == 20
    assert min(len(system.token) for system in systems) * 6 >= 256
    kept = set(Token.objects.values_list("digest", flat=True))
    assert kept.isdisjoint(system.token for system in systems)
    forged = signing.dumps({"_auth_user_id": "1"}, salt="django.contrib.sessions.backends.signed_cookies")
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = forged
    assert client.get("/desk/").status_code == 302
    assert "signed_cookies" not in settings.SESSION_ENGINE


def test_who_is_deactivated_is_out_at_once(world: World) -> None:
    """Row 27: the very next request of the session, and of the token."""
    clerk, system = world.at("NG"), system_at("NG", name="sys")
    assert (clerk.get("/desk/").status_code, system.get("cases").status) == (200, 200)
    Account.objects.update(is_active=False)
    assert (clerk.get("/desk/").status_code, system.get("cases").status) == (302, 401)


def test_nothing_secret_lies_in_a_session(world: World) -> None:
    """Row 30."""
    world.at("NG")
    client = Client()
    assert _enter(client, "ng-clerk", PASSWORD) == 302
    said = str([session.get_decoded() for session in Session.objects.all()])
    assert "ng-clerk" not in said
    assert PASSWORD not in said


def test_a_signed_word_counts_for_one_purpose_and_not_when_a_sign_is_changed(world: World) -> None:
    """Row 31: every sign of it changed, and the same word under another name."""
    words = (world.number, world.case.code)
    signed = signing.dumps(words, salt=FOLLOWED.name)
    tampered = [signed[:at] + ("A" if signed[at] != "A" else "B") + signed[at + 1 :] for at in range(len(signed))]
    client = Client()
    for word in (
        *tampered,
        signing.dumps(words, salt="receipt"),
        signing.dumps(words),
        hashlib.sha256(signed.encode()).hexdigest(),
    ):
        client.cookies[FOLLOWED.name] = word
        assert client.get(reverse("portal:case")).status_code == 302
    client.cookies[FOLLOWED.name] = signed
    assert client.get(reverse("portal:case")).status_code == 200


def test_only_the_doors_that_are_open_are_there() -> None:
    """Rows 28 and 32: no second way to sign in, no provider that is only switched off."""
    assert settings.AUTHENTICATION_BACKENDS == [
        "axes.backends.AxesStandaloneBackend",
        "wangfang.records.people.doors.Door",
    ]


def test_at_the_door_unknown_and_wrong_are_one(world: World) -> None:
    """Row 34: the same status and the same words, whoever is named."""
    world.at("NG")
    pages = []
    for login in ("ng-clerk", "nobody"):
        answer = Client(REMOTE_ADDR="10.0.0.4").post(DOOR, {"username": login, "password": "wrong"})
        text = re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())
        pages.append((answer.status_code, text.replace(login, "")))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("word", INJECTED)
def test_a_token_a_login_and_a_code_are_never_part_of_a_question_to_the_database(word: str, world: World) -> None:
    """Row 41: in headers, keys, fields and queries."""
    world.at("NG")
    assert System(word).get("cases").status == 401
    bureau = system_at("NG", name="sys")
    assert bureau.post("lookups", {"number": world.number, "code": word}).status in {404, 422, 429}
    told = bureau.get("worklist", region=word)
    assert told.status == 422 or told.said["cases"] == [], "nothing, or refused; never all"
    assert _enter(Client(), word, word) == 422
    assert Client().post(reverse("portal:follow"), {"number": word, "code": word}).status_code == 422
    assert world.at("NG").get("/desk/", {"q": word, "region": word, "category": word, "after": word}).status_code == 200


@pytest.mark.parametrize(
    "key", ["_connector", "_negated", "order_by", "holder__parent__name", "petitioner__id_number__startswith", "pk__in"]
)
def test_no_key_of_a_query_becomes_a_filter(key: str, world: World) -> None:
    """Row 42: the dictionary of a query is never handed on."""
    import django

    clerk = world.at("NG")
    usual, asked = (clerk.get("/desk/", query) for query in ({"tab": "all"}, {"tab": "all", key: "OR 1=1"}))
    assert [row.number for row in asked.context["rows"]] == [row.number for row in usual.context["rows"]]
    assert system_at("NG", name="sys").get("cases", **{key: "x"}).status == 422
    assert django.VERSION >= (5, 2, 8)


@pytest.mark.parametrize(
    "to",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "https:elsewhere.example",
        "\thttps://elsewhere.example",
        "/desk/\r\nX: y",
    ],
)
def test_the_door_leads_nowhere_else(to: str, world: World) -> None:
    """Rows 46 and 63: after sign-in, and back from a page."""
    world.at("NG")
    client = Client()
    answer = client.post(f"{DOOR}?next={to}", {"username": "ng-clerk", "password": PASSWORD, "next": to})
    assert answer.get("Location", "/desk/").startswith("/")
    assert not answer.get("Location", "").startswith(("//", "/\\"))
    assert not any("\n" in value or "\r" in value for value in answer.headers.values())
    back = client.get(reverse("portal:display"), {"next": to})
    assert back.get("Location", "/").startswith("/")
    switched = client.post(reverse("portal:language"), {"language": "en", "next": to})
    assert switched["Location"] in {"/", "/desk/%0D%0AX:%20y"}
    assert "elsewhere" not in client.get("/desk/cases/none/", headers={"Referer": to}).content.decode()
