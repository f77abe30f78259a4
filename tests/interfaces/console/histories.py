"""Whole lives in the history format, one for each way in which a case can go; together they take every step."""

from __future__ import annotations

from tests.interfaces.console.test_history import SUBMIT, Act, act


def petitioner(step: str, when: str, **said: object) -> Act:
    """Return an act of the petitioner of case A."""
    return {"case": "A", "step": step, "occurred_at": f"2017-{when}:00+08:00", **said}


BEGIN: list[Act] = [SUBMIT, act("register", "08-22T09:00"), act("forward", "08-23T09:00", to="NG-XF")]
WORK: list[Act] = [*BEGIN, act("accept", "08-25T09:00", "NG-XF")]
ANSWERED: list[Act] = [
    act("issue_opinion", "09-20T09:00", "NG-XF", conclusion="support", text="已责成物业维修。"),
    act("serve", "09-21T09:00", "NG-XF", method="direct"),
    act("close", "09-22T09:00", "NG-XF"),
]
REDONE: list[Act] = [
    act("issue_opinion", "11-20T09:00", "NG-XF", conclusion="explain", text="已经重新核实。"),
    act("serve", "11-21T09:00", "NG-XF", method="post"),
    act("close", "11-22T09:00", "NG-XF"),
]

LIVES: dict[str, tuple[list[Act], str]] = {
    "objected in vain": (
        [
            *BEGIN,
            act("request_return", "08-24T09:00", "NG-XF", why="不归我们管", should_go_to="区住建局"),
            act("decide_return", "08-25T09:00", agree=False, why="归你们管"),
            act("accept", "08-26T09:00", "NG-XF"),
        ],
        "accepted",
    ),
    "passed on by a return": (
        [
            *BEGIN,
            act("request_return", "08-24T09:00", "NG-XF", why="不归我们管"),
            act("decide_return", "08-25T09:00", agree=True, to="NG-ZJ"),
            act("no_longer_accept", "08-26T09:00", "NG-ZJ", why="已经复核终结"),
        ],
        "no_longer_accepted",
    ),
    "taken back": (
        [
            *BEGIN,
            act("request_return", "08-24T09:00", "NG-XF", why="不归我们管"),
            act("decide_return", "08-25T09:00", agree=True),
            act("file", "08-26T09:00", why="没有具体诉求"),
        ],
        "filed",
    ),
    "watched, paused, extended, settled, diverted": (
        [
            *WORK,
            act("urge", "08-26T09:00", why="请抓紧", due_on="2017-09-10"),
            act("supervise", "08-27T09:00", "HRB", why="久拖不决"),
            act("list", "08-28T09:00", "HRB-LB", why="久拖不决", due_on="2017-09-30"),
            act("pause", "08-29T09:00", "NG-XF", why="appraisal"),
            act("resume", "09-02T09:00", "NG-XF", why="appraisal"),
            act("extend", "09-03T09:00", "NG-XF", days=20, why="案情复杂"),
            act("settle", "09-04T09:00", "NG-XF", note="双方同意维修"),
            act("supplement", "09-05T09:00", "NG-XF", field="phone", value="138", evidence_on="2017-08-30"),
            act("lift", "09-06T09:00", "HRB-LB", why="已经抓紧"),
            act("divert", "09-07T09:00", "NG-XF", why="属于仲裁", to="劳动人事争议仲裁委员会"),
        ],
        "diverted",
    ),
    "reopened": ([*WORK, *ANSWERED, act("reopen", "09-25T09:00", why="没有回应诉求"), *REDONE], "closed"),
    "reviewed and rechecked": (
        [
            *WORK,
            *ANSWERED,
            petitioner("request_review", "09-25T09:00", why="不服", agency="HRB-FC"),
            act("decide_review", "10-10T09:00", "HRB-FC", outcome="redo", why="事实不清"),
            *REDONE,
            petitioner("request_review", "11-25T09:00", why="还是不服"),
            act("decide_review", "12-01T09:00", "HRB-FC", outcome="uphold"),
            petitioner("request_recheck", "12-02T09:00", why="不服复查", to="HRB-FC"),
            act("accept_review", "12-04T09:00", "HRB-FC"),
            act("decide_recheck", "12-20T09:00", "HRB-FC", outcome="uphold"),
        ],
        "finalized",
    ),
    "labelled, accused named, let in by name": (
        [
            *BEGIN[:2],
            act("label", "08-22T10:00", secrecy="accusation", why="反映的是干部"),
            act("name_accused", "08-22T10:05", accused="NG-ZJ", why="信中写明"),
            act("recuse", "08-22T10:10", login="ng-wang", why="与被反映人是亲属"),
            act("ask_grant", "08-22T10:15", login="ng-li", parts=["content"], until="2017-09-15", why="由他办理"),
            act("approve_grant", "08-22T10:20", actor="ng-zhang", login="ng-li"),
            act("end_grant", "08-22T10:25", login="ng-li", why="换人办理"),
        ],
        "registered",
    ),
    "drafted, sent back, signed": (
        [
            *WORK,
            act("log_work", "08-28T09:00", "NG-XF", kind="visit", note="到现场看了"),
            act("draft_opinion", "09-01T09:00", "NG-XF", conclusion="explain", text="已告知物业。"),
            act("pass_draft", "09-04T09:00", "NG-XF", note="同意"),
            act("return_draft", "09-05T09:00", "NG-XF", why="没有回应维修时间"),
            act(
                "draft_opinion", "09-06T09:00", "NG-XF", conclusion="support", text="已责成物业维修。", facts="漏雨属实"
            ),
            act("pass_draft", "09-07T09:00", "NG-XF"),
            act("sign_draft", "09-08T09:00", "NG-XF"),
            act("resolve", "09-19T09:00", "NG-XF", note="屋顶修好了"),
            *ANSWERED,
            petitioner("evaluate", "09-23T09:00", unit="satisfied", bureau="basically"),
            act("finalize", "11-01T09:00", "NG-XF", ground="lapsed"),
        ],
        "finalized",
    ),
    "answered with helpers": (
        [
            *BEGIN[:2],
            act("screen", "08-22T10:00", procedure="ordinary"),
            act("assign", "08-23T09:00", to="NG-ZJ", due_on="2017-10-20", co=["NG-XF", "NG-HX"]),
            act("sign_in", "08-24T09:00", "NG-ZJ"),
            act("accept", "08-25T09:00", "NG-ZJ"),
            act("assist", "08-30T09:00", "NG-XF", text="本街道部分已核实"),
            act("issue_opinion", "09-20T09:00", "NG-ZJ", conclusion="support", text="已维修。", without="另一家不涉及"),
            act("serve", "09-21T09:00", "NG-ZJ", method="direct", proof="当面签收"),
            act("close", "09-22T09:00", "NG-ZJ", report="维修完成，群众认可"),
        ],
        "closed",
    ),
    "bounced and settled by whoever is above": (
        [
            *BEGIN,
            act("request_return", "08-24T09:00", "NG-XF", why="不归我们管"),
            act("decide_return", "08-25T09:00", agree=True, to="NG-ZJ"),
            act("request_return", "08-28T09:00", "NG-ZJ", why="也不归我们管"),
            act("decide_return", "08-29T09:00", agree=True, to="NG-HX"),
            act("request_return", "08-30T09:00", "NG-HX", why="更不归我们管"),
            act("arbitrate", "08-31T09:00", "HRB", to="NG-XF", why="属地管理"),
            act("decline", "09-01T09:00", "NG-XF", why="正在诉讼"),
        ],
        "declined",
    ),
    "handed over, reckoned anew, reported, proposed": (
        [
            *WORK,
            act("report_urgent", "08-26T09:00", "NG-XF", note="住户称要堵路", to="HRB"),
            act("hand_over", "08-28T09:00", "NG-XF", to="NG-HX", why="街道合并"),
            act("recompute", "08-29T09:00", "NG-HX", why="放假安排调整", kept={"answer:4": "2017-11-30"}),
            act("propose", "08-30T09:00", "HRB", kind="improve", text="建立雨季巡查制度", to="NG-HX"),
            act("answer_proposal", "09-10T09:00", "NG-HX", text="已经采纳"),
        ],
        "accepted",
    ),
    "not let in": ([SUBMIT, act("fail_screening", "08-22T09:00", why="内容重复提交")], "screen_failed"),
    "led to another procedure": (
        [
            *BEGIN[:2],
            act(
                "divert",
                "08-24T09:00",
                why="应当仲裁",
                procedure="arbitration",
                to="劳动人事争议仲裁委员会",
                on="2017-08-24",
            ),
        ],
        "diverted",
    ),
    "withdrawn": ([*WORK, petitioner("withdraw", "09-01T09:00", why="已经解决")], "withdrawn"),
}
