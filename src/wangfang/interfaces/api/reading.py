"""How is a request read: JSON that may be anything, moments with their zone, and nothing that was not asked for?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Schema
from ninja.parser import Parser
from pydantic import BeforeValidator, ConfigDict

from wangfang.interfaces.frame.said import Said, bounded, object_of
from wangfang.rules.details import LONGEST
from wangfang.rules.refusal import Refused

LARGEST = 2**53
"""The largest whole number that every reader of JSON reads alike."""

EARLIEST = 1949
"""The first year of which a moment is believed."""

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class StrictParser(Parser):
    """Reads a body as one JSON object without characters or numbers that nothing can keep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:  # what JSON holds is not known before it is read
        """Return what the body says.

        Raises:
            Refused: it is no such object.
        """
        said = object_of(request.body)
        _require_storable(said)
        return said


class Body(Schema):
    """What comes in; a key that is not known is refused, because leaving it out would change what is meant."""

    model_config = ConfigDict(extra="forbid")


def _moment_of(value: object) -> datetime:
    wrong = "请写成带时区的时间，例如 2017-08-22T09:14:00+08:00"
    if not isinstance(value, str):
        raise ValueError(wrong)  # noqa: TRY004 - the framework turns only a ValueError into a refusal
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as broken:
        raise ValueError(wrong) from broken
    if moment.tzinfo is None or moment.year < EARLIEST:
        raise ValueError(wrong)
    return moment


Moment = Annotated[datetime, BeforeValidator(_moment_of)]
"""A moment with its time zone; a number is none."""


@dataclass(frozen=True, slots=True)
class Asked(Said):
    """What a step says, remembering which keys were read."""

    read: set[str] = field(default_factory=set)

    def value(self, key: str) -> object:
        """Return what stands under a key."""
        self.read.add(key)
        return self.said.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text of at most 20,000 characters.

        Raises:
            Refused: see `Said.text`; it is too long.
        """
        return bounded(Said.text(self, key, default), key, LONGEST)

    def require_all_read(self) -> None:
        """Let pass what says nothing beyond what was read.

        Raises:
            Refused: a key is not known to the step.
        """
        rest = [key for key in self.said if key not in self.read]
        if rest:
            raise Refused(f"这一步不认识 {'、'.join(key[:40] for key in rest[:3])}，请核对 detail 里的写法")


def require_known(given: Mapping[str, object], asked: type[Schema]) -> None:
    """Let a query pass that asks nothing beyond what is known.

    Raises:
        Refused: a key is not known.
    """
    rest = [key for key in given if key not in asked.model_fields]
    if rest:
        raise Refused(f"不认识 {'、'.join(key[:40] for key in rest[:3])}，可以写的有 {'、'.join(asked.model_fields)}")


def _require_storable(said: object) -> None:
    waiting = [said]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and _UNSTORABLE.search(value):
            raise Refused("内容里有不能保存的字符（控制字符或残缺的字），请去掉后再提交")
        elif isinstance(value, int | float) and not abs(value) <= LARGEST:
            raise Refused("数太大了，请核对")
