"""What of a case is shown to somebody who sees some of its parts: which words of a step, which papers, what is blotted out?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wangfang.rules.facts import Event, Life, Step
from wangfang.rules.journey import assisting_in
from wangfang.rules.labels import MARKING, Part
from wangfang.rules.papers import Addressee, PaperKind, addressee_of
from wangfang.rules.privacy import blotted
from wangfang.rules.seeing import Verdict

ON_THE_WAY = frozenset({
    Step.SUBMIT, Step.REGISTER, Step.SCREEN, Step.FORWARD, Step.ASSIGN, Step.SIGN_IN, Step.RESUME, Step.FINALIZE,
    Step.RECOMPUTE,
})  # fmt: skip
"""Steps that say nothing but where a case goes and until when."""
AMONG_OFFICES = MARKING | {
    Step.DRAFT_OPINION, Step.PASS_DRAFT, Step.RETURN_DRAFT, Step.SIGN_DRAFT, Step.ASSIST, Step.URGE, Step.SUPERVISE,
    Step.LIST, Step.LIFT, Step.PROPOSE, Step.ANSWER_PROPOSAL, Step.REPORT_URGENT, Step.REQUEST_RETURN,
    Step.DECIDE_RETURN, Step.ARBITRATE, Step.HAND_OVER, Step.REOPEN, Step.MERGE, Step.UNMERGE,
    Step.LINK, Step.UNLINK, Step.DISMISS,
}  # fmt: skip
"""Steps in which offices speak among themselves: opinions before they are signed, instructions, marks."""
_PLAIN = frozenset({"to", "co", "from", "due_on", "days", "agree", "procedure", "kept", "on"})
"""Details that lead a case on: metadata in whatever step they stand."""
_AMONG_OFFICES = frozenset({"bypass", "without", "report", "granted"})
"""Details that are said among offices, in whatever step they stand."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What somebody at an agency (its code) sees of one case; `hidden` are the words of the identity that stay out of texts."""

    verdicts: Mapping[Part, Verdict]
    agency: str = ""
    hidden: tuple[str, ...] = ()

    def has(self, part: Part) -> bool:
        """Tell whether anything of a part is seen."""
        return part in self.verdicts

    def whole(self, part: Part) -> bool:
        """Tell whether all of a part is seen, not only what is shared with who assists."""
        return part in self.verdicts and not self.verdicts[part].shared

    def reads(self, event: Event) -> bool:
        """Tell whether the words of a step are seen."""
        return self._reads(event, part_of_step(event.step))

    def told(self, life: Life) -> Life:
        """Return a life as it may be told: every step is there, of its details what is seen."""
        return replace(life, events=tuple(replace(event, detail=self._told(event)) for event in life.events))

    def hands_out(self, kind: PaperKind, event: Event) -> bool:
        """Tell whether a paper that came of a step is seen."""
        return self._reads(event, part_of_paper(kind))

    def clean(self, text: str) -> str:
        """Return a text without the words of an identity that is not seen."""
        return blotted(text, self.hidden)

    def _reads(self, event: Event, part: Part) -> bool:
        return self.whole(part) or (self.has(part) and is_shared_with(self.agency, event))

    def _told(self, event: Event) -> Mapping[str, object]:
        said = part_of_step(event.step)
        parts = {key: part_of_detail(key, said) for key in event.detail}
        return {key: self._clean(event.detail[key]) for key, part in parts.items() if self._reads(event, part)}

    def _clean(self, value: object) -> object:
        return self.clean(value) if isinstance(value, str) else value


def part_of_step(step: Step) -> Part:
    """Return of which part the words of a step are.

    Source: docs/rules/seeing.md (a rule of this product, after GB/T 22239-2019 8.1.4.2: down to single fields).
    """
    if step in ON_THE_WAY:
        return Part.METADATA
    return Part.INTERNAL if step in AMONG_OFFICES else Part.CONTENT


def part_of_detail(key: str, said: Part) -> Part:
    """Return of which part one detail is, in a step whose words are of the part `said`."""
    if key in _PLAIN:
        return Part.METADATA
    return Part.INTERNAL if key in _AMONG_OFFICES else said


def part_of_paper(kind: PaperKind) -> Part:
    """Return of which part a paper is: what stays inside is internal, everything else is content."""
    return Part.INTERNAL if addressee_of(kind) is Addressee.INTERNAL else Part.CONTENT


def is_shared_with(agency: str, event: Event) -> bool:
    """Tell whether a step is shared with an agency that assists: its own, one that names it, or an answer of who assists."""
    named = {event.agency, event.text("to"), *assisting_in(event.detail)}
    return event.step is Step.ASSIST or agency in named
