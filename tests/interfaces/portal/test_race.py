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
