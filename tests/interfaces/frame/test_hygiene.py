"""A request that no page of ours sends is answered in words, in the page's own frame, before its body is read."""

from __future__ import annotations

from io import BytesIO
from typing import Never

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at, signed_in
from wangfang.interfaces.frame.entrance import MARK, settled
from wangfang.interfaces.frame.hygiene import LONGEST_ADDRESS, HygieneMiddleware, largest_body
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db


class Unread(BytesIO):
    """A body that must not be touched."""

    def read(self, *_: object) -> Never:
        """Fail."""
        pytest.fail("the body was read")

    readline = read


def asked(length: str) -> HttpResponse:
    """Send a form of which only the length is known."""
    request = RequestFactory().post("/", data=b"", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = length
    request.META["wsgi.input"] = request._stream = Unread()
    answer = HygieneMiddleware(lambda _: pytest.fail("it went on"))(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("length", [str(largest_body() + 1), "99999999999999", "9" * 5000])
def test_an_absurd_length_is_refused_before_the_body_is_read(length: str) -> None:
    answer = asked(length)

    assert answer.status_code == 413
    assert "一次提交的内容太多了，请分几次提交" in answer.content.decode()


def test_a_form_with_as_many_files_as_allowed_is_not_too_big() -> None:
    assert largest_body() > 9 * 20 * 1024 * 1024


@pytest.mark.parametrize("fields", [{f"f{number}": "" for number in range(501)}, {"text": "长" * (1 << 20)}])
def test_too_much_in_one_form_is_told(client: Client, fields: dict[str, str]) -> None:
    answer = client.post(reverse("portal:home"), fields)

    assert answer.status_code == 413
    assert "一次提交的内容太多了" in answer.content.decode()


def test_an_address_that_is_too_long_is_told(client: Client) -> None:
    answer = client.get("/", {"q": "a" * LONGEST_ADDRESS})

    assert answer.status_code == 422
    assert "这个网址太长了" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "method", "why", "allowed"),
    [
        ("desk:bulletin-draft", "get", "只接收页面上的按钮送来的内容，不能直接打开", "POST"),
        ("portal:home", "put", "这个网址不接收这样送来的内容", "GET, HEAD"),
    ],
)
def test_a_page_asked_for_the_wrong_way_says_so(name: str, method: str, why: str, allowed: str, client: Client) -> None:
    load_city()
    if name.startswith("desk"):
        client = signed_in(account_at("NG", Role.CLERK))
    answer = getattr(client, method)(reverse(name))

    assert (answer.status_code, answer["Allow"]) == (405, allowed)
    assert why in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [("q=%FF", 422), ("q=%ED%A0%80", 422), ("q=%C3%28", 422), ("q=%00", 422), ("%FF=1", 422), ("a&" * 600, 413), ("q=%E6%BC%8F", 200)],
)  # fmt: skip
def test_an_address_that_is_no_text_is_refused_and_nothing_in_it_is_replaced(
    query: str, status: int, client: Client
) -> None:
    assert client.get(f"/?{query}").status_code == status


@pytest.mark.parametrize(
    ("heads", "mark"),
    [
        ({"CONTENT_TYPE": "multipart/form-data; boundary=x; charset=hex"}, "charset"),
        ({"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=rot13"}, "charset"),
        ({"HTTP_COOKIE": 'sessionid="aaaaaaaa\\000b"'}, "cookie"),
        ({"HTTP_COOKIE": "sessionid=aaaaaaaa", "CONTENT_TYPE": "text/html; charset=UTF-8"}, None),
    ],
)
def test_what_the_framework_would_stumble_over_is_taken_out_in_front_of_it(
    heads: dict[str, str], mark: str | None
) -> None:
    environ = settled({**heads, MARK: "pretended"})
    assert environ.get(MARK) == mark
    if mark:
        answer = Client(**environ).post("/follow/", b"", content_type=environ.get("CONTENT_TYPE", "text/plain"))
        assert (answer.status_code, "请" in answer.content.decode() or "再试" in answer.content.decode()) == (422, True)
