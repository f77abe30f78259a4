"""Input that no citizen types by hand is refused with a sentence: never a fault of ours, never half a case."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.portal.walking import CONFIRM, CONTACT, WHAT, WHERE, key_of, post, walked
from wangfang.records.cases.models import Case, Draft

TYPED = {"what": WHAT, "where": WHERE, "contact": CONTACT, "follow": {"number": "1", "code": "1"}}
ADDRESSES = [(name, field) for name, typed in TYPED.items() for field in typed]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(("name", "field"), ADDRESSES)
@pytest.mark.parametrize("poison", ["%00", "%ED%A0%80", "%FF%FE", "%C3%28"], ids=["nul", "surrogate", "bytes", "utf8"])
def test_characters_that_no_text_has_are_refused(visitor: Client, name: str, field: str, poison: str) -> None:
    answer = visitor.post(reverse(f"portal:{name}"), f"{field}=abc{poison}def", content_type=FORM)

    assert answer.status_code == 422
    assert not Case.objects.exists()
    assert not any("\x1a" in str(draft.fields.get(field, "")) for draft in Draft.objects.all())


def test_bytes_of_a_page_with_files_that_are_no_text_are_pointed_out_and_the_rest_is_kept(visitor: Client) -> None:
    body = (
        b'--edge\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        + WHAT["text"].encode()
        + b"\xff\xfe\r\n--edge--\r\n"
    )
    answer = visitor.post(reverse("portal:what"), body, content_type="multipart/form-data; boundary=edge")

    assert answer.status_code == 422
    assert "有 2 个字没有认出来" in answer.content.decode()
    assert WHAT["text"] in answer.content.decode()
    assert visitor.get(reverse("portal:check"))["Location"] == reverse("portal:what")


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "²", "1e999", "' or 1=1 --", "../../etc/passwd"])
def test_an_absurd_number_is_simply_not_found(visitor: Client, number: str) -> None:
    assert post(visitor, "follow", number=number, code=number).status_code == 422


@pytest.mark.parametrize("key", ["1" * 40, "9" * 5000])
def test_an_absurd_paper_leads_back_to_the_question(visitor: Client, key: str) -> None:
    answer = visitor.get(f"/follow/case/paper/{key}/")

    assert answer.status_code in {302, 404, 422}


def test_a_forged_cookie_is_worth_nothing(visitor: Client) -> None:
    for name in ("draft", "receipt", "followed"):
        visitor.cookies[name] = "WyIyMDE3MDgyMi0wMDAwMDEiXQ:1abc:forged"

    assert visitor.get(reverse("portal:received"))["Location"] == reverse("portal:follow")
    assert visitor.get(reverse("portal:case"))["Location"] == reverse("portal:follow")
    assert visitor.get(reverse("portal:what")).status_code == 200


def test_the_large_print_switch_leads_nowhere_else(visitor: Client) -> None:
    for target in (
        "https://elsewhere.example/",
        "//elsewhere.example",
        "javascript:alert(1)",
        "",
        "99999-01-01",
        "portal:how",
    ):
        assert visitor.get(reverse("portal:display"), {"elder": "1", "next": target})["Location"] == reverse(
            "portal:home"
        )


def test_a_get_changes_nothing(visitor: Client) -> None:
    walked(visitor)
    before = list(Draft.objects.values_list("sealed", "changed_at"))

    for name in ("home", "what", "where", "contact", "check", "received", "slip", "case", "rate"):
        visitor.get(reverse(f"portal:{name}"))

    assert list(Draft.objects.values_list("sealed", "changed_at")) == before
    assert not Case.objects.exists()


def test_markup_in_a_petition_is_shown_as_text(visitor: Client) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7|add:7 }}"
    walked(visitor, what={"text": attack})

    text = visitor.get(reverse("portal:check")).content.decode()
    post(visitor, "check", **CONFIRM, act_key=key_of(visitor))

    assert attack not in text
    assert "&lt;script&gt;" in text
    assert Case.objects.get().text == attack
