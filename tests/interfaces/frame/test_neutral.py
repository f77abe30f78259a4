"""Does a page show what it says, when somebody wrote signs that turn the direction of reading or that nobody sees?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import load_city
from tests.interfaces.desk.conftest import account_at, signed_in
from tests.interfaces.portal.walking import CONTACT, WHAT, post, walked
from tests.stories import story
from wangfang.interfaces.frame.neutral import neutral
from wangfang.records.cases.models import Case
from wangfang.rules.facts import Role

TEXT = "付给\u202e元001\u202c他\u200b了\u2066。"
TURNING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


def test_a_page_names_such_signs_and_keeps_the_stored_text(db: None) -> None:
    load_city()
    told = story().about(text=TEXT).submitted()
    page = signed_in(account_at("NG", Role.CLERK)).get(reverse("desk:case", args=[told.now.number])).content.decode()
    assert "付给〔U+202E〕元001〔U+202C〕他了〔U+2066〕。" in page
    assert not any(sign in page for sign in TURNING)
    assert Case.objects.get().text == TEXT


def test_what_is_being_written_goes_back_as_it_was_typed(db: None) -> None:
    load_city()
    visitor = Client()
    walked(visitor, what={"text": TEXT + WHAT["text"]})
    assert TEXT in visitor.get(reverse("portal:what")).content.decode()


@pytest.mark.parametrize("sign", [*TURNING, "\u200b", "\u200d", "\ufeff"])
def test_in_a_name_none_of_them_may_stand(sign: str, db: None) -> None:
    load_city()
    answer = post(Client(), "contact", **CONTACT | {"name": f"王{sign}秀兰"})
    assert (answer.status_code, "姓名里有看不见的字符" in answer.content.decode()) == (422, True)


def test_emoji_and_words_of_other_scripts_stay() -> None:
    for text in ("👩‍👧 修屋顶", "葛\U000e0100", "می‌خواهم", "<p title='\u202e'>x</p>"):
        assert neutral(text) == text
