"""Units beside the field for the receiver, remarks beside a draft: shown, taken, counted, and nothing of an accusation."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.stories import story
from wangfang.records.suggesting.models import Offer
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db


def _panel(client: object, number: str) -> str:
    page = client.get(reverse("desk:panel", args=[number]), headers={"HX-Request": "true"})  # type: ignore[attr-defined]  # a client
    return str(page.content.decode())


def test_a_suggested_unit_is_shown_and_what_was_chosen_instead_is_counted(enter: Enter) -> None:
    client = enter("NG")
    case = story().submitted(to="NG").now
    page = _panel(client, case.number)
    assert re.findall(r'data-unit-code="([^"]+)"', page) == ["NG-ZJ", "NG-XF"]
    slip = re.search(r'name="offered" value="([^"]+)"', page)
    assert slip is not None
    sent = {"to": "先锋路街道办事处", "to_code": "NG-XF", "offered": slip[1]}
    client.post(reverse("desk:register-forward", args=[case.number]), sent)
    assert [(row.field, row.offered, row.chosen) for row in Offer.objects.all()] == [("to", "NG-ZJ", "NG-XF")]


def test_an_accusation_gets_no_unit_suggested(enter: Enter) -> None:
    jubao = enter("NG", login="jubao", clearance=2)
    case = story().accusing("NG-XF").submitted(to="NG").now
    page = _panel(jubao, case.number)
    assert case.number in page
    assert "data-unit" not in page


def test_a_draft_is_told_what_it_leaves_out_and_goes_on_all_the_same(enter: Enter) -> None:
    client = enter("NG-XF", Role.OFFICER)
    case = story().submitted(to="NG").registered().forwarded("NG-XF").accepted().now
    address = reverse("desk:draft-opinion", args=[case.number])
    sent = {"conclusion": "support", "text": "您反映的问题已经转给住建部门核实处理，请耐心等候。", "basis": "有关规定"}
    page = client.post(address, {**sent, "preview": "1"}).content.decode()
    assert "只写了转给谁办" in page
    assert "好像没有回应“我家住南岗区辽河小区5栋顶楼" in page
    assert client.post(address, {**sent, "seen": case.steps_taken}).status_code == 302
