"""Which moment does somebody mean who types one: at the console, or in the address of a page?"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from wangfang.rules.facts import CHINA
from wangfang.rules.refusal import Refused

FIRST_YEAR = 1900
"""Nothing of ours happened before; a moment at the edge of the calendar exists in one time zone and not in another."""


def moment_from(text: str) -> datetime:
    """Return a moment from ISO 8601; without a zone it is in China, and a bare day means its end.

    Raises:
        Refused: it is no such text.
    """
    moment = _read(text)
    if moment is None or moment.year < FIRST_YEAR:
        sentence = _("时间“%(typed)s”看不懂，请写成 2018-01-01 或者 2018-01-01T18:00 这样")
        raise Refused(sentence % {"typed": text[:40]})
    if len(text) == len("2018-01-01"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def _read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
