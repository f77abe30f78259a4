"""`wangfang history load` takes in who signed, who acts and who stays unnamed, and says what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cast import load_city
from tests.interfaces.console.test_history import SUBMIT, told, written
from wangfang.records.cases.models import Case
from wangfang.records.cases.verification import verify
from wangfang.rules.joint import Agent, Signer

pytestmark = pytest.mark.django_db
LETTER = SUBMIT | {"step": "register", "form": "letter", "agency": "NG"}
AGENT = {"name": "赵一", "relation": "律师", "scope": "special", "authorisation": "2017-08-20"}


@pytest.fixture(autouse=True)
def _city() -> None:
    load_city()


def of(petitioner: object, **changes: object) -> dict[str, object]:
    """Return a letter of somebody."""
    return LETTER | {"petitioner": petitioner} | changes


def test_a_joint_letter_through_an_agent_comes_in(tmp_path: Path) -> None:
    signers = [{"name": "李建国", "id_type": "resident", "id_number": "230103198001011232", "represents": True},
               {"name": "张伟", "phone": "13800138001"}]  # fmt: skip
    person = {"name": "王秀兰", "id_type": "passport", "id_number": "e12345678", "signers": signers, "agents": [AGENT]}

    assert told(written(tmp_path / "h.jsonl", of(person, content="030201")))["cases"] == 1

    case = Case.objects.select_related("petitioner").get()
    first, second = case.petitioner.joint
    assert first == Signer("李建国", "resident", "230103198001011232", represents=True)
    assert second == Signer("张伟", phone="13800138001")
    assert case.petitioner.acting == (Agent("赵一", "律师", "special", "2017-08-20"),)
    assert (case.petitioner.id_number, case.content) == ("E12345678", "030201")
    assert list(verify()) == []


def test_an_unnamed_letter_comes_in(tmp_path: Path) -> None:
    assert told(written(tmp_path / "h.jsonl", of({"anonymous": True})))["cases"] == 1
    assert Case.objects.select_related("petitioner").get().petitioner.name == "匿名"


@pytest.mark.parametrize(
    ("person", "changes", "why"),
    [
        (None, {}, "缺少 petitioner"),
        ([], {}, "缺少 petitioner"),
        ({"anonymous": False}, {}, "缺少 name"),
        ({"anonymous": "yes"}, {}, "anonymous 应当是 true 或 false"),
        ({"anonymous": True}, {"form": "visit"}, "只有来信可以匿名登记"),
        ({"name": "王某", "signers": {}}, {}, "signers 应当是一串对象"),
        ({"name": "王某", "signers": ["李某"]}, {}, "signers 应当是一串对象"),
        ({"name": "王某", "signers": [{"phone": "1"}]}, {}, "缺少 name"),
        ({"name": "王某", "signers": [{"name": "李某"}]}, {"people": 1}, "人数不能少于 2"),
        ({"name": "王某", "agents": [{"name": "赵一"}]}, {}, "缺少 scope"),
        ({"name": "王某", "agents": [AGENT] * 3}, {}, "代理人最多 2 人"),
        ({"name": "王某", "id_type": "card"}, {}, "证件类型“card”不认识"),
        ({"name": "王某"}, {"content": "777777"}, "没有内容分类代码"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, person: object, changes: dict[str, Any], why: str) -> None:
    answer = told(written(tmp_path / "h.jsonl", of(person, **changes)))

    assert [(one["line"], why in one["why"]) for one in answer["refused"]] == [(1, True)]
    assert not Case.objects.exists()
