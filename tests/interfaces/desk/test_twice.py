"""A form that comes in twice does its act once, and both times the person is told the same way."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.stories import story
from wangfang.records.cases import lookups

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seen", ["9" * 5000, "1234567", "²", "-1", "abc", "1.0", " 1"])
def test_a_form_that_hides_what_was_seen_is_refused(enter: Enter, seen: str) -> None:
    case = story().submitted().registered().now
    said = {"act_key": "a-key", "to": "先锋路街道办事处", "to_code": "NG-XF", "seen": seen}
    answer = enter("NG").post(reverse("desk:forward", args=[case.number]), said)

    assert answer.status_code == 422
    assert "刷新以后再办理" in answer.content.decode()
    assert len(lookups.steps(case)) == case.steps_taken


@pytest.mark.parametrize("page", ["register-forward", "forward", "assign"])
def test_the_same_form_twice_passes_the_case_on_once(enter: Enter, page: str) -> None:
    told = story().submitted()
    case = (told if page == "register-forward" else told.registered()).now
    said = {"act_key": "pressed-twice", "to": "先锋路街道办事处", "to_code": "NG-XF", "due_on": "2030-01-01"}
    desk = enter("NG")
    answers = [desk.post(reverse(f"desk:{page}", args=[case.number]), said) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [step.step for step in lookups.steps(case)].count("assign" if page == "assign" else "forward") == 1
