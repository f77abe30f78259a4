"""How a rule says no: one sentence and the source it stands on."""

from __future__ import annotations


class Refused(Exception):
    """An act that the rules do not allow: `why` is a sentence for the screen, `source` its ground.

    The interfaces turn it into a page, a fragment or a problem document; nobody else catches it (docs/house.md, idea 5).
    """

    def __init__(self, why: str, source: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.source = source

    def sentence(self) -> str:
        """Return the reason with its source in full-width brackets, ready to print."""
        return f"{self.why}（{self.source}）" if self.source else self.why
