"""Two presses at the very same moment, on two connections, still make one case."""

from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.interfaces.portal.walking import CONFIRM, key_of, post, walked
from wangfang.records.cases.models import Case


@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_moment_make_one_case_with_one_code(transactional_db: None, visitor: Client) -> None:
    walked(visitor)
    key, gate = key_of(visitor), Barrier(4)

    def press(twin: Client) -> str:
        gate.wait()
        try:
            assert post(twin, "check", **CONFIRM, act_key=key).status_code == 302
            return str(twin.get(reverse("portal:received")).context["receipt"].code)
        finally:
            connection.close()

    twins = [_twin(visitor) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(press, twins))

    assert Case.objects.count() == 1
    assert len(codes) == 1


def _twin(visitor: Client) -> Client:
    twin = Client()
    twin.cookies = copy.deepcopy(visitor.cookies)
    return twin


@pytest.mark.django_db
def test_a_second_press_whose_first_answer_was_lost_gets_the_same_receipt(visitor: Client) -> None:
    walked(visitor)
    key, lost = key_of(visitor), _twin(visitor)
    post(lost, "check", **CONFIRM, act_key=key)
    code = lost.get(reverse("portal:received")).context["receipt"].code

    assert post(visitor, "check", **CONFIRM, act_key=key).status_code == 302
    kept = visitor.get(reverse("portal:received")).context["receipt"]
    assert (kept.number, kept.code) == (Case.objects.get().number, code)
    assert kept.words() == lost.get(reverse("portal:received")).context["receipt"].words()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x", "ＡＢＣ"])
def test_who_finds_the_browser_later_gets_no_receipt_without_the_page(visitor: Client, key: str) -> None:
    walked(visitor)
    found = _twin(visitor)
    post(visitor, "check", **CONFIRM, act_key=key_of(visitor))

    post(found, "check", **CONFIRM, act_key=key)
    assert found.get(reverse("portal:received")).headers["Location"] == reverse("portal:follow")
    found.get(reverse("portal:check"))
    assert found.get(reverse("portal:received")).headers["Location"] == reverse("portal:follow")
