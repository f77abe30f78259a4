"""To each step that goes on with a case: a road through the real verbs that ends right before it, and who takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tests.cast import PETITIONER, person
from tests.stories import ANSWER, Story, story
from wangfang.records.cases.models import Case
from wangfang.records.cases.verbs import PAIRED, VERBS
from wangfang.rules.facts import Act, Actor, Role, Step
from wangfang.rules.matters import ABOUT_TWO

Said = dict[str, object]


@dataclass(frozen=True, slots=True)
class Road:
    """How a fresh case comes before a step, who then takes it, and what is said with it."""

    before: Callable[[], Story]
    by: Callable[[Story], Actor] = Story.holder
    said: Mapping[str, object] = field(default_factory=dict)


def take(step: Step, case: Case, act: Act, said: Mapping[str, object]) -> Case:
    """Take a step by its verb; some speak of two cases."""
    if step in PAIRED:
        found = said[ABOUT_TWO[step]]
        assert isinstance(found, Case)
        return PAIRED[step](case, found, act, said)
    return VERBS[step](case, act, said)


def besides(step: Step, case: Case) -> Mapping[str, Case]:
    """Return the other case that a step speaks of, where it speaks of two; that of a link to be taken back is there."""
    if step is Step.UNLINK:
        return {"other": Case.objects.get(number=case.linked[0])}
    return {ABOUT_TWO[step]: other()} if step in PAIRED else {}


def _said(**said: object) -> Said:
    return said


def _somebody(agency: str, role: Role) -> Callable[[Story], Actor]:
    return lambda _told: person(agency, role)


def _petitioner(_told: Story) -> Actor:
    return PETITIONER


def _system(told: Story) -> Actor:
    return replace(told.holder(), role=Role.SYSTEM)


def _submitted() -> Story:
    return story("2017-08-22 09:00").submitted()


def _registered() -> Story:
    return _submitted().registered()


def _arrived() -> Story:
    return _registered().forwarded("NG-XF")


def _objected() -> Story:
    return _arrived().objected()


def _bounced_twice() -> Story:
    return _objected().returned("NG", "NG-HX").objected().returned("NG", "NG-ZJ").objected()


def _accepted() -> Story:
    return _arrived().accepted()


def _drafted() -> Story:
    return _accepted().drafted()


def _answered() -> Story:
    return _accepted().answered()


def _served() -> Story:
    return _answered().served()


def _closed() -> Story:
    return _served().closed()


def _review_asked() -> Story:
    return _served().review_asked("HRB-FC")


def _reviewed() -> Story:
    return _review_asked().reviewed("HRB-FC")


def _proposed() -> Story:
    by = person("HRB", Role.SUPERVISOR)
    return _accepted().taken(Step.PROPOSE, by, kind="improve", text="建立雨季巡查制度", to="NG-XF")


def _labelled() -> Story:
    return _registered().taken(Step.LABEL, person("NG", Role.CLERK), secrecy="accusation", why="反映干部违纪")


def _grant_asked() -> Story:
    return _labelled().taken(Step.ASK_GRANT, person("NG", Role.CLERK), **_ASKED)


def other() -> Case:
    """Return the case that others are merged into."""
    return story("2017-08-21 09:00").submitted().now


def _linked() -> Story:
    told = _registered()
    told.case = PAIRED[Step.LINK](told.now, other(), told.act(told.holder()), {"verdict": "same_matter"})
    return told


_WHY = _said(why="依规定办理")
_ASKED = _said(login="li", parts=["content"], until="2017-09-10", why="协助核查")
_SUPERVISOR = _somebody("HRB", Role.SUPERVISOR)
_REVIEWER = _somebody("HRB-FC", Role.REVIEWER)
_OPINION = _said(conclusion="support", text=ANSWER)

ROADS: dict[Step, Road] = {
    Step.REGISTER: Road(_submitted),
    Step.FAIL_SCREENING: Road(_submitted, said=_WHY),
    Step.SCREEN: Road(_registered, said=_said(procedure="ordinary")),
    Step.FORWARD: Road(_registered, said=_said(to="NG-XF", co=["NG-ZJ"])),
    Step.ASSIGN: Road(_registered, said=_said(to="NG-XF", due_on="2017-10-10")),
    Step.SIGN_IN: Road(_arrived),
    Step.REQUEST_RETURN: Road(_arrived, said=_WHY),
    Step.DECIDE_RETURN: Road(_objected, _somebody("NG", Role.CLERK), _said(agree=True, to="NG-ZJ")),
    Step.ARBITRATE: Road(_bounced_twice, _SUPERVISOR, _said(to="NG-XF", **_WHY)),
    Step.HAND_OVER: Road(_arrived, _system, _said(to="NG-HX", **_WHY)),
    Step.RECOMPUTE: Road(_accepted, _system, _said(kept={"answer:4": "2017-11-30"}, **_WHY)),
    Step.ACCEPT: Road(_arrived),
    Step.DECLINE: Road(_arrived, said=_WHY),
    Step.NO_LONGER_ACCEPT: Road(_registered, said=_WHY),
    Step.FILE: Road(_registered, said=_WHY),
    Step.DIVERT: Road(
        _registered, said=_said(procedure="arbitration", to="劳动人事争议仲裁委员会", on="2017-08-22", **_WHY)
    ),
    Step.MERGE: Road(_registered, said=_WHY),
    Step.UNMERGE: Road(lambda: _registered().merged(other()), _somebody("NG", Role.CLERK), _WHY),
    Step.LINK: Road(_registered, said=_said(verdict="same_person")),
    Step.UNLINK: Road(_linked, said=_WHY),
    Step.DISMISS: Road(_registered, said=_WHY),
    Step.LOG_WORK: Road(_accepted, said=_said(kind="hearing", note="听取双方陈述")),
    Step.PAUSE: Road(_accepted, said=_said(why="appraisal")),
    Step.RESUME: Road(lambda: _accepted().paused()),
    Step.EXTEND: Road(_accepted, Story.leader, _said(days=30, **_WHY)),
    Step.SETTLE: Road(_accepted, said=_said(note="双方签字")),
    Step.RESOLVE: Road(_accepted, said=_said(note="已经修好")),
    Step.ASSIST: Road(
        lambda: _registered().forwarded("NG-XF", "NG-ZJ"), _somebody("NG-ZJ", Role.OFFICER), _said(text="已核对档案")
    ),
    Step.DRAFT_OPINION: Road(_accepted, said=_OPINION),
    Step.PASS_DRAFT: Road(_drafted),
    Step.RETURN_DRAFT: Road(_drafted, said=_WHY),
    Step.SIGN_DRAFT: Road(lambda: _drafted().taken(Step.PASS_DRAFT), Story.leader),
    Step.ISSUE_OPINION: Road(lambda: _drafted().signed(), said=_OPINION),
    Step.SERVE: Road(_answered, said=_said(method="direct", proof="信访人当面签收")),
    Step.CLOSE: Road(_served),
    Step.FINALIZE: Road(lambda: _closed().on("2017-10-10 09:00"), _system, _said(ground="lapsed")),
    Step.EVALUATE: Road(_closed, _petitioner, _said(bureau="satisfied", unit="basically")),
    Step.REOPEN: Road(_closed, _somebody("NG", Role.CLERK), _WHY),
    Step.REQUEST_REVIEW: Road(_served, _petitioner, _said(to="HRB-FC", **_WHY)),
    Step.ACCEPT_REVIEW: Road(_review_asked, _REVIEWER),
    Step.DECIDE_REVIEW: Road(_review_asked, _REVIEWER, _said(outcome="redo", **_WHY)),
    Step.REQUEST_RECHECK: Road(_reviewed, _petitioner, _said(to="HRB-FC", **_WHY)),
    Step.DECIDE_RECHECK: Road(lambda: _reviewed().recheck_asked("HRB-FC"), _REVIEWER, _said(outcome="uphold", **_WHY)),
    Step.SUPPLEMENT: Road(_arrived, said=_said(field="联系电话", value="已补", evidence_on="2017-08-22")),
    Step.WITHDRAW: Road(_accepted, _petitioner, _WHY),
    Step.URGE: Road(_arrived, _SUPERVISOR, _WHY),
    Step.SUPERVISE: Road(_arrived, _SUPERVISOR, _WHY),
    Step.LIST: Road(_arrived, _SUPERVISOR, _WHY),
    Step.LIFT: Road(lambda: _arrived().marked("put_on_list", "HRB"), _SUPERVISOR, _WHY),
    Step.PROPOSE: Road(_accepted, _SUPERVISOR, _said(kind="improve", text="建立雨季巡查制度", to="NG-XF")),
    Step.ANSWER_PROPOSAL: Road(_proposed, said=_said(text="已经采纳")),
    Step.REPORT_URGENT: Road(_arrived, said=_said(note="住户称要堵路", to="HRB")),
    Step.LABEL: Road(_arrived, _somebody("NG", Role.CLERK), _said(secrecy="accusation", **_WHY)),
    Step.RECUSE: Road(_arrived, _somebody("NG-XF", Role.UNIT_LEADER), _said(login="li", **_WHY)),
    Step.NAME_ACCUSED: Road(_labelled, _somebody("NG", Role.CLERK), _said(login="li", agency="HL-ZJ", **_WHY)),
    Step.ASK_GRANT: Road(_labelled, _somebody("NG", Role.CLERK), _ASKED),
    Step.APPROVE_GRANT: Road(_grant_asked, _somebody("NG", Role.BUREAU_LEADER), _said(login="li")),
    Step.END_GRANT: Road(_grant_asked, _somebody("NG", Role.BUREAU_LEADER), _said(login="li", **_WHY)),
}
"""One road for every step but the submission, with which a case begins."""
