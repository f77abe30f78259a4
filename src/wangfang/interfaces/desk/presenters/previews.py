"""Which paper would come of an act, before it is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from wangfang.records.agencies.tree import tree
from wangfang.records.cases import papers as kept
from wangfang.records.printing import wording as printing
from wangfang.rules import papers
from wangfang.rules.labels import Part
from wangfang.rules.living import proceed
from wangfang.rules.papers import PaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.records.printing.shapes import Letter
    from wangfang.rules.facts import Act, Step

_CHECKED = (
    ("request", gettext_lazy("写明信访人的请求")),
    ("facts", gettext_lazy("写明查明的事实和理由")),
    ("opinion", gettext_lazy("写明处理意见")),
    ("basis", gettext_lazy("写明依据")),
    ("remedy", gettext_lazy("告知 30 日内向谁申请复查")),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must stand in a paper: whether it does, in words, with its source."""

    ok: bool
    word: str
    source: str = ""


def letter_of(seen: Opened, step: Step, act: Act, detail: Mapping[str, object]) -> Letter | None:
    """Return the paper that the step would issue, laid out but without its number; none when none is owed.

    Raises:
        Refused: the step itself would be refused.
    """
    body = body_of(seen, step, act, detail)
    return printing.letter(*body) if body else None


def body_of(
    seen: Opened, step: Step, act: Act, detail: Mapping[str, object]
) -> tuple[PaperKind, dict[str, str]] | None:
    """Return kind and body of the paper that the step would issue: the petitioner's, when it issues several.

    It says what the person sees: none without the content, and without the identity no word of it.

    Raises:
        Refused: the step itself would be refused.
    """
    found = tree()
    after = proceed(seen.life, step, replace(act, seen=None), detail, found.law)
    owed = kept.owed(seen.case, after, found)
    told = [paper for paper in owed if papers.is_for_petitioner(PaperKind(paper.kind))]
    first = next(iter((*told, *owed)), None)
    if first is None or not seen.shows.has(Part.CONTENT):
        return None
    return PaperKind(first.kind), {name: seen.shows.clean(str(text)) for name, text in first.body.items()}


def opinion_checks(body: Mapping[str, str]) -> list[Check]:
    """Return the list that a writer checks an opinion against before it is issued."""
    missing = {thing.field: thing for thing in papers.missing_in(PaperKind.OPINION, body)}
    return [
        Check(ok=False, word=missing[field].why, source=missing[field].source)
        if field in missing
        else Check(ok=True, word=str(word))
        for field, word in _CHECKED
    ]
