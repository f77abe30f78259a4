"""Is everything there that the installation needs: what is ready, what is missing, what is only provisional."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from wangfang.config import faults, schema, sources
from wangfang.rules.entrance import SecondFactor
from wangfang.rules.facts import CHINA
from wangfang.rules.workdays import national_calendar

FOR_OTHERS = 0o077
"""The bits of a file's mode that let other accounts in."""
MARKS = {"ready": "✓ ", "missing": "✗ ", "provisional": "? "}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its name, how it stands, and a sentence."""

    name: str
    state: str
    says: str


def findings(database_trouble: str) -> list[Finding]:
    """Look at everything once; `database_trouble` is why the embedded database did not start, or empty."""
    told = (*_data(), *_keys(), *_hosts(), *_messages(), _scanner(), *_calendar(datetime.now(tz=CHINA).date()))
    found = [_python(), *told]
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
    yield Finding("签名密钥", "ready", f"取自 {kept}，请与数据库一同备份")


def _keys() -> Iterator[Finding]:
    from django.conf import settings  # slow import

    from wangfang.records.vault.keys import keeper  # slow import

    if settings.WANGFANG_KEEPER:
        yield Finding("密钥保管", "ready", f"由 {settings.WANGFANG_KEEPER} 保管 {len(keeper().names())} 把密钥")
        return
    folder = Path(settings.WANGFANG_KEYS)
    places = [folder, *folder.iterdir()] if folder.is_dir() else []
    loose = [place.name for place in places if place.stat().st_mode & FOR_OTHERS]
    if loose:
        yield Finding("密钥保管", "missing", f"{folder} 里别的账号能读：{'、'.join(loose)}，请改为只有本账号可读")
    else:
        yield Finding("密钥保管", "ready", f"{folder}，只有本账号可读；请另行备份，没有它个人信息打不开")


def _keys_needed() -> Iterator[Finding]:
    """Name the keys that rows are sealed, indexed or signed with and nobody has."""
    from wangfang.interfaces.console.keys import needed  # slow import
    from wangfang.records.vault.keys import keeper  # slow import

    rows, there = needed(), set(keeper().names())
    if gone := {kid: count for kid, count in rows.items() if kid not in there}:
        said = "、".join(f"{kid}（{count} 条要用）" for kid, count in sorted(gone.items()))
        yield Finding("密钥", "missing", f"缺少 {said}，这些内容打不开、留痕核不了，请从备份恢复密钥")
    else:
        yield Finding("密钥", "ready", f"{sum(rows.values())} 条内容和留痕所用的密钥都在")


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


def _scanner() -> Finding:
    from django.conf import settings  # slow import

    from wangfang.records.files import scanning  # slow import

    if not settings.WANGFANG_SCANNER:
        return Finding("查毒", "provisional", "未设置 WANGFANG_SCANNER：附件只按类型和结构检查，不查病毒")
    if not scanning.answers():
        return Finding("查毒", "missing", f"{settings.WANGFANG_SCANNER} 没有应答：新来的附件先扣住，不给任何人看")
    return Finding("查毒", "ready", f"由 {settings.WANGFANG_SCANNER} 查")


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
        tables = list(_tables())
        yield from tables
        if tables[0].state == "ready":
            yield from _keys_needed()
    except Error as why:
        yield Finding("数据库", "missing", faults.sentence_of(why))
    finally:
        connection.close()


def _tables() -> Iterator[Finding]:
    if not schema.is_current():
        yield Finding("数据表", "missing", "有未执行的变更，请运行 wangfang migrate")
        return
    yield Finding("数据表", "ready", "已是最新")
    yield from _accounts()
    yield from _trace_and_jobs()


def _trace_and_jobs() -> Iterator[Finding]:
    from django.db import connection  # slow import

    from wangfang.records.ledger import guards  # after the settings
    from wangfang.records.walls import building  # after the settings

    with connection.cursor() as cursor:
        yield _wall(whole=building.is_whole(cursor))
        changeable = []
        for table in guards.APPEND_ONLY:
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


def _accounts() -> Iterator[Finding]:
    """Look for what opens the door and should not: accounts of the demo, the password that its documents tell."""
    from django.conf import settings  # slow import

    from wangfang.interfaces.console.demo.founding import PASSWORD, SEATS  # slow import
    from wangfang.records.people.models import Account  # slow import

    if settings.DEMO:
        yield Finding("账号", "provisional", "示范环境：示范账号的密码人人知道，动态口令不强制")
        return
    active = Account.objects.filter(is_active=True)
    seats = [seat.login for seat in SEATS]
    known = [one.login for one in active.filter(login__in=seats, is_demo=False) if one.check_password(PASSWORD)]
    if known:
        yield Finding("账号", "missing", f"密码还是示范密码，请用 wangfang accounts reset 重设：{'、'.join(known)}")
    elif active.filter(is_demo=True).exists():
        yield Finding("账号", "provisional", "有示范账号，在正式环境不能登录；用 wangfang accounts deactivate 停用")
    else:
        yield Finding("账号", "ready", "没有默认账号和默认密码")
    if settings.SECOND_FACTOR is not SecondFactor.REQUIRED:
        said = f"WANGFANG_OTP={settings.SECOND_FACTOR}：工作人员只凭密码也能登录"
        yield Finding("动态口令", "provisional", said)


def _wall(*, whole: bool) -> Finding:
    if whole:
        return Finding("数据库的第二道墙", "ready", "每次查询由数据库按角色和行级策略再核对一遍谁能看")
    thin = "数据库里没有 wangfang_web 等四个角色：行级策略仍然有效，但应用账号本身对各表都有权限"
    return Finding("数据库的第二道墙", "provisional", thin)
