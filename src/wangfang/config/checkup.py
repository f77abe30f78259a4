"""Is everything there that the installation needs: what is ready, what is missing, what is only provisional."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from wangfang.config import faults, schema, sources
from wangfang.rules.facts import CHINA
from wangfang.rules.workdays import national_calendar

MARKS = {"ready": "✓ ", "missing": "✗ ", "provisional": "? "}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its name, how it stands, and a sentence."""

    name: str
    state: str
    says: str


def findings(database_trouble: str) -> list[Finding]:
    """Look at everything once; `database_trouble` is why the embedded database did not start, or empty."""
    found = [_python(), *_data(), *_hosts(), *_messages(), *_calendar(datetime.now(tz=CHINA).date())]
    return [*found, *_database(database_trouble)]


def as_json(found: list[Finding]) -> str:
    """Return the findings as one JSON document."""
    return json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2)


def as_text(found: list[Finding]) -> str:
    """Return the findings as lines for the eye."""
    return "\n".join(f"{MARKS[finding.state]}{finding.name}：{finding.says}" for finding in found)


def _python() -> Finding:
    return Finding("Python", "ready", ".".join(str(number) for number in sys.version_info[:3]))


def _data() -> Iterator[Finding]:
    data = sources.data_folder()
    writable = os.access(data, os.W_OK)
    yield Finding("数据目录", "ready" if writable else "missing", str(data) if writable else f"{data} 不可写")
    kept = "WANGFANG_SECRET_KEY" if os.environ.get("WANGFANG_SECRET_KEY") else str(data / "secret-key")
    yield Finding("密钥", "ready", f"取自 {kept}，请与数据库一同备份")


def _hosts() -> Iterator[Finding]:
    from django.conf import settings  # slow import

    if settings.PUBLIC_HOSTS:
        yield Finding("对外域名", "ready", "、".join(settings.PUBLIC_HOSTS))
    else:
        yield Finding("对外域名", "provisional", "未设置 WANGFANG_HOSTS，只应答本机访问")


def _messages() -> Iterator[Finding]:
    from django.conf import settings  # slow import

    if settings.DEMO:
        yield Finding("短信", "provisional", "示范环境：短信只显示在短信箱页面")
    else:
        yield Finding("短信", "provisional", "没有发送通道：短信留在待发队列中（示范环境请设 WANGFANG_DEMO=1）")


def _calendar(today: date) -> Iterator[Finding]:
    calendar = national_calendar()
    for year in (today.year, today.year + 1):
        if calendar.is_provisional(date(year, 7, 1)):
            yield Finding(f"{year}年工作日历", "provisional", "国务院办公厅通知尚未录入，暂按周一至周五和法定节日推算")
        else:
            yield Finding(f"{year}年工作日历", "ready", "按国务院办公厅通知")


def _database(trouble: str) -> Iterator[Finding]:
    from django.db import Error, connection  # slow import

    if trouble:
        yield Finding("数据库", "missing", trouble)
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("show server_version")
            version = cursor.fetchone()[0]
        where = "自带" if sources.is_embedded() else "外部"
        yield Finding("数据库", "ready", f"{where} PostgreSQL {version.split()[0]}")
        yield from _tables()
    except Error as why:
        yield Finding("数据库", "missing", faults.sentence_of(why))
    finally:
        connection.close()


def _tables() -> Iterator[Finding]:
    from django.db import connection  # slow import

    from wangfang.records.walls import building  # after the settings

    if not schema.is_current():
        yield Finding("数据表", "missing", "有未执行的变更，请运行 wangfang migrate")
        return
    yield Finding("数据表", "ready", "已是最新")
    with connection.cursor() as cursor:
        yield _wall(whole=building.is_whole(cursor))
        changeable = []
        for table in building.APPEND_ONLY:
            cursor.execute("select has_table_privilege(%s, 'update, delete')", [table])
            changeable += [table] * cursor.fetchone()[0]
        cursor.execute("select max(last_heartbeat) from procrastinate_workers")
        (beat,) = cursor.fetchone()
    if changeable:
        yield Finding(
            "留痕",
            "provisional",
            f"应用账号有权改动 {'、'.join(changeable)}：请另设 WANGFANG_OWNER_URL，现在只有触发器拦阻",
        )
    else:
        yield Finding("留痕", "ready", "应用账号无权改动办理步骤和台账")
    alive = beat is not None and datetime.now(tz=beat.tzinfo) - beat < timedelta(seconds=60)
    yield Finding(
        "后台任务", "ready" if alive else "provisional", "正在运行" if alive else "没有运行（由 wangfang up 启动）"
    )


def _wall(*, whole: bool) -> Finding:
    if whole:
        return Finding("数据库的第二道墙", "ready", "每次查询由数据库按角色和行级策略再核对一遍谁能看")
    thin = "数据库里没有 wangfang_web 等四个角色：行级策略仍然有效，但应用账号本身对各表都有权限"
    return Finding("数据库的第二道墙", "provisional", thin)
