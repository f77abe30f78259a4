"""Builds a case by living it: every state in a test was reached through the real verbs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tests.cast import PETITIONER, person
from tests.moments import at
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import duplicates, intake
from wangfang.records.cases.models import Case
from wangfang.records.cases.petitions import Person, Petition
from wangfang.records.cases.verbs import VERBS
from wangfang.rules.facts import Act, Actor, Form, Kind, Purpose, Role, Step

ROOF = Petition(
    to="HLJ",
    title="辽河小区顶楼漏雨",
    text="我家住南岗区辽河小区5栋顶楼，今年6月以来每次下雨屋顶都漏，希望尽快派人来修。",
    region="230103018",
    address="辽河小区5栋2单元702",
    category="城乡建设",
    petitioner=Person("王秀兰", "230103195804000026", "13800138000", "南岗区辽河小区5栋2单元702"),
)
ANSWER = "经查，屋面防水层老化。已协调物业于9月1日更换防水卷材。"


@dataclass
class Story:
    """One case and the moment at which its next act happens; each act moves the moment on by an hour."""

    moment: datetime = field(default_factory=lambda: at("2017-08-22 09:14"))
    petition: Petition = ROOF
    case: Case | None = None
    code: str = ""

    def on(self, text: str) -> Story:
        """Go on at another moment."""
        self.moment = at(text)
        return self

    def about(self, **changes: Any) -> Story:
        """Change the petition before it is submitted."""
        self.petition = replace(self.petition, **changes)
        return self

    def accusing(self, agency: str) -> Story:
        """Make it an accusation of an agency."""
        return self.about(purpose=Purpose.ACCUSATION, respondent=agency)

    def submitted(self, when: str = "", to: str = "NG") -> Story:
        """Submit it over the network."""
        if when:
            self.on(when)
        receipt = intake.submit(replace(self.petition, to=to), self.act(PETITIONER))
        self.case, self.code = receipt.case, receipt.query_code
        return self

    def written(self, by: str = "NG", form: Form = Form.LETTER) -> Story:
        """Register it as a letter."""
        receipt = intake.register_new(replace(self.petition, to=by, form=form), self.act(self.clerk(by)))
        self.case, self.code = receipt.case, receipt.query_code
        return self

    def taken(self, step: Step, by: Actor | None = None, **said: object) -> Story:
        """Take any step by its verb; whoever holds the case takes it, when nobody else is named."""
        self.case = VERBS[step](self.now, self.act(by or self.holder()), said)
        return self

    def registered(self) -> Story:
        """Register it at the bureau that holds it."""
        return self.taken(Step.REGISTER)

    def screened(self, procedure: str = "simplified") -> Story:
        """Choose the procedure."""
        return self.taken(Step.SCREEN, procedure=procedure, ground="daily")

    def forwarded(self, to: str, *co: str) -> Story:
        """Pass it on; `co` assist."""
        return self.taken(Step.FORWARD, to=to, co=list(co))

    def assigned(self, to: str, due_on: str, *co: str) -> Story:
        """Pass it on with a limit; `co` assist."""
        return self.taken(Step.ASSIGN, to=to, due_on=due_on, co=list(co))

    def signed_in(self) -> Story:
        """Sign for it."""
        return self.taken(Step.SIGN_IN)

    def accepted(self) -> Story:
        """Take it up."""
        return self.taken(Step.ACCEPT)

    def declined(self, why: str = "依法应当通过仲裁解决") -> Story:
        """Refuse it."""
        return self.taken(Step.DECLINE, why=why)

    def worked(self, note: str = "电话联系了信访人，约定上门时间。", kind: str = "call") -> Story:
        """Write down some work."""
        return self.taken(Step.LOG_WORK, kind=kind, note=note)

    def resolved(self, note: str = "屋面防水已更换，蓄水试验无渗漏。") -> Story:
        """Write down that the problem is solved."""
        return self.taken(Step.RESOLVE, note=note)

    def answered(self, text: str = ANSWER) -> Story:
        """Issue the opinion past the chain, with the reason."""
        return self.taken(Step.ISSUE_OPINION, conclusion="support", text=text, bypass="单位人少，由负责人直接签发")

    def drafted(self, text: str = ANSWER, conclusion: str = "support") -> Story:
        """Write a version of the opinion."""
        return self.taken(Step.DRAFT_OPINION, conclusion=conclusion, text=text)

    def signed(self) -> Story:
        """Let the section pass the draft and the leader sign it."""
        return self.taken(Step.PASS_DRAFT).taken(Step.SIGN_DRAFT, self.leader())

    def issued(self, text: str = ANSWER, conclusion: str = "support") -> Story:
        """Issue the opinion as it was signed."""
        return self.taken(Step.ISSUE_OPINION, conclusion=conclusion, text=text)

    def assisted(self, by: str, text: str = "已核对本单位负责的部分，情况属实。") -> Story:
        """Let a unit that assists give its answer."""
        return self.taken(Step.ASSIST, person(by, Role.OFFICER), text=text)

    def served(self) -> Story:
        """Deliver the opinion."""
        return self.taken(Step.SERVE, method="direct", proof="王秀兰签收")

    def closed(self, report: str = "") -> Story:
        """Close it."""
        return self.taken(Step.CLOSE, report=report)

    def finalized(self, ground: str = "lapsed") -> Story:
        """Let the system end it for good."""
        return self.taken(Step.FINALIZE, replace(self.holder(), role=Role.SYSTEM), ground=ground)

    def rated(self, bureau: str = "satisfied", unit: str = "satisfied") -> Story:
        """Let the petitioner rate."""
        return self.taken(Step.EVALUATE, PETITIONER, bureau=bureau, unit=unit)

    def objected(self, why: str = "应由区住建局办理", should_go_to: str = "") -> Story:
        """Let the unit object that it is not competent."""
        return self.taken(Step.REQUEST_RETURN, why=why, should_go_to=should_go_to)

    def returned(self, by: str, to: str = "") -> Story:
        """Let the sender agree to the objection, and pass it on when a receiver is named."""
        return self.taken(Step.DECIDE_RETURN, self.clerk(by), agree=True, to=to)

    def kept(self, by: str, why: str = "属于你单位职责") -> Story:
        """Let the sender refuse the objection."""
        return self.taken(Step.DECIDE_RETURN, self.clerk(by), agree=False, why=why)

    def arbitrated(self, by: str, to: str, why: str = "漏点在公共屋面，由属地街道牵头") -> Story:
        """Let the common superior settle where it belongs."""
        return self.taken(Step.ARBITRATE, self.clerk(by), to=to, why=why)

    def ended(self, verb: str, why: str = "不属于信访受理范围", to: str = "哈尔滨仲裁委员会") -> Story:
        """End it without deciding: `verb` is no_longer_accept, file or divert."""
        on = self.moment.date().isoformat()
        return self.taken(Step(verb), why=why, procedure="arbitration", to=to, on=on)

    def withdrawn(self, why: str = "问题已经解决") -> Story:
        """Let the petitioner take it back."""
        return self.taken(Step.WITHDRAW, PETITIONER, why=why)

    def merged(self, into: Case, why: str = "同一人反映同一事") -> Story:
        """Attach it to the case that it repeats."""
        self.case = duplicates.merge(self.now, into, why, self.act(self.holder()))
        return self

    def taken_apart(self, why: str = "反映的不是同一处房屋") -> Story:
        """Take it out again."""
        return self.taken(Step.UNMERGE, why=why)

    def extended(self, days: int = 30, why: str = "需要委托鉴定") -> Story:
        """Let the head of the holder lengthen the time."""
        return self.taken(Step.EXTEND, self.leader(), days=days, why=why)

    def paused(self, why: str = "appraisal") -> Story:
        """Stop the clock."""
        return self.taken(Step.PAUSE, why=why)

    def resumed(self) -> Story:
        """Let the clock run again."""
        return self.taken(Step.RESUME)

    def settled(self, note: str = "物业赔偿墙面损失，双方签字。") -> Story:
        """Write down what both sides agreed on."""
        return self.taken(Step.SETTLE, note=note)

    def entered_late(self, name: str, value: str, evidence_on: str) -> Story:
        """Enter late what was left out."""
        return self.taken(Step.SUPPLEMENT, field=name, value=value, evidence_on=evidence_on)

    def reopened(self, by: str, why: str = "答复与反映的问题无关") -> Story:
        """Send it back to be handled again."""
        return self.taken(Step.REOPEN, self.clerk(by), why=why)

    def review_asked(self, to: str = "", why: str = "处理意见没有解决漏雨") -> Story:
        """Let the petitioner ask for a review."""
        return self.taken(Step.REQUEST_REVIEW, PETITIONER, why=why, to=to)

    def review_accepted(self, by: str) -> Story:
        """Let the body take up an application for review or recheck."""
        return self.taken(Step.ACCEPT_REVIEW, person(by, Role.REVIEWER))

    def reviewed(self, by: str, outcome: str = "uphold", why: str = "") -> Story:
        """Decide on the review."""
        return self.taken(Step.DECIDE_REVIEW, person(by, Role.REVIEWER), outcome=outcome, why=why)

    def recheck_asked(self, to: str = "", why: str = "仍然不服") -> Story:
        """Let the petitioner ask for a recheck."""
        return self.taken(Step.REQUEST_RECHECK, PETITIONER, why=why, to=to)

    def rechecked(self, by: str, outcome: str = "uphold", why: str = "") -> Story:
        """Decide on the recheck."""
        return self.taken(Step.DECIDE_RECHECK, person(by, Role.REVIEWER), outcome=outcome, why=why)

    def marked(self, verb: str, by: str, why: str = "临近到期") -> Story:
        """Put a mark on it: `verb` is urge, supervise, put_on_list or lift."""
        step = Step.LIST if verb == "put_on_list" else Step(verb)
        return self.taken(step, person(by, Role.SUPERVISOR), why=why)

    @property
    def now(self) -> Case:
        """Return the case, which exists by now."""
        assert self.case is not None
        return self.case

    def holder(self) -> Actor:
        """Return somebody at the agency that holds the case."""
        found = tree()
        agency = found.agency(found.code_of[self.now.holder_id])
        role = Role.CLERK if agency.kind is Kind.BUREAU else Role.OFFICER
        return Actor(f"{agency.code}-{role}".lower(), f"{agency.name}经办人", role, agency)

    def leader(self) -> Actor:
        """Return the head of the agency that holds the case."""
        holder = self.holder()
        role = Role.BUREAU_LEADER if holder.role is Role.CLERK else Role.UNIT_LEADER
        return replace(holder, role=role)

    def clerk(self, code: str) -> Actor:
        """Return the clerk of a bureau."""
        return Actor(f"{code}-clerk".lower(), "经办人", Role.CLERK, tree().agency(code))

    def act(self, actor: Actor) -> Act:
        """Return the next act, and move the moment on by an hour."""
        moment, self.moment = self.moment, self.moment + timedelta(hours=1)
        return Act(actor, moment, moment)


def story(when: str = "2017-08-22 09:14") -> Story:
    """Begin a story."""
    return Story(moment=at(when))
