"""Whose address is counted when a web server stands in front: the visitor's, and never one the visitor made up."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from pytest_django.fixtures import Settings

from wangfang.interfaces.frame.hops import HopMiddleware


@pytest.mark.parametrize(
    ("behind", "neighbour", "said", "why"),
    [
        (1, "127.0.0.1", ("203.0.113.9", "203.0.113.9"), "the web server in front says who asks"),
        (1, "127.0.0.1", ("10.0.0.1, 203.0.113.9", "203.0.113.9"), "what the visitor wrote before it is not believed"),
        (1, "::1", ("2001:db8::7", "2001:db8::"), "of version 6 the network of a household"),
        (1, "198.51.100.4", ("203.0.113.9", "198.51.100.4"), "somebody else than the neighbour says it"),
        (1, "127.0.0.1", ("", "127.0.0.1"), "nobody said anything"),
        (1, "127.0.0.1", ("203.0.113.9, nonsense", "127.0.0.1"), "no address"),
        (1, "127.0.0.1", ("203.0.113.9, 10.0.0.2", "203.0.113.9"), "two web servers of ours, one behind the other"),
        (0, "127.0.0.1", ("203.0.113.9", "127.0.0.1"), "there is no web server in front"),
    ],
)
def test_the_address_is_the_visitors(
    settings: Settings, behind: int, neighbour: str, said: tuple[str, str], why: str
) -> None:
    settings.WANGFANG_PROXIES = ["127.0.0.1", "::1", "10.0.0.2"][: 3 * behind]
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    request = HttpRequest()
    request.META = {"REMOTE_ADDR": neighbour, "HTTP_X_FORWARDED_FOR": said[0]}
    HopMiddleware(view)(request)
    assert seen == [said[1]], why
