"""What do the benchmarks import: a table of messages with answers, and a history, as long as wanted, all of it invented."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path

from wangfang.interfaces.console.bench.script import LENGTH, TEXT
from wangfang.rules.facts import CHINA

HEADERS = ("编号", "姓名", "标题", "内容", "时间", "答复", "答复时间")
FIRST = date(2016, 3, 1)
ANSWER = "您好，您反映的问题已收悉。经查，房屋共用部位维修正在办理维修资金手续，预计本月内进场施工。感谢您的监督。"
BUREAU, UNIT, REGION = "230103-XF", "230103018", "230103018"


def messages(path: Path, rows: int, *, answered: bool = True) -> None:
    """Write a table of so many messages, all of them different."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADERS if answered else HEADERS[:5])
        for row in range(rows):
            writer.writerow(_message(row, answered=answered))


def _message(nth: int, *, answered: bool) -> list[str]:
    sent = datetime(FIRST.year, FIRST.month, FIRST.day, 9, tzinfo=CHINA) + timedelta(minutes=nth * 17)
    said = [str(nth), "王秀兰", f"第{nth}件 顶楼漏雨", (TEXT * LENGTH)[: 40 + nth * 37 % LENGTH], _text(sent)]
    return [*said, ANSWER * 3, _text(sent + timedelta(days=2 + nth % 30))] if answered else said


def history(path: Path, lines: int) -> None:
    """Write a history of so many lines, three acts to a case, in the order in which they happened."""
    with path.open("w", encoding="utf-8") as stream:
        for line in range(lines):
            stream.write(json.dumps(_act(*divmod(line, 3)), ensure_ascii=False) + "\n")


def _act(nth: int, place: int) -> dict[str, object]:
    at = datetime(FIRST.year, FIRST.month, FIRST.day, 9, tzinfo=CHINA) + timedelta(minutes=nth * 17 + place * 5)
    said: dict[str, object] = {"case": f"H{nth}", "occurred_at": at.isoformat()}
    if place:
        step = {"step": "register"} if place == 1 else {"step": "forward", "to": UNIT}
        return {**said, **step, "agency": BUREAU}
    petition = {"form": "online", "purpose": "request", "title": "顶楼漏雨", "text": TEXT, "region": REGION}
    return {**said, **petition, "step": "submit", "to": BUREAU, "petitioner": {"name": "王秀兰"}}


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
