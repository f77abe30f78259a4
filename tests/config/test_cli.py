"""Does every end of a command have its exit code, and every failure its one sentence."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError

from wangfang.config import cli
from wangfang.config.binaries import DatabaseTrouble
from wangfang.rules.refusal import Refused

COMMAND = [sys.executable, "-m", "wangfang.config.cli"]


def _run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], check=False, capture_output=True, text=True, env=os.environ | more)


def _raising(trouble: BaseException) -> Callable[[], int]:
    def run() -> int:
        raise trouble

    return run


@pytest.mark.parametrize(
    ("trouble", "code", "sentence"),
    [
        (Refused("这件事还没有受理", "《信访条例》第二十一条"), 1, "这件事还没有受理（《信访条例》第二十一条）\n"),
        (DatabaseTrouble("找不到 PostgreSQL 程序。"), 1, "找不到 PostgreSQL 程序。\n"),
        (OperationalError("server closed\nthe connection"), 1, "与数据库的连接断开了，请再试一次。\n"),
        (OperationalError("irgendetwas"), 1, "数据库不可用，原因见数据库的日志。\n"),
        (IntegrityError("duplicate key"), 1, "数据库拒绝了这项操作，原因见数据库的日志。\n"),
        (ProgrammingError('relation "x" does not exist'), 1, "数据库的表还没有建好，请先运行 wangfang migrate。\n"),
        (FileNotFoundError(2, "No such file or directory", "a.csv"), 1, "a.csv：No such file or directory\n"),
        (click.FileError("a.csv", "坏了"), 1, "Could not open file 'a.csv': 坏了\n"),
        (click.UsageError("没有这个选项"), 2, "没有这个选项\n"),
        (KeyboardInterrupt(), 130, ""),
        (click.Abort(), 130, ""),
        (cli.Ended(signal.SIGTERM), 143, ""),
        (cli.Ended(signal.SIGHUP), 129, ""),
    ],
)
def test_every_end_has_its_code_and_its_sentence(
    trouble: BaseException, code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli._ended(_raising(trouble)) == code
    assert capsys.readouterr().err == sentence


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError):
        cli._ended(_raising(ZeroDivisionError()))


def test_an_unknown_command_is_wrong_usage_and_starts_no_database(tmp_path: Path) -> None:
    said = _run("nonsense", WANGFANG_DATA=str(tmp_path / "data"))
    assert said.returncode == 2
    assert "nonsense" in said.stderr
    assert not (tmp_path / "data" / "pg").exists()


def test_a_rule_is_asked_without_any_database(tmp_path: Path) -> None:
    said = _run("due", "--limit", "DL06", "--rules", "order-2005", "--from", "2017-08-22", WANGFANG_DATA=str(tmp_path))
    assert (said.returncode, said.stderr) == (0, "")
    assert "2017-09-06" in said.stdout
    assert not (tmp_path / "pg").exists()


def test_a_refusal_is_one_sentence_on_standard_error(tmp_path: Path) -> None:
    said = _run("due", "--limit", "DL99", "--rules", "order-2005", "--from", "2017-08-22", WANGFANG_DATA=str(tmp_path))
    assert (said.returncode, said.stdout) == (1, "")
    assert len(said.stderr.splitlines()) == 1


def test_a_reader_that_leaves_early_is_no_trouble(tmp_path: Path) -> None:
    words = f"{sys.executable} -m wangfang.config.cli limits --json | true"
    said = subprocess.run(
        ["/bin/sh", "-c", words],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"WANGFANG_DATA": str(tmp_path)},
    )
    assert said.stderr == ""


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_help_is_chinese_under_every_locale(locale: str, tmp_path: Path) -> None:
    said = _run("--help", LC_ALL=locale, LANG=locale, WANGFANG_DATA=str(tmp_path))
    assert said.returncode == 0
    assert "启动数据库" in said.stdout


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = _run("up", "--port", str(port), "--data", str(tmp_path / "data"))
    assert said.returncode == 1
    assert said.stderr == f"端口 {port} 已被占用：请用 --port 换一个，或先停止占用它的程序。\n"
    assert not (tmp_path / "data" / "pg").exists()
