"""What is said at an address by whoever tries it: after the question mark, and in a form."""

from __future__ import annotations

QUERIES = {
    "desk:behind": "?period=2017Q3&definition=LEGAL&indicator=bureau_timely&by=county&code=230103&bucket=due",
    "desk:compare-cases": "?period=2017Q3&definition=LEGAL&indicator=bureau_timely&by=county&side=others&on=2017Q3&bucket=due",
    "desk:county-cases": "?period=2017Q3&kind=overdue",
}
"""What an address needs after the question mark."""

SAID = {
    "to": "NG-HX",
    "receiver": "NG-HX",
    "due_on": "2030-01-01",
    "why": "不属于本机关职责范围，请另行提出。",
    "kind": "call",
    "note": "电话联系了信访人，约定了上门的时间。",
    "conclusion": "support",
    "text": "经查，屋面防水层老化，已更换防水卷材，不再漏雨。",
    "method": "direct",
    "proof": "王秀兰签收",
    "should_go_to": "",
    "procedure": "arbitration",
    "agree": "yes",
    "on": "2017-08-22",
    "bypass": "单位人少，由负责人直接签发。",
    "report": "已经办结。",
    "into": "20170822-000001",
    "other": "20170822-000001",
    "verdict": "same_matter",
    "days": "10",
    "shown": "10",
    "confirm": "1",
    "reason": "contact",
    "act_key": "a-key-of-the-test",
}
"""What somebody who may not act presses the button with: enough for every form."""
