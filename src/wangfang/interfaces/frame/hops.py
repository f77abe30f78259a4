"""From which address does a request come, when a web server of ours stands in front and nobody may pretend?"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_NETWORK_OF_A_HOUSE = 64


class HopMiddleware:
    """Puts the visitor's address into REMOTE_ADDR; what visitors say of themselves counts for nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Settle the address once, for the counting of tries, for sign-in and for the trace."""
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        request.META["REMOTE_ADDR"] = visitor(request.META.get("REMOTE_ADDR", ""), forwarded)
        return self.get_response(request)


def visitor(peer: str, forwarded: str) -> str:
    """Return the visitor's address: the peer's own, or the last one that a web server of ours has noted.

    Of an address of version 6 only the network counts: a household has 2⁶⁴ of them.
    """
    if peer not in settings.WANGFANG_PROXIES:
        return _settled(peer) or peer
    noted = [word for word in reversed(forwarded.split(",")) if word.strip() not in settings.WANGFANG_PROXIES]
    return (_settled(noted[0].strip()) if noted else "") or peer


def _settled(word: str) -> str:
    """Return an address in one spelling, empty when it is none."""
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    if address.is_loopback:
        return str(address)
    return str(ipaddress.ip_network((address, _NETWORK_OF_A_HOUSE), strict=False).network_address)
