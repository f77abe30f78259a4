"""How an opinion comes about: drafted, passed by the section, signed by the leader, or sent back."""

from __future__ import annotations

from dataclasses import dataclass

from wangfang.records.cases import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.saying import said
from wangfang.rules.facts import Act, Step


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an opinion says: `conclusion` is support, explain or reject; facts and basis may be left to the text."""

    conclusion: str
    text: str
    facts: str = ""
    basis: str = ""

    def detail(self) -> dict[str, object]:
        """Return it as a step says it."""
        return said(conclusion=self.conclusion, text=self.text, facts=self.facts, basis=self.basis)


def draft(case: Case, opinion: Opinion, act: Act) -> Case:
    """Write down a version of the opinion (拟稿); an earlier version stays on record."""
    return steps.take(case, Step.DRAFT_OPINION, act, opinion.detail())


def pass_draft(case: Case, act: Act, note: str = "") -> Case:
    """Pass the draft for signature, as the section (审核通过)."""
    return steps.take(case, Step.PASS_DRAFT, act, said(note=note))


def return_draft(case: Case, why: str, act: Act) -> Case:
    """Send the draft back to be written again (退回修改)."""
    return steps.take(case, Step.RETURN_DRAFT, act, {"why": why})


def sign_draft(case: Case, act: Act, bypass: str = "") -> Case:
    """Sign the draft, as the leader (签发); `bypass` is the reason when the section has not passed it."""
    return steps.take(case, Step.SIGN_DRAFT, act, said(bypass=bypass))


def issue(case: Case, opinion: Opinion, act: Act, *, bypass: str = "", without: str = "") -> Case:
    """Issue the written decision (处理意见书) as it was signed.

    `bypass` is the reason for issuing it unsigned, `without` for not waiting for all who assist.

    Raises:
        Refused: it is not what was signed, or somebody who assists has not answered, and no reason is given.
    """
    return steps.take(case, Step.ISSUE_OPINION, act, {**opinion.detail(), **said(bypass=bypass, without=without)})
