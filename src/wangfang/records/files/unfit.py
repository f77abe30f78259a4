"""Why can a file not be kept: the one exception that the readers of its bytes know."""

from __future__ import annotations


class Unfit(ValueError):
    """What is wrong with a file, as the end of a sentence that begins with its name; `keep` makes a refusal of it."""
