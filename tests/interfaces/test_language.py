"""Is a page Chinese until somebody asks for English, and is nothing kept or told to systems in English?"""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import load_city
from wangfang.interfaces.frame import language
from wangfang.records.people.models import Account

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def visitor() -> Client:
    """Open a browser that was delivered in English."""
    load_city()
    return Client(headers={"Accept-Language": "en-US,en;q=0.9"})


def home(visitor: Client) -> str:
    return TOKEN.sub("", visitor.get(reverse("portal:home")).content.decode())


def choose(visitor: Client, word: str, then: str = "/") -> str:
    """Press the button; return where it led."""
    answer = visitor.post(reverse("portal:language"), {"language": word, "next": then})
    assert answer.status_code == 302
    return answer["Location"]


def test_what_the_browser_was_delivered_with_changes_nothing(visitor: Client) -> None:
    page = home(visitor)
    assert page == home(Client(headers={"Accept-Language": "zh-CN"})) == home(Client())
    assert '<html lang="zh-CN">' in page
    assert "有问题，向政府反映" in page


def test_the_button_leads_to_english_and_back(visitor: Client) -> None:
    chinese = home(visitor)
    assert 'value="en" lang="en">English</button>' in chinese
    assert choose(visitor, "en", "/how/?a=1") == "/how/?a=1"
    english = home(visitor)
    assert '<html lang="en">' in english
    assert "Tell the government about a problem" in english
    assert 'value="zh-hans" lang="zh-CN">中文</button>' in english
    choose(visitor, "zh-hans")
    assert home(visitor) == chinese


def test_the_cookie_is_as_closed_as_the_others(visitor: Client) -> None:
    choose(visitor, "en")
    cookie = visitor.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert bool(cookie["secure"]) is settings.SESSION_COOKIE_SECURE
    assert settings.LANGUAGE_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE


@pytest.mark.parametrize("word", ["fr", "", "zh", "EN", "en-us", "en; Path=/x", "\N{CJK UNIFIED IDEOGRAPH-4E2D}"])
def test_a_language_that_the_site_does_not_have_changes_nothing(word: str, visitor: Client) -> None:
    choose(visitor, word)
    assert COOKIE not in visitor.cookies
    visitor.cookies[COOKIE] = word.encode("ascii", "ignore").decode()
    assert '<html lang="zh-CN">' in home(visitor)


@pytest.mark.parametrize(
    "to",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "", "how"],
)
def test_the_button_leads_nowhere_else(to: str, visitor: Client) -> None:
    assert choose(visitor, "en", to) == "/"


def test_another_site_cannot_press_it() -> None:
    load_city()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("portal:language"), {"language": "en", "next": "/"})
    assert (answer.status_code, COOKIE in strict.cookies) == (403, False)
    token = strict.get(reverse("portal:how")).context["csrf_token"]
    said = {"language": "en", "next": "/", "csrfmiddlewaretoken": str(token)}
    assert strict.post(reverse("portal:language"), said).status_code == 302
    assert '<html lang="en">' in home(strict)


def test_one_reader_does_not_change_the_page_of_another(visitor: Client) -> None:
    """The middleware puts back what it found; a page is kept apart by language, and caches are told by what."""
    choose(visitor, "en")
    for _ in range(2):
        assert '<html lang="en">' in home(visitor)
        assert '<html lang="zh-CN">' in home(Client())
    answer = visitor.get(reverse("portal:how"))
    assert (answer["Content-Language"], "Cookie" in answer["Vary"]) == ("en", True)


def test_systems_are_answered_in_chinese(visitor: Client) -> None:
    choose(visitor, "en")
    assert "No such number or address" in visitor.get("/none/").content.decode()
    problem = visitor.get("/none/", headers={"Accept": "application/json"})
    assert problem["Content-Language"] == "zh-hans"
    assert visitor.get("/api/v1/none").json()["why"] == "没有这个地址，全部地址见 /api/v1/openapi.json"


def test_the_door_can_be_read_in_english(visitor: Client) -> None:
    choose(visitor, "en")
    page = visitor.get(reverse("desk:sign-in")).content.decode()
    assert "Staff sign-in" in page
    assert "中文" in page
    wrong = visitor.post(reverse("desk:sign-in"), {"username": "nobody", "password": "wrong"}).content.decode()
    assert "Wrong login name or password." in wrong
    assert not Account.objects.filter(login="nobody").exists()


def test_inside_the_frame_for_what_is_kept_everything_is_chinese() -> None:
    from django.utils.translation import gettext, override

    with override("en"):
        assert gettext("办结") == "Close"
        with language.in_chinese():
            assert gettext("办结") == "办结"
        assert gettext("办结") == "Close"
