"""What somebody says in JSON: a document read strictly, then key by key, each wrong one refused in a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wangfang.rules.refusal import Refused

ID_LIMIT = 100
"""Characters of another system's own id."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Said:
    """A JSON object; `said` holds every key of it."""

    said: Mapping[str, object]

    def value(self, key: str) -> object:
        """Return what stands under a key, none when nothing does; every reading comes by here."""
        return self.said.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text.

        Raises:
            Refused: it is missing and has no default, or is no text.
        """
        value = self.value(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise Refused(f"缺少 {key}" if value is None else f"{key} 应当是文字")
        if _UNSTORABLE.search(value):
            raise Refused(f"{key} 里有不能保存的字符（空字符或残缺的字）")
        return value

    def day(self, key: str) -> date:
        """Return a date.

        Raises:
            Refused: it is missing, or no date.
        """
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError as wrong:
            raise Refused(f"{key}“{text[:30]}”不是日期，请写成 2017-10-20") from wrong

    def texts(self, key: str) -> list[str]:
        """Return a list of texts, empty when nothing stands there.

        Raises:
            Refused: it is no list, or holds something else than texts.
        """
        value = self.value(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise Refused(f"{key} 应当是文字的列表")
        return [Said({key: item}).text(key) for item in value]

    def days(self, key: str) -> dict[str, str]:
        """Return days by name, as ISO texts; empty when nothing stands there.

        Raises:
            Refused: it is no object, or one of its values is no date.
        """
        value = self.value(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise Refused(f"{key} 应当是名称和日期的对照")
        return {str(name): Said({key: day}).day(key).isoformat() for name, day in value.items()}

    def number(self, key: str) -> int:
        """Return a whole number.

        Raises:
            Refused: it is missing, or no whole number.
        """
        value = self.value(key)
        if value is None:
            raise Refused(f"缺少 {key}")
        if not isinstance(value, int) or isinstance(value, bool):
            raise Refused(f"{key} 应当是整数")
        return value

    def flag(self, key: str) -> bool:
        """Return a yes or no.

        Raises:
            Refused: it is missing, or neither true nor false.
        """
        value = self.value(key)
        if value is None:
            raise Refused(f"缺少 {key}")
        if not isinstance(value, bool):
            raise Refused(f"{key} 应当是 true 或 false")
        return value

    def names(self, key: str) -> str:
        """Return an id, which may be written as a number.

        Raises:
            Refused: it is missing, too long, or neither text nor a whole number.
        """
        value = self.value(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return bounded(str(value), key, ID_LIMIT)
        name = bounded(self.text(key).strip(), key, ID_LIMIT)
        if not name:
            raise Refused(f"缺少 {key}")
        return name


def object_of(raw: bytes) -> dict[str, object]:
    """Return the one JSON object that the bytes hold.

    Raises:
        Refused: it is no UTF-8, no JSON, nested too deep, no object, or says a key twice.
    """
    try:
        said = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as broken:
        raise Refused("不是 UTF-8 编码") from broken
    except RecursionError as deep:
        raise Refused("JSON 嵌套太深") from deep
    except ValueError as wrong:  # also an integer of more than 4,300 digits
        raise Refused("不是一条完整的 JSON") from wrong
    if not isinstance(said, dict):
        raise Refused("不是一个 JSON 对象，外面应当是一对大括号")
    return said


def bounded(text: str, key: str, limit: int) -> str:
    """Return a text that is short enough.

    Raises:
        Refused: it is longer than `limit` characters.
    """
    if len(text) > limit:
        raise Refused(f"{key} 太长，最多 {limit} 个字符")
    return text


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("有一个键写了两次，分不清以哪个为准")
    return found


def _no_number(name: str) -> object:
    raise Refused(f"{name} 不是数")
