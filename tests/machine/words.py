"""What a random person says with a random step: mostly what it asks for, sometimes what it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from wangfang.rules.details import WORDS
from wangfang.rules.exits import PROCEDURES, Rank
from wangfang.rules.facts import Step
from wangfang.rules.simplified import GROUNDS

AGENCIES = ("HRB", "HRB-ZJ", "HRB-LB", "NG", "NG-XF", "NG-HX", "NG-ZJ", "HL", "HL-ZJ", "HRB-FC", "HRB-JW", "NG-JW")
UNITS = ("NG-XF", "NG-HX", "NG-ZJ")
SOMEBODY = ("li", "wang")
"""Logins of people that marks are about; none of them takes steps here."""
TEXTS = ("经查属实，已经修好。", "物业已更换防水卷材，验收合格。", "多次联系，约定本周上门。")

Said = dict[str, object]

_DAYS = ("due_on", "evidence_on", "on", "until")  # read by whoever speaks JSON, before a verb is called


def said_with(step: Step, today: date, dice: Random) -> Said:
    """Return what the step says; one time in twenty a text is left out."""
    maker = _MAKERS.get(step)
    said: Said = maker(today, dice) if maker else {key: dice.choice(TEXTS) for key in ("why", "note", "text")}
    said.update({key: dice.choice(tuple(words)) for key, words in WORDS.get(step, {}).items()})
    texts = sorted(key for key, value in said.items() if isinstance(value, str) and key not in _DAYS)
    if texts and dice.random() < 0.05:
        said[dice.choice(texts)] = ""
    return said


def _day(today: date, dice: Random) -> str:
    return (today + timedelta(days=dice.randint(-3, 40))).isoformat()


def _moved(today: date, dice: Random) -> Said:
    co = dice.sample(UNITS, dice.choice((0, 0, 0, 1, 2)))
    return {"to": dice.choice((*UNITS, *AGENCIES)), "due_on": _day(today, dice), **({"co": co} if co else {})}


def _returned(_today: date, dice: Random) -> Said:
    said: Said = {"agree": dice.random() < 0.7, "why": dice.choice(TEXTS)}
    return {**said, "to": dice.choice((*UNITS, "HL-ZJ"))} if dice.random() < 0.6 else said


def _opinion(_today: date, dice: Random) -> Said:
    reasons = {"bypass": "单位人少", "without": "等不及协办答复"}
    given = {key: text for key, text in reasons.items() if dice.random() < 0.5}
    return {"text": dice.choice(TEXTS), **given}


def _diverted(today: date, dice: Random) -> Said:
    return {
        "why": dice.choice(TEXTS),
        "procedure": dice.choice(tuple(PROCEDURES)),
        "to": dice.choice(("劳动人事争议仲裁委员会", "HRB-JW", "NG-JW")),
        "on": today.isoformat(),
        "rank": dice.choice(tuple(Rank)).value,
    }


def _rated(_today: date, dice: Random) -> Said:
    ratings = ("satisfied", "basically", "dissatisfied")
    return {"bureau": dice.choice(ratings), "unit": dice.choice(ratings), "note": ""}


def _let_in(today: date, dice: Random) -> Said:
    parts = dice.sample(("metadata", "content", "identity", "vault", "internal"), dice.randint(1, 2))
    return {"login": dice.choice(SOMEBODY), "parts": parts, "until": _day(today, dice), "why": "需要协助核查"}


_MAKERS: Mapping[Step, Callable[[date, Random], Said]] = {
    Step.FORWARD: _moved,
    Step.ASSIGN: _moved,
    Step.ARBITRATE: lambda _today, dice: {"to": dice.choice((*UNITS, *AGENCIES)), "why": "属地管理"},
    Step.HAND_OVER: lambda _today, dice: {"to": dice.choice(AGENCIES), "why": "机构改革"},
    Step.DECIDE_RETURN: _returned,
    Step.SCREEN: lambda _today, dice: {"ground": dice.choice(tuple(GROUNDS))},
    Step.DRAFT_OPINION: _opinion,
    Step.SIGN_DRAFT: lambda _today, dice: {"bypass": dice.choice(("", "科长出差"))},
    Step.ISSUE_OPINION: _opinion,
    Step.SERVE: lambda _today, _dice: {"proof": "信访人当面签收"},
    Step.CLOSE: lambda _today, dice: {"report": dice.choice(TEXTS)},
    Step.EXTEND: lambda _today, dice: {"days": dice.randint(0, 32), "why": "需要鉴定", "consent": "交办机关电话同意"},
    Step.DIVERT: _diverted,
    Step.EVALUATE: _rated,
    Step.PROPOSE: lambda _today, dice: {"text": dice.choice(TEXTS), "to": dice.choice(AGENCIES)},
    Step.SUPPLEMENT: lambda today, dice: {"field": "联系电话", "value": "已补", "evidence_on": _day(today, dice)},
    Step.REQUEST_REVIEW: lambda _today, dice: {"why": "不服", "to": dice.choice(("", "HRB-FC"))},
    Step.REQUEST_RECHECK: lambda _today, dice: {"why": "不服", "to": dice.choice(("", "HRB-FC"))},
    Step.LABEL: lambda _today, _dice: {"why": "涉及举报"},  # the word is one of the closed list
    Step.RECUSE: lambda _today, dice: {"login": dice.choice(SOMEBODY), "why": "亲属"},
    Step.NAME_ACCUSED: lambda _today, dice: {
        "login": dice.choice(("", *SOMEBODY)),
        "agency": dice.choice(("", *UNITS)),
        "why": "材料载明",
    },
    Step.ASK_GRANT: _let_in,
    Step.APPROVE_GRANT: lambda _today, dice: {"login": dice.choice(SOMEBODY)},
    Step.END_GRANT: lambda _today, dice: {"login": dice.choice(SOMEBODY), "why": "不再需要"},
    Step.RECOMPUTE: lambda _today, _dice: {"why": "放假安排调整", "kept": {}},
}
