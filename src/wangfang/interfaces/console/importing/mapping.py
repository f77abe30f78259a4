"""Which column of somebody else's table holds which part of a petition."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from wangfang.rules.refusal import Refused

ALIASES: dict[str, tuple[str, ...]] = {
    "id": (
        "id",
        "external_id",
        "msg_id",
        "mail_id",
        "tid",
        "xfjbh",
        "编号",
        "信访件编号",
        "信件编号",
        "留言编号",
        "工单编号",
    ),
    "title": ("title", "subject", "tszt", "标题", "主题", "投诉主题", "留言主题", "信件标题"),
    "text": (
        "text",
        "body",
        "content",
        "tsnr",
        "内容",
        "正文",
        "投诉内容",
        "留言详情",
        "留言内容",
        "信件内容",
        "诉求内容",
    ),
    "time": (
        "time",
        "date",
        "submitted_at",
        "时间",
        "日期",
        "留言时间",
        "来信时间",
        "提交时间",
        "信访时间",
        "信访日期",
    ),
    "reply": ("reply", "答复", "回复", "答复内容", "回复内容", "答复意见", "处理意见"),
    "reply_time": ("reply_time", "reply_date", "replied_at", "答复时间", "回复时间", "答复日期", "回复日期"),
    "accept_time": ("accept_time", "accepted_at", "受理时间", "受理日期"),
    "unit": ("unit", "agency", "承办单位", "责任单位", "办理单位", "答复单位", "回复单位"),
    "name": ("name", "user", "xm", "姓名", "信访人", "留言用户", "来信人", "投诉人", "网名"),
    "phone": ("phone", "mobile", "sjh", "电话", "手机", "手机号", "手机号码", "联系电话", "联系方式"),
    "id_number": ("id_number", "zjhm", "身份证号", "身份证号码", "证件号码"),
    "address": ("address", "xxzz", "地址", "住址", "联系地址"),
    "region": ("region", "wtsd", "地区代码", "行政区划代码", "问题属地"),
    "category": ("category", "label", "类别", "分类", "一级标签", "内容分类"),
    "form": ("form", "xfxs", "信访形式", "形式"),
    "purpose": ("purpose", "xfmd", "信访目的", "目的"),
    "people": ("people", "xfrs", "人数", "信访人数"),
}
"""Part of a petition → headers known by themselves, the surest first."""

MAP_SIZE = 1 << 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Part → header, the name of the source, and which unit code a written unit name means."""

    header_of: Mapping[str, str]
    source: str
    units: Mapping[str, str] = field(default_factory=dict)

    def named(self, part: str) -> str:
        """Return the header that holds the part, or the part's own name when no column does."""
        return self.header_of.get(part, part)

    def has(self, part: str) -> bool:
        """Tell whether a column holds the part."""
        return part in self.header_of


def columns_of(headers: tuple[str, ...], map_file: Path | None, source: str = "") -> Columns:
    """Return the columns that a map file names, or those known by their headers.

    Raises:
        Refused: no column holds the text, or the map names a part or a column that does not exist.
    """
    written = _read(map_file) if map_file else {}
    named = _named(written, headers)
    header_of = named or known_by_header(headers)
    if "text" not in header_of:
        raise Refused('找不到哪一列是内容，请用 --map 指定，例如 text = "内容"')
    name = source or _word(written, "source") or default_source(header_of)
    if len(name) > 100:  # noqa: PLR2004 - width of the column
        raise Refused("来源名称最多 100 个字")
    return Columns(header_of, name, _texts(written.get("units", {}), "units"))


def known_by_header(headers: Iterable[str]) -> dict[str, str]:
    """Return part → header for the headers that are known by themselves."""
    lower = {header.lower(): header for header in headers}
    known = ((part, next((lower[name] for name in names if name in lower), "")) for part, names in ALIASES.items())
    return {part: header for part, header in known if header}


def default_source(header_of: Mapping[str, str]) -> str:
    """Name a source by the columns that tell its rows apart, so that a file's own name never matters."""
    parts = ("id", "name", "text", "reply")
    return "+".join(header_of[part] for part in parts if part in header_of)[:100]


def _named(written: Mapping[str, object], headers: tuple[str, ...]) -> dict[str, str]:
    inner = written.get("fields")
    flat = {key: value for key, value in written.items() if key not in ("source", "units", "fields")}
    header_of: dict[str, str] = {}
    for name, header in _texts(inner if inner is not None else flat, "fields").items():
        part = part_of(name)
        if header not in headers:
            raise Refused(f"对照文件里的列“{header[:50]}”在表头里没有")
        header_of[part] = header
    return header_of


def part_of(name: str) -> str:
    """Return the part of a petition that a map file calls by its own name or by a known header.

    Raises:
        Refused: no part is called so.
    """
    lower = name.lower()
    found = next((part for part, names in ALIASES.items() if lower == part or lower in names), "")
    if not found:
        raise Refused(f"对照文件里的“{name[:50]}”不是可以导入的项目，可以是 {'、'.join(ALIASES)}")
    return found


def _read(path: Path) -> Mapping[str, object]:
    """Return what a map file says, TOML or JSON by its content."""
    if path.stat().st_size > MAP_SIZE:
        raise Refused("对照文件太大，超过 1 MB")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        written = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:  # bad UTF-8, TOML and JSON are all ValueError
        raise Refused(
            f"对照文件“{path.name}”读不懂，应当是 UTF-8 的 TOML 或 JSON（TOML 里的中文名称要加引号）"
        ) from wrong
    return cast("Mapping[str, object]", written)  # a document that opens with a brace, or TOML, is a table


def _texts(value: object, name: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise Refused(f"对照文件里的 {name} 应当是“名称 = 列名”的一组文字")
    return {str(key): str(each) for key, each in value.items()}


def _word(written: Mapping[str, object], key: str) -> str:
    value = written.get(key, "")
    if not isinstance(value, str):
        raise Refused(f"对照文件里的 {key} 应当是文字")
    return value.strip()
