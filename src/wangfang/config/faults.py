"""What is wrong with the database, said in one sentence that names the way out; never in the driver's words."""

from __future__ import annotations

import re

from django.db import Error, OperationalError

from wangfang.config import sources

MAKE_IT = "数据库还没有建好，请先运行 wangfang migrate。"
CALL_MIGRATE = "数据库的表还没有建好，请先运行 wangfang migrate。"

_NOT_HERE = re.compile(r'(role|database) ".*" does not exist')
_SAID_OF_EXTERNAL = {
    "role": "数据库服务器上没有这个账号，请核对 WANGFANG_DATABASE_URL，或按 docs/operations/install.md 建立账号。",
    "database": "数据库服务器上没有这个库，请核对 WANGFANG_DATABASE_URL，或按 docs/operations/install.md 建库。",
}
_SENTENCES = (
    (re.compile("authentication failed|no password supplied|pg_hba"), "数据库不接受这个账号，请核对账号和口令。"),
    (re.compile("resolve|translate host name|Name or service"), "找不到数据库服务器，请核对它的主机名。"),
    (re.compile("too many|connection slots"), "数据库的连接已满，请稍后再试。"),
    (re.compile("refused|No such file|timeout|timed out|unreachable|No route"), "连不上数据库，请确认它正在运行。"),
    (re.compile("starting up|shutting down"), "数据库正在启动或停止，请稍后再试。"),
    (re.compile("closed|terminat|reset by peer|broken"), "与数据库的连接断开了，请再试一次。"),
    (re.compile('(relation|column|function|table) ".*" does not exist|does not exist'), CALL_MIGRATE),
    (re.compile("permission denied|never changed"), "数据库账号没有这项权限；办理步骤和台账只能增加，不能改动。"),
    (re.compile("No space left|could not extend"), "数据库所在的磁盘满了，请先腾出空间。"),
)
"""What the driver's text speaks of, the surest sign first; a server that speaks another language falls through."""


def sentence_of(trouble: Error) -> str:
    """Return the sentence for a fault that Django's database layer has raised."""
    text = str(trouble)
    if missing := _NOT_HERE.search(text):
        return MAKE_IT if sources.is_embedded() else _SAID_OF_EXTERNAL[missing[1]]
    known = next((sentence for sign, sentence in _SENTENCES if sign.search(text)), "")
    if known:
        return known
    state = getattr(trouble.__cause__, "sqlstate", None)
    what = "数据库不可用" if isinstance(trouble, OperationalError) else "数据库拒绝了这项操作"
    return f"{what}{f'（SQLSTATE {state}）' if state else ''}，原因见数据库的日志。"
