"""Does whoever keeps the system, or leads a bureau, read what became of suggestions and what the models are worth?"""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.records.suggesting.texts import WORDS, rows
from tests.stories import story
from wangfang.records.suggesting import shelf, training
from wangfang.records.suggesting.models import Offer
from wangfang.records.suggesting.shelf import What
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
PAGE = reverse("desk:suggestions")


def offered(to: str, offer: str, chosen: str) -> None:
    """Let something be offered for the unit of a case at a bureau."""
    case = story().submitted(to=to).now
    Offer.objects.create(case=case, field="to", offered=offer, chosen=chosen, at=at("2017-08-22"))


@pytest.mark.parametrize(("agency", "role"), [("HRB", Role.ADMIN), ("NG", Role.BUREAU_LEADER)])
def test_the_totals_of_the_house_stand_there(
    enter: Enter, agency: str, role: Role, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = str(tmp_path)
    offered("NG", "NG-XF", "NG-XF")
    offered("NG", "NG-XF", "NG-ZJ")
    offered("DL", "NG-XF", "NG-XF")
    offered("DL", "", "NG-XF")
    page = unescape(enter(agency, role).get(PAGE).content.decode())
    cells = "".join(f'<td class="num">{figure}</td>' for figure in ("3", "2", "1", "66.7%", "1"))
    assert f"<tr><td>责任单位</td>{cells}</tr>" in page
    assert "还没有模型" in page
    assert "王秀兰" not in page


def test_the_card_of_a_model_stands_there(enter: Enter, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = str(tmp_path)
    model = training.train(rows(), What.CATEGORY, at("2017-08-22"))
    shelf.put(model)
    page = unescape(enter("NG", Role.BUREAU_LEADER).get(PAGE).content.decode())
    assert "模型卡：内容分类" in page
    assert f"{model.card.rows} 件，{len(WORDS)} 类" in page
    assert f"{model.card.macro_f1:.3f}" in page
    for label in WORDS:
        assert f'<th scope="row">{label}</th>' in page


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.ANALYST, Role.AUDITOR, Role.SECURITY])
def test_nobody_else_opens_it(enter: Enter, role: Role) -> None:
    assert enter("NG", role).get(PAGE).status_code == 403
