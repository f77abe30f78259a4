"""What is a browser told: run nothing inline, ask nobody else, show nothing that came from outside?"""

from __future__ import annotations

import logging
from email.message import Message

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at, signed_in
from tests.interfaces.portal.walking import CONFIRM, WHAT, key_of, post, walked
from wangfang.records.cases.models import Case
from wangfang.records.files.keep import kept_for
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "report-uri": "/csp-report/",
}
REPORT = reverse("portal:csp-report")


def policy_of(said: str) -> dict[str, str]:
    """Return the directives of a policy."""
    return {name: value for name, _, value in (part.strip().partition(" ") for part in said.split(";"))}


@pytest.fixture
def clerk(db: None) -> Client:
    """Sit a clerk down in Nangang."""
    load_city()
    return signed_in(account_at("NG", Role.CLERK))


@pytest.mark.parametrize("address", ["/", "/follow/", "/desk/", "/desk/sign-in/", "/nothing-here/", "/?q=%FF"])
def test_every_page_names_each_source_and_none_by_default(clerk: Client, address: str) -> None:
    answer = clerk.get(address)
    assert policy_of(answer["Content-Security-Policy"]) == POLICY
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(answer["Permissions-Policy"].split(", "))


@pytest.mark.parametrize(
    "name", ["照片.png", "a\u202egnp.exe.png", "𠮷\U00030000.png", "con.png", "a;b.png", "x" * 300 + ".png"]
)
def test_a_file_from_outside_is_only_ever_handed_on(clerk: Client, name: str) -> None:
    visitor = Client()
    walked(visitor)
    upload = SimpleUploadedFile(name, SAMPLES["png"], "text/html")
    visitor.post(reverse("portal:what"), WHAT | {"files": upload})
    post(visitor, "check", **CONFIRM, act_key=key_of(visitor))
    stored = kept_for(Case.objects.get().number)[0]

    answer = clerk.get(reverse("files:file", args=[stored.subject, stored.pk]))

    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]  # a file streams
    assert answer.wsgi_request.path.startswith("/files/")
    assert answer["Content-Type"] == "image/png", "what our reader saw, not what the sender said"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert (answer["X-Content-Type-Options"], answer["Cross-Origin-Resource-Policy"]) == ("nosniff", "same-origin")
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    head = Message()
    head["Content-Disposition"] = answer["Content-Disposition"]
    assert (head.get_content_disposition(), head.get_filename()) == ("attachment", stored.name)


def test_a_report_is_noted_without_anything_of_a_person(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    said = (
        '{"csp-report": {"document-uri": "http://x/desk/cases/20170822-000001/", "blocked-uri": '
        '"https://evil.example/steal?name=canary", "effective-directive": "script-src\\r\\nfake", "script-sample": "canary"}}'
    )
    with caplog.at_level(logging.WARNING, "wangfang"):
        answer = client.post(REPORT, said, content_type="application/csp-report")
    assert answer.status_code == 204
    assert [record.getMessage() for record in caplog.records] == [
        "csp report: script-src__fake blocked https://evil.example"
    ]


@pytest.mark.parametrize(
    "said", ["", "[]", "{}", '{"csp-report": 1}', '{"csp-report": {"blocked-uri": 1}}', "x" * 9000, "[" * 100_000]
)
def test_a_report_that_is_none_is_refused(client: Client, said: str) -> None:
    assert client.post(REPORT, said, content_type="application/csp-report").status_code == 422


def test_who_sends_too_many_reports_is_told_to_wait(client: Client) -> None:
    said = '{"csp-report": {"blocked-uri": "inline"}}'
    answers = [client.post(REPORT, said, content_type="application/csp-report").status_code for _ in range(31)]
    assert answers == [204] * 30 + [429]
