"""A form that comes back too late is answered in words, in the page's own frame."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["portal:home", "desk:sign-in"])
def test_a_form_whose_page_grew_too_old_is_told_so(address: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse(address), {"csrfmiddlewaretoken": "0" * 64})

    assert answer.status_code == 403
    assert "这个页面打开太久了" in answer.content.decode()
    assert "DEBUG" not in answer.content.decode()
