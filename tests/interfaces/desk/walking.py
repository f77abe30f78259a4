"""Lives as far as an act of the desk needs them, and the way in which a person takes that act."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from tests.cast import PETITIONER, person
from tests.stories import Story, story
from wangfang.records.cases import duplicates, handling, opinions, passing, review, urging
from wangfang.records.cases.models import Case
from wangfang.records.cases.opinions import Opinion
from wangfang.rules.facts import Role, Step

TODAY = "2017-09-01 08:00"
WHY = {"why": "写明理由，供核对。"}
OFFICER, LEADER = ("NG-XF", Role.OFFICER), ("NG-XF", Role.UNIT_LEADER)
SENDER, CITY, NEIGHBOUR, REVIEWER = (
    ("NG", Role.CLERK),
    ("HRB", Role.CLERK),
    ("DL", Role.CLERK),
    ("NG-FC", Role.REVIEWER),
)


def moving() -> Story:
    """Return a case that a bureau has registered today, so that its days have not run out."""
    return story(TODAY).submitted().registered()


def at_unit() -> Story:
    """Return a case that a unit has just received."""
    return moving().forwarded("NG-XF")


def working() -> Story:
    """Return a case that a unit works on."""
    return at_unit().accepted()


def closed() -> Story:
    """Return a case that has been answered and closed."""
    return working().answered().served().closed()


def returned() -> Story:
    """Return a case that its unit objects to."""
    told = at_unit()
    told.case = passing.request_return(told.now, "不在本街道", told.act(told.holder()), "NG-HX")
    return told


def paused() -> Story:
    """Return a case whose clock stands still."""
    told = working()
    told.case = handling.pause(told.now, "appraisal", told.act(told.holder()))
    return told


def listed() -> Story:
    """Return a case on the list."""
    told = working()
    told.case = urging.put_on_list(told.now, "久拖不决", told.act(told.clerk("HRB")))
    return told


def merged() -> Story:
    """Return a case that was attached to another."""
    first, told = moving(), moving()
    told.case = duplicates.merge(told.now, first.now, "同一件事", told.act(told.holder()))
    return told


def in_review() -> Story:
    """Return a case that the petitioner wants looked at again."""
    told = closed()
    told.case = review.request_review(told.now, "没有修好", told.act(PETITIONER), "NG-FC")
    return told


def in_recheck() -> Story:
    """Return a case on its last remedy."""
    told = in_review()
    told.case = review.decide_review(told.now, "uphold", told.act(person("NG-FC", Role.REVIEWER)), "意见正确")
    told.case = review.request_recheck(told.now, "仍然漏", told.act(PETITIONER), "NG-FC")
    return told


ROOF = Opinion(
    "support", "经查，屋面防水层老化。已协调物业更换防水卷材。", "顶楼漏雨属实。", "《物业管理条例》第三十五条"
)


def drafted(opinion: Opinion = ROOF) -> Story:
    """Return a case with a draft that waits to be passed."""
    told = working()
    told.case = opinions.draft(told.now, opinion, told.act(told.holder()))
    return told


def passed() -> Story:
    """Return a case with a draft that waits to be signed."""
    told = drafted()
    told.case = opinions.pass_draft(told.now, told.act(person("NG-XF", Role.OFFICER, "审核人")))
    return told


def signed() -> Story:
    """Return a case with a draft that waits to be issued."""
    told = passed()
    told.case = opinions.sign_draft(told.now, told.act(told.leader()))
    return told


def led() -> Story:
    """Return a case that one unit leads and two assist."""
    told = moving()
    told.case = passing.forward(told.now, "NG-XF", told.act(told.holder()), ("NG-ZJ", "NG-HX"))
    return told


def bounced() -> Story:
    """Return a case that was sent back twice with consent, and for the third time without."""
    told = at_unit()
    for by, onward in (("NG-XF", "NG-HX"), ("NG-HX", "NG-ZJ")):
        told.case = passing.request_return(told.now, f"{by}认为不归它管", told.act(told.holder()))
        told.case = passing.decide_return(told.now, told.act(told.clerk("NG")), agree=True, to=onward)
    told.case = passing.request_return(told.now, "也不归住建局管", told.act(told.holder()))
    return told


def proposed() -> Story:
    """Return a case on which the rung above has proposed something to its unit."""
    told = working()
    watcher = told.act(person("HRB", Role.SUPERVISOR))
    told.case = urging.propose(told.now, "improve", "雨季前普查老旧屋面。", "NG-XF", watcher)
    return told


def assigned() -> Story:
    """Return a case that a unit works on under an assignment."""
    return moving().assigned("NG-XF", "2017-10-20").accepted()


@dataclass(frozen=True)
class Row:
    """One act: its life so far, who may take it, who may not, what is typed, the step and state after it."""

    step: Step
    live: Callable[[], Story]
    who: tuple[str, Role]
    other: tuple[str, Role]
    state: str
    typed: dict[str, str] = field(default_factory=lambda: WHY)


def where(act: str, told: Story) -> str:
    """Return the address of an act on the case."""
    return reverse(f"desk:{act}", args=[told.now.number])


def sent(client: Client, act: str, told: Story, typed: Mapping[str, object]) -> dict[str, object]:
    """Return what the form of an act holds when it is opened, with what is typed."""
    page = client.get(where(act, told)).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {name: hidden[name] for name in ("seen", "act_key")} | dict(typed)


def take(client: Client, act: str, told: Story, **typed: object) -> str:
    """Take an act as a person does, and return the page after it."""
    answer = client.post(where(act, told), sent(client, act, told, typed), follow=True)
    assert answer.status_code == 200, re.findall(r'<p class="msg[^>]*>([^<]+)|<h1>([^<]+)', answer.content.decode())
    told.case = Case.objects.select_related("petitioner", "holder").get(pk=told.now.pk)
    return answer.content.decode()
