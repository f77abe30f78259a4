"""Which moment a date or time written by somebody else means; without an offset it is China's."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from wangfang.rules.facts import CHINA
from wangfang.rules.refusal import Refused

ABSENT = frozenset({"", "-", "--", "—", "/", "无", "null", "NULL", "None", "nan", "NaN"})
"""What tables write where nothing is known."""

EARLIEST = 1949

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"
    r"(?:[T\s]*(?P<hour>[0-9]{1,2})[:时点](?P<minute>[0-9]{1,2})(?:[:分](?P<second>[0-9]{1,2})(?:\.[0-9]{1,6})?秒?|分)?"
    r"\s*(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_NAMES = ("year", "month", "day", "hour", "minute", "second")
_BARE = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")


def moment_of(text: str) -> datetime | None:
    """Return the aware moment of a text such as 2017/8/27 15:16:20 or 2017年8月27日; none when absent.

    A date alone is its first moment.

    Raises:
        Refused: it is no date, or a day or hour that never was.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in ABSENT:
        return None
    found = _WRITTEN.fullmatch(plain) or _BARE.fullmatch(plain)
    if found is None:
        raise Refused(f"时间“{plain[:30]}”看不懂，请写成 2017-08-27 15:16:20")
    try:
        moment = _moment(found.groupdict())
    except ValueError as wrong:
        raise Refused(f"没有“{plain[:30]}”这个时间") from wrong
    if moment.year < EARLIEST:
        raise Refused(f"时间“{plain[:30]}”早于 {EARLIEST} 年，不会是信访时间")
    return moment


def _moment(part: dict[str, str | None]) -> datetime:
    year, month, day, hour, minute, second = (int(part.get(name) or 0) for name in _NAMES)
    return datetime(year, month, day, hour, minute, second, tzinfo=_zone(part.get("offset")))


def _zone(offset: str | None) -> tzinfo:
    if offset is None:
        return CHINA
    if offset == "Z":
        return UTC
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))
