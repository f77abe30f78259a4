"""In which words is a caller told that a request is not of the shape asked for?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

STATUS_WORDS: dict[int, str] = {
    400: "请求读不懂，正文应当是 UTF-8 编码的 JSON 对象",
    403: "这个地址不能这样访问",
    404: "没有这个地址，全部地址见 /api/v1/openapi.json",
    405: "这个地址不能用这个方法访问，见 /api/v1/openapi.json",
    413: "内容太大了，一次最多 2 MB",
    429: "请求太多，过一会儿再试",
    500: "系统出了错，没有办成；请稍后再试，或者告诉系统管理员",
}

_SHAPES: dict[str, str] = {
    "missing": "缺少 {key}",
    "extra_forbidden": "不认识 {key}",
    "string_type": "{key} 应当是文字",
    "int_type": "{key} 应当是整数",
    "int_parsing": "{key} 应当是整数",
    "bool_type": "{key} 应当是 true 或 false",
    "enum": "{key} 不在可选范围内，可以是 {expected}",
    "literal_error": "{key} 不在可选范围内，可以是 {expected}",
    "string_too_long": "{key} 太长，最多 {max_length} 个字",
    "string_too_short": "{key} 不能为空",
    "greater_than_equal": "{key} 应当不小于 {ge}",
    "less_than_equal": "{key} 应当不大于 {le}",
    "value_error": "{key}：{error}",
}
_SOURCES = 1
"""Where a fault lies begins with body, query, header or path."""


def sentence_of(fault: Mapping[str, object]) -> str:
    """Return what is wrong with a request as one sentence."""
    context = fault.get("ctx")
    said = {name: _plain(value) for name, value in context.items()} if isinstance(context, dict) else {}
    shape = _SHAPES.get(str(fault["type"]), "{key} 的写法不对")
    return shape.format(key=_key_of(fault["loc"]), **said)


def _key_of(place: object) -> str:
    """Return the key at fault as it is written in the request, short enough for a sentence."""
    parts = [str(part) for part in place] if isinstance(place, Sequence) else []
    body = parts[:1] == ["body"]
    return ".".join(part[:60] for part in parts[2 if body else _SOURCES :]) or "请求正文"


def _plain(value: object) -> str:
    return str(value).replace(" or ", "、").replace(", ", "、").replace("'", "")
