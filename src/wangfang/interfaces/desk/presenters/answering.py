"""What is said to the drafter about how an opinion answers: hints, demand by demand, none of which keeps it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.rules.answering import Gap, measure
from wangfang.rules.labels import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from wangfang.interfaces.desk.opening import Opened
    from wangfang.rules.answering import Demand

_WORDS: Mapping[Gap, StrOrPromise] = {
    Gap.EMPTY: gettext_lazy("除了客套话，还没有写实质内容"),
    Gap.PASSED_ON: gettext_lazy("只写了转给谁办，没有写查明什么、怎么处理"),
    Gap.OFF_TOPIC: gettext_lazy("和信访人反映的事情几乎没有共同的词句，核对是不是写错了件"),
    Gap.NO_REASON: gettext_lazy("没有看到查明的事实或者理由"),
    Gap.NO_BASIS: gettext_lazy("没有写明依据的法规或者文件名称"),
    Gap.NO_RESULT: gettext_lazy("没有看到已经做了什么、什么时候做到"),
    Gap.BOILERPLATE: gettext_lazy("客套话占的篇幅偏多"),
    Gap.COPIED: gettext_lazy("大段照抄信访人的原文"),
}
_LONGEST = 40
"""Characters of a demand that are shown."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One remark on a draft: fine, or to be looked at again."""

    ok: bool
    word: str


def hints(seen: Opened, given: Mapping[str, str]) -> list[Hint]:
    """Return the remarks on what is written so far; none before anything is written or where the content stays hidden."""
    written = "\n".join(given[key] for key in ("facts", "text", "basis") if given.get(key))
    if not written or not seen.shows.has(Part.CONTENT):
        return []
    found = measure(seen.shows.clean(seen.case.title), seen.shows.clean(seen.case.text), written)
    told = [Hint(ok=False, word=str(_WORDS[gap])) for gap in found.gaps if gap in _WORDS]
    return [*told, *(_of(demand) for demand in found.demands)]


def _of(demand: Demand) -> Hint:
    words = demand.text if len(demand.text) <= _LONGEST else f"{demand.text[:_LONGEST]}……"
    told = _("写到了“%(words)s”") if demand.met else _("好像没有回应“%(words)s”")
    return Hint(demand.met, told % {"words": words})
