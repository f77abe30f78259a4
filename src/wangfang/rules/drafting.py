"""Has an opinion gone through its chain (拟稿、审核、签发), and does what is issued say what was signed?"""

from __future__ import annotations

from collections.abc import Mapping

from wangfang.rules.facts import Event, Life, Step
from wangfang.rules.journey import begins_anew
from wangfang.rules.refusal import Refused

SOURCE = "《信访工作条例》第三十二条"

_CHAIN = frozenset({Step.DRAFT_OPINION, Step.PASS_DRAFT, Step.RETURN_DRAFT, Step.SIGN_DRAFT, Step.ISSUE_OPINION})
_SAID = ("conclusion", "text", "facts", "basis")


def drafts_of(life: Life) -> tuple[Event, ...]:
    """Return every version of the opinion in order, those of an earlier round of handling left out."""
    since = max((e.number for e in life.events if begins_anew(e)), default=0)
    return tuple(e for e in life.events if e.step is Step.DRAFT_OPINION and e.number > since)


def standing_of(life: Life) -> Step | None:
    """Return the last act of the chain: what the draft waits for follows from it; None before the first draft."""
    since = max((e.number for e in life.events if begins_anew(e)), default=0)
    return next((e.step for e in reversed(life.events) if e.step in _CHAIN and e.number > since), None)


def require_passable(life: Life, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    """Let the section pass a draft that waits for it (审核通过).

    Raises:
        Refused: there is no draft, or it has been passed or sent back already.
    """
    if standing_of(life) is not Step.DRAFT_OPINION:
        raise Refused("没有等待审核的稿子，请先拟稿", SOURCE)


def require_signable(life: Life, detail: Mapping[str, object]) -> None:
    """Let the leader sign a draft that the section has passed; without that only with a reason (越级签发).

    Raises:
        Refused: there is no draft, or it was not passed and no reason is given.
    """
    standing = standing_of(life)
    if standing is Step.PASS_DRAFT or (standing is Step.DRAFT_OPINION and _reason(detail, "bypass")):
        return
    if standing is Step.DRAFT_OPINION:
        raise Refused("稿子还没有审核通过；要越过审核签发，请写明理由", SOURCE)
    raise Refused("没有等待签发的稿子，请先拟稿", SOURCE)


def require_returnable(life: Life, detail: Mapping[str, object]) -> None:  # noqa: ARG001 - guards are asked alike
    """Let a draft be sent back that was not signed yet (退回修改).

    Raises:
        Refused: there is none.
    """
    if standing_of(life) not in (Step.DRAFT_OPINION, Step.PASS_DRAFT):
        raise Refused("没有可以退回修改的稿子", SOURCE)


def require_issuable(life: Life, detail: Mapping[str, object]) -> None:
    """Let an opinion be issued that says what was signed; past the chain only with a reason (不经审签).

    Raises:
        Refused: nothing was signed and no reason is given, or it differs from what was signed.
    """
    if _reason(detail, "bypass"):
        return
    if standing_of(life) is not Step.SIGN_DRAFT:
        raise Refused("处理意见还没有经过拟稿、审核、签发；要不经审签直接出具，请写明理由", SOURCE)
    signed = drafts_of(life)[-1]
    if any(_plain(detail.get(key)) != _plain(signed.detail.get(key)) for key in _SAID):
        raise Refused("要出具的意见和签发的稿子不一致，请按签发的稿子出具，或者重新拟稿", SOURCE)


def _reason(detail: Mapping[str, object], key: str) -> bool:
    return bool(str(detail.get(key) or "").strip())


def _plain(text: object) -> str:
    return "".join(str(text or "").split())
