"""Where does a benchmark work: in a database of its own on the same server, made for it and dropped after it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from wangfang.records.pacing.limits import DEFAULTS
from wangfang.rules.refusal import Refused

NAME = "wangfang_bench"
INSIDE = "wangfang.interfaces.console.bench.inside"
_LEFT_OUT = frozenset({
    "WANGFANG_OWNER_URL", "WANGFANG_ACT_AS", "WANGFANG_DEMO", "WANGFANG_HOSTS", "WANGFANG_PROXIES", "WANGFANG_SCANNER",
    "WANGFANG_KEYS", "WANGFANG_KEEPER", "WANGFANG_MIRROR",
})  # fmt: skip
"""What belongs to the user's installation alone: its accounts and neighbours, its keys, and the copy of its trace."""

_UNLIMITED = {f"WANGFANG_LIMIT_{name.upper().replace('-', '_')}": "900000000/1,999999999/60" for name in DEFAULTS}
"""A benchmark asks more often than any one visitor may."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """A database and a folder that nobody else uses; every process of a benchmark is pointed at them."""

    url: str
    folder: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """Return the environment in which the installation is the scratch one."""
        kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        own = {"WANGFANG_DATABASE_URL": self.url, "WANGFANG_DATA": str(self.folder), "WANGFANG_PLAIN_STATIC": "1"}
        return {**kept, **own, **_UNLIMITED}

    def take(self, *words: str) -> list[dict[str, object]]:
        """Take figures in a process of their own and return them as JSON has them.

        Raises:
            Refused: the process failed; its own words stand on the screen.
        """
        found: list[dict[str, object]] = self.run(INSIDE, *words) or []
        return found

    def run(self, module: str, *words: str) -> Any:
        """Run a module of ours in a process of its own and return the last line that it prints, as JSON has it.

        Raises:
            Refused: the process failed, and its own words stand on the screen; or it was ended from outside.
        """
        command = [sys.executable, "-m", module, *words]
        # The exit code is read below and told in a sentence.
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, env=self.environment)  # noqa: S603 - our own module
        if done.returncode:
            raise Refused(f"“{words[0]}”没有测成，{_cause(done.returncode)}")
        lines = done.stdout.decode().strip().splitlines()
        return json.loads(lines[-1]) if lines else None


def _cause(code: int) -> str:
    """Return where the reason stands; a process that was ended from outside left no words of its own."""
    return f"它的进程被信号 {-code} 结束了" if code < 0 else "原因见上面"


@contextmanager
def scratch(name: str = NAME) -> Iterator[Scratch]:
    """Make an empty database with our tables and a folder; both are gone afterwards.

    Raises:
        Refused: the account may not make databases, or another benchmark is running.
    """
    with _server() as server:
        _drop(server, name)
        server.execute(sql.SQL("create database {} template template0").format(sql.Identifier(name)))
    try:
        with tempfile.TemporaryDirectory(prefix="wangfang-bench-", ignore_cleanup_errors=True) as folder:
            (Path(folder) / "static").mkdir()
            place = Scratch(_address(name), Path(folder))
            place.take("prepare")
            yield place
    finally:
        with _server() as server:
            _drop(server, name)


def may_make_databases() -> bool:
    """Tell whether the account of this process may make a scratch database."""
    with _server() as server:
        row = server.execute("select rolcreatedb or rolsuper from pg_roles where rolname = current_user").fetchone()
    return bool(row and row[0])


def _server() -> psycopg.Connection:
    known = connection.settings_dict
    place = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    given = {key: str(value) for key, value in place.items() if value}
    return psycopg.connect(make_conninfo(dbname="postgres", **given), autocommit=True)


def _drop(server: psycopg.Connection, name: str) -> None:
    try:
        server.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))
    except psycopg.errors.ObjectInUse as busy:
        raise Refused(f"另一个 bench 正在用数据库 {name}，等它结束再来") from busy


def _address(name: str) -> str:
    known = connection.settings_dict
    who = quote(str(known["USER"]), safe="")
    if known["PASSWORD"]:
        who += ":" + quote(str(known["PASSWORD"]), safe="")
    options = {"host": known["HOST"]} if known["HOST"] else {}
    return f"postgresql://{who}@:{known['PORT'] or 5432}/{name}?{urlencode(options)}"
