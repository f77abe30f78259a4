"""How long may each next step take, in plain words, by the rules in force for a bureau?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.interfaces.portal import texts

if TYPE_CHECKING:
    from datetime import date

    from wangfang.rules.duties import Law
    from wangfang.rules.facts import Agency
    from wangfang.rules.limits import RuleSet


@dataclass(frozen=True, slots=True)
class Promise:
    """One next step: by when, what follows, and the source of the limit."""

    word: str
    note: str
    source: str = ""


def promises(law: Law, bureau: Agency, day: date) -> tuple[Promise, ...]:
    """Return what a petitioner may expect from the day on which a bureau receives the petition."""
    return promises_under(law.rules_for(bureau, day, simplified=False))


def promises_under(rules: RuleSet) -> tuple[Promise, ...]:
    """Return what a petitioner may expect under a rule-set."""
    route, accept, answer = rules.route_limit(), rules.accept_limit(), rules.answer_limit()
    start = _("单位收到后 {span}内，给您处理意见") if rules.answer_from_receipt else _("受理后 {span}内，给您处理意见")
    return (
        Promise(
            _("{span}内，转到负责的单位").format(span=texts.span(route)), _("会发短信告诉您转给了谁"), route.source
        ),
        Promise(
            _("单位收到后 {span}内，告诉您受理不受理").format(span=texts.span(accept)),
            _("并发给您受理告知书"),
            accept.source,
        ),
        Promise(start.format(span=texts.span(answer)), _("意见书可以在网上看，也会送给您"), answer.source),
        Promise(_("办完后，请您评价"), _("不同意可以在 {n} 日内申请复查").format(n=rules.limit("DL15").count)),
    )
