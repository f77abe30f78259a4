"""Does every command answer on a data folder that nobody has used yet, and put away what it started when it is ended."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wangfang.config import embedded

COMMAND = [sys.executable, "-m", "wangfang.config.cli"]
PATIENCE_SECONDS = 60


def _environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WANGFANG_")}
    return kept | {"WANGFANG_DATA": str(data)} | more


def _run(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = _environment(data, **more)
    return subprocess.run([*COMMAND, *words], check=False, capture_output=True, text=True, env=environment)


def _has_driver_text(said: str) -> bool:
    return bool(re.search("Traceback|does not exist|connection|FATAL|psycopg", said))


def test_the_doctor_makes_a_new_installation_ready(data: Path) -> None:
    data.mkdir(mode=0o711)
    said = _run(data, "doctor", "--json")
    assert (said.returncode, said.stderr) == (0, "")
    found = {finding["name"]: finding["state"] for finding in json.loads(said.stdout)}
    assert {found["数据库"], found["数据表"], found["留痕"]} == {"ready"}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nonsense", "WANGFANG_DATABASE_URL 应写成"),
        ("postgresql://a:b@127.0.0.1:1/x", "连不上数据库，请确认它正在运行"),
        ("postgresql://a:b@no-such-host.invalid/x", "找不到数据库服务器"),
    ],
)
@pytest.mark.parametrize("words", [["doctor"], ["migrate"], ["ledger", "verify"]])
def test_a_server_that_is_not_there_is_told_without_the_words_of_the_driver(
    url: str, why: str, words: list[str], tmp_path: Path
) -> None:
    said = _run(tmp_path, *words, WANGFANG_DATABASE_URL=url)
    assert said.returncode == 1
    assert why in said.stdout + said.stderr
    assert not _has_driver_text(said.stdout + said.stderr)


def test_a_command_that_is_ended_stops_the_database_that_it_started(data: Path, request: pytest.FixtureRequest) -> None:
    assert _run(data, "migrate").returncode == 0
    pipe = data / "messages.csv"
    os.mkfifo(pipe)  # nobody writes: the import waits for its first line as long as the test wants
    words = [*COMMAND, "import", str(pipe), "--agency", "X"]
    running = subprocess.Popen(words, env=_environment(data), stderr=subprocess.PIPE, text=True)
    request.addfinalizer(running.kill)
    server = _server_of(data)
    time.sleep(1)  # into the command itself

    running.send_signal(signal.SIGTERM)

    _, said = running.communicate(timeout=PATIENCE_SECONDS)
    assert (running.returncode, said.strip()) == (143, "")
    assert not embedded._is_postgres(server)


def _server_of(data: Path) -> int:
    lock = embedded._home(data) / "postmaster.pid"
    until = time.monotonic() + PATIENCE_SECONDS
    while not lock.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    return int(lock.read_text(encoding="utf-8").split()[0])
