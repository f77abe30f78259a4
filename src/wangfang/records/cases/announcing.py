"""Which step tells the petitioner something, and in which words."""

from __future__ import annotations

from wangfang.records.cases.models import Case
from wangfang.records.notices.models import Notice
from wangfang.rules.facts import Act, Event, Kind, Life, Step


def announce(case: Case, life: Life, act: Act) -> None:
    """Put the message that the last step owes into the outbox, in the same transaction."""
    notice = notice_of(case, life, act)
    if notice:
        notice.save(force_insert=True)


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
    """Words of ux.md §8: the organ first, no official terms, one thing to know."""
    match event.step:
        case Step.SUBMIT:
            return f"【网上信访】您反映的问题已收到，编号 {case.number}。凭编号和查询码可以查进度。"
        case Step.FORWARD | Step.ASSIGN:
            receiver = life.agency(event.text("to"))
            if receiver.kind is Kind.UNIT:
                return f"【网上信访】您反映的问题（{case.number}）已转给{receiver.name}办理。"
            return ""
        case Step.ACCEPT:
            return f"【网上信访】{life.agency(event.agency).name}开始办您反映的问题（{case.number}）了。"
        case Step.DECLINE:
            return f"【网上信访】您反映的问题（{case.number}）不能按信访办，原因和办法请在网上查看。"
        case Step.SERVE:
            return f"【网上信访】您反映的问题（{case.number}）已有处理意见，可以在网上查看。"
        case Step.CLOSE:
            return f"【网上信访】您反映的问题（{case.number}）已办完，请您评价。"
        case _:
            return ""
