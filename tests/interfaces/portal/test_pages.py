"""Every public page opens for anyone, says what it is, and carries the same frame."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

OPEN = ("home", "what", "where", "contact", "follow", "how", "rights", "notice", "privacy")


@pytest.mark.parametrize("name", OPEN)
def test_a_page_opens_without_an_account(visitor: Client, name: str) -> None:
    answer = visitor.get(reverse(f"portal:{name}"))

    assert answer.status_code == 200
    text = answer.content.decode()
    assert len(re.findall("<h1", text)) == 1
    assert re.search(r"<title>\S.* - 网上信访</title>", text)
    assert 'href="tel:12345"' in text
