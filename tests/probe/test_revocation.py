"""Is the very next request refused when somebody loses a post, the account or the case during an open session?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.probe.asking import Knock, ask, body_of
from tests.probe.rows import changed, digests
from tests.probe.world import NOW, Lived, Visitor, World
from wangfang.interfaces.frame.acts import system_act
from wangfang.records.agencies.models import Agency
from wangfang.records.people.models import Account, Post
from wangfang.records.people.posts import end_posts
from wangfang.records.people.tokens import revoke

PAGE, TRAIL, TOLD = Knock("desk:case", "GET"), Knock("desk:trail", "GET"), Knock("api:case", "GET")
SIGN_FOR, WORK = Knock("desk:sign-for", "POST"), Knock("api:act", "POST", "log_work")


def _ends_post(visitor: Visitor) -> None:
    assert visitor.actor is not None
    assert visitor.actor.agency is not None
    end_posts(visitor.actor.agency.code, NOW.date() - timedelta(days=1), system_act())


def _goes_elsewhere(visitor: Visitor) -> None:
    """Sit down in another district."""
    Post.objects.filter(account=visitor.account).update(agency=Agency.objects.get(code="DL"))


def _is_put_to_rest(visitor: Visitor) -> None:
    Account.objects.filter(pk=visitor.account.pk if visitor.account else 0).update(is_active=False)


LOSSES: tuple[Callable[[Visitor], None], ...] = (_ends_post, _goes_elsewhere, _is_put_to_rest)


def _is_shut(visitor: Visitor, case: Lived, knock: Knock) -> bool:
    """Tell whether the answer is no page of the case and holds none of its words."""
    answer = ask(visitor, knock, case.number)
    said = body_of(answer).decode()
    return answer.status_code in {302, 401, 403, 404, 422} and not any(word in said for word in case.cage.held.values())


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("name", ["clerk-right", "officer-right"])
def test_who_loses_post_or_account_is_refused_at_the_very_next_request(
    name: str, lose: Callable[[Visitor], None], world: World
) -> None:
    visitor, case = world.visitors[name], world.case("NG with the unit")
    assert [ask(visitor, knock, case.number).status_code for knock in (PAGE, TRAIL, TOLD)] == [200] * 3
    lose(visitor)
    before = digests()
    assert [knock for knock in (PAGE, TRAIL, TOLD, SIGN_FOR, WORK) if not _is_shut(visitor, case, knock)] == []
    assert changed(before) == []


def test_who_comes_to_sit_with_the_accused_no_longer_sees_the_accusation(world: World) -> None:
    visitor, case = world.visitors["clerk-right"], world.case("NG unit accused")
    other = world.case("NG with the unit")
    Post.objects.filter(account=visitor.account).update(agency=Agency.objects.get(code="NG-XF"), role="officer")
    assert _is_shut(visitor, case, PAGE)
    assert _is_shut(visitor, case, TOLD)
    assert ask(visitor, PAGE, other.number).status_code == 200


def test_a_revoked_token_opens_nothing_from_the_very_next_request(world: World) -> None:
    visitor, case = world.visitors["clerk-right"], world.case("NG with the unit")
    assert ask(visitor, TOLD, case.number).status_code == 200
    revoke(visitor.name, system_act())
    assert ask(visitor, TOLD, case.number).status_code == 401


def test_whose_case_was_passed_on_meanwhile_can_no_longer_act_on_it(world: World) -> None:
    visitor, case = world.visitors["officer-right"], world.case("NG objected")
    assert ask(visitor, PAGE, case.number).status_code == 200
    replace(case.told).on("2017-09-01 09:00").returned("NG", to="NG-HX")
    before = digests()
    acts = [Knock("desk:accept", "POST"), Knock("desk:log-work", "POST"), WORK]
    assert [knock for knock in acts if ask(visitor, knock, case.number).status_code not in {403, 409, 422}] == []
    assert changed(before) == []
