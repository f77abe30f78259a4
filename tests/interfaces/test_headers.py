"""What every answer tells the browser: the headers as a golden list, cookies, caches, and the way out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.conftest import city as city  # noqa: PLC0414 - a fixture, used by its name
from tests.interfaces.desk.conftest import enter as enter  # noqa: PLC0414
from tests.interfaces.desk.door import HOME, entered, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "answers" / "headers.txt"
WATCHED = (
    "Cache-Control", "Clear-Site-Data", "Content-Security-Policy", "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
    "X-Permitted-Cross-Domain-Policies",
)  # fmt: skip


def told(client: Client, address: str, *, post: bool = False) -> str:
    """Return the watched headers of an answer as lines."""
    answer = client.post(address) if post else client.get(address)
    for put_away in answer._resource_closers:  # type: ignore[attr-defined]  # a static file is open until it is sent
        put_away()
    found = {name: answer.headers[name] for name in WATCHED if name in answer.headers}
    lines = [f"{name}: {'; '.join(sorted(value.split('; ')))}" for name, value in found.items()]
    return "\n".join([f"## {'POST' if post else 'GET'} {address} {answer.status_code}", *lines])


def test_the_headers_are_the_golden_ones() -> None:
    client = entered(somebody())
    pages = [
        "/",
        "/follow/",
        "/follow/case/",
        "/desk/sign-in/",
        "/desk/",
        "/desk/nothing-here/",
        "/static/wangfang/seal.svg",
    ]
    found = [told(client, page) for page in pages] + [
        told(Client(), "/api/v1/worklist"),
        told(client, "/desk/sign-out/", post=True),
    ]
    text = "\n\n".join(found) + "\n"
    if os.environ.get("GOLDEN_UPDATE"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_nothing_of_the_desk_stays_in_a_cache(enter: Enter) -> None:
    client = enter("NG")
    for name in ("worklist", "indicators", "bulletins", "devices", "posts", "keys", "second", "password"):
        assert client.get(reverse(f"desk:{name}")).headers["Cache-Control"] == "no-store", name
    assert Client().get(HOME).headers["Cache-Control"] == "no-store", "the way to the door neither"


def test_cookies_are_closed_to_scripts_and_to_other_sites() -> None:
    client = entered(somebody())
    client.get("/desk/posts/")
    for name in ("session", "csrftoken", "device"):
        morsel = client.cookies[name]
        assert (bool(morsel["httponly"]), morsel["samesite"]) == (True, "Lax"), name


def test_where_there_is_a_certificate_the_names_bind_cookies_to_host_and_tls(tmp_path: Path) -> None:
    asked = (
        "from wangfang.config import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECOND_FACTOR, s.IDLE_MINUTES)"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WANGFANG_")}
    place = {"WANGFANG_DATA": str(tmp_path), "WANGFANG_HOSTS": "xf.example.gov.cn", "WANGFANG_IDLE_MINUTES": "60"}
    said = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True, env=kept | place)
    assert said.stdout.split() == ["__Host-session", "__Host-csrftoken", "True", "required", "15"]
