"""Builds a case by living it: every state in a test was reached through the real verbs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from tests.cast import PETITIONER, person
from tests.moments import at
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import (
    closing,
    duplicates,
    evaluation,
    handling,
    intake,
    passing,
    review,
    screening,
    urging,
)
from wangfang.records.cases.models import Case
from wangfang.records.cases.petitions import Person, Petition
from wangfang.rules.facts import Act, Actor, Form, Kind, Purpose, Role

ROOF = Petition(
    to="HLJ",
    title="辽河小区顶楼漏雨",
    text="我家住南岗区辽河小区5栋顶楼，今年6月以来每次下雨屋顶都漏，希望尽快派人来修。",
    region="230103018",
    address="辽河小区5栋2单元702",
    category="城乡建设",
    petitioner=Person("王秀兰", "230103195804000026", "13800138000", "南岗区辽河小区5栋2单元702"),
)


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

    def registered(self) -> Story:
        """Register it at the bureau that holds it."""
        self.case = intake.register(self.now, self.act(self.holder()))
        return self

    def screened(self, procedure: str = "simplified") -> Story:
        """Choose the procedure."""
        self.case = intake.screen(self.now, procedure, self.act(self.holder()))
        return self

    def forwarded(self, to: str) -> Story:
        """Pass it on."""
        self.case = passing.forward(self.now, to, self.act(self.holder()))
        return self

    def assigned(self, to: str, due_on: str) -> Story:
        """Pass it on with a limit."""
        self.case = passing.assign(self.now, to, date.fromisoformat(due_on), self.act(self.holder()))
        return self

    def signed_in(self) -> Story:
        """Sign for it."""
        self.case = passing.sign_in(self.now, self.act(self.holder()))
        return self

    def accepted(self) -> Story:
        """Take it up."""
        self.case = handling.accept(self.now, self.act(self.holder()))
        return self

    def declined(self, why: str = "依法应当通过仲裁解决") -> Story:
        """Refuse it."""
        self.case = handling.decline(self.now, why, self.act(self.holder()))
        return self

    def worked(self, note: str = "电话联系了信访人，约定上门时间。") -> Story:
        """Write down some work."""
        self.case = handling.log_work(self.now, "call", note, self.act(self.holder()))
        return self

    def resolved(self) -> Story:
        """Write down that the problem is solved."""
        self.case = handling.resolve(self.now, "屋面防水已更换，蓄水试验无渗漏。", self.act(self.holder()))
        return self

    def answered(self, text: str = "经查，屋面防水层老化。已协调物业于9月1日更换防水卷材。") -> Story:
        """Issue the opinion."""
        self.case = closing.issue_opinion(self.now, "support", text, self.act(self.holder()))
        return self

    def served(self) -> Story:
        """Deliver the opinion."""
        self.case = closing.serve(self.now, "direct", self.act(self.holder()))
        return self

    def closed(self) -> Story:
        """Close it."""
        self.case = closing.close(self.now, self.act(self.holder()))
        return self

    def rated(self, bureau: str = "satisfied", unit: str = "satisfied") -> Story:
        """Let the petitioner rate."""
        self.case = evaluation.evaluate(self.now, self.act(PETITIONER), bureau=bureau, unit=unit)
        return self

    def objected(self, why: str = "应由区住建局办理", should_go_to: str = "") -> Story:
        """Let the unit object that it is not competent."""
        self.case = passing.request_return(self.now, why, self.act(self.holder()), should_go_to)
        return self

    def returned(self, by: str, to: str = "") -> Story:
        """Let the sender agree to the objection, and pass it on when a receiver is named."""
        self.case = passing.decide_return(self.now, self.act(self.clerk(by)), agree=True, to=to)
        return self

    def kept(self, by: str, why: str = "属于你单位职责") -> Story:
        """Let the sender refuse the objection."""
        self.case = passing.decide_return(self.now, self.act(self.clerk(by)), agree=False, why=why)
        return self

    def ended(self, verb: str, why: str = "不属于信访受理范围", to: str = "哈尔滨仲裁委员会") -> Story:
        """End it without deciding: `verb` is no_longer_accept, file or divert."""
        act = self.act(self.holder())
        if verb == "divert":
            self.case = screening.divert(self.now, why, to, act)
        else:
            self.case = {"no_longer_accept": screening.no_longer_accept, "file": screening.file}[verb](
                self.now, why, act
            )
        return self

    def withdrawn(self, why: str = "问题已经解决") -> Story:
        """Let the petitioner take it back."""
        self.case = screening.withdraw(self.now, why, self.act(PETITIONER))
        return self

    def merged(self, into: Case, why: str = "同一人反映同一事") -> Story:
        """Attach it to the case that it repeats."""
        self.case = duplicates.merge(self.now, into, why, self.act(self.holder()))
        return self

    def taken_apart(self, why: str = "反映的不是同一处房屋") -> Story:
        """Take it out again."""
        self.case = duplicates.unmerge(self.now, why, self.act(self.holder()))
        return self

    def extended(self, days: int = 30, why: str = "需要委托鉴定") -> Story:
        """Let the head of the holder lengthen the time."""
        self.case = handling.extend(self.now, days, why, self.act(self.leader()))
        return self

    def paused(self, why: str = "appraisal") -> Story:
        """Stop the clock."""
        self.case = handling.pause(self.now, why, self.act(self.holder()))
        return self

    def resumed(self) -> Story:
        """Let the clock run again."""
        self.case = handling.resume(self.now, self.act(self.holder()))
        return self

    def settled(self, note: str = "物业赔偿墙面损失，双方签字。") -> Story:
        """Write down what both sides agreed on."""
        self.case = handling.settle(self.now, note, self.act(self.holder()))
        return self

    def entered_late(self, name: str, value: str, evidence_on: str) -> Story:
        """Enter late what was left out."""
        day = date.fromisoformat(evidence_on)
        self.case = handling.supplement(self.now, name, value, day, self.act(self.holder()))
        return self

    def reopened(self, by: str, why: str = "答复与反映的问题无关") -> Story:
        """Send it back to be handled again."""
        self.case = closing.reopen(self.now, why, self.act(self.clerk(by)))
        return self

    def review_asked(self, to: str = "", why: str = "处理意见没有解决漏雨") -> Story:
        """Let the petitioner ask for a review."""
        self.case = review.request_review(self.now, why, self.act(PETITIONER), to)
        return self

    def reviewed(self, by: str, outcome: str = "uphold") -> Story:
        """Decide on the review."""
        self.case = review.decide_review(self.now, outcome, self.act(person(by, Role.REVIEWER)))
        return self

    def recheck_asked(self, to: str = "", why: str = "仍然不服") -> Story:
        """Let the petitioner ask for a recheck."""
        self.case = review.request_recheck(self.now, why, self.act(PETITIONER), to)
        return self

    def rechecked(self, by: str, outcome: str = "uphold") -> Story:
        """Decide on the recheck."""
        self.case = review.decide_recheck(self.now, outcome, self.act(person(by, Role.REVIEWER)))
        return self

    def marked(self, verb: str, by: str, why: str = "临近到期") -> Story:
        """Put a mark on it: `verb` is urge, supervise, put_on_list or lift."""
        marks = {
            "urge": urging.urge,
            "supervise": urging.supervise,
            "put_on_list": urging.put_on_list,
            "lift": urging.lift,
        }
        self.case = marks[verb](self.now, why, self.act(person(by, Role.SUPERVISOR)))
        return self

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
