"""Which step tells the petitioner something, and in which words."""

from __future__ import annotations

from wangfang.records.cases.models import Case
from wangfang.records.notices.models import Notice
from wangfang.rules.facts import Act, Event, Kind, Life, Step
from wangfang.rules.journey import agreed
from wangfang.rules.workflow import MOVES

WORDS = {
    Step.SUBMIT: "【网上信访】您反映的问题已收到，编号 {number}。凭编号和查询码可以查进度。",
    Step.FORWARD: "【网上信访】您反映的问题（{number}）已转给{agency}办理。",
    Step.ASSIGN: "【网上信访】您反映的问题（{number}）已交给{agency}限期办理。",
    Step.DECIDE_RETURN: "【网上信访】您反映的问题（{number}）改由{agency}办理。",
    Step.ARBITRATE: "【网上信访】您反映的问题（{number}）定了由{agency}办理。",
    Step.ACCEPT: "【网上信访】{agency}开始办您反映的问题（{number}）了。",
    Step.FAIL_SCREENING: "【网上信访】您提交的内容（{number}）没有通过审核，原因请在网上查看。",
    Step.MERGE: "【网上信访】您反映的问题（{number}）和之前的同一件事合在一起办，进度请在网上查看。",
    Step.DIVERT: "【网上信访】您反映的问题（{number}）要按法定程序办，找哪个机关请在网上查看。",
    Step.NO_LONGER_ACCEPT: "【网上信访】您反映的问题（{number}）已经走完全部程序，原因请在网上查看。",
    Step.FILE: "【网上信访】您反映的问题（{number}）已记录在案，原因请在网上查看。",
    Step.EXTEND: "【网上信访】您反映的问题（{number}）要多用些时间，原因和新的期限请在网上查看。",
    Step.REOPEN: "【网上信访】您反映的问题（{number}）已退回重新办。",
    Step.ACCEPT_REVIEW: "【网上信访】您的申请（{number}）已经受理。",
    Step.DECIDE_REVIEW: "【网上信访】您申请的复查（{number}）有结果了，请在网上查看。",
    Step.DECIDE_RECHECK: "【网上信访】您申请的复核（{number}）有结果了，请在网上查看。",
    Step.DECLINE: "【网上信访】您反映的问题（{number}）不能按信访办，原因和办法请在网上查看。",
    Step.SERVE: "【网上信访】您反映的问题（{number}）已有处理意见，可以在网上查看。",
    Step.CLOSE: "【网上信访】您反映的问题（{number}）已办完，请您评价。",
}
"""The organ first, no official terms, one thing to know; at most 70 characters."""


def notice_of(case: Case, life: Life, act: Act) -> Notice | None:
    """Return the message that the last step owes: none without a phone, and none for replayed acts."""
    if act.quiet or not case.petitioner.phone:
        return None
    text = _text(case, life, life.events[-1])
    if not text:
        return None
    notice = Notice(subject=case.number, queued_at=act.recorded_at)
    notice.phone, notice.name, notice.text = case.petitioner.phone, case.petitioner.name, text
    return notice


def _text(case: Case, life: Life, event: Event) -> str:
    who = event.text("to") or event.agency
    if event.step is Step.DECIDE_RETURN and not (agreed(event) and event.text("to")):
        return ""  # nothing changes for the petitioner
    agency = life.agencies.get(who)  # what leaves for another procedure may go to an organ outside the tree
    if event.step in MOVES and agency and agency.kind is not Kind.UNIT:
        return ""  # between bureaus nothing changes for the petitioner
    words = WORDS.get(event.step, "")
    return words.format(number=case.number, agency=agency.name if agency else "")
