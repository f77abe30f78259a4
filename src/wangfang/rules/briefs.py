"""Who may edit, send and read a brief (周小结、月汇总), and how a text holds figures that nobody can alter?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wangfang.rules.access import NotYours
from wangfang.rules.facts import Actor, Agency, Kind, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.rhythms import SOURCE, Rhythm

WRITERS = frozenset({Role.CLERK, Role.BUREAU_LEADER})
"""Who edits and sends the briefs of a bureau."""
LONGEST = 2000
"""Characters of one section; the house's own figure."""
_TOKEN = re.compile(r"\{([^{}]*)\}")


def rendered(text: str, figures: Mapping[str, str]) -> str:
    """Return a text with the kept figures in the place of their names: 收到{收到件次}件次 becomes 收到12件次.

    A name that is unknown stays as it was written.
    """
    return _TOKEN.sub(lambda found: figures.get(found[1], found[0]), text)


def require_text(text: str, figures: Mapping[str, str]) -> None:
    """Let an edited section pass: it says something, and names no figure that was not kept.

    Raises:
        Refused: it is empty, too long, or names an unknown figure.
    """
    if not text.strip() or len(text) > LONGEST:
        raise Refused(f"每一节要有内容，最多 {LONGEST} 个字")
    if unknown := [name for name in _TOKEN.findall(text) if name not in figures]:
        raise Refused(f"没有“{{{unknown[0][:20]}}}”这个数字，花括号里只能写列出的名称")


def require_writer(actor: Actor, bureau: Agency) -> None:
    """Let somebody edit or send a brief of their own bureau.

    Raises:
        NotYours: the post may not, or it is another bureau's.

    Source: 《高位重视抓网访 夯实基础提质效》 (周小结、月汇总); who it is is the house's own rule.
    """
    if actor.role not in WRITERS or actor.agency is None or actor.agency.code != bureau.code:
        raise NotYours(f"这份小结由{bureau.name}修改和报送", SOURCE)


def require_unsent(*, is_sent: bool) -> None:
    """Let a brief be edited and sent that was not sent yet.

    Raises:
        Refused: it was; whoever received it has read these words.
    """
    if is_sent:
        raise Refused("已经报送，不能再改", SOURCE)


def receivers(rhythm: Rhythm, bureau: Agency, agencies: Mapping[str, Agency]) -> list[str]:
    """Return the codes of the agencies that a brief is sent to: a week's to the bureau's own leader, a month's down as well.

    Downwards are the bureaus that stand directly below, in code order, after the bureau itself.

    Source: house choice, docs/rules/briefs.md.
    """
    if rhythm is not Rhythm.MONTH:
        return [bureau.code]
    below = (one for one in agencies.values() if one.line[-2:-1] == (bureau.code,) and one.kind is Kind.BUREAU)
    return [bureau.code, *sorted(one.code for one in below)]


def require_reader(actor: Actor, bureau: Agency, sent_to: str) -> None:
    """Let somebody sign for a brief that was sent to their agency: the leader at the bureau itself, below the clerk too.

    Raises:
        NotYours: the post may not, or it was sent to another agency.
    """
    roles = {Role.BUREAU_LEADER} if sent_to == bureau.code else WRITERS
    if actor.role not in roles or actor.agency is None or actor.agency.code != sent_to:
        raise NotYours("这份小结没有送给您签收", SOURCE)


def require_bureau(actor: Actor) -> Agency:
    """Let somebody look at the briefs of their bureau, and at those that were sent there; returns that bureau.

    Raises:
        NotYours: the post neither writes nor receives any.

    Source: house choice, docs/rules/briefs.md.
    """
    if actor.role not in WRITERS or actor.agency is None or actor.agency.kind is not Kind.BUREAU:
        raise NotYours("周小结、月汇总由信访部门的工作人员和负责人查看", SOURCE)
    return actor.agency
