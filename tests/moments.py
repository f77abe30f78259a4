"""Moments in China, written the short way."""

from __future__ import annotations

from datetime import datetime

from wangfang.rules.facts import CHINA


def at(text: str) -> datetime:
    """Return 2017-08-22 or 2017-08-22 09:14 as a moment in China; a bare day means 09:00."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=CHINA, hour=moment.hour if " " in text else 9)
