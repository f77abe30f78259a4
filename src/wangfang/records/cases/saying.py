"""What a step says: what was given, without what was left empty."""

from __future__ import annotations

from datetime import date


def said(**given: object) -> dict[str, object]:
    """Return the detail of a step: days as ISO text, empty texts, empty lists and None left out."""
    kept = {key: value for key, value in given.items() if value is not None and value not in ("", [], ())}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in kept.items()}
