"""Where the draft of an opinion stands: its versions, what it waits for, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from wangfang.interfaces.desk import wording
from wangfang.interfaces.desk.presenters.comparing import Run, compared
from wangfang.rules.drafting import drafts_of, standing_of
from wangfang.rules.facts import Step
from wangfang.rules.journey import holder_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from wangfang.rules.facts import Actor, Event, Life

_FATES = frozenset({Step.PASS_DRAFT, Step.RETURN_DRAFT, Step.SIGN_DRAFT, Step.ISSUE_OPINION})


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a version: passed, returned, signed or issued, by whom and when."""

    what: str
    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the opinion; `place` counts from 1."""

    place: int
    who: str
    at: datetime
    conclusion: str
    fates: list[Fate]
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Change:
    """How one part of the opinion differs from the version before."""

    word: str
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the draft waits for: a sentence, whose turn it is, and the page with all versions."""

    version: int
    waits: str
    turn: str
    why: str
    url: str


def wrote(life: Life, actor: Actor) -> bool:
    """Tell whether a person has written the last version."""
    written = drafts_of(life)
    code = actor.agency.code if actor.agency else ""
    return bool(written) and (written[-1].agency, written[-1].actor) == (code, actor.name)


def signed(life: Life) -> Event | None:
    """Return the version that was signed and waits to be issued, none when none does."""
    return drafts_of(life)[-1] if standing_of(life) is Step.SIGN_DRAFT else None


def standing(number: str, life: Life) -> Standing | None:
    """Return where the draft stands, none before the first version and when the opinion is out."""
    last, written = standing_of(life), drafts_of(life)
    if last is None or last is Step.ISSUE_OPINION or not written:
        return None
    unit, author = life.agency(holder_of(life)).name, written[-1].actor
    waits, turn = {
        Step.DRAFT_OPINION: (_("等审核"), _("轮到%(unit)s负责审核的同事")),
        Step.PASS_DRAFT: (_("审核已通过，等签发"), _("轮到%(unit)s的负责人")),
        Step.RETURN_DRAFT: (_("已退回修改"), _("轮到拟稿人%(author)s改稿")),
        Step.SIGN_DRAFT: (_("已签发，等出具"), _("轮到%(unit)s经办人出具")),
    }[last]
    why = next(e.text("why") or e.text("note") for e in reversed(life.events) if e.step is last)
    url = reverse("desk:drafts", args=[number])
    return Standing(len(written), waits, turn % {"unit": unit, "author": author}, why, url)


def versions(number: str, life: Life, place: int) -> list[Version]:
    """Return every version, the newest first; the one of `place` is open."""
    written = drafts_of(life)
    told = []
    for at, event in enumerate(written, start=1):
        until = written[at].number if at < len(written) else len(life.events) + 1
        told.append(
            Version(
                place=at,
                who=event.actor,
                at=event.occurred_at,
                conclusion=str(wording.CONCLUSIONS.get(event.text("conclusion"), "")),
                fates=list(_fates(life, event.number, until)),
                url=reverse("desk:draft", args=[number, at]),
                here=at == place,
            )
        )
    return told[::-1]


def _fates(life: Life, since: int, until: int) -> Iterator[Fate]:
    words = {
        Step.PASS_DRAFT: _("审核通过"),
        Step.RETURN_DRAFT: _("退回修改"),
        Step.SIGN_DRAFT: _("签发"),
        Step.ISSUE_OPINION: _("出具"),
    }
    for event in life.events:
        if event.step in _FATES and since < event.number < until:
            why = event.text("why") or event.text("note") or event.text("bypass")
            yield Fate(words[event.step], event.actor, event.occurred_at, why)


def changes(written: Sequence[Event], place: int) -> list[Change]:
    """Return how a version differs from the one before it, part by part; the first stands as it is."""
    now = written[place - 1]
    before = written[place - 2] if place > 1 else now
    parts = ((_("处理结论"), "conclusion"), (_("查明的事实"), "facts"), (_("依据"), "basis"), (_("处理意见"), "text"))
    told = [Change(word, compared(_said(before, key), _said(now, key))) for word, key in parts]
    return [change for change in told if change.runs]


def _said(event: Event, key: str) -> str:
    text = event.text(key)
    return str(wording.CONCLUSIONS.get(text, text)) if key == "conclusion" else text
