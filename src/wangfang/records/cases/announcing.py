"""Which step tells the petitioner something, and in which words."""

from __future__ import annotations

from wangfang.records.cases.models import Case
from wangfang.records.notices.models import Notice
from wangfang.rules.facts import Act, Event, Kind, Life, Step
from wangfang.rules.workflow import MOVES

WORDS = {
    Step.SUBMIT: "【网上信访】您反映的问题已收到，编号 {number}。凭编号和查询码可以查进度。",
    Step.FORWARD: "【网上信访】您反映的问题（{number}）已转给{agency}办理。",
    Step.ASSIGN: "【网上信访】您反映的问题（{number}）已交给{agency}限期办理。",
    Step.ACCEPT: "【网上信访】{agency}开始办您反映的问题（{number}）了。",
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
    return Notice(
        phone=case.petitioner.phone,
        name=case.petitioner.name,
        subject=case.number,
        text=text,
        queued_at=act.recorded_at,
    )


def _text(case: Case, life: Life, event: Event) -> str:
    who = event.text("to") or event.agency
    agency = life.agency(who) if who else None
    if event.step in MOVES and agency and agency.kind is not Kind.UNIT:
        return ""  # between bureaus nothing changes for the petitioner
    words = WORDS.get(event.step, "")
    return words.format(number=case.number, agency=agency.name if agency else "")
