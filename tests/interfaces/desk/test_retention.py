"""The pages of keeping and destroying: from what is due to a page that says it is gone, past two people and the operator."""

from __future__ import annotations

import re

import pytest
import time_machine
from click.testing import CliRunner, Result
from django.test import Client
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.stories import Story, story
from wangfang.interfaces.console.main import group
from wangfang.interfaces.frame.acts import now
from wangfang.records.cases.models import Case
from wangfang.records.ledger.models import Access
from wangfang.records.people.sittings import DOOR, door
from wangfang.records.retention.models import DestructionList
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db
LATER = "2048-01-04 10:00"
PAGE = "/desk/retention/"


def told() -> Story:
    return story().submitted(to="NG").registered().forwarded("NG-XF").accepted().answered().served().closed()


def said(*words: str) -> Result:
    return CliRunner().invoke(group, ["retention", *words])


def press(client: Client, address: str, **what: object) -> str:
    prove(client)
    return client.post(address, what, follow=True).content.decode()


def prove(client: Client) -> None:
    """Let it be a moment ago that this person proved who they are."""
    session = client.session
    session[DOOR] = door(now(), code=True)
    session.save()


@pytest.fixture
def later(city: None) -> object:
    """Let thirty whole years go by."""
    with time_machine.travel(at(LATER), tick=False) as moved:
        yield moved


def listed_by(client: Client, *cases: Story) -> DestructionList:
    page = press(client, PAGE, case=[one.now.number for one in cases], why="保管期限已满")
    assert "已编制" in page
    return DestructionList.objects.get()


@pytest.mark.usefixtures("later")
def test_a_case_goes_from_due_to_gone_by_two_people_and_the_operator(enter: Enter) -> None:
    gone, noise = told(), told()
    clerk, leader = enter("NG-XF", Role.OFFICER), enter("NG-XF", Role.UNIT_LEADER)
    page = clerk.get(PAGE).content.decode()
    assert re.findall(r'name="case" value="([^"]+)"', page) == [gone.now.number, noise.now.number]
    listed = listed_by(clerk, gone)
    where = reverse("desk:destruction-list", args=[listed.pk])
    assert "批准销毁" not in clerk.get(where).content.decode()
    assert "不能自己批准" not in press(leader, where)
    assert DestructionList.objects.get().approved_by == "ng-xf-unit_leader"

    assert said("destroy", "--list", listed.number).output == "将销毁 1 件，早已销毁 0 件，没有销毁 0 件。\n"
    assert Case.objects.get(number=gone.now.number).title
    real = said("destroy", "--list", listed.number, "--really")
    assert (real.exit_code, real.output) == (0, "销毁了 1 件，早已销毁 0 件，没有销毁 0 件。\n")
    require_what_is_left(clerk, gone, listed)
    assert "辽河小区" in clerk.get(reverse("desk:case", args=[noise.now.number])).content.decode()


def require_what_is_left(clerk: Client, gone: Story, listed: DestructionList) -> None:
    """Read what the pages say of a case that is gone."""
    left = clerk.get(reverse("desk:case", args=[gone.now.number]))
    assert left.status_code == 200
    text = left.content.decode()
    assert "已按规定销毁" in text
    assert listed.number in text
    assert "辽河小区" not in text
    assert Access.objects.filter(case=gone.now.number, what="view").count() == 1, "and this look is written down too"
    for name in ("papers", "trail", "archive", "log-work", "hold", "panel"):
        answer = clerk.get(reverse(f"desk:{name}", args=[gone.now.number]))
        assert (name, answer.status_code) == (name, 410)
    done = clerk.get("/desk/?tab=done").content.decode()
    assert "（已按规定销毁）" in done


@pytest.mark.usefixtures("later")
def test_whoever_made_a_list_does_not_approve_it(enter: Enter) -> None:
    leader = enter("NG-XF", Role.UNIT_LEADER)
    listed = listed_by(leader, told())
    where = reverse("desk:destruction-list", args=[listed.pk])
    assert "不能自己批准" in press(leader, where)
    assert leader.post(where).status_code == 422
    assert second_thoughts(enter("NG-XF", Role.UNIT_LEADER, "second"), where) == 302
    assert enter("NG-HX", Role.UNIT_LEADER).get(where).status_code == 404
    refused = said("destroy", "--list", listed.number, "--really")
    assert "还没有批准" in str(refused.exception)


def second_thoughts(client: Client, where: str) -> int:
    """Press the button without a fresh proof: one is led to the page that asks for it."""
    answer = client.post(where)
    assert "prove" in answer.headers["Location"]
    return answer.status_code


@pytest.mark.usefixtures("later")
def test_a_hold_is_put_on_at_the_case_and_lifted_by_another_leader(enter: Enter) -> None:
    case = told().now
    leader, second = enter("NG-XF", Role.UNIT_LEADER), enter("NG-XF", Role.UNIT_LEADER, "second")
    put, lift = (reverse(f"desk:{name}", args=[case.number]) for name in ("hold", "lift-hold"))
    page = leader.get(reverse("desk:case", args=[case.number])).content.decode()
    assert "保管 30 年" in page
    assert "已保全" in press(leader, put, why="诉讼需要")
    assert "保全中" in press(enter("NG-XF", Role.OFFICER), put, why="再来")
    listing = leader.get(PAGE).content.decode()
    assert 'name="case"' not in listing
    assert "不能自己解除" in press(leader, lift, why="结束")
    assert enter("NG-XF", Role.OFFICER, "clerk-2").get(lift).status_code == 403
    assert "已解除保全" in press(second, lift, why="诉讼结束")
    assert 'name="case"' in leader.get(PAGE).content.decode()


@pytest.mark.usefixtures("later")
def test_the_operator_is_told_what_is_due_and_what_stands_in_the_way(enter: Enter) -> None:
    free, held = told().now, told().now
    press(enter("NG-XF", Role.OFFICER), reverse("desk:hold", args=[held.number]), why="诉讼需要")
    lines = said("due").output.splitlines()
    assert lines == [
        f"{free.number}\t2048-01-01\t有处理结果的", f"{held.number}\t2048-01-01\t有处理结果的\t保全中",
        "共 2 件，其中 1 件现在不能列入清单。",
    ]  # fmt: skip
    assert '"hindered": "保全中"' in said("due", "--agency", "NG-XF", "--json").output
    assert said("due", "--on", "2047-12-31").output == "共 0 件，其中 0 件现在不能列入清单。\n"
    assert "督办" in said("classes").output


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SECURITY, Role.ADMIN, Role.AUDITOR])
def test_other_posts_list_nothing(role: Role, enter: Enter) -> None:
    case = told().now
    client = enter("NG", role)
    assert client.get(PAGE).status_code == 403
    prove(client)
    assert client.post(PAGE, {"case": case.number, "why": "期满"}).status_code == 403
    assert not DestructionList.objects.exists()
