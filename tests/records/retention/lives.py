"""Cases whose time is over, and the two people who agree that they go."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.attachments import pdf
from tests.cast import officer, person
from tests.moments import at
from tests.records.vault.test_canaries import CONTROLS, MARK, marked
from tests.records.vault.test_canaries import hits as search
from tests.stories import Story, story
from wangfang.records.files import keep
from wangfang.records.retention import destroying, lists
from wangfang.records.retention.destroying import Carried
from wangfang.records.retention.models import DestructionList
from wangfang.rules.facts import Act, Actor, Role, Step

OVER = at("2048-01-04")
"""The years of an answered case of 2017 are over since the first of January 2048."""
SIGN = f"{MARK}9042"
"""Written in clear on purpose; on the pages of the database it outlives the test, so no other search looks for it."""
hits = partial(search, marks=CONTROLS)


def act(who: Actor, when: datetime = OVER) -> Act:
    """Return an act of somebody, recorded when it happens."""
    return Act(who, when, when)


def clerk() -> Actor:
    """Return who makes lists in the street office."""
    return officer("NG-XF")


def leader(code: str = "NG-XF") -> Actor:
    """Return who approves them there."""
    return person(code, Role.UNIT_LEADER)


def operator() -> Actor:
    """Return who runs the command."""
    return Actor("system", "系统", Role.SYSTEM)


def answered() -> Story:
    """Return a case of 2017 that ended with an answer at the street office."""
    return story().submitted(to="NG").registered().forwarded("NG-XF").accepted().worked().answered().served().closed()


def declined() -> Story:
    """Return a case of 2017 that the street office did not take up."""
    return story().submitted(to="NG").registered().forwarded("NG-XF").declined()


def approved(*cases: Story) -> DestructionList:
    """Return a list of cases that two people have agreed on."""
    listed = lists.make([told.now.number for told in cases], "保管期限已满", act(clerk()))
    return lists.approve(listed.pk, act(leader()))


def destroyed(*cases: Story) -> Carried:
    """Destroy cases as the operator does who was given their list."""
    return destroying.carry_out(approved(*cases).number, act(operator()), dry=False)


def full_of_marks(external_id: str = SIGN) -> Story:
    """Return an ended case with a marked word in every field that takes free words, with papers, messages and a file."""
    told = story().about(
        title=f"{SIGN}顶楼漏雨", text=f"{SIGN}家屋顶漏。", address=f"{SIGN}楼702", respondent=f"{SIGN}物业",
        source="12345", external_id=external_id, petitioner=marked(9042), people=2,
    )  # fmt: skip
    told.submitted(to="NG").registered().forwarded("NG-XF").objected(f"{SIGN}不归我们").kept("NG", f"{SIGN}归你们")
    receipt = pdf(f"({SIGN})".encode())
    upload = SimpleUploadedFile(f"{SIGN}.pdf", receipt, "application/pdf")
    keep.keep(upload, told.now.number, told.moment)  # type: ignore[arg-type]  # the stubs say its size is read-only
    told.accepted().worked(f"{SIGN}说可以").extended(30, f"{SIGN}要鉴定").paused().resumed()
    told.taken(Step.URGE, person("NG", Role.SUPERVISOR), why=f"{SIGN}等着", due_on="2017-09-30")
    told.taken(Step.PROPOSE, person("NG", Role.SUPERVISOR), kind="improve", text=f"{SIGN}的楼要修", to="NG-XF")
    told.taken(Step.ANSWER_PROPOSAL, text=f"{SIGN}的楼修了")
    told.entered_late("联系人", f"{SIGN}", "2017-08-01").settled(f"赔{SIGN}").answered(f"{SIGN}的诉求成立")
    told.taken(Step.SERVE, method="direct", proof=f"{SIGN}签收").closed(f"{SIGN}满意").resolved(f"{SIGN}家修好了")
    return told
